import { NO_MARKS } from '../../test/support/marks.js';
import { requestState, type FileRequest } from './request.js';
import { h } from 'preact';
import { renderToString } from 'preact-render-to-string';
import { aCouncilDefinition, aDefinition } from '../../test/support/definition.js';
import { planElection } from '../elections/election.js';
import { defaultSettings } from '../elections/settings.js';
import { committeeKey, type CommitteeRef } from '../kernel/committee.js';
import { sha256 } from '../kernel/fingerprint.js';
import {
  boardRows,
  expectedFor,
  expectedIn,
  filterOthers,
  filterRows,
  freshFiles,
  groupByDistrict,
  totalsOf,
  unexpectedFiles,
  type BoardFacts,
  type BoardFile,
  type Marks,
} from './inbox.js';
import { InboxView } from './received-view.js';

const lowerHouse = planElection(aDefinition());
const council = planElection(aCouncilDefinition());
const CSB: CommitteeRef = { level: 'CSB', code: 'CSB' };
const COUNCIL: CommitteeRef = { level: 'COUNCIL', code: 'COUNCIL' };
const gsb = (code: string): CommitteeRef => ({ level: 'GSB', code });
const hsb = (number: number): CommitteeRef => ({ level: 'HSB', code: `HSB${number}` });
const now = new Date('2027-03-18T06:00:00Z');
const at = (time: string): Date => new Date(`2027-03-17T${time}:00Z`);

let count = 0;
function aFile(given: Partial<BoardFile> = {}): BoardFile {
  count += 1;
  return {
    id: `id${count}`,
    electionId: lowerHouse.definition.id,
    number: count,
    submittedAt: at('20:00'),
    sender: given.about ?? gsb('0505'),
    about: gsb('0505'),
    message: '510b',
    at: at('21:00'),
    fingerprint: sha256(count.toString(16).padStart(64, '0')),
    superseded: false,
    paper: 'equal',
    figuresChanged: false,
    misusedSince: null,
    isUnsigned: false,
    marks: NO_MARKS,
    outcome: null,
    ...given,
  };
}

function facts(recipient: CommitteeRef, given: Partial<BoardFacts> = {}): BoardFacts {
  return {
    expected: expectedFor(lowerHouse, recipient),
    files: [],
    exemptions: [],
    requests: new Map(),
    expected510b: null,
    ...given,
  };
}

function names(recipient: CommitteeRef, plan = lowerHouse): string[] {
  return expectedFor(plan, recipient).map((e) => `${committeeKey(e.committee)} ${e.message} ${e.law}`);
}

const NOTHING_CAME = { answer: null, answered_at: null, delivered_at: null, assessed_at: null };

describe('what must reach whom', () => {
  it('an HSB: the gemeenten of its own kieskring', () => {
    expect(names(hsb(14))).toEqual(['GSB:0505 510b Na 32 lid 3', 'GSB:0037 510b Na 32 lid 3']);
    expect(names(hsb(12))).toEqual(['GSB:0518 510b Na 32 lid 3']);
  });

  it('a CSB: everything from below, and not what it makes itself', () => {
    expect(names(CSB)).toEqual([
      'HSB:HSB12 510c O 10 lid 2',
      'HSB:HSB14 510c O 10 lid 2',
      'HSB:HSB20 510c O 10 lid 2',
      'GSB:0518 510b Na 32 lid 3',
      'GSB:0505 510b Na 32 lid 3',
      'GSB:0037 510b Na 32 lid 3',
      'SOL:9001 510b Na 32 lid 3',
      'NBSB:0998 510b O 21 lid 3',
    ]);
  });

  it('the Kiesraad that collects: all of it, the CSB’s too', () => {
    expect(names(COUNCIL)).toHaveLength(10);
    expect(names(COUNCIL)).toContain('CSB:CSB 520 A 3 d');
  });

  it('a mayor: its own; that of ’s-Gravenhage the postal votes too', () => {
    expect(names({ level: 'MAYOR', code: '0037' })).toEqual(['GSB:0037 510b Na 32 lid 3']);
    expect(names({ level: 'MAYOR', code: '0518' })).toEqual([
      'GSB:0518 510b Na 32 lid 3',
      'NBSB:0998 510b O 21 lid 3',
    ]);
  });

  it('in a gemeenteraad there is no HSB between', () => {
    expect(names(CSB, council)).toEqual(['GSB:0037 510b Na 32 lid 3']);
  });

  it('nobody sends anything to a GSB, and a body of elsewhere gets nothing', () => {
    expect(names(gsb('0505'))).toEqual([]);
    expect(names(hsb(3))).toEqual([]);
  });

  it('the operator sees every duty once', () => {
    expect(expectedIn(lowerHouse)).toHaveLength(10);
  });
});

