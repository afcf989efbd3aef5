import { readWrittenTime } from '../kernel/written-time.js';

const WEEKDAYS = ['zo', 'ma', 'di', 'wo', 'do', 'vr', 'za'] as const;
const WEEKDAYS_FULL = [
  'zondag',
  'maandag',
  'dinsdag',
  'woensdag',
  'donderdag',
  'vrijdag',
  'zaterdag',
] as const;
const MONTHS = ['jan', 'feb', 'mrt', 'apr', 'mei', 'jun', 'jul', 'aug', 'sep', 'okt', 'nov', 'dec'] as const;
const MONTHS_FULL = [
  'januari',
  'februari',
  'maart',
  'april',
  'mei',
  'juni',
  'juli',
  'augustus',
  'september',
  'oktober',
  'november',
  'december',
] as const;

const clockIn = (timeZone: string) =>
  new Intl.DateTimeFormat('en-GB', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  });
const amsterdam = clockIn('Europe/Amsterdam');
/** Of all three islands (tz database: Sint Eustatius and Saba are links to it). */
const kralendijk = clockIn('America/Kralendijk');

/** How much of the moment to show. */
export type TimePrecision = 'minute' | 'second';

const HOUR_MS = 3_600_000;

function partsOf(at: Date, clock: Intl.DateTimeFormat): Record<string, string> {
  return Object.fromEntries(clock.formatToParts(at).map(({ type, value }) => [type, value]));
}

/** How many hours Europe/Amsterdam is ahead of UTC: 1 or 2. */
function offsetOf(at: Date): number {
  const day = Number(partsOf(at, amsterdam)['hour']) - at.getUTCHours();
  return (day + 24) % 24;
}

/** ` (UTC+02:00)` in the hour that comes twice, between two and three at night; else nothing. */
function offsetWhereTwice(at: Date): string {
  const shifted = (hours: number) => offsetOf(new Date(at.getTime() + hours * HOUR_MS));
  return shifted(-1) !== shifted(1) && shifted(1) === 1 ? ` (UTC+0${offsetOf(at)}:00)` : '';
}

/** The day and the clock apart. Once a year an hour comes twice: its clock says which of the two. */
function dayAndClock(at: Date, precision: TimePrecision, zone = amsterdam): readonly [string, string] {
  const part = partsOf(at, zone);
  const year = Number(part['year']);
  const month = Number(part['month']);
  const day = Number(part['day']);
  const weekday = WEEKDAYS[new Date(Date.UTC(year, month - 1, day)).getUTCDay()]!;
  const clock = `${part['hour']}:${part['minute']}${precision === 'second' ? `:${part['second']}` : ''}`;
  const offset = zone === amsterdam && clock.startsWith('02:') ? offsetWhereTwice(at) : '';
  return [`${weekday} ${day} ${MONTHS[month - 1]!} ${year}`, clock + offset];
}

/**
 * `za 21 nov 2026 21:04`, in the time of Europe/Amsterdam; in the hour that comes twice with its offset. Names of days and
 * months are ours and not those of the machine's ICU, so that a receipt reads the same everywhere. Throws on an invalid Date.
 */
export function formatTime(at: Date, precision: TimePrecision = 'minute'): string {
  return dayAndClock(at, precision).join(' ');
}

/** The same moment by the clock of the Caribbean islands: `16:04`, the day before it where that is another. */
export function formatIslandTime(at: Date): string {
  const [day, clock] = dayAndClock(at, 'minute', kralendijk);
  return day === dayAndClock(at, 'minute')[0] ? clock : `${day} ${clock}`;
}

/** To be put behind a word: ` om 02:14`, in the time of Europe/Amsterdam, where that is the day of `now`; on another day `: wo 17 mrt 2027 21:14`. */
export function formatClock(at: Date, now: Date): string {
  const [day, clock] = dayAndClock(at, 'minute');
  return day === dayAndClock(now, 'minute')[0] ? ` om ${clock}` : `: ${day} ${clock}`;
}

/** `woensdag 17 maart 2027` for a calendar day written `YYYY-MM-DD`; what is not such a day comes back as it was. */
export function formatDay(day: string): string {
  const parsed = /^(\d{4})-(\d{2})-(\d{2})$/.exec(day);
  const at = new Date(`${day}T00:00:00Z`);
  if (parsed === null || Number.isNaN(at.getTime()) || at.toISOString().slice(0, 10) !== day) return day;
  return `${WEEKDAYS_FULL[at.getUTCDay()]!} ${at.getUTCDate()} ${MONTHS_FULL[at.getUTCMonth()]!} ${at.getUTCFullYear()}`;
}

/**
 * A moment as a file writes it (`2026-11-21T23:15:22.581`, perhaps with a zone): `za 21 nov 2026 23:15:22`, a zone behind
 * it as it stands. It is the clock of another machine, so nothing is converted; what is no such moment comes back as it was.
 */
export function formatWrittenTime(written: string): string {
  const moment = readWrittenTime(written);
  if (moment === null) return written;
  const at = new Date(moment.clock);
  const date = `${WEEKDAYS[at.getUTCDay()]!} ${at.getUTCDate()} ${MONTHS[at.getUTCMonth()]!} ${at.getUTCFullYear()}`;
  const zone = /(?:Z|[+-]\d\d:\d\d)$/.exec(written)?.[0];
  return `${date} ${at.toISOString().slice(11, 19)}${zone === undefined ? '' : ` (${zone === 'Z' ? 'UTC' : zone})`}`;
}
