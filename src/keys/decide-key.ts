import { Injectable } from '@nestjs/common';
import { append } from '../audit/audit.store.js';
import type { AuditEvent } from '../audit/event.js';
import { act, type Need } from '../identity/act.js';
import type { PersonActor } from '../kernel/actor.js';
import { Clock } from '../kernel/clock.js';
import { sameCommittee } from '../kernel/committee.js';
import { Refusal } from '../kernel/refusal.js';
import { add } from '../platform/jobs/outbox.js';
import { Database } from '../platform/postgres/database.js';
import { keyApproved, keyRejected, keyRevoked } from './events.js';
import { approve, reject, revoke, type CommitteeKey, type Decision } from './key.js';
import { holdKey, keepState } from './key.store.js';

/** Outbox topic: a key got another state; its committee's people must know. */
const KEY_DECIDED = 'key.decided';

/** One change of a key: the transition, and how the log names it. `key` is as it was before. */
interface Change {
  readonly to: (key: CommitteeKey, decision: Decision) => CommitteeKey;
  readonly event: (key: CommitteeKey) => AuditEvent;
  readonly need?: Need;
}

/**
 * What is decided about a key, each with its evidence in one transaction. Refused: request.notFound, also for a key that
 * the actor may not touch; keys.alreadyDecided. Of two changes at once the second sees what the first did.
 */
@Injectable()
export class DecideKey {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
  ) {}

  /** The Kiesraad lets a key be used for what arrives from now on. Sensitive. Only for the operator: the edge sees to it. */
  approve(id: string, actor: PersonActor): Promise<CommitteeKey> {
    return this.change(id, actor, {
      to: approve,
      event: (key) => keyApproved({ object: key, actor, details: { keyId: key.keyId, from: key.state } }),
      need: 'fresh',
    });
  }

  /** The Kiesraad turns a key down; its committee reads `reason`, which is not empty. Only for the operator. */
  reject(id: string, reason: string, actor: PersonActor): Promise<CommitteeKey> {
    return this.change(id, actor, {
      to: (key, decision) => reject(key, decision, reason),
      event: (key) =>
        keyRejected({ object: key, actor, details: { keyId: key.keyId, from: key.state, reason } }),
    });
  }

  /** The Kiesraad or its own committee ends a key: it is not used for what arrives later. `reason` is not empty. */
  revoke(id: string, reason: string, actor: PersonActor): Promise<CommitteeKey> {
    return this.change(id, actor, {
      to: (key, decision) => revoke(key, decision, reason),
      event: (key) =>
        keyRevoked({ object: key, actor, details: { keyId: key.keyId, from: key.state, reason } }),
    });
  }

  private change(id: string, actor: PersonActor, { to, event, need }: Change): Promise<CommitteeKey> {
    const decision = { at: this.clock.now(), by: actor.personId };
    return act(
      this.db,
      actor,
      async (tx) => {
        const key = await holdKey(tx, id);
        if (key === null || !mayTouch(actor, key)) throw new Refusal('request.notFound');
        const changed = to(key, decision);
        await keepState(tx, changed);
        await append(tx, event(key), decision.at);
        const { level, code } = key.committee;
        await add(tx, KEY_DECIDED, { id, electionId: key.electionId, level, code, state: changed.state });
        return changed;
      },
      need,
    );
  }
}

/** The operator may touch every key, a committee its own of its hat's election. */
export function mayTouch(actor: PersonActor, key: Pick<CommitteeKey, 'electionId' | 'committee'>): boolean {
  const { role, electionId, body } = actor.hat;
  return role === 'operator' || (electionId === key.electionId && sameCommittee(body, key.committee));
}
