import { append } from '../audit/audit.store.js';
import type { AuditEvent } from '../audit/event.js';
import { act, type Need } from '../identity/act.js';
import type { PersonActor } from '../kernel/actor.js';
import { sameCommittee } from '../kernel/committee.js';
import { Refusal } from '../kernel/refusal.js';
import { add } from '../platform/jobs/outbox.js';
import type { Database, Tx } from '../platform/postgres/database.js';
import type { CommitteeKey } from './key.js';
import { holdKey, keepState } from './key.store.js';

/** Outbox topic: a key got another state; its committee's people must know. */
export const KEY_DECIDED = 'key.decided';

/** One change of a key: the transition, and how the log names it. */
export interface KeyChange {
  readonly id: string;
  readonly actor: PersonActor;
  readonly at: Date;
  readonly change: (key: CommitteeKey) => CommitteeKey;
  /** `key` as it was before. */
  readonly event: (key: CommitteeKey) => AuditEvent;
  readonly need?: Need;
}

/**
 * Changes a key's state with its evidence, in one transaction. Of two changes at once the second sees what the first did.
 * A key that the actor may not touch is refused like one that is not there.
 */
export async function changeKey(
  db: Database,
  { id, actor, at, change, event, need }: KeyChange,
): Promise<CommitteeKey> {
  const work = async (tx: Tx) => {
    const key = await holdKey(tx, id);
    if (key === null || !mayTouch(actor, key)) throw new Refusal('request.notFound');
    const changed = change(key);
    await keepState(tx, changed);
    await append(tx, event(key), at);
    const { level, code } = key.committee;
    await add(tx, KEY_DECIDED, { id, electionId: key.electionId, level, code, state: changed.state });
    return changed;
  };
  return act(db, actor, work, need);
}

/** The operator may touch every key, a committee its own of its hat's election. */
export function mayTouch(actor: PersonActor, key: Pick<CommitteeKey, 'electionId' | 'committee'>): boolean {
  const { role, electionId, body } = actor.hat;
  return role === 'operator' || (electionId === key.electionId && sameCommittee(body, key.committee));
}
