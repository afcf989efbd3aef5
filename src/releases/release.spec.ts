import { sha256 } from '../kernel/fingerprint.js';
import type { Refusal } from '../kernel/refusal.js';
import { chunksOf, manifestOf, sha256Sums } from './manifest.js';
import { approve, publish, releaseDigest, reopen, withdraw } from './release.js';
import type { DraftRelease, Release } from './release.js';

function codeOf(change: () => unknown): string | null {
  try {
    change();
    return null;
  } catch (error) {
    return (error as Refusal).code;
  }
}

const at = new Date('2027-02-01T09:00:00Z');
const draft: DraftRelease = {
  id: '3f1c2b34-0000-4000-8000-000000000001',
  state: 'draft',
  about: {
    product: 'Abacus',
    version: '1.4.0',
    platform: 'Windows',
    elections: ['PS2027'],
    availableFrom: at,
    hosting: 'own',
    notes: 'Kleine verbeteringen.',
    assurance: { kind: 'tested', version: '1.4.0', outcome: 'Voldoet', report: 'https://example.nl/test' },
    source: 'https://example.nl/bron',
    build: 'make',
  },
  files: [
    { index: 1, name: 'abacus.exe', size: 3, sha256: sha256('ab'.repeat(32)), sha512: 'cd'.repeat(64) },
  ],
  coming: [],
  approvals: [],
  made: { at, by: 'anna' },
};
const digest = releaseDigest(draft);
const by = (person: string) => ({ at, by: person, digest });
const approved = approve(approve(draft, by('anna')), by('bert'));
const published = publish(approved, { at, by: 'anna' });
const withdrawn = withdraw(published, { at, by: 'bert' }, 'Fout bij het optellen');

describe('the digest of a release', () => {
  const [file] = draft.files;
  it.each<[string, Pick<Release, 'about' | 'files'>]>([
    ['a note', { ...draft, about: { ...draft.about, notes: 'Iets anders.' } }],
    ['an election', { ...draft, about: { ...draft.about, elections: ['PS2027', 'AB2027_X'] } }],
    ['the moment', { ...draft, about: { ...draft.about, availableFrom: new Date(at.getTime() + 1) } }],
    ['the test', { ...draft, about: { ...draft.about, assurance: { kind: 'minorChange', statement: 'x' } } }],
    ['the hosting', { ...draft, about: { ...draft.about, hosting: 'central' } }],
    ['the bytes of a file', { ...draft, files: [{ ...file!, sha256: sha256('0b'.repeat(32)) }] }],
    ['the name of a file', { ...draft, files: [{ ...file!, name: 'abacus2.exe' }] }],
    ['a file more', { ...draft, files: [file!, { ...file!, index: 2, name: 'b.exe' }] }],
  ])('is another when %s is another', (_, other) => expect(releaseDigest(other)).not.toBe(digest));

  it('is the same over the same', () => expect(releaseDigest(structuredClone(draft))).toBe(digest));
});

describe('a release', () => {
  it('is approved by two persons over one digest, then published, then withdrawn', () => {
    expect(approved.state).toBe('approved');
    expect(published).toMatchObject({ state: 'published', published: { by: 'anna' } });
    expect(withdrawn).toMatchObject({ state: 'withdrawn', reason: 'Fout bij het optellen' });
  });

  it.each<[string, () => unknown, string]>([
    ['one person twice', () => approve(approve(draft, by('anna')), by('anna')), 'release.approvedByYou'],
    [
      'what was seen before a change',
      () => approve({ ...draft, about: { ...draft.about, notes: 'x' } }, by('anna')),
      'release.otherDigest',
    ],
    ['a third approval', () => approve(approved, by('carla')), 'release.alreadyDecided'],
    ['publishing a draft', () => publish(draft, by('anna')), 'release.notApproved'],
    [
      'publishing on one approval',
      () => publish(approve(draft, by('anna')), by('anna')),
      'release.notApproved',
    ],
    ['publishing twice', () => publish(published, by('anna')), 'release.alreadyDecided'],
    ['publishing again what was withdrawn', () => publish(withdrawn, by('anna')), 'release.alreadyDecided'],
    ['withdrawing a draft', () => withdraw(draft, by('anna'), 'x'), 'release.notPublished'],
    ['withdrawing twice', () => withdraw(withdrawn, by('anna'), 'x'), 'release.alreadyDecided'],
    ['changing what is published', () => reopen(published), 'release.fixed'],
    ['changing what is withdrawn', () => reopen(withdrawn), 'release.fixed'],
  ])('refuses %s', (_, change, code) => expect(codeOf(change)).toBe(code));

  it.each<[string, Partial<DraftRelease>]>([
    ['no file', { files: [] }],
    ['half a file', { coming: [{ index: 2, name: 'b', size: 9, announced: null, received: 3 }] }],
    ['no test and no statement', { about: { ...draft.about, assurance: null } }],
    [
      'a test of another version',
      {
        about: {
          ...draft.about,
          assurance: { kind: 'tested', version: '1.3.9', outcome: 'Voldoet', report: 'https://example.nl' },
        },
      },
    ],
  ])('with %s is not approved', (_, lacking) => {
    const release = { ...draft, ...lacking };
    const seen = { ...by('anna'), digest: releaseDigest(release) };
    expect(codeOf(() => approve(release, seen))).toBe('release.notReady');
  });

  it('that is changed was approved by nobody', () => {
    expect(reopen(approved)).toMatchObject({ state: 'draft', approvals: [], coming: [] });
    expect(reopen(approve(draft, by('anna'))).approvals).toEqual([]);
  });
});

describe('what is published of it', () => {
  it('names its files, and why it was withdrawn', () => {
    expect(manifestOf(published)).toMatchObject({
      state: 'published',
      withdrawn: null,
      digest,
      files: [{ name: 'abacus.exe', chunkBytes: 1048576 }],
    });
    expect(manifestOf(withdrawn).withdrawn).toEqual({
      at: at.toISOString(),
      reason: 'Fout bij het optellen',
    });
  });

  it('lists sums as sha256sum reads them', () =>
    expect(sha256Sums(draft.files)).toBe(`${'ab'.repeat(32)}  abacus.exe\n`));

  it('lists the chunks of a file', () =>
    expect(chunksOf(draft.files[0]!, Buffer.from('01'.repeat(64), 'hex')).chunks).toEqual([
      '01'.repeat(32),
      '01'.repeat(32),
    ]));
});
