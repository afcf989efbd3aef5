import type { ComponentChildren } from 'preact';

/** A column: what its head says and how a row fills it. */
export interface Column<Row> {
  header: string;
  cell: (row: Row) => ComponentChildren;
  /** The column that names the row; one per table, usually the first. */
  rowHeader?: boolean | undefined;
  /** Figures: to the right, digits under each other. */
  numeric?: boolean | undefined;
  /** The head is only there for screen readers (a column with buttons). */
  headerHidden?: boolean | undefined;
}

/**
 * A table with a caption and scoped heads. On a phone every row becomes a block with its heads before the values; the
 * roles are written out because browsers drop a table's meaning when its display changes. `empty` takes the place of
 * the table when there are no rows.
 */
export function DataTable<Row>({
  caption,
  captionHidden,
  columns,
  rows,
  empty,
}: {
  caption: string;
  captionHidden?: boolean | undefined;
  columns: readonly Column<Row>[];
  rows: readonly Row[];
  empty?: ComponentChildren;
}) {
  if (rows.length === 0 && empty !== undefined) return <>{empty}</>;
  return (
    <table class="utrecht-table data-table" role="table">
      <caption class={captionHidden === true ? 'visually-hidden' : 'utrecht-table__caption'}>
        {caption}
      </caption>
      <thead class="utrecht-table__header" role="rowgroup">
        <tr class="utrecht-table__row" role="row">
          {columns.map((column) => (
            <th class={cellClass('utrecht-table__header-cell', column)} scope="col" role="columnheader">
              {column.headerHidden === true ? (
                <span class="visually-hidden">{column.header}</span>
              ) : (
                column.header
              )}
            </th>
          ))}
        </tr>
      </thead>
      <tbody class="utrecht-table__body" role="rowgroup">
        {rows.map((row) => (
          <tr class="utrecht-table__row" role="row">
            {columns.map((column) => (
              <Cell column={column} row={row} />
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Cell<Row>({ column, row }: { column: Column<Row>; row: Row }) {
  const label = column.headerHidden === true ? undefined : column.header;
  const content = <div class="data-table__value">{column.cell(row)}</div>;
  return column.rowHeader === true ? (
    <th class={cellClass('utrecht-table__cell data-table__row-head', column)} scope="row" role="rowheader">
      {content}
    </th>
  ) : (
    <td class={cellClass('utrecht-table__cell', column)} role="cell" data-label={label}>
      {content}
    </td>
  );
}

function cellClass(name: string, column: { numeric?: boolean | undefined }): string {
  return column.numeric === true ? `${name} data-table__numeric` : name;
}
