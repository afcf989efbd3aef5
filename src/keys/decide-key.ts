import { Injectable } from '@nestjs/common';
import { append } from '../audit/audit.store.js';
import type { AuditEvent } from '../audit/event.js';
import { act, type Need } from '../identity/act.js';
import { everWore } from '../identity/person.store.js';
import { segmentOf, type PersonActor } from '../kernel/actor.js';
import { Clock } from '../kernel/clock.js';
import type { Segment } from '../kernel/committee.js';
import { Refusal } from '../kernel/refusal.js';
import { add } from '../platform/jobs/outbox.js';
import { Database, type Tx } from '../platform/postgres/database.js';
import {
  keyApproved,
  keyApprovedByOne,
  keyRejected,
  keyRevoked,
  keySuspended,
  keySuspensionLifted,
} from './events.js';
import {
  approve,
  confirm,
  lift,
  reject,
  revoke,
  suspend,
  type CommitteeKey,
  type Decision,
  type Ground,
} from './key.js';
import { isBurnt } from './key-door.store.js';
import { addApproval, holdKey, keepState } from './key.store.js';

/** Outbox topic: a key got another state; its committee's people must know, and the list of usable keys. */
export const KEY_DECIDED = 'key.decided';

/** One change of a key: the transition, and how the log names it. */
interface Change<T extends CommitteeKey> {
  readonly to: (key: CommitteeKey, decision: Decision) => T;
  readonly event: (after: T, before: CommitteeKey) => AuditEvent;
  readonly need?: Need;
  /** What the key alone cannot say: throws a Refusal. */
  readonly unless?: (tx: Tx, key: CommitteeKey) => Promise<void>;
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

  /**
   * One of two different people of the Kiesraad approves, with a passkey just used; with the second the key may be used for
   * what arrives from now on. Only for the operator: the edge sees to it. Further refused: keys.notReadOut, keys.sameApprover,
   * keys.ownKey (registered it, or was ever of its committee), access.notWithToken.
   */
  async approve(id: string, actor: PersonActor): Promise<CommitteeKey> {
    const decision = { at: this.clock.now(), by: actor.personId };
    return await act(
      this.db,
      actor,
      async (tx) => {
        const before = await heldKey(tx, id, actor);
        const key = approve(before, decision);
        const owner = { electionId: key.electionId, body: key.committee };
        if (await everWore(tx, actor.personId, owner)) throw new Refusal('keys.ownKey');
        await addApproval(tx, key, decision);
        await keepState(tx, key);
        const made = key.state === 'approved' ? keyApproved : keyApprovedByOne;
        const details = { keyId: key.keyId, from: before.state };
        await append(tx, made({ object: key, actor, details }), decision.at);
        if (key.state !== before.state) await tell(tx, key, decision.at);
        return key;
      },
      'fresh',
    );
  }

  /** The Kiesraad turns a key down; its committee reads `reason`, which is not empty. Only for the operator. */
  reject(id: string, reason: string, actor: PersonActor): Promise<CommitteeKey> {
    return this.change(id, actor, {
      to: (key, decision) => reject(key, decision, reason),
      event: (key, { state: from }) =>
        keyRejected({ object: key, actor, details: { keyId: key.keyId, from, reason } }),
    });
  }

  /**
   * Ends a key: it is not used for what arrives later. Its own committee does so for good. One person of the Kiesraad stops it
   * at once, and another confirms or lifts that. `reason` is not empty; `misusedSince` lies not in the future (else
   * keys.misusedLater).
   */
  async revoke(id: string, ground: Ground, actor: PersonActor): Promise<CommitteeKey> {
    mustHaveBegun(ground, this.clock.now());
    if (actor.hat.role === 'operator')
      return act(this.db, actor, async (tx) => {
        await heldKey(tx, id, actor);
        return await suspendKey(tx, { id, ground, actor, at: this.clock.now() });
      });
    return this.change(id, actor, {
      to: (key, decision) => revoke(key, decision, ground),
      event: (key, { state: from }) =>
        keyRevoked({ object: key, actor, details: { keyId: key.keyId, from, ...ground } }),
    });
  }

