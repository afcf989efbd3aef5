import { createHash, createPublicKey, generateKeyPairSync } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { asPem, asSecretPem } from '../../test/support/key-files.js';
import { testCommitteeKey, testKey } from '../../test/support/keys.js';
import { describeWithShared, SHARED } from '../../test/support/shared-data.js';
import { judgeKeyFile } from '../verify/key/judge-key-file.js';
import { readCertificateFile } from '../web/islands/certificate-file.js';

/** The fingerprint that the page shows, or what it says the file is. */
function seen(bytes: Uint8Array): string {
  const read = readCertificateFile(new Uint8Array(bytes));
  return read.kind === 'certificate' ? createHash('sha256').update(read.der).digest('hex') : read.kind;
}

describe('the certificate in a file, in the browser of its owner', () => {
  const key = testKey(1);
  const pkcs8 = key.export({ type: 'pkcs8', format: 'der' });
  const spki = createPublicKey(key).export({ type: 'spki', format: 'pem' }) as string;
  let der: Buffer;
  let text: string;
  beforeAll(async () => {
    der = (await testCommitteeKey(1)).certificate;
    text = asPem(der);
  });

  it('says whose it is', () =>
    expect(readCertificateFile(new Uint8Array(der))).toMatchObject({
      kind: 'certificate',
      holder: {
        name: 'Gemeente Assen',
        election: 'TK2027',
        committee: 'PSB0106',
        since: '2027-01-04',
        until: '2027-06-17',
      },
    }));

  it.each<[string, () => Uint8Array | string]>([
    ['DER', () => der],
    ['PEM', () => text],
    ['PEM with a byte order mark and CR LF', () => `\ufeff${text.replaceAll('\n', '\r\n')}`],
    ['PEM with bag attributes, and text after it', () => `Bag Attributes\n x-y\n${text}einde`],
    ['PEM beside its public key', () => spki + text],
    ['base64 alone', () => der.toString('base64')],
  ])('has the fingerprint of the door in %s', (_, make) => {
    const bytes = Buffer.from(make());
    expect([seen(bytes), judgeKeyFile(bytes).findings]).toEqual([
      createHash('sha256').update(der).digest('hex'),
      [],
    ]);
  });

  it.each<[string, () => Uint8Array | string]>([
    ['empty', () => ' \r\n'],
    ['utf16', () => Buffer.from(`\ufeff${text}`, 'utf16le')],
    ['utf16', () => Buffer.from(text, 'utf16le').swap16()],
    ['bundle', () => text + text],
    ['bundle', () => Buffer.concat([der, der])],
    ['damaged', () => Buffer.concat([der, Buffer.of(0)])],
    ['damaged', () => der.subarray(0, 500)],
    ['damaged', () => text.replace('MII', 'M*I')],
    ['damaged', () => text.slice(0, 400)],
    ['publicKey', () => spki],
    ['publicKey', () => createPublicKey(key).export({ type: 'pkcs1', format: 'der' })],
    ['other', () => '%PDF-1.7'],
    ['other', () => 'geen certificaat'],
    ['other', () => '{"d": 1}'],
    ['secret', () => pkcs8],
    ['secret', () => key.export({ type: 'pkcs1', format: 'der' })],
    ['secret', () => asSecretPem(pkcs8)],
    ['secret', () => text + asSecretPem(pkcs8)],
    ['secret', () => Buffer.from(`\ufeff${asSecretPem(pkcs8)}`, 'utf16le')],
    ['secret', () => asSecretPem(pkcs8).slice(0, 200)],
    ['secret', () => pkcs8.toString('base64')],
    ['secret', () => JSON.stringify(key.export({ format: 'jwk' }))],
    [
      'secret',
      () =>
        generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({ type: 'sec1', format: 'der' }),
    ],
    [
      'secret',
      () => key.export({ type: 'pkcs8', format: 'der', cipher: 'aes-256-cbc', passphrase: 'geheim' }),
    ],
    ['secret', () => Buffer.from('3082010002010330', 'hex')],
    ['secret', () => Buffer.from('3080020103308006', 'hex')],
    ['secret', () => 'PuTTY-User-Key-File-3: ssh-rsa\n'],
  ])('is %s otherwise', (kind, make) => expect(seen(Buffer.from(make()))).toBe(kind));

  it('is never shown for a file that changed on the way into something else', () => {
    for (let cut = 1; cut < der.length; cut += 97) expect(seen(der.subarray(0, cut))).toBe('damaged');
  });
});

describeWithShared('key files of others', () => {
  const folders = ['vectors/keys', 'eml/real'].map((folder) => path.join(SHARED, folder));
  const files = folders.flatMap((folder) =>
    readdirSync(folder)
      .filter((name) => /\.(?:crt|csr|key|json|pem)$/.test(name))
      .map((name) => path.join(folder, name)),
  );

  it('show the fingerprint that the door sees, or none where it sees none', () => {
    expect(files.length).toBeGreaterThan(8);
    for (const file of files) {
      const bytes = readFileSync(file);
      const { fingerprint } = judgeKeyFile(bytes);
      const shown = seen(bytes);
      expect([path.basename(file), /^[0-9a-f]{64}$/.test(shown) ? shown : null]).toEqual([
        path.basename(file),
        fingerprint,
      ]);
    }
  });
});
