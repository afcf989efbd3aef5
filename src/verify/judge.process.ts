import { tmpdir } from 'node:os';
import type { Context } from './context.js';
import { judgeFiles, type DeliveredFiles } from './judge-files.process.js';
import type { Verdict } from './verdict.js';

/** What the pool sends a judge: one at a time. */
export interface JudgeRequest {
  readonly files: DeliveredFiles;
  readonly context: Context;
}

/** What a judge answers. `fault` is ours, not the file's: it could not be read from disk, or we made a mistake. */
export type JudgeAnswer =
  | { readonly kind: 'judged'; readonly verdict: Verdict }
  | { readonly kind: 'fault'; readonly message: string };

// A judge whose parent is gone has nobody to answer: the channel closes, also when the parent was killed.
process.on('disconnect', () => process.exit(0));
// The terminal sends Ctrl-C to the whole group; the parent decides when its judges end.
process.on('SIGINT', () => undefined);

process.on('message', (request: JudgeRequest) => {
  void answer(request).then((said) => process.send?.(said));
});

async function answer({ files, context }: JudgeRequest): Promise<JudgeAnswer> {
  try {
    return {
      kind: 'judged',
      verdict: await judgeFiles(files, context, process.env['JUDGE_SCRATCH'] ?? tmpdir()),
    };
  } catch (error) {
    return {
      kind: 'fault',
      message: error instanceof Error ? (error.stack ?? error.message) : String(error),
    };
  }
}
