import { Injectable } from '@nestjs/common';
import type { ElectionPlan } from '../elections/election.js';
import type { DeliveredType, Level, Segment } from '../kernel/committee.js';
import type { Chain } from '../kernel/delivery-chain.js';
import { sha256, type Sha256 } from '../kernel/fingerprint.js';
import { sayNumber } from '../kernel/spoken-number.js';
import { Database, type Tx } from '../platform/postgres/database.js';
import { Prisma } from '../platform/postgres/generated/client.js';
import type { HandledItem, RemovedObject } from './certificate.js';
import { holdersIn, type RemovalClass } from './removal-class.js';
import type { Act, Ending, Removal, RemovalItem } from './removal.js';

interface Row {
  readonly id: string;
  readonly election_id: string;
  readonly number: number;
  readonly class: RemovalClass;
  readonly source: string;
  readonly inferred: boolean;
  readonly from_day: string;
  readonly digest: string;
  readonly at: Date;
  readonly person_id: string;
  readonly items: number;
  readonly bytes: bigint;
  readonly handled: number;
  readonly held: number;
  readonly confirmations: readonly { readonly at: string; readonly by: string }[];
  readonly end_kind: Ending['kind'] | null;
  readonly end_at: Date;
  readonly end_digest: string | null;
  readonly end_why: string | null;
  readonly end_by: string | null;
}

interface ItemRow {
  readonly submission_id: string;
  readonly spoken: string;
  readonly level: Level;
  readonly code: string;
  readonly sender_level: Level;
  readonly sender_code: string;
  readonly message_type: string | null;
  readonly file: number;
  readonly name: string;
  readonly size: bigint;
  readonly sha256: string;
}

/** A class in an election. `collected`: what is delivered there, the Kiesraad collects. */
export interface ClassIn {
  readonly electionId: string;
  readonly removalClass: RemovalClass;
  readonly collected: boolean;
}

export function classIn({ definition, committees }: ElectionPlan, removalClass: RemovalClass): ClassIn {
  const collected = committees.some(({ level }) => level === 'COUNCIL');
  return { electionId: definition.id, removalClass, collected };
}

const WHOLE = Prisma.sql`
  SELECT r.*, i.items, i.bytes, o.handled, o.held, e.kind AS end_kind, e.at AS end_at, e.digest AS end_digest,
    e.why AS end_why, e.person_id AS end_by,
    (SELECT coalesce(json_agg(json_build_object('at', c.at, 'by', c.person_id) ORDER BY c.place), '[]'::json)
     FROM removal_confirmation c WHERE c.removal_id = r.id) AS confirmations
  FROM removal r LEFT JOIN removal_end e ON e.removal_id = r.id
    CROSS JOIN LATERAL (SELECT count(*)::int AS items, coalesce(sum(i.size), 0)::bigint AS bytes
      FROM removal_item i WHERE i.removal_id = r.id) i
    CROSS JOIN LATERAL (SELECT count(*)::int AS handled, (count(*) FILTER (WHERE o.outcome = 'held'))::int AS held
      FROM removal_outcome o WHERE o.removal_id = r.id) o`;

/** Removals with their items, and what became of each. Rows are only added. */
@Injectable()
export class RemovalStore {
  constructor(private readonly db: Database) {}

  /** Those of an election, the newest first. */
  async list(electionId: string): Promise<readonly Removal[]> {
    const rows = await this.db.read.$queryRaw<Row[]>`
      ${WHOLE} WHERE r.election_id = ${electionId} ORDER BY r.number DESC`;
    return rows.map(removalOf);
  }

  /** Those that did not end, of all elections, the oldest first. */
  async open(): Promise<readonly Removal[]> {
    const rows = await this.db.read.$queryRaw<Row[]>`${WHOLE} WHERE e.removal_id IS NULL ORDER BY r.at, r.id`;
    return rows.map(removalOf);
  }

  async find(id: string, tx?: Tx): Promise<Removal | null> {
    const [row] = await (tx ?? this.db.read).$queryRaw<Row[]>`${WHOLE} WHERE r.id = ${id}::uuid`;
    return row === undefined ? null : removalOf(row);
  }

