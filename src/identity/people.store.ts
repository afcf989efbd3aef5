import type { Role } from '../kernel/actor.js';
import type { CommitteeRef, Level, Segment } from '../kernel/committee.js';
import type { Reader, Tx } from '../platform/postgres/database.js';
import { hatOf } from './hat.js';
import type { BodyRef } from './person.store.js';

/** Somebody who may act for a body. */
export interface BodyPerson {
  readonly personId: string;
  readonly name: string;
  readonly email: string;
  readonly phone: string | null;
  readonly hatId: string;
  readonly role: Role;
  readonly grantedAt: Date;
  readonly passkeys: number;
}

/** The people of a body by name; at most 200. */
export async function listPeople(read: Reader | Tx, { electionId, body }: BodyRef): Promise<BodyPerson[]> {
  const rows = await read.hat.findMany({
    where: { electionId, level: body.level, code: body.code, endedAt: null },
    orderBy: { person: { name: 'asc' } },
    include: { person: { include: { _count: { select: { passkeys: true } } } } },
    take: 200,
  });
  return rows.map((row) => ({
    personId: row.personId,
    name: row.person.name,
    email: row.person.email,
    phone: row.person.phone,
    hatId: row.id,
    role: hatOf(row).role,
    grantedAt: row.grantedAt,
    passkeys: row.person._count.passkeys,
  }));
}

/** Who manages a body, and how they are reached. */
export interface Manager {
  readonly name: string;
  readonly email: string;
  /** As they wrote it; null: not given. */
  readonly phone: string | null;
}

/** Whom a body can be reached through: how many of its people can sign in, and who manages it. */
export interface BodyContact extends Segment {
  readonly people: number;
  readonly managers: readonly Manager[];
}

/**
 * The contacts of these bodies, in one query whatever their elections; a body without people is not among them. Blocked people do
 * not count, and unless `withoutPasskey` neither do those who have none yet: they cannot sign in.
 */
export async function listContacts(
  read: Reader,
  bodies: readonly Segment[],
  withoutPasskey: boolean,
): Promise<readonly BodyContact[]> {
  const ids = bodies.map(({ electionId }) => electionId);
  const rows = await read.$queryRaw<(CommitteeRef & Omit<BodyContact, 'body'>)[]>`
    SELECT h.election_id AS "electionId", h.level, h.code,
      count(*) FILTER (WHERE ${withoutPasskey} OR EXISTS (SELECT 1 FROM passkey k WHERE k.person_id = p.id))::int AS people,
      coalesce(json_agg(json_build_object('name', p.name, 'email', p.email, 'phone', p.phone) ORDER BY p.name)
        FILTER (WHERE h.role = 'manager'), '[]') AS managers
    FROM hat h JOIN person p ON p.id = h.person_id
    WHERE (h.election_id, h.level, h.code) IN (
        SELECT * FROM unnest(${ids}::text[], ${bodies.map(({ body }) => body.level)}::text[],
          ${bodies.map(({ body }) => body.code)}::text[]))
      AND h.ended_at IS NULL AND p.blocked_at IS NULL
    GROUP BY h.election_id, h.level, h.code`;
  return rows.map(({ level, code, ...contact }) => ({ body: { level, code }, ...contact }));
}

/**
 * Whether everything this person ever acted as lies in bodies that the manager manages now. Only then is their account
 * surely one of the manager's own people: an e-mail address alone proves nothing, another body's manager may have set an
 * account up in its name. A gemeente is the same body in every election, an executive is of none; `CSB` and `HSB3` are others in each.
 */
export async function isOwnPerson(read: Reader | Tx, personId: string, managerId: string): Promise<boolean> {
  const [row] = await read.$queryRaw<{ elsewhere: bigint }[]>`
    SELECT count(*) AS elsewhere FROM hat h
    WHERE h.person_id = ${personId}::uuid AND NOT EXISTS (
      SELECT 1 FROM hat m WHERE m.person_id = ${managerId}::uuid AND m.role = 'manager' AND m.ended_at IS NULL
        AND m.level = h.level AND m.code = h.code
        AND (m.election_id = h.election_id OR h.level IN ('GSB', 'SOL', 'MAYOR', 'EXECUTIVE')))`;
  return row?.elsewhere === 0n;
}

