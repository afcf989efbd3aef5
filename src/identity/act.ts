import type { Actor, HatlessActor, PersonActor } from '../kernel/actor.js';
import { Refusal, type RefusalCode } from '../kernel/refusal.js';
import type { Database, Tx } from '../platform/postgres/database.js';
import { holdStanding, type Claim, type Standing } from './authority.store.js';

/** A passkey used longer ago than this is asked for again before a sensitive act. */
export const FRESH_MS = 10 * 60_000;

/** `fresh`: a sensitive act, for which the passkey was used at most {@link FRESH_MS} ago. */
export type Need = 'standing' | 'fresh';

/**
 * A transaction in which `actor` changes something: it begins by establishing that they may do it now, and whoever takes
 * that right away waits until it is over. Refused as {@link authorise}. The one way for a use case to change something
 * for a person; see Database.transaction for how it is repeated.
 */
export function act<T>(
  db: Database,
  actor: Actor,
  work: (tx: Tx) => Promise<T>,
  need: Need = 'standing',
): Promise<T> {
  return db.transaction(async (tx) => {
    await authorise(tx, actor, need);
    return work(tx);
  });
}

/**
 * Refused: access.signInFirst (session over, person blocked), access.tokenInvalid, access.roleEnded; and for a sensitive
 * act access.confirmFirst and access.notWithToken. The system and programs of ours may.
 */
async function authorise(tx: Tx, actor: Actor, need: Need = 'standing'): Promise<void> {
  if (actor.kind === 'system') return;
  if (actor.kind === 'anonymous') throw new Refusal('access.signInFirst');
  const refusal = refusalOf(actor, await holdStanding(tx, claimOf(actor)), need);
  if (refusal !== null) throw new Refusal(refusal);
}

/** What stands in the database of what an actor says to be. */
export function claimOf({ personId, via, ...actor }: PersonActor | HatlessActor): Claim {
  return {
    personId,
    hatId: actor.kind === 'person' ? actor.hat.id : null,
    sessionId: via.kind === 'session' ? via.id : null,
    tokenId: via.kind === 'token' ? via.id : null,
  };
}

/** Why somebody of whom this stands may not do what they ask; null: they may. */
export function refusalOf(
  { kind, via }: PersonActor | HatlessActor,
  standing: Omit<Standing, 'verifiedAgoMs'> & Partial<Standing>,
  need: Need,
): RefusalCode | null {
  const hatStands = kind === 'hatless' || standing.hat;
  if (via.kind === 'token' && !(standing.token && standing.person && hatStands)) return 'access.tokenInvalid';
  if (!standing.person || (via.kind === 'session' && !standing.session)) return 'access.signInFirst';
  if (!hatStands) return 'access.roleEnded';
  if (need === 'standing' || via.kind === 'program' || via.exercise) return null;
  if (via.kind === 'token') return 'access.notWithToken';
  const ago = standing.verifiedAgoMs ?? null;
  return ago !== null && ago < FRESH_MS ? null : 'access.confirmFirst';
}
