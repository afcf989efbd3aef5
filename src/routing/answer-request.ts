import { Injectable } from '@nestjs/common';
import { append } from '../audit/audit.store.js';
import { committeeName } from '../elections/committees.js';
import { ElectionStore } from '../elections/election.store.js';
import { act } from '../identity/act.js';
import { segmentOf, type PersonActor } from '../kernel/actor.js';
import { Clock } from '../kernel/clock.js';
import { chainLock } from '../kernel/delivery-chain.js';
import type { Segment } from '../kernel/committee.js';
import { Refusal } from '../kernel/refusal.js';
import { isUuid } from '../kernel/uuid.js';
import { add } from '../platform/jobs/outbox.js';
import { Database, lock, type Tx } from '../platform/postgres/database.js';
import { tellBoards } from './board-notes.js';
import { requestAnswered } from './events.js';
import type { FileRequest } from './request.js';
import { RequestStore } from './request.store.js';

/** What others ask a committee, as that committee sees and answers it. */
@Injectable()
export class AnswerRequest {
  constructor(
    private readonly db: Database,
    private readonly requests: RequestStore,
    private readonly elections: ElectionStore,
    private readonly clock: Clock,
  ) {}

  /** What others asked of this body, each the last time, oldest first. */
  async list(actor: PersonActor): Promise<readonly FileRequest[]> {
    return await this.requests.askedOf(segmentOf(actor));
  }

  /** One of them, and what who asked is called. Another's is refused as absent. */
  async show(
    actor: PersonActor,
    id: string,
  ): Promise<{ readonly request: FileRequest; readonly asker: string }> {
    const segment = segmentOf(actor);
    const request = await this.find(segment, id);
    const plan = await this.elections.plan(segment.electionId);
    return { request, asker: committeeName(plan?.committees ?? [], request.from) };
  }

  /**
   * Says in words why nothing else is delivered: once per request. Refused: another's as absent; delivery.answeredAlready;
   * delivery.deliveredSince, when a newer version came after it.
   */
  async run(actor: PersonActor, id: string, text: string): Promise<void> {
    await act(this.db, actor, async (tx) => {
      const { to, electionId, message } = await this.find(segmentOf(actor), id, tx);
      await lock(tx, chainLock({ electionId, sender: to, about: to, message }));
      const request = await this.find(segmentOf(actor), id, tx);
      const { state } = request.state;
      if (state === 'delivered' || state === 'checked') throw new Refusal('delivery.deliveredSince');
      const at = this.clock.now();
      if (!(await this.requests.answer(tx, request.id, text, { personId: actor.personId, at })))
        throw new Refusal('delivery.answeredAlready');
      const details = { recipient: request.from, message: request.message };
      await append(tx, requestAnswered({ object: request, actor, details }), at);
      await tellBoards(tx, electionId, [request.from]);
      await add(tx, 'request.answered', { requestId: request.id });
    });
  }

  private async find(segment: Segment, id: string, tx?: Tx): Promise<FileRequest> {
    const found = isUuid(id) ? await this.requests.find(segment, id, tx) : null;
    if (found === null) throw new Refusal('request.notFound');
    return found;
  }
}
