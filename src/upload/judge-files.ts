import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { openSync, readSync, closeSync } from 'node:fs';
import type { Sha256 } from '../kernel/fingerprint.js';
import { Objects } from '../platform/objects/objects.js';
import type { Prepare } from '../verify/judge-child.process.js';
import { JudgePool, type JudgeOutcome } from '../verify/judge.pool.js';
import { deliveredFiles } from './delivered-files.js';
import { MakeContext } from './make-context.js';
import type { Submission } from './submission.js';

/** The descriptors under which a judge holds the files of a delivery. */
const FDS = [4, 5] as const;

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
    const prepare: Prepare = async (slots) => {
      const headed = submission.files.map(async ({ name, sha256 }, i) => {
        await this.objects.copyTo(sha256 as Sha256, slots[i]!);
        return { name, fd: FDS[i]!, head: readHead(slots[i]!.path) };
      });
      return { files: deliveredFiles(await Promise.all(headed)), context };
    };
    return await this.pool.judge(prepare, alone);
  }

  async onApplicationShutdown(): Promise<void> {
    await this.pool.close();
  }
}

function readHead(file: string): Buffer {
  const fd = openSync(file, 'r');
  try {
    const head = Buffer.alloc(1024);
    return head.subarray(0, readSync(fd, head, 0, head.length, 0));
  } finally {
    closeSync(fd);
  }
}
