import type { Context } from './context.js';
import { openFileSource, spillScratch, type FileSource } from './files.process.js';
import type { Verdict } from './verdict.js';
import { verify } from './verify.js';

/** A file on disk with the name its sender gave it. */
export interface FileToJudge {
  readonly name: string;
  readonly path: string;
}

/** A delivery by where its files lie. Plain data: it crosses a process boundary. */
export type DeliveredFiles =
  | ({ readonly kind: 'package' } & FileToJudge)
  | { readonly kind: 'pair'; readonly eml: FileToJudge; readonly signature: FileToJudge | null };

/** Judges files on disk; `scratchFolder` takes an inner ZIP that is too large for memory. Throws when one is unreadable. */
export async function judgeFiles(
  files: DeliveredFiles,
  context: Context,
  scratchFolder: string,
): Promise<Verdict> {
  const opened: FileSource[] = [];
  const open = (file: FileToJudge): { name: string; source: FileSource } => {
    const source = openFileSource(file.path);
    opened.push(source);
    return { name: file.name, source };
  };
  try {
    const delivery =
      files.kind === 'package'
        ? ({ kind: 'package', ...open(files) } as const)
        : ({
            kind: 'pair',
            eml: open(files.eml),
            signature: files.signature && open(files.signature),
          } as const);
    return await verify(delivery, context, () => spillScratch(scratchFolder));
  } finally {
    for (const source of opened) source.close();
  }
}
