import { Injectable } from '@nestjs/common';
import type { BodyRef } from '../identity/person.store.js';
import type { DeliveredType, Level } from '../kernel/committee.js';
import { Database, type Tx } from '../platform/postgres/database.js';
import { submissionNumber } from '../upload/submission.js';
import {
  COUNTED,
  readNoticeFacts,
  shownAs,
  type NewNotice,
  type Notice,
  type NoticeFacts,
  type UnknownFacts,
} from './notice.js';

/** A line of routing's view `body_news`. */
interface News {
  readonly cause: string;
  readonly of_election: string;
  readonly id: string;
  readonly election_id: string | null;
  readonly level: Level;
  readonly code: string;
  readonly message_type: DeliveredType;
  readonly other_level: Level;
  readonly other_code: string;
  readonly kind:
    | 'delivery.created'
    | 'delivery.unsigned'
    | 'submission.superseded'
    | 'figures.changed'
    | 'paper.equal'
    | 'paper.differs'
    | 'submission.differs'
    | 'delivery.requested';
  readonly number: number;
  readonly opened_at: Date;
  /** The recipient whose word it is; null where it is the sender's. */
  readonly by_level: Level | null;
  readonly by_code: string | null;
  /** Of a request: by when. */
  readonly due_at: Date | null;
}

/** A line of referrals' view `referral_news` or of routing's `answered_request`: what bodies ask and answer each other. */
interface Talk {
  readonly cause: string;
  readonly id: string;
  readonly election_id: string;
  readonly level: Level;
  readonly code: string;
  readonly kind: 'request.answered' | 'stations.referred' | 'stations.answered';
  readonly other_level: Level;
  readonly other_code: string;
  /** Null where it is about a file. */
  readonly stations: number | null;
  /** Null where it is about stations. */
  readonly message: DeliveredType | null;
}

/** A notice that was written just now. */
export interface AddedNotice {
  readonly id: string;
  readonly to: BodyRef;
  readonly facts: NoticeFacts | UnknownFacts;
}

/** Which of a body's notices: one, or all of the kinds that are told as a number. */
export type WhichNotices = { readonly id: string } | { readonly kind: 'counted' };

/** Notices to bodies, shown when somebody of the body looks. */
@Injectable()
export class NoticeStore {
  constructor(private readonly db: Database) {}

  /** Adds those whose cause this body was not told of, and gives them; the others are left as they are. */
  async add(tx: Tx, notices: readonly NewNotice[], at: Date): Promise<readonly AddedNotice[]> {
    if (notices.length === 0) return [];
    const rows = await tx.notice.createManyAndReturn({
      data: notices.map(({ cause, to, facts }) => ({
        cause,
        electionId: to.electionId,
        level: to.body.level,
        code: to.body.code,
        kind: shownAs(facts),
        facts: facts,
        createdAt: at,
      })),
      skipDuplicates: true,
    });
    return rows.map((row) => ({ id: row.id, to: bodyOf(row), facts: readNoticeFacts(row.facts) }));
  }

  /** Notices by id, with whose they are. */
  async byIds(ids: readonly string[]): Promise<readonly (Notice & Pick<AddedNotice, 'to'>)[]> {
    const rows = await this.db.read.notice.findMany({ where: { id: { in: [...ids] } } });
    return rows.map((row) => ({
      ...{ id: row.id, at: row.createdAt, seenAt: row.seenAt },
      ...{ facts: readNoticeFacts(row.facts), to: bodyOf(row) },
    }));
  }

  /** Newest first; `kinds` and `unseen` narrow. */
  async list(
    to: BodyRef,
    { unseen, counted, limit }: { unseen: boolean; counted: boolean; limit: number },
  ): Promise<readonly Notice[]> {
    const rows = await this.db.read.notice.findMany({
      where: {
        ...addressed(to),
        ...(unseen ? { seenAt: null } : {}),
        ...(counted ? {} : { kind: { notIn: [...COUNTED] } }),
      },
      orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
      take: limit,
    });
    return rows.map((row) => ({
      id: row.id,
      at: row.createdAt,
      seenAt: row.seenAt,
      facts: readNoticeFacts(row.facts),
    }));
  }

  /** How many were not read, of each of these bodies that has some. One query. */
  async unseen(bodies: readonly BodyRef[]): Promise<readonly { to: BodyRef; count: number }[]> {
    if (bodies.length === 0) return [];
    const rows = await this.db.read.$queryRaw<
      { electionId: string | null; level: string; code: string; count: number }[]
    >`
      SELECT n.election_id AS "electionId", n.level, n.code, count(*)::int AS count
      FROM unnest(${bodies.map(({ electionId }) => electionId)}::text[], ${bodies.map(({ body }) => body.level)}::text[],
        ${bodies.map(({ body }) => body.code)}::text[]) AS b (election_id, level, code)
      JOIN notice n ON n.level = b.level AND n.code = b.code AND n.election_id IS NOT DISTINCT FROM b.election_id
      WHERE n.seen_at IS NULL GROUP BY 1, 2, 3`;
    return rows.map(({ count, ...row }) => ({ to: bodyOf(row), count }));
  }