  /** Somebody else of the Kiesraad revokes for good what one suspended. Sensitive; for the operator. Refused: keys.samePerson. */
  confirm(id: string, actor: PersonActor): Promise<CommitteeKey> {
    return this.change(id, actor, {
      to: confirm,
      event: ({ keyId, reason, misusedSince, ...key }, { state: from }) =>
        keyRevoked({ object: key, actor, details: { keyId, from, reason, misusedSince } }),
      need: 'fresh',
    });
  }

  /** Somebody else of the Kiesraad gives a suspended key back what it was. Sensitive; for the operator. Refused: keys.samePerson, keys.burnt. */
  lift(id: string, actor: PersonActor): Promise<CommitteeKey> {
    return this.change(id, actor, {
      to: lift,
      event: (key, { state: from }) =>
        keySuspensionLifted({ object: key, actor, details: { keyId: key.keyId, from } }),
      need: 'fresh',
      unless: async (tx, { keyId }) => {
        if (await isBurnt(tx, keyId)) throw new Refusal('keys.burnt');
      },
    });
  }

  private change<T extends CommitteeKey>(
    id: string,
    actor: PersonActor,
    { to, event, need, unless }: Change<T>,
  ): Promise<CommitteeKey> {
    const decision = { at: this.clock.now(), by: actor.personId };
    return act(
      this.db,
      actor,
      async (tx) => {
        const before = await heldKey(tx, id, actor);
        await unless?.(tx, before);
        const changed = to(before, decision);
        await keepState(tx, changed);
        await append(tx, event(changed, before), decision.at);
        await tell(tx, changed, decision.at);
        return changed;
      },
      need,
    );
  }
}

/**
 * Stops a key at once inside a transaction in which the actor may do so, until somebody else of the Kiesraad answers: with the
 * log and the notices. Refused: request.notFound, keys.alreadyDecided (it neither waits nor is approved).
 */
export async function suspendKey(
  tx: Tx,
  { id, ground, actor, at }: { id: string; ground: Ground; actor: PersonActor; at: Date },
): Promise<CommitteeKey> {
  const before = await holdKey(tx, id, null);
  if (before === null) throw new Refusal('request.notFound');
  const key = suspend(before, { at, by: actor.personId }, ground);
  await keepState(tx, key);
  const details = { keyId: key.keyId, from: before.state, ...ground };
  await append(tx, keySuspended({ object: key, actor, details }), at);
  await tell(tx, key, at);
  return key;
}

async function heldKey(tx: Tx, id: string, actor: PersonActor): Promise<CommitteeKey> {
  const key = await holdKey(tx, id, reachOf(actor));
  if (key === null) throw new Refusal('request.notFound');
  return key;
}

/** `state` as the release before this knows it; `suspended` is its own. */
async function tell(tx: Tx, key: CommitteeKey, at: Date): Promise<void> {
  const { id, electionId, committee, state } = key;
  const misusedSince = 'misusedSince' in key ? (key.misusedSince?.toISOString() ?? null) : null;
  const stopped = key.state === 'revoked' ? key.revoked : key.state === 'suspended' ? key.suspended : null;
  await add(tx, KEY_DECIDED, {
    id,
    electionId,
    ...committee,
    state: state === 'suspended' ? 'revoked' : state,
    suspended: state === 'suspended',
    misusedSince,
    stoppedAt: stopped?.at.toISOString() ?? null,
    at: at.toISOString(),
  });
}

function mustHaveBegun({ misusedSince }: Ground, now: Date): void {
  if (misusedSince !== null && misusedSince > now) throw new Refusal('keys.misusedLater');
}

/** Where the keys are that somebody may touch: the operator's are everywhere (null), a committee's in its own segment. */
export function reachOf(actor: PersonActor): Segment | null {
  return actor.hat.role === 'operator' ? null : segmentOf(actor);
}
