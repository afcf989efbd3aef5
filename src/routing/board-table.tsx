import type { ComponentChildren } from 'preact';
import type { ElectionCommittee } from '../elections/committees.js';
import { EmptyState, Paragraph } from '../web/components/index.js';
import { formatTime } from '../web/format-time.js';
import { boardHref, sortedBy, type BoardColumn, type ShownBoard } from './board-frame.js';
import { rowKey, type BoardList } from './board-list.js';
import { groupByDistrict, type BoardRow } from './inbox.js';
import { messageText, reasonText, standLabel } from './words.js';

/**
 * The lines of a board: hundreds, so without a class or role in each cell. One link each; in the mode in which one chooses
 * a box before it instead. On a phone each is a card.
 */
export function BoardTable({
  board,
  list,
  caption,
  href,
  choosing,
}: {
  board: ShownBoard;
  list: BoardList;
  caption: string;
  /** Where a line leads; null: nowhere. */
  href: (row: BoardRow) => string | null;
  /** The mode in which one chooses lines: whether one can, and whether it is chosen already. */
  choosing?: { readonly can: (row: BoardRow) => boolean; readonly all: boolean } | undefined;
}) {
  const { columns, choice } = board;
  if (list.rows.length === 0)
    return (
      <EmptyState title="Niets voldoet aan deze keuze">
        <Paragraph>Kies bij Toon iets anders om meer te zien.</Paragraph>
      </EmptyState>
    );
  return (
    <table
      class={`board-table board-table--${columns.length}${choice.regels === null ? '' : ' board-table--roomy'}`}
      id="lijst"
      tabindex={-1}
    >
      <caption class="visually-hidden">{caption}</caption>
      <thead>
        <tr>
          {columns.map((column) => (
            <SortHeader board={board} column={column} plain={choosing !== undefined} />
          ))}
        </tr>
      </thead>
      <tbody>
        {list.rows.map((row) => (
          <BoardLine
            board={board}
            row={row}
            href={href(row)}
            choosing={choosing}
            hidden={list.hidden.has(row)}
          />
        ))}
      </tbody>
    </table>
  );
}

/** One line of a board. */
export function BoardLine({
  board,
  row,
  href,
  choosing,
  hidden = false,
}: {
  board: Pick<ShownBoard, 'columns' | 'together'>;
  row: BoardRow;
  href: string | null;
  choosing?: { readonly can: (row: BoardRow) => boolean; readonly all: boolean } | undefined;
  hidden?: boolean;
}) {
  return (
    <tr id={lineId(board, row)} hidden={hidden}>
      <th scope="row">
        <Name row={row} href={href} choosing={choosing} hidden={hidden} />
      </th>
      {board.columns.slice(1).map((column) => (
        <td>{column.cell(row)}</td>
      ))}
    </tr>
  );
}

/** A committee has the same name in each election: where they stand together the election is part of it. */
export function lineId({ together }: Pick<ShownBoard, 'together'>, row: BoardRow): string {
  return `rij-${together === undefined ? '' : `${row.electionId}-`}${rowKey(row)}`;
}

function SortHeader({ board, column, plain }: { board: ShownBoard; column: BoardColumn; plain: boolean }) {
  const { key, reverse } = sortedBy(board.choice, board.columns);
  const here = key === column.key;
  const next = here && !reverse ? `-${column.key}` : column.key;
  return (
    <th scope="col" aria-sort={here ? (reverse ? 'descending' : 'ascending') : undefined}>
      {plain ? (
        column.header
      ) : (
        <a href={boardHref(board, { sorteer: next, bladzijde: '' })}>{column.header}</a>
      )}
    </th>
  );
}

function Name({
  row,
  href,
  choosing,
  hidden,
}: {
  row: BoardRow;
  href: string | null;
  choosing: { readonly can: (row: BoardRow) => boolean; readonly all: boolean } | undefined;
  hidden: boolean;
}) {
  const { place, level, code } = row.committee;
  const name = (
    <>
      {place} <small>{code.startsWith(level) ? code : `${level} ${code}`}</small>
    </>
  );
  if (choosing !== undefined && choosing.can(row))
    return (
      <label>
        <input type="checkbox" name="rij" value={rowKey(row)} checked={choosing.all && !hidden} /> {name}
      </label>
    );
  return href === null || choosing !== undefined ? name : <a href={href}>{name}</a>;
}

/** How a file stands, with why where it need not come. */
export function StateCell({ row, children }: { row: BoardRow; children?: ComponentChildren }) {
  const { state } = row;
  return (
    <>
      <b class={state.state}>{standLabel(row)}</b>
      {children}
      {state.state === 'notDue' ? (
        <p>
          {reasonText(state.reason)} ({state.law})
        </p>
      ) : null}
    </>
  );
}

/** What was asked for a line and did not come: when, by when, or what was answered. */
export function AskedCell({ row: { request, overdue } }: { row: BoardRow }) {
  if (request === null || request.state.state === 'delivered' || request.state.state === 'checked')
    return null;
  const { at, dueAt, state } = request;
  return (
    <p>
      {state.state === 'answered' ? 'beantwoord ' : 'gevraagd '}
      <Moment at={state.state === 'answered' ? state.at : at} />
      {dueAt === null || state.state === 'answered' ? null : (
        <>
          , {overdue ? <b>te laat: moest voor</b> : 'uiterlijk'} <Moment at={dueAt} />
        </>
      )}
    </p>
  );
}

/** A moment on a board, which is of one night: without the year, and on one line. */
export function Moment({ at }: { at: Date }) {
  return (
    <>
      {formatTime(at)
        .replace(/ \d{4} /, ' ')
        .replaceAll(' ', '\u00a0')}
    </>
  );
}

/**
 * Columns that every board has: the name, the election where several stand together or else the kieskring where there are
 * several, and which file.
 */
export function commonColumns(
  rows: readonly BoardRow[],
  committees: readonly ElectionCommittee[],
  together?: ReadonlyMap<string, string>,
): readonly BoardColumn[] {
  const groups = together === undefined ? groupByDistrict(rows, committees) : [];
  const districts = new Map(
    groups.flatMap(({ district, rows: own }, i) => own.map((row) => [row, { i, place: district?.place }])),
  );
  return [
    { key: 'naam', header: 'Stembureau', order: null, cell: () => null },
    ...(together === undefined
      ? []
      : [
          {
            key: 'verkiezing',
            header: 'Verkiezing',
            order: ({ electionId }: BoardRow) => together.get(electionId) ?? electionId,
            cell: ({ electionId }: BoardRow) => together.get(electionId) ?? electionId,
          },
        ]),
    ...(groups.length < 2
      ? []
      : [
          {
            key: 'kring',
            header: 'Kieskring',
            order: (row: BoardRow) => districts.get(row)?.i ?? null,
            cell: (row: BoardRow) => districts.get(row)?.place ?? '',
          },
        ]),
    {
      key: 'bestand',
      header: 'Bestand',
      order: ({ message }) => message,
      cell: ({ message }) => messageText(message),
    },
  ];
}
