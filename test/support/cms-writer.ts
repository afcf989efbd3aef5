import { createHash, sign, type KeyObject } from 'node:crypto';
import * as der from '../../src/rehearsal/der.js';

export const OID = {
  data: '1.2.840.113549.1.7.1',
  signedData: '1.2.840.113549.1.7.2',
  sha1: '1.3.14.3.2.26',
  sha256: '2.16.840.1.101.3.4.2.1',
  rsa: '1.2.840.113549.1.1.1',
  rsaPss: '1.2.840.113549.1.1.10',
  contentType: '1.2.840.113549.1.9.3',
  messageDigest: '1.2.840.113549.1.9.4',
  signingCertificateV2: '1.2.840.113549.1.9.16.2.47',
} as const;

export const algorithm = (oid: string): Buffer => der.sequence(der.oid(oid), der.nothing());
export const attribute = (oid: string, ...values: Buffer[]): Buffer =>
  der.sequence(der.oid(oid), der.setOf(...values));

/** Parts of a `.signature` file that a hostile test may replace; by default it is as OSV2020-U writes it. */
export interface CmsParts {
  readonly contentType?: string;
  readonly version?: number;
  readonly digests?: readonly Buffer[];
  /** The whole encapContentInfo. */
  readonly content?: Buffer;
  readonly certificates?: readonly Buffer[];
  readonly crls?: Buffer;
  readonly signerVersion?: number;
  readonly sid?: Buffer;
  readonly digest?: Buffer;
  /** The value inside `[0]`: attributes one after another. */
  readonly signedAttributes?: Buffer;
  readonly signatureAlgorithm?: Buffer;
  readonly unsignedAttributes?: Buffer;
  readonly signature?: Buffer;
  readonly extraSigners?: readonly Buffer[];
}

/** Issuer and serial number as the certificate has them. */
export function signerId(certificate: Buffer): Buffer {
  const version = der.split(der.split(der.split(certificate).content).content);
  const serial = der.split(version.rest);
  const issuer = der.split(der.split(serial.rest).rest);
  return der.sequence(issuer.head, serial.head);
}

/** The file around a signature value, by default in the documented form. */
export function writeCms(signature: Buffer, certificate: Buffer, parts: CmsParts = {}): Buffer {
  const empty = der.sequence(der.oid(OID.data), der.explicit(0, der.octets(Buffer.alloc(0))));
  const signer = der.sequence(
    der.integer(parts.signerVersion ?? 1),
    parts.sid ?? signerId(certificate),
    parts.digest ?? algorithm(OID.sha256),
    ...(parts.signedAttributes === undefined ? [] : [der.explicit(0, parts.signedAttributes)]),
    parts.signatureAlgorithm ?? algorithm(OID.rsa),
    der.octets(parts.signature ?? signature),
    ...(parts.unsignedAttributes === undefined ? [] : [der.explicit(1, parts.unsignedAttributes)]),
  );
  return der.sequence(
    der.oid(parts.contentType ?? OID.signedData),
    der.explicit(
      0,
      der.sequence(
        der.integer(parts.version ?? 1),
        der.setOf(...(parts.digests ?? [algorithm(OID.sha256)])),
        parts.content ?? empty,
        der.explicit(0, ...(parts.certificates ?? [certificate])),
        ...(parts.crls === undefined ? [] : [der.explicit(1, parts.crls)]),
        der.setOf(signer, ...(parts.extraSigners ?? [])),
      ),
    ),
  );
}

/** A `.signature` file of OSV2020-U over these bytes. */
export function signOsv(eml: Uint8Array, key: KeyObject, certificate: Buffer, parts: CmsParts = {}): Buffer {
  return writeCms(sign('sha256', eml, key), certificate, parts);
}

/** The three attributes that CAdES-B asks for, for these bytes; sorted as DER asks. */
export function cadesAttributes(eml: Uint8Array, certificate: Buffer): Buffer[] {
  const hash = (bytes: Uint8Array): Buffer => createHash('sha256').update(bytes).digest();
  return [
    attribute(OID.contentType, der.oid(OID.data)),
    attribute(OID.messageDigest, der.octets(hash(eml))),
    attribute(
      OID.signingCertificateV2,
      der.sequence(der.sequence(der.sequence(der.octets(hash(certificate))))),
    ),
  ];
}

/** A CAdES-B detached signature over these attributes. */
export function signCades(
  attributes: Buffer[],
  key: KeyObject,
  certificate: Buffer,
  parts: CmsParts = {},
): Buffer {
  const set = der.setOf(...attributes);
  return writeCms(sign('sha256', set, key), certificate, {
    content: der.sequence(der.oid(OID.data)),
    signedAttributes: der.split(set).content,
    ...parts,
  });
}
