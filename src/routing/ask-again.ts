import { Injectable } from '@nestjs/common';
import { appendAll } from '../audit/audit.store.js';
import { act } from '../identity/act.js';
import { segmentOf, type PersonActor } from '../kernel/actor.js';
import { Clock } from '../kernel/clock.js';
import { committeeKey, type CommitteeRef, type MessageType } from '../kernel/committee.js';
import { Refusal } from '../kernel/refusal.js';
import { add } from '../platform/jobs/outbox.js';
import { Database, lock, type Tx } from '../platform/postgres/database.js';
import { BoardStore } from './board.store.js';
import { rowKey } from './board-list.js';
import { fileKey, type BoardRow } from './inbox.js';
import { deliveryRequested } from './events.js';
import { ListInbox } from './list-inbox.js';

/** Which file is asked for. */
export interface Wanted {
  readonly committee: CommitteeRef;
  readonly message: MessageType;
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
    private readonly boards: BoardStore,
    private readonly inbox: ListInbox,
    private readonly clock: Clock,
  ) {}

  /**
   * Records one request and hands it over, so that the committee's people are told; gives when. One may ask for what
   * came already, because it may not be as required. Refused: what this body would never get (absent), what is not due
   * (delivery.notDue), and the same request again within 10 minutes (delivery.askedAlready).
   */
  async run(actor: PersonActor, wanted: Wanted): Promise<Date> {
    await this.checkDue(actor, wanted);
    return await this.record(actor, [wanted], (fresh) => {
      if (fresh.length === 0) throw new Refusal('delivery.askedAlready', { minuten: ASK_EVERY_MINUTES });
    });
  }

  /**
   * The same for the lines with these keys, as {@link chosenDue}, in one transaction: all or none. What was asked within 10
   * minutes is not asked again. Gives the lines.
   */
  async many(actor: PersonActor, keys: readonly string[]): Promise<readonly BoardRow[]> {
    const { rows } = await this.inbox.run(actor);
    const chosen = chosenDue(rows, keys);
    await this.record(
      actor,
      chosen.map(({ committee, message }) => ({ committee, message })),
      () => undefined,
    );
    return chosen;
  }

  private async record(
    actor: PersonActor,
    wanted: readonly Wanted[],
    check: (fresh: readonly Wanted[]) => void,
  ): Promise<Date> {
    const segment = segmentOf(actor);
    const at = this.clock.now();
    await act(this.db, actor, async (tx) => {
      await lock(tx, `ask:${segment.electionId}:${committeeKey(segment.body)}`);
      const asked = await this.boards.asked(segment, tx);
      const fresh = wanted.filter(
        ({ committee, message }) => !askedJustNow(asked.get(fileKey(committee, message)) ?? null, at),
      );
      check(fresh);
      await this.add(tx, actor, fresh, at);
    });
    return at;
  }

  private async add(tx: Tx, actor: PersonActor, wanted: readonly Wanted[], at: Date): Promise<void> {
    const segment = segmentOf(actor);
    const { electionId, body } = segment;
    const requests = await this.boards.addRequests(tx, segment, wanted, { personId: actor.personId, at });
    const events = requests.map(({ id, wanted: { committee, message } }) =>
      deliveryRequested({ object: { id, electionId }, actor, details: { committee, message } }),
    );
    await appendAll(tx, events, at);
    for (const { id, wanted: one } of requests)
      await add(tx, 'delivery.requested', {
        requestId: id,
        electionId,
        from: { ...body },
        to: { level: one.committee.level, code: one.committee.code },
        message: one.message,
      });
  }

  private async checkDue(actor: PersonActor, wanted: Wanted): Promise<void> {
    const { rows } = await this.inbox.run(actor);
    if (chosenDue(rows, [rowKey(wanted)]).length === 0) throw new Refusal('delivery.notDue');
  }
}
