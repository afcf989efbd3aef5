import { pageOf, type PageOf } from '../elections/committee-list.js';
import type { CommitteeRef, MessageType } from '../kernel/committee.js';
import { hasWords } from '../kernel/find-words.js';
import { numberOf } from './delivery.js';
import { districtOf, filterRows, type BoardFilter, type BoardRow } from './inbox.js';

/** What of a board somebody wants to see, and in which order. As it stands in the address. */
export interface BoardChoice {
  readonly status: BoardFilter | null;
  /** Code of an HSB; `geen`: what belongs to no kieskring. */
  readonly kring: string | null;
  readonly zoek: string;
  /** Key of a column; `-` before it: the last first. */
  readonly sorteer: string | null;
  /** From 1, of a board that has pages. */
  readonly bladzijde: number | null;
  /** More room between the lines; null: as many as fit. */
  readonly regels: 'ruim' | null;
}

/**
 * The lines that were asked for, in their order. Those that the search does not find are there and hidden; or `page` is what
 * was cut out of those that it does find.
 */
export interface BoardList {
  readonly rows: readonly BoardRow[];
  readonly hidden: ReadonlySet<BoardRow>;
  readonly page?: PageOf<BoardRow>;
}

/** What a line is sorted by: text, a number, or nothing, which comes last. */
export type Order = (row: BoardRow) => string | number | null;

/** `GSB-0363-510b`: a line of a board, in addresses; its place on the page is `rij-` and this. */
export function rowKey({ committee, message }: { committee: CommitteeRef; message: MessageType }): string {
  return `${committee.level}-${committee.code}-${message}`;
}

/**
 * What a line is found by: place, level, code, and the number of its file, which the script of the page reads too; where
 * elections stand together its election.
 */
function searchText({ committee, file, electionId }: BoardRow, names: ReadonlyMap<string, string>): string {
  const { place, level, code } = committee;
  const election = names.has(electionId) ? `${names.get(electionId)!} ${electionId}` : '';
  return `${place} ${level} ${code} ${file === null ? '' : numberOf(file)} ${election}`;
}

/** How lines are ordered; `names`: what the elections are called that stand together. */
interface Ordering {
  readonly order?: Order | null;
  readonly reverse?: boolean;
  readonly names?: ReadonlyMap<string, string> | undefined;
}

/** Alphabetical by place, of one place by code; `order` first where there is one, and the other way round for `reverse`. */
export function listRows(
  rows: readonly BoardRow[],
  { status, kring, zoek }: BoardChoice,
  { order = null, reverse = false, names = new Map() }: Ordering = {},
): BoardList {
  const chosen = filterRows(rows, status)
    .filter((row) => kring === null || (districtOf(row) ?? 'geen') === kring)
    .map((row) => ({ row, by: order?.(row) ?? null, key: rowKey(row) }));
  const places = ranksOf(chosen.map(({ row }) => row.committee.place));
  const keys = ranksOf(chosen.map(({ key }) => key));
  const place = ({ row }: { row: BoardRow }) => places.get(row.committee.place)!;
  const direction = reverse && order === null ? -1 : 1;
  const listed = chosen
    .sort(
      (a, b) =>
        compare(a.by, b.by, reverse) ||
        direction * (place(a) - place(b) || keys.get(a.key)! - keys.get(b.key)!),
    )
    .map(({ row }) => row);
  const isHidden = (row: BoardRow) => !hasWords(searchText(row, names), zoek);
  return { rows: listed, hidden: new Set(zoek.trim() === '' ? [] : listed.filter(isHidden)) };
}

/** What the search found, cut in pages: for elections together, whose lines are too many for one page. */
export function onPage({ rows, hidden }: BoardList, page: number | null): BoardList {
  const found = pageOf(
    rows.filter((row) => !hidden.has(row)),
    page ?? 1,
    LINES_PER_PAGE,
  );
  return { rows: found.items, hidden: new Set(), page: found };
}

const LINES_PER_PAGE = 200;

const collator = new Intl.Collator('nl', { ignorePunctuation: true, numeric: true });

/** The place of each text among all of them: texts are compared once, and not again for every two lines. */
function ranksOf(texts: readonly string[]): ReadonlyMap<string, number> {
  return new Map([...new Set(texts)].sort(collator.compare).map((text, i) => [text, i]));
}

function compare(a: string | number | null, b: string | number | null, reverse: boolean): number {
  if (a === null || b === null) return Number(a === null) - Number(b === null);
  const order =
    typeof a === 'number' && typeof b === 'number' ? a - b : collator.compare(String(a), String(b));
  return reverse ? -order : order;
}
