import { typedMoment } from '../kernel/dutch-time.js';
import { addDays } from '../elections/calendar.js';

/** Somebody of the Kiesraad who can be called, from one moment to another. Shifts may overlap. */
export interface Shift {
  readonly id: string;
  readonly name: string;
  readonly phone: string;
  readonly starts: Date;
  readonly ends: Date;
}

/** A stretch of time. */
export interface Stretch {
  readonly from: Date;
  readonly to: Date;
}

/** How long one shift lasts at most, in days (I): a longer one is a slip of the pen. */
export const LONGEST_DAYS = 7;

/** Days before the vote from which, and after it until which, there is always somebody (I): keys are due two days before. */
const AROUND_DAYS = 2;

/** The days around a vote: from midnight two days before it to midnight after the second day after it, in Dutch time. */
export function daysAround(votingDay: string): Stretch {
  const midnight = (days: number) => typedMoment(addDays(votingDay, days), '00:00')!;
  return { from: midnight(-AROUND_DAYS), to: midnight(AROUND_DAYS + 1) };
}

/** Those on call at a moment, who began last first. */
export function onCallAt(shifts: readonly Shift[], at: Date): readonly Shift[] {
  return shifts
    .filter(({ starts, ends }) => starts <= at && at < ends)
    .sort((a, b) => b.starts.getTime() - a.starts.getTime());
}

/** The stretches within `whole` in which nobody is on call, in order. */
export function gapsIn(shifts: readonly Shift[], whole: Stretch): readonly Stretch[] {
  const gaps: Stretch[] = [];
  let from = whole.from;
  for (const { starts, ends } of [...shifts].sort((a, b) => a.starts.getTime() - b.starts.getTime())) {
    if (from >= whole.to) break;
    if (starts > from) gaps.push({ from, to: starts < whole.to ? starts : whole.to });
    if (ends > from) from = ends;
  }
  if (from < whole.to) gaps.push({ from, to: whole.to });
  return gaps;
}
