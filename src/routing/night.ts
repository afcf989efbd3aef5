/** How many had come after so many hours. */
export interface NightPoint {
  readonly hours: number;
  readonly count: number;
}

const HOUR_MS = 3_600_000;

/** How many files had come when, in hours since `from`, at most `hours` of them; what came before counts from the start. */
export function arrivalsSince(from: Date, moments: readonly Date[], hours: number): readonly NightPoint[] {
  const after = moments
    .map((at) => Math.max(0, (at.getTime() - from.getTime()) / HOUR_MS))
    .filter((passed) => passed <= hours)
    .sort((a, b) => a - b);
  return [{ hours: 0, count: 0 }, ...after.map((passed, i) => ({ hours: passed, count: i + 1 }))];
}

/** How many had come by then. */
export function countAt(points: readonly NightPoint[], hours: number): number {
  return points.findLast((point) => point.hours <= hours)?.count ?? 0;
}

/**
 * Is this election of the same council or body as that one, another time? Ids differ in their year alone (EML_NL: `GR2026_Haarlem`,
 * `PS2027_Utrecht`, `TK2027`).
 */
export function isSameElsewhen(one: string, other: string): boolean {
  const withoutYear = (id: string) => id.replace(/^([A-Z]+)\d{4,8}(?=_|$)/, '$1');
  return one !== other && withoutYear(one) === withoutYear(other);
}
