import { aCouncilDefinition, aDefinition, aRegion } from '../../test/support/definition.js';
import type { ElectionDefinition } from '../elections/definition.js';
import { planElection } from '../elections/election.js';
import { defaultSettings } from '../elections/settings.js';
import type { CommitteeRef } from '../kernel/committee.js';
import {
  correctedList,
  obligations,
  standingOf,
  unseated,
  type Correction,
  type DecidedElection,
} from './obligation.js';

interface Decided extends Partial<Omit<DecidedElection, 'plan' | 'host'>> {
  readonly islands?: string[];
  readonly seats?: Readonly<Record<string, string>>;
}

/** An election of which every seat is as said; of a gemeente, its own. */
function decided(definition: ElectionDefinition, { islands = [], seats = {}, ...given }: Decided = {}) {
  const host = ({ level, code }: CommitteeRef) => {
    if (level === 'NBSB') return '0518';
    return seats[code] ?? (level === 'CSB' || level === 'HSB' ? null : code);
  };
  const plan = planElection(definition, { ...defaultSettings(definition), islands });
  return { plan, host, usesSoftware: true, underElectionsAct: true, ...given } satisfies DecidedElection;
}

const of = (...elections: DecidedElection[]) =>
  obligations(elections).map(
    ({ organisation, because }) =>
      `${organisation}: ${because.map(({ electionId, committee, article }) => `${electionId} ${committee.code} ${article}`).join('; ')}`,
  );

const SEATS = { CSB: 'KR', HSB12: '0518', HSB14: '0505', HSB20: '9001' };
const waterAuthority = aDefinition({
  id: 'AB2027_WaterschapX',
  category: 'AB',
  subcategory: 'AB2',
  domain: { code: '8', name: 'Waterschap X' },
  regions: [aRegion('WATERSCHAP', 8, 'Waterschap X'), aRegion('GEMEENTE', 37, 'Stadskanaal')],
});

describe('who must declare', () => {
  it('for a Tweede Kamer: every gemeente, the seats of HSBs and the NBSB, and the Kiesraad, which sends nothing to itself', () => {
    expect(of(decided(aDefinition(), { seats: SEATS }))).toEqual([
      '0037: TK2027 0037 Ea 6 lid 2',
      '0505: TK2027 HSB14 Ea 6 lid 2 (afgeleid); TK2027 0505 Ea 6 lid 2',
      '0518: TK2027 HSB12 Ea 6 lid 2 (afgeleid); TK2027 0518 Ea 6 lid 2; TK2027 0998 Ea 6 lid 2',
      'KR: TK2027 CSB Ea 6 lid 7 a',
    ]);
    const sends = obligations([decided(aDefinition(), { seats: SEATS })]).map((each) => each.sends);
    expect(sends).toEqual([true, true, true, false]);
  });

  it('an island where it takes part, and not for its HSB where it does not', () => {
    const [bonaire] = of(decided(aDefinition(), { seats: SEATS, islands: ['9001'] })).filter((line) =>
      line.startsWith('9'),
    );
    expect(bonaire).toBe('9001: TK2027 HSB20 Ea 6 lid 2 (afgeleid); TK2027 9001 Ya 3b lid 1 en Ea 6 lid 2');
  });

  it('for a waterschap both its executive and every gemeente in it, once for all elections of the day', () => {
    const council = decided(aCouncilDefinition(), { seats: { CSB: '0037' } });
    expect(of(council, decided(waterAuthority, { seats: { CSB: 'W8' } }))).toEqual([
      '0037: GR2027_Stadskanaal CSB Ea 6 lid 2; GR2027_Stadskanaal 0037 Ea 6 lid 2; AB2027_WaterschapX 0037 Ea 6 lid 2',
      'W8: AB2027_WaterschapX CSB Ea 6 lid 7 b',
    ]);
  });

  it('two days before the vote', () =>
    expect(obligations([decided(aDefinition())])[0]).toMatchObject({
      votingDay: '2027-03-17',
      due: '2027-03-15',
    }));

  it('nobody where the software is not used, or the Kieswet does not rule', () => {
    expect(of(decided(aDefinition(), { usesSoftware: false }))).toEqual([]);
    expect(of(decided(aDefinition(), { underElectionsAct: false }))).toEqual([]);
  });

  it('is not known of a committee without a seat', () => {
    const { CSB } = SEATS;
    const found = unseated([decided(aDefinition(), { seats: { CSB } })]);
    expect(found.map(({ committee }) => committee.code)).toEqual(['HSB12', 'HSB14', 'HSB20']);
    expect(unseated([decided(aDefinition(), { seats: SEATS })])).toEqual([]);
  });
});

describe('the list as corrected', () => {
  const byRule = obligations([decided(aCouncilDefinition(), { seats: { CSB: '0037' } })]);
  const correction = (organisation: string, says: Correction['says']): Correction => ({
    ...{ organisation, says },
    ...{ reason: 'gefuseerd', at: new Date(0), by: 'p1' },
  });
  const list = (...corrections: Correction[]) =>
    correctedList('2027-03-17', byRule, corrections).map(
      ({ organisation, must, corrected }) => `${organisation} ${must} ${corrected?.says ?? 'rule'}`,
    );

  it('takes one off and keeps it in sight, adds one, and follows the rule again', () => {
    expect(list()).toEqual(['0037 true rule']);
    expect(list(correction('0037', 'mustNot'))).toEqual(['0037 false mustNot']);
    expect(list(correction('0014', 'must'))).toEqual(['0014 true must', '0037 true rule']);
    expect(list(correction('0037', 'byRule'))).toEqual(['0037 true rule']);
    expect(list(correction('0014', 'mustNot'))).toEqual(['0037 true rule']);
  });
});

describe('how a body stands', () => {
  const [obligation] = obligations([decided(aCouncilDefinition(), { seats: { CSB: '0037' } })]);
  const listed = { ...obligation!, must: true };
  const state = { outcome: 'deviates', electionIds: ['GR2027_Stadskanaal'] } as const;

  it('is open until its due day, and missing after it', () => {
    expect(standingOf(listed, null, '2027-03-15')).toBe('open');
    expect(standingOf(listed, null, '2027-03-16')).toBe('missing');
  });

  it('is what it declared, for every election that it hosts', () => {
    expect(standingOf(listed, state, '2027-03-16')).toBe('deviates');
    expect(standingOf(listed, { ...state, electionIds: ['AB2027_X'] }, '2027-03-16')).toBe('missing');
  });

  it('is not due where it need not declare', () =>
    expect(standingOf({ ...listed, must: false }, null, '2027-03-16')).toBe('notDue'));
});
