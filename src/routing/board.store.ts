import { Injectable } from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import type { CommitteeRef, DeliveredType, Level, Segment } from '../kernel/committee.js';
import type { Sha256 } from '../kernel/fingerprint.js';
import { Database, type Tx } from '../platform/postgres/database.js';
import { Prisma } from '../platform/postgres/generated/client.js';
import { isAlarming, readSessionRecord } from '../upload/count-session.js';
import { fileKey, type BoardFile } from './inbox.js';
import { MISUSED_SINCE } from './misused.js';

interface FileRow {
  readonly id: string;
  readonly election_id: string;
  readonly number: number;
  readonly created_at: Date;
  readonly level: string;
  readonly code: string;
  readonly about_level: string;
  readonly about_code: string;
  readonly message_type: string;
  readonly fingerprint: string | null;
  readonly state: string;
  readonly delivered_at: Date;
  readonly paper: BoardFile['paper'];
  readonly session: unknown;
  readonly misused_since: Date | null;
  readonly unsigned: boolean;
  readonly downloaded: Date | null;
  readonly acknowledged: Date | null;
  readonly equal_to_paper: Date | null;
  readonly differs_from_paper: Date | null;
}

const FACTS = Prisma.sql`s.election_id, s.number, s.created_at, s.level, s.code, s.about_level, s.about_code, s.message_type,
  s.fingerprint, s.state, s.delivered_at, CASE WHEN s.paper->>'later' = 'differs' THEN 'differs'
    WHEN (s.paper->>'compared')::boolean THEN 'equal' ELSE 'notCompared' END AS paper, s.session, s.unsigned IS NOT NULL AS unsigned, ${MISUSED_SINCE}`;

/** How many of a submission's recipients did what. */
export interface Reach {
  readonly recipients: number;
  readonly downloaded: number;
  /** How many say that their paper says something else. */
  readonly differs: number;
}

/** A file that another body asked for, and when it last did. */
export interface AskedFor {
  readonly level: Level;
  readonly code: string;
  readonly message: DeliveredType;
  readonly at: Date;
}

/** What the boards show, each list in one query however many committees there are. Never a file. */
@Injectable()
export class BoardStore {
  constructor(private readonly db: Database) {}

  /** Every file delivered to one body, with what it did with each. */
  async received({ electionId, body }: Segment): Promise<readonly BoardFile[]> {
    const rows = await this.db.read.$queryRaw<FileRow[]>`
      SELECT d.id, d.downloaded, d.acknowledged, d.equal_to_paper, d.differs_from_paper,
        ${FACTS}
      FROM delivery_state d JOIN delivered_submission s ON s.id = d.submission_id
      WHERE d.election_id = ${electionId} AND d.level = ${body.level} AND d.code = ${body.code}`;
    return rows.map(fileOf);
  }

  /**
   * Every file that was delivered in these elections, and how far each went, in one query. For the operator: no bytes, and of
   * the marks only that somebody's paper differs.
   */
  async delivered(
    electionIds: readonly string[],
  ): Promise<{ readonly files: readonly BoardFile[]; readonly reach: ReadonlyMap<string, Reach> }> {
    const rows = await this.db.read.$queryRaw<
      (FileRow & { recipients: number; fetched: number; differing: number })[]
    >`
      SELECT s.id, NULL::timestamptz AS downloaded, NULL::timestamptz AS acknowledged,
        NULL::timestamptz AS equal_to_paper, d.differs_from_paper, ${FACTS}, d.recipients, d.fetched, d.differing
      FROM delivered_submission s CROSS JOIN LATERAL (
        SELECT count(*)::int AS recipients, count(downloaded)::int AS fetched,
          count(differs_from_paper)::int AS differing, max(differs_from_paper) AS differs_from_paper
        FROM delivery_state WHERE submission_id = s.id) d
      WHERE s.election_id = ANY(${[...electionIds]})`;
    const reach = new Map(
      rows.map(
        ({ id, recipients, fetched, differing }) =>
          [id, { recipients, downloaded: fetched, differs: differing }] as const,
      ),
    );
    return { files: rows.map(fileOf), reach };
  }

