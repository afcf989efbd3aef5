import type { Sha256 } from '../kernel/fingerprint.js';
import type { Origin } from '../kernel/actor.js';
import { databaseTime, type Database, type Reader, type Tx } from '../platform/postgres/database.js';
import type { KeptHat } from './hat.js';
import { tellAuthority } from './authority.store.js';
import { IDLE_MS, latestEnd, NOTE_USE_MS } from './session.js';

/** Who a cookie or token stands for, and as what. */
export interface KeptCaller {
  readonly personId: string;
  readonly name: string;
  readonly blocked: boolean;
  /** The hat worn, if it has not been ended. */
  readonly hat: KeptHat | null;
}

/** A session as kept, with its person and hat. */
export interface KeptSession extends KeptCaller {
  readonly lastSeenAt: Date;
  readonly endsAt: Date;
  /** Whether a passkey vouched for it; a person chosen in a rehearsal has none. */
  readonly verified: boolean;
  /** By the database's clock, with which its age is measured. */
  readonly now: Date;
}

/** A token as kept, with its person and hat. */
export interface KeptToken extends KeptCaller {
  readonly expiresAt: Date;
  readonly revoked: boolean;
  /** By the database's clock. */
  readonly now: Date;
}

/** One of a person's own sessions, for the list on their account. */
export interface OwnSession {
  readonly tokenHash: string;
  readonly createdAt: Date;
  readonly lastSeenAt: Date;
  readonly ip: string;
  readonly agent: string | null;
}

const callerOf = (row: CallerRow): KeptCaller => ({
  personId: row.person_id,
  name: row.name,
  blocked: row.blocked_at !== null,
  hat:
    row.hat_id === null
      ? null
      : { id: row.hat_id, electionId: row.election_id, level: row.level!, code: row.code!, role: row.role! },
});

interface CallerRow {
  person_id: string;
  name: string;
  blocked_at: Date | null;
  hat_id: string | null;
  election_id: string | null;
  level: string | null;
  code: string | null;
  role: string | null;
}

/** The session with this hash, or null. One query: it runs before every request. */
export async function findSession(read: Reader, tokenHash: Sha256): Promise<KeptSession | null> {
  const [row] = await read.$queryRaw<
    (CallerRow & { last_seen_at: Date; ends_at: Date; verified: boolean; now: Date })[]
  >`
    SELECT p.id AS person_id, p.name, p.blocked_at, h.id AS hat_id, h.election_id, h.level, h.code, h.role,
           s.last_seen_at, s.ends_at, s.verified_at IS NOT NULL AS verified, now() AS now
    FROM session s
    JOIN person p ON p.id = s.person_id
    LEFT JOIN hat h ON h.id = s.hat_id AND h.person_id = p.id AND h.ended_at IS NULL
    WHERE s.token_hash = ${tokenHash}`;
  if (row === undefined) return null;
  const { last_seen_at: lastSeenAt, ends_at: endsAt, verified, now } = row;
  return { ...callerOf(row), lastSeenAt, endsAt, verified, now };
}

/** The token with this hash, or null; its hat is null when it has been ended. */
export async function findToken(read: Reader, tokenHash: Sha256): Promise<KeptToken | null> {
  const [row] = await read.$queryRaw<
    (CallerRow & { expires_at: Date; revoked_at: Date | null; now: Date })[]
  >`
    SELECT p.id AS person_id, p.name, p.blocked_at, t.expires_at, t.revoked_at, now() AS now,
           CASE WHEN h.ended_at IS NULL THEN h.id END AS hat_id, h.election_id, h.level, h.code, h.role
    FROM access_token t
    JOIN hat h ON h.id = t.hat_id
    JOIN person p ON p.id = h.person_id
    WHERE t.token_hash = ${tokenHash}`;
  return row === undefined
    ? null
    : { ...callerOf(row), expiresAt: row.expires_at, revoked: row.revoked_at !== null, now: row.now };
}

