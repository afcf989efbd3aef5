import type { Role } from '../kernel/actor.js';
import type { CommitteeRef } from '../kernel/committee.js';
import type { Sha256 } from '../kernel/fingerprint.js';
import { Refusal } from '../kernel/refusal.js';

/** What never changes of a registered key, and whether it was read out. */
export interface KeyFacts {
  readonly id: string;
  readonly electionId: string;
  readonly committee: CommitteeRef;
  /** SHA-256 over the SubjectPublicKeyInfo: the same in every certificate of this key. */
  readonly keyId: Sha256;
  /** SHA-256 over the whole certificate: what people compare. */
  readonly fingerprint: Sha256;
  /** The subject as text: `CN=Gemeente Heumen, O=TK2027, UID=PSB0252`. */
  readonly subject: string;
  readonly notAfter: Date;
  readonly registeredAt: Date;
  readonly registeredBy: string;
  /** When the committee read the whole fingerprint out to the Kiesraad, and who listened; null: not yet. */
  readonly readOut: Decision | null;
  /** A test count that it signed; null: its possession is proved by the certificate's own signature alone. */
  readonly proof: Proof | null;
}

/** Somebody's decision. */
export interface Decision {
  readonly at: Date;
  /** Person id. */
  readonly by: string;
}

/** That who registered a key has its private half, by a test count that was signed with it. */
export interface Proof extends Decision {
  /** SHA-256 over the EML; barred as a count for good. */
  readonly fingerprint: Sha256;
}

/** Why a key is ended. `misusedSince`: from when on others may have signed with it; null: nothing points to that. */
export interface Ground {
  readonly reason: string;
  readonly misusedSince: Date | null;
}

/** Waiting for the Kiesraad: nobody or one person approved it. */
export interface RegisteredKey extends KeyFacts {
  readonly state: 'registered';
  readonly approvals: readonly [] | readonly [Decision];
}
/** May be used for what arrives from now on. One approval: from before two were asked. */
export interface ApprovedKey extends KeyFacts {
  readonly state: 'approved';
  readonly approvals: readonly [Decision] | readonly [Decision, Decision];
}
/** Never used, and never will be. */
export interface RejectedKey extends KeyFacts {
  readonly state: 'rejected';
  readonly approvals: readonly Decision[];
  readonly decided: Decision;
  readonly reason: string;
}
/** Stopped at once by one person; somebody else of the Kiesraad revokes it, or gives it back what it was. */
export interface SuspendedKey extends KeyFacts, Ground {
  readonly state: 'suspended';
  /** What it is again when this is lifted. */
  readonly before: 'registered' | 'approved';
  readonly approvals: readonly Decision[];
  readonly suspended: Decision;
}
/** Not used for what arrives later; what it signed before stands. */
export interface RevokedKey extends KeyFacts, Ground {
  readonly state: 'revoked';
  /** Whether it was ever approved. */
  readonly before: 'registered' | 'approved';
  readonly approvals: readonly Decision[];
  /** The act from which it was not used any more. */
  readonly revoked: Decision;
  /** The second person, where one stopped it and another confirmed that; else null. */
  readonly confirmed: Decision | null;
}
/** A committee's key, in one of its states. */
export type CommitteeKey = RegisteredKey | ApprovedKey | RejectedKey | SuspendedKey | RevokedKey;

export type KeyState = CommitteeKey['state'];

/** Within this time somebody else answers a suspension; after it, it stands open where all of the Kiesraad see it. */
export const SECOND_PERSON_MS = 60 * 60_000;

const STATE_NAMES = {
  registered: 'aangemeld',
  approved: 'goedgekeurd',
  rejected: 'afgewezen',
  suspended: 'opgeschort',
  revoked: 'ingetrokken',
} as const satisfies Record<KeyState, string>;

/** What a state is called on screen. */
export function stateName<S extends KeyState>(state: S): (typeof STATE_NAMES)[S] {
  return STATE_NAMES[state];
}

const alreadyDecided = ({ state }: CommitteeKey) =>
  new Refusal('keys.alreadyDecided', { state: stateName(state) });

/**
 * One of two different people of the Kiesraad approves; with the second it may be used. A key of before, approved by one, is
 * completed likewise. Refused: keys.alreadyDecided (another state, or two have), keys.notReadOut, keys.ownKey (who
 * registered it), keys.sameApprover.
 */
