import type { Sha256 } from '../kernel/fingerprint.js';
import { refused, skipped, warned } from './checks/check.js';
import { comparedCheck, differsCheck } from './checks/fingerprint.js';
import { amend } from './checks/order.js';
import { unsignedCheck } from './checks/signature.js';
import type { Unsigned } from './unsigned.js';
import type { Verdict } from './verdict.js';

export { judgeOrder, type CountSession, type DeliveryHistory, type PastDelivery } from './checks/order.js';

/**
 * What the sender gave of the paper PV: its fingerprint, why it was not compared, why it need not be, or that it says something else: before
 * delivery, or found afterwards.
 */
export type PaperComparison =
  | { readonly fingerprint: Sha256 }
  | { readonly reason: string }
  | { readonly notAsked: string }
  | { readonly differs: 'before' | 'after' };

/**
 * Decides fingerprint.compared from the paper. Another fingerprint refuses; a reason instead of one warns, so that the
 * receivers see *not compared*; so does a difference that is found after delivery, which undoes nothing. A P 2a has no
 * fingerprint and stays as it is.
 */
export function comparePaper(verdict: Verdict, paper: PaperComparison): Verdict {
  if (verdict.fingerprint === null) return verdict;
  if ('fingerprint' in paper) return amend(verdict, [comparedCheck(verdict.fingerprint, paper.fingerprint)]);
  if ('notAsked' in paper) return amend(verdict, [skipped('fingerprint.compared', paper.notAsked)]);
  if ('differs' in paper)
    return amend(verdict, [
      paper.differs === 'before'
        ? differsCheck()
        : warned(
            'fingerprint.compared',
            'De afzender vergeleek na het indienen: het papieren proces-verbaal zegt iets anders. Het papier gaat voor.',
          ),
    ]);
  const why = `Niet vergeleken met het papieren proces-verbaal. Reden: ${paper.reason}`;
  return amend(verdict, [warned('fingerprint.compared', why)]);
}

/**
 * Takes back a key that was revoked between judging and delivering: when the key that verified is no longer among those
 * valid now, signature.key refuses. A file that needed no key stays as it is.
 */
export function withdrawKeys(verdict: Verdict, validKeyIds: readonly Sha256[]): Verdict {
  if (verdict.keyId === null || validKeyIds.includes(verdict.keyId)) return verdict;
  const why =
    'De sleutel waarmee dit bestand is ondertekend, is intussen ingetrokken. Onderteken met een geldige sleutel.';
  return amend(verdict, [refused('signature.key', why)]);
}

/** The allowance by which an unsigned file is delivered: perhaps another than the one that stood when it was judged. */
export function allowUnsigned(verdict: Verdict, unsigned: Unsigned): Verdict {
  return { ...amend(verdict, [unsignedCheck(unsigned)]), unsigned };
}
