import { Injectable } from '@nestjs/common';
import type { DeliveredType, Level } from '../kernel/committee.js';
import { Database, type Tx } from '../platform/postgres/database.js';
import { submissionNumber } from '../upload/submission.js';
import {
  COUNTED,
  deliveryCause,
  noticeFacts,
  requestCause,
  type Addressee,
  type Arrived,
  type NewNotice,
  type Notice,
} from './notice.js';

/** Which of a body's notices: one, or all of the kinds that are told as a number. */
export type WhichNotices = { readonly id: string } | { readonly kind: 'counted' };

/** Notices to bodies: never sent anywhere, shown when somebody of the body looks. */
@Injectable()
export class NoticeStore {
  constructor(private readonly db: Database) {}

  /** Adds those whose cause this body was not told of; the others are left as they are. */
  async add(tx: Tx, notices: readonly NewNotice[], at: Date): Promise<number> {
    const added = await tx.notice.createMany({
      data: notices.map(({ cause, to, facts }) => ({
        cause,
        electionId: to.electionId,
        level: to.body.level,
        code: to.body.code,
        kind: facts.kind,
        facts: facts,
        createdAt: at,
      })),
      skipDuplicates: true,
    });
    return added.count;
  }

  /** Newest first; `kinds` and `unseen` narrow. */
  async list(
    to: Addressee,
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
      facts: noticeFacts.parse(row.facts),
    }));
  }

  /** How many of the counted kinds nobody looked at, since the oldest of them; null when there are none. */
  async countUnseen(to: Addressee): Promise<Arrived | null> {
    const { _count, _min } = await this.db.read.notice.aggregate({
      where: { ...addressed(to), seenAt: null, kind: { in: [...COUNTED] } },
      _count: true,
      _min: { createdAt: true },
    });
    return _min.createdAt === null ? null : { count: _count, since: _min.createdAt };
  }

  async exists(tx: Tx, to: Addressee, id: string): Promise<boolean> {
    return (await tx.notice.count({ where: { id, ...addressed(to) } })) > 0;
  }

  /** Marks them seen; gives how many were not yet. */
  async markSeen(tx: Tx, to: Addressee, which: WhichNotices, at: Date): Promise<number> {
    const chosen = 'id' in which ? { id: which.id } : { kind: { in: [...COUNTED] } };
    const changed = await tx.notice.updateMany({
      where: { ...addressed(to), ...chosen, seenAt: null },
      data: { seenAt: at },
    });
    return changed.count;
  }

  /** The deliveries with these ids, each as a notice to its recipient. */
  async ofDeliveries(tx: Tx, ids: readonly string[]): Promise<NewNotice[]> {
    const rows = await tx.delivery.findMany({
      where: { id: { in: [...ids] } },
      include: { submission: { omit: { verdict: true } } },
    });
    return rows.map(({ id, electionId, level, code, submission }) => ({
      cause: deliveryCause(id),
      to: { electionId, body: { level: level as Level, code } },
      facts: {
        kind: submission.replacesId === null ? 'delivery.created' : 'submission.superseded',
        deliveryId: id,
        number: submissionNumber(submission),
        about: { level: submission.aboutLevel as Level, code: submission.aboutCode ?? '' },
        message: submission.messageType as DeliveredType,
      },
    }));
  }

  /** The requests with these ids, each as a notice to whom it asks. */
  async ofRequests(tx: Tx, ids: readonly string[]): Promise<NewNotice[]> {
    const rows = await tx.deliveryRequest.findMany({ where: { id: { in: [...ids] } } });
    return rows.map(({ id, electionId, toLevel, toCode, fromLevel, fromCode, message }) => ({
      cause: requestCause(id),
      to: { electionId, body: { level: toLevel as Level, code: toCode } },
      facts: {
        kind: 'delivery.requested',
        from: { level: fromLevel as Level, code: fromCode },
        message: message as DeliveredType,
      },
    }));
  }

  /** `2026-004217` of a submission; null when there is none with this id. */
  async numberOf(tx: Tx, submissionId: string): Promise<string | null> {
    const row = await tx.submission.findUnique({ where: { id: submissionId } });
    return row && submissionNumber(row);
  }

  /** Deliveries and requests of which nobody was ever told, at most `limit` of each. */
  async untold(
    limit: number,
  ): Promise<{ readonly deliveries: readonly string[]; readonly requests: readonly string[] }> {
    const [deliveries, requests] = await Promise.all([
      this.db.read.$queryRaw<{ id: string }[]>`
        SELECT d.id FROM delivery d WHERE NOT EXISTS
          (SELECT 1 FROM notice n WHERE n.cause = 'delivery:' || d.id AND n.level = d.level AND n.code = d.code)
        ORDER BY d.created_at LIMIT ${limit}`,
      this.db.read.$queryRaw<{ id: string }[]>`
        SELECT r.id FROM delivery_request r WHERE NOT EXISTS
          (SELECT 1 FROM notice n WHERE n.cause = 'request:' || r.id AND n.level = r.to_level AND n.code = r.to_code)
        ORDER BY r.at LIMIT ${limit}`,
    ]);
    return { deliveries: deliveries.map(({ id }) => id), requests: requests.map(({ id }) => id) };
  }
}

function addressed(to: Addressee) {
  return { electionId: to.electionId, level: to.body.level, code: to.body.code };
}
