import { z } from 'zod';
import { SHAPES } from '../platform/http/shapes.js';
import { fingerprint, level, message, moment, spokenNumber, verdictAnswer } from './verdict-answer.js';

const state = z.enum(['open', 'gecontroleerd', 'ingediend', 'vervangen', 'geweigerd', 'afgebroken']);
const body = z.object({ niveau: level, code: z.string() });
const groups = z.array(z.string().regex(/^[0-9a-f]{4}$/));
const paper = z.object({
  vergeleken: z.boolean(),
  reden: z.string().nullable(),
  wijktAf: z
    .boolean()
    .optional()
    .meta({ description: 'De afzender vergeleek na het indienen en las iets anders op het papier' }),
  gelezenDoor: z
    .string()
    .nullable()
    .optional()
    .meta({ description: 'Wie welk papier las, zoals een programma dat opgaf' }),
  vergelekenOp: moment.nullable().optional(),
});
/** From which session a count is that took the place of another. */
export const sessionAnswer = z
  .object({
    zitting: z.enum(['nieuw', 'zelfde']).nullable().meta({ description: 'Wat de afzender zei; null: niets' }),
    reden: z.string().nullable(),
    cijfersGewijzigd: z.boolean().nullable().meta({ description: 'null: niet te vergelijken' }),
  })
  .nullable()
  .optional()
  .meta({ description: 'Van een telling die een eerdere vervangt' });
/** What is different in a count from the version before it. */
export const changesAnswer = z
  .object({
    gelijk: z
      .boolean()
      .meta({ description: 'Elk getal in het bestand is gelijk, ook per stembureau en kandidaat' }),
    cijfers: z.array(z.object({ wat: z.string(), was: z.int().nullable(), wordt: z.int().nullable() })),
    stembureaus: z.array(z.object({ naam: z.string(), hoe: z.enum(['nieuw', 'weg', 'gewijzigd']) })),
  })
  .nullable()
  .optional()
  .meta({ description: 'Wat er anders is dan in de versie die deze vervangt of vervangen zal' });
const other = z.object({ id: z.uuid(), nummer: spokenNumber });

const misused = moment.nullable().optional().meta({
  description: 'Ingediend nadat een ander de sleutel kan hebben gehad: sinds wanneer',
});

/** By what a file is here that should be signed and is not. */
export const unsignedAnswer = z
  .object({ toegestaanOp: moment, artikel: z.string() })
  .nullable()
  .optional()
  .meta({
    description:
      'Niet ondertekend: de Kiesraad stond deze ene levering toe. null: ondertekend, of hoeft niet',
  });

/** A submission in a list. */
const submissionSummary = z.object({
  id: z.uuid(),
  adres: z.string(),
  nummer: spokenNumber,
  staat: state,
  wachtOp: z
    .enum(['bestanden', 'controle'])
    .nullable()
    .meta({ description: 'Wat er nog moet komen voordat u verder kunt' }),
  verkiezing: z.string(),
  stembureau: body,
  begonnen: moment,
  soort: message.nullable(),
  vingerafdruk: fingerprint.nullable(),
  vingerafdrukGroepen: groups.nullable().meta({ description: '16 groepen van 4, zoals op het papier' }),
  gecontroleerd: moment.nullable(),
  ingediend: moment.nullable(),
  vervallen: moment.nullable(),
});

const recipient = z.object({
  niveau: level,
  code: z.string(),
  naam: z.string(),
  artikel: z.string(),
  afgeleverd: moment.nullable(),
  opgehaald: moment.nullable(),
  bevestigd: moment.nullable(),
  oordeel: z
    .object({ voldoet: z.boolean(), reden: z.string().nullable(), tijd: moment })
    .nullable()
    .meta({ description: 'Of het bestand voldoet, volgens deze ontvanger (O 2, P 1c)' }),
});

/** One submission: its files, each with the address to send it to, and once judged the complete verdict. */
export const submissionAnswer = submissionSummary
  .extend({
    direct: z.boolean(),
    vierOgen: z
      .boolean()
      .meta({ description: 'Wie dit verstuurde, mag het niet zelf vergelijken en indienen' }),
    bestanden: z.array(
      z.object({
        nummer: z.int().min(1),
        adres: z.string().meta({ description: 'Stuur hierheen het bestand met PUT' }),
        naam: z.string(),
        grootte: z.int(),
        ontvangen: moment.nullable(),
        binnen: z.int().meta({ description: 'Hoeveel bytes er al zijn; verder met PATCH' }),
        sha256: fingerprint.nullable(),
        aangekondigd: fingerprint
          .nullable()
          .meta({ description: 'De sha256 die bij het aankondigen is genoemd' }),
      }),
    ),
    vervangt: other.nullable(),
    versies: z.array(other.extend({ ingediend: moment, geldt: z.boolean() })),
    papier: paper.nullable(),
    zitting: sessionAnswer,
    wijzigingen: changesAnswer,
    sleutelMisbruiktSinds: misused,
    nietOndertekend: unsignedAnswer,
    controle: verdictAnswer.nullable(),
    ontvangers: z.array(recipient),
    ontvangstbewijs: z.string().nullable(),
  })
  .register(SHAPES, { id: 'Levering' });

/** A page of one's own submissions, newest first. */
export const submissionsAnswer = z
  .object({
    leveringen: z.array(submissionSummary),
    volgende: z.string().nullable(),
  })
  .register(SHAPES, { id: 'Leveringen' });

/** The receipt of what was delivered. */
export const receiptAnswer = z
  .object({
    id: z.uuid(),
    nummer: spokenNumber,
    uitkomst: z.literal('ontvangen en goedgekeurd'),
    oefening: z.boolean(),
    staat: z.enum(['ingediend', 'vervangen']),
    verkiezing: z.string(),
    verkiezingNaam: z.string(),
    stembureau: body.extend({ naam: z.string() }),
    soort: message,
    betreft: body.extend({ naam: z.string().nullable() }),
    ontvangen: moment,
    ingediend: moment,
    aangemaakt: z.string().nullable(),
    vingerafdruk: fingerprint.nullable(),
    vingerafdrukGroepen: groups.nullable(),
    papier: paper,
    zitting: sessionAnswer,
    sleutelMisbruiktSinds: misused,
    nietOndertekend: unsignedAnswer,
    controles: z.object({
      goed: z.int(),
      letOp: z.int(),
      nietGecontroleerd: z.int(),
      aandacht: z.array(z.object({ code: z.string(), toelichting: z.string() })),
    }),
    vervangt: other.nullable(),
    ontvangers: z.array(recipient),
  })
  .register(SHAPES, { id: 'Ontvangstbewijs' });