/** Notes that a session was used; of many at once one writes. */
export async function noteUse(db: Database, tokenHash: Sha256): Promise<void> {
  await db.transaction(
    (tx) => tx.$executeRaw`
      UPDATE session SET last_seen_at = now()
      WHERE token_hash = ${tokenHash} AND last_seen_at <= now() - ${NOTE_USE_MS} * interval '1 ms'`,
  );
}

/** What a new session is made of. */
export interface NewSession {
  readonly tokenHash: Sha256;
  readonly personId: string;
  readonly hatId: string | null;
  readonly origin: Origin;
  /** Whether a passkey vouched for it. */
  readonly verified: boolean;
}

export async function addSession(tx: Tx, session: NewSession): Promise<void> {
  const { tokenHash, personId, hatId, origin } = session;
  const now = await databaseTime(tx);
  await tx.session.create({
    data: {
      tokenHash,
      personId,
      hatId,
      createdAt: now,
      lastSeenAt: now,
      endsAt: latestEnd(now),
      ip: origin.ip,
      agent: origin.agent,
    },
  });
  if (session.verified) await noteVerified(tx, tokenHash);
}

/** Notes that a passkey vouched for a session just now, by the database's clock: ages are measured with it. */
export async function noteVerified(tx: Tx, tokenHash: string): Promise<void> {
  await tx.$executeRaw`UPDATE session SET verified_at = clock_timestamp() WHERE token_hash = ${tokenHash}`;
}

/** Puts a hat on a session; gives whether that session is there and this person's. */
export async function wearHat(tx: Tx, tokenHash: string, personId: string, hatId: string): Promise<boolean> {
  const { count } = await tx.session.updateMany({ where: { tokenHash, personId }, data: { hatId } });
  return count === 1;
}

/** Ends sessions of a person: one, or all. Gives how many there were. */
export async function endSessions(tx: Tx, personId: string, tokenHash?: string): Promise<number> {
  const where = tokenHash === undefined ? { personId } : { personId, tokenHash };
  const { count } = await tx.session.deleteMany({ where });
  await tellAuthority(tx, personId);
  return count;
}

/** Ends one session, whoever's it is. */
export async function endSession(tx: Tx, tokenHash: string): Promise<void> {
  const [ended] = await tx.session.findMany({ where: { tokenHash }, select: { personId: true } });
  if (ended !== undefined) await endSessions(tx, ended.personId, tokenHash);
}

/** A person's live sessions, latest use first. */
export async function listSessions(read: Reader, personId: string, now: Date): Promise<OwnSession[]> {
  return read.session.findMany({
    where: { personId, endsAt: { gt: now }, lastSeenAt: { gt: new Date(now.getTime() - IDLE_MS) } },
    orderBy: { lastSeenAt: 'desc' },
    select: { tokenHash: true, createdAt: true, lastSeenAt: true, ip: true, agent: true },
    take: 50,
  });
}

/** What was used, revoked or past its end stays so long: for who asks why a link or a token no longer works. */
const KEEP_OVER_MS = 30 * 86_400_000;

/**
 * Removes what is over anyway: sessions past an end, challenges nobody answered, and invitations and tokens that ended a
 * month ago. Gives how much it removed.
 */
export async function pruneExpired(db: Database, now: Date): Promise<number> {
  return db.transaction(async (tx) => {
    const idle = new Date(now.getTime() - IDLE_MS);
    const sessions = await tx.session.deleteMany({
      where: { OR: [{ endsAt: { lte: now } }, { lastSeenAt: { lte: idle } }] },
    });
    const challenges = await tx.challenge.deleteMany({ where: { expiresAt: { lte: now } } });
    const over = { lte: new Date(now.getTime() - KEEP_OVER_MS) };
    const invitations = await tx.invitation.deleteMany({ where: { expiresAt: over } });
    const tokens = await tx.accessToken.deleteMany({
      where: { OR: [{ expiresAt: over }, { revokedAt: over }] },
    });
    return sessions.count + challenges.count + invitations.count + tokens.count;
  });
}
