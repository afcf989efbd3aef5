import { Injectable } from '@nestjs/common';
import { append } from '../audit/audit.store.js';
import { ElectionStore } from '../elections/election.store.js';
import { signedBy } from '../elections/settings.js';
import { act } from '../identity/act.js';
import { segmentOf, type PersonActor } from '../kernel/actor.js';
import { Clock } from '../kernel/clock.js';
import { committeeKey, type MessageType } from '../kernel/committee.js';
import { Refusal } from '../kernel/refusal.js';
import { add } from '../platform/jobs/outbox.js';
import { Database, lock, type Tx } from '../platform/postgres/database.js';
import { fallbackAsked } from './events.js';
import { atMoment, stateName, type Fallback } from './fallback.js';
import { addFallback, holdStanding, keepFallback } from './fallback.store.js';

/** Outbox topic: a question was asked or answered; who is on the other side must know. */
export const FALLBACK_CHANGED = 'fallback.changed';

/** Tells the other side, in the transaction that changed it. */
export async function tellFallback(
  tx: Tx,
  { id, electionId, committee, message, state }: Fallback,
): Promise<void> {
  await add(tx, FALLBACK_CHANGED, { id, electionId, ...committee, message, state });
}

/** A committee that has no key any more asks to hand in one file unsigned. */
@Injectable()
export class AskFallback {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly elections: ElectionStore,
  ) {}

  /**
   * Asks it for the actor's own committee; `reason` is not empty. Refused: fallback.notSigned where this committee signs no
   * such file, fallback.alreadyAsked while another question about it waits or is allowed.
   */
  async run(message: MessageType, reason: string, actor: PersonActor): Promise<Fallback> {
    const owner = segmentOf(actor);
    const plan = await this.elections.plan(owner.electionId);
    if (plan === null) throw new Refusal('request.notFound');
    if (!signedBy(plan.settings, owner.body.level).includes(message)) throw new Refusal('fallback.notSigned');
    const asked = { at: this.clock.now(), by: actor.personId };
    return await act(this.db, actor, async (tx) => {
      await lock(tx, ['fallback', owner.electionId, committeeKey(owner.body), message].join(':'));
      const before = await holdStanding(tx, owner, message);
      const standing = before && atMoment(before, asked.at);
      if (standing?.state === 'expired') await keepFallback(tx, standing);
      else if (standing !== null)
        throw new Refusal('fallback.alreadyAsked', { stand: stateName(standing.state) });
      const question = { electionId: owner.electionId, committee: owner.body, message, reason };
      const fallback = await addFallback(tx, question, asked);
      const details = { committee: owner.body, message, reason };
      await append(tx, fallbackAsked({ object: fallback, actor, details }), asked.at);
      await tellFallback(tx, fallback);
      return fallback;
    });
  }
}
