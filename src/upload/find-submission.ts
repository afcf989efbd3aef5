import { Injectable } from '@nestjs/common';
import { type PersonActor, segmentOf } from '../kernel/actor.js';
import { Refusal } from '../kernel/refusal.js';
import { Database } from '../platform/postgres/database.js';
import { readSubmissionId, type Submission } from './submission.js';
import { findOwn } from './submission.store.js';

/** The submission that an address names, when it is the actor's own. */
@Injectable()
export class FindSubmission {
  constructor(private readonly db: Database) {}

  /** Foreign, absent and unreadable are the same `request.notFound`. */
  async run(id: string, actor: PersonActor): Promise<Submission> {
    const known = readSubmissionId(id);
    const found = known && (await findOwn(this.db.read, known, segmentOf(actor)));
    if (found === null) throw new Refusal('request.notFound');
    return found;
  }
}
