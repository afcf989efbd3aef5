import type { CommitteeRef } from '../kernel/committee.js';
import type { Reader, Tx } from '../platform/postgres/database.js';
import { hatOf, type NamedHat } from './hat.js';
import { tellAuthority } from './authority.store.js';

/** A person as others in their body see them. */
export interface KeptPerson {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  /** As they wrote it; null: not given. */
  readonly phone: string | null;
}

/** A body, and the election it belongs to; null for the operator and for an executive. */
export interface BodyRef {
  readonly electionId: string | null;
  readonly body: CommitteeRef;
}

const OPERATOR_NAME = 'Kiesraad, beheer van het platform';

/** E-mail addresses name one person, however they are capitalised. */
const normalEmail = (email: string) => email.trim().toLowerCase();

export async function addPerson(
  tx: Tx,
  person: { name: string; email: string; phone?: string | null; now: Date },
): Promise<KeptPerson> {
  return tx.person.create({
    data: {
      name: person.name,
      email: normalEmail(person.email),
      phone: person.phone ?? null,
      createdAt: person.now,
    },
    select: { id: true, name: true, email: true, phone: true },
  });
}

export async function findPersonByEmail(
  read: Reader | Tx,
  email: string,
): Promise<(KeptPerson & { blocked: boolean }) | null> {
  const row = await read.person.findUnique({ where: { email: normalEmail(email) } });
  return (
    row && { id: row.id, name: row.name, email: row.email, phone: row.phone, blocked: row.blockedAt !== null }
  );
}

export async function findPerson(
  read: Reader | Tx,
  id: string,
): Promise<(KeptPerson & { blocked: boolean; blockedAt: Date | null; blockedReason: string | null }) | null> {
  const row = await read.person.findUnique({ where: { id } });
  if (row === null) return null;
  const { name, email, phone, blockedAt, blockedReason } = row;
  return { id, name, email, phone, blocked: blockedAt !== null, blockedAt, blockedReason };
}

/** What people are called, by id. */
export async function namesOf(
  read: Reader | Tx,
  ids: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const rows = await read.person.findMany({
    where: { id: { in: [...ids] } },
    select: { id: true, name: true },
  });
  return new Map(rows.map(({ id, name }) => [id, name]));
}

