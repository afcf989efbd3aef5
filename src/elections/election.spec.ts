import { aCouncilDefinition, aDefinition, aRegion, SMALL_COUNTRY } from '../../test/support/definition.js';
import { committeeKey, type CommitteeRef, type DeliveredType } from '../kernel/committee.js';
import type { ElectionDefinition } from './definition.js';
import { electionFacts, planElection, recipientsOf, type ElectionPlan } from './election.js';
import { defaultRoutes, printRoutes, readRoutes, routesSchema, type Route } from './routes.js';
import { defaultSettings } from './settings.js';

const lowerHouse = planElection(aDefinition());
const council = planElection(aCouncilDefinition());

const CSB: CommitteeRef = { level: 'CSB', code: 'CSB' };
const gsb = (code: string): CommitteeRef => ({ level: 'GSB', code });
const hsb = (number: number): CommitteeRef => ({ level: 'HSB', code: `HSB${number}` });

function sent(
  plan: ElectionPlan,
  sender: CommitteeRef,
  message: DeliveredType,
  about?: CommitteeRef,
): string[] {
  return recipientsOf(plan, sender, message, about).map((r) => `${committeeKey(r.committee)} by ${r.law}`);
}

describe('where a file goes by law', () => {
  it('510b of a gemeente in a Tweede Kamer: its mayor, its HSB and the CSB', () => {
    expect(sent(lowerHouse, gsb('0505'), '510b')).toEqual([
      'MAYOR:0505 by Na 32 lid 3',
      'HSB:HSB14 by Na 32 lid 3',
      'CSB:CSB by Na 32 lid 3',
      'COUNCIL:COUNCIL by A 3 d',
    ]);
  });

  it('the annex to a P 22 goes where the 520 goes', () =>
    expect(sent(lowerHouse, CSB, 'P22-bijlage')).toEqual(sent(lowerHouse, CSB, '520')));

  it('a P 2a alone goes where the 510b went', () => {
    expect(sent(lowerHouse, gsb('0505'), 'P2a')).toEqual(sent(lowerHouse, gsb('0505'), '510b'));
  });

  it('510b of a gemeente in a GR: its mayor and the CSB, no HSB', () => {
    expect(sent(council, gsb('0037'), '510b')).toEqual([
      'MAYOR:0037 by Na 32 lid 3',
      'CSB:CSB by Na 32 lid 3',
      'COUNCIL:COUNCIL by A 3 d',
    ]);
  });

  it('510b of the NBSB: not through an HSB, and to the mayor of ’s-Gravenhage', () => {
    expect(sent(lowerHouse, { level: 'NBSB', code: '0998' }, '510b')).toEqual([
      'CSB:CSB by O 21 lid 3',
      'MAYOR:0518 by O 21 lid 3',
      'COUNCIL:COUNCIL by A 3 d',
    ]);
  });

  it('510b of an island: its gezaghebber, HSB 20 and the CSB', () => {
    expect(sent(lowerHouse, { level: 'SOL', code: '9001' }, '510b')).toEqual([
      'MAYOR:9001 by Na 32 lid 3',
      'HSB:HSB20 by Na 32 lid 3',
      'CSB:CSB by Na 32 lid 3',
      'COUNCIL:COUNCIL by A 3 d',
    ]);
  });

  it('510c of an HSB: the CSB; corrected by the CSB: that HSB and no other', () => {
    expect(sent(lowerHouse, hsb(14), '510c')).toEqual(['CSB:CSB by O 10 lid 2', 'COUNCIL:COUNCIL by A 3 d']);
    expect(sent(lowerHouse, CSB, '510c', hsb(14))).toEqual([
      'HSB:HSB14 by P 1g lid 2',
      'COUNCIL:COUNCIL by A 3 d',
    ]);
  });

  it('510d and 520 of the CSB: the collecting Kiesraad', () => {
    expect(sent(lowerHouse, CSB, '510d')).toEqual(['COUNCIL:COUNCIL by A 3 d']);
    expect(sent(council, CSB, '520')).toEqual(['COUNCIL:COUNCIL by A 3 d']);
  });

  it.each([
    ['a file that is not the sender’s', gsb('0505'), '510c'],
    ['a file of a mayor', { level: 'MAYOR', code: '0505' }, '510b'],
    ['a gemeente of another election', gsb('9999'), '510b'],
    ['an HSB where there is none', hsb(3), '510c'],
  ] as const)('%s goes nowhere', (_, sender, message) =>
    expect(sent(lowerHouse, sender, message)).toEqual([]),
  );

  it('a 510c about an HSB that is not there goes nowhere', () =>
    expect(sent(lowerHouse, CSB, '510c', hsb(3))).toEqual([]));

  it('island council: the CSB now, the Kiesraad from the gezaghebber after admission', () => {
    const island = planElection(
      aDefinition({
        id: 'ER2027_Bonaire',
        category: 'ER',
        subcategory: 'ER1',
        domain: { code: '9001', name: 'Bonaire' },
        contest: 'geen',
        regions: [aRegion('GEMEENTE', 9001, 'Bonaire')],
      }),
    );
    expect(sent(island, { level: 'SOL', code: '9001' }, '510b')).toEqual([
      'CSB:CSB by Na 32 lid 3',
      'MAYOR:9001 by Ya 18',
    ]);
    expect(sent(island, CSB, '520')).toEqual(['MAYOR:9001 by Ya 18']);
    expect(sent(island, { level: 'MAYOR', code: '9001' }, '510b')).toEqual(['COUNCIL:COUNCIL by Ya 18']);
  });

  it('is data: a stored table overrules the one in the code', () => {
    const routes: Route[] = [{ from: 'GSB', message: '510b', to: ['CSB'], law: 'Na 32 lid 3', basis: 'law' }];
    const plan = planElection(aDefinition(), defaultSettings(aDefinition()), routes);
    expect(sent(plan, gsb('0505'), '510b')).toEqual(['CSB:CSB by Na 32 lid 3']);
  });
});

