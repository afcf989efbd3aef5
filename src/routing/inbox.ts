import {
  committeeKey,
  type CommitteeRef,
  type DeliveredType,
  type MessageType,
  type Segment,
  sameCommittee,
} from '../kernel/committee.js';
import type { Sha256 } from '../kernel/fingerprint.js';
import type { ElectionCommittee } from '../elections/committees.js';
import { dutiesOf, dutyState, type DutyState, type Exemption } from '../elections/duties.js';
import { recipientsOf, sentOnTo, type ElectionPlan } from '../elections/election.js';
import type { FileAlarm } from '../frame/file-alarms.js';
import type { Article } from '../elections/routes.js';
import type { Outcome } from './assessment.js';
import { isOverdue, type FileRequest } from './request.js';

/** A file that must reach a body: of which election and committee, of which kind, by which article it comes here. */
export interface Expected {
  readonly electionId: string;
  readonly committee: ElectionCommittee;
  readonly message: MessageType;
  readonly law: Article;
}

/** What a body did with a file, each with its first time; null when it did not. */
export interface Marks {
  readonly downloaded: Date | null;
  readonly acknowledged: Date | null;
  readonly equalToPaper: Date | null;
  /** It said on purpose that its paper says something else, and did not find them equal since. */
  readonly differsFromPaper: Date | null;
  /** Its own software read it in, and showed this very fingerprint. */
  readonly readIn: Date | null;
  /** Or it was typed in twice by hand. */
  readonly typedTwice: Date | null;
  /** Its own software showed another fingerprint, and it was not read in or typed in since. */
  readonly readDiffers: Date | null;
}

/**
 * A file as a board shows it: facts, no content. `id` is the delivery's on a recipient's board and the submission's on
 * the operator's. `about` is the committee named in the file; `sender` differs from it only for a 510c that the CSB
 * corrected. `at` is when the server accepted it.
 */
export interface BoardFile {
  readonly id: string;
  readonly electionId: string;
  readonly number: number;
  /** When the submission was opened: its year is part of the number that is said by phone. */
  readonly submittedAt: Date;
  readonly sender: CommitteeRef;
  readonly about: CommitteeRef;
  readonly message: DeliveredType;
  readonly at: Date;
  /** Null for a P 2a alone. */
  readonly fingerprint: Sha256 | null;
  readonly superseded: boolean;
  /** What the sender found when the fingerprint was compared with the paper PV. */
  readonly paper: 'equal' | 'differs' | 'notCompared';
  /** It took the place of another with other figures, and its sender did not say that they come from a new session. */
  readonly figuresChanged: boolean;
  /** Somebody else may have had the key since then, which is before it was delivered; null: nothing points to that. */
  readonly misusedSince: Date | null;
  /** It should be signed and is not: the Kiesraad allowed this one delivery. */
  readonly isUnsigned: boolean;
  readonly marks: Marks;
  /** Whether it is as required, as this body found last; null: it found nothing yet. */
  readonly outcome: Outcome['outcome'] | null;
}

/** How many of a submission's recipients did what. */
export interface Reach {
  readonly recipients: number;
  readonly downloaded: number;
  /** How many say that their paper says something else. */
  readonly differs: number;
  readonly acknowledged: number;
  /** How many read it in or typed it in twice by hand. */
  readonly readIn: number;
  /** Of how many their own software showed another fingerprint, and that is not mended. */
  readonly readDiffers: number;
  /** How many found it as required, and how many not. */
  readonly asRequired: number;
  readonly notAsRequired: number;
}

/** It was delivered to nobody yet. */
export const NOBODY: Reach = {
  recipients: 0,
  downloaded: 0,
  differs: 0,
  acknowledged: 0,
  readIn: 0,
  readDiffers: 0,
  asRequired: 0,
  notAsRequired: 0,
};

/** One line of a board: what is expected, how that stands, and the newest file there is. */
export interface BoardRow extends Expected {
  readonly state: DutyState;
  /** The newest version; also where it no longer counts because it was set aside. */
  readonly file: BoardFile | null;
  /** How many deliveries there were, older versions included. */
  readonly deliveries: number;
  /** When its first version came. */
  readonly firstAt: Date | null;
  /** What was asked for it last; null when nothing was. */
  readonly request: FileRequest | null;
  /** What another room found wrong with the file; null: nothing, or it was not asked. */
  readonly alarm: FileAlarm | null;
  /** That was asked with a term, which is over, and nothing came of it. */
  readonly overdue: boolean;
  /** It did not come by the moment at which the Kiesraad expects it. */
  readonly late: boolean;
  /** This body acknowledged or read in a version before the newest, and did neither with that one. */
  readonly anew: boolean;
}

/** How many lines are in each state. `due` leaves out what is not due; `fresh` counts what is not yet fetched. */
export interface BoardTotals {
  readonly due: number;
  readonly done: number;
  readonly missing: number;
  /** Of those, how many were expected before now. */
  readonly late: number;
  readonly received: number;
  readonly corrected: number;
  readonly notDue: number;
  readonly fresh: number;
}

