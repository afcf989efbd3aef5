import type { ComponentChildren } from 'preact';
import type { ElectionCommittee } from '../elections/committees.js';
import { FilterForm, LinkButton, Pagination, Select, TextInput, TimeStamp } from '../web/components/index.js';
import { listRows, onPage, type BoardChoice, type BoardList, type Order } from './board-list.js';
import { groupByDistrict, type BoardFilter, type BoardRow } from './inbox.js';

const FILTER_OPTIONS: readonly { readonly value: BoardFilter; readonly label: string }[] = [
  { value: 'ontbreekt', label: 'Alleen wat ontbreekt' },
  { value: 'teLaat', label: 'Alleen wat te laat is' },
  { value: 'nieuw', label: 'Alleen nieuw (nog niet opgehaald)' },
  { value: 'ontvangen', label: 'Alleen ontvangen, ook gecorrigeerd' },
  { value: 'gecorrigeerd', label: 'Alleen gecorrigeerd' },
  { value: 'teControleren', label: 'Alleen wat u nog moet controleren' },
  { value: 'aandacht', label: 'Alleen wat aandacht vraagt' },
  { value: 'nietVerschuldigd', label: 'Alleen wat niet hoeft' },
];

/** A column of a board. Its key stands in the address of who sorts by it. */
export interface BoardColumn {
  readonly key: string;
  readonly header: string;
  /** By what it is sorted; null: by name. */
  readonly order: Order | null;
  readonly cell: (row: BoardRow) => ComponentChildren;
}

/** A board as somebody wants to see it. */
export interface ShownBoard {
  /** Path of the page. */
  readonly at: string;
  readonly rows: readonly BoardRow[];
  readonly committees: readonly ElectionCommittee[];
  readonly choice: BoardChoice;
  readonly columns: readonly BoardColumn[];
  /** What stands in the address beside the choice. */
  readonly also?: Readonly<Record<string, string>> | undefined;
  /** What the elections are called whose lines stand together, by id: then it has pages, and is searched by the server. */
  readonly together?: ReadonlyMap<string, string> | undefined;
}

/** The lines that were chosen, in the order of the column that was chosen. */
export function listed({ rows, choice, columns, together }: ShownBoard): BoardList {
  const { key, reverse } = sortedBy(choice, columns);
  const order = columns.find((column) => column.key === key)?.order ?? null;
  const list = listRows(rows, choice, { order, reverse, names: together });
  return together === undefined ? list : onPage(list, choice.bladzijde);
}

/** By which column it stands, and whether the other way round. */
export function sortedBy({ sorteer }: BoardChoice, columns: readonly BoardColumn[]) {
  const reverse = sorteer?.startsWith('-') === true;
  const key = columns.find((column) => column.key === sorteer?.replace('-', ''))?.key ?? columns[0]!.key;
  return { key, reverse };
}

/** Whether which lines there are, or their order, hangs on what changes: then the list itself is fetched too. */
export function isArranged({ choice: { status, sorteer, zoek }, together }: ShownBoard): boolean {
  const byName = sorteer === null || sorteer.replace('-', '') === 'naam';
  return status !== null || !byName || (together !== undefined && zoek !== '');
}

/** The page with this choice in its address; `change` replaces parts of it, an empty text takes one away. */
export function boardHref(
  { at, choice, also }: Pick<ShownBoard, 'at' | 'choice' | 'also'>,
  change: Readonly<Record<string, string>> = {},
): string {
  const all = Object.entries({ ...also, ...choice, ...change }).flatMap(([name, value]) =>
    value === null || value === '' ? [] : [[name, String(value)]],
  );
  return all.length === 0 ? at : `${at}?${new URLSearchParams(all).toString()}`;
}

/** What stands around the lines of a board: a way to them by keyboard, what narrows them, and how many there are. */
export function BoardFrame({
  board,
  list,
  filters,
  fields,
  children,
}: {
  board: ShownBoard;
  list: BoardList;
  filters?: readonly BoardFilter[] | undefined;
  /** What this board's filter has more. */
  fields: ComponentChildren;
  children: ComponentChildren;
}) {
  return (
    <div data-island={board.together === undefined ? 'board' : undefined}>
      <a class="utrecht-skip-link utrecht-skip-link--visible-on-focus" href="#lijst">
        Direct naar de lijst
      </a>
      <BoardFilterForm board={board} filters={filters}>
        {fields}
      </BoardFilterForm>
      <ShownCount board={board} list={list} />
      {children}
    </div>
  );
}

