import { addDays, isCalendarDay, utc } from '../kernel/days.js';
import type { Category } from './definition.js';

export { addDays, isCalendarDay };

/** The same day of the month `months` later, or that month's last day where it is shorter. */
export function addMonths(day: string, months: number): string {
  const date = new Date(utc(day));
  const first = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + months, 1));
  const last = new Date(Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + 1, 0)).getUTCDate();
  first.setUTCDate(Math.min(date.getUTCDate(), last));
  return first.toISOString().slice(0, 10);
}

/** 0 is Sunday, 1 Monday, 3 Wednesday. */
export function weekday(day: string): number {
  return new Date(utc(day)).getUTCDay();
}

/**
 * The day of kandidaatstelling by law: 44 days before the voting day, a Monday when that is a Wednesday. Null for the EK,
 * which has its own day. The 110a's own NominationDate stands above this.
 */
export function nominationDay(electionDate: string, category: Category): string | null {
  return category === 'EK' ? null : addDays(electionDate, -44);
}

/** The legal dates of one election, each `YYYY-MM-DD` and each the last day on which it is in time. */
export interface ElectionCalendar {
  readonly electionDay: string;
  /** Tests, source code, instructions and the model declaration are public (Ea 3, Ea 5; Kiesbesluit Ea 5-Ea 8). */
  readonly nominationDay: string;
  /** The samenwerkingsprotocol is public: before the day of kandidaatstelling (Ea 8 lid 4). */
  readonly protocolDue: string;
  /** Results software is available to its users. */
  readonly softwareDue: string;
  /** Declaration on the aansluitvoorschriften; a term of order, so later ones are marked and accepted. */
  readonly declarationDue: string;
  /** Public keys are registered (inferred: a rule of use, not of law). */
  readonly keyDue: string;
  /** What users fall back on is public. */
  readonly fallbackDue: string;
  /** Until when a committee's certificate is made out: three months after the voting day. */
  readonly certificateEnd: string;
}

/**
 * The last day on which a declaration on the aansluitvoorschriften is in time (Kiesbesluit Ea 7 lid 2). The same for all
 * elections of a voting day.
 */
export function declarationDue(electionDate: string): string {
  return addDays(electionDate, -2);
}

/** How many days before the vote keys are due, unless the platform is set otherwise: a rule of use. */
const KEY_DUE_DAYS = 2;

/**
 * The calendar of an election, counted from its voting day; the day of kandidaatstelling is the 110a's own. `keyDueDays`: how
 * many days before the vote keys are due.
 */
export function calendarOf(
  election: { readonly electionDate: string; readonly nominationDate: string },
  keyDueDays = KEY_DUE_DAYS,
): ElectionCalendar {
  const day = election.electionDate;
  return {
    electionDay: day,
    nominationDay: election.nominationDate,
    protocolDue: addDays(election.nominationDate, -1),
    softwareDue: addDays(day, -21),
    declarationDue: declarationDue(day),
    keyDue: addDays(day, -keyDueDays),
    fallbackDue: addDays(day, -1),
    certificateEnd: addMonths(day, 3),
  };
}
