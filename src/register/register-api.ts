import { z } from 'zod';
import { isCalendarDay } from '../elections/calendar.js';
import { line, lines, webAddress } from '../frame/text.js';
import { DOCUMENT_KINDS, SOFTWARE, type DocumentKind, type FactName, type Facts } from './document-kinds.js';
import { type Entry, type Said } from './document.js';
import type { ShownRegister } from './show-register.js';

const versie = z.coerce.number('Dit formulier is niet volledig. Open de pagina opnieuw.').int().min(0);

/** What is said of a document that is no file here. */
export const saidBody = z.discriminatedUnion(
  'stand',
  [
    z.object({ stand: z.literal('elders'), versie, adres: webAddress }),
    z.object({
      stand: z.literal('geldtNog'),
      versie,
      uitgave: line(200, 'Vul de versie in die nog geldt.'),
      staatscourant: line(200, 'Vul het nummer van de Staatscourant in.'),
    }),
    z.object({ stand: z.literal('nietOpenbaar'), versie, reden: lines(2000, 'Vul de reden in.') }),
  ],
  'Kies wat u wilt vastleggen.',
);

/** What the body says, as it is kept. */
export function saidOf(body: z.output<typeof saidBody>): Said {
  switch (body.stand) {
    case 'elders':
      return { state: 'elsewhere', address: body.adres };
    case 'geldtNog':
      return { state: 'inForce', version: body.uitgave, gazette: body.staatscourant };
    case 'nietOpenbaar':
      return { state: 'withheld', reason: body.reden };
  }
}

const aDay = z
  .string()
  .trim()
  .refine((text) => text === '' || isCalendarDay(text), 'Vul een datum in, zoals 2027-03-25.')
  .transform((text) => text || null)
  .nullable()
  .optional();
const SOFTWARE_NAMES = Object.keys(SOFTWARE) as (keyof typeof SOFTWARE)[];

/** What the API calls each fact, and what it is. */
const FACTS_IN_DUTCH = [
  ['uitslagvaststelling', 'result'],
  ['geloofsbrieven', 'credentials'],
  ['toelating', 'admission'],
  ['hertoetsOpgeleverd', 'retest'],
  ['telprogramma', 'software'],
] as const satisfies readonly (readonly [string, FactName])[];

const dutchFacts = z.object({
  uitslagvaststelling: aDay,
  geloofsbrieven: aDay,
  toelating: aDay,
  hertoetsOpgeleverd: aDay,
  telprogramma: z.enum(SOFTWARE_NAMES).optional(),
});
const someFacts = dutchFacts.refine(
  (given) => Object.values(given).some((value) => value !== undefined),
  'Vul ten minste één gegeven in.',
);
/** The days that no file gives; what is absent stays, what is empty is not known any more. */
export const factsBody = someFacts.transform((given): Readonly<Partial<Record<FactName, string | null>>> =>
  Object.fromEntries(
    FACTS_IN_DUTCH.flatMap(([name, fact]) => (given[name] === undefined ? [] : [[fact, given[name]]])),
  ),
);

const entrySchema = z.object({
  versie: z.int(),
  stand: z.enum(['hier', 'elders', 'geldtNog', 'nietOpenbaar']),
  op: z.iso.datetime(),
  bestand: z.object({ adres: z.string(), naam: z.string(), grootte: z.int(), sha256: z.string() }).optional(),
  adres: z.string().optional(),
  uitgave: z.string().optional(),
  staatscourant: z.string().optional(),
  reden: z.string().optional(),
});
export const registerSchema = z.object({
  verkiezing: z.string(),
  naam: z.string(),
  stemming: z.string(),
  gegevens: z.object({
    uitslagvaststelling: z.string().nullable(),
    geloofsbrieven: z.string().nullable(),
    toelating: z.string().nullable(),
    hertoetsOpgeleverd: z.string().nullable(),
    telprogramma: z.string().nullable(),
  }),
  documenten: z.array(
    z.object({
      soort: z.string(),
      titel: z.string(),
      wet: z.string(),
      staatscourant: z.boolean(),
      uiterlijk: z.string().nullable(),
      teLaat: z.boolean(),
      ontbreekt: z.boolean(),
      nu: entrySchema.nullable(),
      eerder: z.array(entrySchema),
    }),
  ),
});

const STATES = { here: 'hier', elsewhere: 'elders', inForce: 'geldtNog', withheld: 'nietOpenbaar' } as const;

function entryJson(entry: Entry): z.input<typeof entrySchema> {
  const told = { versie: entry.number, stand: STATES[entry.state], op: entry.at.toISOString() };
  switch (entry.state) {
    case 'here': {
      const { name: naam, size: grootte, sha256 } = entry.file;
      return { ...told, bestand: { adres: `/v1/publicaties/bestanden/${entry.id}`, naam, grootte, sha256 } };
    }
    case 'elsewhere':
      return { ...told, adres: entry.address };
    case 'inForce':
      return { ...told, uitgave: entry.version, staatscourant: entry.gazette };
    case 'withheld':
      return { ...told, reden: entry.reason };
  }
}

function factsJson(facts: Facts): z.input<typeof registerSchema>['gegevens'] {
  const { result = null, credentials = null, admission = null, retest = null, software = null } = facts;
  const days = { uitslagvaststelling: result, geloofsbrieven: credentials, toelating: admission };
  return { ...days, hertoetsOpgeleverd: retest, telprogramma: software };
}

export function registerJson({ plan, facts, documents }: ShownRegister): z.input<typeof registerSchema> {
  const { id, name, electionDate } = plan.definition;
  return {
    ...{ verkiezing: id, naam: name, stemming: electionDate, gegevens: factsJson(facts) },
    documenten: documents.map(({ kind, due, entry, history, late, turn }) => {
      const { title, law, gazette }: DocumentKind = DOCUMENT_KINDS[kind];
      return {
        ...{ soort: kind, titel: title, wet: law, staatscourant: gazette === true },
        ...{ uiterlijk: due, teLaat: late, ontbreekt: turn === 'late' },
        nu: entry === null ? null : entryJson(entry),
        eerder: history.slice(1).map(entryJson),
      };
    }),
  };
}
