import { Injectable } from '@nestjs/common';
import { sha256, type Sha256 } from '../kernel/fingerprint.js';
import { Database, type Tx } from '../platform/postgres/database.js';
import type { PublicPaper } from './paper.js';
import type { ResultPlace } from './publication.store.js';

/** A public proces-verbaal as it is handed out. */
export interface KeptPaper {
  readonly submissionId: string;
  readonly size: number;
  readonly sha256: Sha256;
  readonly withdrawn: boolean;
}

interface By {
  readonly personId: string;
  readonly at: Date;
}

/** The proces-verbalen of public files in versions for everybody, and which of them were taken back. */
@Injectable()
export class PaperStore {
  constructor(private readonly db: Database) {}

  /** Of each of these publications its versions, the newest first; of those without any nothing. */
  async of(publicationIds: readonly string[], tx?: Tx): Promise<ReadonlyMap<string, readonly PublicPaper[]>> {
    const rows = await (tx ?? this.db.read).publicPaper.findMany({
      where: { publicationId: { in: [...publicationIds] } },
      include: { withdrawal: true },
      orderBy: { version: 'desc' },
    });
    const papers = new Map<string, PublicPaper[]>();
    for (const { publicationId, withdrawal, sha256: hex, ...row } of rows) {
      const { id, version, size, pages, images, at } = row;
      const paper = {
        ...{ id, version, size, pages, images, at },
        ...{ sha256: sha256(hex), withdrawnAt: withdrawal?.at ?? null },
      };
      papers.set(publicationId, [...(papers.get(publicationId) ?? []), paper]);
    }
    return papers;
  }

  /** One version of a proces-verbaal, by the address of its file; null: there is none. */
  async kept(
    { electionId, code, message }: ResultPlace,
    version: number,
    paper: number,
  ): Promise<KeptPaper | null> {
    const file = { electionId, aboutCode: code, messageType: message, version };
    const row = await this.db.read.publicPaper.findFirst({
      where: { version: paper, publication: file },
      include: { withdrawal: true, publication: { select: { submissionId: true } } },
    });
    if (row === null) return null;
    const { size, withdrawal, publication } = row;
    return {
      ...{ submissionId: publication.submissionId, size },
      ...{ sha256: sha256(row.sha256), withdrawn: withdrawal !== null },
    };
  }
}

/** Adds a version beside this publication. */
export async function addPaper(
  tx: Tx,
  publicationId: string,
  paper: Omit<PublicPaper, 'withdrawnAt' | 'at'>,
  by: By,
): Promise<void> {
  await tx.publicPaper.create({ data: { ...paper, publicationId, ...by } });
}

/** Takes one back, that was not yet. */
export async function withdrawPaper(tx: Tx, paperId: string, by: By): Promise<void> {
  await tx.paperWithdrawal.create({ data: { paperId, ...by } });
}
