import { Injectable } from '@nestjs/common';
import { appendAll } from '../audit/audit.store.js';
import { act } from '../identity/act.js';
import { segmentOf, type PersonActor } from '../kernel/actor.js';
import { Clock } from '../kernel/clock.js';
import { committeeKey, type Segment } from '../kernel/committee.js';
import { Refusal } from '../kernel/refusal.js';
import { add } from '../platform/jobs/outbox.js';
import { Database, lock, type Tx } from '../platform/postgres/database.js';
import { rowKey } from './board-list.js';
import { fileKey, type BoardRow } from './inbox.js';
import { tellBoards } from './board-notes.js';
import { deliveryRequested } from './events.js';
import { ListInbox } from './list-inbox.js';
import { checkTerm, type Terms } from './request.js';
import { RequestStore, type Wanted } from './request.store.js';

/** Whoever asks or assesses for this body comes after those who did before, until the transaction ends. */
export async function lockAsking(tx: Tx, { electionId, body }: Segment): Promise<void> {
  await lock(tx, `ask:${electionId}:${committeeKey(body)}`);
}

/** How long a body waits before it asks the same again, in minutes. */
export const ASK_EVERY_MINUTES = 10;

/** Whether a body asked for this so short ago that asking again says nothing new. */
export function askedJustNow(asked: Date | null, at: Date): boolean {
  return asked !== null && at.getTime() - asked.getTime() < ASK_EVERY_MINUTES * 60_000;
}

/** The lines with these keys; of those that need not come none. Refused: a key that names no line, as absent. */
export function chosenDue(rows: readonly BoardRow[], keys: readonly string[]): readonly BoardRow[] {
  const known = new Map(rows.map((row) => [rowKey(row), row]));
  const chosen = keys.map((key) => {
    const row = known.get(key);
    if (row === undefined) throw new Refusal('request.notFound');
    return row;
  });
  return chosen.filter(({ state }) => state.state !== 'notDue');
}

/** A body asks committees to deliver at once (Kieswet O 2 for the HSB, P 1c for the CSB). */
@Injectable()
export class AskAgain {
  constructor(
    private readonly db: Database,
    private readonly requests: RequestStore,
    private readonly inbox: ListInbox,
    private readonly clock: Clock,
  ) {}

  /**
   * Records one request and hands it over, so that the committee's people are told; gives when. One may ask for what
   * came already, because it may not be as required. Refused: what this body would never get (absent), what is not due
   * (delivery.notDue), a term that is over (delivery.termPast), and the same request again within 10 minutes
   * (delivery.askedAlready).
   */
  async run(actor: PersonActor, wanted: Wanted, terms: Terms): Promise<Date> {
    const { rows } = await this.inbox.run(actor);
    if (chosenDue(rows, [rowKey(wanted)]).length === 0) throw new Refusal('delivery.notDue');
    return await this.record(actor, [wanted], terms, (fresh) => {
      if (fresh.length === 0) throw new Refusal('delivery.askedAlready', { minuten: ASK_EVERY_MINUTES });
    });
  }

  /**
   * The same for the lines with these keys, as {@link chosenDue}, in one transaction: all or none. What was asked within 10
   * minutes is not asked again. Gives the lines. Refused: delivery.termPast.
   */
  async many(actor: PersonActor, keys: readonly string[], terms: Terms): Promise<readonly BoardRow[]> {
    const { rows } = await this.inbox.run(actor);
    const chosen = chosenDue(rows, keys);
    await this.record(
      actor,
      chosen.map(({ committee, message }) => ({ committee, message })),
      terms,
      () => undefined,
    );
    return chosen;
  }

  /** Records requests in a transaction that holds {@link lockAsking}, and hands them over. */
  async within(
    tx: Tx,
    actor: PersonActor,
    wanted: readonly Wanted[],
    terms: Terms & { readonly deliveryId: string | null },
    at: Date,
  ): Promise<void> {
    const segment = segmentOf(actor);
    const { electionId, body } = segment;
    const { dueAt } = terms;
    const by = { personId: actor.personId, at };
    const requests = await this.requests.add(tx, segment, wanted, terms, by);
    const said = dueAt === null ? {} : { dueAt };
    const events = requests.map(({ id, wanted: { committee, message } }) =>
      deliveryRequested({ object: { id, electionId }, actor, details: { committee, message, ...said } }),
    );
    await appendAll(tx, events, at);
    await tellBoards(tx, electionId, [body]);
    for (const { id, wanted: one } of requests)
      await add(tx, 'delivery.requested', {
        requestId: id,
        electionId,
        from: { ...body },
        to: { level: one.committee.level, code: one.committee.code },
        message: one.message,
      });
  }

  private async record(
    actor: PersonActor,
    wanted: readonly Wanted[],
    terms: Terms,
    check: (fresh: readonly Wanted[]) => void,
  ): Promise<Date> {
    const segment = segmentOf(actor);
    const at = this.clock.now();
    checkTerm(terms, at);
    await act(this.db, actor, async (tx) => {
      await lockAsking(tx, segment);
      const asked = new Map(
        (await this.requests.asked(segment, tx)).map(({ to, message, at }) => [fileKey(to, message), at]),
      );
      const fresh = wanted.filter(
        ({ committee, message }) => !askedJustNow(asked.get(fileKey(committee, message)) ?? null, at),
      );
      check(fresh);
      await this.within(tx, actor, fresh, { ...terms, deliveryId: null }, at);
    });
    return at;
  }
}
