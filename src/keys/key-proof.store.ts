import type { Sha256 } from '../kernel/fingerprint.js';
import type { Reader, Tx } from '../platform/postgres/database.js';
import { storable } from '../verify/stored-verdict.js';
import type { Verdict } from '../verify/verdict.js';
import type { Proof } from './key.js';

/** What is kept of a proof: not its bytes. */
export interface KeptProof extends Proof {
  /** SHA-256 of each file that was handed in. */
  readonly files: readonly Sha256[];
  readonly verdict: Verdict;
}

/** Keeps that a key was proved; its fingerprint is barred already. Breaks a rule when the key or the fingerprint was used before. */
export async function addProof(tx: Tx, keyId: string, proof: KeptProof): Promise<void> {
  const { at, by, fingerprint, files, verdict } = proof;
  await tx.keyProof.create({
    data: { keyId, fingerprint, files: [...files], verdict: storable(verdict), personId: by, at },
  });
}

/** Whether a count was ever delivered as a genuine one, by whomever. Call it under the lock of its chain. */
export async function wasDelivered(read: Reader | Tx, fingerprint: Sha256): Promise<boolean> {
  const rows = await read.$queryRaw<unknown[]>`
    SELECT 1 FROM delivered_submission WHERE fingerprint = ${fingerprint} LIMIT 1`;
  return rows.length === 1;
}
