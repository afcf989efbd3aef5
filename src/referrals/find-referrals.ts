import { Injectable } from '@nestjs/common';
import { differenceOf } from '../counts/difference.js';
import type { CommitteeRef, Segment } from '../kernel/committee.js';
import { Database, type Tx } from '../platform/postgres/database.js';
import { findCount } from '../upload/count.store.js';
import { stationState, type Referral } from './referral.js';
import { ReferralStore, type KeptReferral } from './referral.store.js';

/** A TK has some hundreds of counts; of few a station is sent back. */
const MOST_KEPT = 500;

/** Referrals with how each of their stations stands now. */
@Injectable()
export class FindReferrals {
  /** What is kept of a version never changes: what is another between two is found once. */
  private readonly known = new Map<string, ReadonlySet<string>>();

  constructor(
    private readonly db: Database,
    private readonly referrals: ReferralStore,
  ) {}

  /** What this body sent back or was sent, oldest first; `id` narrows it to one, `about` to one GSB. */
  async run(
    segment: Segment,
    which: { readonly id?: string; readonly about?: CommitteeRef } = {},
    tx?: Tx,
  ): Promise<readonly Referral[]> {
    const found: Referral[] = [];
    for (const kept of await this.referrals.list(segment, which, tx)) {
      const changed = await this.changedSince(kept, tx);
      const stations = kept.stations.map((station) => ({
        ...station,
        state: stationState(station.answer, changed.has(station.unit) ? kept.newer!.at : null),
      }));
      found.push({ ...kept, stations });
    }
    return found;
  }

  /** Stations with other numbers in the newest version, or gone from it; none while one of both is still being read. */
  private async changedSince(
    { submissionId, newer }: KeptReferral,
    tx: Tx | undefined,
  ): Promise<ReadonlySet<string>> {
    if (newer === null) return new Set();
    const key = `${submissionId} ${newer.submissionId}`;
    const known = this.known.get(key);
    if (known !== undefined) return known;
    const read = tx ?? this.db.read;
    const [was, is] = [await findCount(read, submissionId), await findCount(read, newer.submissionId)];
    if (was === null || is === null) return new Set();
    const { units } = differenceOf(was, is);
    const changed = new Set(
      units.filter(({ how }) => how === 'changed' || how === 'gone').map(({ id }) => id),
    );
    if (this.known.size >= MOST_KEPT) this.known.delete(this.known.keys().next().value!);
    this.known.set(key, changed);
    return changed;
  }
}
