import { NO_MARKS } from '../../test/support/marks.js';
import { NOBODY as NO_REACH } from './inbox.js';
import { aDefinition } from '../../test/support/definition.js';
import { planElection } from '../elections/election.js';
import type { CommitteeRef } from '../kernel/committee.js';
import { sha256 } from '../kernel/fingerprint.js';
import { boardCsv, inboxCsv } from './board-csv.js';
import type { BoardChoice } from './board-list.js';
import { boardRows, expectedFor, expectedIn, totalsOf, type BoardFile, type Expected } from './inbox.js';

const plan = planElection(aDefinition());
const CSB: CommitteeRef = { level: 'CSB', code: 'CSB' };
const now = new Date('2027-03-18T06:00:00Z');
const ALL: BoardChoice = {
  status: null,
  kring: null,
  zoek: '',
  sorteer: null,
  bladzijde: null,
  regels: null,
};
const NOBODY = new Map();
const file: BoardFile = {
  id: 'id1',
  electionId: plan.definition.id,
  number: 12,
  submittedAt: now,
  sender: { level: 'GSB', code: '0505' },
  about: { level: 'GSB', code: '0505' },
  message: '510b',
  at: now,
  fingerprint: sha256('ab'.repeat(32)),
  superseded: false,
  paper: 'equal',
  figuresChanged: false,
  misusedSince: null,
  isUnsigned: false,
  marks: NO_MARKS,
  outcome: null,
};

function lines(text: string): readonly (readonly string[])[] {
  expect(text.startsWith('\ufeff')).toBe(true);
  return text
    .slice(1)
    .trimEnd()
    .split('\r\n')
    .map((line) => line.slice(1, -1).split('";"'));
}

function inbox(files: readonly BoardFile[], expected: readonly Expected[] = expectedFor(plan, CSB)) {
  const rows = boardRows({ expected, files, exemptions: [], requests: new Map(), expected510b: null }, now);
  return { plan, at: now, expected510b: null, rows, totals: totalsOf(rows), files, others: [] };
}

function board(files: readonly BoardFile[], differs: number) {
  const found = inbox(files, expectedIn(plan));
  const reach = new Map([['id1', { ...NO_REACH, recipients: 3, downloaded: 2, differs }]]);
  const whole = { plans: [plan], votingDay: null, elections: [], expected510b: new Map() };
  return { ...found, ...whole, reach, keys: new Map() };
}

describe('a board as a list for a spreadsheet', () => {
  it('of a recipient has every line under its head, and no fingerprint', () => {
    const marks = { ...NO_MARKS, downloaded: now, differsFromPaper: now };
    const text = inboxCsv(inbox([{ ...file, marks }]), ALL, NOBODY);
    const [head = [], ...rest] = lines(text);
    expect(rest).toHaveLength(expectedFor(plan, CSB).length);
    expect(new Set(rest.map((line) => line.length))).toEqual(new Set([head.length]));
    const line = rest.find(([, code]) => code === '0505')!;
    const cell = (name: string) => line[head.indexOf(name)];
    expect([cell('stand'), cell('nummer'), cell('versies')]).toEqual(['ontvangen', '2027-000012', '1']);
    expect([cell('opgehaald') === '', cell('wijkt af van papier') === '']).toEqual([false, false]);
    expect([cell('bevestigd'), cell('gelijk aan papier')]).toEqual(['', '']);
    expect(text).not.toContain('abab');
  });

  it('holds what is shown, and nothing that was narrowed away', () => {
    const codes = (choice: BoardChoice) =>
      lines(inboxCsv(inbox([file]), choice, NOBODY))
        .slice(1)
        .map(([, code]) => code);
    expect(codes({ ...ALL, status: 'ontvangen' })).toEqual(['0505']);
    expect(codes({ ...ALL, status: 'ontbreekt', zoek: '0037' })).toEqual(['0037']);
    expect(codes({ ...ALL, status: 'ontvangen', zoek: '0037' })).toEqual([]);
  });

  it('of the beheerder has how far each went, the fingerprint, and what differs from paper', () => {
    const of = (given: Partial<BoardFile>, differs: number) =>
      lines(boardCsv(board([{ ...file, ...given }], differs), { ...ALL, zoek: '0505' }, NOBODY))[1]!.slice(
        -15,
        -9,
      );
    expect(of({}, 0)).toEqual(['3', '2', file.fingerprint, '', '', '']);
    expect(of({ isUnsigned: true }, 0)).toEqual(['3', '2', file.fingerprint, '', '', 'ja']);
    expect(of({}, 1)).toEqual(['3', '2', file.fingerprint, 'ja', '', '']);
    expect(of({ misusedSince: now }, 0)[4]).not.toBe('');
    expect(of({ paper: 'differs' }, 0)).toEqual(['3', '2', file.fingerprint, 'ja', '', '']);
  });

  it('lets no cell be taken for a formula, and keeps quotes', () => {
    const [one] = expectedFor(plan, CSB);
    const named = (name: string) => {
      const expected = [{ ...one!, committee: { ...one!.committee, name } }];
      return inboxCsv(inbox([], expected), ALL, NOBODY).split('\r\n')[1]!.split(';')[2];
    };
    expect(named('=HYPERLINK("x")')).toBe(`"'=HYPERLINK(""x"")"`);
    expect(named('+1')).toBe(`"'+1"`);
    expect(named("'s-Gravenhage")).toBe(`"'s-Gravenhage"`);
  });
});
