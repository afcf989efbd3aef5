import { z } from 'zod';
import { line } from '../frame/text.js';
import { LEVELS } from '../kernel/committee.js';
import { SHAPES } from '../platform/http/shapes.js';
import { pemOf } from './certificate-of.js';
import { isExpired, stateName, type CommitteeKey, type KeyState } from './key.js';

const fingerprint = z.string().regex(/^[0-9a-f]{64}$/);
const moment = z.iso.datetime();
const STATES = {
  aangemeld: 'registered',
  goedgekeurd: 'approved',
  afgewezen: 'rejected',
  ingetrokken: 'revoked',
} as const;

/** A key's state as the API names it. */
const stateSchema = z.enum(['aangemeld', 'goedgekeurd', 'afgewezen', 'ingetrokken']);

/** A key in an answer. */
export const keySchema = z
  .object({
    id: z.uuid(),
    verkiezing: z.string(),
    orgaan: z.object({ niveau: z.enum(LEVELS), code: z.string() }),
    sleutelVingerafdruk: fingerprint.meta({ description: 'SHA-256 over de SubjectPublicKeyInfo (DER)' }),
    certificaatVingerafdruk: fingerprint.meta({ description: 'SHA-256 over het certificaat (DER)' }),
    houder: z.string().meta({ description: 'Naam van de houder in het certificaat' }),
    geldigTot: moment,
    verlopen: z.boolean().meta({ description: 'Genoteerd; geen reden om te weigeren' }),
    toestand: stateSchema,
    aangemeldOp: moment,
    beslotenOp: moment.nullable(),
    ingetrokkenOp: moment.nullable(),
    reden: z.string().nullable(),
    certificaat: z.string().optional().meta({ description: 'PEM; alleen bij één sleutel' }),
  })
  .register(SHAPES, { id: 'Sleutel' });

/** A page of keys. */
export const keysSchema = z
  .object({ sleutels: z.array(keySchema), volgendeBladzijde: z.int().nullable() })
  .register(SHAPES, { id: 'Sleutels' });

/** What narrows the list. */
export const keyQuery = z.object({
  verkiezing: line(120).optional(),
  toestand: stateSchema.optional(),
  bladzijde: z.coerce.number().int().min(1).max(10_000).default(1),
});

/** A certificate in JSON, PEM or DER in base64, as its bytes. */
export const registrationBody = z
  .object({
    certificaat: z.string('Geef het certificaat, als PEM of als DER in base64.').min(1).max(44_000),
  })
  .transform(({ certificaat }): Uint8Array =>
    certificaat.includes('-----BEGIN') ? Buffer.from(certificaat) : Buffer.from(certificaat, 'base64'),
  );

/** What the API calls a state, as the state. */
export function stateOf(name: z.infer<typeof stateSchema>): KeyState {
  return STATES[name];
}

/** A key as the API gives it. */
export function keyJson(key: CommitteeKey, now: Date, certificate?: Uint8Array) {
  const decided = key.state === 'registered' ? null : key.decided;
  return {
    id: key.id,
    verkiezing: key.electionId,
    orgaan: { niveau: key.committee.level, code: key.committee.code },
    sleutelVingerafdruk: key.keyId,
    certificaatVingerafdruk: key.fingerprint,
    houder: key.subject,
    geldigTot: key.notAfter.toISOString(),
    verlopen: isExpired(key, now),
    toestand: stateName(key.state),
    aangemeldOp: key.registeredAt.toISOString(),
    beslotenOp: decided?.at.toISOString() ?? null,
    ingetrokkenOp: key.state === 'revoked' ? key.revoked.at.toISOString() : null,
    reden: 'reason' in key ? key.reason : null,
    ...(certificate === undefined ? {} : { certificaat: pemOf(certificate) }),
  };
}
