import { LEVELS, type CommitteeRef, type Segment } from '../kernel/committee.js';
import { sha256, type Sha256 } from '../kernel/fingerprint.js';
import type { Reader, Tx } from '../platform/postgres/database.js';
import type { Prisma } from '../platform/postgres/generated/client.js';
import type { ListedKey } from './key-lines.js';
import {
  type ApprovedKey,
  type CommitteeKey,
  type Decision,
  type KeyFacts,
  type KeyState,
  type RegisteredKey,
} from './key.js';

/** A key without its certificate, with what people did about it. */
const KEPT = {
  omit: { certificate: true },
  include: {
    approvals: { select: { at: true, personId: true }, orderBy: { at: 'asc' } },
    readOut: { select: { call: { select: { recordedAt: true, personId: true } } } },
    proof: { select: { at: true, personId: true, fingerprint: true } },
  },
} as const satisfies Prisma.CommitteeKeyDefaultArgs;
type Row = Prisma.CommitteeKeyGetPayload<typeof KEPT>;

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
    readOut: row.readOut && { at: row.readOut.call.recordedAt, by: row.readOut.call.personId },
    proof: row.proof && {
      at: row.proof.at,
      by: row.proof.personId,
      fingerprint: sha256(row.proof.fingerprint),
    },
  };
  const decided = decision(row.decidedAt, row.decidedBy);
  const stopped = decision(row.revokedAt, row.revokedBy);
  const reason = row.reason ?? '';
  switch (row.state) {
    case 'registered':
      return waitingKey(facts, approvalsOf(row, null));
    case 'approved':
      return approvedKey(facts, approvalsOf(row, decided));
    case 'rejected':
      if (decided) return { ...facts, state: 'rejected', approvals: approvalsOf(row, null), decided, reason };
      break;
    case 'revoked':
      if (stopped) return stoppedKey(facts, row, { decided, stopped, reason });
  }
  throw new Error(`key ${row.id} is in no known state`);
}

const decision = (at: Date | null, by: string | null): Decision | null =>
  at === null || by === null ? null : { at, by };

/** Those of this release, and before them the only one that the release before kept. */
function approvalsOf({ approvals }: Row, decided: Decision | null): readonly Decision[] {
  const kept = approvals.map(({ at, personId }) => ({ at, by: personId }));
  const known = decided === null || kept.some(({ by }) => by === decided.by);
  return known ? kept : [...kept, decided].sort((a, b) => a.at.getTime() - b.at.getTime());
}

function waitingKey(facts: KeyFacts, [first]: readonly Decision[]): RegisteredKey {
  return { ...facts, state: 'registered', approvals: first === undefined ? [] : [first] };
}

function approvedKey(facts: KeyFacts, [first, second]: readonly Decision[]): ApprovedKey {
  if (first === undefined) throw new Error(`key ${facts.id} was approved by nobody`);
  return { ...facts, state: 'approved', approvals: second === undefined ? [first] : [first, second] };
}

function stoppedKey(
  facts: KeyFacts,
  row: Row,
  { decided, stopped, reason }: { decided: Decision | null; stopped: Decision; reason: string },
): CommitteeKey {
  const confirmed = decision(row.confirmedAt, row.confirmedBy);
  const known = {
    ...facts,
    reason,
    misusedSince: row.misusedSince,
    before: decided === null ? ('registered' as const) : ('approved' as const),
    approvals: approvalsOf(row, decided),
  };
  return row.needsSecond && confirmed === null
    ? { ...known, state: 'suspended', suspended: stopped }
    : { ...known, state: 'revoked', revoked: stopped, confirmed };
}

/** Adds a key that waits. Breaks the unique rule on keyId when the same key is anywhere already. */
export async function addKey(
  tx: Tx,
  key: Omit<KeyFacts, 'id' | 'readOut' | 'proof'> & { readonly certificate: Uint8Array },
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
    ...KEPT,
  });
  return keyOf(row);
}

