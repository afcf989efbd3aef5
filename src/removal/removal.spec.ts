import { createHash } from 'node:crypto';
import { digestOf } from '../kernel/canonical-json.js';
import { sha256 } from '../kernel/fingerprint.js';
import { certificateOf, certificateText } from './certificate.js';
import { evidenceList, evidencePath, evidenceSums, isFetchable, type QuarantinedFile } from './evidence.js';
import { holdsOn, type Hold } from './hold.js';
import { CLASSES, holdersIn, REMOVAL_CLASSES, termEnds } from './removal-class.js';
import { checkConfirmable, firstDay, listDigest, stateOf } from './removal.js';
import type { Removal, RemovalItem } from './removal.js';

const at = new Date('2027-07-01T10:00:00Z');
const digest = sha256('a'.repeat(64));
const item: RemovalItem = {
  submissionId: 'x',
  spoken: '2027-000001',
  holder: { level: 'MAYOR', code: '0106' },
  sender: { level: 'GSB', code: '0106' },
  message: '510b',
  file: 1,
  name: 'definitieve-documenten.zip',
  size: 10,
  sha256: digest,
};
const removal = (given: Partial<Removal> = {}): Removal => ({
  ...{ id: 'r', electionId: 'TK2027', number: 1, removalClass: 'mayor', source: 'wet', inferred: false },
  announced: { at, by: 'jet' },
  ...{ fromDay: '2027-07-15', digest, items: 1, bytes: 10, confirmations: [], handled: 0, held: 0 },
  ending: null,
  ...given,
});

describe('a class', () => {
  it('ends so many months after the admission, and says what it rests on; the Kiesraad is in none', () => {
    expect(termEnds('mayor', '2027-03-30')).toBe('2027-06-30');
    expect(termEnds('committees', '2026-11-30')).toBe('2027-02-28');
    expect(termEnds('refused', null)).toBeNull();
    expect(REMOVAL_CLASSES.flatMap(holdersIn)).not.toContain('COUNCIL');
    for (const { basis, source } of Object.values(CLASSES))
      expect(/geen tekst/.test(source)).toBe(basis === 'inferred');
  });
});

describe('a removal', () => {
  it('may go when its term is over, and not sooner than those who have it were told', () => {
    expect(firstDay('2027-06-30', '2027-07-01')).toBe('2027-07-15');
    expect(firstDay('2027-06-30', '2027-04-01')).toBe('2027-06-30');
  });

  it('is confirmed by two different people, from its day on, until it ended', () => {
    const refusal = (given: Partial<Removal>, by: string, today = '2027-07-15') => {
      try {
        checkConfirmable(removal(given), by, today);
        return null;
      } catch (error) {
        return (error as { code: string }).code;
      }
    };
    const once = [{ at, by: 'jet' }];
    const twice = [...once, { at, by: 'jo' }];
    expect(refusal({}, 'jet')).toBeNull();
    expect(refusal({}, 'jet', '2027-07-14')).toBe('removal.notYet');
    expect(refusal({ confirmations: once }, 'jet')).toBe('removal.secondMustDiffer');
    expect(refusal({ confirmations: once }, 'jo')).toBeNull();
    expect(refusal({ confirmations: twice }, 'jan')).toBe('removal.notOpen');
    const ending = { kind: 'calledOff', why: 'vergissing', at, by: 'jet' } as const;
    expect(refusal({ ending }, 'jo')).toBe('removal.notOpen');
    expect([once, twice].map((confirmations) => stateOf(removal({ confirmations })))).toEqual([
      'confirmedOnce',
      'underWay',
    ]);
  });

  it('has a digest over exactly its list', () => {
    expect(listDigest([item])).toBe(listDigest([{ ...item }]));
    expect(listDigest([{ ...item, size: 11 }])).not.toBe(listDigest([item]));
    expect(listDigest([{ ...item, holder: item.sender }])).not.toBe(listDigest([item]));
  });

  it('has a certificate whose bytes are digested, with people by their number and what was held', () => {
    const handled = [{ ...item, number: 1, outcome: 'held', at } as const];
    const certificate = certificateOf(removal({ confirmations: [{ at, by: 'jo' }] }), handled, []);
    const text = certificateText(certificate);
    expect(createHash('sha256').update(text).digest('hex')).toBe(digestOf(certificate));
    expect(JSON.parse(text)).toMatchObject({
      bevestigd: [{ persoon: 'jo', tijd: at.toISOString() }],
      kopieen: [{ nummer: '2027-000001', uitkomst: 'aangehouden', naam: item.name }],
    });
    const removed = certificateOf(removal(), [{ ...item, number: 1, outcome: 'removed', at }], []);
    expect(digestOf(removed)).not.toBe(digestOf(certificate));
  });
});

describe('a hold', () => {
  const hold = (given: Partial<Hold>): Hold => ({
    ...{ id: 'h', electionId: 'TK2027', submissionId: null, why: 'onderzoek', lifted: null },
    placed: { at, by: 'jet' },
    ...given,
  });
  it('keeps everything or one submission, until it is lifted', () => {
    const lifted = { at, by: 'jo', why: 'voorbij' };
    expect(holdsOn([hold({})], 'x')).toHaveLength(1);
    expect(holdsOn([hold({ submissionId: 'x' })], 'x')).toHaveLength(1);
    expect(holdsOn([hold({ submissionId: 'y' }), hold({ lifted })], 'x')).toEqual([]);
  });
});

describe('evidence', () => {
  const file: QuarantinedFile = {
    ...{ submissionId: 'x', spoken: '2027-000009', electionId: 'TK2027', personId: 'jet', judgedAt: at },
    ...{ sender: { level: 'GSB', code: '0106' }, check: 'signature.verifies', file: 1, size: 10 },
    ...{ name: '../../kwaad.exe', sha256: digest },
  };
  it('stands under a name of ours; the name that it had is in the list alone', () => {
    expect(evidencePath(file)).toBe(`bestanden/2027-000009/1_${digest}.bin`);
    expect(evidenceSums([file])).toBe(`${digest}  ${evidencePath(file)}\n`);
    expect(evidenceList([file])).toMatchObject([{ naam: '../../kwaad.exe', controle: 'signature.verifies' }]);
  });

  it('is fetched by who asked, within the hour', () => {
    const asked = {
      ...{ id: 'e', electionId: 'TK2027', submissions: ['x'], digest, why: 'w' },
      asked: { at, by: 'jet' },
    };
    const later = (minutes: number) => new Date(at.getTime() + minutes * 60_000);
    expect(isFetchable(asked, 'jet', later(59))).toBe(true);
    expect(isFetchable(asked, 'jet', later(60))).toBe(false);
    expect(isFetchable(asked, 'jo', later(1))).toBe(false);
  });
});
