import { Injectable } from '@nestjs/common';
import type { CommitteeRef, DeliveredType, Level, Segment } from '../kernel/committee.js';
import type { Sha256 } from '../kernel/fingerprint.js';
import type { Recipient } from '../elections/election.js';
import { Database, type Tx } from '../platform/postgres/database.js';
import { Prisma } from '../platform/postgres/generated/client.js';
import { readSessionRecord } from '../upload/count-session.js';
import { readPaperRecord } from '../upload/paper.js';
import { readStoredVerdict } from '../verify/stored-verdict.js';
import { assessmentOf } from './assessment.store.js';
import { MISUSED_SINCE } from './misused.js';
import type { Delivery, DeliveredFile, DeliveryId, MarkKind } from './delivery.js';
import type { ByteRange } from '../platform/http/download-headers.js';

/** What routing must know of a submission that was delivered. */
export interface RoutedSubmission {
  readonly id: string;
  readonly electionId: string;
  readonly sender: CommitteeRef;
  readonly about: CommitteeRef;
  readonly message: DeliveredType;
}

/** A delivery to be, or one that was just created. */
export interface NewDelivery {
  readonly id: DeliveryId;
  readonly submission: RoutedSubmission;
  readonly recipient: Recipient;
}

/** A delivery that was signed with a key since somebody else may have had it. */
export type MisusedDelivery = Pick<
  Delivery,
  'number' | 'submittedAt' | 'electionId' | 'recipient' | 'sender' | 'about' | 'message'
> & { readonly id: string };

/** As PostgreSQL keeps it: some thousands of loose pieces. */
const MOST_PIECES_BYTES = 65_536;
/** What was delivered and what it is, as upload shows it in its view `delivered_submission`. */
interface SubmissionRow {
  readonly submission_id: string;
  readonly sender_level: Level;
  readonly sender_code: string;
  readonly about_level: Level;
  readonly about_code: string;
  readonly message_type: DeliveredType;
}

interface DeliveryRow extends SubmissionRow {
  readonly id: string;
  readonly election_id: string;
  readonly level: Level;
  readonly code: string;
  readonly law: string;
  readonly downloaded: Date | null;
  readonly acknowledged: Date | null;
  readonly equal_to_paper: Date | null;
  readonly differs_from_paper: Date | null;
  readonly read_in: Date | null;
  readonly typed_twice: Date | null;
  readonly read_differs: Date | null;
  readonly number: number;
  readonly opened_at: Date;
  readonly fingerprint: Sha256 | null;
  readonly verdict: unknown;
  readonly paper: unknown;
  readonly session: unknown;
  readonly figures: unknown;
  readonly unsigned: unknown;
  readonly paper_draw: string;
  readonly paper_slips: number;
  readonly delivered_at: Date;
  readonly arrival: number;
  readonly version: number;
  readonly superseded_at: Date | null;
  readonly misused_since: Date | null;
  readonly removed_at: Date | null;
  readonly removal: number | null;
  readonly files: readonly DeliveredFile[];
  readonly assessments: number | null;
  readonly outcome: string | null;
  readonly outcome_reason: string | null;
  readonly assessed_at: Date | null;
}

const NOBODY = '00000000-0000-0000-0000-000000000000';
const WHAT = Prisma.sql`s.id AS submission_id, s.level AS sender_level, s.code AS sender_code, s.about_level, s.about_code,
  s.message_type`;
const WHOLE = Prisma.sql`
  SELECT ${WHAT}, d.id, d.election_id, d.level, d.code, d.law, d.downloaded, d.acknowledged, d.equal_to_paper,
    d.differs_from_paper, d.read_in, d.typed_twice, d.read_differs, d.paper_draw, d.paper_slips, d.assessments, d.outcome, d.outcome_reason, d.assessed_at, s.number,
    s.created_at AS opened_at, s.fingerprint, s.verdict, s.figures, s.unsigned, s.paper, s.session, s.delivered_at, s.superseded_at, s.files,
    (SELECT n.arrival FROM delivery n WHERE n.id = d.id) AS arrival,
    (SELECT count(*)::int FROM delivered_submission v
      WHERE v.election_id = s.election_id AND v.level = s.level AND v.code = s.code AND v.message_type = s.message_type
        AND v.about_level = s.about_level AND v.about_code = s.about_code
        AND (v.delivered_at, v.number) <= (s.delivered_at, s.number)) AS version,
    ${MISUSED_SINCE}, r.at AS removed_at, r.removal
  FROM delivery_state d JOIN delivered_submission s ON s.id = d.submission_id
    LEFT JOIN LATERAL (SELECT c.at, c.removal FROM removed_copy c
      WHERE c.submission_id = d.submission_id AND c.level = d.level AND c.code = d.code) r ON true`;

