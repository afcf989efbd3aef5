import { createHash } from 'node:crypto';
import { makeCertificate, OSV_SUBJECT } from '../../test/support/certificate-writer.js';
import { testKey } from '../../test/support/keys.js';
import { sha256 } from '../kernel/fingerprint.js';
import { keysDigest, readKeyList, writeKeyList, type ListedKey } from './key-list.js';

const facts = {
  election: { id: 'TK2027', name: 'Tweede Kamer 2027', category: 'TK' },
  version: 3,
  at: new Date('2027-03-15T10:00:00Z'),
};
const certificate = (subject: Record<string, string> = {}) =>
  makeCertificate(testKey(1), { subject: { ...OSV_SUBJECT, ...subject } });
const hash = (text: string) => sha256(createHash('sha256').update(text).digest('hex'));

function key(code: string, given: Partial<ListedKey> = {}): ListedKey {
  return {
    committee: { level: 'GSB', code },
    name: `Gemeentelijk stembureau ${code}`,
    place: code,
    keyId: hash(`key ${code}`),
    fingerprint: hash(`certificate ${code}`),
    subject: 'CN=x',
    notAfter: new Date('2027-06-16T22:00:00Z'),
    certificate: certificate(),
    ...given,
  };
}

const files = (keys: readonly ListedKey[]) =>
  readKeyList(writeKeyList(facts, keys))!.sleutels.map(({ niveau, code, bestand }) => [
    niveau,
    code,
    bestand,
  ]);

describe('a key list', () => {
  it('is the same bytes for the same keys, in whatever order they came', () => {
    const keys = [key('0505'), key('0037'), key('HSB14', { committee: { level: 'HSB', code: 'HSB14' } })];
    expect(writeKeyList(facts, keys)).toEqual(writeKeyList(facts, [...keys].reverse()));
    expect(readKeyList(writeKeyList(facts, keys))).toMatchObject({ soort: 'sleutellijst', versie: 3 });
  });

  it('names files as the program that made the key does, each once', () => {
    expect(
      files([
        key('0668'),
        key('0668', { fingerprint: hash('second') }),
        key('0363', { certificate: certificate({ L: "'s-Gravenhage", OU: 'Abacus 1.2' }) }),
        key('HSB14', {
          committee: { level: 'HSB', code: 'HSB14' },
          certificate: certificate({ L: 'Dordrecht', OU: 'Abacus 1.2' }),
        }),
        key('9001', {
          committee: { level: 'SOL', code: '9001' },
          certificate: certificate({ L: 'Bonaire', OU: 'Abacus 1.2' }),
        }),
      ]),
    ).toEqual([
      ['GSB', '0363', 'public_key_abacus_tk2027_gemeente_s-gravenhage.crt'],
      ['GSB', '0668', expect.stringMatching(/^public_key_osv2020_west-maas-en-waal(-2)?\.crt$/)],
      ['GSB', '0668', expect.stringMatching(/^public_key_osv2020_west-maas-en-waal(-2)?\.crt$/)],
      ['SOL', '9001', 'public_key_abacus_tk2027_openbaar_lichaam_bonaire.crt'],
      ['HSB', 'HSB14', 'public_key_abacus_tk2027_kieskring_dordrecht.crt'],
    ]);
  });

  it('of an election without keys is an empty one', () => expect(files([])).toEqual([]));

  it('is known by its keys: order says nothing, one more or another does', () => {
    const [a, b] = [hash('a'), hash('b')];
    expect(keysDigest([a, b])).toBe(keysDigest([b, a]));
    expect(keysDigest([a])).not.toBe(keysDigest([a, b]));
    expect(keysDigest([])).not.toBe(keysDigest([a]));
  });

  it.each([
    ['another kind', '{"soort":"iets"}'],
    ['a later shape', '{"soort":"sleutellijst","opmaak":2}'],
    ['no JSON', 'x'],
  ])('is not read from %s', (_, text) => expect(readKeyList(Buffer.from(text))).toBeNull());
});
