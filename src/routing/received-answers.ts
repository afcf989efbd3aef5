import { z } from 'zod';
import { MESSAGE_TYPES } from '../kernel/committee.js';
import { SHAPES } from '../platform/http/shapes.js';
import {
  fingerprint,
  level,
  message,
  moment,
  spokenNumber,
  verdictAnswer,
} from '../upload/verdict-answer.js';
import { changesAnswer, sessionAnswer, unsignedAnswer } from '../upload/submission-answers.js';

const body = z.object({ niveau: level, code: z.string() });
const named = body.extend({ naam: z.string() });

const totals = z.object({
  verwacht: z.int(),
  binnen: z.int(),
  ontbreekt: z.int(),
  teLaat: z.int().meta({ description: 'Hoeveel daarvan al werden verwacht' }),
  ontvangen: z.int(),
  gecorrigeerd: z.int(),
  nietVerschuldigd: z.int(),
  nieuw: z.int(),
});

const row = z.object({
  stembureau: named,
  kieskring: z.string().nullable(),
  bericht: z.enum(MESSAGE_TYPES),
  artikel: z.string(),
  staat: z.enum(['ontbreekt', 'ontvangen', 'gecorrigeerd', 'nietVerschuldigd']),
  teLaat: z
    .boolean()
    .meta({ description: 'Het ontbreekt, en de Kiesraad verwachtte het eerder; geen wettelijke termijn' }),
  reden: z
    .object({ grond: z.string(), artikel: z.string(), sinds: moment.nullable() })
    .nullable()
    .meta({ description: 'Waarom het bestand niet hoeft te komen' }),
  tijd: moment.nullable(),
  vingerafdruk: fingerprint.nullable(),
  versies: z.int(),
});

const marks = z.object({
  opgehaald: moment.nullable(),
  bevestigd: moment.nullable(),
  gelijkAanPapier: moment.nullable(),
  wijktAfVanPapier: moment.nullable().optional().meta({
    description: 'Wanneer uw orgaan meldde dat het papier iets anders zegt; null als het daarna gelijk bleek',
  }),
  ingelezen: moment.nullable().optional(),
  tweemaalMetDeHand: moment.nullable().optional(),
  ingelezenAnders: moment.nullable().optional().meta({
    description: 'Uw telprogramma toonde een andere vingerafdruk; null als het daarna is ingelezen',
  }),
});

const outcome = z
  .enum(['voldoet', 'voldoetNiet'])
  .nullable()
  .optional()
  .meta({ description: 'Wat uw orgaan het laatst vond (O 2, P 1c); null als het nog niet keek' });

const asked = z.object({
  id: z.uuid(),
  gevraagd: moment,
  reden: z.string().nullable(),
  uiterlijk: moment.nullable(),
  stand: z.enum(['gevraagd', 'beantwoord', 'geleverd', 'gecontroleerd']),
  antwoord: z.string().nullable(),
  teLaat: z.boolean(),
});

const board = z.object({
  verkiezing: z.string(),
  naam: z.string(),
  bijgewerkt: moment,
  verwacht510b: moment.nullable().meta({
    description: 'Wanneer de Kiesraad de tellingen van gemeenten verwacht; null als dat niet is besloten',
  }),
  stand: totals,
});

const notSigned = z
  .boolean()
  .optional()
  .meta({ description: 'Het moet ondertekend zijn en is dat niet; de Kiesraad stond deze ene levering toe' });

const file = z.object({
  id: z.uuid(),
  nummer: spokenNumber,
  afzender: named,
  stembureau: named,
  bericht: message,
  tijd: moment,
  vingerafdruk: fingerprint.nullable(),
  vervangen: z.boolean(),
  papierVergeleken: z.boolean(),
  cijfersGewijzigdZonderNieuweZitting: z.boolean().optional(),
  sleutelMisbruiktSinds: moment.nullable().optional(),
  nietOndertekend: notSigned,
  ...marks.shape,
  oordeel: outcome,
  zelf: z.string(),
  bestand: z.string(),
});

/** What a body received and what is missing. */
export const inboxAnswer = board
  .extend({
    overzicht: z.array(
      row.extend({
        gevraagd: moment.nullable(),
        verzoek: asked.nullable(),
        levering: z.uuid().nullable(),
        opnieuwBevestigen: z
          .boolean()
          .meta({ description: 'U bevestigde een eerdere versie; deze nog niet' }),
      }),
    ),
    leveringen: z.array(file),
  })
  .register(SHAPES, { id: 'Ontvangen' });

