import { Injectable } from '@nestjs/common';
import { append } from '../audit/audit.store.js';
import { standingExemptions } from '../elections/duties.js';
import { ElectionStore } from '../elections/election.store.js';
import { act } from '../identity/act.js';
import { type PersonActor, segmentOf } from '../kernel/actor.js';
import { Clock } from '../kernel/clock.js';
import { committeeKey, type CommitteeRef, type MessageType, type Segment } from '../kernel/committee.js';
import { Refusal } from '../kernel/refusal.js';
import { add } from '../platform/jobs/outbox.js';
import { Database, lock } from '../platform/postgres/database.js';
import { BoardStore } from './board.store.js';
import { boardRows, expectedFor, fileKey } from './inbox.js';
import { deliveryRequested } from './events.js';

/** Which file is asked for. */
export interface Wanted {
  readonly committee: CommitteeRef;
  readonly message: MessageType;
}

/** How long a body waits before it asks the same again, in minutes. */
const ASK_EVERY_MINUTES = 10;

/** A body asks a committee to deliver at once (Kieswet O 2 for the HSB, P 1c for the CSB). */
@Injectable()
export class AskAgain {
  constructor(
    private readonly db: Database,
    private readonly boards: BoardStore,
    private readonly elections: ElectionStore,
    private readonly clock: Clock,
  ) {}

  /**
   * Records the request and hands it over, so that the committee's people are told; gives when. One may ask for what
   * came already, because it may not be as required. Refused: what this body would never get (absent), what is not due,
   * and the same request again within 10 minutes.
   */
  async run(actor: PersonActor, wanted: Wanted): Promise<Date> {
    const segment = segmentOf(actor);
    const at = this.clock.now();
    await this.checkDue(segment, wanted, at);
    await act(this.db, actor, async (tx) => {
      const key = fileKey(wanted.committee, wanted.message);
      await lock(tx, `ask:${segment.electionId}:${committeeKey(segment.body)}:${key}`);
      const last = (await this.boards.asked(segment, tx)).get(key);
      if (last && at.getTime() - last.getTime() < ASK_EVERY_MINUTES * 60_000)
        throw new Refusal('delivery.askedAlready', { minuten: ASK_EVERY_MINUTES });
      const request = await this.boards.addRequest(
        tx,
        segment,
        { ...wanted.committee, message: wanted.message },
        { personId: actor.personId, at },
      );
      const object = { id: request, electionId: segment.electionId };
      await append(tx, deliveryRequested({ object, actor, details: wanted }), at);
      await add(tx, 'delivery.requested', {
        requestId: request,
        electionId: segment.electionId,
        from: { ...segment.body },
        to: { level: wanted.committee.level, code: wanted.committee.code },
        message: wanted.message,
      });
    });
    return at;
  }

  private async checkDue(segment: Segment, wanted: Wanted, at: Date): Promise<void> {
    const plan = await this.elections.plan(segment.electionId);
    const key = fileKey(wanted.committee, wanted.message);
    const expected = plan
      ? expectedFor(plan, segment.body).filter(
          ({ committee, message }) => fileKey(committee, message) === key,
        )
      : [];
    if (!plan || expected.length === 0) throw new Refusal('request.notFound');
    const exemptions = [
      ...standingExemptions(plan),
      ...(await this.elections.exemptions(segment.electionId)),
    ];
    const [row] = boardRows({ expected, files: [], exemptions, asked: new Map() }, at);
    if (row?.state.state === 'notDue') throw new Refusal('delivery.notDue');
  }
}
