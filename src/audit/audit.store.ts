import type { Tx } from '../platform/postgres/database.js';
import type { AuditEvent } from './event.js';
import { fixEvent, systemName } from './leaf.js';

/**
 * Adds events in their order, each with its personal part, in one statement. It takes what {@link entriesOf} gives, for
 * whoever has a connection of its own.
 */
export const APPEND = `
  WITH entry AS (
    SELECT nextval('audit_event_id_seq') AS id, given.* FROM jsonb_to_recordset($1::jsonb) AS given(
      version smallint, at timestamptz, action text, object_kind text, object_id text, election_id text, result text,
      code text, person_id uuid, person_name text, hat text, details jsonb, leaf text, names text[], salt text,
      clear text)
  ), personal AS (
    INSERT INTO audit_personal (event_id, salt, clear)
    SELECT id, decode(salt, 'hex'), clear FROM entry WHERE clear IS NOT NULL
  )
  INSERT INTO audit_event (id, version, at, action, object_kind, object_id, election_id, result, code, person_id,
    person_name, hat, details, leaf, names)
  SELECT id, version, at, action, object_kind, object_id, election_id, result, code, person_id, person_name, hat, details,
    convert_to(leaf, 'UTF8'), names
  FROM entry`;

/**
 * Adds one event to the log, in the transaction of what it records: either both are kept or neither. `at`: now, by our
 * own clock. The application's role can add and read here, never change or remove.
 */
export async function append(tx: Tx, event: AuditEvent, at: Date): Promise<void> {
  await appendAll(tx, [event], at);
}

/** Adds several events at once, in their order. */
export async function appendAll(tx: Tx, events: readonly AuditEvent[], at: Date): Promise<void> {
  await tx.$executeRawUnsafe(APPEND, entriesOf(events, at));
}

/** The events, fixed at a moment, as APPEND takes them. */
export function entriesOf(events: readonly AuditEvent[], at: Date): string {
  return JSON.stringify(events.map((event) => entryOf(event, at)));
}

/** The columns beside the leaf are what the log is searched by; what it says stands in the leaf. */
function entryOf(event: AuditEvent, at: Date) {
  const { leaf, bytes, personal } = fixEvent(event, at);
  const { actor } = leaf;
  return {
    version: leaf.version,
    at: leaf.at,
    action: leaf.action,
    object_kind: leaf.object.kind,
    object_id: leaf.object.id,
    election_id: leaf.object.electionId,
    result: leaf.result,
    code: leaf.code,
    person_id: 'personId' in actor ? actor.personId : null,
    person_name: actor.kind === 'system' ? systemName(actor.part) : null,
    hat: actor.kind === 'person' ? actor.hat : null,
    details: leaf.details,
    leaf: bytes,
    names: event.names.length === 0 ? null : event.names,
    salt: personal?.salt.toString('hex') ?? null,
    clear: personal?.clear ?? null,
  };
}
