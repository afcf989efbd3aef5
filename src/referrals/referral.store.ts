import { Injectable } from '@nestjs/common';
import type { CommitteeRef, Level, Segment } from '../kernel/committee.js';
import { Database, type Tx } from '../platform/postgres/database.js';
import { Prisma } from '../platform/postgres/generated/client.js';
import type { Finding, Referral, ReferredStation, StationAnswer } from './referral.js';

interface Row {
  readonly id: string;
  readonly election_id: string;
  readonly from_level: Level;
  readonly from_code: string;
  readonly to_level: Level;
  readonly to_code: string;
  readonly delivery_id: string;
  readonly submission_id: string;
  readonly at: Date;
  readonly unit: string;
  readonly name: string;
  readonly reason: string;
  readonly outcome: Finding | null;
  readonly text: string | null;
  readonly answered_at: Date | null;
  /** The newest version that came since. */
  readonly newer_id: string | null;
  readonly newer_at: Date | null;
}

/** A station that is sent back, and why. */
export interface NewStation {
  readonly unit: string;
  readonly name: string;
  readonly reason: string;
}

/** Which version of whose count is sent back, by whom to whom. */
type NewReferral = Omit<Referral, 'stations'>;

/** A referral as it is kept, from which the states of its stations follow. */
export interface KeptReferral extends NewReferral {
  readonly stations: readonly Omit<ReferredStation, 'state'>[];
  /** The newest version of that count that came since; null: none did. */
  readonly newer: { readonly submissionId: string; readonly at: Date } | null;
}

interface By {
  readonly personId: string;
  readonly at: Date;
}

/** Stations that were sent back, and what came of them. */
@Injectable()
export class ReferralStore {
  constructor(private readonly db: Database) {}

  /** What this body sent back or was sent, oldest first; `id` narrows it to one, `about` to one GSB. */
  async list(
    { electionId, body }: Segment,
    { id, about }: { readonly id?: string; readonly about?: CommitteeRef } = {},
    tx?: Tx,
  ): Promise<readonly KeptReferral[]> {
    const own = Prisma.sql`((r.from_level = ${body.level} AND r.from_code = ${body.code})
      OR (r.to_level = ${body.level} AND r.to_code = ${body.code}))`;
    const one = id === undefined ? Prisma.empty : Prisma.sql`AND r.id = ${id}::uuid`;
    const gsb =
      about === undefined
        ? Prisma.empty
        : Prisma.sql`AND r.to_level = ${about.level} AND r.to_code = ${about.code}`;
    const rows = await (tx ?? this.db.read).$queryRaw<Row[]>`
      SELECT r.*, s.unit, s.name, s.reason, a.outcome, a.text, a.at AS answered_at, r.newer_id, r.newer_at
      FROM (
        SELECT r.*, n.id AS newer_id, n.delivered_at AS newer_at FROM station_referral r LEFT JOIN LATERAL (
          SELECT v.id, v.delivered_at FROM delivered_submission v
          WHERE v.election_id = r.election_id AND v.level = r.to_level AND v.code = r.to_code AND v.message_type = '510b'
            AND v.delivered_at >= r.at AND v.id <> r.submission_id
          ORDER BY v.delivered_at DESC, v.number DESC LIMIT 1) n ON true
        WHERE r.election_id = ${electionId} AND ${own} ${one} ${gsb} OFFSET 0) r
      JOIN referred_station s ON s.referral_id = r.id
      LEFT JOIN referral_answer a ON a.referral_id = s.referral_id AND a.unit = s.unit
      ORDER BY r.at, r.id, s.name, s.unit`;
    return [...new Set(rows.map(({ id }) => id))].map((id) => keptOf(rows.filter((row) => row.id === id)));
  }

  async add(tx: Tx, referral: NewReferral, stations: readonly NewStation[], personId: string): Promise<void> {
    const { id, electionId, from, to, deliveryId, submissionId, at } = referral;
    await tx.stationReferral.create({
      data: {
        ...{ id, electionId, deliveryId, submissionId, at, personId },
        ...{ fromLevel: from.level, fromCode: from.code, toLevel: to.level, toCode: to.code },
      },
    });
    await tx.referredStation.createMany({
      data: stations.map((station) => ({ referralId: id, ...station })),
    });
  }

  async answer(
    tx: Tx,
    referralId: string,
    units: readonly string[],
    { finding, text }: Pick<StationAnswer, 'finding' | 'text'>,
    by: By,
  ): Promise<void> {
    await tx.referralAnswer.createMany({
      data: units.map((unit) => ({ referralId, unit, outcome: finding, text, ...by })),
    });
  }
}

function keptOf(rows: readonly Row[]): KeptReferral {
  const { id, election_id: electionId, delivery_id: deliveryId, at, ...row } = rows[0]!;
  const { submission_id: submissionId, newer_id: newer, newer_at: newerAt } = row;
  return {
    ...{ id, electionId, deliveryId, submissionId, at },
    from: { level: row.from_level, code: row.from_code },
    to: { level: row.to_level, code: row.to_code },
    newer: newer === null || newerAt === null ? null : { submissionId: newer, at: newerAt },
    stations: rows.map((one) => ({
      ...{ unit: one.unit, name: one.name, reason: one.reason },
      answer: answerOf(one),
    })),
  };
}

function answerOf({ outcome, text, answered_at: at }: Row): StationAnswer | null {
  return outcome === null || text === null || at === null ? null : { finding: outcome, text, at };
}
