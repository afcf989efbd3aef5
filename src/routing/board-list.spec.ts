import { aDefinition, aRegion } from '../../test/support/definition.js';
import { planElection } from '../elections/election.js';
import { listRows, rowKey, type BoardChoice, type Order } from './board-list.js';
import { boardRows, expectedFor } from './inbox.js';

const NL = { category: 'STAAT', number: null } as const;
const plan = planElection(
  aDefinition({
    regions: [
      aRegion('STAAT', null, 'Nederland'),
      aRegion('KIESKRING', 13, 'Rotterdam', NL),
      aRegion('GEMEENTE', 599, 'Rotterdam', { category: 'KIESKRING', number: 13 }),
      aRegion('KIESKRING', 14, 'Dordrecht', NL),
      aRegion('GEMEENTE', 503, 'Delft', { category: 'KIESKRING', number: 14 }),
      aRegion('GEMEENTE', 796, "'s-Hertogenbosch", { category: 'KIESKRING', number: 14 }),
      aRegion('GEMEENTE', 505, 'Dordrecht', { category: 'KIESKRING', number: 14 }),
    ],
  }),
);
const expected = expectedFor(plan, { level: 'CSB', code: 'CSB' });
const rows = boardRows(
  { expected, files: [], exemptions: [], requests: new Map(), expected510b: null },
  new Date(),
);
const all: BoardChoice = {
  status: null,
  kring: null,
  zoek: '',
  sorteer: null,
  bladzijde: null,
  regels: null,
};
const shown = (choice: Partial<BoardChoice>, order: Order | null = null, reverse = false) => {
  const { rows: listed, hidden } = listRows(rows, { ...all, ...choice }, { order, reverse });
  return listed.filter((row) => !hidden.has(row)).map(rowKey);
};

describe('the lines of a board as somebody wants them', () => {
  it('stand by name, a sign before it left out', () => {
    const names = listRows(rows, all).rows.map(({ committee: { place, level } }) => `${place} ${level}`);
    expect(names).toEqual([
      'Delft GSB',
      'Dordrecht GSB',
      'Dordrecht HSB',
      'Rotterdam GSB',
      'Rotterdam HSB',
      "'s-Gravenhage (brief) NBSB",
      "'s-Hertogenbosch GSB",
    ]);
  });

  it.each([
    [{ zoek: 'ro' }, ['GSB-0599-510b', 'HSB-HSB13-510c']],
    [{ zoek: '0599' }, ['GSB-0599-510b']],
    [{ kring: 'HSB14', zoek: 'do' }, ['GSB-0505-510b', 'HSB-HSB14-510c']],
    [{ kring: 'geen' }, ['NBSB-0998-510b']],
    [{ status: 'ontvangen' as const }, []],
  ])('are narrowed by %j', (choice, keys) => expect(shown(choice)).toEqual(keys));

  it('what the search does not find stays in the list, hidden', () =>
    expect(listRows(rows, { ...all, zoek: 'ro' }).rows).toHaveLength(rows.length));

  it('are sorted by a column, and the other way round; nothing comes last both times', () => {
    const code = ({ committee }: (typeof rows)[number]) =>
      committee.level === 'GSB' ? committee.code : null;
    const upward = shown({}, code, false).slice(0, 4);
    expect(upward).toEqual(['GSB-0503-510b', 'GSB-0505-510b', 'GSB-0599-510b', 'GSB-0796-510b']);
    expect(shown({}, code, true).slice(0, 4)).toEqual([...upward].reverse());
    expect(shown({}, null, true)).toEqual([...shown({})].reverse());
  });
});