/** Narrows a board: a search that works while one types, the state, the kieskring. Counts are of everything. */
function BoardFilterForm({
  board,
  filters = FILTER_OPTIONS.map(({ value }) => value),
  children,
}: {
  board: ShownBoard;
  filters: readonly BoardFilter[] | undefined;
  children: ComponentChildren;
}) {
  const { at, rows, committees, choice, together } = board;
  const districts = together === undefined ? groupByDistrict(rows, committees) : [];
  return (
    <FilterForm action={boardHref({ at, choice: NO_CHOICE, also: board.also })} active={isNarrowed(choice)}>
      {children}
      <TextInput
        name="zoek"
        type="search"
        label="Zoek"
        description={`Naam, code${together === undefined ? '' : ', verkiezing'} of nummer. Twee letters zijn genoeg.`}
        value={choice.zoek}
      />
      <Select
        name="status"
        label="Toon"
        placeholder="Alles"
        options={FILTER_OPTIONS.filter(({ value }) => filters.includes(value))}
        value={choice.status ?? undefined}
      />
      {districts.length < 2 ? null : (
        <Select
          name="kring"
          label="Kieskring"
          placeholder="Alle kieskringen"
          options={districts.map(({ district, totals }) => ({
            value: district?.code ?? 'geen',
            label: `${district?.place ?? 'Zonder kieskring'}: ${totals.done} van ${totals.due}`,
          }))}
          value={choice.kring ?? undefined}
        />
      )}
      {choice.sorteer === null ? null : <input type="hidden" name="sorteer" value={choice.sorteer} />}
      {choice.regels === null ? null : <input type="hidden" name="regels" value={choice.regels} />}
    </FilterForm>
  );
}

const NO_CHOICE: BoardChoice = {
  status: null,
  kring: null,
  zoek: '',
  sorteer: null,
  bladzijde: null,
  regels: null,
};

function isNarrowed({ status, kring, zoek }: BoardChoice): boolean {
  return status !== null || kring !== null || zoek !== '';
}

/** How much of the board is shown, in words that are true of all of it. The script keeps it so. */
function ShownCount({ board, list }: { board: ShownBoard; list: BoardList }) {
  const shown = list.page?.total ?? list.rows.length - list.hidden.size;
  return (
    <p class="utrecht-paragraph board-count" role="status" data-board-count={board.rows.length}>
      {shown} van {board.rows.length} {list.page === undefined ? 'getoond' : 'gevonden'}.
    </p>
  );
}

/** Leafs through a board that has pages. */
export function BoardPages({ board, list: { page } }: { board: ShownBoard; list: BoardList }) {
  if (page === undefined) return null;
  const { page: at, pages, first, items, total } = page;
  const to = (other: number) => boardHref(board, { bladzijde: String(other) });
  return (
    <Pagination
      label="Bladeren in de lijst"
      previous={at > 1 ? to(at - 1) : null}
      next={at < pages ? to(at + 1) : null}
      status={`${first} tot en met ${first + items.length - 1} van ${total}`}
    />
  );
}

/** On paper: of when the board is. On screen it is of now, or says since when it is not. */
export function PrintedStand({ at }: { at: Date }) {
  return (
    <p class="utrecht-paragraph print-only">
      Stand van <TimeStamp at={at} />
    </p>
  );
}

/** Lets one choose between as many lines as fit, and lines that one can read from afar or hit with a thumb. */
export function LinesLink({ board }: { board: ShownBoard }) {
  const roomy = board.choice.regels === 'ruim';
  return (
    <LinkButton kind="subtle" href={boardHref(board, { regels: roomy ? '' : 'ruim' })}>
      {roomy ? 'Regels dichter op elkaar' : 'Meer ruimte tussen de regels'}
    </LinkButton>
  );
}

/** The list as a file for a spreadsheet. */
export function CsvLink({ href }: { href: string }) {
  return (
    <LinkButton kind="subtle" icon="download" href={href} download>
      Lijst als CSV
    </LinkButton>
  );
}
