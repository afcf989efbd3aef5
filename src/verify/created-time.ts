const PATTERN = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)(\.\d{1,9})?(Z|[+-]\d\d:\d\d)?$/;

/** Made when first needed: it takes 12 ms, and most starts of the program never ask. */
let amsterdam: Intl.DateTimeFormat | null = null;

/**
 * A kr:CreationDateTime as milliseconds since 1970; null when it is no existing time. OSV writes no time zone: then it
 * is the time on a clock in Europe/Amsterdam. In the hour that the clock shows twice the earlier one is meant, in the
 * hour that it skips the same moment an hour further.
 */
export function createdAt(text: string): number | null {
  const match = PATTERN.exec(text.trim());
  if (match === null) return null;
  const [, year, month, day, hour, minute, second, fraction, zone] = match;
  const utc = Date.parse(`${year!}-${month!}-${day!}T${hour!}:${minute!}:${second!}Z`);
  if (Number.isNaN(utc) || new Date(utc).getUTCDate() !== Number(day)) return null;
  const milliseconds = fraction === undefined ? 0 : Math.floor(Number(fraction) * 1000);
  if (zone !== undefined) return utc + milliseconds - offsetOf(zone);
  // Summer time is tried first: in the hour shown twice it is the earlier one.
  for (const offset of [7_200_000, 3_600_000]) {
    if (clockInAmsterdam(utc - offset) === utc) return utc - offset + milliseconds;
  }
  return utc - 3_600_000 + milliseconds;
}

function offsetOf(zone: string): number {
  if (zone === 'Z') return 0;
  const minutes = Number(zone.slice(1, 3)) * 60 + Number(zone.slice(4, 6));
  return (zone.startsWith('-') ? -minutes : minutes) * 60_000;
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
