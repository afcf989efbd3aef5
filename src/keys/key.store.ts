import { LEVELS, type CommitteeRef, type Segment } from '../kernel/committee.js';
import { sha256, type Sha256 } from '../kernel/fingerprint.js';
import type { Reader, Tx } from '../platform/postgres/database.js';
import type { CommitteeKeyModel } from '../platform/postgres/generated/models.js';
import type { CommitteeKey, KeyFacts, KeyState } from './key.js';

type Row = Omit<CommitteeKeyModel, 'certificate'>;

const WITHOUT_CERTIFICATE = { certificate: true } as const;

/** What is kept, as a state; throws on a row that is in none. */
function keyOf(row: Row): CommitteeKey {
  const level = LEVELS.find((known) => known === row.level);
  if (level === undefined) throw new Error(`key ${row.id} is of no known level`);
  const facts: KeyFacts = {
    id: row.id,
    electionId: row.electionId,
    committee: { level, code: row.code },
    keyId: sha256(row.keyId),
    fingerprint: sha256(row.certificateSha),
    subject: row.subject,
    notAfter: row.notAfter,
    registeredAt: row.registeredAt,
    registeredBy: row.registeredBy,
  };
  const decided = row.decidedAt && row.decidedBy ? { at: row.decidedAt, by: row.decidedBy } : null;
  const revoked = row.revokedAt && row.revokedBy ? { at: row.revokedAt, by: row.revokedBy } : null;
  const reason = row.reason ?? '';
  if (row.state === 'registered') return { ...facts, state: 'registered' };
  if (row.state === 'approved' && decided) return { ...facts, state: 'approved', decided };
  if (row.state === 'rejected' && decided) return { ...facts, state: 'rejected', decided, reason };
  if (row.state === 'revoked' && revoked) return { ...facts, state: 'revoked', decided, revoked, reason };
  throw new Error(`key ${row.id} is in no known state`);
}

/** Adds a key that waits. Breaks the unique rule on keyId when the same key is anywhere already. */
export async function addKey(
  tx: Tx,
  key: Omit<KeyFacts, 'id'> & { readonly certificate: Uint8Array },
): Promise<CommitteeKey> {
  const { committee, fingerprint, certificate, ...rest } = key;
  const row = await tx.committeeKey.create({
    data: {
      ...rest,
      level: committee.level,
      code: committee.code,
      certificate: new Uint8Array(certificate),
      certificateSha: fingerprint,
      state: 'registered',
    },
    omit: WITHOUT_CERTIFICATE,
  });
  return keyOf(row);
}

/** Whose key this is; null when nobody's. */
export async function findOwner(read: Reader | Tx, keyId: Sha256): Promise<Segment | null> {
  const row = await read.committeeKey.findUnique({ where: { keyId }, omit: WITHOUT_CERTIFICATE });
  return row && { electionId: row.electionId, body: keyOf(row).committee };
}

/** A key held until the transaction ends: who decides about it at the same moment waits. */
export async function holdKey(tx: Tx, id: string): Promise<CommitteeKey | null> {
  await tx.$queryRaw`SELECT 1 FROM committee_key WHERE id = ${id}::uuid FOR UPDATE`;
  const row = await tx.committeeKey.findUnique({ where: { id }, omit: WITHOUT_CERTIFICATE });
  return row && keyOf(row);
}

export async function findKey(read: Reader, id: string): Promise<CommitteeKey | null> {
  const row = await read.committeeKey.findUnique({ where: { id }, omit: WITHOUT_CERTIFICATE });
  return row && keyOf(row);
}

export async function certificateOfKey(read: Reader, id: string): Promise<Uint8Array | null> {
  const row = await read.committeeKey.findUnique({ where: { id }, select: { certificate: true } });
  return row?.certificate ?? null;
}

/** Writes the state a key got; its facts stay. */
export async function keepState(tx: Tx, key: CommitteeKey): Promise<void> {
  const decided = key.state === 'registered' ? null : key.decided;
  const revoked = key.state === 'revoked' ? key.revoked : null;
  await tx.committeeKey.update({
    where: { id: key.id },
    data: {
      state: key.state,
      decidedAt: decided?.at ?? null,
      decidedBy: decided?.by ?? null,
      revokedAt: revoked?.at ?? null,
      revokedBy: revoked?.by ?? null,
      reason: 'reason' in key ? key.reason : null,
    },
  });
}

