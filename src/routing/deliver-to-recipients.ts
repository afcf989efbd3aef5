import { Injectable } from '@nestjs/common';
import { appendAll, type AuditEntry } from '../audit/audit.store.js';
import { recipientsOf } from '../elections/election.js';
import { ElectionStore } from '../elections/election.store.js';
import type { Actor } from '../kernel/actor.js';
import { Clock } from '../kernel/clock.js';
import { committeeKey } from '../kernel/committee.js';
import { add } from '../platform/jobs/outbox.js';
import type { Tx } from '../platform/postgres/database.js';
import { DeliveryStore, type NewDelivery, type RoutedSubmission } from './delivery.store.js';

const ROUTING: Actor = { kind: 'system', part: 'routering' };

/** Brings a delivered submission to everyone who must get it by law. */
@Injectable()
export class DeliverToRecipients {
  constructor(
    private readonly deliveries: DeliveryStore,
    private readonly elections: ElectionStore,
    private readonly clock: Clock,
  ) {}

  /**
   * Creates the deliveries that are not there yet, with an audit event each and one outbox event together, inside the caller's
   * transaction; gives how many. To repeat it is harmless: a second call, also one at the same moment, finds them there.
   * A submission that was not delivered has no recipients.
   */
  async run(tx: Tx, submissionId: string): Promise<number> {
    const submission = await this.deliveries.submission(tx, submissionId);
    if (submission === null) return 0;
    const plan = await this.elections.plan(submission.electionId);
    if (plan === null) throw new Error(`submission ${submissionId} is of an election that is not there`);
    const { sender, message, about } = submission;
    const recipients = recipientsOf(plan, sender, message, about);
    const added = await this.deliveries.addMissing(tx, submission, recipients, this.clock.now());
    if (added.length === 0) return 0;
    await appendAll(
      tx,
      added.map((delivery) => created(submission, delivery)),
    );
    await add(tx, 'delivery.created', { deliveryIds: added.map(({ id }) => id) });
    return added.length;
  }
}

function created(submission: RoutedSubmission, { id, recipient }: NewDelivery): AuditEntry {
  return {
    action: 'delivery.created',
    object: { kind: 'delivery', id, electionId: submission.electionId },
    actor: ROUTING,
    details: {
      submission: submission.id,
      recipient: committeeKey(recipient.committee),
      law: recipient.law,
      message: submission.message,
    },
  };
}
