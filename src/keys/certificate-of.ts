import type { CommitteeRef } from '../kernel/committee.js';
import { Refusal, type RefusalCode } from '../kernel/refusal.js';
import { isUserIdOf, type Certificate, type CertificateSubject } from '../verify/cms/certificate.js';
import { judgeKeyFile, type KeyFileJudgement } from '../verify/key/judge-key-file.js';

/** Everything that certificateOf refuses. */
export const CERTIFICATE_REFUSALS = [
  'keys.empty',
  'keys.unreadable',
  'keys.utf16',
  'keys.privateKey',
  'keys.privateKeyUnread',
  'keys.bundle',
  'keys.publicKeyAlone',
  'keys.certificateRequest',
  'keys.notCertificate',
  'keys.algorithm',
  'keys.exponent',
  'keys.roca',
  'keys.closePrimes',
  'keys.corruptModulus',
  'keys.smallFactor',
  'keys.debianWeak',
  'keys.wrongSize',
  'keys.readersDiffer',
  'keys.notSelfSigned',
  'keys.wrongElection',
  'keys.wrongCommittee',
] as const satisfies readonly RefusalCode[];

const LONGEST_SHOWN = 80;

/**
 * The certificate that is the only thing in these bytes (PEM or DER, at most 16 kB), as the table in verify/key has it and signed by
 * its own key. Refused: {@link CERTIFICATE_REFUSALS} but for the last two. That it has expired is no reason.
 */
export function certificateOf(
  bytes: Uint8Array,
  { certificate, findings }: KeyFileJudgement = judgeKeyFile(bytes),
): Certificate {
  const [gravest] = findings;
  if (gravest !== undefined) {
    // a private key may be in what is refused: nothing of it stays in our memory
    bytes.fill(0);
    throw new Refusal(`keys.${gravest.code}`, gravest.details);
  }
  if (certificate === null) throw new Error('nothing was wrong with a file without a certificate');
  return certificate;
}

/** Whose a certificate says to be: O the election, UID the committee. Null when it is this committee's for this election. */
export function strangerIn(
  { organization, userId }: CertificateSubject,
  electionId: string,
  committee: CommitteeRef,
): 'wrongElection' | 'wrongCommittee' | null {
  if (organization !== electionId) return 'wrongElection';
  return isUserIdOf(userId, committee.code) ? null : 'wrongCommittee';
}

/** The subject as one line, in the order C, L, O, OU, CN, UID. */
export function describeSubject(subject: CertificateSubject): string {
  const { country, locality, organization, organizationalUnit, commonName, userId } = subject;
  const parts = {
    C: country,
    L: locality,
    O: organization,
    OU: organizationalUnit,
    CN: commonName,
    UID: userId,
  };
  return Object.entries(parts)
    .filter((part): part is [string, string] => part[1] !== null)
    .map(([name, value]) => `${name}=${value.slice(0, LONGEST_SHOWN)}`)
    .join(', ')
    .replaceAll('\0', ' ');
}

/** A certificate in the form programs exchange: base64 in lines of 64 between its labels (RFC 7468). */
export function pemOf(certificate: Uint8Array): string {
  const text = Buffer.from(certificate).toString('base64');
  const rows = text.match(/.{1,64}/g) ?? [];
  return ['-----BEGIN CERTIFICATE-----', ...rows, '-----END CERTIFICATE-----', ''].join('\n');
}
