import { executiveOf, type Organisation } from '../bodies/organisation.js';
import type { DeclarationState } from './declaration.store.js';
import { drawnTiles } from '../elections/drawn-tiles.js';
import {
  chooseLines,
  countGroups,
  countLines,
  isFound,
  progressOf,
  type MonitorChoice,
  type MonitorLine,
} from './monitor.js';
import { monitorCsv } from './monitor-csv.js';
import type { Standing } from './obligation.js';

const body = (
  code: string,
  name: string,
  province: string,
  standing: Standing,
  more: Partial<MonitorLine> & { readonly arrangement?: string } = {},
): MonitorLine => {
  const known: Organisation = {
    ...{ code, name, province, arrangement: more.arrangement ?? null },
    ...{ kind: 'municipality', executive: executiveOf('municipality', name), website: null },
    ...{ since: null, until: null, successor: null },
  };
  return {
    organisation: code,
    name,
    known,
    standing,
    state: more.state ?? null,
    because: more.because ?? [],
  };
};
const declared = (more: Partial<DeclarationState> = {}): DeclarationState => ({
  ...{
    id: 'a',
    organisation: '0184',
    electionIds: [],
    outcome: 'deviates',
    way: 'form',
    late: true,
    version: 2,
  },
  ...{ at: new Date('2027-03-01T09:00:00Z'), firstAt: new Date('2027-03-01T09:00:00Z'), publication: null },
  ...more,
});
const TOGETHER = { arrangement: 'Werkorganisatie Druten Wijchen' };
const LINES = [
  body('0225', 'Druten', 'Gelderland', 'missing', TOGETHER),
  body('0252', 'Heumen', 'Gelderland', 'willComply', { ...TOGETHER, state: declared({ late: false }) }),
  body('1900', 'Súdwest-Fryslân', 'Fryslân', 'notDue'),
  body('0184', 'Urk', 'Flevoland', 'deviates', { state: declared({ at: new Date('2027-03-16T09:00:00Z') }) }),
];
const EVERYTHING: MonitorChoice = {
  words: null,
  state: null,
  province: null,
  arrangement: null,
  sort: 'naam',
};

describe('the monitor', () => {
  it('counts by how bodies stand, who was late beside it, and by province and samenwerkingsverband', () => {
    expect(countLines(LINES)).toEqual({
      ...{ complies: 0, willComply: 1, deviates: 1, doesNotComply: 0 },
      ...{ open: 0, missing: 1, notDue: 1, late: 1, all: 4 },
    });
    expect(countGroups(LINES, 'arrangement').map(({ name, counts }) => [name, counts.all])).toEqual([
      ['Werkorganisatie Druten Wijchen', 2],
    ]);
    const provinces = countGroups(LINES, 'province').map(({ name }) => name);
    expect(provinces).toEqual(['Flevoland', 'Fryslân', 'Gelderland']);
  });

  it('is searched without accents, narrowed and ordered', () => {
    const names = (choice: Partial<MonitorChoice>) =>
      chooseLines(LINES, { ...EVERYTHING, ...choice })
        .filter((line) => isFound(line, { words: choice.words ?? null }))
        .map(({ name }) => name);
    expect(names({})).toEqual(['Druten', 'Heumen', 'Súdwest-Fryslân', 'Urk']);
    expect(names({ words: 'sudwest' })).toEqual(['Súdwest-Fryslân']);
    expect(names({ words: '252' })).toEqual(['Heumen']);
    expect(names({ words: 'dru', state: 'missing', ...TOGETHER })).toEqual(['Druten']);
    expect(names({ state: 'late' })).toEqual(['Urk']);
    expect(names({ sort: 'stand' })).toEqual(['Druten', 'Urk', 'Heumen', 'Súdwest-Fryslân']);
    expect(names({ sort: 'ontvangen' })[0]).toBe('Urk');
  });

  it('is a CSV in which no name is a formula', () => {
    const because = [
      {
        electionId: 'PS2027_Flevoland',
        committee: { level: 'GSB', code: '0184' },
        article: 'Ea 6 lid 2',
      } as const,
    ];
    const csv = monitorCsv([body('0184', '=Urk', 'Flevoland', 'deviates', { state: declared(), because })]);
    expect(csv.split('\r\n')[1]).toBe(
      `"0184";"'=Urk";"gemeente";"Flevoland";"";"voldoet met afwijkingen";"ja";"ma 1 mrt 2027 10:00";"2";"";"PS2027_Flevoland GSB 0184"`,
    );
  });
});

describe('the plot', () => {
  it('goes up on the Dutch day on which a declaration came, from 60 days before the vote until today', () => {
    const firsts = ['2027-01-01T12:00:00Z', '2027-03-14T22:59:00Z', '2027-03-14T23:00:00Z'].map(
      (at) => new Date(at),
    );
    const { points } = progressOf('2027-03-17', firsts, new Date('2027-03-15T12:00:00Z'));
    expect(points).toHaveLength(59);
    expect(points[0]).toEqual({ daysBefore: 60, declared: 1 });
    expect(points.slice(-3)).toEqual([
      { daysBefore: 4, declared: 1 },
      { daysBefore: 3, declared: 2 },
      { daysBefore: 2, declared: 3 },
    ]);
  });

  it('ends with the vote, and has not begun long before it', () => {
    expect(progressOf('2027-03-17', [], new Date('2027-06-01T12:00:00Z')).points.at(-1)?.daysBefore).toBe(0);
    expect(progressOf('2027-03-17', [], new Date('2026-06-01T12:00:00Z')).points).toEqual([]);
  });
});

describe('the map of a voting day', () => {
  it('has a square for everybody: who lies nowhere stands under the others', () => {
    const { rows, tiles } = drawnTiles(['0184', '0252', 'W8', 'KR', '9001']);
    expect(tiles.map(({ code }) => code).sort()).toEqual(['0184', '0252', '9001', 'KR', 'W8']);
    const under = tiles.filter(({ code }) => ['W8', 'KR', '9001'].includes(code));
    expect(under.every(({ row }) => row === rows - 1)).toBe(true);
    expect(new Set(tiles.map(({ column, row }) => `${column},${row}`)).size).toBe(5);
  });
});
