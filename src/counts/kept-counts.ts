import { Injectable } from '@nestjs/common';
import { Database } from '../platform/postgres/database.js';
import { findCount, findTotals } from '../upload/count.store.js';
import type { Count } from '../verify/eml/count.js';

/** A TK has 345 counts, 20 of kieskringen and one whole. */
const MOST_KEPT = 1000;
const MOST_WHOLE = 60;
/** Takes some 50 ms to read. */
const AT_ONCE = 50;

/** Counts that were read before: what is kept of a submission never changes. */
@Injectable()
export class KeptCounts {
  private readonly partial = new Map<string, Count>();
  private readonly complete = new Map<string, Count>();

  constructor(private readonly db: Database) {}

  /** As {@link findTotals}. */
  async totals(ids: readonly string[]): Promise<ReadonlyMap<string, Count>> {
    const lacking = ids.filter((id) => !this.partial.has(id));
    const found: (readonly [string, Count])[] = [];
    for (let i = 0; i < lacking.length; i += AT_ONCE)
      found.push(...(await findTotals(this.db.read, lacking.slice(i, i + AT_ONCE))));
    return kept(this.partial, ids, found, MOST_KEPT);
  }

  /** With their reporting units, which of a 510c and a 510d are few. */
  async whole(ids: readonly string[]): Promise<ReadonlyMap<string, Count>> {
    const found: [string, Count][] = [];
    for (const id of ids.filter((each) => !this.complete.has(each))) {
      const count = await findCount(this.db.read, id);
      if (count !== null) found.push([id, count]);
    }
    return kept(this.complete, ids, found, MOST_WHOLE);
  }
}

function kept(
  known: Map<string, Count>,
  ids: readonly string[],
  found: Iterable<readonly [string, Count]>,
  most: number,
): ReadonlyMap<string, Count> {
  const all = new Map(ids.flatMap((id) => (known.has(id) ? [[id, known.get(id)!] as const] : [])));
  for (const [id, count] of found) {
    if (known.size >= most) known.delete(known.keys().next().value!);
    known.set(id, count);
    all.set(id, count);
  }
  return all;
}
