import { LEVELS, MESSAGE_TYPES, type MessageType, type Segment } from '../kernel/committee.js';
import type { Reader, Tx } from '../platform/postgres/database.js';
import type { FallbackRequest } from '../platform/postgres/generated/client.js';
import type { Act, AllowedFallback, Fallback, Question } from './fallback.js';

function act(row: FallbackRequest, at: Date | null, by: string | null): Act {
  if (at === null || by === null) throw new Error(`fallback ${row.id} is ${row.state} by nobody`);
  return { at, by };
}

/** What is kept, as a state; throws on a row that is in none. */
function fallbackOf(row: FallbackRequest): Fallback {
  const level = LEVELS.find((known) => known === row.level);
  const message = MESSAGE_TYPES.find((known) => known === row.messageType);
  if (level === undefined || message === undefined) throw new Error(`fallback ${row.id} is of nobody`);
  const { id, electionId, code, reason, answer } = row;
  const asked = { at: row.askedAt, by: row.askedBy };
  const common = { id, electionId, committee: { level, code }, message, reason, asked };
  if (row.state === 'asked') return { ...common, state: 'asked' };
  const decided = act(row, row.decidedAt, row.decidedBy);
  if (row.state === 'refused' && answer !== null) return { ...common, state: 'refused', decided, answer };
  if (row.article === null || row.until === null)
    throw new Error(`fallback ${id} is ${row.state} without terms`);
  const granted = { ...common, decided, article: row.article, until: row.until };
  if (row.state === 'allowed' || row.state === 'expired') return { ...granted, state: row.state };
  const ended = act(row, row.endedAt, row.endedBy);
  if (row.state === 'used') return { ...granted, state: 'used', ended };
  if (row.state === 'withdrawn' && answer !== null) return { ...granted, state: 'withdrawn', answer, ended };
  throw new Error(`fallback ${id} has the unknown state ${row.state}`);
}

const ownedBy = ({ electionId, body }: Segment) => ({ electionId, level: body.level, code: body.code });

export async function addFallback(
  tx: Tx,
  { committee, message, ...rest }: Question,
  asked: Act,
): Promise<Fallback> {
  const row = await tx.fallbackRequest.create({
    data: {
      ...rest,
      ...committee,
      messageType: message,
      state: 'asked',
      askedBy: asked.by,
      askedAt: asked.at,
    },
  });
  return fallbackOf(row);
}

/** Writes the state it got; what was asked stays. */
export async function keepFallback(tx: Tx, fallback: Fallback): Promise<void> {
  const { id, state } = fallback;
  const decided = 'decided' in fallback ? fallback.decided : null;
  const ended = 'ended' in fallback ? fallback.ended : null;
  await tx.fallbackRequest.update({
    where: { id },
    data: {
      state,
      decidedBy: decided?.by ?? null,
      decidedAt: decided?.at ?? null,
      article: 'article' in fallback ? fallback.article : null,
      until: 'until' in fallback ? fallback.until : null,
      answer: 'answer' in fallback ? fallback.answer : null,
      endedBy: ended?.by ?? null,
      endedAt: ended?.at ?? null,
    },
  });
}

export async function findFallback(read: Reader, id: string): Promise<Fallback | null> {
  const row = await read.fallbackRequest.findUnique({ where: { id } });
  return row && fallbackOf(row);
}

/** It, held until the transaction ends: who decides about it or uses it at the same moment waits. */
export async function holdFallback(tx: Tx, id: string): Promise<Fallback | null> {
  await tx.$queryRaw`SELECT 1 FROM fallback_request WHERE id = ${id}::uuid FOR UPDATE`;
  const row = await tx.fallbackRequest.findUnique({ where: { id } });
  return row && fallbackOf(row);
}

/** What this committee asked about this file and is not settled, held; null where there is nothing. */
export async function holdStanding(tx: Tx, owner: Segment, message: MessageType): Promise<Fallback | null> {
  const { electionId, level, code } = ownedBy(owner);
  const [found] = await tx.$queryRaw<{ id: string }[]>`
    SELECT id FROM fallback_request WHERE election_id = ${electionId} AND level = ${level} AND code = ${code}
      AND message_type = ${message} AND state IN ('asked', 'allowed') FOR UPDATE`;
  return found === undefined ? null : await holdFallback(tx, found.id);
}

/** What this committee may hand in unsigned at this moment. */
export async function standingAllowances(
  read: Reader | Tx,
  owner: Segment,
  now: Date,
): Promise<readonly AllowedFallback[]> {
  const rows = await read.fallbackRequest.findMany({
    where: { ...ownedBy(owner), state: 'allowed', until: { gt: now } },
    orderBy: { askedAt: 'asc' },
  });
  return rows.map(fallbackOf).filter((found) => found.state === 'allowed');
}

/** What this committee asked, the newest first. */
export async function listOfCommittee(read: Reader, owner: Segment): Promise<readonly Fallback[]> {
  const rows = await read.fallbackRequest.findMany({
    where: ownedBy(owner),
    orderBy: { askedAt: 'desc' },
    take: 50,
  });
  return rows.map(fallbackOf);
}

/** What all committees asked: what waits the longest first, then the newest. */
export async function listOfAll(read: Reader): Promise<readonly Fallback[]> {
  const [waiting, rest] = await Promise.all([
    read.fallbackRequest.findMany({ where: { state: 'asked' }, orderBy: { askedAt: 'asc' } }),
    read.fallbackRequest.findMany({
      where: { state: { not: 'asked' } },
      orderBy: { askedAt: 'desc' },
      take: 100,
    }),
  ]);
  return [...waiting, ...rest].map(fallbackOf);
}

/** The article that was last filled in for this election; null: none was. */
export async function lastArticle(read: Reader, electionId: string): Promise<string | null> {
  const row = await read.fallbackRequest.findFirst({
    where: { electionId, article: { not: null } },
    orderBy: { decidedAt: 'desc' },
    select: { article: true },
  });
  return row?.article ?? null;
}
