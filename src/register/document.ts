import { addDays, type ElectionCalendar } from '../elections/calendar.js';
import type { ElectionPlan } from '../elections/election.js';
import type { Category } from '../elections/definition.js';
import { dutchDay } from '../kernel/dutch-time.js';
import { plain } from '../kernel/find-words.js';
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
  readonly turn: Turn;
}

/**
 * What a document asks for: its day is over and nothing was said of it; its day is near; it can wait; or something was said of
 * it. Where there may be nothing to publish it is never late.
 */
export const TURNS = ['late', 'soon', 'said', 'later'] as const;
export type Turn = (typeof TURNS)[number];

/** How long before its day a document is asked for, in days. */
export const SOON_DAYS = 14;

function turnOf(kind: KindName, due: string | null, entry: Entry | null, today: string): Turn {
  const { ifAny }: DocumentKind = DOCUMENT_KINDS[kind];
  if (entry !== null) return 'said';
  if (due === null) return 'later';
  if (today > due) return ifAny === true ? 'later' : 'late';
  return due <= addDays(today, SOON_DAYS) ? 'soon' : 'later';
}

/** How many documents have each turn. */
export function countTurns(documents: readonly RegisteredDocument[]): Readonly<Record<Turn, number>> {
  const counts = { late: 0, soon: 0, said: 0, later: 0 };
  for (const { turn } of documents) counts[turn] += 1;
  return counts;
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
  const today = dutchDay(now);
  return KIND_NAMES.filter((kind) => asked.includes(kind) || entries.some((each) => each.kind === kind)).map(
    (kind) => {
      const history = entries.filter((each) => each.kind === kind).sort((a, b) => b.number - a.number);
      const due = dueDay(kind, plan, facts);
      const first = history.findLast(isPublication);
      const entry = history[0] ?? null;
      return {
        ...{ kind, due, entry, history },
        late: due !== null && entry !== null && isPublication(entry) && dutchDay(first!.at) > due,
        turn: turnOf(kind, due, entry, today),
      };
    },
  );
}

function isPublication({ state }: Said): boolean {
  return state === 'here' || state === 'elsewhere';
}

/** The documents of which title, article or what is now said of them has each word of `search`, wherever in a word. */
export function findDocuments(
  documents: readonly RegisteredDocument[],
  search: string,
): readonly RegisteredDocument[] {
  const words = plain(search).split(/\s+/).filter(Boolean);
  return documents.filter(({ kind, entry }) => {
    const { title, english, law } = DOCUMENT_KINDS[kind];
    const text = plain([title, english, law, ...(entry === null ? [] : wordsOf(entry))].join(' '));
    return words.every((word) => text.includes(word));
  });
}

function wordsOf(said: Said): readonly string[] {
  switch (said.state) {
    case 'here':
      return [said.file.name, said.file.sha256];
    case 'elsewhere':
      return [said.address];
    case 'inForce':
      return [said.version, said.gazette];
    case 'withheld':
      return [said.reason];
  }
}

/** A day on the calendar of an election. */
export interface CalendarDay {
  readonly id: string;
  readonly day: string;
  readonly title: string;
  /** The document of which it is the last day; null for another day. */
  readonly kind: KindName | null;
}

/** Every legal day of an election that is known, the first one first. */
export function calendarDays(
  calendar: ElectionCalendar,
  facts: Facts,
  documents: readonly RegisteredDocument[],
): readonly CalendarDay[] {
  const days: readonly { id: string; day: string | null | undefined; title: string; kind?: KindName }[] = [
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
      ...{ id: kind, kind, day: due },
      title: `Uiterlijk openbaar: ${DOCUMENT_KINDS[kind].title}`,
    })),
  ];
  return days
    .flatMap(({ day, kind = null, ...rest }) =>
      day === null || day === undefined ? [] : [{ ...rest, kind, day }],
    )
    .sort((a, b) => a.day.localeCompare(b.day));
}
