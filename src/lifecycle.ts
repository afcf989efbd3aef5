import { append } from './audit/audit.store.js';
import type { AuditEvent } from './audit/event.js';
import { platformMigrated, platformRightsSet, platformStarted, platformStopped } from './audit/events.js';
import type { SystemActor } from './kernel/actor.js';
import { Database } from './platform/postgres/database.js';
import type { Migrated } from './platform/postgres/migrate.js';

const object = { id: null };
const by = (part: string): SystemActor => ({ kind: 'system', part });

async function tell(db: Database, events: readonly AuditEvent[]): Promise<void> {
  await db.transaction(async (tx) => {
    for (const event of events) await append(tx, event, new Date());
  });
}

/** A process that serves: which version, and which parts of it. */
export interface Serving {
  readonly version: string;
  readonly parts: string[];
}

/** Puts in the log that this process begins to serve. */
export async function tellStarted(db: Database, details: Serving): Promise<void> {
  await tell(db, [platformStarted({ object, actor: by('start'), details })]);
}

/** Puts in the log that it ends in order. */
export async function tellStopped(db: Database, details: Serving): Promise<void> {
  await tell(db, [platformStopped({ object, actor: by('stop'), details })]);
}

/** Puts in the log what `migrate` changed, as the owner: who can migrate can write there. */
export async function tellMigrated(ownerUrl: string, version: string, done: Migrated): Promise<void> {
  const actor = by('migrate');
  const { applied, rights } = done;
  const events = [
    ...(applied.length > 0
      ? [platformMigrated({ object, actor, details: { version, migrations: [...applied] } })]
      : []),
    ...(rights.length > 0
      ? [platformRightsSet({ object, actor, details: { version, changes: [...rights] } })]
      : []),
  ];
  if (events.length === 0) return;
  const db = new Database(ownerUrl, 1);
  await tell(db, events).finally(() => db.close());
}
