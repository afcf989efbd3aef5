import { addDays, addMonths } from '../elections/calendar.js';
import type { ElectionPlan } from '../elections/election.js';
import type { Category } from '../elections/definition.js';
import type { Level } from '../kernel/committee.js';
import type { Sha256 } from '../kernel/fingerprint.js';

/** What the Kiesraad enters of an election because no file gives it; each is a calendar day but for `software`. */
export const FACTS = {
  result: 'Dag van de uitslagvaststelling',
  credentials: 'Dag van het onderzoek van de geloofsbrieven',
  admission: 'Dag van de toelating van de gekozenen',
  retest: 'Dag waarop het rapport van een nieuwe toets is opgeleverd',
  software: 'Telprogramma',
} as const;
export type FactName = keyof typeof FACTS;
export const FACT_NAMES = Object.keys(FACTS) as readonly FactName[];
/** The values of `software`: source code is not at hand of OSV2020, so that Kiesbesluit Ea 5 lid 1 d and e ask none of it. */
export const SOFTWARE = { new: 'Nieuw telprogramma (Abacus)', osv2020: 'OSV2020' } as const;
export type Facts = Readonly<Partial<Record<FactName, string>>>;

/** The days that a term is counted from. */
interface Days {
  readonly electionDate: string;
  readonly nominationDate: string;
  readonly facts: Facts;
}

/** The last day on which it is in time, Dutch time; null where the day it is counted from is not entered. */
type DueRule = (days: Days) => string | null;

const nomination: DueRule = ({ nominationDate }) => nominationDate;
const beforeNomination: DueRule = ({ nominationDate }) => addDays(nominationDate, -1);
const beforeVoting =
  (days: number): DueRule =>
  ({ electionDate }) =>
    addDays(electionDate, -days);
const onResult: DueRule = ({ facts }) => facts.result ?? null;
const beforeCredentials: DueRule = ({ facts }) =>
  facts.credentials === undefined ? null : addDays(facts.credentials, -1);
/** Within a week of delivery and the day before the vote: whichever comes first (Kiesbesluit Ea 5 lid 2). */
const retested: DueRule = ({ electionDate, facts: { retest } }) => {
  if (retest === undefined) return null;
  const [first] = [addDays(retest, 7), addDays(electionDate, -1)].sort();
  return first!;
};

/** One kind of document. Each is the Kiesraad's to publish. */
export interface DocumentKind {
  readonly title: string;
  /** The article it rests on, as it stands on screen. */
  readonly law: string;
  readonly english: string;
  readonly due: DueRule;
  /** The last day in words. */
  readonly term: string;
  /** The law wants it in the Staatscourant: that is the legal act, and what stands here is a copy. */
  readonly gazette?: true;
  /** Only where the election has committees of this level. */
  readonly level?: Level;
  /** Only with a telprogramma of which the source is at hand. */
  readonly sourceOnly?: true;
  /** Only when there is something to publish: it is never missing. */
  readonly ifAny?: true;
}

const DAY_OF_NOMINATION = 'op de dag van kandidaatstelling';

/**
 * Kieswet Ea 3, Ea 4, Ea 5, Ea 8, Ea 9, Ea 12, Na 27, O 6, O 17 and P 20b; Kiesbesluit Ea 4 to Ea 8; samenwerkingsprotocol ch. 6
 * to 8; samenwerkingsplan 2.1.4. The days of the specification, the uitvoeringsplan and the models are inferred: see
 * docs/adr/0062-publication-register.md.
 */
