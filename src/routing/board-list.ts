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
}

/** The lines that were asked for, in their order. Those that the search does not find are there and hidden. */
export interface BoardList {
  readonly rows: readonly BoardRow[];
  readonly hidden: ReadonlySet<BoardRow>;
}

/** What a line is sorted by: text, a number, or nothing, which comes last. */
export type Order = (row: BoardRow) => string | number | null;

/** `GSB-0363-510b`: a line of a board, in addresses; its place on the page is `rij-` and this. */
export function rowKey({ committee, message }: { committee: CommitteeRef; message: MessageType }): string {
  return `${committee.level}-${committee.code}-${message}`;
}

/** What a line is found by: place, level, code, and the number of its file. The script of the page reads the same. */
function searchText({ committee, file }: BoardRow): string {
  const { place, level, code } = committee;
  return `${place} ${level} ${code} ${file === null ? '' : numberOf(file)}`;
}

/** Alphabetical by place, of one place by code; `order` first where there is one, and the other way round for `reverse`. */
export function listRows(
  rows: readonly BoardRow[],
  { status, kring, zoek }: BoardChoice,
  order: Order | null = null,
  reverse = false,
): BoardList {
  const chosen = filterRows(rows, status)
    .filter((row) => kring === null || (districtOf(row) ?? 'geen') === kring)
    .map((row) => ({ row, by: order?.(row) ?? null }))
    .sort(
      (a, b) => compare(a.by, b.by, reverse) || (reverse && order === null ? -1 : 1) * byName(a.row, b.row),
    );
  const listed = chosen.map(({ row }) => row);
  return { rows: listed, hidden: new Set(listed.filter((row) => !hasWords(searchText(row), zoek))) };
}

const collator = new Intl.Collator('nl', { ignorePunctuation: true, numeric: true });

function byName(a: BoardRow, b: BoardRow): number {
  return collator.compare(a.committee.place, b.committee.place) || collator.compare(rowKey(a), rowKey(b));
}

function compare(a: string | number | null, b: string | number | null, reverse: boolean): number {
  if (a === null || b === null) return Number(a === null) - Number(b === null);
  const order =
    typeof a === 'number' && typeof b === 'number' ? a - b : collator.compare(String(a), String(b));
  return reverse ? -order : order;
}
