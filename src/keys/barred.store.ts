import type { Segment } from '../kernel/committee.js';
import type { Sha256 } from '../kernel/fingerprint.js';
import type { Reader, Tx } from '../platform/postgres/database.js';

/** A count that may never be delivered, and what it was used for instead. */
export interface Barred {
  readonly fingerprint: Sha256;
  readonly owner: Segment;
  readonly why: 'keyProof' | 'testLane';
  readonly personId: string;
  readonly at: Date;
}

/**
 * Bars a count for good, under the lock of its chain: who delivers it at the same moment is either first, or refused. Gives
 * whether it was not barred before; what barred it first stands.
 */
export async function bar(tx: Tx, { fingerprint, owner, why, personId, at }: Barred): Promise<boolean> {
  const { electionId, body } = owner;
  const { count } = await tx.barredFingerprint.createMany({
    data: [{ fingerprint, electionId, level: body.level, code: body.code, why, personId, at }],
    skipDuplicates: true,
  });
  return count === 1;
}

/** Whether this count was barred; null is no count, and is not. Call it under the lock of its chain to decide by it. */
export async function isBarred(read: Reader | Tx, fingerprint: Sha256 | null): Promise<boolean> {
  return (
    fingerprint !== null && (await read.barredFingerprint.findUnique({ where: { fingerprint } })) !== null
  );
}