describe('the table of routes', () => {
  const kinds = [
    ['TK', 'TK'],
    ['EP', 'EP'],
    ['EK', 'EK'],
    ['PS', 'PS1'],
    ['PS', 'PS2'],
    ['AB', 'AB1'],
    ['GR', 'GR2'],
    ['ER', 'ER1'],
    ['BC', 'BC'],
  ] as const;

  it.each(kinds)('of %s %s comes back from JSON', (category, subcategory) => {
    const routes = defaultRoutes({ category, subcategory });
    expect(routesSchema.parse(JSON.parse(JSON.stringify(routes)))).toEqual(routes);
  });

  it.each([
    [{ law: '' }],
    [{ law: 'Na 32\nlid 3' }],
    [{ to: [] }],
    [{ to: ['GSB'] }],
    [{ message: '230c' }],
    [{ basis: 'guess' }],
  ])('refuses a stored route with %j', (wrong) => {
    const route = { from: 'GSB', message: '510b', to: ['CSB'], law: 'Na 32 lid 3', basis: 'law' };
    expect(routesSchema.safeParse([route]).success).toBe(true);
    expect(routesSchema.safeParse([{ ...route, ...wrong }]).success).toBe(false);
  });

  it('prints as Markdown with its articles, and marks what is inferred', () => {
    expect(printRoutes(defaultRoutes({ category: 'PS', subcategory: 'PS1' }))).toBe(
      [
        '| van | bestand | naar | artikel Kieswet |',
        '|---|---|---|---|',
        '| gemeentelijk stembureau | 510b | burgemeester, centraal stembureau | Na 32 lid 3 |',
        '| gemeentelijk stembureau | 510b | Kiesraad | A 3 d (afgeleid) |',
        '| centraal stembureau | 510d | Kiesraad | A 3 d (afgeleid) |',
        '| centraal stembureau | 520 | Kiesraad | A 3 d (afgeleid) |',
        '',
      ].join('\n'),
    );
  });

  it.each(['BC', 'GC', 'NR', 'PR', 'LR', 'IR'] as const)(
    'of %s, outside the Kieswet, has none to the Kiesraad',
    (kind) => {
      const definition = aCouncilDefinition({ category: kind, subcategory: kind });
      const plan = planElection(definition);
      expect(plan.routes.flatMap(({ to }) => to)).not.toContain('COUNCIL');
      expect(plan.routes.every(({ basis }) => basis === 'inferred')).toBe(true);
      expect(plan.committees.map(({ level }) => level)).not.toContain('COUNCIL');
      expect(sent(plan, gsb('0037'), '510b')).toEqual([
        'MAYOR:0037 by Na 32 lid 3',
        'CSB:CSB by Na 32 lid 3',
      ]);
    },
  );

  it.each(kinds)('of %s %s names A 3 d nowhere as an addressee by law', (category, subcategory) => {
    const collected = defaultRoutes({ category, subcategory }).filter(({ law }) => law === 'A 3 d');
    expect(collected.every(({ basis }) => basis === 'inferred')).toBe(true);
  });

  it('as it was stored before keeps where it leads, and is read with A 3 d as inferred', () => {
    const stored: Route[] = [
      { from: 'GSB', message: '510b', to: ['COUNCIL'], law: 'A 3 d', basis: 'law' },
      { from: 'HSB', message: '510c', to: ['CSB'], law: 'O 10 lid 2', basis: 'law' },
    ];
    expect(readRoutes(stored)).toEqual([{ ...stored[0], basis: 'inferred' }, stored[1]]);
    expect(() => readRoutes([{ ...stored[0], law: '' }])).toThrow();
  });
});

