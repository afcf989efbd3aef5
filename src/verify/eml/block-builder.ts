import type { Block, BlockPlaces, CandidateId, InitialValues, Layout, ListLayout } from './count.js';

import type { ReasonVotes } from '../figures.js';
import { NumberArena } from './number-arena.js';

interface Spot {
  readonly line: number;
  readonly column: number;
}

/** A layout with its entries in file order, to compare with what comes. */
interface FlatLayout extends Layout {
  /** Candidate ids; for a list's own entry its id. */
  readonly ids: readonly CandidateId[];
  /** The list's name at its own entry, null at a candidate's. */
  readonly names: readonly (string | null)[];
  /** ShortCodes; null when no candidate has one. */
  readonly codes: readonly (string | null)[] | null;
}

/** The kinds of numbers that come with a reason. */
export type ReasonKind = 'rejected' | 'uncounted' | 'initialRejected' | 'initialUncounted';

/** Numbers of one block: lists and candidates together. A ballot has about 1,000. */
export const MAX_SELECTIONS = 65_535;
const REMEMBERED_LAYOUTS = 16;

/**
 * Builds the blocks of one file, one at a time. As long as a block names the same lists and candidates as one before it,
 * it shares that one's layout and nothing but its numbers is kept.
 */
export class BlockBuilder {
  private votes = new Uint32Array(1024);
  private lines = new Uint32Array(1024);
  private columns = new Uint32Array(1024);
  private readonly arena = new NumberArena();
  private initialVotes: Int32Array | null = null;
  private size = 0;
  private expected: FlatLayout | null = null;
  private matching = false;
  private ids: CandidateId[] = [];
  private names: (string | null)[] = [];
  private codes: (string | null)[] | null = null;
  private readonly layouts: FlatLayout[] = [];
  private place: Spot = { line: 1, column: 1 };
  private initial: { -readonly [K in keyof InitialValues]: InitialValues[K] } | null = null;

  cast = 0;
  totalCounted = 0;
  /** Characters of names that are kept. */
  keptText = 0;
  private rejected: ReasonVotes[] = [];
  private uncounted: ReasonVotes[] = [];
  private initialRejected: ReasonVotes[] = [];
  private initialUncounted: ReasonVotes[] = [];

  begin(place: Spot): void {
    this.place = place;
    this.size = 0;
    this.matching = this.expected !== null;
    this.ids = [];
    this.names = [];
    this.codes = null;
    this.initialVotes = null;
    this.initial = null;
    this.cast = 0;
    this.totalCounted = 0;
    this.rejected = [];
    this.uncounted = [];
    this.initialRejected = [];
    this.initialUncounted = [];
  }

  /** Entries so far. */
  get entries(): number {
    return this.size;
  }

  /** The next list. */
  list(id: number, name: string, votes: number, line: number, column: number): void {
    const { expected, size } = this;
    if (this.matching && !(expected!.names[size] === name && expected!.ids[size] === id)) this.depart();
    if (!this.matching) {
      this.ids.push(id);
      this.names.push(name);
      this.keptText += name.length;
    }
    this.entry(votes, line, column);
  }

  /** The next candidate of the list before it. */
  candidate(id: CandidateId, votes: number, line: number, column: number): void {
    this.coded(id, null, votes, line, column);
  }

  /** The same, with its ShortCode. */
  coded(id: CandidateId, code: string | null, votes: number, line: number, column: number): void {
    const { expected, size } = this;
    if (this.matching && !follows(expected!, size, id, code)) this.depart();
    if (!this.matching) {
      this.ids.push(id);
      this.names.push(null);
      if (code !== null) {
        (this.codes ??= [])[size] = code;
        this.keptText += code.length;
      }
    }
    this.entry(votes, line, column);
  }

  /** What the last list or candidate had before a correction. */
  initialOfLast(votes: number): void {
    this.initialVotes ??= new Int32Array(this.votes.length).fill(-1);
    if (this.initialVotes.length < this.size) {
      this.initialVotes = grown(this.initialVotes, new Int32Array(this.votes.length).fill(-1));
    }
    this.initialVotes[this.size - 1] = votes;
    this.corrected();
  }

  initialCast(votes: number): void {
    this.corrected().cast = votes;
  }

  initialTotalCounted(votes: number): void {
    this.corrected().totalCounted = votes;
  }

  /** Numbers of this kind so far. */
  reasons(kind: ReasonKind): number {
    return this[kind].length;
  }

