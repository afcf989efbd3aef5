import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { Refusal } from '../kernel/refusal.js';
import { JudgePool, type JudgeOutcome } from '../verify/judge.pool.js';
import type { Verdict } from '../verify/verdict.js';
import { unjudgeable } from '../verify/verify.js';
import { MakeContext } from './make-context.js';
import { ReceivedFiles } from './received-files.store.js';
import type { Submission } from './submission.js';

/** Has the received files of a submission judged in a process of their own, in the context of this moment. */
@Injectable()
export class JudgeFiles implements OnApplicationShutdown {
  constructor(
    private readonly pool: JudgePool,
    private readonly context: MakeContext,
    private readonly files: ReceivedFiles,
  ) {}

  /** Gives the complete verdict. Refuses `upload.cannotJudge` when too many wait: the files stay and a sweep tries again. */
  async run(submission: Submission): Promise<Verdict> {
    const files = await this.files.recognised(submission);
    const context = await this.context.run(submission);
    const { level, code } = submission.sender;
    const lane = `${submission.electionId}:${level}:${code}`;
    return verdictOf(await this.pool.judge({ files, context }, lane));
  }

  async onApplicationShutdown(): Promise<void> {
    await this.pool.close();
  }
}

const EXHAUSTED = {
  memory:
    'Het controleren kostte meer geheugen dan een echt telbestand ooit nodig heeft. De controle is gestopt.',
  time: 'Het controleren kostte meer tijd dan een echt telbestand ooit nodig heeft. De controle is gestopt.',
} as const;

function verdictOf(outcome: JudgeOutcome): Verdict {
  switch (outcome.kind) {
    case 'judged':
      return outcome.verdict;
    case 'exhausted':
      return unjudgeable(EXHAUSTED[outcome.limit]);
    case 'crashed':
      return unjudgeable('De controle liep twee keer vast op dit bestand.');
    case 'busy':
      throw new Refusal('upload.cannotJudge');
  }
}
