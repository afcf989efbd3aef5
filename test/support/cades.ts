import { createHash, sign } from 'node:crypto';
import {
  digestAlgorithm,
  issuerAndSerial,
  rsaEncryption,
  signedData,
} from '../../src/rehearsal/cms-writer.js';
import * as der from '../../src/rehearsal/der.js';
import type { CommitteeKey } from '../../src/rehearsal/key-writer.js';

/** Attributes of CAdES-B that a test may leave out, repeat or replace. */
export interface CadesAttributes {
  readonly contentType: Buffer;
  readonly signingTime: Buffer;
  readonly messageDigest: Buffer;
  readonly signingCertificate: Buffer;
}

const attribute = (type: string, value: Buffer): Buffer => der.sequence(der.oid(type), der.setOf(value));

/** The signed attributes of CAdES-B (ETSI EN 319 122-1) for these bytes and this certificate. */
export function cadesAttributes(eml: Uint8Array, certificate: Uint8Array, at: Date): CadesAttributes {
  const digest = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest();
  return {
    contentType: attribute('1.2.840.113549.1.9.3', der.oid('1.2.840.113549.1.7.1')),
    signingTime: attribute('1.2.840.113549.1.9.5', der.utcTime(at)),
    messageDigest: attribute('1.2.840.113549.1.9.4', der.octets(digest(eml))),
    signingCertificate: attribute(
      '1.2.840.113549.1.9.16.2.47',
      der.sequence(der.sequence(der.sequence(der.octets(digest(certificate))))),
    ),
  };
}

/**
 * A detached CAdES-B signature: no eContent, signed attributes as a DER SET. `change` may spoil the list of attributes;
 * what it gives is what is signed. `algorithm` is how the signer names RSA.
 */
export function signCades(
  eml: Uint8Array,
  key: CommitteeKey,
  change: (attributes: CadesAttributes) => readonly Buffer[] = (attributes) =>
    Object.values<Buffer>({ ...attributes }),
  algorithm: 'rsaEncryption' | 'sha256WithRSAEncryption' = 'sha256WithRSAEncryption',
): Buffer {
  const at = new Date('2027-03-18T01:05:00Z');
  const attributes = der.setOf(...change(cadesAttributes(eml, key.certificate, at)));
  const tagged = Buffer.concat([Buffer.of(0xa0), attributes.subarray(1)]);
  const named =
    algorithm === 'rsaEncryption'
      ? rsaEncryption()
      : der.sequence(der.oid('1.2.840.113549.1.1.11'), der.nothing());
  const signer = der.sequence(
    der.integer(1),
    issuerAndSerial(key.certificate),
    digestAlgorithm(),
    tagged,
    named,
    der.octets(sign('sha256', attributes, key.privateKey)),
  );
  return signedData(der.sequence(der.oid('1.2.840.113549.1.7.1')), key.certificate, signer);
}