  /**
   * The copies of a class that are there and may go, file by file: not those that a hold keeps, nor those of a removal that
   * did not end. With `of` those that this removal lists, of which the same holds. In the order of their numbers.
   */
  async copies(given: ClassIn, tx?: Tx, of: string | null = null): Promise<readonly RemovalItem[]> {
    const { electionId } = given;
    const rows = await (tx ?? this.db.read).$queryRaw<
      (Omit<ItemRow, 'spoken'> & { readonly number: number; readonly created_at: Date })[]
    >`
      SELECT k.* FROM (${copiesOf(given)}) k
      WHERE NOT EXISTS (SELECT 1 FROM standing_hold h
          WHERE h.election_id = ${electionId} AND coalesce(h.submission_id, k.submission_id) = k.submission_id)
        AND NOT EXISTS (SELECT 1 FROM removal_item i
          LEFT JOIN removal_outcome o ON o.removal_id = i.removal_id AND o.number = i.number
          LEFT JOIN removal_end e ON e.removal_id = i.removal_id
          WHERE i.submission_id = k.submission_id AND i.level = k.level AND i.code = k.code
            AND (o.outcome = 'removed' OR e.removal_id IS NULL AND i.removal_id IS DISTINCT FROM ${of}::uuid))
        AND (${of}::uuid IS NULL OR EXISTS (SELECT 1 FROM removal_item l WHERE l.removal_id = ${of}::uuid
          AND l.submission_id = k.submission_id AND l.level = k.level AND l.code = k.code AND l.file = k.file))
      ORDER BY k.number, k.level, k.code, k.file`;
    return rows.map((row) => itemOf({ ...row, spoken: sayNumber(row.number, row.created_at) }));
  }

  /** Adds an announcement as the next of its election; the caller holds the lock of the election's removals. */
  async add(
    tx: Tx,
    removal: Pick<
      Removal,
      'id' | 'electionId' | 'removalClass' | 'source' | 'inferred' | 'fromDay' | 'digest' | 'announced'
    >,
    items: readonly RemovalItem[],
  ): Promise<number> {
    const { id, electionId, removalClass, source, inferred, fromDay, digest, announced } = removal;
    const number = 1 + (await tx.removal.count({ where: { electionId } }));
    await tx.removal.create({
      data: {
        ...{ id, electionId, number, class: removalClass, source, inferred, fromDay, digest },
        ...{ at: announced.at, personId: announced.by },
      },
    });
    const given = items.map(({ holder, sender, message, submissionId, ...item }, i) => ({
      ...{ ...item, number: i + 1, submission_id: submissionId, message_type: message },
      ...{ level: holder.level, code: holder.code, sender_level: sender.level, sender_code: sender.code },
    }));
    await tx.$executeRaw`
      INSERT INTO removal_item (removal_id, number, submission_id, spoken, level, code, sender_level, sender_code,
        message_type, file, name, size, sha256)
      SELECT ${id}::uuid, number, submission_id, spoken, level, code, sender_level, sender_code, message_type, file, name,
        size, sha256
      FROM jsonb_to_recordset(${JSON.stringify(given)}::jsonb) AS given(number int, submission_id uuid, spoken text,
        level text, code text, sender_level text, sender_code text, message_type text, file int, name text, size bigint,
        sha256 text)`;
    return number;
  }

  async confirm(tx: Tx, removalId: string, place: 1 | 2, { at, by }: Act): Promise<void> {
    await tx.removalConfirmation.create({ data: { removalId, place, at, personId: by } });
  }

  async end(tx: Tx, removalId: string, ending: Ending): Promise<void> {
    const { kind, at } = ending;
    const how = ending.kind === 'done' ? { digest: ending.digest } : { why: ending.why, personId: ending.by };
    await tx.removalEnd.create({ data: { removalId, kind, at, ...how } });
  }

