import { z } from 'zod';
import {
  COMMITTEE_LEVELS,
  ISLANDS,
  MESSAGE_TYPES,
  type Level,
  type MessageType,
} from '../kernel/committee.js';
import type { ElectionDefinition } from './definition.js';

/** CBS code of 's-Gravenhage, which sets up the NBSB (Ea 1) and whose burgemeester receives its file (O 21 lid 3). */
export const THE_HAGUE = '0518';

const code = z.string().regex(/^\d{4}$/);
const island = z.enum(Object.keys(ISLANDS));

/**
 * What the Kiesraad decides about an election beside its 110a. Stored per election as JSON.
 * - `nbsb`: authority id of the nationaal briefstembureau, null where it does not take part. No public source gives the
 *   code, so it can be set (inferred).
 * - `islands`: openbare lichamen that use the software, by joint decision (Ya 3b lid 1). Others have nothing to deliver.
 * - `signed`: which level signs which message. Never derived from whether a signature is there: no downgrade.
 */
export const electionSettingsSchema = z.strictObject({
  nbsb: code.nullable(),
  islands: z
    .array(island)
    .max(3)
    .refine((codes) => new Set(codes).size === codes.length, 'an island twice'),
  signed: z
    .array(z.strictObject({ level: z.enum(COMMITTEE_LEVELS), message: z.enum(MESSAGE_TYPES) }))
    .max(COMMITTEE_LEVELS.length * MESSAGE_TYPES.length),
});
export type ElectionSettings = Readonly<z.infer<typeof electionSettingsSchema>>;

/** NBSB code used until the Kiesraad sets another (inferred: a CBS code that no gemeente has). */
const DEFAULT_NBSB = '0998';

/** NBSB only for TK and EP; no island takes part; every 510b is signed and nothing else. */
export function defaultSettings(definition: Pick<ElectionDefinition, 'category'>): ElectionSettings {
  const national = definition.category === 'TK' || definition.category === 'EP';
  return {
    nbsb: national ? DEFAULT_NBSB : null,
    islands: [],
    signed: [
      { level: 'GSB', message: '510b' },
      { level: 'NBSB', message: '510b' },
      { level: 'SOL', message: '510b' },
    ],
  };
}

/** The messages that a level signs under these settings. */
export function signedBy(settings: ElectionSettings, level: Level): readonly MessageType[] {
  return settings.signed.filter((entry) => entry.level === level).map((entry) => entry.message);
}
