import { MUNICIPALITY_CENTRES, type Place } from './municipality-centres.js';
import { tileMap, type TileMap } from './tile-map.js';

const at = ({ tiles }: TileMap, code: string) => tiles.find((tile) => tile.code === code)!;
const places = (...list: readonly (readonly [string, number, number])[]): Map<string, Place> =>
  new Map(list.map(([code, longitude, latitude]) => [code, { longitude, latitude }]));

describe('the tile map', () => {
  const map = tileMap(MUNICIPALITY_CENTRES);

  it('has one square for each of the 342 gemeenten, and none twice', () => {
    expect(map.tiles).toHaveLength(342);
    expect(new Set(map.tiles.map(({ column, row }) => `${column},${row}`)).size).toBe(342);
    expect(map.tiles.every(({ column, row }) => column < map.columns && row < map.rows)).toBe(true);
    expect(map.columns / map.rows).toBeCloseTo(0.85, 1);
  });

  it('looks like the country: the corners lie where they lie, and neighbours beside each other', () => {
    const [groningen, maastricht, middelburg, amsterdam] = ['0014', '0935', '0687', '0363'].map((code) =>
      at(map, code),
    );
    expect(groningen!.row).toBeLessThan(amsterdam!.row);
    expect(amsterdam!.row).toBeLessThan(maastricht!.row);
    expect(middelburg!.column).toBeLessThan(amsterdam!.column);
    expect(amsterdam!.column).toBeLessThan(groningen!.column);
    const [haarlem, zandvoort] = [at(map, '0392'), at(map, '0473')];
    expect(Math.abs(haarlem.column - zandvoort.column) + Math.abs(haarlem.row - zandvoort.row)).toBeLessThan(
      4,
    );
  });

  it('is the same for the same places, in whatever order they are given', () => {
    expect(tileMap(new Map([...MUNICIPALITY_CENTRES].reverse()))).toEqual(map);
  });

  it('crowds nobody out of the map: places on one spot lie around it', () => {
    const crowd = tileMap(places(['a', 5, 52], ['b', 5, 52], ['c', 5, 52], ['d', 6, 53], ['e', 4, 51]));
    expect(new Set(crowd.tiles.map(({ column, row }) => `${column},${row}`)).size).toBe(5);
    expect(at(crowd, 'd').row).toBeLessThanOrEqual(at(crowd, 'a').row);
    expect(tileMap(new Map()).tiles).toEqual([]);
    expect(tileMap(places(['a', 5, 52])).tiles).toEqual([{ code: 'a', column: 0, row: 0 }]);
  });

  it('finds the least there is: no two squares could better be exchanged', () => {
    const spots = spotsInSquares();
    const far = (code: string, { column, row }: { column: number; row: number }) =>
      (column - spots.get(code)!.x) ** 2 + (row - spots.get(code)!.y) ** 2;
    const better = map.tiles.flatMap((a) =>
      map.tiles.filter((b) => far(a.code, b) + far(b.code, a) < far(a.code, a) + far(b.code, b) - 1e-9),
    );
    expect(better).toEqual([]);
  });
});

/** Where each gemeente lies, counted in squares of the map from its north-west: 55 % of the squares are taken. */
function spotsInSquares(): Map<string, { x: number; y: number }> {
  const spots = [...MUNICIPALITY_CENTRES];
  const mean = spots.reduce((sum, [, { latitude }]) => sum + latitude, 0) / spots.length;
  const shrink = Math.cos((mean * Math.PI) / 180);
  const [xs, ys] = [
    spots.map(([, { longitude }]) => longitude * shrink),
    spots.map(([, { latitude }]) => -latitude),
  ];
  const [west, north] = [Math.min(...xs), Math.min(...ys)];
  const side = Math.sqrt(((Math.max(...xs) - west) * (Math.max(...ys) - north) * 0.55) / spots.length);
  return new Map(spots.map(([code], i) => [code, { x: (xs[i]! - west) / side, y: (ys[i]! - north) / side }]));
}