  /** A number with a reason. Gives false when this block has the reason already. */
  reason(kind: ReasonKind, value: ReasonVotes): boolean {
    const list = this[kind];
    const isNew = list.every(({ reason }) => reason !== value.reason);
    list.push(value);
    if (kind.startsWith('initial')) this.corrected();
    return isNew;
  }

  /** Ends the block. `isNew`: its layout was not seen before, so what is wrong in it was not yet told. */
  finish(): { block: Block; places: BlockPlaces; isNew: boolean } {
    if (this.matching && this.size < this.expected!.size) this.depart();
    const { layout, isNew } = this.matching ? { layout: this.expected!, isNew: false } : this.remembered();
    this.expected = layout;
    const { size } = this;
    const { line, column } = this.place;
    const block: Block = {
      layout,
      votes: this.arena.copy(this.votes, size),
      cast: this.cast,
      totalCounted: this.totalCounted,
      rejected: this.rejected,
      uncounted: this.uncounted,
      initial: this.initialValues(),
    };
    const places = {
      line,
      column,
      lines: this.arena.copy(this.lines, size),
      columns: this.arena.copy(this.columns, size),
    };
    return { block, places, isNew };
  }

  private entry(votes: number, line: number, column: number): void {
    const at = this.size++;
    if (at === this.votes.length) {
      this.votes = grown(this.votes, new Uint32Array(2 * at));
      this.lines = grown(this.lines, new Uint32Array(2 * at));
      this.columns = grown(this.columns, new Uint32Array(2 * at));
    }
    this.votes[at] = votes;
    this.lines[at] = line;
    this.columns[at] = column;
  }

  /** The block no longer follows the expected layout: what it followed of it becomes its own. */
  private depart(): void {
    this.matching = false;
    this.ids = this.expected!.ids.slice(0, this.size);
    this.names = this.expected!.names.slice(0, this.size);
    this.codes = this.expected!.codes?.slice(0, this.size) ?? null;
  }

  private corrected(): NonNullable<typeof this.initial> {
    this.initial ??= { votes: null, cast: null, totalCounted: null, rejected: [], uncounted: [] };
    return this.initial;
  }

  private initialValues(): InitialValues | null {
    if (this.initial === null) return null;
    return {
      ...this.initial,
      votes: this.initialVotes === null ? null : grown(this.initialVotes, new Int32Array(this.size).fill(-1)),
      rejected: this.initialRejected,
      uncounted: this.initialUncounted,
    };
  }

  private remembered(): { layout: FlatLayout; isNew: boolean } {
    const layout = flatLayout(this.ids, this.names, this.codes);
    const same = this.layouts.find((one) => sameLayout(one, layout));
    if (same !== undefined) return { layout: same, isNew: false };
    if (this.layouts.length === REMEMBERED_LAYOUTS) this.layouts.shift();
    this.layouts.push(layout);
    return { layout, isNew: true };
  }
}

function flatLayout(
  ids: readonly CandidateId[],
  names: readonly (string | null)[],
  given: readonly (string | null)[] | null,
): FlatLayout {
  const isCoded = given?.some((code) => code !== null) === true;
  const codes = isCoded ? ids.map((_, at) => given[at] ?? null) : null;
  const lists: (ListLayout & { candidates: CandidateId[]; codes: (string | null)[] | null })[] = [];
  ids.forEach((id, at) => {
    const name = names[at]!;
    const list = lists.at(-1);
    if (name !== null) lists.push({ id: id as number, name, first: at, candidates: [], codes: codes && [] });
    else if (list !== undefined) {
      list.candidates.push(id);
      list.codes?.push(codes![at]!);
    }
  });
  return { lists, size: ids.length, ids, names, codes };
}

/** Is this the candidate that the layout has at this place? */
function follows(
  { ids, names, codes }: FlatLayout,
  at: number,
  id: CandidateId,
  code: string | null,
): boolean {
  return ids[at] === id && names[at] === null && (codes === null ? null : codes[at]) === code;
}

function sameLayout(one: FlatLayout, other: FlatLayout): boolean {
  return (
    one.size === other.size &&
    (one.codes === null) === (other.codes === null) &&
    one.ids.every((id, at) => id === other.ids[at] && one.codes?.[at] === other.codes?.[at]) &&
    one.names.every((name, at) => name === other.names[at])
  );
}

function grown<T extends Uint32Array | Int32Array>(from: T, into: T): T {
  into.set(from.subarray(0, Math.min(from.length, into.length)));
  return into;
}
