import { Injectable } from '@nestjs/common';
import { appendAll } from '../audit/audit.store.js';
import { FileAlarms } from '../frame/file-alarms.js';
import { act } from '../identity/act.js';
import { segmentOf, type PersonActor } from '../kernel/actor.js';
import { Clock } from '../kernel/clock.js';
import { chainLock } from '../kernel/delivery-chain.js';
import { Refusal } from '../kernel/refusal.js';
import { Database, lock } from '../platform/postgres/database.js';
import { lockAsking } from './ask-again.js';
import { AssessmentStore } from './assessment.store.js';
import { rowKey } from './board-list.js';
import { deliveryHref, ownLook, type Delivery, type OwnLook } from './delivery.js';
import { DeliveryStore } from './delivery.store.js';
import { deliveryAssessed } from './events.js';
import type { BoardRow } from './inbox.js';
import { ListInbox } from './list-inbox.js';

/** A line that was chosen, and why its file must be looked at by itself; null: it can be said of many together. */
export interface Chosen {
  readonly row: BoardRow;
  readonly delivery: Delivery;
  readonly look: OwnLook | null;
}

/** The HSB or CSB says of many files at once that they came as required (Kieswet O 2, P 1c). */
@Injectable()
export class AssessTogether {
  constructor(
    private readonly db: Database,
    private readonly deliveries: DeliveryStore,
    private readonly assessments: AssessmentStore,
    private readonly inbox: ListInbox,
    private readonly alarms: FileAlarms,
    private readonly clock: Clock,
  ) {}

  /** The files of the lines with these keys. Lines without a file, and those that need not come, have none. */
  async show(actor: PersonActor, keys: readonly string[]): Promise<readonly Chosen[]> {
    const { rows } = await this.inbox.watched(actor);
    const chosen = rows.filter((row) => keys.includes(rowKey(row)) && row.state.state !== 'notDue');
    const ids = chosen.flatMap(({ file }) => file?.id ?? []);
    const found = new Map(
      (await this.deliveries.list(segmentOf(actor), ids)).map((delivery) => [
        delivery.id as string,
        delivery,
      ]),
    );
    return chosen.flatMap((row) => {
      const delivery = row.file && found.get(row.file.id);
      return delivery ? [{ row, delivery, look: ownLook(delivery, row.alarm !== null) }] : [];
    });
  }

  /**
   * Records of all these versions that they are as required, or of none. Of which that stands already nothing changes; gives of
   * how many it was recorded. Refused: one that is another's, as absent; delivery.notTogether, when one must be looked at by
   * itself; delivery.nothingChosen.
   */
  async run(actor: PersonActor, ids: readonly string[]): Promise<number> {
    if (ids.length === 0) throw new Refusal('delivery.nothingChosen');
    const segment = segmentOf(actor);
    const alarms = await this.alarms.of(actor);
    return await act(this.db, actor, async (tx) => {
      await lockAsking(tx, segment);
      const found = await this.deliveries.list(segment, ids, tx);
      if (found.length !== ids.length) throw new Refusal('request.notFound');
      for (const chain of [...new Set(found.map(chainLock))].sort()) await lock(tx, chain);
      const held = await this.deliveries.list(segment, ids, tx);
      const fresh = held.filter(
        ({ assessment, supersededAt }) => assessment?.outcome !== 'asRequired' || supersededAt !== null,
      );
      if (fresh.some((delivery) => ownLook(delivery, alarms.has(deliveryHref(delivery.id))) !== null))
        throw new Refusal('delivery.notTogether');
      const at = this.clock.now();
      await this.assessments.addFirst(tx, fresh, { personId: actor.personId, at });
      const events = fresh.map((object) => {
        const { submissionId, fingerprint } = object;
        return deliveryAssessed({ object, actor, details: { submissionId, fingerprint, asRequired: true } });
      });
      await appendAll(tx, events, at);
      return fresh.length;
    });
  }
}
