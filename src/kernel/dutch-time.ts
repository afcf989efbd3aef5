import { createdAt } from './written-time.js';

const amsterdam = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Amsterdam' });

/** The calendar day of a moment in Dutch time, `YYYY-MM-DD`. */
export function dutchDay(at: Date): string {
  return amsterdam.format(at);
}

const clock = new Intl.DateTimeFormat('sv-SE', {
  timeZone: 'Europe/Amsterdam',
  dateStyle: 'short',
  timeStyle: 'short',
});

/** A moment in Dutch time, `2027-03-18 02:05`: for texts that are kept as they are. */
export function dutchMoment(at: Date): string {
  return clock.format(at);
}

const hours = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Amsterdam', timeStyle: 'short' });

/** The clock in Dutch time, `21:04`. */
export function dutchClock(at: Date): string {
  return hours.format(at);
}

/**
 * The moment that somebody types as a day (`YYYY-MM-DD`) and a time of the Dutch clock (`9:05`, `21:15`); null when it is
 * none.
 */
export function typedMoment(day: string, time: string): Date | null {
  const [, hour, minute] = /^(\d{1,2})[:.](\d{2})$/.exec(time) ?? [];
  if (hour === undefined) return null;
  const at = createdAt(`${day}T${hour.padStart(2, '0')}:${minute}:00`);
  return at === null ? null : new Date(at);
}
