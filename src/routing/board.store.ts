import { Injectable } from '@nestjs/common';
import type { DeliveredType, Level, Segment } from '../kernel/committee.js';
import type { Sha256 } from '../kernel/fingerprint.js';
import { Database } from '../platform/postgres/database.js';
import { Prisma } from '../platform/postgres/generated/client.js';
import { isAlarming, readSessionRecord } from '../upload/count-session.js';
import type { Outcome } from './assessment.js';
import type { BoardFile, Reach } from './inbox.js';
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
  readonly read_in: Date | null;
  readonly typed_twice: Date | null;
  readonly read_differs: Date | null;
  readonly outcome: Outcome['outcome'] | null;
}

const FACTS = Prisma.sql`s.election_id, s.number, s.created_at, s.level, s.code, s.about_level, s.about_code, s.message_type,
  s.fingerprint, s.state, s.delivered_at, CASE WHEN s.paper->>'later' = 'differs' THEN 'differs'
    WHEN (s.paper->>'compared')::boolean THEN 'equal' ELSE 'notCompared' END AS paper, s.session, s.unsigned IS NOT NULL AS unsigned, ${MISUSED_SINCE}`;

/** What its recipient did with a delivery. */
const OWN = Prisma.sql`d.id, d.downloaded, d.acknowledged, d.equal_to_paper, d.differs_from_paper, d.read_in, d.typed_twice,
  d.read_differs, d.outcome`;

/** What the boards show, each list in one query however many committees there are. Never a file. */
@Injectable()
export class BoardStore {
  constructor(private readonly db: Database) {}

  /** Every file delivered to one body, with what it did with each. */
  async received({ electionId, body }: Segment): Promise<readonly BoardFile[]> {
    const rows = await this.db.read.$queryRaw<FileRow[]>`
      SELECT ${OWN}, ${FACTS}
      FROM delivery_state d JOIN delivered_submission s ON s.id = d.submission_id
      WHERE d.election_id = ${electionId} AND d.level = ${body.level} AND d.code = ${body.code}`;
    return rows.map(fileOf);
  }

  /**
   * What was delivered to one body after its first `after` files, in the order in which it came, at most `limit`; each with
   * its number. Nothing comes in between later.
   */
  async receivedAfter(
    { electionId, body }: Segment,
    after: number,
    limit: number,
  ): Promise<readonly { readonly arrival: number; readonly file: BoardFile }[]> {
    const rows = await this.db.read.$queryRaw<(FileRow & { arrival: number })[]>`
      SELECT n.arrival, ${OWN}, ${FACTS}
      FROM delivery n JOIN delivery_state d ON d.id = n.id JOIN delivered_submission s ON s.id = n.submission_id
      WHERE n.election_id = ${electionId} AND n.level = ${body.level} AND n.code = ${body.code}
        AND n.arrival > ${after} ORDER BY n.arrival LIMIT ${limit}`;
    return rows.map((row) => ({ arrival: row.arrival, file: fileOf(row) }));
  }

  /** How many files were ever delivered to one body: the number of the last. */
  async lastArrival({ electionId, body }: Segment): Promise<number> {
    const last = await this.db.read.delivery.aggregate({
      where: { electionId, level: body.level, code: body.code },
      _max: { arrival: true },
    });
    return last._max.arrival ?? 0;
  }

  /**
   * Every file that was delivered in these elections, and how far each went, in one query. For the operator: no bytes, and of
   * the marks only that somebody's paper or software says something else.
   */
  async delivered(
    electionIds: readonly string[],
  ): Promise<{ readonly files: readonly BoardFile[]; readonly reach: ReadonlyMap<string, Reach> }> {
    const rows = await this.db.read.$queryRaw<
      (FileRow & {
        recipients: number;
        fetched: number;
        differing: number;
        satisfied: number;
        wanting: number;
        confirmed: number;
        taken_in: number;
        read_otherwise: number;
      })[]
    >`
      SELECT s.id, NULL::timestamptz AS downloaded, NULL::timestamptz AS acknowledged,
        NULL::timestamptz AS equal_to_paper, NULL::timestamptz AS read_in, NULL::timestamptz AS typed_twice, d.differs_from_paper,
        d.read_differs, NULL::text AS outcome, ${FACTS},
        d.recipients, d.fetched, d.differing, d.satisfied, d.wanting,
        d.confirmed, d.taken_in, d.read_otherwise
      FROM delivered_submission s CROSS JOIN LATERAL (
        SELECT count(*)::int AS recipients, count(downloaded)::int AS fetched,
          count(differs_from_paper)::int AS differing, count(acknowledged)::int AS confirmed,
          count(*) FILTER (WHERE read_in IS NOT NULL OR typed_twice IS NOT NULL)::int AS taken_in,
          count(read_differs)::int AS read_otherwise,
          count(*) FILTER (WHERE outcome = 'asRequired')::int AS satisfied,
          count(*) FILTER (WHERE outcome = 'notAsRequired')::int AS wanting, max(differs_from_paper) AS differs_from_paper,
          max(read_differs) AS read_differs
        FROM delivery_state WHERE submission_id = s.id) d
      WHERE s.election_id = ANY(${[...electionIds]})`;
    const reach = new Map(
      rows.map((row) => [
        row.id,
        {
          ...{ recipients: row.recipients, downloaded: row.fetched, differs: row.differing },
          ...{ acknowledged: row.confirmed, readIn: row.taken_in, readDiffers: row.read_otherwise },
          ...{ asRequired: row.satisfied, notAsRequired: row.wanting },
        },
      ]),
    );
    return { files: rows.map(fileOf), reach };
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
      readIn: row.read_in,
      typedTwice: row.typed_twice,
      readDiffers: row.read_differs,
    },
    outcome: row.outcome,
  };
}