/** People whose name or e-mail address holds `text`, by name; at most `limit`. */
export async function findPeople(read: Reader, text: string, limit: number) {
  const contains = { contains: text, mode: 'insensitive' } as const;
  return read.person.findMany({
    where: { OR: [{ name: contains }, { email: contains }] },
    orderBy: [{ name: 'asc' }, { id: 'asc' }],
    select: { id: true, name: true, email: true, blockedAt: true },
    take: limit,
  });
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
    SELECT h.id, h.election_id, h.level, h.code, h.role, coalesce(b.name, x.name) AS body_name, b.election_name
    FROM hat h
    LEFT JOIN body b ON b.election_id = h.election_id AND b.level = h.level AND b.code = h.code
    LEFT JOIN executive x ON h.level = 'EXECUTIVE' AND x.code = h.code
    WHERE h.person_id = ${personId}::uuid AND h.ended_at IS NULL
    ORDER BY b.election_date NULLS FIRST, b.election_name, b.name, h.id`;
  return rows.map(namedHat);
}

/** Whether somebody may act, or ever could, for this body. */
export async function everWore(
  read: Reader | Tx,
  personId: string,
  { electionId, body: { level, code } }: BodyRef,
): Promise<boolean> {
  return (await read.hat.count({ where: { personId, electionId, level, code } })) > 0;
}

/** A hat to grant. */
export interface NewHat extends BodyRef {
  readonly personId: string;
  readonly role: string;
  readonly grantedBy: string | null;
  readonly now: Date;
}

/** Grants a hat: a row of its own for each grant. Null when the person wears it already; the caller holds their lock. */
export async function addHat(tx: Tx, hat: NewHat): Promise<string | null> {
  const { personId, electionId, body, role, grantedBy, now } = hat;
  const key = { personId, electionId, level: body.level, code: body.code };
  if ((await tx.hat.count({ where: { ...key, endedAt: null } })) > 0) return null;
  const made = await tx.hat.create({
    data: { ...key, role, grantedBy, grantedAt: now },
    select: { id: true },
  });
  return made.id;
}

/** A live hat with whose it is; null when there is none. */
export async function findHat(read: Reader, id: string) {
  const row = await read.hat.findFirst({ where: { id, endedAt: null } });
  return row && { ...hatOf(row), personId: row.personId };
}

/**
 * A live hat with whose it is, held until the transaction ends; null when there is none. Who ends it waits; who wears it, and
 * therefore holds it already, does not.
 */
export async function holdHat(tx: Tx, id: string) {
  const [row] = await tx.$queryRaw<
    { id: string; person_id: string; election_id: string | null; level: string; code: string; role: string }[]
  >`SELECT id, person_id, election_id, level, code, role FROM hat WHERE id = ${id}::uuid AND ended_at IS NULL FOR SHARE`;
  return row === undefined
    ? null
    : { ...hatOf({ ...row, electionId: row.election_id }), personId: row.person_id };
}

/**
 * Ends a hat with all that rests on it: its tokens, its open invitation, what sessions and long requests do with it. Granted
 * again it is another hat.
 */
export async function endHat(
  tx: Tx,
  { id, personId }: { id: string; personId: string },
  now: Date,
): Promise<void> {
  await tx.hat.updateMany({ where: { id, endedAt: null }, data: { endedAt: now } });
  await tx.accessToken.updateMany({ where: { hatId: id, revokedAt: null }, data: { revokedAt: now } });
  await tx.invitation.deleteMany({ where: { personId, usedAt: null, OR: [{ hatId: id }, { hatId: null }] } });
  await tellAuthority(tx, personId);
}

/** Blocks somebody, or lifts that; null: lifted. The rest of what ends is the caller's matter. */
export async function setBlocked(
  tx: Tx,
  id: string,
  blocked: { at: Date; reason: string } | null,
): Promise<void> {
  await tx.person.update({
    where: { id },
    data: { blockedAt: blocked?.at ?? null, blockedReason: blocked?.reason ?? null },
  });
  await tellAuthority(tx, id);
}

/** How many operators can sign in. */
export async function countOperators(read: Reader | Tx): Promise<number> {
  return countAble(read, { electionId: null, body: { level: 'OPERATOR', code: 'OPERATOR' } });
}

/** How many people of a body can sign in. `besides`: who is not counted; `withoutPasskey`: nobody needs a passkey for it. */
export async function countAble(
  read: Reader | Tx,
  { electionId, body: { level, code } }: BodyRef,
  { besides, withoutPasskey = false }: { besides?: string; withoutPasskey?: boolean } = {},
): Promise<number> {
  return read.hat.count({
    where: {
      ...{ electionId, level, code, endedAt: null },
      ...(besides === undefined ? {} : { personId: { not: besides } }),
      person: { blockedAt: null, ...(withoutPasskey ? {} : { passkeys: { some: {} } }) },
    },
  });
}

/** Gives a person the name and e-mail address they say they have. */
export async function renamePerson(
  tx: Tx,
  id: string,
  { name, email }: { name: string; email: string },
): Promise<void> {
  await tx.person.update({ where: { id }, data: { name, email: normalEmail(email) } });
}

/** The number at which a person can be called; null: none. Gives whether it is another than before. */
export async function setPhone(tx: Tx, id: string, phone: string | null): Promise<boolean> {
  const other =
    phone === null ? { phone: { not: null } } : { OR: [{ phone: null }, { phone: { not: phone } }] };
  return (await tx.person.updateMany({ where: { id, ...other }, data: { phone } })).count > 0;
}

/** What a body is called, with its election; null when there is none. The operator always is; executives have no election. */
export async function nameOfBody(read: Reader | Tx, { electionId, body }: BodyRef): Promise<string | null> {
  if (electionId === null && body.level === 'EXECUTIVE') {
    const [found] = await read.$queryRaw<{ name: string }[]>`
      SELECT name FROM executive WHERE code = ${body.code}`;
    return found?.name ?? null;
  }
  if (electionId === null)
    return body.level === 'OPERATOR' && body.code === 'OPERATOR' ? OPERATOR_NAME : null;
  const [found] = await read.$queryRaw<{ label: string }[]>`
    SELECT name || ', ' || election_name AS label FROM body
    WHERE election_id = ${electionId} AND level = ${body.level} AND code = ${body.code}`;
  return found?.label ?? null;
}
