const ISO_DAY = /^(\d{4})-(\d{2})-(\d{2})$/;
const DAY = 86_400_000;

/** A real calendar day written `YYYY-MM-DD`: refuses `2022-16`, `2023-02-29` and years before 1900. */
export function isCalendarDay(text: string): boolean {
  const match = ISO_DAY.exec(text);
  if (!match || Number(match[1]) < 1900) return false;
  const time = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().slice(0, 10) === text;
}

/** The day `days` later (earlier when negative). Throws on a text that is no calendar day. */
export function addDays(day: string, days: number): string {
  return new Date(utc(day) + days * DAY).toISOString().slice(0, 10);
}

/** Midnight of a day as if it were in UTC, in milliseconds: to reckon with days. Throws on what is no calendar day. */
export function utc(day: string): number {
  if (!isCalendarDay(day)) throw new RangeError(`${day} is no calendar day`);
  return Date.parse(`${day}T00:00:00Z`);
}