describe('the lines of a board', () => {
  it('missing until it comes, received, corrected', () => {
    const first = aFile({ at: at('21:00'), superseded: true });
    const second = aFile({ at: at('22:00') });
    const rows = boardRows(facts(hsb(14), { files: [second, first] }), now);
    expect(rows.map((row) => row.state.state)).toEqual(['corrected', 'missing']);
    expect(rows[0]).toMatchObject({ file: { id: second.id }, deliveries: 2, state: { versions: 2 } });
    expect(totalsOf(rows)).toEqual({
      due: 2,
      done: 1,
      missing: 1,
      late: 0,
      received: 0,
      corrected: 1,
      notDue: 0,
      fresh: 1,
    });
  });

  it('with equal times the one that is not superseded is shown', () => {
    const [old, current] = [aFile({ superseded: true }), aFile()];
    for (const files of [
      [old, current],
      [current, old],
    ])
      expect(boardRows(facts(hsb(14), { files }), now)[0]?.file).toBe(current);
  });

  it('not due is neither missing nor counted', () => {
    const exemptions = [
      {
        committee: gsb('0037'),
        reason: 'interrupted',
        since: at('20:00').toISOString(),
        until: null,
      } as const,
    ];
    const rows = boardRows(facts(hsb(14), { exemptions }), now);
    expect(rows[1]?.state).toMatchObject({ state: 'notDue', reason: 'interrupted', law: 'Ea 13' });
    expect(totalsOf(rows)).toMatchObject({ due: 1, missing: 1, notDue: 1 });
  });

  it('what was set aside stays readable in its line and is not fresh', () => {
    const exemptions = [
      { committee: gsb('0505'), reason: 'setAside', since: at('22:00').toISOString(), until: null } as const,
    ];
    const [row] = boardRows(facts(hsb(14), { files: [aFile()], exemptions }), now);
    expect(row?.state.state).toBe('notDue');
    expect(row?.file).not.toBeNull();
    expect(totalsOf([row!]).fresh).toBe(0);
  });

  it('a P 2a alone fulfils nothing and stands apart', () => {
    const p2a = aFile({ message: 'P2a', fingerprint: null });
    const given = facts(hsb(14), { files: [p2a] });
    expect(boardRows(given, now)[0]?.state.state).toBe('missing');
    expect(unexpectedFiles(given)).toEqual([p2a]);
  });

  it('a 510c that the CSB corrected is a version of the HSB’s line, and apart in the HSB’s own inbox', () => {
    const own = aFile({ message: '510c', about: hsb(14), at: at('23:00') });
    const byCsb = aFile({ message: '510c', about: hsb(14), sender: CSB, at: at('23:30') });
    const row = boardRows(facts(COUNCIL, { files: [own, byCsb] }), now).find(
      ({ committee }) => committee.code === 'HSB14',
    );
    expect(row).toMatchObject({ state: { state: 'corrected' }, file: { id: byCsb.id } });
    expect(unexpectedFiles(facts(hsb(14), { files: [byCsb] }))).toEqual([byCsb]);
  });

  it('asks anew what its body said of a version that was replaced, and not once it said that of the newest', () => {
    const anew = (before: Partial<Marks>, after: Partial<Marks>) => {
      const files = [
        aFile({ superseded: true, marks: { ...NO_MARKS, ...before } }),
        aFile({ at: at('22:00'), marks: { ...NO_MARKS, ...after } }),
      ];
      const row = boardRows(facts(hsb(14), { files }), now)[0]!;
      expect(filterRows([row], 'aandacht')).toEqual(row.anew ? [row] : []);
      return row.anew;
    };
    const said = { acknowledged: now };
    expect([anew({ downloaded: now }, {}), anew(said, {}), anew(said, said)]).toEqual([false, true, false]);
    expect([anew({ readIn: now }, {}), anew({ typedTwice: now }, { readIn: now })]).toEqual([true, false]);
  });

  it('says what was asked for, and what of that is overdue', () => {
    const request = (dueAt: Date | null): FileRequest => ({
      ...{ id: 'r', electionId: 'TK2027', from: hsb(14), to: gsb('0037'), message: '510b', reason: null },
      ...{ at: at('22:00'), dueAt, state: requestState(NOTHING_CAME) },
    });
    const row = (dueAt: Date | null) => {
      const requests = new Map([['GSB:0037 510b', request(dueAt)]]);
      return boardRows(facts(hsb(14), { requests }), now).find(({ committee }) => committee.code === '0037')!;
    };
    expect(row(null)).toMatchObject({ request: { at: at('22:00') }, overdue: false });
    expect(filterRows([row(new Date(now.getTime() + 1))], 'aandacht')).toEqual([]);
    const late = row(now);
    expect(filterRows([late], 'aandacht')).toEqual([late]);
  });

  it('a request is what came of it: a file before words, and what was checked before that', () => {
    const said = { answer: 'er is niets anders', answered_at: at('23:00') };
    const came = { ...said, delivered_at: at('23:10') };
    expect(requestState({ ...NOTHING_CAME, ...said })).toEqual({
      ...{ state: 'answered', at: at('23:00'), text: 'er is niets anders' },
    });
    expect(requestState({ ...NOTHING_CAME, ...came })).toEqual({ state: 'delivered', at: at('23:10') });
    expect(requestState({ ...NOTHING_CAME, ...came, assessed_at: now })).toEqual({
      state: 'checked',
      at: now,
    });
  });
});

