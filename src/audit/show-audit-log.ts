import { Injectable } from '@nestjs/common';
import type { PersonActor } from '../kernel/actor.js';
import { Clock } from '../kernel/clock.js';
import { Database } from '../platform/postgres/database.js';
import { listEvents } from './audit-list.store.js';
import type { AuditPage, AuditQuery } from './audit-query.js';
import { append } from './audit.store.js';
import { auditViewed } from './events.js';
import { appendRepeated } from './repeat.store.js';

const PAGE = 50;

/** The log, for the Kiesraad as beheerder. Looking is an action, and so is logged. */
@Injectable()
export class ShowAuditLog {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
  ) {}

  /** Newest first, fifty at a time. */
  async run(query: AuditQuery, actor: PersonActor): Promise<AuditPage> {
    const found = await listEvents(this.db.read, query, PAGE + 1);
    const events = found.slice(0, PAGE);
    const viewed = auditViewed({ object: { id: null }, actor, details: { filter: describe(query) } });
    const ofSomeone = [query.person, query.named, query.ip].some((asked) => asked !== undefined);
    await this.db.transaction((tx) =>
      ofSomeone
        ? append(tx, viewed, this.clock.now())
        : appendRepeated(tx, viewed, describe(query).join(' '), this.clock.now()),
    );
    return { events, next: found.length > PAGE ? events.at(-1)!.id : null };
  }
}

function describe(query: AuditQuery): string[] {
  return Object.entries(query).map(
    ([name, value]: [string, Date | bigint | string]) =>
      `${name}=${value instanceof Date ? value.toISOString() : String(value)}`,
  );
}
