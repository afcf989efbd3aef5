import { MUNICIPALITY_CENTRES } from './municipality-centres.js';
import { tileMap, type Tile, type TileMap } from './tile-map.js';

const drawn = new Map<string, TileMap>();
/** Maps of so many sets of organisations are remembered: to place them takes a tenth of a second. */
const REMEMBERED = 8;

/**
 * A square for each code: the gemeenten where they lie, and under them, after a row that is empty, in their order those of
 * which it is not known (waterschappen, openbare lichamen, the Kiesraad, and gemeenten that are newer than the map).
 */
export function drawnTiles(codes: readonly string[]): TileMap {
  const placed = codes.filter((code) => MUNICIPALITY_CENTRES.has(code));
  const rest = codes.filter((code) => !MUNICIPALITY_CENTRES.has(code)).sort();
  const map = placedTiles(placed);
  const columns = Math.max(map.columns, Math.min(rest.length, 24));
  const first = map.rows === 0 ? 0 : map.rows + 1;
  const beside: Tile[] = rest.map((code, i) => ({
    code,
    column: i % columns,
    row: first + Math.floor(i / columns),
  }));
  const rows = rest.length === 0 ? map.rows : first + Math.ceil(rest.length / columns);
  return { columns, rows, tiles: [...map.tiles, ...beside] };
}

function placedTiles(codes: readonly string[]): TileMap {
  const key = [...codes].sort().join();
  const known = drawn.get(key);
  if (known !== undefined) return known;
  const map = tileMap(new Map(codes.map((code) => [code, MUNICIPALITY_CENTRES.get(code)!])));
  if (drawn.size === REMEMBERED) drawn.delete(drawn.keys().next().value!);
  drawn.set(key, map);
  return map;
}
