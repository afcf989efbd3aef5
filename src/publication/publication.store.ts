import { Injectable } from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import {
  MESSAGE_TYPES,
  type CommitteeRef,
  type Level,
  type MessageType,
  type Segment,
} from '../kernel/committee.js';
import { sha256, type Sha256 } from '../kernel/fingerprint.js';
import { Database, type Tx } from '../platform/postgres/database.js';
import { Prisma } from '../platform/postgres/generated/client.js';
import type { DeliveredFile } from '../routing/delivery.js';
import { submissionNumber } from '../upload/submission.js';
import type { Place, Publication, ResultFile } from './publication.js';

/** A file that this body delivered or received, by the id under which it knows it. */
export interface OwnFile extends ResultFile {
  readonly id: string;
  /** Whether this body delivered it; else it was delivered to it. */
  readonly sent: boolean;
  /** Its term was over, and this body's copy is gone. */
  readonly removed: boolean;
}

/** Which file is asked for, as it stands in an address. */
export interface ResultPlace {
  readonly electionId: string;
  readonly code: string;
  readonly message: MessageType;
}

/** A file that everybody may have. */
export interface KeptVersion {
  readonly submissionId: string;
  readonly name: string;
  readonly size: number;
  readonly sha256: Sha256;
}

interface Row {
  readonly id: string;
  readonly own_id: string | null;
  readonly removed: boolean;
  readonly number: number;
  readonly created_at: Date;
  readonly election_id: string;
  readonly level: Level;
  readonly code: string;
  readonly about_level: Level;
  readonly about_code: string;
  readonly message_type: MessageType;
  readonly fingerprint: Sha256;
  readonly delivered_at: Date;
  readonly newest: boolean;
  readonly publication_id: string | null;
  readonly version: number;
  readonly file_name: string | null;
  readonly file_size: bigint | null;
  readonly address: string | null;
  readonly by_level: Level;
  readonly by_code: string;
  readonly published_at: Date;
}

const NEWEST_OF = Prisma.sql`row_number() OVER (PARTITION BY s.about_level, s.about_code, s.message_type
  ORDER BY s.delivered_at DESC, s.number DESC) = 1 AS newest`;

/** Delivered result files of one election, and that they were made public. */
@Injectable()
export class PublicationStore {
  constructor(private readonly db: Database) {}

  /** Those of an election, or of one committee in it, oldest first. */
  async list(electionId: string, about: CommitteeRef | null = null): Promise<readonly ResultFile[]> {
    const one =
      about === null
        ? Prisma.empty
        : Prisma.sql`WHERE f.about_level = ${about.level} AND f.about_code = ${about.code}`;
    const rows = await this.db.read.$queryRaw<
      Row[]
    >`${filesOf(electionId)} ${one} ORDER BY f.delivered_at, f.number`;
    return rows.map(fileOf);
  }

  /** Those that a body delivered itself or that were delivered to it, oldest first; with `id` that one alone. */
  async own(segment: Segment, id?: string, tx?: Tx): Promise<readonly OwnFile[]> {
    const { level, code } = segment.body;
    const one = id === undefined ? Prisma.empty : Prisma.sql`AND o.id = ${id}::uuid`;
    const rows = await (tx ?? this.db.read).$queryRaw<Row[]>`
      SELECT f.*, o.id AS own_id, EXISTS (SELECT 1 FROM removed_copy c
        WHERE c.submission_id = f.id AND c.level = ${level} AND c.code = ${code}) AS removed
      FROM (${filesOf(segment.electionId)}) f JOIN LATERAL (
        SELECT d.id FROM delivery_state d
        WHERE d.submission_id = f.id AND d.level = ${level} AND d.code = ${code}
        UNION ALL SELECT f.id WHERE f.level = ${level} AND f.code = ${code}) o ON true
      WHERE true ${one} ORDER BY f.delivered_at, f.number`;
    return rows.map((row) => ({
      ...{ ...fileOf(row), id: row.own_id ?? row.id, sent: row.own_id === row.id },
      removed: row.removed,
    }));
  }

