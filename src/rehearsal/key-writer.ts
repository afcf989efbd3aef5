import { createPublicKey, generateKeyPair, sign, type KeyObject } from 'node:crypto';
import { promisify } from 'node:util';
import * as der from './der.js';

const SHA256_WITH_RSA = () => der.sequence(der.oid('1.2.840.113549.1.1.11'), der.nothing());

/** Whose key it is, as the certificate names them (docs/formats.md, key and certificate). */
export interface KeyHolder {
  /** L: the region, `Nieuwstrand`. */
  readonly region: string;
  /** CN: `Gemeente Nieuwstrand`, `Openbaar lichaam Bonaire`. */
  readonly commonName: string;
  /** O: the election id; OSV checks it. */
  readonly election: string;
  /** Voting day, `YYYY-MM-DD`: the certificate ends three months later. */
  readonly electionDate: string;
  /** UID is `PSB` + this: four digits for a municipality; OSV checks it. */
  readonly authority: string;
  /** OU: `OSV2020-U` or `Abacus 1.2`. */
  readonly product: string;
}

/** A committee's key pair with its self-signed certificate. */
export interface CommitteeKey {
  readonly privateKey: KeyObject;
  /** The whole certificate, DER. */
  readonly certificate: Buffer;
}

/** Makes an RSA-4096 key pair, off the event loop. Takes about a second. */
export async function newPrivateKey(): Promise<KeyObject> {
  const { privateKey } = await promisify(generateKeyPair)('rsa', { modulusLength: 4096 });
  return privateKey;
}

/**
 * The certificate of a key: X.509 v3, self-signed, no extensions at all, as OSV2020-U makes them. `serial` is 1 to 20
 * bytes, the first between 1 and 127.
 */
export function selfSigned(
  privateKey: KeyObject,
  holder: KeyHolder,
  madeAt: Date,
  serial: Uint8Array,
): Buffer {
  const name = distinguishedName(holder);
  const validity = der.sequence(der.utcTime(madeAt), der.utcTime(endOfKey(holder.electionDate)));
  const spki = createPublicKey(privateKey).export({ type: 'spki', format: 'der' });
  const version3 = der.explicit(0, der.integer(2));
  const signed = der.sequence(version3, der.integer(serial), SHA256_WITH_RSA(), name, validity, name, spki);
  return der.sequence(signed, SHA256_WITH_RSA(), der.bits(sign('sha256', signed, privateKey)));
}

function distinguishedName(holder: KeyHolder): Buffer {
  const part = (type: string, value: Buffer) => der.setOf(der.sequence(der.oid(type), value));
  return der.sequence(
    part('2.5.4.6', der.printable('NL')),
    part('2.5.4.7', der.utf8(holder.region)),
    part('2.5.4.10', der.utf8(holder.election)),
    part('2.5.4.11', der.utf8(holder.product)),
    part('2.5.4.3', der.utf8(holder.commonName)),
    part('0.9.2342.19200300.100.1.1', der.utf8(`PSB${holder.authority}`)),
  );
}

/** Midnight in the Netherlands, three months after the voting day: 17 March 2027 → 16 June 2027 22:00 UTC. */
export function endOfKey(electionDate: string): Date {
  const [year = 0, month = 0, day = 0] = electionDate.split('-').map(Number);
  const wanted = new Date(Date.UTC(year, month - 1 + 3, day));
  if (wanted.getUTCDate() !== day) wanted.setUTCDate(0);
  const hours = Number(
    new Intl.DateTimeFormat('en-GB', { timeZone: 'Europe/Amsterdam', hour: '2-digit', hour12: false }).format(
      wanted,
    ),
  );
  return new Date(wanted.getTime() - hours * 3_600_000);
}

/** DER as PEM with this label (`CERTIFICATE`), in lines of 64. */
export function pem(label: string, bytes: Uint8Array): string {
  const lines =
    Buffer.from(bytes)
      .toString('base64')
      .match(/.{1,64}/g) ?? [];
  return [`-----BEGIN ${label}-----`, ...lines, `-----END ${label}-----`, ''].join('\n');
}
