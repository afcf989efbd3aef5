import { MESSAGE_TYPES } from '../kernel/committee.js';
import { choiceIn, CHOSE, MB } from '../kernel/recognise-file.js';
import { Refusal } from '../kernel/refusal.js';
import type { Context, ElectionFacts } from '../verify/context.js';
import { OTHER_KEY } from '../verify/checks/signature.js';
import type { Verdict } from '../verify/verdict.js';
import type { CommitteeKey, KeyFacts } from './key.js';

/**
 * The files of a proof together, in bytes. A count of the largest municipality is 75 MB and 1.3 MB in its package; the rest is
 * room for the paper models beside it, and for a bare count of about a hundred polling stations. A scan does not belong in a proof.
 */
export const LONGEST_PROOF = 16 * MB;
/** A package, or a count and its signature. */
export const PROOF_FILES = 2;

/** What the test count of a key is judged by: this one key, whatever its state, and nothing unsigned. */
export function proofContext(
  key: Pick<KeyFacts, 'keyId' | 'committee'>,
  certificate: Uint8Array,
  election: ElectionFacts,
  receivedAt: Date,
): Context {
  return {
    election: { ...election, signed: MESSAGE_TYPES },
    sender: key.committee,
    keys: [{ keyId: key.keyId, certificate }],
    stations: null,
    paperFingerprint: null,
    receivedAt: receivedAt.toISOString(),
  };
}

/** Whether a key waits for approval and was not proved yet. */
export function isOpenToProof({ state, proof }: Pick<CommitteeKey, 'state' | 'proof'>): boolean {
  return state === 'registered' && proof === null;
}

/** Whether a proof comes too late: from the voting day on a count is a real one. Both days as `YYYY-MM-DD`, in the Netherlands. */
export function isTooLate(votingDay: string, today: string): boolean {
  return today >= votingDay;
}

/** A proof of which the fingerprint means nothing: it is another's, and what was ever done with it is not told. */
export function isElsewhere({ code }: Refusal): boolean {
  return code === 'keys.proofOtherElection' || code === 'keys.proofOtherCommittee';
}

/**
 * Why a verdict proves nothing of this key; null when it proves that who made the count has its private half. Of several reasons
 * the most telling.
 */
export function proofRefusal(
  verdict: Verdict,
  { electionId, committee, keyId }: Pick<KeyFacts, 'electionId' | 'committee' | 'keyId'>,
): Refusal | null {
  const refused = (code: string) => verdict.checks.find((c) => c.code === code && c.result === 'refuse');
  if (refused('identity.election'))
    return new Refusal('keys.proofOtherElection', {
      found: verdict.election ?? 'onbekend',
      expected: electionId,
    });
  if (refused('identity.committee'))
    return new Refusal('keys.proofOtherCommittee', {
      found: verdict.committee?.code ?? 'onbekend',
      expected: committee.code,
    });
  return (
    containerRefusal(verdict) ??
    signatureRefusal(verdict) ??
    otherRefusal(verdict) ??
    (verdict.keyId === keyId ? null : new Refusal('keys.proofOtherKey'))
  );
}

const DAMAGED = ['container.sound', 'container.headers', 'container.duplicates', 'container.names'];

function containerRefusal({ checks, fingerprint }: Verdict): Refusal | null {
  const broken = checks.find(({ code, result }) => DAMAGED.includes(code) && result === 'refuse');
  const chosen = broken === undefined || broken.detail === CHOSE.other ? null : choiceIn(broken.detail);
  if (chosen !== null) return new Refusal('keys.proofNoCount', { why: `${chosen.says}.` });
  if (broken !== undefined) return new Refusal('keys.proofDamaged', { why: broken.detail });
  if (checks.some(({ code, result }) => code === 'container.limits' && result === 'refuse')) return null;
  const contents = checks.find(({ code }) => code === 'container.contents')!;
  if (fingerprint !== null) return contents.result === 'refuse' ? new Refusal('keys.proofUnsigned') : null;
  return new Refusal('keys.proofNoCount', {
    why: contents.result === 'refuse' ? contents.detail : 'Het pakket bevat geen telbestand.',
  });
}

function signatureRefusal({ checks }: Verdict): Refusal | null {
  const found = checks.find(({ code, result }) => code === 'signature.verifies' && result === 'refuse');
  if (found === undefined) return null;
  return new Refusal(found.detail === OTHER_KEY ? 'keys.proofOtherKey' : 'keys.proofChanged');
}

function otherRefusal({ checks }: Verdict): Refusal | null {
  const found = checks.find(({ result }) => result === 'refuse');
  return found === undefined
    ? null
    : new Refusal('keys.proofRefused', { check: found.code, why: found.detail });
}