/** The lines of one kieskring, its HSB first. `district` is null for what belongs to none. */
export interface BoardGroup {
  readonly district: ElectionCommittee | null;
  readonly rows: readonly BoardRow[];
  readonly totals: BoardTotals;
}

/** Every file that the law brings to this recipient, in the order of the committees. Empty for a body that gets none. */
export function expectedFor(plan: ElectionPlan, recipient: CommitteeRef): readonly Expected[] {
  return expectedIn(plan).flatMap((expected) => {
    const { committee, message } = expected;
    const to = [...recipientsOf(plan, committee, message), ...sentOnTo(plan, committee, message)];
    const found = to.find((candidate) => sameCommittee(candidate.committee, recipient));
    return found ? [{ ...expected, law: found.law }] : [];
  });
}

const EXPECTED = new WeakMap<ElectionPlan, readonly Expected[]>();

/** Every file that must be delivered in this election, whoever gets it. Worked out once of a plan. */
export function expectedIn(plan: ElectionPlan): readonly Expected[] {
  const known = EXPECTED.get(plan) ?? workOut(plan);
  EXPECTED.set(plan, known);
  return known;
}

function workOut(plan: ElectionPlan): readonly Expected[] {
  const committees = new Map(plan.committees.map((committee) => [committeeKey(committee), committee]));
  return dutiesOf(plan).flatMap(({ committee, message, law }) => {
    const known = committees.get(committeeKey(committee));
    return known ? [{ electionId: plan.definition.id, committee: known, message, law }] : [];
  });
}

/**
 * What a board is made from. `requests`: the last for each file, by `fileKey`. `expected510b`: when the count of a gemeente is
 * expected, ISO 8601 UTC; null: the Kiesraad decided nothing.
 */
export interface BoardFacts {
  readonly expected: readonly Expected[];
  readonly files: readonly BoardFile[];
  readonly exemptions: readonly Exemption[];
  readonly requests: ReadonlyMap<string, FileRequest>;
  readonly expected510b: string | null;
}

/** The body that a line is of, in its election. */
export function bodyOf({ electionId, committee: { level, code } }: Expected): Segment {
  return { electionId, body: { level, code } };
}

/** `GSB:0668 510b`: one kind of file of one committee. */
export function fileKey(committee: CommitteeRef, message: DeliveredType): string {
  return `${committeeKey(committee)} ${message}`;
}

/** The lines of a board at `now`, in the order of what is expected. Work grows with the number of files, not its square. */
export function boardRows(facts: BoardFacts, now: Date): readonly BoardRow[] {
  const inTime = [...facts.files].sort((a, b) => a.at.getTime() - b.at.getTime());
  const files = groupBy(inTime, (file) => fileKey(file.about, file.message));
  const exemptions = groupBy(facts.exemptions, (exemption) => committeeKey(exemption.committee));
  const moment = now.toISOString();
  return facts.expected.map((expected) => {
    const { electionId, committee, message, law } = expected;
    const key = fileKey(committee, message);
    const own = files.get(key) ?? [];
    const freed = exemptions.get(committeeKey(committee)) ?? [];
    const request = facts.requests.get(key) ?? null;
    const state = dutyState(expected, own.map(asDelivered), freed, moment);
    return {
      electionId,
      committee,
      message,
      law,
      state,
      file: own.findLast((file) => !file.superseded) ?? own.at(-1) ?? null,
      deliveries: own.length,
      firstAt: own[0]?.at ?? null,
      request,
      alarm: null,
      overdue: request !== null && isOverdue(request, now),
      late: state.state === 'missing' && isExpectedBefore(expected, facts.expected510b, now),
      anew: isAskedAnew(own),
    };
  });
}

/** Whether the Kiesraad's expectation of this file is over: it has one of the counts of gemeenten alone. */
function isExpectedBefore({ committee, message }: Expected, expected510b: string | null, now: Date): boolean {
  return (
    committee.level === 'GSB' && message === '510b' && expected510b !== null && new Date(expected510b) <= now
  );
}

/** Whether what a body said of an earlier version must be said of the newest again. `versions`: oldest first. */
function isAskedAnew(versions: readonly Pick<BoardFile, 'superseded' | 'marks'>[]): boolean {
  const newest = versions.findLast(({ superseded }) => !superseded);
  return newest !== undefined && !isTaken(newest) && versions.some(isTaken);
}

/** Did its recipient say that it has it: acknowledged, read in, or typed in twice? */
export function isTaken({ marks }: Pick<BoardFile, 'marks'>): boolean {
  return marks.acknowledged !== null || marks.readIn !== null || marks.typedTwice !== null;
}

/** Files that nobody expects and that came all the same: a P 2a alone, a 510c that the CSB corrected. Newest first. */
export function unexpectedFiles(facts: BoardFacts): readonly BoardFile[] {
  const expected = new Set(facts.expected.map(({ committee, message }) => fileKey(committee, message)));
  return newestFirst(facts.files.filter((file) => !expected.has(fileKey(file.about, file.message))));
}