/** Deliveries: made by routing, read and marked by their recipients. */
@Injectable()
export class DeliveryStore {
  constructor(private readonly db: Database) {}

  /** Those of these submissions that were delivered, also when they were replaced since. */
  async submissions(tx: Tx, ids: readonly string[]): Promise<readonly RoutedSubmission[]> {
    const rows = await tx.$queryRaw<(SubmissionRow & { election_id: string })[]>`
      SELECT ${WHAT}, s.election_id FROM delivered_submission s WHERE s.id = ANY(${[...ids]}::uuid[])`;
    return rows.map((row) => ({ id: row.submission_id, electionId: row.election_id, ...what(row) }));
  }

  /**
   * Ids of delivered submissions that nobody received, ascending after `after` (null: from the start). Some have no
   * recipient by law and stay in this list for ever: leaf through it to the end.
   */
  async withoutDelivery(after: string | null, limit: number): Promise<readonly string[]> {
    const rows = await this.db.read.$queryRaw<{ id: string }[]>`
      SELECT s.id FROM delivered_submission s WHERE s.id > ${after ?? NOBODY}::uuid
        AND NOT EXISTS (SELECT 1 FROM delivery d WHERE d.submission_id = s.id)
      ORDER BY s.id LIMIT ${limit}`;
    return rows.map(({ id }) => id);
  }

  /**
   * Adds the deliveries that are not there yet; gives those it added. Of two at the same moment the second waits for the
   * first and then adds nothing: the database's rule (submission, level, code) decides. The database numbers what a body
   * receives, one transaction at a time: all of them take bodies in the same order.
   */
  async addMissing(tx: Tx, wanted: readonly NewDelivery[], at: Date): Promise<readonly NewDelivery[]> {
    const given = wanted.map(({ id, submission, recipient }) => ({
      ...{ id, submission_id: submission.id, election_id: submission.electionId, law: recipient.law },
      level: recipient.committee.level,
      code: recipient.committee.code,
    }));
    const rows = await tx.$queryRaw<{ id: DeliveryId }[]>`
      INSERT INTO delivery (id, submission_id, election_id, level, code, law, created_at)
      SELECT id, submission_id, election_id, level, code, law, ${at}::timestamptz
      FROM jsonb_to_recordset(${JSON.stringify(given)}::jsonb)
        AS given(id uuid, submission_id uuid, election_id text, level text, code text, law text)
      ORDER BY election_id, level, code, submission_id
      ON CONFLICT (submission_id, level, code) DO NOTHING RETURNING id`;
    const added = new Set(rows.map(({ id }) => id));
    return wanted.filter(({ id }) => added.has(id));
  }

  /** One delivery of this segment; null when it is another's or nobody's. */
  async find(segment: Segment, id: DeliveryId, tx?: Tx): Promise<Delivery | null> {
    const [row] = await (tx ?? this.db.read).$queryRaw<DeliveryRow[]>`
      ${WHOLE} WHERE ${within(segment)} AND d.id = ${id}::uuid`;
    return row ? deliveryOf(row) : null;
  }

  /** Deliveries of this segment in the order in which they came: those with these ids, or all. One moment for all of them. */
  async list(segment: Segment, ids: readonly string[] | null, tx?: Tx): Promise<readonly Delivery[]> {
    const these = ids === null ? Prisma.empty : Prisma.sql`AND d.id = ANY(${[...ids]}::uuid[])`;
    const rows = await (tx ?? this.db.read).$queryRaw<DeliveryRow[]>`
      ${WHOLE} WHERE ${within(segment)} ${these} ORDER BY arrival`;
    return rows.map(deliveryOf);
  }