  /** Its items in order, with what became of each; with `submissionId` those of that submission. */
  async items(removalId: string, submissionId?: string, tx?: Tx): Promise<readonly HandledItem[]> {
    const of =
      submissionId === undefined ? Prisma.empty : Prisma.sql`AND i.submission_id = ${submissionId}::uuid`;
    const rows = await (tx ?? this.db.read).$queryRaw<
      (ItemRow & Pick<HandledItem, 'number' | 'outcome' | 'at'>)[]
    >`
      SELECT i.*, o.outcome, o.at FROM removal_item i
        LEFT JOIN removal_outcome o ON o.removal_id = i.removal_id AND o.number = i.number
      WHERE i.removal_id = ${removalId}::uuid ${of} ORDER BY i.number`;
    return rows.map((row) => ({ ...itemOf(row), number: row.number, outcome: row.outcome, at: row.at }));
  }

  async settle(
    tx: Tx,
    removalId: string,
    numbers: readonly number[],
    { outcome, at }: { readonly outcome: 'removed' | 'held'; readonly at: Date },
  ): Promise<void> {
    await tx.removalOutcome.createMany({
      data: numbers.map((number) => ({ removalId, number, outcome, at })),
    });
  }

  /** What became of the bytes of a removal, by digest. */
  async objects(removalId: string, tx?: Tx): Promise<readonly RemovedObject[]> {
    const rows = await (tx ?? this.db.read).removedObject.findMany({
      where: { removalId },
      orderBy: { sha256: 'asc' },
    });
    return rows.map((row) => ({
      ...{ sha256: sha256(row.sha256), outcome: row.outcome === 'gone' ? 'gone' : 'needed', at: row.at },
    }));
  }

  /** Bytes of copies that went, of which it is not known yet what became of them, with the submission that they are of. */
  async bytesLeft(
    removalId: string,
    tx?: Tx,
  ): Promise<readonly { readonly submissionId: string; readonly sha256: Sha256 }[]> {
    const rows = await (tx ?? this.db.read).$queryRaw<{ submission_id: string; sha256: string }[]>`
      SELECT DISTINCT i.submission_id, i.sha256 FROM removal_item i
        JOIN removal_outcome o ON o.removal_id = i.removal_id AND o.number = i.number AND o.outcome = 'removed'
      WHERE i.removal_id = ${removalId}::uuid AND NOT EXISTS (
        SELECT 1 FROM removed_object b WHERE b.removal_id = i.removal_id AND b.sha256 = i.sha256)
      ORDER BY i.submission_id, i.sha256`;
    return rows.map((row) => ({ submissionId: row.submission_id, sha256: sha256(row.sha256) }));
  }

  async settleBytes(tx: Tx, removalId: string, object: RemovedObject): Promise<void> {
    await tx.removedObject.createMany({ data: [{ removalId, ...object }], skipDuplicates: true });
  }

  /** The chain of versions of a delivered submission; null of one that was refused. */
  async chainOf(tx: Tx, submissionId: string): Promise<Chain | null> {
    const [row] = await tx.$queryRaw<
      {
        readonly election_id: string;
        readonly level: Level;
        readonly code: string;
        readonly about_level: Level;
        readonly about_code: string;
        readonly message_type: DeliveredType;
      }[]
    >`SELECT election_id, level, code, about_level, about_code, message_type
      FROM delivered_submission WHERE id = ${submissionId}::uuid`;
    if (row === undefined) return null;
    return {
      electionId: row.election_id,
      sender: { level: row.level, code: row.code },
      about: { level: row.about_level, code: row.about_code },
      message: row.message_type,
    };
  }

  /** Whether nobody has a copy of it any more: not its sender, nor anybody to whom it was delivered. */
  async isWithoutCopies(submissionId: string, tx?: Tx): Promise<boolean> {
    const rows = await (tx ?? this.db.read).$queryRaw<unknown[]>`
      SELECT 1 FROM delivered_submission s CROSS JOIN LATERAL (${COPIES}) c
      WHERE s.id = ${submissionId}::uuid AND NOT EXISTS (SELECT 1 FROM removal_item i
        JOIN removal_outcome o ON o.removal_id = i.removal_id AND o.number = i.number AND o.outcome = 'removed'
        WHERE i.submission_id = s.id AND i.level = c.level AND i.code = c.code) LIMIT 1`;
    return rows.length === 0;
  }

