import { createHash, randomBytes } from 'node:crypto';
import { z } from 'zod';
import { describeHat, type Actor } from '../kernel/actor.js';
import { canonicalJson } from '../kernel/canonical-json.js';
import type { AuditEvent } from './event.js';

/** The version of what is written now. Version 0 is what stood in the log before: columns and no leaf. */
const LEAF_VERSION = 1;

/** No other use of SHA-256 here, and no other version, hashes these bytes first. */
const COMMITMENT = Buffer.from('overdracht/audit/personal/1\0');
const SALT_BYTES = 32;

const detailValue = z.union([z.string(), z.number(), z.boolean(), z.null(), z.array(z.string()).readonly()]);
const details = z.record(z.string(), detailValue);

const leafFields = z.strictObject({
  version: z.literal(LEAF_VERSION),
  at: z.iso.datetime({ precision: 3 }),
  action: z.string(),
  object: z.strictObject({
    kind: z.string(),
    id: z.string().nullable(),
    electionId: z.string().nullable(),
  }),
  result: z.enum(['done', 'refused']),
  code: z.string().nullable(),
  actor: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('person'), personId: z.string(), hat: z.string() }),
    z.strictObject({ kind: z.literal('hatless'), personId: z.string() }),
    z.strictObject({ kind: z.literal('anonymous') }),
    z.strictObject({ kind: z.literal('system'), part: z.string() }),
  ]),
  details,
  /** The commitment to what stands apart, hex; null when nothing does. */
  personal: z
    .string()
    .regex(/^[0-9a-f]{64}$/)
    .nullable(),
});
/** An event as it is fixed for good. */
export type Leaf = z.infer<typeof leafFields>;

const clearFields = z.strictObject({
  name: z.string().nullable(),
  ip: z.string().nullable(),
  agent: z.string().nullable(),
  details,
});
/** What says something of a person: kept beside the leaf, and can be erased. */
export type Clear = z.infer<typeof clearFields>;

/** An event ready to be kept. `bytes`: what a log hashes. */
export interface FixedEvent {
  readonly leaf: Leaf;
  readonly bytes: string;
  readonly personal: { readonly salt: Buffer; readonly clear: string } | null;
}

/**
 * Fixes an event at a moment (milliseconds, our own clock): canonical bytes (RFC 8785), which hold of what is personal
 * only a commitment with a fresh salt. Without the salt nobody can find out by trying what was committed to.
 */
export function fixEvent(event: AuditEvent, at: Date, salt: Buffer = randomBytes(SALT_BYTES)): FixedEvent {
  const clear = clearOf(event);
  const leaf: Leaf = {
    version: LEAF_VERSION,
    at: at.toISOString(),
    action: event.action,
    object: event.object,
    result: event.code === null ? 'done' : 'refused',
    code: event.code,
    actor: actorOf(event.actor),
    details: event.details,
    personal: clear === null ? null : commitment(salt, clear),
  };
  return { leaf, bytes: canonicalJson(leaf), personal: clear === null ? null : { salt, clear } };
}

/** SHA-256 over domain, salt and the canonical clear text, hex. */
export function commitment(salt: Uint8Array, clear: string): string {
  if (salt.length !== SALT_BYTES) throw new RangeError(`a salt of ${salt.length} bytes`);
  return createHash('sha256').update(COMMITMENT).update(salt).update(clear).digest('hex');
}

/** Reads the bytes of a leaf; a fault when they are not exactly those of a leaf of this version. */
export function readLeaf(bytes: string): Leaf {
  const leaf = leafFields.parse(JSON.parse(bytes));
  if (canonicalJson(leaf) !== bytes) throw new Error('a leaf of the log is not canonical');
  return leaf;
}

/** Reads the clear text of a leaf; a fault when the leaf does not commit to it. */
export function readClear(leaf: Leaf, salt: Uint8Array, clear: string): Clear {
  if (leaf.personal !== commitment(salt, clear))
    throw new Error('the personal part of an event is not what its leaf commits to');
  return clearFields.parse(JSON.parse(clear));
}

function actorOf(actor: Actor): Leaf['actor'] {
  switch (actor.kind) {
    case 'person':
      return { kind: 'person', personId: actor.personId, hat: describeHat(actor.hat) };
    case 'hatless':
      return { kind: 'hatless', personId: actor.personId };
    case 'anonymous':
      return { kind: 'anonymous' };
    case 'system':
      return { kind: 'system', part: actor.part };
  }
}

function clearOf({ actor, personal }: AuditEvent): string | null {
  if (actor.kind === 'system' && Object.keys(personal).length === 0) return null;
  const origin = actor.kind === 'system' ? { ip: null, agent: null } : actor.origin;
  const name = actor.kind === 'person' || actor.kind === 'hatless' ? actor.name : null;
  const clear: Clear = { name, ip: origin.ip, agent: origin.agent, details: { ...personal } };
  return canonicalJson(clear);
}

/** What the log calls a part of the platform. */
export const systemName = (part: string): string => `systeem: ${part}`;