export function approve(key: CommitteeKey, decision: Decision): RegisteredKey | ApprovedKey {
  if (key.state !== 'registered' && key.state !== 'approved') throw alreadyDecided(key);
  if (key.approvals.length === 2) throw alreadyDecided(key);
  if (key.registeredBy === decision.by) throw new Refusal('keys.ownKey');
  const [first] = key.approvals;
  if (first?.by === decision.by) throw new Refusal('keys.sameApprover');
  if (key.readOut === null) throw new Refusal('keys.notReadOut');
  return first === undefined
    ? { ...key, state: 'registered', approvals: [decision] }
    : { ...key, state: 'approved', approvals: [first, decision] };
}

/** The Kiesraad turns down what waits. Any other state is refused with keys.alreadyDecided. */
export function reject(key: CommitteeKey, decided: Decision, reason: string): RejectedKey {
  if (key.state !== 'registered') throw alreadyDecided(key);
  return { ...key, state: 'rejected', decided, reason };
}

/**
 * Ends a key that waits, is approved or was suspended by somebody else; there is no way back. Other states are refused with
 * keys.alreadyDecided.
 */
export function revoke(key: CommitteeKey, revoked: Decision, ground: Ground): RevokedKey {
  if (key.state === 'suspended') return confirm(key, revoked);
  if (key.state !== 'registered' && key.state !== 'approved') throw alreadyDecided(key);
  return { ...key, ...ground, state: 'revoked', before: key.state, revoked, confirmed: null };
}

/** Stops a key at once, until somebody else answers. Only what waits or is approved; else keys.alreadyDecided. */
export function suspend(key: CommitteeKey, suspended: Decision, ground: Ground): SuspendedKey {
  if (key.state !== 'registered' && key.state !== 'approved') throw alreadyDecided(key);
  return { ...key, ...ground, state: 'suspended', before: key.state, suspended };
}

/** Somebody else revokes what was suspended, from the act that stopped it. Refused: keys.alreadyDecided, keys.samePerson. */
export function confirm(key: CommitteeKey, confirmed: Decision): RevokedKey {
  const { suspended, ...rest } = answerable(key, confirmed);
  return { ...rest, state: 'revoked', revoked: suspended, confirmed };
}

/** Somebody else lifts a suspension: it is again what it was. Refused: keys.alreadyDecided, keys.samePerson. */
export function lift(key: CommitteeKey, decision: Decision): RegisteredKey | ApprovedKey {
  const held = answerable(key, decision);
  const [first, second] = held.approvals;
  const facts = factsOf(held);
  if (held.before === 'registered')
    return { ...facts, state: held.before, approvals: first === undefined ? [] : [first] };
  if (first === undefined) throw new Error(`key ${key.id} was approved by nobody`);
  return { ...facts, state: held.before, approvals: second === undefined ? [first] : [first, second] };
}

/** What never changes, without what was said when it was stopped. */
function factsOf(key: CommitteeKey): KeyFacts {
  const { id, electionId, committee, keyId, fingerprint, subject, notAfter, registeredAt } = key;
  const { registeredBy, readOut, proof } = key;
  const names = { id, electionId, committee, keyId, fingerprint, subject };
  return { ...names, notAfter, registeredAt, registeredBy, readOut, proof };
}

function answerable(key: CommitteeKey, { by }: Decision): SuspendedKey {
  if (key.state !== 'suspended') throw alreadyDecided(key);
  if (key.suspended.by === by) throw new Refusal('keys.samePerson');
  return key;
}

/** Whether it was ever approved. */
export function wasApproved(key: CommitteeKey): boolean {
  return key.state === 'approved' || ('before' in key && key.before === 'approved');
}

/**
 * Whether the certificate, and with it its fingerprint, may be shown to this role. To a committee only once it was approved:
 * until then it reads the fingerprint from its own file, or one that somebody planted here would be read out too.
 */
export function showsCertificate(key: CommitteeKey, role: Role): boolean {
  return role === 'operator' || wasApproved(key);
}

/** Past its last day: noted, and no reason to refuse it (OSV2020-U accepts it too). */
export function isExpired(key: Pick<KeyFacts, 'notAfter'>, now: Date): boolean {
  return key.notAfter.getTime() < now.getTime();
}
