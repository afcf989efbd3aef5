import 'reflect-metadata';
import { X509Certificate } from '@peculiar/x509';
import type { Certificate, CertificateSubject } from '../cms/certificate.js';

/** How @peculiar/x509 names the parts of a subject that we read. */
const NAMES: Readonly<Record<keyof CertificateSubject, string>> = {
  country: 'C',
  locality: 'L',
  organization: 'O',
  organizationalUnit: 'OU',
  commonName: 'CN',
  userId: '0.9.2342.19200300.100.1.1',
};

/**
 * Reads a certificate a second time, with another reader (@peculiar/x509): does it find the same subject, validity and key? It
 * judges nothing; where it reads otherwise, one of the two is wrong, and what they were given is not taken.
 */
export function readsTheSame({ der, subject, notBefore, notAfter, key }: Certificate): boolean {
  try {
    const other = new X509Certificate(new Uint8Array(der));
    const sameSubject = Object.entries(NAMES).every(([part, name]) => {
      const [value = null, ...more] = other.subjectName.getField(name);
      return value === subject[part as keyof CertificateSubject] && more.length === 0;
    });
    const sameValidity =
      other.notBefore.toISOString() === notBefore && other.notAfter.toISOString() === notAfter;
    return sameSubject && sameValidity && key.spki.equals(new Uint8Array(other.publicKey.rawData));
  } catch {
    return false;
  }
}