  /** When this body last asked for each file, by `fileKey`. */
  async asked({ electionId, body }: Segment, tx?: Tx): Promise<ReadonlyMap<string, Date>> {
    const rows = await (tx ?? this.db.read).deliveryRequest.groupBy({
      by: ['toLevel', 'toCode', 'message'],
      where: { electionId, fromLevel: body.level, fromCode: body.code },
      _max: { at: true },
    });
    return new Map(
      rows.flatMap(({ toLevel, toCode, message, _max }) =>
        _max.at === null
          ? []
          : [
              [
                fileKey({ level: toLevel as Level, code: toCode }, message as DeliveredType),
                _max.at,
              ] as const,
            ],
      ),
    );
  }

  /** Who asked this body for which file, each last time, and has not been sent it since. */
  async askedOf({ electionId, body }: Segment): Promise<readonly AskedFor[]> {
    return await this.db.read.$queryRaw<AskedFor[]>`
      SELECT r.from_level AS level, r.from_code AS code, r.message, max(r.at) AS at
      FROM delivery_request r
      WHERE r.election_id = ${electionId} AND r.to_level = ${body.level} AND r.to_code = ${body.code}
        AND NOT EXISTS (
          SELECT 1 FROM delivered_submission s
          WHERE s.election_id = r.election_id AND s.level = r.to_level AND s.code = r.to_code
            AND s.message_type = r.message AND s.delivered_at > r.at)
      GROUP BY 1, 2, 3 ORDER BY max(r.at)`;
  }

  /** The requests that a delivery answers: made after the one before it in its chain, each with who asked. */
  async answeredBy(
    submissionId: string,
  ): Promise<readonly { readonly id: string; readonly from: CommitteeRef }[]> {
    const rows = await this.db.read.$queryRaw<{ id: string; level: Level; code: string }[]>`
      SELECT r.id, r.from_level AS level, r.from_code AS code
      FROM delivered_submission s JOIN delivery_request r
        ON r.election_id = s.election_id AND r.to_level = s.level AND r.to_code = s.code
          AND r.message = s.message_type AND r.at < s.delivered_at
      WHERE s.id = ${submissionId}::uuid AND NOT EXISTS (
        SELECT 1 FROM delivered_submission b
        WHERE b.election_id = s.election_id AND b.level = s.level AND b.code = s.code
          AND b.message_type = s.message_type AND b.delivered_at > r.at AND b.delivered_at < s.delivered_at)`;
    return rows.map(({ id, level, code }) => ({ id, from: { level, code } }));
  }

  /** Records that a body asked for files; gives each with the request's id. */
  async addRequests<W extends { readonly committee: CommitteeRef; readonly message: DeliveredType }>(
    tx: Tx,
    { electionId, body }: Segment,
    wanted: readonly W[],
    by: { readonly personId: string; readonly at: Date },
  ): Promise<readonly { readonly id: string; readonly wanted: W }[]> {
    const requests = wanted.map((one) => ({ id: randomUUID(), wanted: one }));
    await tx.deliveryRequest.createMany({
      data: requests.map(({ id, wanted: { committee, message } }) => ({
        id,
        electionId,
        fromLevel: body.level,
        fromCode: body.code,
        toLevel: committee.level,
        toCode: committee.code,
        message,
        ...by,
      })),
    });
    return requests;
  }
}

function fileOf(row: FileRow): BoardFile {
  return {
    id: row.id,
    electionId: row.election_id,
    number: row.number,
    submittedAt: row.created_at,
    sender: { level: row.level as Level, code: row.code },
    about: { level: row.about_level as Level, code: row.about_code },
    message: row.message_type as DeliveredType,
    at: row.delivered_at,
    fingerprint: row.fingerprint as Sha256 | null,
    superseded: row.state === 'superseded',
    paper: row.paper,
    misusedSince: row.misused_since,
    isUnsigned: row.unsigned,
    figuresChanged: row.session !== null && isAlarming(readSessionRecord(row.session)),
    marks: {
      downloaded: row.downloaded,
      acknowledged: row.acknowledged,
      equalToPaper: row.equal_to_paper,
      differsFromPaper: row.differs_from_paper,
    },
  };
}
