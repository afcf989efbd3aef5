import type { Context } from './context.js';
import { descriptorSource, openFileSource, type FileSource } from './files.process.js';
import type { Scratch } from './source.js';
import { judgeDelivery, type Judged } from './verify.js';

/** A file with the name its sender gave it: by its place on disk, or open already. */
export type FileToJudge =
  { readonly name: string; readonly path: string } | { readonly name: string; readonly fd: number };

/** A delivery by where its files lie. Plain data: it crosses a process boundary. */
export type DeliveredFiles =
  | ({ readonly kind: 'package' } & FileToJudge)
  | { readonly kind: 'pair'; readonly eml: FileToJudge; readonly signature: FileToJudge | null };

/** Judges files; `newScratch` takes an inner ZIP. Throws when a file is unreadable. */
export async function judgeFiles(
  files: DeliveredFiles,
  context: Context,
  newScratch: () => Scratch,
): Promise<Judged> {
  const opened: FileSource[] = [];
  const open = (file: FileToJudge): { name: string; source: FileSource } => {
    const source = 'fd' in file ? descriptorSource(file.fd) : openFileSource(file.path);
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
    return await judgeDelivery(delivery, context, newScratch);
  } finally {
    for (const source of opened) source.close();
  }
}
