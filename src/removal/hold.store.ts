import { Injectable } from '@nestjs/common';
import { Database, type Tx } from '../platform/postgres/database.js';
import type { Prisma } from '../platform/postgres/generated/client.js';
import type { Hold } from './hold.js';
import type { Act } from './removal.js';

const WITH_LIFT = { lift: true } as const satisfies Prisma.LegalHoldInclude;
type Row = Prisma.LegalHoldGetPayload<{ include: typeof WITH_LIFT }>;

/** What must be kept whatever its term. Rows are only added. */
@Injectable()
export class HoldStore {
  constructor(private readonly db: Database) {}

  /** Those of an election, lifted ones too, the newest first. */
  async list(electionId: string, tx?: Tx): Promise<readonly Hold[]> {
    const rows = await (tx ?? this.db.read).legalHold.findMany({
      where: { electionId },
      include: WITH_LIFT,
      orderBy: [{ at: 'desc' }, { id: 'asc' }],
    });
    return rows.map(holdOf);
  }

  async find(id: string, tx?: Tx): Promise<Hold | null> {
    const row = await (tx ?? this.db.read).legalHold.findUnique({ where: { id }, include: WITH_LIFT });
    return row === null ? null : holdOf(row);
  }

  /** Whether a hold keeps this submission now. */
  async keeps(tx: Tx, electionId: string, submissionId: string): Promise<boolean> {
    const rows = await tx.$queryRaw<unknown[]>`
      SELECT 1 FROM standing_hold h WHERE h.election_id = ${electionId}
        AND coalesce(h.submission_id, ${submissionId}::uuid) = ${submissionId}::uuid LIMIT 1`;
    return rows.length > 0;
  }

  /** Those of these submissions of the election that are known here: delivered, or refused with their bytes kept. */
  async known(tx: Tx, electionId: string, submissionIds: readonly string[]): Promise<ReadonlySet<string>> {
    const ids = [...submissionIds];
    const rows = await tx.$queryRaw<{ id: string }[]>`
      SELECT s.id FROM delivered_submission s WHERE s.election_id = ${electionId} AND s.id = ANY(${ids}::uuid[])
      UNION SELECT q.submission_id FROM quarantined_file q
      WHERE q.election_id = ${electionId} AND q.submission_id = ANY(${ids}::uuid[])`;
    return new Set(rows.map(({ id }) => id));
  }

  async place(tx: Tx, { id, electionId, submissionId, why, placed }: Omit<Hold, 'lifted'>): Promise<void> {
    const { at, by } = placed;
    await tx.legalHold.create({ data: { id, electionId, submissionId, why, at, personId: by } });
  }

  async lift(tx: Tx, holdId: string, { why, at, by }: Act & { readonly why: string }): Promise<void> {
    await tx.legalHoldLift.create({ data: { holdId, why, at, personId: by } });
  }
}

function holdOf({ id, electionId, submissionId, why, at, personId, lift }: Row): Hold {
  return {
    ...{ id, electionId, submissionId, why, placed: { at, by: personId } },
    lifted: lift && { why: lift.why, at: lift.at, by: lift.personId },
  };
}
