import type { CommitteeRef } from '../kernel/committee.js';
import { Refusal } from '../kernel/refusal.js';
import {
  isUserIdOf,
  readCertificate,
  userIdOf,
  type Certificate,
  type CertificateSubject,
} from '../verify/cms/certificate.js';

const KEY_BITS = 4096;
const LONGEST_SHOWN = 80;

/**
 * Reads a certificate (PEM or DER, at most 16 kB) that must be this committee's for this election: RSA-4096, signed by
 * its own key, O the election, UID the committee. Refused: keys.unreadable, notSelfSigned, wrongSize, wrongElection,
 * wrongCommittee. That it has expired is no reason.
 */
export function certificateOf(bytes: Uint8Array, electionId: string, committee: CommitteeRef): Certificate {
  const reading = readCertificate(bytes);
  if (reading.kind === 'refused') throw new Refusal('keys.unreadable', { reason: reading.reason });
  const { certificate } = reading;
  const { subject, key } = certificate;
  if (!certificate.isSelfSigned) throw new Refusal('keys.notSelfSigned');
  if (key.bits !== KEY_BITS) throw new Refusal('keys.wrongSize', { bits: key.bits });
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
