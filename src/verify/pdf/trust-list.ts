import { certificatesIn } from '../cms/certificate.js';
import { readAnyCertificate } from './certificate.js';

/** The certificates of a trust list, DER. Throws in Dutch when the file holds no certificate, or one that cannot be read. */
export function readTrustList(pem: Uint8Array): readonly Uint8Array[] {
  const found = certificatesIn(pem);
  if (typeof found === 'string')
    throw new Error(`De lijst van vertrouwde certificaten klopt niet: ${found}.`);
  const bad = found.findIndex((der) => readAnyCertificate(der) === null);
  if (found.length === 0 || bad >= 0)
    throw new Error(`De lijst van vertrouwde certificaten klopt niet bij certificaat ${String(bad + 1)}.`);
  return found;
}
