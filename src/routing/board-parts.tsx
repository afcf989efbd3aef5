import type { ComponentChildren } from 'preact';
import { renderToString } from 'preact-render-to-string';
import { stateOf, type Part } from '../platform/live/feed.js';
import { type ShownBoard } from './board-frame.js';
import { BoardLine, lineId } from './board-table.js';
import type { BoardRow } from './inbox.js';

/** Where on the page the figures stand, what is new, and the files that stand in no line. */
export const PLACES = { figures: 'stand-cijfers', fresh: 'stand-nieuw', others: 'stand-overig' } as const;

/** Something around the lines of a board that changes with them. */
export function Place({ id, children }: { id: string; children?: ComponentChildren }) {
  return (
    <div id={id} class="board-place">
      {children}
    </div>
  );
}

/** What of a board changes while one looks: each line, and what stands around them. */
export interface LiveBoard {
  readonly board: Pick<ShownBoard, 'rows' | 'columns' | 'together'>;
  readonly href: (row: BoardRow) => string | null;
  /** What a line shows that is not in its row. */
  readonly beside?: ((row: BoardRow) => unknown) | undefined;
  /** By their place: what else it depends on, and what is there. */
  readonly around: readonly {
    readonly id: string;
    readonly facts: unknown;
    readonly draw: () => ComponentChildren;
  }[];
}

/** The parts of a board's page, as whoever has it open is told of them. */
export function boardParts({ board, href, beside, around }: LiveBoard): readonly Part[] {
  const lines = board.rows.map((row): Part => ({
    id: lineId(board, row),
    facts: JSON.stringify([row, beside?.(row)]),
    draw: () => renderToString(<BoardLine board={board} row={row} href={href(row)} />),
  }));
  const all = stateOf(lines);
  return [
    ...lines,
    ...around.map(({ id, facts, draw }): Part => ({
      id,
      facts: JSON.stringify([all, facts]),
      draw: () => renderToString(<Place id={id}>{draw()}</Place>),
    })),
  ];
}
