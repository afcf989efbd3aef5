import { createSign, type KeyObject } from 'node:crypto';
import * as der from './der.js';
import type { CommitteeKey } from './key-writer.js';

const SIGNED_DATA = '1.2.840.113549.1.7.2';
const DATA = '1.2.840.113549.1.7.1';
const SHA256 = '2.16.840.1.101.3.4.2.1';
const RSA_ENCRYPTION = '1.2.840.113549.1.1.1';

/** The 512-byte RSASSA-PKCS1-v1_5 signature with SHA-256 over the pieces as one whole. Reads them once, in order. */
function signatureOver(pieces: Iterable<Uint8Array | string>, privateKey: KeyObject): Buffer {
  const signer = createSign('sha256');
  for (const piece of pieces) signer.update(piece);
  return signer.sign(privateKey);
}

/**
 * The `.signature` file of OSV2020-U around a signature value: SignedData version 1 with an eContent that is present
 * and empty, the committee's certificate, and one signer without signed attributes.
 */
export function osvSignature(signature: Uint8Array, certificate: Uint8Array): Buffer {
  const content = der.sequence(der.oid(DATA), der.explicit(0, der.octets(Buffer.alloc(0))));
  const signer = der.sequence(
    der.integer(1),
    issuerAndSerial(certificate),
    digestAlgorithm(),
    rsaEncryption(),
    der.octets(signature),
  );
  return signedData(content, certificate, signer);
}

/** Signs the bytes of an EML file the OSV way. */
export function signOsv(eml: Iterable<Uint8Array | string>, key: CommitteeKey): Buffer {
  return osvSignature(signatureOver(eml, key.privateKey), key.certificate);
}

/** SignedData in a ContentInfo: one certificate, one signer. `content` is the encapContentInfo. */
export function signedData(content: Uint8Array, certificate: Uint8Array, signer: Uint8Array): Buffer {
  return der.sequence(
    der.oid(SIGNED_DATA),
    der.explicit(
      0,
      der.sequence(
        der.integer(1),
        der.setOf(digestAlgorithm()),
        content,
        der.explicit(0, certificate),
        der.setOf(signer),
      ),
    ),
  );
}

/** sha256 with NULL parameters. */
export function digestAlgorithm(): Buffer {
  return der.sequence(der.oid(SHA256), der.nothing());
}

/** rsaEncryption with NULL parameters. */
export function rsaEncryption(): Buffer {
  return der.sequence(der.oid(RSA_ENCRYPTION), der.nothing());
}

/** The signer identifier, taken byte for byte from the certificate. */
export function issuerAndSerial(certificate: Uint8Array): Buffer {
  const toBeSigned = der.split(der.split(certificate).content).content;
  const version = der.split(toBeSigned);
  const serial = der.split(version.rest);
  const algorithm = der.split(serial.rest);
  const issuer = der.split(algorithm.rest);
  return der.sequence(issuer.head, serial.head);
}
