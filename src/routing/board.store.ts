import { Injectable } from '@nestjs/common';
import { committeeKey, type DeliveredType, type Level } from '../kernel/committee.js';
import type { Sha256 } from '../kernel/fingerprint.js';
import { Database, type Tx } from '../platform/postgres/database.js';
import { fileKey, type BoardFile } from './inbox.js';
import type { Segment } from './delivery.js';

interface FileRow {
  readonly id: string;
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
  readonly compared: boolean;
  readonly downloaded: Date | null;
  readonly acknowledged: Date | null;
  readonly equal_to_paper: Date | null;
}

/** How many of a submission's recipients did what. */
export interface Reach {
  readonly recipients: number;
  readonly downloaded: number;
}

/** How many keys a committee has in each state. */
export interface KeyCount {
  readonly approved: number;
  readonly waiting: number;
}

/** What the boards show, each list in one query however many committees there are. Never a file. */
@Injectable()
export class BoardStore {
  constructor(private readonly db: Database) {}

  /** Every file delivered to one body, with what it did with each. */
  async received({ electionId, body }: Segment): Promise<readonly BoardFile[]> {
    const rows = await this.db.read.$queryRaw<FileRow[]>`
      SELECT d.id, s.number, s.created_at, s.level, s.code, s.about_level, s.about_code, s.message_type, s.fingerprint,
        s.state, s.delivered_at, coalesce((s.paper->>'compared')::boolean, false) AS compared,
        max(m.at) FILTER (WHERE m.kind = 'downloaded') AS downloaded,
        max(m.at) FILTER (WHERE m.kind = 'acknowledged') AS acknowledged,
        max(m.at) FILTER (WHERE m.kind = 'equalToPaper') AS equal_to_paper
      FROM delivery d JOIN submission s ON s.id = d.submission_id LEFT JOIN delivery_mark m ON m.delivery_id = d.id
      WHERE d.election_id = ${electionId} AND d.level = ${body.level} AND d.code = ${body.code}
      GROUP BY d.id, s.id`;
    return rows.map(fileOf);
  }

  /** Every file that was delivered in an election, and how far each went. For the operator: no bytes, no marks by whom. */
  async delivered(
    electionId: string,
  ): Promise<{ readonly files: readonly BoardFile[]; readonly reach: ReadonlyMap<string, Reach> }> {
    const rows = await this.db.read.$queryRaw<(FileRow & { recipients: number; fetched: number })[]>`
      SELECT s.id, s.number, s.created_at, s.level, s.code, s.about_level, s.about_code, s.message_type, s.fingerprint,
        s.state, s.delivered_at, coalesce((s.paper->>'compared')::boolean, false) AS compared,
        NULL::timestamptz AS downloaded, NULL::timestamptz AS acknowledged, NULL::timestamptz AS equal_to_paper,
        count(DISTINCT d.id)::int AS recipients, count(m.delivery_id)::int AS fetched
      FROM submission s LEFT JOIN delivery d ON d.submission_id = s.id
        LEFT JOIN delivery_mark m ON m.delivery_id = d.id AND m.kind = 'downloaded'
      WHERE s.election_id = ${electionId} AND s.state IN ('delivered', 'superseded')
      GROUP BY s.id`;
    const reach = new Map(
      rows.map((row) => [row.id, { recipients: row.recipients, downloaded: row.fetched }] as const),
    );
    return { files: rows.map(fileOf), reach };
  }

  /** Keys of the election's committees that may be used or wait for approval, by `committeeKey`. */
  async keys(electionId: string): Promise<ReadonlyMap<string, KeyCount>> {
    const rows = await this.db.read.committeeKey.groupBy({
      by: ['level', 'code', 'state'],
      where: { electionId, state: { in: ['approved', 'registered'] } },
      _count: { _all: true },
    });
    const counts = new Map<string, KeyCount>();
    for (const { level, code, state, _count } of rows) {
      const key = committeeKey({ level: level as Level, code });
      const known = counts.get(key) ?? { approved: 0, waiting: 0 };
      const field = state === 'approved' ? 'approved' : 'waiting';
      counts.set(key, { ...known, [field]: _count._all });
    }
    return counts;
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

  /** Records that a body asked for a file; gives the request's id. */
  async addRequest(
    tx: Tx,
    segment: Segment,
    wanted: { readonly level: Level; readonly code: string; readonly message: DeliveredType },
    by: { readonly personId: string; readonly at: Date },
  ): Promise<string> {
    const row = await tx.deliveryRequest.create({
      data: {
        electionId: segment.electionId,
        fromLevel: segment.body.level,
        fromCode: segment.body.code,
        toLevel: wanted.level,
        toCode: wanted.code,
        message: wanted.message,
        ...by,
      },
      select: { id: true },
    });
    return row.id;
  }
}

function fileOf(row: FileRow): BoardFile {
  return {
    id: row.id,
    number: row.number,
    submittedAt: row.created_at,
    sender: { level: row.level as Level, code: row.code },
    about: { level: row.about_level as Level, code: row.about_code },
    message: row.message_type as DeliveredType,
    at: row.delivered_at,
    fingerprint: row.fingerprint as Sha256 | null,
    superseded: row.state === 'superseded',
    comparedWithPaper: row.compared,
    marks: {
      downloaded: row.downloaded,
      acknowledged: row.acknowledged,
      equalToPaper: row.equal_to_paper,
    },
  };
}
