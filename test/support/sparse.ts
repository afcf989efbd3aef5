/** How much of a sweep is left out: one of so many is asked. 1, as in CI: nothing is left out. `SPARSE` says otherwise. */
export const SPARSE = Number(process.env['SPARSE'] ?? (process.env['CI'] === undefined ? '4' : '1'));

/** One of so many of these, beginning at another for another `turn`. */
export function sparse<T>(all: readonly T[], turn = 0): readonly T[] {
  return all.filter((_, i) => (i + turn) % SPARSE === 0);
}

/** From byte to byte in a sweep of them: odd, so that every bit has its turn. */
export const STRIDE = 2 * SPARSE - 1;
