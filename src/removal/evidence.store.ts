import { Injectable } from '@nestjs/common';
import type { Level } from '../kernel/committee.js';
import { sha256 } from '../kernel/fingerprint.js';
import { sayNumber } from '../kernel/spoken-number.js';
import { Database, type Tx } from '../platform/postgres/database.js';
import { Prisma } from '../platform/postgres/generated/client.js';
import { firstRefusal } from '../upload/refused-words.js';
import { readStoredVerdict } from '../verify/stored-verdict.js';
import type { EvidenceExport, QuarantinedFile } from './evidence.js';

interface Row {
  readonly submission_id: string;
  readonly number: number;
  readonly created_at: Date;
  readonly election_id: string;
  readonly level: Level;
  readonly code: string;
  readonly person_id: string;
  readonly judged_at: Date;
  readonly verdict: unknown;
  readonly index: number;
  readonly name: string;
  readonly size: bigint;
  readonly sha256: string;
}

/** Refused files, and who asked for those that are kept as evidence. */
@Injectable()
export class EvidenceStore {
  constructor(private readonly db: Database) {}

  /** Those of an election whose bytes are kept, the newest first; with `ids` of these submissions alone. */
  async files(electionId: string, ids?: readonly string[], tx?: Tx): Promise<readonly QuarantinedFile[]> {
    const these =
      ids === undefined ? Prisma.empty : Prisma.sql`AND q.submission_id = ANY(${[...ids]}::uuid[])`;
    const rows = await (tx ?? this.db.read).$queryRaw<Row[]>`
      SELECT q.* FROM quarantined_file q WHERE q.election_id = ${electionId} ${these}
      ORDER BY q.judged_at DESC, q.number DESC, q.index`;
    return rows.map(fileOf);
  }

  /** The exports of an election, the newest first. */
  async exports(electionId: string): Promise<readonly EvidenceExport[]> {
    const rows = await this.db.read.evidenceExport.findMany({
      where: { electionId },
      orderBy: [{ at: 'desc' }, { id: 'asc' }],
    });
    return rows.map(exportOf);
  }

  async findExport(electionId: string, id: string): Promise<EvidenceExport | null> {
    const row = await this.db.read.evidenceExport.findFirst({ where: { electionId, id } });
    return row === null ? null : exportOf(row);
  }

  async addExport(tx: Tx, { asked, submissions, ...rest }: EvidenceExport): Promise<void> {
    const data = { ...rest, submissions: [...submissions], at: asked.at, personId: asked.by };
    await tx.evidenceExport.create({ data });
  }
}

function fileOf(row: Row): QuarantinedFile {
  return {
    submissionId: row.submission_id,
    spoken: sayNumber(row.number, row.created_at),
    electionId: row.election_id,
    sender: { level: row.level, code: row.code },
    personId: row.person_id,
    judgedAt: row.judged_at,
    check: firstRefusal(readStoredVerdict(row.verdict, null, null)),
    file: row.index,
    name: row.name,
    size: Number(row.size),
    sha256: sha256(row.sha256),
  };
}

function exportOf(row: {
  readonly id: string;
  readonly electionId: string;
  readonly submissions: readonly string[];
  readonly digest: string;
  readonly why: string;
  readonly at: Date;
  readonly personId: string;
}): EvidenceExport {
  const { id, electionId, submissions, digest, why, at, personId } = row;
  return {
    ...{ id, electionId, submissions, digest: sha256(digest), why },
    asked: { at, by: personId },
  };
}
