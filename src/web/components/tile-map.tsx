import type { StatusTone } from './status.js';

/** One square: where it stands, where it leads, and what it says. */
export interface MapTile {
  readonly column: number;
  readonly row: number;
  readonly href: string;
  /** What a screen reader says, and what one sees who points at it: `Heumen: voldoet`. */
  readonly label: string;
  readonly tone: StatusTone;
  /** One or two letters or a sign in the square: a colour alone says nothing to who does not see it. */
  readonly sign: string;
  /** In its corner, where something more is to be said of it. */
  readonly marked?: boolean | undefined;
}

/** How wide and high a square is, with the room around it. */
const SIDE = 20;
const GAP = 2;

/**
 * Equal squares on a grid, each of them a link. It is as wide as there is room. Whoever does not see it has the same in a
 * table: `alternative` is the id of that, to which one can go at once.
 */
export function TileMap({
  label,
  columns,
  rows,
  tiles,
  alternative,
}: {
  label: string;
  columns: number;
  rows: number;
  tiles: readonly MapTile[];
  alternative: string;
}) {
  return (
    <div class="tile-map">
      <a class="utrecht-skip-link utrecht-skip-link--visible-on-focus" href={`#${alternative}`}>
        Sla de kaart over, naar de tabel
      </a>
      <svg
        class="tile-map__squares"
        viewBox={`0 0 ${columns * SIDE} ${rows * SIDE}`}
        role="group"
        aria-label={label}
      >
        {tiles.map(({ column, row, href, label: text, tone, sign, marked }) => (
          <a href={href} class={`tile tile--${tone}`}>
            <title>{text}</title>
            <rect x={column * SIDE} y={row * SIDE} width={SIDE - GAP} height={SIDE - GAP} rx="2" />
            {marked === true ? (
              <path class="tile__mark" d={`M${column * SIDE + SIDE - GAP - 7} ${row * SIDE}h7v7z`} />
            ) : null}
            {sign === '' ? null : (
              <text x={column * SIDE + (SIDE - GAP) / 2} y={row * SIDE + 13} aria-hidden="true">
                {sign}
              </text>
            )}
          </a>
        ))}
      </svg>
    </div>
  );
}
