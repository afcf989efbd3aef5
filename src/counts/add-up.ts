import type { ReasonVotes } from '../verify/figures.js';
import type { CandidateId, ListLayout } from '../verify/eml/count.js';
import type { Counted } from './difference.js';

interface AddedList {
  readonly name: string;
  votes: number;
  readonly candidates: Map<CandidateId, number>;
}

/** The sum of blocks, by the ids of lists and candidates. Exact: a Number holds every sum up to 2^53. */
export function addUp(blocks: readonly Counted[]): Counted {
  const lists = new Map<number, AddedList>();
  const sum = { cast: 0, totalCounted: 0 };
  for (const { layout, votes, cast, totalCounted } of blocks) {
    sum.cast += cast;
    sum.totalCounted += totalCounted;
    for (const { id, name, first, candidates } of layout.lists) {
      const list = lists.get(id) ?? { name, votes: 0, candidates: new Map<CandidateId, number>() };
      lists.set(id, list);
      list.votes += votes[first]!;
      candidates.forEach((candidate, i) =>
        list.candidates.set(candidate, (list.candidates.get(candidate) ?? 0) + votes[first + 1 + i]!),
      );
    }
  }
  // what one does not give the sum does not give
  const given = blocks.every(({ cast, totalCounted }) => cast > 0 || totalCounted === 0);
  return {
    ...laidOut(lists),
    ...{ cast: given ? sum.cast : 0, totalCounted: sum.totalCounted },
    rejected: addReasons(blocks.map(({ rejected }) => rejected)),
    uncounted: addReasons(blocks.map(({ uncounted }) => uncounted)),
  };
}

function laidOut(lists: ReadonlyMap<number, AddedList>): Pick<Counted, 'layout' | 'votes'> {
  const votes: number[] = [];
  const laid: ListLayout[] = [];
  for (const [id, list] of [...lists].sort(([a], [b]) => a - b)) {
    laid.push({
      id,
      name: list.name,
      first: votes.length,
      candidates: [...list.candidates.keys()],
      codes: null,
    });
    votes.push(list.votes, ...list.candidates.values());
  }
  return { layout: { lists: laid, size: votes.length }, votes };
}

function addReasons(all: readonly (readonly ReasonVotes[])[]): readonly ReasonVotes[] {
  const sums = new Map<string, number>();
  for (const { reason, votes } of all.flat()) sums.set(reason, (sums.get(reason) ?? 0) + votes);
  return [...sums].map(([reason, votes]) => ({ reason, votes }));
}

/**
 * Blocks of which the candidates go by the same name: by ShortCode in a list where all have one, for above the kieskringen a
 * candidate has another Id in each; else by Id. Where some have only the one and some only the other, by neither: of such a
 * list, which is in `nameless`, only its total is left.
 */
export function sameNames(blocks: readonly Counted[]): {
  readonly named: readonly Counted[];
  readonly nameless: readonly number[];
} {
  const coded = new Map<number, { codes: boolean; ids: boolean }>();
  const layouts = new Set(blocks.map(({ layout }) => layout));
  for (const list of [...layouts].flatMap((layout) => layout.lists)) {
    const { codes = true, ids = true } = coded.get(list.id) ?? {};
    coded.set(list.id, {
      codes: codes && list.candidates.every((_, i) => (list.codes?.[i] ?? null) !== null),
      ids: ids && list.candidates.every((candidate) => typeof candidate === 'number'),
    });
  }
  const layoutsNamed = new Map(
    [...layouts].map((layout) => [
      layout,
      {
        ...layout,
        lists: layout.lists.map((list) => ({ ...list, candidates: namesIn(list, coded.get(list.id)!) })),
      },
    ]),
  );
  return {
    named: blocks.map((block) => ({ ...block, layout: layoutsNamed.get(block.layout)! })),
    nameless: [...coded].flatMap(([id, { codes, ids }]) => (codes || ids ? [] : [id])),
  };
}

function namesIn(
  { candidates, codes }: ListLayout,
  all: { readonly codes: boolean; readonly ids: boolean },
): readonly CandidateId[] {
  if (all.codes) return codes!.map((code) => code!);
  return all.ids ? candidates : [];
}
