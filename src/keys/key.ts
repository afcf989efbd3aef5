import type { CommitteeRef } from '../kernel/committee.js';
import type { Sha256 } from '../kernel/fingerprint.js';
import { Refusal } from '../kernel/refusal.js';

/** What never changes of a registered key. */
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
}

/** Somebody's decision. */
export interface Decision {
  readonly at: Date;
  /** Person id. */
  readonly by: string;
}

/** Waiting for the Kiesraad. */
export interface RegisteredKey extends KeyFacts {
  readonly state: 'registered';
}
/** May be used for what arrives from now on. */
export interface ApprovedKey extends KeyFacts {
  readonly state: 'approved';
  readonly decided: Decision;
}
/** Never used, and never will be. */
export interface RejectedKey extends KeyFacts {
  readonly state: 'rejected';
  readonly decided: Decision;
  readonly reason: string;
}
/** Not used for what arrives later; what it signed before stands. `decided` is null when it was never approved. */
export interface RevokedKey extends KeyFacts {
  readonly state: 'revoked';
  readonly decided: Decision | null;
  readonly revoked: Decision;
  readonly reason: string;
}
/** A committee's key, in one of its states. */
export type CommitteeKey = RegisteredKey | ApprovedKey | RejectedKey | RevokedKey;

export type KeyState = CommitteeKey['state'];

const STATE_NAMES = {
  registered: 'aangemeld',
  approved: 'goedgekeurd',
  rejected: 'afgewezen',
  revoked: 'ingetrokken',
} as const satisfies Record<KeyState, string>;

/** What a state is called on screen and in the API. */
export function stateName(state: KeyState): (typeof STATE_NAMES)[KeyState] {
  return STATE_NAMES[state];
}

const alreadyDecided = ({ state }: CommitteeKey) =>
  new Refusal('keys.alreadyDecided', { state: stateName(state) });

/** The Kiesraad approves what waits. Any other state is refused with keys.alreadyDecided. */
export function approve(key: CommitteeKey, decided: Decision): ApprovedKey {
  if (key.state !== 'registered') throw alreadyDecided(key);
  return { ...key, state: 'approved', decided };
}

/** The Kiesraad turns down what waits. Any other state is refused with keys.alreadyDecided. */
export function reject(key: CommitteeKey, decided: Decision, reason: string): RejectedKey {
  if (key.state !== 'registered') throw alreadyDecided(key);
  return { ...key, state: 'rejected', decided, reason };
}

/** Ends a key that waits or is approved; there is no way back. Other states are refused with keys.alreadyDecided. */
export function revoke(key: CommitteeKey, revoked: Decision, reason: string): RevokedKey {
  if (key.state !== 'registered' && key.state !== 'approved') throw alreadyDecided(key);
  return {
    ...key,
    state: 'revoked',
    decided: key.state === 'approved' ? key.decided : null,
    revoked,
    reason,
  };
}

/** Past its last day: noted, and no reason to refuse it (OSV2020-U accepts it too). */
export function isExpired(key: Pick<KeyFacts, 'notAfter'>, now: Date): boolean {
  return key.notAfter.getTime() < now.getTime();
}
