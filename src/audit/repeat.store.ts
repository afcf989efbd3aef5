import { z } from 'zod';
import type { HatlessActor, PersonActor } from '../kernel/actor.js';
import { LEVELS } from '../kernel/committee.js';
import type { Database, Tx } from '../platform/postgres/database.js';
import { append, appendAll } from './audit.store.js';
import type { AuditEvent } from './event.js';
import { repeatCounted } from './events.js';

/** What a known person does again and again is counted this long a time. */
const REPEAT_MINUTES = 10;
/** So many refusals of one kind of one person in one interval are logged one by one. */
export const REFUSED_ALONE = 20;

const aloneOf = (code: string | null) => (code === null || code === '' ? 1 : REFUSED_ALONE);

/**
 * Logs the first of what a known person may do over and over (looking, being refused), counts what follows in the same
 * ten minutes, over all processes, and leaves it to {@link closeRepeats} to log the count with the first and last moment.
 * `what` tells apart what was looked at or asked for. One person can so fill the log with nothing but different things.
 */
export async function appendRepeated(tx: Tx, event: AuditEvent, what: string, at: Date): Promise<void> {
  const { actor, action, code } = event;
  if (actor.kind === 'system' || actor.kind === 'anonymous') throw new Error(`${actor.kind} repeats nothing`);
  const { kind, personId, name, origin } = actor;
  const hat = actor.kind === 'person' ? actor.hat : null;
  const who = JSON.stringify({ kind, personId, name, origin, ...(hat && { hat }) });
  const [row] = await tx.$queryRaw<{ count: number }[]>`
    INSERT INTO repeat_count AS known (interval, actor, action, what, code, count, first_at, last_at, who)
    VALUES (date_bin(make_interval(mins => ${REPEAT_MINUTES}), ${at}, 'epoch'), ${`${personId} ${hat?.id ?? ''}`}, ${action},
      ${what}, ${code ?? ''}, 1, ${at}, ${at}, ${who}::jsonb)
    ON CONFLICT (interval, actor, action, what, code) DO UPDATE
    SET count = known.count + 1, last_at = greatest(known.last_at, EXCLUDED.last_at), who = EXCLUDED.who
    RETURNING count`;
  if (row!.count <= aloneOf(code)) await append(tx, event, at);
}

const known = {
  personId: z.string(),
  name: z.string(),
  origin: z.object({ ip: z.string(), agent: z.string().nullable() }),
};
const hat = z.object({
  id: z.string(),
  electionId: z.string().nullable(),
  body: z.object({ level: z.enum(LEVELS), code: z.string() }),
  role: z.enum(['member', 'manager', 'operator']),
});
const whoFields = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('person'), ...known, hat }),
  z.object({ kind: z.literal('hatless'), ...known }),
]);
const rowFields = z.object({
  action: z.string(),
  what: z.string(),
  code: z.string(),
  count: z.number(),
  since: z.date(),
  until: z.date(),
  who: whoFields,
});

/**
 * Logs the counts of intervals that are over and takes them out of the table, in one transaction; what happened no more
 * often than it was logged needs no count. Gives how many rows went; at most `limit`.
 */
export async function closeRepeats(db: Database, limit: number, at: Date): Promise<number> {
  return db.transaction(async (tx) => {
    const rows = await tx.$queryRaw<unknown[]>`
      DELETE FROM repeat_count WHERE (interval, actor, action, what, code) IN (
        SELECT interval, actor, action, what, code FROM repeat_count
        WHERE interval < date_bin(make_interval(mins => ${REPEAT_MINUTES}), ${at}, 'epoch')
        ORDER BY interval LIMIT ${limit} FOR UPDATE SKIP LOCKED)
      RETURNING action, what, code, count, first_at AS since, last_at AS until, who`;
    const counted = rows
      .map((row) => rowFields.parse(row))
      .filter(({ code, count }) => count > aloneOf(code));
    const events = counted.map(({ action, what, code, count, since, until, who }) => {
      const actor: PersonActor | HatlessActor = { ...who, via: { kind: 'program' } };
      const details = { repeated: action, what, since, until, count };
      return repeatCounted({ object: { id: null }, actor, ...(code === '' ? {} : { code }), details });
    });
    if (events.length > 0) await appendAll(tx, events, at);
    return rows.length;
  });
}
