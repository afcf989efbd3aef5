/** A moment as a file writes it, on a clock that is not ours. */
export interface WrittenTime {
  /** What the clock shows, in milliseconds since 1970 as if it stood in UTC. */
  readonly clock: number;
  /** Minutes that the clock is ahead of UTC; null when the file gives no time zone, as OSV does. */
  readonly offset: number | null;
}

const DATE_TIME =
  /^(\d{4}-\d\d-\d\d)T(?:([01]\d|2[0-3]):([0-5]\d):([0-5]\d)(\.\d{1,12})?|(24):00:00(?:\.0{1,12})?)(Z|[+-](?:0\d|1[0-3]):[0-5]\d|[+-]14:00)?$/;
const DATE = /^(\d{4}-\d\d-\d\d)(?:Z|[+-](?:0\d|1[0-3]):[0-5]\d|[+-]14:00)?$/;
const DAY_MS = 86_400_000;

/**
 * Reads an xs:dateTime (XML Schema 1.1 part 2, 3.3.7) with a year of four digits; null when it is no moment that exists.
 * `T24:00:00` is the first moment of the next day.
 */
export function readWrittenTime(text: string): WrittenTime | null {
  const match = DATE_TIME.exec(text);
  const midnight = match === null ? null : dayStart(match[1]!);
  if (match === null || midnight === null) return null;
  const [, , hour = '0', minute = '0', second = '0', fraction = '0', end, zone] = match;
  const seconds = Number(hour) * 3600 + Number(minute) * 60 + Number(second);
  const clock =
    end === undefined
      ? midnight + seconds * 1000 + Math.floor(Number(`0${fraction}`) * 1000)
      : midnight + DAY_MS;
  return { clock, offset: zone === undefined ? null : offsetOf(zone) };
}

/** Reads an xs:date as `YYYY-MM-DD`, without the time zone that it may carry; null when it is no day that exists. */
export function readWrittenDay(text: string): string | null {
  const day = DATE.exec(text)?.[1];
  return day === undefined || dayStart(day) === null ? null : day;
}

function dayStart(day: string): number | null {
  const time = Date.parse(`${day}T00:00:00Z`);
  return Number.isNaN(time) || !new Date(time).toISOString().startsWith(day) ? null : time;
}

function offsetOf(zone: string): number {
  if (zone === 'Z') return 0;
  const minutes = Number(zone.slice(1, 3)) * 60 + Number(zone.slice(4, 6));
  return zone.startsWith('-') ? -minutes : minutes;
}

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
