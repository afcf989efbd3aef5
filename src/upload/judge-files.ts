import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import type { Sha256 } from '../kernel/fingerprint.js';
import { Objects } from '../platform/objects/objects.js';
import type { Prepare, Slot } from '../verify/judge-child.process.js';
import { JudgePool, type JudgeOutcome } from '../verify/judge.pool.js';
import { fillSlots } from '../verify/judge-slots.process.js';
import { MakeContext } from './make-context.js';
import type { Submission } from './submission.js';

/** Has the received files of a submission judged in a process of their own, in the context of this moment. */
@Injectable()
export class JudgeFiles implements OnApplicationShutdown {
  constructor(
    private readonly pool: JudgePool,
    private readonly context: MakeContext,
    private readonly objects: Objects,
  ) {}

  get size(): number {
    return this.pool.size;
  }

  /** Gives what came of it. `alone`: in a process that judges nothing else. */
  async run(submission: Submission, alone: boolean): Promise<JudgeOutcome> {
    const context = await this.context.run(submission);
    const files = submission.files.map(({ name, sha256 }) => ({
      name,
      copyTo: (slot: Slot) => this.objects.copyTo(sha256 as Sha256, slot),
    }));
    const prepare: Prepare = async (slots) => ({ files: await fillSlots(slots, files), context });
    return await this.pool.judge(prepare, alone);
  }

  async onApplicationShutdown(): Promise<void> {
    await this.pool.close();
  }
}
