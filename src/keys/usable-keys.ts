import { Injectable } from '@nestjs/common';
import type { CommitteeRef } from '../kernel/committee.js';
import type { Sha256 } from '../kernel/fingerprint.js';
import { Database, type Tx } from '../platform/postgres/database.js';
import type { RegisteredKey } from '../verify/context.js';
import { holdUsable, usableKeys } from './key.store.js';

/** The keys that may verify a committee's files. */
@Injectable()
export class UsableKeys {
  constructor(private readonly db: Database) {}

  /** Approved and not revoked at this moment, for this committee in this election; in the order they were registered. */
  async run(electionId: string, committee: CommitteeRef): Promise<readonly RegisteredKey[]> {
    return usableKeys(this.db.read, { electionId, committee });
  }
}

/**
 * Whether the key that verified a file is still approved, inside the transaction that delivers it. A revocation at the
 * same moment waits until that transaction ends, or has ended before and is seen here.
 */
export async function keyStillUsable(
  tx: Tx,
  keyId: Sha256,
  electionId: string,
  committee: CommitteeRef,
): Promise<boolean> {
  return holdUsable(tx, keyId, { electionId, committee });
}
