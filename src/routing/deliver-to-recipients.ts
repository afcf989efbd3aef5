import { Injectable } from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import { appendAll } from '../audit/audit.store.js';
import type { AuditEvent } from '../audit/event.js';
import { recipientsOf } from '../elections/election.js';
import { ElectionStore } from '../elections/election.store.js';
import type { SystemActor } from '../kernel/actor.js';
import { Clock } from '../kernel/clock.js';
import { add } from '../platform/jobs/outbox.js';
import type { Tx } from '../platform/postgres/database.js';
import { tellBoards } from './board-notes.js';
import type { DeliveryId } from './delivery.js';
import { DeliveryStore, type NewDelivery } from './delivery.store.js';
import { deliveryCreated } from './events.js';
import { groupBy } from './inbox.js';

const ROUTING: SystemActor = { kind: 'system', part: 'routering' };

/** Brings delivered submissions to everyone who must get it by law. */
@Injectable()
export class DeliverToRecipients {
  constructor(
    private readonly deliveries: DeliveryStore,
    private readonly elections: ElectionStore,
    private readonly clock: Clock,
  ) {}

  /**
   * Creates the deliveries of these submissions that are not there yet, with an audit event each and one outbox event
   * together, inside the caller's transaction; gives how many. To repeat it is harmless: a second call, also one at the
   * same moment, finds them there. A submission that was not delivered has no recipients.
   */
  async run(tx: Tx, submissionIds: readonly string[]): Promise<number> {
    const wanted: NewDelivery[] = [];
    for (const submission of await this.deliveries.submissions(tx, submissionIds)) {
      const { electionId, sender, message, about } = submission;
      const plan = await this.elections.plan(electionId);
      if (plan === null) throw new Error(`submission ${submission.id} is of an election that is not there`);
      for (const recipient of recipientsOf(plan, sender, message, about))
        wanted.push({ id: randomUUID() as string as DeliveryId, submission, recipient });
    }
    const at = this.clock.now();
    const added = await this.deliveries.addMissing(tx, wanted, at);
    if (added.length === 0) return 0;
    await appendAll(tx, added.map(created), at);
    await add(tx, 'delivery.created', { deliveryIds: added.map(({ id }) => id) });
    for (const [electionId, own] of groupBy(added, ({ submission }) => submission.electionId))
      await tellBoards(
        tx,
        electionId,
        own.map(({ recipient }) => recipient.committee),
      );
    return added.length;
  }
}

function created({ id, submission, recipient }: NewDelivery): AuditEvent {
  return deliveryCreated({
    object: { id, electionId: submission.electionId },
    actor: ROUTING,
    details: {
      submissionId: submission.id,
      recipient: recipient.committee,
      law: recipient.law,
      message: submission.message,
    },
  });
}