/** The key with this id, whoever it is of; null when there is none. */
export async function findKnown(read: Reader | Tx, keyId: Sha256): Promise<CommitteeKey | null> {
  const row = await read.committeeKey.findUnique({ where: { keyId }, ...KEPT });
  return row && keyOf(row);
}

/** A key held until the transaction ends: who decides about it at the same moment waits. Found as {@link findKey} does. */
export async function holdKey(tx: Tx, id: string, within: Segment | null): Promise<CommitteeKey | null> {
  await tx.$queryRaw`SELECT 1 FROM committee_key WHERE id = ${id}::uuid FOR UPDATE`;
  return await findKey(tx, id, within);
}

/**
 * The key with this id in a segment; null: in any. One of another segment is not read at all, so that it cannot be told from
 * one that is not there by the time it takes.
 */
export async function findKey(
  read: Reader | Tx,
  id: string,
  within: Segment | null,
): Promise<CommitteeKey | null> {
  const own = within === null ? {} : { electionId: within.electionId, ...within.body };
  const row = await read.committeeKey.findUnique({ where: { id, ...own }, ...KEPT });
  return row && keyOf(row);
}

export async function certificateOfKey(read: Reader, id: string): Promise<Uint8Array | null> {
  const row = await read.committeeKey.findUnique({ where: { id }, select: { certificate: true } });
  return row?.certificate ?? null;
}

/**
 * Writes the state a key got; its facts stay. What is suspended is revoked for the release before this, and the decision that
 * it knows is the first that was ever written.
 */
export async function keepState(tx: Tx, key: CommitteeKey): Promise<void> {
  const stopped = key.state === 'revoked' ? key.revoked : key.state === 'suspended' ? key.suspended : null;
  const confirmed = key.state === 'revoked' ? key.confirmed : null;
  await tx.committeeKey.update({
    where: { id: key.id },
    data: {
      state: key.state === 'suspended' ? 'revoked' : key.state,
      revokedAt: stopped?.at ?? null,
      revokedBy: stopped?.by ?? null,
      needsSecond: key.state === 'suspended' || confirmed !== null,
      confirmedAt: confirmed?.at ?? null,
      confirmedBy: confirmed?.by ?? null,
      misusedSince: 'misusedSince' in key ? key.misusedSince : null,
      reason: 'reason' in key ? key.reason : null,
    },
  });
  const decided = key.state === 'approved' ? key.approvals.at(-1) : key.state === 'rejected' && key.decided;
  if (decided)
    await tx.committeeKey.updateMany({
      where: { id: key.id, decidedAt: null },
      data: { decidedAt: decided.at, decidedBy: decided.by },
    });
}

