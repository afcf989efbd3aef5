import { Injectable } from '@nestjs/common';
import type { BodyRef } from '../identity/person.store.js';
import { listReachable } from '../identity/people.store.js';
import { committeeKey } from '../kernel/committee.js';
import { Database, type Tx } from '../platform/postgres/database.js';
import type { NewDispatch } from './dispatch.js';
import { addDispatches, pruneDispatches } from './dispatch.store.js';
import type { NewNotice } from './notice.js';
import { GROUPS, kindOf, mailedByDefault } from './notice-kinds.js';
import { NoticeStore, type AddedNotice } from './notice.store.js';

/** One body of one election, as a key. */
export const keyOf = ({ electionId, body }: BodyRef): string => `${electionId ?? ''}/${committeeKey(body)}`;

/** Tells bodies: writes notices, and in the same transaction to whom of the body they also go out, and how. */
@Injectable()
export class DispatchNotices {
  constructor(
    private readonly db: Database,
    private readonly notices: NoticeStore,
  ) {}

  /** Gives how many notices were new; of those that were not nothing goes out again. */
  async run(tx: Tx, notices: readonly NewNotice[], now: Date): Promise<number> {
    const added = await this.notices.add(tx, notices, now);
    if (added.length > 0) await addDispatches(tx, await this.mails(tx, added));
    return added.length;
  }

  /** Takes away what was sent long ago; gives how many. */
  async forget(): Promise<number> {
    return await pruneDispatches(this.db);
  }

  private async mails(tx: Tx, notices: readonly AddedNotice[]): Promise<NewDispatch[]> {
    const people = await listReachable(tx, distinct(notices.map(({ to }) => to)));
    return notices.flatMap(({ id, to, facts }) => {
      const { group } = kindOf(facts);
      if (!GROUPS[group].bound && !mailedByDefault(group, to.body.level)) return [];
      const own = people.filter((person) => keyOf(person) === keyOf(to));
      return own.map(({ personId }) => ({
        ...{ cause: `notice:${id}` as const, noticeId: id, channel: 'mail' as const },
        addressee: `person:${personId}` as const,
        delaySeconds: 0,
      }));
    });
  }
}

/** Each body once. */
export function distinct(bodies: readonly BodyRef[]): BodyRef[] {
  return [...new Map(bodies.map((body) => [keyOf(body), body])).values()];
}
