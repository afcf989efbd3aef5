import { addDays } from '../elections/calendar.js';
import { dutchDay } from '../kernel/dutch-time.js';
import { hasWords } from '../kernel/find-words.js';
import type { Standing } from './obligation.js';
import type { DeclaringBody } from './who-declares.js';

/** How bodies are counted: by how they stand, and who was late beside it. */
export const STANDINGS = [
  'complies',
  'willComply',
  'deviates',
  'doesNotComply',
  'open',
  'missing',
  'notDue',
] as const satisfies readonly Standing[];

/** A body as the monitor shows it. */
export type MonitorLine = Pick<
  DeclaringBody,
  'organisation' | 'name' | 'known' | 'standing' | 'state' | 'because'
>;

/** How many stand how; `late` of those that declared. */
export type MonitorCounts = Readonly<Record<Standing | 'late' | 'all', number>>;

/** Declared after the last day. */
export function isLate({ state }: Pick<MonitorLine, 'state'>): boolean {
  return state?.late ?? false;
}

export function countLines(lines: readonly MonitorLine[]): MonitorCounts {
  const counts = Object.fromEntries([...STANDINGS, 'late', 'all'].map((state) => [state, 0])) as Record<
    keyof MonitorCounts,
    number
  >;
  for (const line of lines) {
    counts[line.standing] += 1;
    counts.all += 1;
    if (isLate(line)) counts.late += 1;
  }
  return counts;
}

/** By what lines are put together. */
export const GROUPINGS = ['province', 'arrangement'] as const;
export type Grouping = (typeof GROUPINGS)[number];

/** The lines of each province or samenwerkingsverband counted, by name; those of none are not in it. */
export function countGroups(
  lines: readonly MonitorLine[],
  by: Grouping,
): readonly { readonly name: string; readonly counts: MonitorCounts }[] {
  const groups = new Map<string, MonitorLine[]>();
  for (const line of lines) {
    const name = line.known?.[by] ?? null;
    if (name === null) continue;
    const group = groups.get(name);
    if (group === undefined) groups.set(name, [line]);
    else group.push(line);
  }
  return [...groups]
    .map(([name, group]) => ({ name, counts: countLines(group) }))
    .sort((a, b) => a.name.localeCompare(b.name, 'nl'));
}

/** What somebody wants to see of the monitor. Words are found in the name and code. */
export interface MonitorChoice {
  readonly words: string | null;
  readonly state: Standing | 'late' | null;
  readonly province: string | null;
  readonly arrangement: string | null;
  readonly sort: MonitorSort;
}
export const MONITOR_SORTS = ['naam', 'stand', 'provincie', 'ontvangen'] as const;
export type MonitorSort = (typeof MONITOR_SORTS)[number];

/** The lines that are wanted, in the order that is wanted; those that the words do not find among them. */
export function chooseLines(lines: readonly MonitorLine[], choice: MonitorChoice): readonly MonitorLine[] {
  const { state, province, arrangement, sort } = choice;
  const chosen = lines.filter(
    (line) =>
      (state === null || (state === 'late' ? isLate(line) : line.standing === state)) &&
      (province === null || line.known?.province === province) &&
      (arrangement === null || line.known?.arrangement === arrangement),
  );
  return sort === 'naam' ? chosen : [...chosen].sort((a, b) => ORDERS[sort](a, b));
}

/** Whether the words find this line. The script of the page reads the same. */
export function isFound(
  { name, organisation }: MonitorLine,
  { words }: Pick<MonitorChoice, 'words'>,
): boolean {
  return words === null || hasWords(`${name} ${organisation}`, words);
}

/** Graver first, and newer first; equal ones stay in the order of their names. */
const ORDERS: Readonly<Record<Exclude<MonitorSort, 'naam'>, (a: MonitorLine, b: MonitorLine) => number>> = {
  stand: (a, b) => GRAVITY.indexOf(a.standing) - GRAVITY.indexOf(b.standing),
  provincie: (a, b) => (a.known?.province ?? '~').localeCompare(b.known?.province ?? '~', 'nl'),
  ontvangen: (a, b) => (b.state?.at.getTime() ?? 0) - (a.state?.at.getTime() ?? 0),
};
const GRAVITY: readonly Standing[] = [
  'missing',
  'doesNotComply',
  'deviates',
  'willComply',
  'open',
  'complies',
  'notDue',
];

/** How many had declared so many days before the vote (0: on the day itself), the first day first. */
export interface Progress {
  readonly votingDay: string;
  readonly points: readonly { readonly daysBefore: number; readonly declared: number }[];
}

/** How many days before the vote the plot begins. */
export const PROGRESS_DAYS = 60;

/**
 * How declarations came in, by the Dutch day on which the first of each organisation was received: from 60 days before the
 * vote until the vote or, when that is still to come, today. Those before that time stand in the first point.
 */
export function progressOf(votingDay: string, firsts: readonly Date[], now: Date): Progress {
  const days = firsts.map(dutchDay).sort();
  const points: { daysBefore: number; declared: number }[] = [];
  for (let daysBefore = PROGRESS_DAYS; daysBefore >= 0; daysBefore -= 1) {
    const day = addDays(votingDay, -daysBefore);
    if (day > dutchDay(now)) break;
    points.push({ daysBefore, declared: days.filter((each) => each <= day).length });
  }
  return { votingDay, points };
}