describe('what the verifier is told of an election', () => {
  const contests = (definition: ElectionDefinition): (string | null | undefined)[] => {
    const plan = planElection(definition);
    const senders = [gsb('0037'), hsb(14), CSB, { level: 'NBSB', code: '0998' } as const];
    return senders.map((sender) => electionFacts(plan, sender)?.contest);
  };

  it('for a gemeente: its day, its kieskring, its message, and that it is signed', () => {
    expect(electionFacts(lowerHouse, gsb('0505'))).toEqual({
      id: 'TK2027',
      place: 'Dordrecht',
      date: '2027-03-17',
      contest: '14',
      accepts: ['510b'],
      corrects: {},
      emlVersion: null,
      signed: ['510b'],
    });
  });

  it('TK: the kieskring’s number, the whole for the CSB, unknown for the NBSB', () =>
    expect(contests(aDefinition())).toEqual(['14', '14', 'alle', null]));

  it('TK with roman numerals: the numeral', () => {
    const regions = SMALL_COUNTRY.map((region) => ({ ...region, romanNumerals: true }));
    expect(contests(aDefinition({ regions }))).toEqual(['XIV', 'XIV', 'alle', null]);
  });

  it('EP: alle, for everyone', () => {
    const definition = aDefinition({ id: 'EP2029', category: 'EP', subcategory: 'EP' });
    expect(contests(definition)).toEqual(['alle', 'alle', 'alle', 'alle']);
  });

  it('GR: geen', () =>
    expect(contests(aCouncilDefinition())).toEqual(['geen', undefined, 'geen', undefined]));

  it('HSB and CSB: their own messages, unsigned until the settings say otherwise', () => {
    expect(electionFacts(lowerHouse, hsb(12))).toMatchObject({ accepts: ['510c'], signed: [] });
    expect(electionFacts(lowerHouse, CSB)).toMatchObject({ signed: [] });
    const settings = {
      ...defaultSettings(aDefinition()),
      signed: [{ level: 'HSB', message: '510c' } as const],
    };
    const plan = planElection(aDefinition(), settings);
    expect(electionFacts(plan, hsb(12))?.signed).toEqual(['510c']);
    expect(electionFacts(plan, gsb('0505'))?.signed).toEqual([]);
  });

  it('the CSB may correct the 510c of each HSB, which carries that HSB’s contest', () => {
    expect(electionFacts(lowerHouse, CSB)).toMatchObject({
      contest: 'alle',
      accepts: ['510d', '520', '510c'],
      corrects: { HSB12: '12', HSB14: '14' },
    });
    expect(electionFacts(council, CSB)).toMatchObject({ accepts: ['510d', '520'], corrects: {} });
    expect(electionFacts(lowerHouse, hsb(14))).toMatchObject({ corrects: {} });
  });

  it.each([gsb('9999'), { level: 'MAYOR', code: '0505' }, { level: 'COUNCIL', code: 'COUNCIL' }] as const)(
    'nothing for %j: it sends no file here',
    (sender) => expect(electionFacts(lowerHouse, sender)).toBeNull(),
  );
});
