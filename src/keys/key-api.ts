import { z } from 'zod';
import { line } from '../frame/text.js';
import type { PersonActor } from '../kernel/actor.js';
import { LEVELS } from '../kernel/committee.js';
import { SHAPES } from '../platform/http/shapes.js';
import { pemOf } from './certificate-of.js';
import {
  isExpired,
  showsCertificate,
  stateName,
  wasApproved,
  type CommitteeKey,
  type KeyState,
} from './key.js';

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
    certificaatVingerafdruk: fingerprint.nullable().meta({
      description:
        'SHA-256 over het certificaat (DER). Voor een stembureau leeg tot de sleutel is goedgekeurd: het leest de vingerafdruk voor uit zijn eigen certificaatbestand',
    }),
    houder: z.string().meta({ description: 'Naam van de houder in het certificaat' }),
    geldigTot: moment,
    verlopen: z.boolean().meta({ description: 'Genoteerd; geen reden om te weigeren' }),
    toestand: stateSchema,
    opgeschort: z.boolean().meta({
      description: 'Ingetrokken door één persoon; een tweede van de Kiesraad bevestigt dat of heft het op',
    }),
    aangemeldOp: moment,
    voorgelezenOp: moment.nullable(),
    bewezenOp: moment.nullable().meta({
      description:
        'Wanneer het bezit van de geheime sleutel is bewezen met een proeftelling; leeg: alleen door de handtekening van het certificaat op zichzelf',
    }),
    proeftelling: fingerprint.nullable().meta({
      description: 'Vingerafdruk van die proeftelling; zij kan nooit meer als telling worden ingediend',
    }),
    goedkeuringen: z
      .int()
      .min(0)
      .max(2)
      .meta({ description: 'Hoeveel mensen van de Kiesraad goedkeurden; twee zijn nodig' }),
    beslotenOp: moment.nullable(),
    ingetrokkenOp: moment.nullable(),
    misbruiktSinds: moment.nullable(),
    reden: z.string().nullable(),
    certificaat: z
      .string()
      .optional()
      .meta({ description: 'PEM; alleen bij één sleutel die zijn vingerafdruk toont' }),
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

/** A key as the API gives it to who wears this hat. */
export function keyJson(
  key: CommitteeKey,
  { hat }: Pick<PersonActor, 'hat'>,
  now: Date,
  certificate?: Uint8Array,
) {
  const shown = showsCertificate(key, hat.role);
  const stopped = key.state === 'revoked' ? key.revoked : key.state === 'suspended' ? key.suspended : null;
  const decided = key.state === 'rejected' ? key.decided : wasApproved(key) ? key.approvals.at(-1) : null;
  return {
    id: key.id,
    verkiezing: key.electionId,
    orgaan: { niveau: key.committee.level, code: key.committee.code },
    sleutelVingerafdruk: key.keyId,
    certificaatVingerafdruk: shown ? key.fingerprint : null,
    houder: key.subject,
    geldigTot: key.notAfter.toISOString(),
    verlopen: isExpired(key, now),
    toestand: stateName(key.state === 'suspended' ? 'revoked' : key.state),
    opgeschort: key.state === 'suspended',
    aangemeldOp: key.registeredAt.toISOString(),
    voorgelezenOp: key.readOut?.at.toISOString() ?? null,
    bewezenOp: key.proof?.at.toISOString() ?? null,
    proeftelling: key.proof?.fingerprint ?? null,
    goedkeuringen: key.approvals.length,
    beslotenOp: decided?.at.toISOString() ?? null,
    ingetrokkenOp: stopped?.at.toISOString() ?? null,
    misbruiktSinds: 'misusedSince' in key ? (key.misusedSince?.toISOString() ?? null) : null,
    reden: 'reason' in key ? key.reason : null,
    ...(certificate === undefined || !shown ? {} : { certificaat: pemOf(certificate) }),
  };
}
