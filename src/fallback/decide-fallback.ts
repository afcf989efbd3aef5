import { Injectable } from '@nestjs/common';
import { append } from '../audit/audit.store.js';
import type { AuditEvent } from '../audit/event.js';
import { act, type Need } from '../identity/act.js';
import { everWore } from '../identity/person.store.js';
import type { PersonActor, SystemActor } from '../kernel/actor.js';
import { Clock } from '../kernel/clock.js';
import type { MessageType, Segment } from '../kernel/committee.js';
import { Refusal } from '../kernel/refusal.js';
import { Database, type Tx } from '../platform/postgres/database.js';
import { tellFallback } from './ask-fallback.js';
import { fallbackAllowed, fallbackRefused, fallbackUsed, fallbackWithdrawn } from './events.js';
import {
  allow,
  atMoment,
  refuse,
  use,
  withdraw,
  type Act,
  type AllowedFallback,
  type Fallback,
  type Terms,
} from './fallback.js';
import { holdFallback, holdStanding, keepFallback } from './fallback.store.js';

/**
 * What the Kiesraad answers, each with its evidence and notice in one transaction, by somebody who never belonged to that
 * committee. Refused: request.notFound, fallback.ownCommittee, fallback.alreadySettled. Only for the operator: the edge sees
 * to it.
 */
@Injectable()
export class DecideFallback {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
  ) {}

  /** Allows one delivery, with a passkey just used. Further refused: fallback.untilWrong, access.notWithToken. */
  allow(id: string, terms: Terms, actor: PersonActor): Promise<Fallback> {
    return this.change(
      id,
      actor,
      (fallback, decision) => allow(fallback, decision, terms),
      ({ committee, message, ...object }) =>
        fallbackAllowed({
          object,
          actor,
          details: { committee, message, article: terms.article, allowedUntil: terms.until },
        }),
      'fresh',
    );
  }

  /** Does not allow it; its committee reads `answer`, which is not empty. */
  refuse(id: string, answer: string, actor: PersonActor): Promise<Fallback> {
    return this.change(
      id,
      actor,
      (fallback, decision) => refuse(fallback, decision, answer),
      ({ committee, message, ...object }) =>
        fallbackRefused({ object, actor, details: { committee, message, reason: answer } }),
    );
  }

  /** Takes back what was not used yet; its committee reads `answer`, which is not empty. */
  withdraw(id: string, answer: string, actor: PersonActor): Promise<Fallback> {
    return this.change(
      id,
      actor,
      (fallback, decision) => withdraw(fallback, decision, answer),
      ({ committee, message, ...object }) =>
        fallbackWithdrawn({ object, actor, details: { committee, message, reason: answer } }),
    );
  }

  private change(
    id: string,
    actor: PersonActor,
    to: (fallback: Fallback, decision: Act) => Fallback,
    event: (after: Fallback) => AuditEvent,
    need?: Need,
  ): Promise<Fallback> {
    const decision = { at: this.clock.now(), by: actor.personId };
    return act(
      this.db,
      actor,
      async (tx) => {
        const held = await holdFallback(tx, id);
        if (held === null) throw new Refusal('request.notFound');
        const after = to(atMoment(held, decision.at), decision);
        const owner = { electionId: held.electionId, body: held.committee };
        if (await everWore(tx, actor.personId, owner)) throw new Refusal('fallback.ownCommittee');
        await keepFallback(tx, after);
        await append(tx, event(after), decision.at);
        await tellFallback(tx, after);
        return after;
      },
      need,
    );
  }
}

/**
 * What this committee may hand in unsigned at this moment, held until the transaction that delivers it ends: who withdraws it
 * at the same moment waits, or was first and is seen here. Null: it may not.
 */
export async function holdAllowance(
  tx: Tx,
  owner: Segment,
  message: MessageType,
  now: Date,
): Promise<AllowedFallback | null> {
  const held = await holdStanding(tx, owner, message);
  const standing = held && atMoment(held, now);
  return standing?.state === 'allowed' ? standing : null;
}

/** Uses an allowance that is held, in the transaction that delivers the submission with this id. */
export async function useAllowance(
  tx: Tx,
  held: AllowedFallback,
  used: { readonly submissionId: string; readonly by: Act; readonly actor: PersonActor | SystemActor },
): Promise<void> {
  const after = use(held, used.by);
  await keepFallback(tx, after);
  const { committee, message, article } = after;
  const details = { committee, message, article, usedBy: used.submissionId };
  await append(tx, fallbackUsed({ object: after, actor: used.actor, details }), used.by.at);
}
