import { hash } from 'node:crypto';
import { canonicalUnit } from '../kernel/eml-ids.js';
import type { Block, CandidateId, Count, Layout } from './eml/count.js';
import {
  FIGURES_VERSION,
  MOST_STATIONS,
  PHASES,
  type Figures,
  type ReasonVotes,
  type Stations,
} from './figures.js';

/** Lists that are kept by name: a ballot has at most about 40. What is beyond is in the digest. */
const MOST_LISTS = 100;
/** Characters of a name that are kept. */
const LONGEST = 100;
const DIGEST_DIGITS = 32;

/** The figures of a count, and its reporting units; neither of a 520 and of what has no totals. */
export function figuresOf({ head, totals, units }: Count): {
  readonly figures: Figures | null;
  readonly stations?: Stations;
} {
  if (totals === null) return { figures: null };
  const digestOf = blockDigester();
  const stations = units
    .map(({ id, name, block }) => ({
      id: canonicalUnit(id, head.authority.id),
      name: cut(name),
      digest: digestOf(block),
    }))
    .sort((one, other) => (one.id < other.id ? -1 : 1));
  const figures = {
    version: FIGURES_VERSION,
    phase: PHASES.find((phase) => phase === head.phase),
    ...blockFigures(totals),
    lists: totals.layout.lists
      .slice(0, MOST_LISTS)
      .map(({ id, name, first }) => ({ id, name: cut(name), votes: totals.votes[first] ?? 0 })),
    units: units.length,
    digest: shortDigest(JSON.stringify([digestOf(totals), stations.map(({ id, digest }) => [id, digest])])),
  };
  return { figures, stations: stations.slice(0, MOST_STATIONS) };
}

/** The figures of a block but for its lists. */
export function blockFigures({
  cast,
  totalCounted,
  rejected,
  uncounted,
}: Pick<Block, 'cast' | 'totalCounted' | 'rejected' | 'uncounted'>): Pick<
  Figures,
  'eligible' | 'counted' | 'rejected' | 'uncounted'
> {
  return {
    eligible: cast,
    counted: totalCounted,
    rejected: rejected.map(reasonOf),
    uncounted: uncounted.map(reasonOf),
  };
}

/** Never half a surrogate pair. */
const cut = (text: string): string => text.slice(0, LONGEST).replace(/[\ud800-\udbff]$/, '');
const reasonOf = ({ reason, votes }: ReasonVotes): ReasonVotes => ({ reason: cut(reason), votes });

/** 128 bits of SHA-256, hex. */
function shortDigest(bytes: string | Uint8Array): string {
  return hash('sha256', bytes, 'hex').slice(0, DIGEST_DIGITS);
}

/**
 * A digest over the numbers of a block, by what they are of: the order of lists, candidates and reasons means nothing, and
 * a reason with 0 is none. Blocks of one file share few layouts: each is put in order once.
 */
function blockDigester(): (block: Block) => string {
  const known = new Map<Layout, InOrder>();
  return ({ layout, votes, cast, totalCounted, rejected, uncounted }) => {
    let order = known.get(layout);
    if (order === undefined) known.set(layout, (order = inOrder(layout)));
    const facts = JSON.stringify([order.whose, cast, totalCounted, given(rejected), given(uncounted)]);
    const numbers = order.places === null ? votes : taken(votes, order.places);
    const bytes = Buffer.from(numbers.buffer, numbers.byteOffset, numbers.byteLength);
    return shortDigest(Buffer.concat([Buffer.from(facts), bytes]));
  };
}

/** Where the numbers of a layout stand, in an order that does not depend on the file's, and a digest of whose they are. */
interface InOrder {
  /** Null: they stand in that order already, as in every file of the field. */
  readonly places: readonly number[] | null;
  readonly whose: string;
}

function inOrder({ lists }: Layout): InOrder {
  const entries = lists
    .flatMap(({ id, first, candidates }): Entry[] => [
      { list: id, candidate: null, place: first },
      ...candidates.map((candidate, i) => ({ list: id, candidate, place: first + 1 + i })),
    ])
    .sort(byIdentity);
  const places = entries.map(({ place }) => place);
  return {
    places: places.every((place, i) => place === i) ? null : places,
    whose: shortDigest(JSON.stringify(entries.map(({ list, candidate }) => [list, candidate]))),
  };
}

interface Entry {
  readonly list: number;
  /** Null: the list itself. */
  readonly candidate: CandidateId | null;
  readonly place: number;
}

/** By list; of one list the list itself, then candidates by number, then those that only have a code. */
function byIdentity(one: Entry, other: Entry): number {
  return one.list - other.list || compared(one.candidate, other.candidate);
}

function compared(one: CandidateId | null, other: CandidateId | null): number {
  if (typeof one === 'number' && typeof other === 'number') return one - other;
  const [a, b] = [rank(one), rank(other)];
  return a === b ? (String(one) < String(other) ? -1 : 1) : a - b;
}

const rank = (candidate: CandidateId | null): number =>
  candidate === null ? 0 : typeof candidate === 'number' ? 1 : 2;

function taken(votes: Uint32Array, places: readonly number[]): Uint32Array {
  const numbers = new Uint32Array(places.length);
  for (let i = 0; i < places.length; i += 1) numbers[i] = votes[places[i]!]!;
  return numbers;
}

function given(list: readonly ReasonVotes[]): [string, number][] {
  return list
    .filter(({ votes }) => votes > 0)
    .map(({ reason, votes }): [string, number] => [reason, votes])
    .sort(([a], [b]) => (a < b ? -1 : 1));
}
