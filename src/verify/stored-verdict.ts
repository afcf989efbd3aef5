import { z } from 'zod';
import { DELIVERED_TYPES, LEVELS } from '../kernel/committee.js';
import { sha256 } from '../kernel/fingerprint.js';
import { PHASES, type Stations } from './figures.js';
import { unsignedSchema } from './unsigned.js';
import type { Verdict } from './verdict.js';

const digest = z.string().transform((text, issue) => {
  try {
    return sha256(text);
  } catch {
    issue.addIssue({ code: 'custom', message: 'not a SHA-256' });
    return z.NEVER;
  }
});
const place = z.object({
  file: z.string().nullable(),
  line: z.number().nullable(),
  column: z.number().nullable(),
  path: z.string().nullable(),
});
const finding = z.object({ detail: z.string(), place: place.nullable() });
/** Codes are not held to the catalogue of today: an older verdict keeps the checks that were made for it. */
const check = finding.extend({
  code: z.string(),
  result: z.enum(['pass', 'warn', 'refuse', 'skipped']),
  more: z.array(finding),
});

const votes = z.int().nonnegative();
const reasons = z.array(z.object({ reason: z.string(), votes }));
/** The figures of a count, as they are kept and answered. */
export const keptFigures = z.object({
  version: z.int(),
  phase: z
    .enum(PHASES)
    .optional()
    .meta({ description: 'kr:Phase (1.3); afwezig: het bestand noemt geen fase' }),
  eligible: votes.meta({ description: 'Kiesgerechtigden; 0 als het bestand ze niet noemt' }),
  counted: votes,
  rejected: reasons,
  uncounted: reasons,
  lists: z.array(z.object({ id: z.int(), name: z.string(), votes })),
  units: votes.meta({ description: 'Aantal stembureaus' }),
  digest: z.string().meta({ description: 'Over alle getallen in het bestand' }),
});

const keptStations = z.array(z.object({ id: z.string(), name: z.string(), digest: z.string() }));

const storedVerdict = z.object({
  // Version 1 did not name itself.
  catalogue: z.int().positive().default(1),
  verdict: z.enum(['accepted', 'refused']),
  fingerprint: digest.nullable(),
  type: z.enum(DELIVERED_TYPES).nullable(),
  election: z.string().nullable(),
  committee: z.object({ level: z.enum(LEVELS), code: z.string() }).nullable(),
  created: z.string().nullable(),
  keyId: digest.nullable(),
  pair: z.object({ emlName: z.string(), emlSize: z.number(), signatureName: z.string() }).nullable(),
  attachments: z.array(
    z.object({
      name: z.string(),
      size: z.number(),
      sha256: digest,
      kind: z.enum(['pdf', 'csv', 'other']),
    }),
  ),
  checks: z.array(check),
});

/**
 * A verdict without what is counted in it and by what it is unsigned: those are kept beside it, where a release that does
 * not know them leaves them alone.
 */
export function storable(verdict: Verdict): object {
  return { ...verdict, figures: undefined, stations: undefined, unsigned: undefined };
}

/** Reads the reporting units of a count as they were kept. Throws on what no version wrote. */
export function readStoredStations(json: unknown): Stations {
  return keptStations.parse(json);
}

/**
 * Reads a verdict as it was kept, by whatever version of the catalogue it was made, with its figures, and by what it is unsigned, where they were kept.
 * Checks that were added since are not in it, and those that are no longer made still are. Throws on what no version wrote:
 * that is damage, not a verdict.
 */
export function readStoredVerdict(json: unknown, figures: unknown = null, unsigned: unknown = null): Verdict {
  return {
    ...storedVerdict.parse(json),
    figures: figures === null ? null : keptFigures.parse(figures),
    ...(unsigned === null ? {} : { unsigned: unsignedSchema.parse(unsigned) }),
  };
}
