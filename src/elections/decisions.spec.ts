import { HELPER } from './bounds.js';
import { aCouncilDefinition, aDefinition, aRegion } from '../../test/support/definition.js';
import { decisionsOf, organisationOf, readDecided, underElectionsAct } from './decisions.js';
import { planElection } from './election.js';

const national = planElection(aDefinition(), { nbsb: '0998', islands: ['9001'], signed: [] });
const none = decisionsOf(national.definition);

describe('what was decided of an election', () => {
  it('is, where nothing was, that it is used, in any version, and that nothing is known that no file gives', () => {
    expect(none).toEqual({
      software: 'used',
      bounds: HELPER,
      emlVersion: null,
      seats: {},
      waterAuthority: null,
      paperComparison: true,
      fourEyes: false,
      signingRule: null,
      expected510b: null,
      electoralCollege: null,
      moments: {
        resultEstablished: null,
        credentialsExamined: null,
        admission: null,
        realLaneOpens: null,
        resultsPublicFrom: null,
      },
    });
  });

  it('stands over the default, one by one, and leaves out what a later release decides', () => {
    const decided = readDecided({
      opmaak: 1,
      fourEyes: true,
      later: 1,
      moments: { admission: '2027-03-30' },
    });
    expect(decided).toEqual({ fourEyes: true, moments: { admission: '2027-03-30' } });
    const inForce = decisionsOf(national.definition, decided);
    expect(inForce).toMatchObject({ fourEyes: true, software: 'used' });
    expect(inForce.moments).toEqual({ ...none.moments, admission: '2027-03-30' });
    expect(() => readDecided({ seats: { HSB3: 'Heumen' } })).toThrow();
  });

  it('knows the waterschap of an AB by the domain of its 110a', () => {
    const of = (code: string) =>
      decisionsOf({ category: 'AB', domain: { code, name: 'Wetterskip' } }).waterAuthority;
    expect([of('8'), of('25'), of('x'), of('0')]).toEqual(['W8', 'W25', null, null]);
  });
});

describe('who hosts a committee', () => {
  it.each([
    ['GSB', '0037', '0037'],
    ['MAYOR', '0518', '0518'],
    ['SOL', '9001', '9001'],
    ['NBSB', '0998', '0518'],
    ['CSB', 'CSB', 'KR'],
    ['COUNCIL', 'COUNCIL', 'KR'],
    ['HSB', 'HSB14', null],
    ['GSB', '0363', null],
    ['EXECUTIVE', 'W8', 'W8'],
  ] as const)('%s %s of a Tweede Kamer: %s', (level, code, host) => {
    expect(organisationOf(national, none, { level, code })).toBe(host);
  });

  it('of a hoofdstembureau and the CSB of a province is where it was said to have its seat', () => {
    const decisions = decisionsOf(national.definition, { seats: { HSB14: '0505' } });
    expect(organisationOf(national, decisions, { level: 'HSB', code: 'HSB14' })).toBe('0505');
    const province = planElection(
      aDefinition({ id: 'PS2027_Drenthe', category: 'PS', subcategory: 'PS1', contest: 'geen' }),
    );
    const csb = { level: 'CSB', code: 'CSB' } as const;
    expect(organisationOf(province, decisionsOf(province.definition), csb)).toBeNull();
    const seated = decisionsOf(province.definition, { seats: { CSB: '0106' } });
    expect(organisationOf(province, seated, csb)).toBe('0106');
  });

  it('of the CSB of a gemeenteraad is the gemeente, of a waterschap the waterschap', () => {
    const csb = { level: 'CSB', code: 'CSB' } as const;
    const council = planElection(aCouncilDefinition());
    expect(organisationOf(council, decisionsOf(council.definition), csb)).toBe('0037');
    const water = planElection(
      aCouncilDefinition({
        id: 'AB2027_Proef',
        category: 'AB',
        subcategory: 'AB2',
        domain: { code: '8', name: 'Proef' },
        regions: [aRegion('GEMEENTE', 37, 'Stadskanaal')],
      }),
    );
    expect(organisationOf(water, decisionsOf(water.definition), csb)).toBe('W8');
  });
});

it('the Kieswet is not about a bestuurscommissie, gebiedscommissie, referendum or the rest outside it', () => {
  const outside = (['BC', 'GC', 'NR', 'PR', 'LR', 'IR'] as const).map(underElectionsAct);
  expect(outside).toEqual(outside.map(() => false));
  expect((['TK', 'EK', 'EP', 'PS', 'AB', 'GR', 'ER'] as const).every(underElectionsAct)).toBe(true);
});