describe('narrowing and grouping', () => {
  const fetched = { ...NO_MARKS, downloaded: at('21:30') };
  const files = [
    aFile({ about: gsb('0505'), marks: fetched }),
    aFile({ about: gsb('0518'), at: at('22:15') }),
    aFile({ about: { level: 'NBSB', code: '0998' }, at: at('22:00'), superseded: true }),
    aFile({ about: { level: 'NBSB', code: '0998' }, at: at('22:30') }),
  ];
  const rows = boardRows(facts(CSB, { files }), now);
  const shown = (filtered: typeof rows) => filtered.map(({ committee }) => committeeKey(committee));

  it.each([
    ['nieuw', ['GSB:0518', 'NBSB:0998']],
    ['ontvangen', ['GSB:0518', 'GSB:0505', 'NBSB:0998']],
    ['gecorrigeerd', ['NBSB:0998']],
    ['ontbreekt', ['HSB:HSB12', 'HSB:HSB14', 'HSB:HSB20', 'GSB:0037', 'SOL:9001']],
    ['nietVerschuldigd', []],
  ] as const)('only %s', (filter, expected) => {
    expect(shown(filterRows(rows, filter))).toEqual(expected);
  });

  it('what is new beside the lines is what the ZIP of all that is new holds of it', () => {
    const others = [
      aFile({ message: 'P2a' }),
      aFile({ message: 'P2a', marks: fetched }),
      aFile({ message: 'P2a', superseded: true }),
    ];
    expect(filterOthers(others, 'nieuw')).toEqual([others[0]]);
    expect(filterOthers(others, 'nieuw')).toEqual(freshFiles([], others));
    expect(filterOthers(others, null)).toEqual(others);
  });

  it('a page of what is new is not empty while only a file beside the lines is new', () => {
    const page = (marks: BoardFile['marks']) => {
      const own = boardRows(facts(CSB, { files: [] }), now);
      const others = [aFile({ message: 'P2a', marks })];
      const inbox = {
        plan: lowerHouse,
        at: now,
        expected510b: null,
        rows: own,
        totals: totalsOf(own, others),
        files: others,
        others,
      };
      const choice = {
        status: 'nieuw',
        kring: null,
        zoek: '',
        sorteer: null,
        bladzijde: null,
        regels: null,
      } as const;
      return renderToString(h(InboxView, { inbox, level: 'CSB', choice, choosing: 'no' }));
    };
    expect(page(NO_MARKS)).toContain('>Overige bestanden</h2>');
    expect(page(NO_MARKS)).not.toContain('Niets voldoet aan deze keuze');
    expect(page(fetched)).toContain('Niets voldoet aan deze keuze');
    expect(page(fetched)).not.toContain('>Overige bestanden</h2>');
  });

  it('late is what a gemeente did not bring by the moment at which it is expected, and nothing else', () => {
    const late = (expected510b: string | null, files: readonly BoardFile[] = []) =>
      filterRows(boardRows(facts(CSB, { expected510b, files }), now), 'teLaat').map(({ committee }) =>
        committeeKey(committee),
      );
    const gemeenten = names(CSB).filter((name) => name.startsWith('GSB:')).length;
    expect(late(null)).toEqual([]);
    expect(late(new Date(now.getTime() + 1).toISOString())).toEqual([]);
    expect(late(now.toISOString())).toHaveLength(gemeenten);
    expect(late(now.toISOString()).filter((key) => !key.startsWith('GSB:'))).toEqual([]);
    expect(late(now.toISOString(), [aFile({ about: gsb('0518') })])).not.toContain('GSB:0518');
    const own = boardRows(facts(CSB, { expected510b: now.toISOString() }), now);
    expect(totalsOf(own).late).toBe(gemeenten);
  });

  it('only since a moment, itself included', () => {
    expect(shown(filterRows(rows, null, at('22:15')))).toEqual(['GSB:0518', 'NBSB:0998']);
  });

  it('per kieskring, the HSB with its gemeenten, the rest last', () => {
    const groups = groupByDistrict(rows, lowerHouse.committees);
    expect(groups.map((g) => [g.district?.code ?? null, shown(g.rows), g.totals.done, g.totals.due])).toEqual(
      [
        ['HSB12', ['HSB:HSB12', 'GSB:0518'], 1, 2],
        ['HSB14', ['HSB:HSB14', 'GSB:0505', 'GSB:0037'], 1, 3],
        ['HSB20', ['HSB:HSB20', 'SOL:9001'], 0, 2],
        [null, ['NBSB:0998'], 1, 1],
      ],
    );
  });

  it('one group where there are no kieskringen', () => {
    const own = boardRows(facts(CSB, { expected: expectedFor(council, CSB) }), now);
    expect(groupByDistrict(own, council.committees)).toMatchObject([{ district: null, rows: { length: 1 } }]);
  });
});

