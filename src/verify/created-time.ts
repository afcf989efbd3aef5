import { readWrittenTime } from '../kernel/written-time.js';

/** Made when first needed: it takes 12 ms, and most starts of the program never ask. */
let amsterdam: Intl.DateTimeFormat | null = null;

/**
 * A kr:CreationDateTime as milliseconds since 1970; null when it is no existing time. OSV writes no time zone: then it
 * is the time on a clock in Europe/Amsterdam. In the hour that the clock shows twice the earlier one is meant, in the
 * hour that it skips the same moment an hour further.
 */
export function createdAt(text: string): number | null {
  const written = readWrittenTime(text.trim());
  if (written === null) return null;
  const { clock, offset } = written;
  if (offset !== null) return clock - offset * 60_000;
  const whole = clock - (clock % 1000);
  // Summer time is tried first: in the hour shown twice it is the earlier one.
  for (const ahead of [7_200_000, 3_600_000]) {
    if (clockInAmsterdam(whole - ahead) === whole) return clock - ahead;
  }
  return clock - 3_600_000;
}

/** What a clock in Amsterdam shows at this moment, as if it were UTC. */
function clockInAmsterdam(moment: number): number {
  amsterdam ??= new Intl.DateTimeFormat('en-GB', {
    timeZone: 'Europe/Amsterdam',
    dateStyle: 'short',
    timeStyle: 'medium',
    hourCycle: 'h23',
  });
  const part = new Map(amsterdam.formatToParts(moment).map(({ type, value }) => [type, value]));
  const at = (type: Intl.DateTimeFormatPartTypes): string => part.get(type) ?? '';
  return Date.parse(
    `${at('year')}-${at('month')}-${at('day')}T${at('hour')}:${at('minute')}:${at('second')}Z`,
  );
}
