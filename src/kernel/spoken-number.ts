/** The number of a delivery as people say it: the year it was opened in, and six digits or more (`2026-000034`). */
export const SPOKEN_NUMBER = /^\d{4}-\d{6,9}$/;

const year = new Intl.DateTimeFormat('en-GB', { timeZone: 'Europe/Amsterdam', year: 'numeric' });

/** How `number`, opened at `at`, is said: with the year in the Netherlands. */
export function sayNumber(number: number, at: Date): string {
  return `${year.format(at)}-${String(number).padStart(6, '0')}`;
}

/** The number in what is said, without its year; null when it is none. */
export function readNumber(said: string): number | null {
  return SPOKEN_NUMBER.test(said) ? Number(said.slice(said.indexOf('-') + 1)) : null;
}

/** The first number that is said in a text; an empty one when there is none. */
export function findNumber(text: string): string {
  return /\b\d{4}-\d{6,9}\b/.exec(text)?.[0] ?? '';
}
