import { Injectable } from '@nestjs/common';
import type { BodyRef } from '../identity/person.store.js';
import { listReachable } from '../identity/people.store.js';
import { committeeKey } from '../kernel/committee.js';
import { Database, type Tx } from '../platform/postgres/database.js';
import type { NewDispatch } from './dispatch.js';
import { addDispatches, pruneDispatches } from './dispatch.store.js';
import type { NewNotice } from './notice.js';
import { GROUPS, kindOf } from './notice-kinds.js';
import { NoticeStore, type AddedNotice } from './notice.store.js';
import { forgetOldSecrets, webhooksOf } from './webhook.store.js';
import { AS_USUAL, quietSeconds, wantsMail } from './wish.js';
import { wishesOf } from './wish.store.js';

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
    if (added.length > 0)
      await addDispatches(tx, [...(await this.mails(tx, added, now)), ...(await calls(tx, added))]);
    return added.length;
  }

  /** Takes away what was sent long ago, and secrets of webhooks that are good no more; gives how many. */
  async forget(): Promise<number> {
    return (await pruneDispatches(this.db)) + (await forgetOldSecrets(this.db));
  }

  private async mails(tx: Tx, notices: readonly AddedNotice[], now: Date): Promise<NewDispatch[]> {
    const people = await listReachable(tx, distinct(notices.map(({ to }) => to)));
    const wishes = await wishesOf(
      tx,
      people.map(({ personId }) => personId),
    );
    return notices.flatMap(({ id, to, facts }) => {
      const { group } = kindOf(facts);
      const own = people.filter((person) => keyOf(person) === keyOf(to));
      return own.flatMap(({ personId }): readonly NewDispatch[] => {
        const wish = wishes.get(personId) ?? AS_USUAL;
        if (!wantsMail(wish, group, to.body.level)) return [];
        const delaySeconds = GROUPS[group].bound ? 0 : quietSeconds(wish.quiet, now);
        const addressee = `person:${personId}` as const;
        return [{ cause: `notice:${id}`, noticeId: id, channel: 'mail', addressee, delaySeconds }];
      });
    });
  }
}

/** Programs do not sleep and read everything: no wishes. */
async function calls(tx: Tx, notices: readonly AddedNotice[]): Promise<NewDispatch[]> {
  const webhooks = await webhooksOf(tx, distinct(notices.map(({ to }) => to)));
  return notices.flatMap(({ id, to }) =>
    webhooks
      .filter(({ of }) => keyOf(of) === keyOf(to))
      .map((webhook): NewDispatch => ({
        ...{ cause: `notice:${id}`, noticeId: id, channel: 'webhook', delaySeconds: 0 },
        addressee: `webhook:${webhook.id}`,
      })),
  );
}

/** Each body once. */
export function distinct(bodies: readonly BodyRef[]): BodyRef[] {
  return [...new Map(bodies.map((body) => [keyOf(body), body])).values()];
}
