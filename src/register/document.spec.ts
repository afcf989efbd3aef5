import { calendarOf } from '../elections/calendar.js';
import { planElection } from '../elections/election.js';
import { aCouncilDefinition, aDefinition } from '../../test/support/definition.js';
import { sha256 } from '../kernel/fingerprint.js';
import { dutchDay } from '../kernel/dutch-time.js';
import { type KindName } from './document-kinds.js';
import { calendarDays, dueDay, hasRegister, kindsOf, registerOf, type Entry, type Said } from './document.js';

const plan = planElection(aDefinition());
const council = planElection(aCouncilDefinition());

describe('the day of a document', () => {
  it.each<[KindName, string | null]>([
    // a Monday, 44 days before a Wednesday
    ['toets', '2027-02-01'],
    ['controleprotocolGsb', '2027-02-01'],
    // the day before that Monday is a Sunday: a term of order moves for no weekend
    ['samenwerkingsprotocol', '2027-01-31'],
    ['programmatuur', '2027-02-24'],
    ['terugvaloptie', '2027-03-16'],
    ['modellen', '2026-12-17'],
    ['meldingen', null],
    ['bevindingen', null],
    ['hertoets', null],
  ])('%s: %s', (kind, day) => expect(dueDay(kind, plan, {})).toBe(day));

  it('follows what was entered', () => {
    expect(dueDay('meldingen', plan, { result: '2027-03-26' })).toBe('2027-03-26');
    expect(dueDay('bevindingen', plan, { credentials: '2027-03-29' })).toBe('2027-03-28');
    expect(dueDay('hertoets', plan, { retest: '2027-02-20' })).toBe('2027-02-27');
    // the day before the vote comes first
    expect(dueDay('hertoets', plan, { retest: '2027-03-12' })).toBe('2027-03-16');
  });

  it('counts calendar days over the change to summer time', () => {
    const spring = planElection(aDefinition({ electionDate: '2027-04-07', nominationDate: '2027-02-22' }));
    expect(dueDay('programmatuur', spring, {})).toBe('2027-03-17');
  });

  it.each([
    ['2027-02-01T22:59:59Z', '2027-02-01'],
    ['2027-02-01T23:00:00Z', '2027-02-02'],
    ['2027-03-28T21:59:59Z', '2027-03-28'],
    ['2027-03-28T22:00:00Z', '2027-03-29'],
  ])('%s is %s in the Netherlands', (at, day) => expect(dutchDay(new Date(at))).toBe(day));
});

describe('the kinds of an election', () => {
  it('ask a control protocol for each level there is', () => {
    const levels = (kinds: readonly KindName[]) =>
      kinds.filter((kind) => kind.startsWith('controleprotocol'));
    expect(levels(kindsOf(plan, {}))).toHaveLength(4);
    expect(levels(kindsOf(council, {}))).toEqual(['controleprotocolGsb', 'controleprotocolCsb']);
  });

  it('ask no source code of OSV2020', () => {
    expect(kindsOf(plan, {})).toEqual(expect.arrayContaining(['broncode', 'bouwinstructies']));
    const old = kindsOf(plan, { software: 'osv2020' });
    expect(old.filter((kind) => kind === 'broncode' || kind === 'bouwinstructies')).toEqual([]);
  });

  it('are none outside the Kieswet', () => {
    const island = planElection(aCouncilDefinition({ category: 'BC', subcategory: 'BC' }));
    expect(hasRegister(island)).toBe(false);
    expect(kindsOf(island, {})).toEqual([]);
  });
});

describe('the state of a document', () => {
  const file = { name: 'a.pdf', size: 1, sha256: sha256('ab'.repeat(32)) };
  const said = (number: number, at: string, what: Said): Entry & { kind: KindName } => ({
    ...{ id: String(number), number, at: new Date(at), by: 'p', kind: 'toets' as const },
    ...what,
  });
  const toets = (entries: (Entry & { kind: KindName })[], now: string) =>
    registerOf(plan, {}, entries, new Date(now)).find(({ kind }) => kind === 'toets')!;

  it('is missing and late from the midnight after its day', () => {
    expect(toets([], '2027-02-01T22:59:59Z')).toMatchObject({ entry: null, turn: 'soon' });
    expect(toets([], '2027-02-01T23:00:00Z')).toMatchObject({ entry: null, turn: 'late' });
  });

  it('is asked for from fourteen days before its day', () => {
    expect(toets([], '2027-01-17T22:59:59Z').turn).toBe('later');
    expect(toets([], '2027-01-17T23:00:00Z').turn).toBe('soon');
  });

  it('is published late when it was', () => {
    const late = said(1, '2027-02-01T23:00:00Z', { state: 'here', file });
    expect(toets([late], '2027-03-01T00:00:00Z')).toMatchObject({ late: true, turn: 'said' });
  });

  it('stays in time when what was in time is replaced', () => {
    const first = said(1, '2027-01-20T12:00:00Z', { state: 'here', file });
    const second = said(2, '2027-02-10T12:00:00Z', {
      state: 'elsewhere',
      address: 'https://kiesraad.example/',
    });
    expect(toets([first, second], '2027-03-01T00:00:00Z')).toMatchObject({
      late: false,
      entry: { number: 2 },
      history: [{ number: 2 }, { number: 1 }],
    });
  });

  it.each<Said>([
    { state: 'inForce', version: '1', gazette: '2025, 26913' },
    { state: 'withheld', reason: 'Beveiliging' },
  ])('is neither late nor missing as $state', (what) =>
    expect(toets([said(1, '2027-02-10T12:00:00Z', what)], '2027-03-01T00:00:00Z')).toMatchObject({
      late: false,
      turn: 'said',
    }),
  );

  it('is never missing where there may be nothing', () => {
    const documents = registerOf(plan, {}, [], new Date('2028-01-01T00:00:00Z'));
    expect(documents.find(({ kind }) => kind === 'wijzigingen')).toMatchObject({ turn: 'later' });
  });

  it('stands on the calendar, the first day first', () => {
    const calendar = calendarOf(plan.definition, 5);
    const days = calendarDays(calendar, { result: '2027-03-26' }, registerOf(plan, {}, [], new Date(0)));
    expect(days.map(({ day }) => day)).toEqual(days.map(({ day }) => day).sort());
    expect(days).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ id: 'sleutels', day: '2027-03-12' }),
        expect.objectContaining({ id: 'stemming', day: '2027-03-17' }),
        expect.objectContaining({ id: 'uitslag', day: '2027-03-26' }),
      ]),
    );
  });
});
