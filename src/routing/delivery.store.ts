import { Injectable } from '@nestjs/common';
import type { CommitteeRef, DeliveredType, Level } from '../kernel/committee.js';
import { sha256, type Sha256 } from '../kernel/fingerprint.js';
import type { Recipient } from '../elections/election.js';
import { Database, type Tx } from '../platform/postgres/database.js';
import type { Prisma } from '../platform/postgres/generated/client.js';
import { readStoredVerdict } from '../verify/stored-verdict.js';
import type { Delivery, DeliveryId, MarkKind, Segment } from './delivery.js';
import type { ByteRange } from './download-headers.js';
import type { Marks } from './inbox.js';

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

/** As PostgreSQL keeps it: some thousands of loose pieces. */
const MOST_PIECES_BYTES = 65_536;
const DELIVERED = ['delivered', 'superseded'];
const NOBODY = '00000000-0000-0000-0000-000000000000';
const WHOLE = {
  submission: { include: { files: { orderBy: { index: 'asc' } } } },
  marks: true,
} as const satisfies Prisma.DeliveryInclude;
type WholeRow = Prisma.DeliveryGetPayload<{ include: typeof WHOLE }>;

/** Deliveries: made by routing, read and marked by their recipients. */
@Injectable()
export class DeliveryStore {
  constructor(private readonly db: Database) {}

  /** Those of these submissions that were delivered, also when they were replaced since. */
  async submissions(tx: Tx, ids: readonly string[]): Promise<readonly RoutedSubmission[]> {
    const rows = await tx.submission.findMany({
      where: { id: { in: [...ids] }, state: { in: DELIVERED } },
      omit: { verdict: true },
    });
    return rows.map((row) => {
      if (row.messageType === null || row.aboutLevel === null || row.aboutCode === null)
        throw new Error(`submission ${row.id} was delivered without saying what it is`);
      return {
        id: row.id,
        electionId: row.electionId,
        sender: ref(row.level, row.code),
        about: ref(row.aboutLevel, row.aboutCode),
        message: row.messageType as DeliveredType,
      };
    });
  }

  /**
   * Ids of delivered submissions that nobody received, ascending after `after` (null: from the start). Some have no
   * recipient by law and stay in this list for ever: leaf through it to the end.
   */
  async withoutDelivery(after: string | null, limit: number): Promise<readonly string[]> {
    const rows = await this.db.read.submission.findMany({
      where: { id: { gt: after ?? NOBODY }, state: { in: DELIVERED }, deliveries: { none: {} } },
      orderBy: { id: 'asc' },
      take: limit,
      select: { id: true },
    });
    return rows.map((row) => row.id);
  }

  /**
   * Adds the deliveries that are not there yet; gives those it added. Of two at the same moment the second waits for the
   * first and then adds nothing: the database's rule (submission, level, code) decides.
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
      ON CONFLICT DO NOTHING RETURNING id`;
    const added = new Set(rows.map(({ id }) => id));
    return wanted.filter(({ id }) => added.has(id));
  }

  /** One delivery of this segment; null when it is another's or nobody's. */
  async find(segment: Segment, id: DeliveryId, tx?: Tx): Promise<Delivery | null> {
    const row = await (tx ?? this.db.read).delivery.findFirst({
      where: { id, ...within(segment) },
      include: WHOLE,
    });
    return row && deliveryOf(row);
  }

  /** Deliveries of this segment, oldest first: all, or what is neither fetched nor replaced. */
  async list(segment: Segment, which: 'all' | 'fresh'): Promise<readonly Delivery[]> {
    const fresh = { marks: { none: { kind: 'downloaded' } }, submission: { state: 'delivered' } };
    const rows = await this.db.read.delivery.findMany({
      where: { ...within(segment), ...(which === 'fresh' ? fresh : {}) },
      orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
      include: WHOLE,
    });
    return rows.map(deliveryOf);
  }

  /** All versions of what `delivery` is a version of, as this recipient got them, newest first. */
  async versions(delivery: Delivery): Promise<readonly Delivery[]> {
    const rows = await this.db.read.delivery.findMany({
      where: {
        ...within({ electionId: delivery.electionId, body: delivery.recipient }),
        submission: {
          level: delivery.sender.level,
          code: delivery.sender.code,
          messageType: delivery.message,
          aboutLevel: delivery.about.level,
          aboutCode: delivery.about.code,
        },
      },
      include: WHOLE,
    });
    return rows.map(deliveryOf).sort((a, b) => b.at.getTime() - a.at.getTime() || b.number - a.number);
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

  /** Sets a mark that is not there yet; false, and nothing changed, when it is. */
  async mark(tx: Tx, id: DeliveryId, kind: MarkKind, personId: string, at: Date): Promise<boolean> {
    const added = await tx.deliveryMark.createMany({
      data: [{ deliveryId: id, kind, personId, at }],
      skipDuplicates: true,
    });
    return added.count === 1;
  }
}

function within(segment: Segment) {
  return { electionId: segment.electionId, level: segment.body.level, code: segment.body.code };
}

function ref(level: string, code: string): CommitteeRef {
  return { level: level as Level, code };
}

function marksOf(rows: WholeRow['marks']): Marks {
  const at = (kind: MarkKind): Date | null => rows.find((row) => row.kind === kind)?.at ?? null;
  return {
    downloaded: at('downloaded'),
    acknowledged: at('acknowledged'),
    equalToPaper: at('equalToPaper'),
  };
}

/** Throws when the row breaks what the database promises of a delivered submission. */
function deliveryOf(row: WholeRow): Delivery {
  const { submission } = row;
  const { aboutLevel, aboutCode, messageType, deliveredAt } = submission;
  if (aboutLevel === null || aboutCode === null || messageType === null || deliveredAt === null)
    throw new Error(`submission ${submission.id} has a delivery and was not delivered`);
  return {
    id: row.id as DeliveryId,
    submissionId: submission.id,
    number: submission.number,
    submittedAt: submission.createdAt,
    electionId: row.electionId,
    recipient: ref(row.level, row.code),
    law: row.law,
    sender: ref(submission.level, submission.code),
    about: ref(aboutLevel, aboutCode),
    message: messageType as DeliveredType,
    fingerprint: submission.fingerprint as Sha256 | null,
    verdict: readStoredVerdict(submission.verdict),
    paper: submission.paper as Delivery['paper'],
    at: deliveredAt,
    supersededAt: submission.supersededAt,
    files: submission.files.map((file) => ({
      index: file.index,
      name: file.name,
      size: Number(file.size),
      sha256: sha256(file.sha256 ?? ''),
    })),
    marks: marksOf(row.marks),
  };
}