/** By the time at which the server accepted them; of one moment the higher number first. */
export function newestFirst(files: readonly BoardFile[]): readonly BoardFile[] {
  return [...files].sort((a, b) => b.at.getTime() - a.at.getTime() || b.number - a.number);
}

function asDelivered(file: BoardFile) {
  return {
    committee: file.about,
    message: file.message,
    at: file.at.toISOString(),
    fingerprint: file.fingerprint,
  };
}

/**
 * Counts the lines: the one count of a board, wherever it is shown. `others`, the files that stand in no line, count only
 * among what is fresh.
 */
export function totalsOf(rows: readonly BoardRow[], others: readonly BoardFile[] = []): BoardTotals {
  const count = (state: DutyState['state']): number => rows.filter((row) => row.state.state === state).length;
  const [received, corrected, notDue] = [count('received'), count('corrected'), count('notDue')];
  return {
    due: rows.length - notDue,
    done: received + corrected,
    missing: count('missing'),
    late: rows.filter((row) => row.late).length,
    received,
    corrected,
    notDue,
    fresh: freshFiles(rows, others).length,
  };
}

/** Something about a file that somebody should look at: it differs from paper, or what signed it is in doubt. */
function needsLook({ paper, marks, figuresChanged, misusedSince, isUnsigned }: BoardFile): boolean {
  const differs = paper === 'differs' || marks.differsFromPaper !== null || marks.readDiffers !== null;
  return differs || figuresChanged || misusedSince !== null || isUnsigned;
}

/** Came in and was not yet fetched by this body. */
export function isFresh(row: BoardRow): boolean {
  return row.file !== null && row.file.marks.downloaded === null && row.state.state !== 'notDue';
}

/** The files that this body can fetch and did not yet, in the lines and beside them: what *all that is new* holds. */
export function freshFiles(rows: readonly BoardRow[], others: readonly BoardFile[]): readonly BoardFile[] {
  const inRows = rows.flatMap((row) => (isFresh(row) && row.file !== null ? [row.file] : []));
  return [...inRows, ...filterOthers(others, 'nieuw')];
}

/** Of the files that stand in no line those that `filter` asks for: only what is new is a filter of these too. */
export function filterOthers(others: readonly BoardFile[], filter: BoardFilter | null): readonly BoardFile[] {
  if (filter !== 'nieuw') return others;
  return others.filter(({ marks, superseded }) => marks.downloaded === null && !superseded);
}

/** Which lines to show, as they stand in addresses. */
export const BOARD_FILTERS = [
  'ontbreekt',
  'teLaat',
  'ontvangen',
  'gecorrigeerd',
  'aandacht',
  'nietVerschuldigd',
  'nieuw',
  'teControleren',
] as const;
export type BoardFilter = (typeof BOARD_FILTERS)[number];

/** The lines that `filter` asks for (null: all), and of those only what came in at or after `since`. */
export function filterRows(
  rows: readonly BoardRow[],
  filter: BoardFilter | null,
  since: Date | null = null,
): readonly BoardRow[] {
  return rows
    .filter((row) => filter === null || MATCHES[filter](row))
    .filter((row) => since === null || (row.file !== null && row.file.at >= since));
}

const MATCHES: Readonly<Record<BoardFilter, (row: BoardRow) => boolean>> = {
  ontbreekt: (row) => row.state.state === 'missing',
  teLaat: (row) => row.late,
  ontvangen: ({ state: { state } }) => state === 'received' || state === 'corrected',
  gecorrigeerd: (row) => row.state.state === 'corrected',
  aandacht: ({ file, overdue, alarm, anew }) =>
    overdue ||
    anew ||
    alarm !== null ||
    (file !== null && (needsLook(file) || file.outcome === 'notAsRequired')),
  nietVerschuldigd: (row) => row.state.state === 'notDue',
  nieuw: isFresh,
  teControleren: ({ file, state }) => file?.outcome === null && state.state !== 'notDue',
};

/**
 * How many lines are in each state per kieskring, in the order of the kieskringen, each HSB in its own; what belongs to no
 * kieskring comes last. One group without a kieskring where the election has none.
 */
export function groupByDistrict(
  rows: readonly BoardRow[],
  committees: readonly ElectionCommittee[],
): readonly BoardGroup[] {
  const byDistrict = groupBy(rows, (row) => districtOf(row) ?? '');
  const districts = committees.filter((committee) => committee.level === 'HSB');
  return [...districts, null].flatMap((district) => {
    const own = byDistrict.get(district?.code ?? '') ?? [];
    return own.length === 0 ? [] : [{ district, rows: own, totals: totalsOf(own) }];
  });
}

/** Code of the HSB of the kieskring that a line belongs to; null where it belongs to none. */
export function districtOf({ committee }: Pick<Expected, 'committee'>): string | null {
  return committee.level === 'HSB' ? committee.code : committee.district;
}

/** What has the same key together, in the order of the first of each. */
export function groupBy<T>(items: readonly T[], keyOf: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group) group.push(item);
    else groups.set(key, [item]);
  }
  return groups;
}