/** Keeps that somebody approved. Breaks a unique rule when the same person, or another as the same of the two, already did. */
export async function addApproval(
  tx: Tx,
  key: RegisteredKey | ApprovedKey,
  { at, by }: Decision,
): Promise<void> {
  const kind = key.approvals.length === 1 ? 'first' : 'second';
  await tx.keyApproval.create({ data: { keyId: key.id, personId: by, kind, at } });
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

/** A key that may be used now, with whose it is. */
export interface UsableKey extends Pick<
  KeyFacts,
  'committee' | 'keyId' | 'fingerprint' | 'subject' | 'notAfter'
> {
  readonly certificate: Uint8Array;
}

/** Every key of an election that may be used now. */
export async function usableKeysOf(read: Reader | Tx, electionId: string): Promise<UsableKey[]> {
  const rows = await read.committeeKey.findMany({
    where: { electionId, state: 'approved' },
    include: KEPT.include,
  });
  return rows.map((row) => ({ ...keyOf(row), certificate: row.certificate }));
}

/** The fingerprints of the keys that may be used now, sorted, by election; of every election that has a key at all. */
export async function usableFingerprints(read: Reader): Promise<ReadonlyMap<string, readonly string[]>> {
  const rows = await read.$queryRaw<{ id: string; fingerprints: string[] }[]>`
    SELECT election_id AS id,
      coalesce(array_agg(certificate_sha256 ORDER BY certificate_sha256) FILTER (WHERE state = 'approved'), '{}')
        AS fingerprints
    FROM committee_key GROUP BY election_id`;
  return new Map(rows.map(({ id, fingerprints }) => [id, fingerprints]));
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

/** Since when somebody else may have had the secret part of this key; null: nothing points to that. */
export async function misusedSince(read: Reader, keyId: Sha256): Promise<Date | null> {
  const rows = await read.$queryRaw<{ since: Date }[]>`
    SELECT misused_since AS since FROM misused_key WHERE key_id = ${keyId}`;
  return rows[0]?.since ?? null;
}

/** All keys of a committee in these elections, in the order in which they were registered. */
export async function keysOfCommittee(
  read: Reader | Tx,
  { level, code }: CommitteeRef,
  electionIds: readonly string[],
): Promise<CommitteeKey[]> {
  const rows = await read.committeeKey.findMany({
    where: { electionId: { in: [...electionIds] }, level, code },
    orderBy: [{ registeredAt: 'asc' }, { id: 'asc' }],
    ...KEPT,
  });
  return rows.map(keyOf);
}

/** Every key of these elections, for a list of hundreds, in one query. */
export async function keysIn(read: Reader, electionIds: readonly string[]): Promise<readonly ListedKey[]> {
  const rows = await read.$queryRaw<(Omit<ListedKey, 'committee'> & CommitteeRef)[]>`
    SELECT id, election_id AS "electionId", level, code, registered_at AS "registeredAt",
      CASE WHEN state = 'revoked' AND needs_second AND confirmed_at IS NULL THEN 'suspended' ELSE state END AS state
    FROM committee_key WHERE election_id = ANY(${[...electionIds]})`;
  return rows.map(({ level, code, ...key }) => ({ ...key, committee: { level, code } }));
}

/** The keys with these ids, in any order. */
export async function keysOfIds(read: Reader, ids: readonly string[]): Promise<readonly CommitteeKey[]> {
  const rows = await read.committeeKey.findMany({ where: { id: { in: [...new Set(ids)] } }, ...KEPT });
  return rows.map(keyOf);
}

/** Which keys to list; what is absent narrows nothing. */
export interface KeyFilter {
  readonly electionId?: string;
  readonly committee?: CommitteeRef;
  /** What is suspended is among the revoked too: neither is used. */
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
    ...KEPT,
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

/** By election, then by `committeeKey`, of every committee with a key that waits or is approved, in one query. */
export async function keysPerElection(
  read: Reader,
  electionIds: readonly string[],
): Promise<ReadonlyMap<string, ReadonlyMap<string, KeyCount>>> {
  const rows = await read.committeeKey.groupBy({
    by: ['electionId', 'level', 'code', 'state'],
    where: { electionId: { in: [...electionIds] }, state: { in: ['approved', 'registered'] } },
    _count: { _all: true },
  });
  const elections = new Map<string, Map<string, KeyCount>>();
  for (const { electionId, level, code, state, _count } of rows) {
    const counts = elections.get(electionId) ?? new Map<string, KeyCount>();
    elections.set(electionId, counts);
    const key = `${level}:${code}`;
    const known = counts.get(key) ?? { approved: 0, waiting: 0 };
    counts.set(key, { ...known, [state === 'approved' ? 'approved' : 'waiting']: _count._all });
  }
  return elections;
}

/** As a suspended key is kept. */
const SUSPENDED = { state: 'revoked', needsSecond: true, confirmedAt: null };

function whereOf({ electionId, committee, state }: KeyFilter) {
  return {
    ...(electionId === undefined ? {} : { electionId }),
    ...(committee === undefined ? {} : { level: committee.level, code: committee.code }),
    ...(state === undefined ? {} : state === 'suspended' ? SUSPENDED : { state }),
  };
}
