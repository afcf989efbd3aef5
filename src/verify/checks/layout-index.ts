import type { CandidateId, Layout } from '../eml/count.js';

/** A candidate as blocks may name one: by ShortCode where they have it, else by Id. */
export interface Who {
  readonly id: CandidateId;
  /** Null when the block gives none. */
  readonly code: string | null;
}

interface IndexedList {
  readonly first: number;
  readonly coded: boolean;
  readonly places: ReadonlyMap<CandidateId, number>;
}

/**
 * Finds in one layout what another block names. Where a list has ShortCodes those decide, for an Id then differs per
 * district (a 510d of an election with districts); elsewhere the Id does.
 */
export class LayoutIndex {
  private readonly lists: ReadonlyMap<number, IndexedList>;

  constructor(layout: Layout) {
    this.lists = new Map(
      layout.lists.map(({ id, first, candidates, codes }) => {
        const places = new Map<CandidateId, number>(candidates.map((one, i) => [one, first + 1 + i]));
        codes?.forEach((code, i) => code !== null && places.set(code, first + 1 + i));
        return [id, { first, coded: codes?.some((code) => code !== null) === true, places }];
      }),
    );
  }

  /** Place in the layout of a list (`who` null) or of a candidate of it; undefined when it has no such one. */
  place(list: number, who: Who | null): number | undefined {
    const found = this.lists.get(list);
    if (found === undefined || who === null) return found?.first;
    return found.places.get(found.coded && who.code !== null ? who.code : who.id);
  }
}