  /** To whom a submission was delivered. */
  async ofSubmission(
    submissionId: string,
    tx?: Tx,
  ): Promise<readonly { readonly id: string; readonly to: CommitteeRef }[]> {
    const rows = await (tx ?? this.db.read).$queryRaw<{ id: string; level: Level; code: string }[]>`
      SELECT id, level, code FROM delivery_state WHERE submission_id = ${submissionId}::uuid ORDER BY level, code`;
    return rows.map(({ id, level, code }) => ({ id, to: { level, code } }));
  }

  /** When what these deliveries are of reached the Kiesraad because a gezaghebber sent it on; what was not is absent. */
  async sentOn(ids: readonly string[]): Promise<ReadonlyMap<string, Date>> {
    const rows = await this.db.read.$queryRaw<{ id: string; at: Date }[]>`
      SELECT d.id, min(o.created_at) AS at FROM delivery d
        JOIN delivery o ON o.submission_id = d.submission_id AND o.level = 'COUNCIL'
      WHERE d.id = ANY(${[...ids]}::uuid[]) GROUP BY d.id`;
    return new Map(rows.map(({ id, at }) => [id, at]));
  }

  /** What was delivered since this key may have been misused, to each recipient. `id`: the key's. */
  async ofMisusedKey(tx: Tx, id: string): Promise<readonly MisusedDelivery[]> {
    const rows = await tx.$queryRaw<
      (SubmissionRow & Pick<DeliveryRow, 'id' | 'election_id' | 'level' | 'code' | 'number' | 'opened_at'>)[]
    >`
      SELECT ${WHAT}, d.id, d.election_id, d.level, d.code, s.number, s.created_at AS opened_at
      FROM misused_key k JOIN delivered_submission s
        ON s.verdict->>'keyId' = k.key_id AND s.delivered_at >= k.misused_since
        JOIN delivery_state d ON d.submission_id = s.id
      WHERE k.id = ${id}::uuid ORDER BY d.id`;
    return rows.map((row) => ({
      ...what(row),
      id: row.id,
      number: row.number,
      submittedAt: row.opened_at,
      electionId: row.election_id,
      recipient: { level: row.level, code: row.code },
    }));
  }

  /** The submissions that these deliveries are of; ids that are none are left out. */
  async submissionsOf(ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
    const rows = await this.db.read.$queryRaw<{ id: string; submission_id: string }[]>`
      SELECT id, submission_id FROM delivery_state WHERE id = ANY(${[...ids]}::uuid[])`;
    return new Map(rows.map((row) => [row.id, row.submission_id]));
  }

  /** All versions of what `delivery` is a version of, as this recipient got them, newest first. */
  async versions({ electionId, recipient, sender, about, message }: Delivery): Promise<readonly Delivery[]> {
    const rows = await this.db.read.$queryRaw<DeliveryRow[]>`
      ${WHOLE} WHERE ${within({ electionId, body: recipient })}
        AND s.level = ${sender.level} AND s.code = ${sender.code} AND s.message_type = ${message}
        AND s.about_level = ${about.level} AND s.about_code = ${about.code}
      ORDER BY s.delivered_at DESC, s.number DESC`;
    return rows.map(deliveryOf);
  }

  /** Marks deliveries downloaded that were not yet; gives the ids of those. */
  async markDownloaded(
    tx: Tx,
    deliveries: readonly Delivery[],
    personId: string,
    at: Date,
  ): Promise<ReadonlySet<DeliveryId>> {
    const rows = await tx.deliveryMark.createManyAndReturn({
      data: deliveries.map(({ id }) => ({ deliveryId: id, kind: 'downloaded', personId, at })),
      skipDuplicates: true,
      select: { deliveryId: true },
    });
    return new Set(rows.map(({ deliveryId }) => deliveryId as DeliveryId));
  }

