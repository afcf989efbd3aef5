import { issued, type AnyCertificate } from './certificate.js';

const DIGITAL_SIGNATURE = 0;
const NON_REPUDIATION = 1;
const KEY_CERT_SIGN = 5;
/** Issuers between a signer and the trust list. Nobody has more than three. */
const MAX_ISSUERS = 6;
/** Signatures on certificates that are looked at for one document. */
const MAX_TRIES = 64;

const isValidAt = ({ notBefore, notAfter }: AnyCertificate, at: Date): boolean =>
  notBefore <= at && at <= notAfter;

/** Why this certificate may not sign a document at that moment, in Dutch; null when it may. */
export function signerFault(certificate: AnyCertificate, at: Date): string | null {
  if (!isValidAt(certificate, at)) return 'Het certificaat was niet geldig op het moment van ondertekenen.';
  const { usage, unknown } = certificate;
  if (usage !== null && usage[DIGITAL_SIGNATURE] !== true && usage[NON_REPUDIATION] !== true)
    return 'Het certificaat is niet bedoeld om mee te ondertekenen.';
  return unknown.length === 0
    ? null
    : `Het certificaat stelt een eis die hier niet bekend is (${unknown[0]!}).`;
}

/** Whether a certificate may issue others, with `below` issuers between it and the signer (RFC 5280 §6.1.4). */
function mayIssue(certificate: AnyCertificate, below: number, at: Date): boolean {
  const { isCa, pathLength, usage, unknown } = certificate;
  return (
    isCa &&
    isValidAt(certificate, at) &&
    (pathLength === null || below <= pathLength) &&
    (usage === null || usage[KEY_CERT_SIGN] === true) &&
    unknown.length === 0
  );
}

/**
 * Whether a way leads from the signer, over certificates that were sent along, to one on the trust list: each signed by the
 * next, valid at that moment, and allowed to issue. The signer may stand on the list itself. Bounded in length and work.
 */
export function isTrusted(
  signer: AnyCertificate,
  between: readonly AnyCertificate[],
  trusted: readonly AnyCertificate[],
  at: Date,
): boolean {
  const listed = new Set(trusted.map(({ der }) => der.toString('latin1')));
  const isListed = ({ der }: AnyCertificate): boolean => listed.has(der.toString('latin1'));
  let tries = 0;
  const leads = (certificate: AnyCertificate, below: number, way: readonly AnyCertificate[]): boolean => {
    if (isListed(certificate)) return true;
    if (below >= MAX_ISSUERS) return false;
    for (const issuer of [...trusted, ...between]) {
      const known = way.includes(issuer) || !issuer.subject.equals(certificate.issuer);
      if (known || !mayIssue(issuer, below, at)) continue;
      if (++tries > MAX_TRIES) return false;
      if (issued(issuer, certificate) && leads(issuer, below + 1, [...way, issuer])) return true;
    }
    return false;
  };
  return isValidAt(signer, at) && leads(signer, 0, [signer]);
}
