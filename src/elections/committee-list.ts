import type { Level } from '../kernel/committee.js';
import { plain } from '../kernel/find-words.js';
import type { ElectionCommittee } from './committees.js';

/** What to show of a list of committees. An empty search and a null level narrow nothing. */
export interface CommitteeFilter {
  readonly level: Level | null;
  readonly search: string;
}

/** The committees that fit: of the level, and with every word searched in their name, place or code. */
export function filterCommittees(
  committees: readonly ElectionCommittee[],
  { level, search }: CommitteeFilter,
): readonly ElectionCommittee[] {
  const words = plain(search).split(/\s+/).filter(Boolean);
  return committees.filter((committee) => {
    if (level !== null && committee.level !== level) return false;
    const text = plain(`${committee.name} ${committee.place} ${committee.code}`);
    return words.every((word) => text.includes(word));
  });
}

/** How many committees there are of each level, in their order; levels without any are left out. */
export function countByLevel(committees: readonly ElectionCommittee[]): ReadonlyMap<Level, number> {
  const counts = new Map<Level, number>();
  for (const { level } of committees) counts.set(level, (counts.get(level) ?? 0) + 1);
  return counts;
}

/** One page of a list. `page` counts from 1 and is brought within what there is. */
export interface PageOf<T> {
  readonly items: readonly T[];
  readonly page: number;
  readonly pages: number;
  /** Number of the first item, from 1; 0 when there are none. */
  readonly first: number;
  readonly total: number;
}

/** Cuts a list in pages of `size` (1 or more). */
export function pageOf<T>(all: readonly T[], page: number, size: number): PageOf<T> {
  const pages = Math.max(1, Math.ceil(all.length / size));
  const at = Math.min(Math.max(1, Math.trunc(page)), pages);
  const start = (at - 1) * size;
  return {
    items: all.slice(start, start + size),
    page: at,
    pages,
    first: all.length === 0 ? 0 : start + 1,
    total: all.length,
  };
}
