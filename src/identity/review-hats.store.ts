import type { Role } from '../kernel/actor.js';
import type { Reader, Tx } from '../platform/postgres/database.js';
import { hatOf } from './hat.js';
import type { BodyRef } from './person.store.js';

/** A role that somebody has, with who granted it and when they last signed in. */
export interface GrantedRole extends BodyRef {
  readonly hatId: string;
  readonly personId: string;
  readonly name: string;
  readonly email: string;
  readonly role: Role;
  readonly bodyName: string;
  readonly grantedAt: Date;
  /** Null: the platform itself. */
  readonly grantedBy: string | null;
  readonly grantedByName: string | null;
  /** By a passkey; null: never. */
  readonly lastSignIn: Date | null;
}

/** Whose roles are asked for. */
export interface RolesOf {
  readonly votingDay: string;
  /** Codes of the organisations whose executives take part. */
  readonly executives: ReadonlySet<string>;
  /** Only those of this body and those that this person granted; null: all. */
  readonly mine: (BodyRef & { readonly personId: string }) | null;
}

interface Row {
  readonly id: string;
  readonly person_id: string;
  readonly name: string;
  readonly email: string;
  readonly election_id: string | null;
  readonly level: string;
  readonly code: string;
  readonly role: string;
  readonly body_name: string | null;
  readonly granted_at: Date;
  readonly granted_by: string | null;
  readonly granted_by_name: string | null;
  readonly last_sign_in: Date | null;
}

/** The roles with which people can work for the elections of a voting day, executives and the Kiesraad among them. One query. */
export async function listGrantedRoles(
  read: Reader | Tx,
  { votingDay, executives, mine }: RolesOf,
): Promise<readonly GrantedRole[]> {
  const rows = await read.$queryRaw<Row[]>`
    SELECT h.id, h.person_id, p.name, p.email, h.election_id, h.level, h.code, h.role, h.granted_at, h.granted_by,
      g.name AS granted_by_name, coalesce(b.name || ', ' || b.election_name, x.name) AS body_name,
      (SELECT max(k.last_used_at) FROM passkey k WHERE k.person_id = p.id) AS last_sign_in
    FROM hat h JOIN person p ON p.id = h.person_id
    LEFT JOIN person g ON g.id = h.granted_by
    LEFT JOIN body b ON b.election_id = h.election_id AND b.level = h.level AND b.code = h.code
    LEFT JOIN executive x ON h.level = 'EXECUTIVE' AND x.code = h.code
    WHERE h.ended_at IS NULL
      AND (b.election_date = ${votingDay} OR h.level = 'OPERATOR'
        OR (h.level = 'EXECUTIVE' AND h.code = ANY(${[...executives]})))
      AND (${mine === null} OR h.granted_by = ${mine?.personId ?? null}::uuid
        OR (h.level = ${mine?.body.level ?? ''} AND h.code = ${mine?.body.code ?? ''}
          AND h.election_id IS NOT DISTINCT FROM ${mine?.electionId ?? null}))
    ORDER BY body_name NULLS FIRST, p.name, h.id`;
  return rows.map((row) => {
    const { electionId, body, role } = hatOf({ ...row, electionId: row.election_id });
    return {
      ...{ hatId: row.id, personId: row.person_id, name: row.name, email: row.email, electionId, body, role },
      bodyName: row.body_name ?? 'Kiesraad, beheer van het platform',
      ...{ grantedAt: row.granted_at, grantedBy: row.granted_by, grantedByName: row.granted_by_name },
      lastSignIn: row.last_sign_in,
    };
  });
}
