import { fstatSync } from 'node:fs';
import type { Context } from './context.js';
import { descriptorSource, spillScratch } from './files.process.js';
import { judgeFiles, type DeliveredFiles } from './judge-files.process.js';
import { judgePdf, type PdfContext, type PdfVerdict } from './pdf/judge-pdf.js';
import { MAX_PDF_BYTES } from './pdf/limits.js';
import { readExactly } from './source.js';
import { packForKeeping, type PackedCount } from './eml/packed-count.js';
import type { Verdict } from './verdict.js';

/** What the pool sends a judge, one at a time: a delivery, or the descriptor of a PDF. */
export type JudgeRequest =
  | { readonly files: DeliveredFiles; readonly context: Context }
  | { readonly pdf: number; readonly context: PdfContext };

/** `count`: the count, packed; null where none was read to its end. */
export interface JudgedPacked {
  readonly kind: 'judged';
  readonly verdict: Verdict;
  readonly count: PackedCount | null;
}

/** What a judge answers. `fault` is ours, not the file's: it could not be read, or we made a mistake. */
export type JudgeAnswer =
  | JudgedPacked
  | { readonly kind: 'judgedPdf'; readonly verdict: PdfVerdict }
  | { readonly kind: 'fault'; readonly message: string };

/**
 * Descriptors that a judge is born with: the two files of a delivery, read only, and its scratch. It opens nothing itself,
 * so it needs no right to any folder.
 */
export const JUDGE_FDS = { files: [4, 5], scratch: 6 } as const;

// Everything is loaded by now. From here on an attacker's bytes are read: as nobody, where we were root.
const uid = Number(process.argv[2] ?? 0);
if (uid > 0) {
  process.setgroups?.([]);
  process.setgid?.(uid);
  process.setuid?.(uid);
}

// A judge whose parent is gone has nobody to answer: the channel closes, also when the parent was killed.
process.on('disconnect', () => process.exit(0));
// The terminal sends Ctrl-C to the whole group; the parent decides when its judges end.
process.on('SIGINT', () => undefined);

process.on('message', (request: JudgeRequest) => {
  void answer(request).then((said) => process.send?.(said));
});

async function answer(request: JudgeRequest): Promise<JudgeAnswer> {
  try {
    if ('pdf' in request)
      return { kind: 'judgedPdf', verdict: judgePdf(bytesOf(request.pdf), request.context) };
    const scratch = () => spillScratch({ fd: JUDGE_FDS.scratch });
    const { verdict, count } = await judgeFiles(request.files, request.context, scratch);
    return { kind: 'judged', verdict, count: count && packForKeeping(count) };
  } catch (error) {
    return {
      kind: 'fault',
      message: error instanceof Error ? (error.stack ?? error.message) : String(error),
    };
  }
}

/** What there is, and never more than shows that it is too much. */
function bytesOf(fd: number): Buffer {
  const size = Math.min(fstatSync(fd).size, MAX_PDF_BYTES + 1);
  const bytes = readExactly(descriptorSource(fd), 0, size);
  if (bytes === null) throw new Error('a PDF ended before its size');
  return bytes;
}
