import { Injectable, type OnModuleInit } from '@nestjs/common';
import { KEY_DECIDED } from '../keys/decide-key.js';
import { JobHandlers } from '../platform/jobs/job-handlers.js';
import { MakeKeyList } from './make-key-list.js';

/** Makes lists anew when the keys change, and what an event forgot. */
@Injectable()
export class KeyListWorker implements OnModuleInit {
  constructor(
    private readonly jobs: JobHandlers,
    private readonly lists: MakeKeyList,
  ) {}

  onModuleInit(): void {
    // of many keys at once one list is made
    this.jobs.onAll(KEY_DECIDED, async (tx, payloads) => {
      const elections = new Set(payloads.map(({ electionId }) => electionId as string));
      for (const id of [...elections].sort()) await this.lists.run(tx, id);
    });
    this.jobs.sweepWith('keyLists.missing', { everyMs: 10_000 }, () => this.lists.sweep());
  }
}
