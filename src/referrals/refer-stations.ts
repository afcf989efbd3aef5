import { Injectable } from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import { append } from '../audit/audit.store.js';
import { committeeName } from '../elections/committees.js';
import { ElectionStore } from '../elections/election.store.js';
import { act } from '../identity/act.js';
import { segmentOf, type PersonActor } from '../kernel/actor.js';
import { Clock } from '../kernel/clock.js';
import { sameCommittee, type Segment } from '../kernel/committee.js';
import { canonicalUnit } from '../kernel/eml-ids.js';
import { Refusal } from '../kernel/refusal.js';
import { add } from '../platform/jobs/outbox.js';
import { Database, type Tx } from '../platform/postgres/database.js';
import { readDeliveryId, type Delivery } from '../routing/delivery.js';
import { DeliveryStore } from '../routing/delivery.store.js';
import { holdDelivery } from '../routing/hold-delivery.js';
import { findCount } from '../upload/count.store.js';
import { stationsReferred } from './events.js';
import { FindReferrals } from './find-referrals.js';
import { openUnits } from './referral.js';
import { ReferralStore } from './referral.store.js';

/** A polling station of a count that may be sent back. */
export interface Choosable {
  readonly unit: string;
  readonly name: string;
  /** It was sent back and waits for an answer. */
  readonly open: boolean;
}

/** A delivery, whose count it is, and what can be chosen of it. */
export interface ShownChoice {
  readonly delivery: Delivery;
  readonly about: string;
  readonly stations: readonly Choosable[];
}

/** A station that is chosen, and why. */
export interface ChosenStation {
  readonly unit: string;
  readonly reason: string;
}

/** A CSB sends polling stations of a count back to its GSB, which looks at them again (Samenwerkingsplan 2.1.5, 3.1.1). */
@Injectable()
export class ReferStations {
  constructor(
    private readonly db: Database,
    private readonly deliveries: DeliveryStore,
    private readonly referrals: ReferralStore,
    private readonly finding: FindReferrals,
    private readonly elections: ElectionStore,
    private readonly clock: Clock,
  ) {}

  /** A delivery and its stations in the order of the file. Refused as {@link run}, but for what was superseded. */
  async show(actor: PersonActor, id: string): Promise<ShownChoice> {
    const segment = segmentOf(actor);
    const known = readDeliveryId(id);
    const delivery = known && (await this.deliveries.find(segment, known));
    if (!delivery || !isReferable(delivery)) throw new Refusal('request.notFound');
    const [stations, open] = [await this.stationsOf(delivery), await this.openOf(segment, delivery)];
    const plan = await this.elections.plan(segment.electionId);
    return {
      ...{ delivery, about: committeeName(plan?.committees ?? [], delivery.about) },
      stations: [...stations].map(([unit, name]) => ({ unit, name, open: open.has(unit) })),
    };
  }

  /**
   * Sends stations of this very version back, all or none, and hands that over; gives the id. Refused: another's delivery
   * and what is no 510b of a GSB, as absent; delivery.superseded; counts.notReadYet; referral.unknownStation;
   * referral.openAlready, for a station that waits for an answer.
   */
  async run(actor: PersonActor, id: string, chosen: readonly ChosenStation[]): Promise<string> {
    return await act(this.db, actor, async (tx) => {
      const segment = segmentOf(actor);
      const delivery = await holdDelivery(tx, this.deliveries, segment, id);
      if (!isReferable(delivery)) throw new Refusal('request.notFound');
      if (delivery.supersededAt !== null) throw new Refusal('delivery.superseded');
      const names = await this.stationsOf(delivery, tx);
      const open = await this.openOf(segment, delivery, tx);
      const stations = chosen.map(({ unit, reason }) => {
        const name = names.get(unit);
        if (name === undefined) throw new Refusal('referral.unknownStation');
        if (open.has(unit)) throw new Refusal('referral.openAlready');
        return { unit, name, reason };
      });
      const at = this.clock.now();
      const referral = {
        ...{ id: randomUUID(), electionId: delivery.electionId, from: segment.body, to: delivery.about },
        ...{ deliveryId: delivery.id, submissionId: delivery.submissionId, at },
      };
      await this.referrals.add(tx, referral, stations, actor.personId);
      const details = {
        ...{ submissionId: delivery.submissionId, committee: delivery.about },
        units: stations.map(({ unit }) => unit),
      };
      await append(tx, stationsReferred({ object: referral, actor, details }), at);
      await add(tx, 'referral.sent', { referralId: referral.id });
      return referral.id;
    });
  }

  private async stationsOf({ submissionId }: Delivery, tx?: Tx): Promise<ReadonlyMap<string, string>> {
    const count = await findCount(tx ?? this.db.read, submissionId);
    if (count === null) throw new Refusal('counts.notReadYet');
    return new Map(count.units.map(({ id, name }) => [canonicalUnit(id, count.head.authority.id), name]));
  }

  private async openOf(segment: Segment, { about }: Delivery, tx?: Tx): Promise<ReadonlySet<string>> {
    return openUnits(await this.finding.run(segment, { about }, tx));
  }
}

/** Whether stations of this delivery can be sent back: a count that a GSB made itself, at a CSB. */
function isReferable({ message, about, sender, recipient }: Delivery): boolean {
  return (
    message === '510b' && about.level === 'GSB' && sameCommittee(about, sender) && recipient.level === 'CSB'
  );
}
