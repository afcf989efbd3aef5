import { Injectable } from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import { appendAll } from '../audit/audit.store.js';
import { recipientsOf, type ElectionPlan } from '../elections/election.js';
import { ElectionStore } from '../elections/election.store.js';
import { act } from '../identity/act.js';
import { segmentOf, type PersonActor } from '../kernel/actor.js';
import { Clock } from '../kernel/clock.js';
import { dutchDay } from '../kernel/dutch-time.js';
import { Refusal } from '../kernel/refusal.js';
import { add } from '../platform/jobs/outbox.js';
import { Database, type Tx } from '../platform/postgres/database.js';
import { checkKept, type Delivery, type DeliveryId } from './delivery.js';
import { DeliveryStore, type NewDelivery } from './delivery.store.js';
import { deliverySentOn } from './events.js';
import { fileKey, type BoardFile, type BoardRow } from './inbox.js';
import { holdDelivery } from './hold-delivery.js';
import { ListInbox } from './list-inbox.js';

/** A file that holds and that its body must send on. */
export interface SentOnFile {
  readonly file: BoardFile;
  /** When it was sent on; null: not yet. */
  readonly at: Date | null;
  /** An older version of it was sent on already. */
  readonly corrects: boolean;
}

/** What a body must send on, and what of it has not come yet. */
export interface SendingOn {
  readonly plan: ElectionPlan;
  /** Whether the routes of the election give it anything to send on at all. */
  readonly isDue: boolean;
  /** Day on which the elected are admitted, as the Kiesraad entered it; null: not entered. */
  readonly admission: string | null;
  readonly files: readonly SentOnFile[];
  readonly missing: readonly BoardRow[];
}

/**
 * The gezaghebber sends what the island's committees delivered on to the Kiesraad, after it was decided about the admission
 * of the elected (Kieswet Ya 18). The receivers get the very submission: the same bytes, receipt and verdict.
 */
@Injectable()
export class SendOn {
  constructor(
    private readonly db: Database,
    private readonly inbox: ListInbox,
    private readonly deliveries: DeliveryStore,
    private readonly elections: ElectionStore,
    private readonly clock: Clock,
  ) {}

  /** What the wearer's body sends on. Asks nothing of another segment but whether the Kiesraad got it. */
  async show(wearer: Pick<PersonActor, 'hat'>): Promise<SendingOn> {
    const { electionId, body } = segmentOf(wearer);
    const { plan, rows, others, files } = await this.inbox.run(wearer);
    const [sent, { moments }] = await Promise.all([
      this.deliveries.sentOn(files.map(({ id }) => id)),
      this.elections.decisions(electionId),
    ]);
    const goesOn = ({ message, about }: Pick<BoardFile, 'message' | 'about'>) =>
      recipientsOf(plan, body, message, about).length > 0;
    const due = rows.filter(({ state }) => state.state !== 'notDue');
    const holding = [...due.flatMap(({ file }) => file ?? []), ...others].filter(
      (file) => !file.superseded && goesOn(file),
    );
    const before = new Set(files.filter(({ id }) => sent.has(id)).map(versionKey));
    return {
      plan,
      isDue: plan.routes.some(({ from }) => from === body.level),
      admission: moments.admission,
      files: holding.map((file) => {
        const at = sent.get(file.id) ?? null;
        return { file, at, corrects: at === null && before.has(versionKey(file)) };
      }),
      missing: due.filter(
        ({ file, committee, message }) => file === null && goesOn({ message, about: committee }),
      ),
    };
  }

  /**
   * Sends on the deliveries with these ids, which must be the versions that hold: who saw an older one is asked to look again.
   * `admission`: the day on which it was decided, `YYYY-MM-DD`. With a passkey just used. To repeat it changes nothing.
   * Refused: delivery.nothingToSendOn, delivery.notAdmittedYet, delivery.replacedMeanwhile, and as absent what is not theirs.
   */
  async run(actor: PersonActor, ids: readonly string[], admission: string): Promise<void> {
    const segment = segmentOf(actor);
    const { plan, files } = await this.show(actor);
    const today = dutchDay(this.clock.now());
    if (ids.length === 0) throw new Refusal('delivery.nothingToSendOn');
    if (admission > today || admission <= plan.definition.electionDate)
      throw new Refusal('delivery.notAdmittedYet');
    await act(
      this.db,
      actor,
      async (tx) => {
        const holding: Delivery[] = [];
        for (const id of [...ids].sort()) holding.push(await holdDelivery(tx, this.deliveries, segment, id));
        const known = new Set(files.map(({ file }) => file.id));
        if (holding.some(({ id, supersededAt }) => supersededAt !== null || !known.has(id)))
          throw new Refusal('delivery.replacedMeanwhile');
        holding.forEach(checkKept);
        await this.send(tx, actor, plan, holding, admission);
      },
      'fresh',
    );
  }

  private async send(
    tx: Tx,
    actor: PersonActor,
    plan: ElectionPlan,
    holding: readonly Delivery[],
    admission: string,
  ): Promise<void> {
    const at = this.clock.now();
    const wanted = holding.flatMap(({ submissionId, electionId, sender, about, message, recipient }) =>
      recipientsOf(plan, recipient, message, about).map((to): NewDelivery => ({
        id: randomUUID() as string as DeliveryId,
        submission: { id: submissionId, electionId, sender, about, message },
        recipient: to,
      })),
    );
    const added = await this.deliveries.addMissing(tx, wanted, at);
    if (added.length === 0) return;
    const events = added.map(({ id, submission, recipient: { committee, law } }) =>
      deliverySentOn({
        object: { id, electionId: submission.electionId },
        actor,
        details: {
          ...{ submissionId: submission.id, message: submission.message, law, admission },
          recipient: committee,
        },
      }),
    );
    await appendAll(tx, events, at);
    await add(tx, 'delivery.created', { deliveryIds: added.map(({ id }) => id) });
  }
}

/** What versions of one file have in common. */
function versionKey({ sender, about, message }: BoardFile): string {
  return `${fileKey(sender, message)} ${fileKey(about, message)}`;
}