  /** Every notice of which the cause begins so. */
  async ofCause(
    tx: Tx,
    start: string,
  ): Promise<readonly { cause: string; to: BodyRef; facts: NoticeFacts | UnknownFacts }[]> {
    const rows = await tx.notice.findMany({
      where: { cause: { startsWith: start } },
      orderBy: { id: 'asc' },
    });
    return rows.map((row) => ({ cause: row.cause, to: bodyOf(row), facts: readNoticeFacts(row.facts) }));
  }

  async exists(tx: Tx, to: BodyRef, id: string): Promise<boolean> {
    return (await tx.notice.count({ where: { id, ...addressed(to) } })) > 0;
  }

  /** Marks them seen; gives how many were not yet. */
  async markSeen(tx: Tx, to: BodyRef, which: WhichNotices, at: Date): Promise<number> {
    const chosen = 'id' in which ? { id: which.id } : { kind: { in: [...COUNTED] } };
    const changed = await tx.notice.updateMany({
      where: { ...addressed(to), ...chosen, seenAt: null },
      data: { seenAt: at },
    });
    return changed.count;
  }

  /** What there is to tell of the deliveries, submissions and requests with these ids, each to whom it concerns. */
  async ofNews(tx: Tx, ids: readonly string[]): Promise<NewNotice[]> {
    const rows = await tx.$queryRaw<News[]>`
      SELECT cause, id, election_id, level, code, message_type, other_level, other_code, kind, number, opened_at, by_level, by_code,
        of_election, due_at
      FROM body_news WHERE id = ANY(${[...ids]}::uuid[])`;
    return rows.map(noticeOf);
  }

  /** What there is to tell of the referrals and answered requests with these ids. */
  async ofTalk(tx: Tx, ids: readonly string[]): Promise<NewNotice[]> {
    const rows = await tx.$queryRaw<Talk[]>`
      SELECT cause, id, election_id, level, code, kind, other_level, other_code, stations, NULL AS message
      FROM referral_news WHERE id = ANY(${[...ids]}::uuid[])
      UNION ALL
      SELECT cause, id, election_id, level, code, kind, other_level, other_code, NULL, message
      FROM answered_request WHERE id = ANY(${[...ids]}::uuid[])`;
    return rows.map(({ cause, election_id: electionId, level, code, ...talk }) => ({
      ...{ cause, to: { electionId, body: { level, code } }, facts: talkFacts(talk) },
    }));
  }

  /** Ids of deliveries, submissions, requests, referrals and answers of which somebody was never told, the oldest first, at most `limit`. */
  async untold(limit: number): Promise<readonly string[]> {
    const rows = await this.db.read.$queryRaw<{ id: string }[]>`
      SELECT r.id FROM (
        SELECT id, cause, level, code, at FROM body_news
        UNION ALL SELECT id, cause, level, code, at FROM referral_news
        UNION ALL SELECT id, cause, level, code, at FROM answered_request) r WHERE NOT EXISTS
        (SELECT 1 FROM notice n WHERE n.cause = r.cause AND n.level = r.level AND n.code = r.code)
      ORDER BY r.at LIMIT ${limit}`;
    return rows.map(({ id }) => id);
  }
}

function noticeOf(news: News): NewNotice {
  const { cause, election_id: electionId, level, code } = news;
  return { cause, to: { electionId, body: { level, code } }, facts: factsOf(news) };
}

function factsOf(news: News): NoticeFacts {
  const { kind, message_type: message, by_level: level, by_code: code } = news;
  const about = { level: news.other_level, code: news.other_code };
  const term = news.due_at === null ? {} : { dueAt: news.due_at.toISOString() };
  if (kind === 'delivery.requested') return { kind, from: about, message, requestId: news.id, ...term };
  const facts = {
    ...{ number: submissionNumber({ number: news.number, createdAt: news.opened_at }), about, message },
    ...(level === null || code === null ? {} : { by: { level, code } }),
  };
  if (kind === 'submission.differs') return { kind, ...facts, electionId: news.of_election };
  const delivered = { deliveryId: news.id, ...facts };
  return kind === 'figures.changed'
    ? { kind: 'submission.superseded', alarm: true, ...delivered }
    : { kind, ...delivered };
}

function talkFacts(talk: Omit<Talk, 'cause' | 'election_id' | 'level' | 'code'>): NoticeFacts {
  const { kind, id, stations, message } = talk;
  const by = { level: talk.other_level, code: talk.other_code };
  if (kind === 'request.answered') return { kind, by, message: message! };
  return { kind, by, referralId: id, stations: stations! };
}

function bodyOf({
  electionId,
  level,
  code,
}: {
  electionId: string | null;
  level: string;
  code: string;
}): BodyRef {
  return { electionId, body: { level: level as Level, code } };
}

function addressed(to: BodyRef) {
  return { electionId: to.electionId, level: to.body.level, code: to.body.code };
}
