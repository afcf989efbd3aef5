import type { Reader } from '../platform/postgres/database.js';
import type { AuditQuery, LoggedEvent } from './audit-query.js';

const like = (text: string) => ({ startsWith: text });

/** Events that answer the query, newest first: `limit` of them, before the event with id `query.before`. */
export async function listEvents(read: Reader, query: AuditQuery, limit: number): Promise<LoggedEvent[]> {
  const { action, person, electionId, body, result, from, until, objectId, before } = query;
  const rows = await read.auditEvent.findMany({
    where: {
      ...(before === undefined ? {} : { id: { lt: before } }),
      ...(action === undefined ? {} : { action }),
      ...(person === undefined ? {} : { personName: { contains: person, mode: 'insensitive' as const } }),
      ...(electionId === undefined ? {} : { electionId }),
      ...(body === undefined ? {} : { hat: like(body) }),
      ...(result === undefined ? {} : { result }),
      ...(objectId === undefined ? {} : { objectId: like(objectId) }),
      ...(from === undefined && until === undefined
        ? {}
        : { at: { ...(from && { gte: from }), ...(until && { lt: until }) } }),
    },
    orderBy: { id: 'desc' },
    take: limit,
  });
  return rows.map((row) => ({
    ...row,
    result: row.result === 'refused' ? ('refused' as const) : ('done' as const),
    details: row.details as LoggedEvent['details'],
  }));
}
