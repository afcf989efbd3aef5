import { Injectable } from '@nestjs/common';
import { act } from '../identity/act.js';
import { append } from '../audit/audit.store.js';
import type { PersonActor } from '../kernel/actor.js';
import { Clock } from '../kernel/clock.js';
import { Refusal } from '../kernel/refusal.js';
import { isUuid } from '../kernel/uuid.js';
import { Database } from '../platform/postgres/database.js';
import { NoticeStore, type WhichNotices } from './notice.store.js';
import { noticeSeen } from './events.js';

/** Somebody of a body read its notices: one, or all that are told as a number. */
@Injectable()
export class MarkNoticeSeen {
  constructor(
    private readonly db: Database,
    private readonly notices: NoticeStore,
    private readonly clock: Clock,
  ) {}

  /** Gives how many were not yet seen; a second time changes nothing. Another's notice is refused as absent. */
  async run(actor: PersonActor, which: WhichNotices): Promise<number> {
    const { electionId, body } = actor.hat;
    const to = { electionId, body };
    if ('id' in which && !isUuid(which.id)) throw new Refusal('request.notFound');
    const at = this.clock.now();
    return await act(this.db, actor, async (tx) => {
      if ('id' in which && !(await this.notices.exists(tx, to, which.id)))
        throw new Refusal('request.notFound');
      const seen = await this.notices.markSeen(tx, to, which, at);
      if (seen > 0) {
        const object = { id: 'id' in which ? which.id : null, electionId };
        await append(tx, noticeSeen({ object, actor, details: { notices: seen } }), at);
      }
      return seen;
    });
  }
}