describe('a whole country', () => {
  it('342 gemeenten with 500 files are on the board in no time', () => {
    const regions = [
      { category: 'STAAT', number: null, name: 'Nederland', superior: null, romanNumerals: false } as const,
      ...Array.from({ length: 20 }, (_, i) => ({
        category: 'KIESKRING' as const,
        number: i + 1,
        name: `Kring ${i + 1}`,
        superior: { category: 'STAAT' as const, number: null },
        romanNumerals: false,
      })),
      ...Array.from({ length: 342 }, (_, i) => ({
        category: 'GEMEENTE' as const,
        number: i + 1,
        name: `Plaats ${i + 1}`,
        superior: { category: 'KIESKRING' as const, number: (i % 20) + 1 },
        romanNumerals: false,
      })),
    ];
    const definition = aDefinition({ regions });
    const plan = planElection(definition, defaultSettings(definition));
    const files = Array.from({ length: 500 }, (_, i) =>
      aFile({ about: gsb(String((i % 342) + 1).padStart(4, '0')), superseded: i < 158 }),
    );
    const started = performance.now();
    const rows = boardRows(
      { expected: expectedFor(plan, CSB), files, exemptions: [], requests: new Map(), expected510b: null },
      now,
    );
    expect(totalsOf(rows)).toMatchObject({ due: 363, done: 342, corrected: 158 });
    expect(performance.now() - started).toBeLessThan(500);
  });
});
