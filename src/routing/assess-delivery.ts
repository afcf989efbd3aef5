import { Injectable } from '@nestjs/common';
import { append } from '../audit/audit.store.js';
import { act } from '../identity/act.js';
import { segmentOf, type PersonActor } from '../kernel/actor.js';
import { Clock } from '../kernel/clock.js';
import { sameCommittee, travelsAs } from '../kernel/committee.js';
import { Refusal } from '../kernel/refusal.js';
import { Database, type Tx } from '../platform/postgres/database.js';
import { AskAgain, lockAsking } from './ask-again.js';
import { isSame, type Outcome } from './assessment.js';
import { AssessmentStore } from './assessment.store.js';
import { tellBoards } from './board-notes.js';
import { rowKey } from './board-list.js';
import { checkAssessable, type Delivery } from './delivery.js';
import { DeliveryStore } from './delivery.store.js';
import { deliveryAssessed } from './events.js';
import { holdDelivery } from './hold-delivery.js';
import type { BoardRow } from './inbox.js';
import { ListInbox } from './list-inbox.js';
import { checkTerm } from './request.js';
import type { Wanted } from './request.store.js';

/** What somebody says of a delivery. `dueAt`: by when another file is wanted. */
export interface Assessing {
  readonly found: Outcome;
  readonly dueAt: Date | null;
  /** How many findings stood when they looked; null: not said. */
  readonly seen: number | null;
}

/** The HSB or CSB checks whether a file came as required (Kieswet O 2, P 1c), and asks again for what did not. */
@Injectable()
export class AssessDelivery {
  constructor(
    private readonly db: Database,
    private readonly deliveries: DeliveryStore,
    private readonly assessments: AssessmentStore,
    private readonly asking: AskAgain,
    private readonly inbox: ListInbox,
    private readonly clock: Clock,
  ) {}

  /**
   * Records what was found of this very version; what is not as required is asked for again in the same transaction. Who
   * says what was found since they looked changes nothing. Refused as {@link checkAssessable}, and: another's, as absent;
   * delivery.assessedMeanwhile, when a colleague found something else since; delivery.termPast; delivery.notDue, when what is
   * not as required need not come.
   */
  async run(actor: PersonActor, id: string, { found, dueAt, seen }: Assessing): Promise<void> {
    const { rows } = await this.inbox.run(actor);
    await act(this.db, actor, async (tx) => {
      await lockAsking(tx, segmentOf(actor));
      const delivery = await holdDelivery(tx, this.deliveries, segmentOf(actor), id);
      const last = delivery.assessment;
      const at = this.clock.now();
      const looked = seen === (last?.number ?? 0);
      checkTerm({ reason: null, dueAt }, at);
      if (!looked && isSame(last, found) && delivery.supersededAt === null) return;
      checkAssessable(delivery, found);
      if (!looked && seen !== null) throw new Refusal('delivery.assessedMeanwhile');
      await this.record(tx, actor, delivery, found, at);
      if (found.outcome === 'asRequired') return;
      const wanted = wantedFor(delivery, rows);
      const terms = { reason: found.reason, dueAt, deliveryId: delivery.id };
      if (wanted !== null) await this.asking.within(tx, actor, [wanted], terms, at);
    });
  }

  private async record(
    tx: Tx,
    actor: PersonActor,
    delivery: Delivery,
    found: Outcome,
    at: Date,
  ): Promise<void> {
    const by = { personId: actor.personId, at };
    await this.assessments.add(tx, delivery.id, delivery.assessment, found, by);
    const { submissionId, fingerprint } = delivery;
    const asRequired = found.outcome === 'asRequired';
    const details = { submissionId, fingerprint, asRequired };
    await append(tx, deliveryAssessed({ object: delivery, actor, details }), at);
    await tellBoards(tx, delivery.electionId, [delivery.recipient]);
  }
}

/** What is asked for when this is not as required; null: nobody is asked for what the CSB corrected itself. */
function wantedFor({ sender, about, message }: Delivery, rows: readonly BoardRow[]): Wanted | null {
  const wanted = { committee: about, message: travelsAs(message) };
  const row = rows.find((one) => rowKey(one) === rowKey(wanted));
  if (row === undefined || !sameCommittee(sender, about)) return null;
  if (row.state.state === 'notDue') throw new Refusal('delivery.notDue');
  return wanted;
}
