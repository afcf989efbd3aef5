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

const amsterdam = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'Europe/Amsterdam',
  hourCycle: 'h23',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
});

/** How much of the moment to show. */
export type TimePrecision = 'minute' | 'second';

/**
 * `za 21 nov 2026 21:04`, in the time of Europe/Amsterdam. Names of days and months are ours and not those of the
 * machine's ICU, so that a receipt reads the same everywhere. Throws on an invalid Date.
 */
export function formatTime(at: Date, precision: TimePrecision = 'minute'): string {
  const part: Record<string, string> = {};
  for (const { type, value } of amsterdam.formatToParts(at)) part[type] = value;
  const year = Number(part['year']);
  const month = Number(part['month']);
  const day = Number(part['day']);
  const weekday = WEEKDAYS[new Date(Date.UTC(year, month - 1, day)).getUTCDay()]!;
  const clock = `${part['hour']}:${part['minute']}${precision === 'second' ? `:${part['second']}` : ''}`;
  return `${weekday} ${day} ${MONTHS[month - 1]!} ${year} ${clock}`;
}

/** To be put behind a word: ` om 02:14`, in the time of Europe/Amsterdam, where that is the day of `now`; on another day `: wo 17 mrt 2027 21:14`. */
export function formatClock(at: Date, now: Date): string {
  const [day, today] = [formatTime(at), formatTime(now)];
  return day.slice(0, -5) === today.slice(0, -5) ? ` om ${day.slice(-5)}` : `: ${day}`;
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