  /**
   * Adds bytes `start` to `end` to what this person has of `of`; gives whether that is all of it. Of two requests at the
   * same moment the second sees what the first added. Of who asks for thousands of loose pieces the count begins anew.
   */
  async noteProgress(
    personId: string,
    of: { readonly delivery: Pick<Delivery, 'id'>; readonly sha256: Sha256; readonly size: number },
    { start, end }: ByteRange,
  ): Promise<boolean> {
    const [row] = await this.db.transaction(
      (tx) => tx.$queryRaw<{ complete: boolean }[]>`
        INSERT INTO delivery_progress AS had (delivery_id, person_id, sha256, covered)
        VALUES (${of.delivery.id}::uuid, ${personId}::uuid, ${of.sha256},
                int8multirange(int8range(${start}::int8, ${end + 1}::int8)))
        ON CONFLICT (delivery_id, person_id, sha256) DO UPDATE SET covered = CASE
          WHEN pg_column_size(had.covered) < ${MOST_PIECES_BYTES} THEN had.covered + EXCLUDED.covered
          ELSE EXCLUDED.covered END
        RETURNING covered @> int8range(0, ${of.size}::int8) AS complete`,
    );
    return row?.complete === true;
  }

  /** Removes what was noted of deliveries that are fetched. Gives how many rows. */
  async forgetProgress(): Promise<number> {
    return await this.db.transaction(
      (tx) => tx.$executeRaw`
        DELETE FROM delivery_progress p USING delivery_mark m
        WHERE m.delivery_id = p.delivery_id AND m.kind = 'downloaded'`,
    );
  }

  /** Has this person, for another recipient, found this file to be equal to the paper? */
  async isComparedBy(personId: string, submissionId: string): Promise<boolean> {
    const found = await this.db.read.deliveryMark.findFirst({
      where: { personId, kind: 'equalToPaper', delivery: { submissionId } },
      select: { deliveryId: true },
    });
    return found !== null;
  }

  /** Somebody typed groups that are not those of the file. */
  async countSlip(tx: Tx, id: DeliveryId): Promise<void> {
    await tx.$executeRaw`UPDATE delivery SET paper_slips = paper_slips + 1 WHERE id = ${id}::uuid`;
  }

  /** Sets a mark that is not there yet; false, and nothing changed, when it is. */
  async mark(tx: Tx, id: DeliveryId, kind: MarkKind, personId: string, at: Date): Promise<boolean> {
    const added = await tx.deliveryMark.createMany({
      data: [{ deliveryId: id, kind, personId, at }],
      skipDuplicates: true,
    });
    return added.count === 1;
  }
}

function within({ electionId, body }: Segment): Prisma.Sql {
  return Prisma.sql`d.election_id = ${electionId} AND d.level = ${body.level} AND d.code = ${body.code}`;
}

function what(row: SubmissionRow): Pick<RoutedSubmission, 'sender' | 'about' | 'message'> {
  return {
    sender: { level: row.sender_level, code: row.sender_code },
    about: { level: row.about_level, code: row.about_code },
    message: row.message_type,
  };
}

function deliveryOf(row: DeliveryRow): Delivery {
  return {
    ...what(row),
    id: row.id as DeliveryId,
    submissionId: row.submission_id,
    number: row.number,
    submittedAt: row.opened_at,
    electionId: row.election_id,
    recipient: { level: row.level, code: row.code },
    law: row.law,
    fingerprint: row.fingerprint,
    verdict: readStoredVerdict(row.verdict, row.figures, row.unsigned),
    paper: readPaperRecord(row.paper),
    session: row.session === null ? null : readSessionRecord(row.session),
    paperDraw: row.paper_draw,
    paperSlips: row.paper_slips,
    at: row.delivered_at,
    arrival: row.arrival,
    version: row.version,
    supersededAt: row.superseded_at,
    misusedSince: row.misused_since,
    removed: row.removed_at && { at: row.removed_at, by: row.removal ?? 0 },
    files: row.files,
    marks: {
      downloaded: row.downloaded,
      acknowledged: row.acknowledged,
      equalToPaper: row.equal_to_paper,
      differsFromPaper: row.differs_from_paper,
      readIn: row.read_in,
      typedTwice: row.typed_twice,
      readDiffers: row.read_differs,
    },
    assessment: assessmentOf({
      outcome: row.outcome,
      reason: row.outcome_reason,
      number: row.assessments,
      at: row.assessed_at,
    }),
  };
}
