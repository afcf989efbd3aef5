import { z } from 'zod';
import { lines } from '../frame/text.js';
import { SHAPES } from '../platform/http/shapes.js';
import { LEVELS, MESSAGE_TYPES, type Level } from '../kernel/committee.js';
import { countByLevel } from '../elections/committee-list.js';
import type { ElectionCommittee } from '../elections/committees.js';
import { CATEGORIES } from '../elections/definition.js';
import { exemptionLaw } from '../elections/duties.js';
import { EXEMPTION_REASONS, REDENEN } from '../elections/exemption.js';
import type { ElectionSummary, ShownElection, ShownExemption } from './show-elections.js';
import type { Route } from '../elections/routes.js';

/** A calendar day, `YYYY-MM-DD`. */
const day = z.iso.date();
const moment = z.iso.datetime();
const fingerprint = z.string().regex(/^[0-9a-f]{64}$/);
const level = z.enum(LEVELS).meta({ description: 'Niveau van een orgaan' });
const code = z.string().meta({ description: 'Code van het orgaan: 0668, HSB3, CSB of COUNCIL' });

const summarySchema = z
  .object({
    id: z.string().meta({ example: 'TK2026' }),
    naam: z.string(),
    categorie: z.enum(CATEGORIES),
    verkiezingsdatum: day,
    /** SHA-256 over the bytes of the 110a. */
    definitieVingerafdruk: fingerprint,
    ingerichtOp: moment,
    /** concept: een tweede persoon van de Kiesraad bevestigde haar nog niet. */
    stand: z.enum(['concept', 'ingericht']),
  })
  .register(SHAPES, { id: 'VerkiezingKort' });

export const electionSchema = summarySchema
  .extend({
    subcategorie: z.string(),
    domein: z.object({ code: z.string().nullable(), naam: z.string() }).nullable(),
    zetels: z.int().min(1),
    voorkeurdrempel: z.number().meta({ description: 'In procenten van de kiesdeler' }),
    contest: z.string(),
    schemaVersie: z.enum(['1.2.2', '1.3']),
    organen: z.partialRecord(z.enum(LEVELS), z.int()).meta({ description: 'Aantal organen per niveau' }),
    kalender: z.object({
      kandidaatstelling: day,
      protocolOpenbaarUiterlijk: day,
      programmatuurUiterlijk: day,
      verklaringUiterlijk: day,
      sleutelUiterlijk: day,
      terugvaloptieUiterlijk: day,
      certificaatTot: day,
    }),
  })
  .register(SHAPES, { id: 'Verkiezing' });

const committeeSchema = z
  .object({
    niveau: level,
    code,
    naam: z.string(),
    plaats: z.string(),
    hoofdstembureau: z.string().nullable(),
    burgemeester: z.string().nullable(),
  })
  .register(SHAPES, { id: 'Stembureau' });

export const routeSchema = z
  .object({
    van: level,
    bestand: z.enum(MESSAGE_TYPES),
    naar: z.array(level),
    artikel: z.string().meta({ example: 'Na 32 lid 3' }),
    grond: z.enum(['wet', 'afgeleid']),
  })
  .register(SHAPES, { id: 'Route' });

export const exemptionSchema = z
  .object({
    /** Null where it follows from the settings of the election: such a one cannot be ended. */
    id: z.uuid().nullable(),
    niveau: level,
    code,
    reden: z.enum(REDENEN),
    artikel: z.string(),
    toelichting: z.string().nullable(),
    sinds: moment.nullable(),
    tot: moment.nullable(),
  })
  .register(SHAPES, { id: 'NietVerschuldigd' });

export const electionsSchema = z
  .object({ verkiezingen: z.array(summarySchema) })
  .register(SHAPES, { id: 'Verkiezingen' });
export const committeesSchema = z
  .object({ stembureaus: z.array(committeeSchema) })
  .register(SHAPES, { id: 'Stembureaus' });
export const routesSchema = z.object({ routes: z.array(routeSchema) }).register(SHAPES, { id: 'Routes' });
export const exemptionsSchema = z
  .object({ nietVerschuldigd: z.array(exemptionSchema) })
  .register(SHAPES, { id: 'NietVerschuldigdLijst' });

/** What somebody declares: this committee need not deliver. */
export const declarationSchema = z.strictObject({
  niveau: z.enum(LEVELS, { error: 'Kies een niveau.' }),
  code: z.string({ error: 'Geef de code van het orgaan.' }).min(1, 'Geef de code van het orgaan.').max(20),
  reden: z.enum(REDENEN, { error: 'Kies een reden.' }),
  toelichting: lines(1000),
});

/** The same as a form sends it: level and code are chosen as one. */
export const declarationForm = z.object({
  orgaan: z
    .string('Kies een orgaan.')
    .regex(new RegExp(`^(${LEVELS.join('|')}):.{1,20}$`), 'Kies een orgaan.')
    .transform((chosen) => {
      const [level, code] = chosen.split(':') as [Level, string];
      return { level, code };
    }),
  reden: declarationSchema.shape.reden,
  toelichting: declarationSchema.shape.toelichting,
});

/** An election in a list. */
export function summaryJson(summary: ElectionSummary): z.infer<typeof summarySchema> {
  return {
    id: summary.id,
    naam: summary.name,
    categorie: summary.category as z.infer<typeof summarySchema>['categorie'],
    verkiezingsdatum: summary.electionDate,
    definitieVingerafdruk: summary.definitionSha256,
    ingerichtOp: summary.createdAt.toISOString(),
    stand: summary.draft ? 'concept' : 'ingericht',
  };
}

/** One election, whole. */
export function electionJson({ summary, plan, calendar }: ShownElection): z.infer<typeof electionSchema> {
  const { definition, committees } = plan;
  return {
    ...summaryJson(summary),
    subcategorie: definition.subcategory,
    domein: definition.domain && { code: definition.domain.code, naam: definition.domain.name },
    zetels: definition.seats,
    voorkeurdrempel: definition.preferenceThreshold,
    contest: definition.contest,
    schemaVersie: definition.schemaVersion,
    organen: Object.fromEntries(countByLevel(committees)),
    kalender: {
      kandidaatstelling: calendar.nominationDay,
      protocolOpenbaarUiterlijk: calendar.protocolDue,
      programmatuurUiterlijk: calendar.softwareDue,
      verklaringUiterlijk: calendar.declarationDue,
      sleutelUiterlijk: calendar.keyDue,
      terugvaloptieUiterlijk: calendar.fallbackDue,
      certificaatTot: calendar.certificateEnd,
    },
  };
}

/** A committee in a list. */
export function committeeJson(committee: ElectionCommittee): z.infer<typeof committeeSchema> {
  const { level: niveau, name, place, district, mayor } = committee;
  return {
    niveau,
    code: committee.code,
    naam: name,
    plaats: place,
    hoofdstembureau: district,
    burgemeester: mayor,
  };
}

/** A route in a list. */
export function routeJson({ from, message, to, law, basis }: Route): z.infer<typeof routeSchema> {
  return {
    van: from,
    bestand: message,
    naar: [...to],
    artikel: law,
    grond: basis === 'law' ? 'wet' : 'afgeleid',
  };
}

/** An exemption in a list. */
export function exemptionJson(exemption: ShownExemption): z.infer<typeof exemptionSchema> {
  const { committee, reason } = exemption;
  return {
    id: exemption.id,
    niveau: committee.level,
    code: committee.code,
    reden: EXEMPTION_REASONS[reason].reden,
    artikel: exemptionLaw(reason, committee.level),
    toelichting: exemption.note,
    sinds: exemption.since,
    tot: exemption.until,
  };
}