export const DOCUMENT_KINDS = {
  toets: {
    title: 'Uitkomsten van de toets',
    english: 'Outcome of the independent test',
    law: 'Kieswet Ea 5 lid 4; Kiesbesluit Ea 5 lid 1 a',
    due: nomination,
    term: DAY_OF_NOMINATION,
  },
  wijzigingen: {
    title: 'Ondergeschikte wijzigingen',
    english: 'Minor changes',
    law: 'Kieswet Ea 5 lid 4 b; Kiesbesluit Ea 5 lid 1 b',
    due: nomination,
    term: DAY_OF_NOMINATION,
    ifAny: true,
  },
  voorzieningen: {
    title: 'Beschrijving van de centrale voorzieningen en maatregelen',
    english: 'Description of the central facilities',
    law: 'Kieswet Ea 3 lid 1 b; Kiesbesluit Ea 5 lid 1 c',
    due: nomination,
    term: DAY_OF_NOMINATION,
  },
  broncode: {
    title: 'Broncode en documentatie',
    english: 'Source code and documentation',
    law: 'Kiesbesluit Ea 5 lid 1 d',
    due: nomination,
    term: DAY_OF_NOMINATION,
    sourceOnly: true,
  },
  bouwinstructies: {
    title: 'Instructies om de broncode te vertalen',
    english: 'Build instructions',
    law: 'Kiesbesluit Ea 5 lid 1 e',
    due: nomination,
    term: DAY_OF_NOMINATION,
    sourceOnly: true,
  },
  specificatie: {
    title: 'Specificatie en de uitkomst van haar toets',
    english: 'Specification and its test',
    law: 'Kieswet Ea 3 lid 3 en 4',
    due: nomination,
    term: DAY_OF_NOMINATION,
  },
  aansluitvoorschriften: {
    title: 'Aansluitvoorschriften',
    english: 'Connection requirements',
    law: 'Kieswet Ea 4 lid 1 a; Kiesbesluit Ea 4 lid 3',
    due: nomination,
    term: DAY_OF_NOMINATION,
    gazette: true,
  },
  gebruiksvoorschriften: {
    title: 'Gebruiksvoorschriften',
    english: 'Usage requirements',
    law: 'Kieswet Ea 4 lid 1 b; Kiesbesluit Ea 4 lid 3',
    due: nomination,
    term: DAY_OF_NOMINATION,
    gazette: true,
  },
  afwegingstabel: {
    title: 'Tabel afwegingen beheersaanwijzingen, met de consultatie',
    english: 'Table of considerations for binding instructions, with its consultation',
    law: 'Kieswet Ea 4 lid 3; samenwerkingsprotocol hoofdstuk 6',
    due: nomination,
    term: DAY_OF_NOMINATION,
    gazette: true,
  },
  modelverklaring: {
    title: 'Model van de verklaring over de aansluitvoorschriften',
    english: 'Model of the declaration of compliance',
    law: 'Kieswet Ea 6 lid 2; Kiesbesluit Ea 7 lid 1',
    due: nomination,
    term: DAY_OF_NOMINATION,
    gazette: true,
  },
  controleprotocolGsb: {
    title: 'Controleprotocol gemeentelijk stembureau',
    english: 'Control protocol, municipal committees',
    law: 'Kieswet Na 27 lid 3',
    due: nomination,
    term: DAY_OF_NOMINATION,
    gazette: true,
    level: 'GSB',
  },
  controleprotocolHsb: {
    title: 'Controleprotocol hoofdstembureau',
    english: 'Control protocol, district committees',
    law: 'Kieswet O 6 lid 3',
    due: nomination,
    term: DAY_OF_NOMINATION,
    gazette: true,
    level: 'HSB',
  },
  controleprotocolNbsb: {
    title: 'Controleprotocol nationaal briefstembureau',
    english: 'Control protocol, postal committee',
    law: 'Kieswet O 17 lid 3',
    due: nomination,
    term: DAY_OF_NOMINATION,
    gazette: true,
    level: 'NBSB',
  },
  controleprotocolCsb: {
    title: 'Controleprotocol centraal stembureau',
    english: 'Control protocol, central committee',
    law: 'Kieswet P 20b lid 2',
    due: nomination,
    term: DAY_OF_NOMINATION,
    gazette: true,
    level: 'CSB',
  },
  samenwerkingsprotocol: {
    title: 'Samenwerkingsprotocol',
    english: 'Cooperation protocol',
    law: 'Kieswet Ea 8 lid 4',
    due: beforeNomination,
    term: 'op de dag voor de kandidaatstelling',
    gazette: true,
  },
  uitvoeringsplan: {
    title: 'Uitvoeringsplan',
    english: 'Implementation plan',
    law: 'Samenwerkingsplan Kiesraad',
    due: nomination,
    term: DAY_OF_NOMINATION,
  },
  modellen: {
    title: 'Modellen voor de processen-verbaal en corrigenda',
    english: 'Models of the certified results',
    law: 'Samenwerkingsplan Kiesraad 2.1.4',
    due: ({ electionDate }) => addMonths(electionDate, -3),
    term: 'drie maanden voor de stemming',
  },
  programmatuur: {
    title: 'Telprogramma beschikbaar voor gebruik',
    english: 'Results software available',
    law: 'Kiesbesluit Ea 6',
    due: beforeVoting(21),
    term: 'op de 21e dag voor de stemming',
  },
  hertoets: {
    title: 'Rapport van een nieuwe toets',
    english: 'Report of a later re-test',
    law: 'Kieswet Ea 5 lid 3; Kiesbesluit Ea 5 lid 2',
    due: retested,
    term: 'een week na oplevering, en op de dag voor de stemming',
    ifAny: true,
  },
  terugvaloptie: {
    title: 'Informatie over de terugvaloptie',
    english: 'Information on the fallback',
    law: 'Samenwerkingsprotocol hoofdstuk 7',
    due: beforeVoting(1),
    term: 'op de dag voor de stemming',
  },
  meldingen: {
    title: 'Meldingen, en hoe zij zijn behandeld',
    english: 'Reports from the public',
    law: 'Kieswet Ea 9 lid 3; Kiesbesluit Ea 8 lid 1',
    due: onResult,
    term: 'op de dag van de uitslagvaststelling',
    ifAny: true,
  },
  bevindingen: {
    title: 'Rapportage van bevindingen',
    english: 'Report of findings',
    law: 'Kieswet Ea 12; samenwerkingsprotocol hoofdstuk 8',
    due: beforeCredentials,
    term: 'voor het onderzoek van de geloofsbrieven',
    ifAny: true,
  },
} as const satisfies Readonly<Record<string, DocumentKind>>;
export type KindName = keyof typeof DOCUMENT_KINDS;
export const KIND_NAMES = Object.keys(DOCUMENT_KINDS) as readonly KindName[];

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
export type SaidState = Said['state'];

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

const amsterdam = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Amsterdam' });

/** The calendar day of a moment in Dutch time, `YYYY-MM-DD`. */
export function dutchDay(at: Date): string {
  return amsterdam.format(at);
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
  { definition }: ElectionPlan,
  facts: Facts,
  documents: readonly RegisteredDocument[],
): readonly CalendarDay[] {
  const { electionDate, nominationDate } = definition;
  const days: (Omit<CalendarDay, 'day'> & { readonly day: string | null | undefined })[] = [
    { id: 'kandidaatstelling', day: nominationDate, title: 'Kandidaatstelling' },
    {
      id: 'verklaringen',
      day: addDays(electionDate, -2),
      title: 'Verklaringen over de aansluitvoorschriften',
    },
    { id: 'sleutels', day: addDays(electionDate, -2), title: 'Publieke sleutels aangemeld' },
    { id: 'stemming', day: electionDate, title: 'Dag van de stemming' },
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
