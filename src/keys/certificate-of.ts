import type { CommitteeRef } from '../kernel/committee.js';
import { Refusal, type RefusalCode } from '../kernel/refusal.js';
import {
  isUserIdOf,
  userIdOf,
  type Certificate,
  type CertificateSubject,
} from '../verify/cms/certificate.js';
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
 * Reads a certificate (PEM or DER, at most 16 kB) that must be this committee's for this election: as the
 * table in verify/key has it, signed by its own key, O the election, UID the committee. Refused: {@link CERTIFICATE_REFUSALS}. That it has expired is no reason.
 */
export function certificateOf(
  bytes: Uint8Array,
  electionId: string,
  committee: CommitteeRef,
  { certificate, findings }: KeyFileJudgement = judgeKeyFile(bytes),
): Certificate {
  const [gravest] = findings;
  if (gravest !== undefined) {
    // a private key may be in what is refused: nothing of it stays in our memory
    bytes.fill(0);
    throw new Refusal(`keys.${gravest.code}`, gravest.details);
  }
  if (certificate === null) throw new Error('nothing was wrong with a file without a certificate');
  const { subject } = certificate;
  if (subject.organization !== electionId)
    throw new Refusal('keys.wrongElection', { found: shown(subject.organization), expected: electionId });
  if (!isUserIdOf(subject.userId, committee.code))
    throw new Refusal('keys.wrongCommittee', {
      found: shown(subject.userId),
      expected: userIdOf(committee.code),
    });
  return certificate;
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

function shown(value: string | null): string {
  return value === null ? '(niets)' : value.slice(0, LONGEST_SHOWN).replaceAll('\0', ' ');
}
