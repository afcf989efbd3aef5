import { Injectable } from '@nestjs/common';
import { Database } from '../platform/postgres/database.js';
import { Quarantine } from '../platform/platform.module.js';
import { Settings } from '../platform/settings.js';
import { beyondQuota } from './quarantine.js';
import { ReceivedFiles } from './received-files.store.js';
import type { Submission } from './submission.js';
import { isRefusedElsewhere, listRefusedFiles } from './submission.store.js';

/** Brings the bytes of a submission to where its state says they belong. Safe to repeat: a sweep does after a crash. */
@Injectable()
export class SettleFiles {
  constructor(
    private readonly db: Database,
    private readonly settings: Settings,
    private readonly files: ReceivedFiles,
    private readonly quarantine: Quarantine,
  ) {}

  /** Accepted: to the objects; refused: to the quarantine, within the body's quota; abandoned: gone. */
  async run(submission: Submission): Promise<void> {
    await this.files.settle(submission);
    if (submission.state === 'refused') await this.holdQuota(submission);
  }

  /** The oldest refused files make room for the newest; what was said of them stays. */
  private async holdQuota({ electionId, sender }: Submission): Promise<void> {
    const owner = { electionId, body: sender };
    const refused = await listRefusedFiles(this.db.read, owner);
    for (const file of beyondQuota(refused, this.settings.quarantineBytesPerCommittee)) {
      if (!(await this.quarantine.has(file.sha256))) continue;
      if (!(await isRefusedElsewhere(this.db.read, file.sha256, owner)))
        await this.quarantine.remove(file.sha256);
    }
  }
}