export async function countPasskeys(read: Reader | Tx, personId: string): Promise<number> {
  return read.passkey.count({ where: { personId } });
}

/** Somebody, with one of the hats they wear. */
export interface PersonWithHat {
  readonly personId: string;
  readonly name: string;
  readonly body: string;
  readonly election: string | null;
  readonly role: Role;
}

/**
 * People whose name, body or election holds `text`, each hat for itself, at most `limit`; the Kiesraad first, then from CSB
 * down. `blocked`: also those who cannot sign in.
 */
export async function searchPeople(
  read: Reader,
  text: string,
  { limit, blocked }: { readonly limit: number; readonly blocked: boolean },
): Promise<PersonWithHat[]> {
  const pattern = `%${text.replace(/[\\%_]/g, '\\$&')}%`;
  const rows = await read.$queryRaw<
    {
      id: string;
      name: string;
      body: string | null;
      election: string | null;
      role: string;
      level: string;
      code: string;
    }[]
  >`
    SELECT p.id, p.name, coalesce(b.name, x.name) AS body, b.election_name AS election, h.role, h.level, h.code
    FROM person p
    JOIN hat h ON h.person_id = p.id AND h.ended_at IS NULL
    LEFT JOIN body b ON b.election_id = h.election_id AND b.level = h.level AND b.code = h.code
    LEFT JOIN executive x ON h.level = 'EXECUTIVE' AND x.code = h.code
    WHERE (${blocked} OR p.blocked_at IS NULL) AND (p.name ILIKE ${pattern} OR b.name ILIKE ${pattern}
      OR x.name ILIKE ${pattern} OR b.election_name ILIKE ${pattern} OR b.election_id ILIKE ${pattern})
    ORDER BY array_position(ARRAY['OPERATOR','COUNCIL','CSB','HSB','NBSB','SOL','GSB','MAYOR','EXECUTIVE'], h.level),
      b.election_name, b.name, p.name, h.id
    LIMIT ${limit}`;
  return rows.map((row) => ({
    personId: row.id,
    name: row.name,
    body: row.body ?? (row.level === 'OPERATOR' ? 'Kiesraad, beheer van het platform' : row.code),
    election: row.election,
    role: hatOf({ ...row, electionId: null }).role,
  }));
}

/** Somebody of a body who can be written to. */
export interface Reachable extends BodyRef {
  readonly personId: string;
  readonly name: string;
  readonly email: string;
  /** What the body is called, with its election; null for one of no election. */
  readonly bodyName: string | null;
}

/** Everybody who has a role at one of these bodies and is not blocked, once per body, in one query. */
export async function listReachable(read: Reader | Tx, bodies: readonly BodyRef[]): Promise<Reachable[]> {
  const rows = await read.$queryRaw<
    (Pick<Reachable, 'name' | 'email' | 'bodyName'> & {
      election_id: string | null;
      level: Level;
      code: string;
      id: string;
    })[]
  >`
    SELECT DISTINCT h.election_id, h.level, h.code, p.id, p.name, p.email, n.name || ', ' || n.election_name AS "bodyName"
    FROM unnest(${bodies.map(({ electionId }) => electionId)}::text[], ${bodies.map(({ body }) => body.level)}::text[],
      ${bodies.map(({ body }) => body.code)}::text[]) AS b (election_id, level, code)
    JOIN hat h ON h.level = b.level AND h.code = b.code AND h.election_id IS NOT DISTINCT FROM b.election_id
      AND h.ended_at IS NULL
    JOIN person p ON p.id = h.person_id AND p.blocked_at IS NULL
    LEFT JOIN body n ON n.election_id = h.election_id AND n.level = h.level AND n.code = h.code`;
  return rows.map(({ id, name, email, bodyName, election_id: electionId, level, code }) => ({
    ...{ personId: id, name, email, bodyName, electionId },
    body: { level, code },
  }));
}
