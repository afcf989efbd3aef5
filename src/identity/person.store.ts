import type { CommitteeRef } from '../kernel/committee.js';
import type { Reader, Tx } from '../platform/postgres/database.js';
import { hatOf, type NamedHat } from './hat.js';

/** A person as others in their body see them. */
export interface KeptPerson {
  readonly id: string;
  readonly name: string;
  readonly email: string;
}

/** A body, and the election it belongs to; null for the operator. */
export interface BodyRef {
  readonly electionId: string | null;
  readonly body: CommitteeRef;
}

const OPERATOR_NAME = 'Kiesraad, beheer van het platform';

/** E-mail addresses name one person, however they are capitalised. */
export const normalEmail = (email: string) => email.trim().toLowerCase();

export async function addPerson(
  tx: Tx,
  person: { name: string; email: string; now: Date },
): Promise<KeptPerson> {
  return tx.person.create({
    data: { name: person.name, email: normalEmail(person.email), createdAt: person.now },
    select: { id: true, name: true, email: true },
  });
}

export async function findPersonByEmail(read: Reader | Tx, email: string): Promise<KeptPerson | null> {
  return read.person.findUnique({
    where: { email: normalEmail(email) },
    select: { id: true, name: true, email: true },
  });
}

export async function findPerson(
  read: Reader | Tx,
  id: string,
): Promise<(KeptPerson & { blocked: boolean }) | null> {
  const row = await read.person.findUnique({ where: { id } });
  return row && { id: row.id, name: row.name, email: row.email, blocked: row.blockedAt !== null };
}

interface NamedHatRow {
  id: string;
  election_id: string | null;
  level: string;
  code: string;
  role: string;
  body_name: string | null;
  election_name: string | null;
}

const namedHat = (row: NamedHatRow): NamedHat => {
  const hat = hatOf({ ...row, electionId: row.election_id });
  const body = row.body_name ?? (hat.body.level === 'OPERATOR' ? OPERATOR_NAME : hat.body.code);
  return { ...hat, label: row.election_name === null ? body : `${body}, ${row.election_name}` };
};

/** The hats somebody may wear now, with their names, in a fixed order. */
export async function listHats(read: Reader | Tx, personId: string): Promise<NamedHat[]> {
  const rows = await read.$queryRaw<NamedHatRow[]>`
    SELECT h.id, h.election_id, h.level, h.code, h.role, c.name AS body_name, e.name AS election_name
    FROM hat h
    LEFT JOIN committee c ON c.election_id = h.election_id AND c.level = h.level AND c.code = h.code
    LEFT JOIN election e ON e.id = h.election_id
    WHERE h.person_id = ${personId}::uuid AND h.ended_at IS NULL
    ORDER BY e.election_date NULLS FIRST, e.name, c.name, h.id`;
  return rows.map(namedHat);
}

/** A hat to grant. */
export interface NewHat extends BodyRef {
  readonly personId: string;
  readonly role: string;
  readonly grantedBy: string | null;
  readonly now: Date;
}

/**
 * Grants a hat, or again the one that was ended: its old tokens stay revoked. Null when the person wears it already.
 * The caller holds the person's lock.
 */
export async function addHat(tx: Tx, hat: NewHat): Promise<string | null> {
  const { personId, electionId, body, role, grantedBy, now } = hat;
  const key = { personId, electionId, level: body.level, code: body.code };
  const [known] = await tx.$queryRaw<{ id: string; ended_at: Date | null }[]>`
    SELECT id, ended_at FROM hat
    WHERE person_id = ${personId}::uuid AND election_id IS NOT DISTINCT FROM ${electionId}
      AND level = ${body.level} AND code = ${body.code} FOR UPDATE`;
  if (known === undefined) {
    const made = await tx.hat.create({
      data: { ...key, role, grantedBy, grantedAt: now },
      select: { id: true },
    });
    return made.id;
  }
  if (known.ended_at === null) return null;
  await tx.hat.update({ where: { id: known.id }, data: { role, grantedBy, grantedAt: now, endedAt: null } });
  return known.id;
}

/** A live hat with whose it is, held until the transaction ends; null when there is none. */
export async function holdHat(tx: Tx, id: string) {
  const [row] = await tx.$queryRaw<
    { id: string; person_id: string; election_id: string | null; level: string; code: string; role: string }[]
  >`SELECT id, person_id, election_id, level, code, role FROM hat WHERE id = ${id}::uuid AND ended_at IS NULL FOR UPDATE`;
  return row === undefined
    ? null
    : { ...hatOf({ ...row, electionId: row.election_id }), personId: row.person_id };
}

/** Ends a hat and revokes its tokens: both stop at the next request. */
export async function endHat(tx: Tx, id: string, now: Date): Promise<void> {
  await tx.hat.updateMany({ where: { id, endedAt: null }, data: { endedAt: now } });
  await tx.accessToken.updateMany({ where: { hatId: id, revokedAt: null }, data: { revokedAt: now } });
}

/** Is there such a body? The operator always is. */
export async function bodyExists(read: Reader | Tx, { electionId, body }: BodyRef): Promise<boolean> {
  if (electionId === null) return body.level === 'OPERATOR' && body.code === 'OPERATOR';
  const found = await read.committee.findUnique({
    where: { electionId_level_code: { electionId, level: body.level, code: body.code } },
    select: { code: true },
  });
  return found !== null;
}

/** How many wear an operator's hat. */
export async function countOperators(read: Reader | Tx): Promise<number> {
  return read.hat.count({ where: { level: 'OPERATOR', endedAt: null, person: { passkeys: { some: {} } } } });
}

/** Gives a person the name and e-mail address they say they have. */
export async function renamePerson(
  tx: Tx,
  id: string,
  { name, email }: { name: string; email: string },
): Promise<void> {
  await tx.person.update({ where: { id }, data: { name, email: normalEmail(email) } });
}

/** What a body is called, with its election; null when there is none. */
export async function nameOfBody(read: Reader, { electionId, body }: BodyRef): Promise<string | null> {
  if (electionId === null)
    return body.level === 'OPERATOR' && body.code === 'OPERATOR' ? OPERATOR_NAME : null;
  const found = await read.committee.findUnique({
    where: { electionId_level_code: { electionId, level: body.level, code: body.code } },
    include: { election: { select: { name: true } } },
  });
  return found && `${found.name}, ${found.election.name}`;
}
