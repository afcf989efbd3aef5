import { createPublicKey, sign, type KeyObject } from 'node:crypto';
import * as der from '../../src/rehearsal/der.js';

/** What a test may choose of a certificate; the rest is as OSV writes it for GR2022_WestMaasenWaal, 0668. */
export interface CertificateChoices {
  readonly subject?: Readonly<Record<string, string>>;
  readonly issuer?: Readonly<Record<string, string>>;
  /** DER of the SubjectPublicKeyInfo to put in instead of the key's own. */
  readonly spki?: Buffer;
  readonly serial?: number;
  readonly notBefore?: Date;
  readonly notAfter?: Date;
  /** DER of the validity to put in instead. */
  readonly validity?: Buffer;
  /** Signs with another key than the one inside. */
  readonly signer?: KeyObject;
  readonly version?: number;
  /** OID of the signature algorithm, with its hash for signing. */
  readonly algorithm?: readonly [oid: string, hash: string];
  readonly extensions?: Buffer;
}

const ATTRIBUTES: Readonly<Record<string, string>> = {
  C: '2.5.4.6',
  L: '2.5.4.7',
  O: '2.5.4.10',
  OU: '2.5.4.11',
  CN: '2.5.4.3',
  UID: '0.9.2342.19200300.100.1.1',
};

export const OSV_SUBJECT = {
  C: 'NL',
  L: 'West Maas en Waal',
  O: 'GR2022_WestMaasenWaal',
  OU: 'OSV2020-U',
  CN: 'Gemeente West Maas en Waal',
  UID: 'PSB0668',
};

/** A name in the order given; a key may end in a digit to name an attribute twice (`O`, `O2`). */
export function distinguishedName(attributes: Readonly<Record<string, string>>): Buffer {
  return der.sequence(
    ...Object.entries(attributes).map(([name, value]) => {
      const type = ATTRIBUTES[name.replace(/\d$/, '')] ?? '2.5.4.5';
      const text = name === 'C' ? der.printable(value) : der.utf8(value);
      return der.setOf(der.sequence(der.oid(type), text));
    }),
  );
}

/** A self-signed certificate, DER. */
export function makeCertificate(key: KeyObject, choices: CertificateChoices = {}): Buffer {
  const [oid, hash] = choices.algorithm ?? ['1.2.840.113549.1.1.11', 'sha256'];
  const algorithm = der.sequence(der.oid(oid), der.nothing());
  const subject = distinguishedName(choices.subject ?? OSV_SUBJECT);
  const body = der.sequence(
    der.explicit(0, der.integer(choices.version ?? 2)),
    der.integer(choices.serial ?? 0x5fd199),
    algorithm,
    choices.issuer === undefined ? subject : distinguishedName(choices.issuer),
    choices.validity ??
      der.sequence(
        der.utcTime(choices.notBefore ?? new Date('2022-01-10T12:00:00Z')),
        der.utcTime(choices.notAfter ?? new Date('2022-06-15T22:00:00Z')),
      ),
    subject,
    choices.spki ?? createPublicKey(key).export({ type: 'spki', format: 'der' }),
    ...(choices.extensions === undefined ? [] : [der.explicit(3, choices.extensions)]),
  );
  return der.sequence(body, algorithm, der.bits(sign(hash, body, choices.signer ?? key)));
}
