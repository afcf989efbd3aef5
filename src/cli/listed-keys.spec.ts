import { generateKeyPairSync, X509Certificate } from 'node:crypto';
import { makeCertificate } from '../../test/support/certificate-writer.js';
import { testKey } from '../../test/support/keys.js';
import { sha256 } from '../kernel/fingerprint.js';
import { writeKeyList } from '../keylist/key-list.js';
import { signDetached } from '../platform/signing/sign-detached.js';
import { listedKeys } from './listed-keys.js';

const signer = testKey(3);
const trust = makeCertificate(signer, { notAfter: new Date('2049-01-01T00:00:00Z') });
const ours = { privateKey: signer, certificate: new X509Certificate(trust) };
const [assen, other] = [makeCertificate(testKey(1)), makeCertificate(testKey(2))];
const GSB = (code: string) => ({ level: 'GSB', code }) as const;

const list = writeKeyList(
  {
    election: { id: 'TK2027', name: 'Tweede Kamer', category: 'TK' },
    version: 1,
    at: new Date('2027-03-15T10:00:00Z'),
  },
  [['0106', assen, 'aa'] as const, ['0037', other, 'bb'] as const].map(([code, certificate, digit]) => ({
    committee: GSB(code),
    name: code,
    place: code,
    keyId: sha256(digit.repeat(32)),
    fingerprint: sha256(digit.repeat(32)),
    subject: 'CN=x',
    notAfter: new Date('2027-06-16T22:00:00Z'),
    certificate,
  })),
);
const sign = (bytes: Uint8Array, by = ours) => signDetached(by, bytes, new Date());
const keys = (given: Partial<Parameters<typeof listedKeys>[0]>, election = 'TK2027', code = '0106') =>
  sign(list).then((signature) => listedKeys({ list, signature, trust, ...given }, election, GSB(code)));

describe('keys from a signed list', () => {
  it('are those of the committee, and none for one that has none', async () => {
    expect(await keys({})).toEqual([{ keyId: 'aa'.repeat(32), certificate: assen }]);
    expect(await keys({}, 'TK2027', '0505')).toEqual([]);
  });

  const changed = Buffer.from(list.toString().replaceAll('0037', '0106'));
  it.each<[string, Partial<Parameters<typeof listedKeys>[0]>, RegExp]>([
    ['a changed list', { list: changed }, /veranderd, of niet met dit certificaat/],
    ['a certificate of another', { trust: other }, /veranderd, of niet met dit certificaat/],
    ['no certificate', { trust: Buffer.from('x') }, /--trust/],
    ['no signature', { signature: Buffer.from('x') }, /niet de afgesproken vorm/],
  ])('are not taken from %s', async (_, given, words) => expect(await keys(given)).toMatch(words));

  it('are not taken from what was signed for something else, or for another election', async () => {
    const else_ = Buffer.from('{"soort":"uitgaven"}');
    expect(await keys({ list: else_, signature: await sign(else_) })).toMatch(/geen sleutellijst/);
    expect(await keys({}, 'GR2027_Assen')).toMatch(/is van TK2027, niet van GR2027_Assen/);
  });

  it('are not taken on the word of the certificate inside the signature', async () => {
    const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 3072 });
    const certificate = new X509Certificate(
      makeCertificate(privateKey, { notAfter: new Date('2049-01-01T00:00:00Z') }),
    );
    expect(await keys({ signature: await sign(list, { privateKey, certificate }) })).toMatch(
      /niet met dit certificaat/,
    );
  });
});
