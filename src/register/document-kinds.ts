import { addDays, addMonths } from '../elections/calendar.js';
import type { Level } from '../kernel/committee.js';

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
