import { readFileSync } from 'node:fs';
import path from 'node:path';
import { generateKeyPairSync } from 'node:crypto';
import { asPem, asSecretPem, certificateFor } from '../../test/support/key-files.js';
import { describeWithShared, SHARED } from '../../test/support/shared-data.js';
import { testCommitteeKey } from '../../test/support/keys.js';
import { certificateOf, describeSubject, strangerIn } from './certificate-of.js';

describe('the certificate a committee registers', () => {
  let certificate: Buffer;
  beforeAll(async () => {
    certificate = (await testCommitteeKey(1)).certificate;
  }, 30_000);

  it('is taken as DER and as PEM, as the same key', () => {
    const fromDer = certificateOf(certificate);
    const fromPem = certificateOf(Buffer.from(asPem(certificate)));
    expect(fromPem.keyId).toBe(fromDer.keyId);
    expect(describeSubject(fromDer.subject)).toBe(
      'C=NL, L=Assen, O=TK2027, OU=OSV2020-U, CN=Gemeente Assen, UID=PSB0106',
    );
  });

  it.each([
    [null, 'TK2027', { level: 'GSB', code: '0106' } as const],
    ['wrongElection', 'GR2027_Assen', { level: 'GSB', code: '0106' } as const],
    ['wrongCommittee', 'TK2027', { level: 'GSB', code: '0107' } as const],
    ['wrongCommittee', 'TK2027', { level: 'HSB', code: 'HSB3' } as const],
  ])('%s for %s %j', (found, election, committee) =>
    expect(strangerIn(certificateOf(certificate).subject, election, committee)).toBe(found),
  );

  it('whose signature was changed is refused', () => {
    const changed = Buffer.from(certificate);
    changed[changed.length - 5]! ^= 1;
    expect(() => certificateOf(changed)).toThrow('keys.notSelfSigned');
  });

  it('whose name was changed is refused', () => {
    const changed = Buffer.from(certificate.toString('latin1').replaceAll('PSB0106', 'PSB0107'), 'latin1');
    expect(() => certificateOf(changed)).toThrow('keys.notSelfSigned');
  });

  it('is RSA of 3072 bits and nothing less', () => {
    const large = generateKeyPairSync('rsa', { modulusLength: 3072 }).privateKey;
    expect(certificateOf(certificateFor(large)).key.bits).toBe(3072);
    const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 3064 });
    const small = certificateFor(privateKey);
    expect(() => certificateOf(small)).toThrow('keys.wrongSize');
  });

  it.each([
    ['keys.empty', Buffer.alloc(0)],
    ['keys.notCertificate', Buffer.from('geen certificaat')],
    ['keys.privateKeyUnread', Buffer.from(asSecretPem(Buffer.from('geheim')))],
    ['keys.unreadable', Buffer.alloc(64 * 1024, 0x30)],
  ])('%s', (code, bytes) => expect(() => certificateOf(bytes)).toThrow(code));

  it('leaves nothing of a private key in the bytes that came', () => {
    const bytes = Buffer.from(asSecretPem(Buffer.from('geheim')));
    expect(() => certificateOf(bytes)).toThrow('keys.privateKeyUnread');
    expect(bytes.every((byte) => byte === 0)).toBe(true);
  });
});

describeWithShared('the real certificate of Nieuwstrand', () => {
  it('is taken as it is', () => {
    const bytes = readFileSync(path.join(SHARED, 'eml/real/osv2020_nieuwstrand.crt'));
    const certificate = certificateOf(bytes);
    expect(certificate.notAfter).toBe('2027-06-16T22:00:00.000Z');
  });
});