/** Keys of a committee that may be used now, approved and not revoked, as they were registered; with their certificates. */
export async function usableKeys(
  read: Reader | Tx,
  { electionId, body }: Segment,
): Promise<{ keyId: Sha256; certificate: Uint8Array }[]> {
  const rows = await read.$queryRaw<{ keyId: string; certificate: Uint8Array }[]>`
    SELECT key_id AS "keyId", certificate FROM committee_key
    WHERE election_id = ${electionId} AND level = ${body.level} AND code = ${body.code} AND state = 'approved'
    ORDER BY registered_at`;
  return rows.map((row) => ({ keyId: sha256(row.keyId), certificate: row.certificate }));
}

/**
 * Whether this key of this committee is still approved, inside the transaction that delivers what it signed. A revocation
 * at the same moment waits until that transaction ends, or has ended before and is seen here.
 */
export async function keyStillUsable(
  tx: Tx,
  keyId: Sha256,
  electionId: string,
  committee: CommitteeRef,
): Promise<boolean> {
  const rows = await tx.$queryRaw<unknown[]>`
    SELECT 1 FROM committee_key WHERE key_id = ${keyId} AND election_id = ${electionId}
      AND level = ${committee.level} AND code = ${committee.code} AND state = 'approved' FOR SHARE`;
  return rows.length === 1;
}

/** Which keys to list; what is absent narrows nothing. */
export interface KeyFilter {
  readonly electionId?: string;
  readonly committee?: CommitteeRef;
  readonly state?: KeyState;
}

/** Keys with these properties, the longest waiting first, then the newest. */
export async function listKeys(
  read: Reader,
  filter: KeyFilter,
  page: { skip: number; take: number },
): Promise<CommitteeKey[]> {
  const rows = await read.committeeKey.findMany({
    where: whereOf(filter),
    orderBy: filter.state === 'registered' ? { registeredAt: 'asc' } : { registeredAt: 'desc' },
    omit: WITHOUT_CERTIFICATE,
    ...page,
  });
  return rows.map(keyOf);
}

export async function countKeys(read: Reader, filter: KeyFilter): Promise<number> {
  return read.committeeKey.count({ where: whereOf(filter) });
}

/** What is not handed in yet and would be refused without a key. */
export interface RestingOnKey {
  /** Judged: signed with this key. */
  readonly judged: number;
  /** Of the committee and not judged yet: with which key they are signed is not known. */
  readonly unjudged: number;
}

/** What rests on a key now, as numbers. Reads alone: it may change. */
export async function restingOnKey(
  read: Reader,
  { keyId, electionId, committee }: Pick<CommitteeKey, 'keyId' | 'electionId' | 'committee'>,
): Promise<RestingOnKey> {
  const [row] = await read.$queryRaw<RestingOnKey[]>`
    SELECT count(*) FILTER (WHERE state = 'judged' AND key_id = ${keyId})::int AS judged,
      count(*) FILTER (WHERE state = 'open')::int AS unjudged
    FROM waiting_submission
    WHERE election_id = ${electionId} AND level = ${committee.level} AND code = ${committee.code}`;
  return row ?? { judged: 0, unjudged: 0 };
}

/** How many keys a committee has that may be used, and that wait for approval. */
export interface KeyCount {
  readonly approved: number;
  readonly waiting: number;
}

/** By `committeeKey`, of every committee with a key that waits or is approved. */
export async function keysPerCommittee(
  read: Reader,
  electionId: string,
): Promise<ReadonlyMap<string, KeyCount>> {
  const rows = await read.committeeKey.groupBy({
    by: ['level', 'code', 'state'],
    where: { electionId, state: { in: ['approved', 'registered'] } },
    _count: { _all: true },
  });
  const counts = new Map<string, KeyCount>();
  for (const { level, code, state, _count } of rows) {
    const key = `${level}:${code}`;
    const known = counts.get(key) ?? { approved: 0, waiting: 0 };
    counts.set(key, { ...known, [state === 'approved' ? 'approved' : 'waiting']: _count._all });
  }
  return counts;
}

function whereOf({ electionId, committee, state }: KeyFilter) {
  return {
    ...(electionId === undefined ? {} : { electionId }),
    ...(committee === undefined ? {} : { level: committee.level, code: committee.code }),
    ...(state === undefined ? {} : { state }),
  };
}