  /** What is announced to go of one body, soonest first. */
  async announcedFor({
    electionId,
    body,
  }: Segment): Promise<readonly { readonly fromDay: string; readonly files: number }[]> {
    const rows = await this.db.read.$queryRaw<{ from_day: string; files: number }[]>`
      SELECT r.from_day, count(*)::int AS files FROM removal r JOIN removal_item i ON i.removal_id = r.id
      WHERE r.election_id = ${electionId} AND i.level = ${body.level} AND i.code = ${body.code}
        AND NOT EXISTS (SELECT 1 FROM removal_end e WHERE e.removal_id = r.id)
      GROUP BY r.id, r.from_day ORDER BY r.from_day`;
    return rows.map(({ from_day: fromDay, files }) => ({ fromDay, files }));
  }
}

/** Who has a copy of a delivered submission `s`. */
const COPIES = Prisma.sql`
  SELECT s.level, s.code UNION SELECT d.level, d.code FROM delivery_state d WHERE d.submission_id = s.id`;

/**
 * What the Kiesraad collects (A 3 d) goes nowhere before it has its copy: a gezaghebber sends on after the admission alone
 * (Ya 18). An older version is not sent on.
 */
const COLLECTED = Prisma.sql`
  s.state = 'superseded' OR EXISTS (SELECT 1 FROM delivery_state n WHERE n.submission_id = s.id AND n.level = 'COUNCIL')`;

function copiesOf({ electionId, removalClass, collected }: ClassIn): Prisma.Sql {
  if (removalClass === 'refused')
    return Prisma.sql`
      SELECT q.submission_id, q.number, q.created_at, q.level, q.code, q.level AS sender_level, q.code AS sender_code,
        q.message_type, q.index AS file, q.name, q.size, q.sha256
      FROM quarantined_file q WHERE q.election_id = ${electionId}`;
  return Prisma.sql`
    SELECT s.id AS submission_id, s.number, s.created_at, c.level, c.code, s.level AS sender_level, s.code AS sender_code,
      s.message_type, f.index AS file, f.name, f.size, f.sha256
    FROM delivered_submission s CROSS JOIN LATERAL (${COPIES}) c
      CROSS JOIN LATERAL json_to_recordset(s.files) AS f("index" int, "name" text, "size" bigint, "sha256" text)
    WHERE s.election_id = ${electionId} AND c.level = ANY(${[...holdersIn(removalClass)]})
      AND (${collected}::boolean IS FALSE OR ${COLLECTED})`;
}

function itemOf(row: ItemRow): RemovalItem {
  return {
    submissionId: row.submission_id,
    spoken: row.spoken,
    holder: { level: row.level, code: row.code },
    sender: { level: row.sender_level, code: row.sender_code },
    message: row.message_type,
    file: row.file,
    name: row.name,
    size: Number(row.size),
    sha256: sha256(row.sha256),
  };
}

function removalOf(row: Row): Removal {
  return {
    ...{ id: row.id, electionId: row.election_id, number: row.number, removalClass: row.class },
    ...{ source: row.source, inferred: row.inferred, fromDay: row.from_day, digest: sha256(row.digest) },
    announced: { at: row.at, by: row.person_id },
    ...{ items: row.items, bytes: Number(row.bytes), handled: row.handled, held: row.held },
    confirmations: row.confirmations.map(({ at, by }) => ({ at: new Date(at), by })),
    ending: endingOf(row),
  };
}

function endingOf({
  end_kind: kind,
  end_at: at,
  end_digest: digest,
  end_why: why,
  end_by: by,
}: Row): Ending | null {
  if (kind === 'done' && digest !== null) return { kind, at, digest: sha256(digest) };
  return kind === 'calledOff' && why !== null && by !== null ? { kind, at, why, by } : null;
}