/** What a body received since it last asked. */
export const arrivalsAnswer = z
  .object({
    verkiezing: z.string(),
    leveringen: z.array(file),
    volgende: z.int().meta({ description: 'Bewaar dit, en geef het de volgende keer als `na`' }),
    meer: z.boolean().meta({ description: 'Er is al meer: vraag meteen verder' }),
  })
  .register(SHAPES, { id: 'Nieuw' });

/** The operator's board: states and fingerprints, never a way to a file. */
export const boardAnswer = board
  .extend({
    overzicht: z.array(
      row.extend({
        nummer: spokenNumber.nullable(),
        nietOndertekend: notSigned,
        ontvangers: z.int(),
        opgehaald: z.int(),
        bevestigd: z.int(),
        ingelezen: z.int().meta({ description: 'Ook wie het bestand tweemaal met de hand invoerde' }),
        ingelezenAnders: z.int(),
        wijktAfVanPapier: z
          .boolean()
          .optional()
          .meta({ description: 'De afzender of een ontvanger las iets anders op het papier' }),
        voldoet: z.int().meta({ description: 'Hoeveel ontvangers dat vonden (O 2, P 1c)' }),
        voldoetNiet: z.int(),
        verzoekTeLaat: z.boolean(),
        sleutels: z.object({ goedgekeurd: z.int(), wachtend: z.int() }),
      }),
    ),
  })
  .register(SHAPES, { id: 'Overzicht' });

/** One delivery, with the addresses of its parts. */
export const deliveryAnswer = z
  .object({
    id: z.uuid(),
    nummer: spokenNumber,
    verkiezing: z.string(),
    afzender: body,
    stembureau: body,
    bericht: message,
    artikel: z.string(),
    tijd: moment,
    vingerafdruk: fingerprint.nullable(),
    vervangen: moment.nullable(),
    vernietigd: moment.nullable().describe('Sinds wanneer de bytes niet meer zijn op te halen'),
    papier: z.object({ vergeleken: z.boolean(), reden: z.string().optional() }),
    nietOndertekend: unsignedAnswer,
    sleutelMisbruiktSinds: moment
      .nullable()
      .meta({ description: 'Sinds dan kan een ander de sleutel hebben gehad; de levering is van daarna' }),
    zitting: sessionAnswer,
    wijzigingen: changesAnswer,
    ...marks.shape,
    oordelen: z
      .array(z.object({ nummer: z.int(), tijd: moment, voldoet: z.boolean(), reden: z.string().nullable() }))
      .meta({ description: 'Wat uw orgaan vond, het laatste eerst' }),
    verzoek: asked.nullable().meta({ description: 'Wat uw orgaan het laatst vroeg om dit bestand' }),
    bestanden: z.array(
      z.object({
        naam: z.string(),
        grootte: z.int(),
        sha256: fingerprint.nullable().meta({
          description: 'null voor wie in de browser de vingerafdruk nog met het papier moet vergelijken',
        }),
        adres: z.string(),
      }),
    ),
    eml: z.string().nullable(),
    handtekening: z.string().nullable(),
    importbestand: z
      .string()
      .nullable()
      .meta({ description: 'ZIP met alleen het telbestand en de handtekening, om in te lezen' }),
    bijlagen: z.array(
      z.object({
        naam: z.string(),
        grootte: z.int(),
        sha256: fingerprint,
        gedektDoorHandtekening: z.literal(false),
        adres: z.string(),
      }),
    ),
    controle: verdictAnswer,
    versies: z.array(
      z.object({
        id: z.uuid(),
        nummer: spokenNumber,
        tijd: moment,
        vingerafdruk: fingerprint.nullable(),
        vervangen: moment.nullable(),
      }),
    ),
  })
  .register(SHAPES, { id: 'Aflevering' });

/** A request to deliver at once, as it was made. */
export const requestAnswer = z.object({
  stembureau: body,
  bericht: z.enum(MESSAGE_TYPES),
  gevraagd: moment,
});

/** A request as who is asked sees it. */
export const askedAnswer = asked
  .extend({ door: body, bericht: z.enum(MESSAGE_TYPES) })
  .register(SHAPES, { id: 'Verzoek' });
export const askedListAnswer = z.object({ verzoeken: z.array(askedAnswer) });
