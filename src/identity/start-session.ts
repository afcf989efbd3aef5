import { append } from '../audit/audit.store.js';
import type { Origin, Via } from '../kernel/actor.js';
import { Refusal } from '../kernel/refusal.js';
import type { Tx } from '../platform/postgres/database.js';
import { holdStanding } from './authority.store.js';
import { newSecret } from './credential.js';
import { listHats } from './person.store.js';
import { addSession, endSession } from './session.store.js';
import { sessionStarted } from './events.js';

/** Who signs in, from where, and whether a passkey vouched for it (in a rehearsal none may). */
export interface SigningIn {
  readonly personId: string;
  readonly name: string;
  readonly origin: Origin;
  readonly verified: boolean;
  /** The session this browser had: it ends, whoever's it was. */
  readonly before?: string | undefined;
  /** The hat they had on before, to go on where they were; put on only if it is theirs. */
  readonly hatId?: string | undefined;
}

/**
 * Starts a session in the transaction that established who somebody is. Who has exactly one hat wears it from the start.
 * Refused with access.signInFirst when the person was blocked meanwhile.
 * Gives the cookie's value; only its hash is kept.
 */
export async function startSession(tx: Tx, who: SigningIn, now: Date): Promise<string> {
  const { personId, name, origin, verified, before, hatId } = who;
  const claim = { personId, hatId: null, sessionId: null, tokenId: null };
  if (!(await holdStanding(tx, claim)).person) throw new Refusal('access.signInFirst');
  if (before !== undefined) await endSession(tx, before);
  const { secret, hash } = newSecret('session');
  const hats = await listHats(tx, personId);
  const hat = hats.length === 1 ? hats[0]! : (hats.find(({ id }) => id === hatId) ?? null);
  await addSession(tx, {
    tokenHash: hash,
    personId,
    hatId: hat?.id ?? null,
    origin,
    verified,
  });
  const via: Via = { kind: 'session', id: hash, exercise: !verified };
  const event = sessionStarted({
    object: { id: hash.slice(0, 16) },
    actor:
      hat === null
        ? { kind: 'hatless', personId, name, origin, via }
        : { kind: 'person', personId, name, hat, origin, via },
    details: { passkey: verified, hats: hats.length },
  });
  await append(tx, event, now);
  return secret;
}
