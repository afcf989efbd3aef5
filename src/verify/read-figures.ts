import { hash } from 'node:crypto';
import { canonicalUnit } from '../kernel/eml-ids.js';
import type { Block, Count, Layout } from './eml/count.js';
import type { Figures, ReasonVotes } from './figures.js';

/** Lists and units that are kept by name: a ballot has at most about 40, Amsterdam about 500. What is beyond is in the digest. */
const MOST_LISTS = 100;
const MOST_STATIONS = 1000;
/** Characters of a name that are kept. */
const LONGEST = 100;
const DIGEST_DIGITS = 32;

/** The figures of a count; null of a 520 and of what has no totals. */
export function figuresOf({ head, totals, units }: Count): Figures | null {
  if (totals === null) return null;
  const digestOf = blockDigester();
  const stations = units
    .map(({ id, name, block }) => ({
      id: canonicalUnit(id, head.authority.id),
      name: cut(name),
      digest: digestOf(block),
    }))
    .sort((one, other) => (one.id < other.id ? -1 : 1));
  return {
    eligible: totals.cast,
    counted: totals.totalCounted,
    rejected: totals.rejected.map(reasonOf),
    uncounted: totals.uncounted.map(reasonOf),
    lists: totals.layout.lists
      .slice(0, MOST_LISTS)
      .map(({ id, name, first }) => ({ id, name: cut(name), votes: totals.votes[first] ?? 0 })),
    units: units.length,
    stations: stations.slice(0, MOST_STATIONS),
    phase: head.phase === null ? null : cut(head.phase),
    digest: shortDigest(JSON.stringify([digestOf(totals), stations.map(({ id, digest }) => [id, digest])])),
  };
}

const cut = (text: string): string => text.slice(0, LONGEST);
const reasonOf = ({ reason, votes }: ReasonVotes): ReasonVotes => ({ reason: cut(reason), votes });

/** 128 bits of SHA-256, hex. */
function shortDigest(bytes: string | Uint8Array): string {
  return hash('sha256', bytes, 'hex').slice(0, DIGEST_DIGITS);
}

/** Blocks of one file share few layouts: each is digested once. */
function blockDigester(): (block: Block) => string {
  const known = new Map<Layout, string>();
  return ({ layout, votes, cast, totalCounted, rejected, uncounted }) => {
    let whose = known.get(layout);
    if (whose === undefined) {
      whose = shortDigest(
        JSON.stringify(layout.lists.map(({ id, candidates, codes }) => [id, candidates, codes])),
      );
      known.set(layout, whose);
    }
    const numbers = JSON.stringify([whose, cast, totalCounted, byReason(rejected), byReason(uncounted)]);
    const counted = Buffer.from(votes.buffer, votes.byteOffset, votes.byteLength);
    return shortDigest(Buffer.concat([Buffer.from(numbers), counted]));
  };
}

/** The order of reasons means nothing. */
function byReason(list: readonly ReasonVotes[]): [string, number][] {
  return list
    .map(({ reason, votes }): [string, number] => [reason, votes])
    .sort(([a], [b]) => (a < b ? -1 : 1));
}
