import type { Context } from './context.js';
import { spillScratch } from './files.process.js';
import { judgeFiles, type DeliveredFiles } from './judge-files.process.js';
import type { Verdict } from './verdict.js';

/** What the pool sends a judge: one at a time. */
export interface JudgeRequest {
  readonly files: DeliveredFiles;
  readonly context: Context;
}

/** What a judge answers. `fault` is ours, not the file's: it could not be read, or we made a mistake. */
export type JudgeAnswer =
  | { readonly kind: 'judged'; readonly verdict: Verdict }
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

async function answer({ files, context }: JudgeRequest): Promise<JudgeAnswer> {
  try {
    const verdict = await judgeFiles(files, context, () => spillScratch({ fd: JUDGE_FDS.scratch }));
    return { kind: 'judged', verdict };
  } catch (error) {
    return {
      kind: 'fault',
      message: error instanceof Error ? (error.stack ?? error.message) : String(error),
    };
  }
}
