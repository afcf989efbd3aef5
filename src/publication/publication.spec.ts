import { aCouncilDefinition, aDefinition } from '../../test/support/definition.js';
import { goodFiles, JUDGED_AT } from '../../test/support/pdf/pdf-corpus.js';
import { addRevision, PLAIN, writePdf } from '../../test/support/pdf/pdf-writer.js';
import type { Exemption } from '../elections/duties.js';
import { planElection } from '../elections/election.js';
import { committeeKey } from '../kernel/committee.js';
import { sha256 } from '../kernel/fingerprint.js';
import { judgePdf } from '../verify/pdf/judge-pdf.js';
import { isAllowed, publicFrom, publisherOf, toPublish } from './obligation.js';
import { faultIn } from './paper.js';
import { checkPublishable, isSetAside, type ResultFile } from './publication.js';

const NOW = new Date('2027-03-18T10:00:00Z');
const file = (over: Partial<ResultFile> = {}): ResultFile => ({
  ...{ submissionId: 's', number: '2027-000001', electionId: 'TK2027', message: '510b', newest: true },
  sender: { level: 'GSB', code: '0505' },
  about: { level: 'GSB', code: '0505' },
  fingerprint: sha256('a'.repeat(64)),
  deliveredAt: new Date('2027-03-17T22:00:00Z'),
  publication: null,
  ...over,
});

describe('who makes results public', () => {
  const lines = (plan: ReturnType<typeof planElection>) =>
    toPublish(plan).map(
      ({ about, message, body, law, basis }) =>
        `${committeeKey(about)} ${message} ${committeeKey(body)} ${law} ${basis}`,
    );

  it('in a Tweede Kamer: the burgemeester, the gezaghebber, the HSB, the CSB and the burgemeester of The Hague', () => {
    expect(lines(planElection(aDefinition()))).toEqual([
      'CSB:CSB 510d CSB:CSB P 23 lid 3 law',
      'CSB:CSB 520 CSB:CSB P 23 lid 3 law',
      'HSB:HSB12 510c HSB:HSB12 O 8 lid 2 law',
      'HSB:HSB14 510c HSB:HSB14 O 8 lid 2 law',
      'HSB:HSB20 510c HSB:HSB20 O 8 lid 2 law',
      'GSB:0518 510b MAYOR:0518 Na 33 lid 1 law',
      'GSB:0505 510b MAYOR:0505 Na 33 lid 1 law',
      'GSB:0037 510b MAYOR:0037 Na 33 lid 1 law',
      'SOL:9001 510b MAYOR:9001 Na 33 lid 1 inferred',
      'NBSB:0998 510b MAYOR:0518 O 22 lid 2 law',
    ]);
  });

  it('in a gemeenteraad and, inferred, in an Eerste Kamer and a council outside the Kieswet', () => {
    expect(lines(planElection(aCouncilDefinition()))).toEqual([
      'CSB:CSB 510d CSB:CSB P 23 lid 3 law',
      'CSB:CSB 520 CSB:CSB P 23 lid 3 law',
      'GSB:0037 510b MAYOR:0037 Na 33 lid 1 law',
    ]);
    const senate = aDefinition({ id: 'EK2027', category: 'EK', subcategory: 'EK' });
    expect(lines(planElection(senate)).every((line) => line.endsWith('inferred'))).toBe(true);
  });

  it('is nobody for what is on paper alone, and for a committee of another election', () => {
    const plan = planElection(aDefinition());
    expect(publisherOf(plan, { level: 'GSB', code: '0505' }, 'P2a')).toBeNull();
    expect(publisherOf(plan, { level: 'CSB', code: 'CSB' }, 'P22-bijlage')).toBeNull();
    expect(publisherOf(plan, { level: 'GSB', code: '9999' }, '510b')).toBeNull();
    expect(publisherOf(plan, { level: 'GSB', code: '0505' }, '510d')).toBeNull();
  });
});

describe('when results may be public', () => {
  const from = (category: 'TK' | 'EP', resultsPublicFrom: string | null) =>
    publicFrom({ definition: aDefinition({ category }) }, {
      moments: { resultsPublicFrom },
    } as Parameters<typeof publicFrom>[1]);

  it('is at once, and of an EP from the moment that was entered: without one never', () => {
    expect(isAllowed(from('TK', null), NOW)).toBe(true);
    expect(isAllowed(from('EP', null), NOW)).toBe(false);
    expect(isAllowed(from('EP', '2027-03-18T10:00:01Z'), NOW)).toBe(false);
    expect(isAllowed(from('EP', '2027-03-18T10:00:00Z'), NOW)).toBe(true);
  });

  it.each([
    ['publication.already', { publication: {} as ResultFile['publication'], newest: false }, false, 'now'],
    ['delivery.superseded', { newest: false }, true, 'now'],
    ['publication.setAside', {}, true, 'now'],
    ['publication.notYet', {}, false, null],
  ] as const)('is refused with %s', (code, over, setAside, allowed) =>
    expect(() => checkPublishable({ file: file(over), setAside, from: allowed }, NOW)).toThrow(
      expect.objectContaining({ code }) as Error,
    ),
  );

  it('is never of what was set aside after it was delivered, until it is delivered anew', () => {
    const aside: Exemption = {
      ...{ committee: { level: 'GSB', code: '0505' }, reason: 'setAside', until: null },
      since: '2027-03-17T23:00:00Z',
    };
    expect(isSetAside(file(), [aside], NOW)).toBe(true);
    expect(isSetAside(file({ deliveredAt: new Date('2027-03-18T08:00:00Z') }), [aside], NOW)).toBe(false);
    expect(isSetAside(file(), [{ ...aside, reason: 'interrupted' }], NOW)).toBe(false);
    expect(() => checkPublishable({ file: file(), setAside: false, from: 'now' }, NOW)).not.toThrow();
  });
});

describe('a proces-verbaal for everybody', () => {
  const fault = (bytes: Buffer) => faultIn(judgePdf(bytes, { trust: [], at: JUDGED_AT }));
  const plain = writePdf(PLAIN);
  const covered = '<< /Type /Annot /Subtype /Square /Rect [0 0 9 9] >>';

  it('has no digital signature, nothing laid over it, and nothing of before', () => {
    expect(fault(plain)).toBeNull();
    const signed = goodFiles().filter(
      ({ name, signature }) => signature === undefined && !/not signed/.test(name),
    );
    expect(signed.length).toBeGreaterThan(3);
    for (const { bytes } of signed) expect(fault(bytes)).toContain('digitale handtekening');
    expect(fault(writePdf({ ...PLAIN, 5: covered }))).toContain('getekende lijn');
    expect(fault(addRevision(plain, { 3: PLAIN[3]! }))).toContain('eerdere versie');
    expect(fault(Buffer.from('geen PDF'))).toContain('Dit is geen PDF');
  });
});
