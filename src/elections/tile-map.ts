import type { Place } from './municipality-centres.js';

/** A square of the map; column and row count from 0, the west and the north first. */
export interface Tile {
  readonly code: string;
  readonly column: number;
  readonly row: number;
}

/** Equal squares, one per place, each as near to where it lies as it can be. */
export interface TileMap {
  readonly columns: number;
  readonly rows: number;
  readonly tiles: readonly Tile[];
}

/** Which part of the squares around all places is taken: the rest is sea and abroad. */
const FILLED = 0.55;

/**
 * Gives each place a square of its own in a grid, so that the sum of the squared distances between the places and the middles
 * of their squares is the least there is: who is crowded out moves a little, together with the neighbours. The same places
 * give the same map.
 */
export function tileMap(places: ReadonlyMap<string, Place>): TileMap {
  const codes = [...places.keys()].sort();
  if (codes.length === 0) return { columns: 0, rows: 0, tiles: [] };
  const points = project(codes.map((code) => places.get(code)!));
  const [width, height] = [extent(points.map(({ x }) => x)), extent(points.map(({ y }) => y))];
  const side = Math.sqrt((width * height * FILLED) / codes.length) || 1;
  const columns = Math.ceil(width / side) + 1;
  const rows = Math.max(Math.ceil(height / side) + 1, Math.ceil(codes.length / columns));
  const squares = Array.from({ length: columns * rows }, (_, i) => ({
    column: i % columns,
    row: Math.floor(i / columns),
  }));
  const costs = points.map(({ x, y }) =>
    Float64Array.from(squares, ({ column, row }) => (column - x / side) ** 2 + (row - y / side) ** 2),
  );
  const chosen = cheapestAssignment(costs, squares.length);
  return { columns, rows, tiles: codes.map((code, i) => ({ code, ...squares[chosen[i]!]! })) };
}

/** On a plane on which both directions have the same scale (equirectangular), from the north-west corner of all. */
function project(places: readonly Place[]) {
  const middle = places.reduce((sum, { latitude }) => sum + latitude, 0) / places.length;
  const shrink = Math.cos((middle * Math.PI) / 180);
  const west = Math.min(...places.map(({ longitude }) => longitude));
  const north = Math.max(...places.map(({ latitude }) => latitude));
  return places.map(({ longitude, latitude }) => ({
    x: (longitude - west) * shrink,
    y: north - latitude,
  }));
}

function extent(values: readonly number[]): number {
  return Math.max(...values) - Math.min(...values);
}

/**
 * For each row of `costs` the column that it gets, no column twice, so that the costs together are the least (the Hungarian
 * method, by shortest augmenting paths with potentials: Kuhn 1955; rows² × columns steps). There are at least as many columns.
 */
function cheapestAssignment(costs: readonly Float64Array[], columns: number): readonly number[] {
  const rowPotential = new Float64Array(costs.length);
  const columnPotential = new Float64Array(columns);
  const rowOf = new Int32Array(columns).fill(-1);
  for (let start = 0; start < costs.length; start += 1) {
    const slack = new Float64Array(columns).fill(Infinity);
    const cameFrom = new Int32Array(columns).fill(-1);
    const reached = new Uint8Array(columns);
    let row = start;
    let last = -1;
    for (;;) {
      let [next, least] = [-1, Infinity];
      for (let column = 0; column < columns; column += 1) {
        if (reached[column]) continue;
        const reduced = costs[row]![column]! - rowPotential[row]! - columnPotential[column]!;
        if (reduced < slack[column]!) [slack[column], cameFrom[column]] = [reduced, last];
        if (slack[column]! < least) [least, next] = [slack[column]!, column];
      }
      rowPotential[start]! += least;
      for (let column = 0; column < columns; column += 1) {
        if (!reached[column]) slack[column]! -= least;
        else {
          rowPotential[rowOf[column]!]! += least;
          columnPotential[column]! -= least;
        }
      }
      reached[next] = 1;
      last = next;
      if (rowOf[next] === -1) break;
      row = rowOf[next]!;
    }
    for (let column = last; column !== -1; column = cameFrom[column]!) {
      const before = cameFrom[column]!;
      rowOf[column] = before === -1 ? start : rowOf[before]!;
    }
  }
  const columnOf = new Array<number>(costs.length);
  rowOf.forEach((row, column) => {
    if (row !== -1) columnOf[row] = column;
  });
  return columnOf;
}
