import { Prisma } from '../platform/postgres/generated/client.js';
import type { Reader } from '../platform/postgres/database.js';
import type { AuditQuery, LoggedEvent } from './audit-query.js';
import { readEvent, type StoredEvent } from './stored-event.js';

const { sql } = Prisma;
const startsWith = (text: string) => `${text.replace(/[\\%_]/g, '\\$&')}%`;
/** A fingerprint as people read it: in groups of four. */
const ungrouped = (text: string) =>
  /^[0-9a-f]{4}( [0-9a-f]{4})+$/i.test(text) ? text.replaceAll(' ', '') : text;

/** As the log keeps them, each with its personal part. */
const EVENTS = sql`
    SELECT e.id, e.version, e.leaf, p.salt, p.clear, e.at, e.action, e.object_kind AS "objectKind",
      e.object_id AS "objectId", e.election_id AS "electionId", e.result, e.code, e.ip, e.person_name AS "personName",
      e.hat, e.details
    FROM audit_event e LEFT JOIN audit_personal p ON p.event_id = e.id`;

/** So many events of one thing are told at most. */
const MOST = 2000;

/**
 * Events about one of these objects, and those of action `named` that name one of them, oldest first. Actions in `without`
 * are left out here, so that looks, of which there can be thousands, take no place of what happened.
 */
export async function listEventsAbout(
  read: Reader,
  objects: readonly string[],
  { named, without }: { readonly named: string; readonly without: readonly string[] },
): Promise<LoggedEvent[]> {
  const ids = [...objects];
  const rows = await read.$queryRaw<StoredEvent[]>`${EVENTS}
    WHERE e.id IN (SELECT id FROM audit_event WHERE object_id = ANY(${ids}) AND action <> ALL(${[...without]})
      UNION ALL SELECT id FROM audit_event WHERE action = ${named} AND names && ${ids})
    ORDER BY e.id LIMIT ${MOST}`;
  return rows.map(readEvent);
}

/** Events that answer the query, newest first: `limit` of them, before the event with id `query.before`. */
export async function listEvents(read: Reader, query: AuditQuery, limit: number): Promise<LoggedEvent[]> {
  const rows = await read.$queryRaw<StoredEvent[]>`${EVENTS}
    WHERE ${Prisma.join(conditionsOf(query), ' AND ')}
    ORDER BY e.id DESC LIMIT ${limit}`;
  return rows.map(readEvent);
}

/**
 * Each stands on an index of its own, but for the part of a body's name, which is looked for in event after event; the page
 * itself goes by the number.
 */
function conditionsOf(query: AuditQuery): Prisma.Sql[] {
  const { action, person, electionId, named, body, result, code, ip, from, until, about, before } = query;
  return [
    sql`true`,
    ...(before === undefined ? [] : [sql`e.id < ${before}`]),
    ...(action === undefined ? [] : [sql`e.action = ${action}`]),
    ...(electionId === undefined ? [] : [sql`e.election_id = ${electionId}`]),
    ...(body === undefined ? [] : [sql`e.hat LIKE ${startsWith(body)}`]),
    ...(result === undefined ? [] : [sql`e.result = ${result}`]),
    ...(code === undefined ? [] : [sql`e.code = ${code}`]),
    ...(from === undefined ? [] : [sql`e.at >= ${from}`]),
    ...(until === undefined ? [] : [sql`e.at < ${until}`]),
    ...(person === undefined ? [] : [personal('name', person)]),
    ...(ip === undefined ? [] : [personal('ip', ip)]),
    ...(named === undefined ? [] : [sql`(${personal('name', named)} OR ${ofBody(named)})`]),
    ...(about === undefined ? [] : [namesObject(ungrouped(about))]),
  ];
}

function personal(what: 'name' | 'ip', text: string): Prisma.Sql {
  const start = startsWith(text.toLowerCase());
  return what === 'name'
    ? sql`e.id IN (SELECT event_id FROM audit_personal WHERE lower(name) LIKE ${start}
        UNION ALL SELECT id FROM audit_event WHERE lower(person_name) LIKE ${start})`
    : sql`e.id IN (SELECT event_id FROM audit_personal WHERE ip LIKE ${start}
        UNION ALL SELECT id FROM audit_event WHERE ip LIKE ${start})`;
}

/** What somebody of a body with this in its name did, or what names such a body. */
function ofBody(text: string): Prisma.Sql {
  const part = `%${startsWith(text)}`;
  return sql`EXISTS (SELECT 1 FROM body b WHERE b.name ILIKE ${part} AND b.election_id = e.election_id
    AND (split_part(e.hat, ' ', 1) = b.level || ':' || b.code
      OR e.details->>'committee' = b.level || ':' || b.code OR e.details->>'recipient' = b.level || ':' || b.code))`;
}

/** What is about an object, or names it: by the start of its id, or by the whole of another name it goes by. */
function namesObject(text: string): Prisma.Sql {
  return sql`e.id IN (SELECT id FROM audit_event WHERE object_id LIKE ${startsWith(text)}
    UNION ALL SELECT id FROM audit_event WHERE names @> ARRAY[${text}]
    UNION ALL SELECT id FROM audit_event WHERE version = 0 AND details->>'nummer' = ${text})`;
}
