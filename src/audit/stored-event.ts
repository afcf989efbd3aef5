import { z } from 'zod';
import type { LoggedEvent } from './audit-query.js';
import { readClear, readLeaf, systemName, type Leaf } from './leaf.js';

const columns = z.object({
  id: z.bigint(),
  at: z.date(),
  action: z.string(),
  objectKind: z.string(),
  objectId: z.string().nullable(),
  electionId: z.string().nullable(),
  result: z.enum(['done', 'refused']),
  code: z.string().nullable(),
  ip: z.string().nullable(),
  personName: z.string().nullable(),
  hat: z.string().nullable(),
  details: z.record(z.string(), z.json()),
});

/** A row of the log as the database gives it, with its personal part where that was not erased. */
export interface StoredEvent extends z.input<typeof columns> {
  readonly version: number;
  readonly leaf: Uint8Array | null;
  readonly salt: Uint8Array | null;
  readonly clear: string | null;
}

/**
 * Reads an event by its version. What is not as that version writes it is given as damaged, so that somebody sees it and
 * the rest of the log stays readable; a version of a later release is a fault.
 */
export function readEvent(stored: StoredEvent): LoggedEvent {
  switch (stored.version) {
    case 0:
      return { ...columns.parse(stored), state: 'whole' };
    case 1:
      return readFixed(stored);
    default:
      throw new Error(`event ${stored.id} of the log has version ${stored.version}`);
  }
}

function readFixed(stored: StoredEvent): LoggedEvent {
  const { salt, clear } = stored;
  try {
    const leaf = readLeaf(Buffer.from(stored.leaf ?? []).toString());
    const told = salt === null || clear === null ? null : readClear(leaf, salt, clear);
    return {
      ...factsOf(stored.id, leaf),
      ...(told && { ip: told.ip, details: { ...leaf.details, ...told.details } }),
      ...(told !== null && told.name !== null && { personName: told.name }),
      state: leaf.personal !== null && told === null ? 'erased' : 'whole',
    };
  } catch {
    return { ...columns.parse(stored), state: 'damaged' };
  }
}

function factsOf(id: bigint, leaf: Leaf): Omit<LoggedEvent, 'state'> {
  const { actor, object } = leaf;
  return {
    id,
    at: new Date(leaf.at),
    action: leaf.action,
    objectKind: object.kind,
    objectId: object.id,
    electionId: object.electionId,
    result: leaf.result,
    code: leaf.code,
    ip: null,
    personName: actor.kind === 'system' ? systemName(actor.part) : null,
    hat: actor.kind === 'person' ? actor.hat : null,
    details: leaf.details,
  };
}
