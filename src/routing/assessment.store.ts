import { Injectable } from '@nestjs/common';
import { Database, type Tx } from '../platform/postgres/database.js';
import type { Assessment, Outcome } from './assessment.js';
import type { DeliveryId } from './delivery.js';

/** What was found of deliveries: added by their recipients, never changed. */
@Injectable()
export class AssessmentStore {
  constructor(private readonly db: Database) {}

  /** All that was found of one delivery, the last first. */
  async list(id: DeliveryId): Promise<readonly Assessment[]> {
    const rows = await this.db.read.deliveryAssessment.findMany({
      where: { deliveryId: id },
      orderBy: { number: 'desc' },
    });
    return rows.flatMap(
      ({ outcome, reason, number, at }) => assessmentOf({ outcome, reason, number, at }) ?? [],
    );
  }

  /** Adds to deliveries of which nothing was found yet that they are as required. */
  async addFirst(
    tx: Tx,
    deliveries: readonly { readonly id: DeliveryId }[],
    by: { readonly personId: string; readonly at: Date },
  ): Promise<void> {
    await tx.deliveryAssessment.createMany({
      data: deliveries.map(({ id }) => ({ deliveryId: id, number: 1, outcome: 'asRequired', ...by })),
    });
  }

  /** Adds what was found, after `last`. Of two at once one alone can be the next: the other is a fault, and said again. */
  async add(
    tx: Tx,
    id: DeliveryId,
    last: Assessment | null,
    found: Outcome,
    by: { readonly personId: string; readonly at: Date },
  ): Promise<Assessment> {
    const number = (last?.number ?? 0) + 1;
    const reason = found.outcome === 'notAsRequired' ? found.reason : null;
    await tx.deliveryAssessment.create({
      data: { deliveryId: id, number, outcome: found.outcome, reason, ...by },
    });
    return { ...found, number, at: by.at };
  }
}

/** What was found as it stands in a row; null: nothing yet. */
export function assessmentOf(row: {
  readonly outcome: string | null;
  readonly reason: string | null;
  readonly number: number | null;
  readonly at: Date | null;
}): Assessment | null {
  const { outcome, reason, number, at } = row;
  if (outcome === null || number === null || at === null) return null;
  return outcome === 'notAsRequired'
    ? { outcome, reason: reason ?? '', number, at }
    : { outcome: 'asRequired', number, at };
}
