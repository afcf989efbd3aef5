import type { KeyObject } from 'node:crypto';
import { pem, selfSigned } from '../../src/rehearsal/key-writer.js';
import { ASSEN } from './keys.js';

/** The certificate as OSV and Abacus export it. */
export function asPem(certificate: Uint8Array): string {
  return pem('CERTIFICATE', certificate);
}

/** A secret key as somebody might hand it in by mistake. */
export function asSecretPem(bytes: Uint8Array): string {
  return pem('PRIVATE KEY', bytes);
}

/** A certificate of Assen in the made-up TK for any RSA key. */
export function certificateFor(privateKey: KeyObject): Buffer {
  return selfSigned(privateKey, ASSEN, new Date('2027-01-04T09:00:00Z'), Buffer.from([1]));
}