  /** The files of a submission as they were sent. */
  async sentFiles(submissionId: string): Promise<readonly DeliveredFile[]> {
    const [row] = await this.db.read.$queryRaw<{ files: DeliveredFile[] }[]>`
      SELECT files FROM delivered_submission WHERE id = ${submissionId}::uuid`;
    return row?.files ?? [];
  }

  /** The file of one version that is public here; null: it is not. The code alone names a committee that delivers. */
  async keptVersion(
    { electionId, code, message }: ResultPlace,
    version: number,
  ): Promise<KeptVersion | null> {
    const row = await this.db.read.publication.findFirst({
      where: { electionId, aboutCode: code, messageType: message, version },
    });
    if (row === null || row.fileName === null) return null;
    const { submissionId, fileName: name, fileSize, fingerprint } = row;
    return { submissionId, name, size: Number(fileSize), sha256: sha256(fingerprint) };
  }

  /** How many files of each election are public, every version counted once per committee and message. */
  async counts(): Promise<ReadonlyMap<string, number>> {
    const rows = await this.db.read.$queryRaw<{ id: string; files: number }[]>`
      SELECT election_id AS id, count(DISTINCT (about_level, about_code, message_type))::int AS files
      FROM publication GROUP BY election_id`;
    return new Map(rows.map(({ id, files }) => [id, files]));
  }

  /** Adds it as the next version; the caller holds the lock of what it is of. */
  async add(
    tx: Tx,
    file: ResultFile,
    place: Place,
    made: { readonly by: CommitteeRef; readonly personId: string; readonly at: Date },
  ): Promise<Publication> {
    const { electionId, about, message, submissionId, fingerprint } = file;
    const of = { electionId, aboutLevel: about.level, aboutCode: about.code, messageType: message };
    const version = 1 + (await tx.publication.count({ where: of }));
    const { by, personId, at } = made;
    const here = place.kind === 'here' ? place : null;
    const id = randomUUID();
    await tx.publication.create({
      data: {
        ...{ ...of, id, submissionId, version, fingerprint, at, personId },
        ...{ level: by.level, code: by.code, fileName: here?.name ?? null, fileSize: here?.size ?? null },
        address: place.kind === 'elsewhere' ? place.address : null,
      },
    });
    return { id, version, place, by, at };
  }
}

function filesOf(electionId: string): Prisma.Sql {
  return Prisma.sql`
    SELECT f.*, p.id AS publication_id, p.version, p.file_name, p.file_size, p.address, p.level AS by_level,
      p.code AS by_code, p.at AS published_at
    FROM (
      SELECT s.id, s.number, s.created_at, s.election_id, s.level, s.code, s.about_level, s.about_code, s.message_type,
        s.fingerprint, s.delivered_at, ${NEWEST_OF}
      FROM delivered_submission s
      WHERE s.election_id = ${electionId} AND s.fingerprint IS NOT NULL AND s.message_type = ANY(${[...MESSAGE_TYPES]})) f
    LEFT JOIN publication p ON p.submission_id = f.id`;
}

function fileOf(row: Row): ResultFile {
  return {
    submissionId: row.id,
    number: submissionNumber({ number: row.number, createdAt: row.created_at }),
    electionId: row.election_id,
    sender: { level: row.level, code: row.code },
    about: { level: row.about_level, code: row.about_code },
    message: row.message_type,
    fingerprint: row.fingerprint,
    deliveredAt: row.delivered_at,
    newest: row.newest,
    publication: publicationOf(row),
  };
}

function publicationOf(row: Row): Publication | null {
  if (row.publication_id === null) return null;
  const { publication_id: id, version, file_name: name, file_size: size, address } = row;
  return {
    ...{ id, version, by: { level: row.by_level, code: row.by_code }, at: row.published_at },
    place:
      address === null
        ? { kind: 'here', name: name ?? '', size: Number(size) }
        : { kind: 'elsewhere', address },
  };
}
