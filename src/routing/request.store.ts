import { Injectable } from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import type { CommitteeRef, Level, MessageType, Segment } from '../kernel/committee.js';
import { Database, type Reader, type Tx } from '../platform/postgres/database.js';
import { Prisma } from '../platform/postgres/generated/client.js';
import { requestState, type FileRequest, type RequestFacts, type Terms } from './request.js';

interface RequestRow extends RequestFacts {
  readonly id: string;
  readonly election_id: string;
  readonly from_level: Level;
  readonly from_code: string;
  readonly to_level: Level;
  readonly to_code: string;
  readonly message: MessageType;
  readonly at: Date;
  readonly reason: string | null;
  readonly due_at: Date | null;
}

/** Which file is asked for. */
export interface Wanted {
  readonly committee: CommitteeRef;
  readonly message: MessageType;
}

/** The file that is asked for when this one is wanted, as `travelsAs`. */
const askedAs = (of: 's' | 'b'): Prisma.Sql =>
  Prisma.raw(`CASE ${of}.message_type WHEN 'P2a' THEN '510b' ELSE ${of}.message_type END`);

/** Who asked whom for which file, and what came of it. */
@Injectable()
export class RequestStore {
  constructor(private readonly db: Database) {}

  /** What this body asked, of each file the last time. */
  async asked({ electionId, body }: Segment, tx?: Tx): Promise<readonly FileRequest[]> {
    return await list(
      tx ?? this.db.read,
      Prisma.sql`election_id = ${electionId} AND from_level = ${body.level} AND from_code = ${body.code} AND is_last`,
    );
  }

  /** What others asked this body, each the last time, oldest first. */
  async askedOf({ electionId, body }: Segment): Promise<readonly FileRequest[]> {
    return await list(
      this.db.read,
      Prisma.sql`election_id = ${electionId} AND to_level = ${body.level} AND to_code = ${body.code} AND is_last`,
    );
  }

  /** What was asked in these elections with a term, each the last time. */
  async withTerm(electionIds: readonly string[]): Promise<readonly FileRequest[]> {
    return await list(
      this.db.read,
      Prisma.sql`election_id = ANY(${[...electionIds]}) AND due_at IS NOT NULL AND is_last`,
    );
  }

  /** One request that was made of this body; null when it is another's or nobody's. */
  async find({ electionId, body }: Segment, id: string, tx?: Tx): Promise<FileRequest | null> {
    const [found] = await list(
      tx ?? this.db.read,
      Prisma.sql`id = ${id}::uuid AND election_id = ${electionId} AND to_level = ${body.level} AND to_code = ${body.code}`,
    );
    return found ?? null;
  }

  /** The requests that a delivery answers: made after the one before it in its chain, each with who asked. */
  async answeredBy(
    submissionId: string,
  ): Promise<readonly { readonly id: string; readonly from: CommitteeRef }[]> {
    const rows = await this.db.read.$queryRaw<{ id: string; level: Level; code: string }[]>`
      SELECT r.id, r.from_level AS level, r.from_code AS code
      FROM delivered_submission s JOIN delivery_request r
        ON r.election_id = s.election_id AND r.to_level = s.level AND r.to_code = s.code
          AND r.message = ${askedAs('s')} AND r.at < s.delivered_at
      WHERE s.id = ${submissionId}::uuid AND NOT EXISTS (
        SELECT 1 FROM delivered_submission b
        WHERE b.election_id = s.election_id AND b.level = s.level AND b.code = s.code
          AND ${askedAs('b')} = r.message AND b.delivered_at > r.at AND b.delivered_at < s.delivered_at)`;
    return rows.map(({ id, level, code }) => ({ id, from: { level, code } }));
  }

  /** Records that a body asked for files; gives each with the request's id. `deliveryId`: what was not as required. */
  async add<W extends Wanted>(
    tx: Tx,
    { electionId, body }: Segment,
    wanted: readonly W[],
    terms: Terms & { readonly deliveryId: string | null },
    by: { readonly personId: string; readonly at: Date },
  ): Promise<readonly { readonly id: string; readonly wanted: W }[]> {
    const requests = wanted.map((one) => ({ id: randomUUID(), wanted: one }));
    await tx.deliveryRequest.createMany({
      data: requests.map(({ id, wanted: { committee, message } }) => ({
        ...{ id, electionId, message },
        fromLevel: body.level,
        fromCode: body.code,
        toLevel: committee.level,
        toCode: committee.code,
        ...terms,
        ...by,
      })),
    });
    return requests;
  }

  /** Keeps why nothing else is delivered; false, and nothing changed, when an answer stands already. */
  async answer(
    tx: Tx,
    requestId: string,
    text: string,
    by: { readonly personId: string; readonly at: Date },
  ): Promise<boolean> {
    const added = await tx.requestAnswer.createMany({
      data: [{ requestId, text, ...by }],
      skipDuplicates: true,
    });
    return added.count === 1;
  }
}

async function list(read: Reader, which: Prisma.Sql): Promise<readonly FileRequest[]> {
  const rows = await read.$queryRaw<RequestRow[]>`SELECT * FROM file_request WHERE ${which} ORDER BY at, id`;
  return rows.map((row) => ({
    id: row.id,
    electionId: row.election_id,
    from: { level: row.from_level, code: row.from_code },
    to: { level: row.to_level, code: row.to_code },
    message: row.message,
    at: row.at,
    reason: row.reason,
    dueAt: row.due_at,
    state: requestState(row),
  }));
}
