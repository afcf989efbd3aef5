import { describeHat, type Actor } from '../kernel/actor.js';
import type { Tx } from '../platform/postgres/database.js';
import type { AuditEvent, ObjectKind } from './event.js';

/** What is acted on. `id` as the platform knows it; null when the asker named nothing that exists. */
export interface AuditObject {
  readonly kind: ObjectKind;
  readonly id: string | null;
  readonly electionId?: string | null;
}

/** One line of the log. Details are facts, never file content, secrets or more personal data than the actor's name. */
export interface AuditEntry {
  readonly action: string;
  readonly object: AuditObject;
  readonly actor: Actor;
  readonly result?: 'done' | 'refused';
  /** Refusal code, when refused. */
  readonly code?: string;
  readonly details?: Readonly<Record<string, string | number | boolean | null | readonly string[]>>;
}

function actorColumns(actor: Actor) {
  switch (actor.kind) {
    case 'person':
      return {
        ...actor.origin,
        personId: actor.personId,
        personName: actor.name,
        hat: describeHat(actor.hat),
      };
    case 'hatless':
      return { ...actor.origin, personId: actor.personId, personName: actor.name };
    case 'anonymous':
      return actor.origin;
    case 'system':
      return { personName: `systeem: ${actor.part}` };
  }
}

/**
 * Adds one event to the log, in the transaction of what it records: either both are kept or neither.
 * The application's role can add and read here, never change or remove.
 */
export async function append(tx: Tx, event: AuditEvent, at: Date): Promise<void>;
export async function append(tx: Tx, entry: AuditEntry): Promise<void>;
export async function append(tx: Tx, event: AuditEntry | AuditEvent, at?: Date): Promise<void> {
  await appendAll(tx, [event], at);
}

/** Adds several events at once, in their order. */
export async function appendAll(
  tx: Tx,
  events: readonly (AuditEntry | AuditEvent)[],
  at?: Date,
): Promise<void> {
  await tx.auditEvent.createMany({
    data: events.map((event) => ({
      ...columnsOf('names' in event ? entryOf(event) : event),
      ...(at && { at }),
    })),
  });
}

function entryOf(event: AuditEvent): AuditEntry {
  const { action, object, actor, code, details, personal } = event;
  const result = code === null ? 'done' : 'refused';
  return {
    action,
    object,
    actor,
    result,
    ...(code === null ? {} : { code }),
    details: { ...details, ...personal },
  };
}

function columnsOf(entry: AuditEntry) {
  return {
    action: entry.action,
    objectKind: entry.object.kind,
    objectId: entry.object.id,
    electionId:
      entry.object.electionId ?? (entry.actor.kind === 'person' ? entry.actor.hat.electionId : null),
    result: entry.result ?? 'done',
    code: entry.code ?? null,
    details: { ...entry.details },
    ...actorColumns(entry.actor),
  };
}
