import type { ElectionCalendar } from '../elections/calendar.js';
import type { ElectionPlan } from '../elections/election.js';
import type { Category } from '../elections/definition.js';
import { dutchDay } from '../kernel/dutch-day.js';
import type { Sha256 } from '../kernel/fingerprint.js';
import {
  DOCUMENT_KINDS,
  FACTS,
  KIND_NAMES,
  type DocumentKind,
  type Facts,
  type KindName,
} from './document-kinds.js';

/** What was said of a document, by whom and when; the newest of its kind stands, the older stay. */
export type Entry = {
  readonly id: string;
  readonly number: number;
  readonly at: Date;
  readonly by: string;
} & Said;

/** A file as it is offered to everybody. */
export interface PublishedFile {
  readonly name: string;
  readonly size: number;
  readonly sha256: Sha256;
}

/** Published (a file here, or an address elsewhere), still in force, or withheld; who says nothing leaves it missing. */
export type Said =
  | { readonly state: 'here'; readonly file: PublishedFile }
  | { readonly state: 'elsewhere'; readonly address: string }
  | { readonly state: 'inForce'; readonly version: string; readonly gazette: string }
  | { readonly state: 'withheld'; readonly reason: string };

/** A document of one election as it stands. */
export interface RegisteredDocument {
  readonly kind: KindName;
  /** `YYYY-MM-DD`; null where the day it is counted from is not entered. */
  readonly due: string | null;
  readonly entry: Entry | null;
  /** Every entry, the newest first. */
  readonly history: readonly Entry[];
  /** Published after its day. */
  readonly late: boolean;
  /** Nothing was said of it and its day is over. */
  readonly overdue: boolean;
}

/** Elections outside the Kieswet: chapter Ea and this register are not for them. */
const OUTSIDE: readonly Category[] = ['BC', 'GC', 'NR', 'PR', 'LR', 'IR'];

/** Whether this election has a register. */
export function hasRegister({ definition: { category } }: ElectionPlan): boolean {
  return !OUTSIDE.includes(category);
}

/** The kinds of document that this election asks for. A kind of a level is asked where there are committees of it. */
export function kindsOf(plan: ElectionPlan, facts: Facts): readonly KindName[] {
  if (!hasRegister(plan)) return [];
  return KIND_NAMES.filter((name) => {
    const kind: DocumentKind = DOCUMENT_KINDS[name];
    if (kind.sourceOnly === true && facts.software === 'osv2020') return false;
    return kind.level === undefined || plan.committees.some(({ level }) => level === kind.level);
  });
}

/** The last day on which a document of this kind is in time; null while the day it is counted from is unknown. */
export function dueDay(kind: KindName, { definition }: ElectionPlan, facts: Facts): string | null {
  const { electionDate, nominationDate } = definition;
  return DOCUMENT_KINDS[kind].due({ electionDate, nominationDate, facts });
}

/**
 * The documents that an election asks for, and others of which something was said, by the moment `now`. A publication is late
 * when its first day was after its due day: what replaces a publication that was in time is not.
 */
export function registerOf(
  plan: ElectionPlan,
  facts: Facts,
  entries: readonly (Entry & { readonly kind: KindName })[],
  now: Date,
): readonly RegisteredDocument[] {
  const asked = kindsOf(plan, facts);
  return KIND_NAMES.filter((kind) => asked.includes(kind) || entries.some((each) => each.kind === kind)).map(
    (kind) => {
      const history = entries.filter((each) => each.kind === kind).sort((a, b) => b.number - a.number);
      const due = dueDay(kind, plan, facts);
      const first = history.findLast(isPublication);
      const entry = history[0] ?? null;
      const { ifAny }: DocumentKind = DOCUMENT_KINDS[kind];
      return {
        ...{ kind, due, entry, history },
        late: due !== null && entry !== null && isPublication(entry) && dutchDay(first!.at) > due,
        overdue: due !== null && entry === null && ifAny !== true && dutchDay(now) > due,
      };
    },
  );
}

function isPublication({ state }: Said): boolean {
  return state === 'here' || state === 'elsewhere';
}

/** A day on the calendar of an election. */
export interface CalendarDay {
  readonly id: string;
  readonly day: string;
  readonly title: string;
}

/** Every legal day of an election that is known, the first one first. */
export function calendarDays(
  calendar: ElectionCalendar,
  facts: Facts,
  documents: readonly RegisteredDocument[],
): readonly CalendarDay[] {
  const days: (Omit<CalendarDay, 'day'> & { readonly day: string | null | undefined })[] = [
    { id: 'kandidaatstelling', day: calendar.nominationDay, title: 'Kandidaatstelling' },
    {
      id: 'verklaringen',
      day: calendar.declarationDue,
      title: 'Verklaringen over de aansluitvoorschriften',
    },
    { id: 'sleutels', day: calendar.keyDue, title: 'Publieke sleutels aangemeld' },
    { id: 'stemming', day: calendar.electionDay, title: 'Dag van de stemming' },
    { id: 'uitslag', day: facts.result, title: FACTS.result },
    { id: 'geloofsbrieven', day: facts.credentials, title: FACTS.credentials },
    { id: 'toelating', day: facts.admission, title: FACTS.admission },
    ...documents.map(({ kind, due }) => ({
      ...{ id: kind, day: due },
      title: `Uiterlijk openbaar: ${DOCUMENT_KINDS[kind].title}`,
    })),
  ];
  return days
    .flatMap(({ day, ...rest }) => (day === null || day === undefined ? [] : [{ ...rest, day }]))
    .sort((a, b) => a.day.localeCompare(b.day));
}
