import { formatDay, formatTime, type TimePrecision } from '../format-time.js';

/** A moment, in the time of Europe/Amsterdam: `za 21 nov 2026 21:04`. */
export function TimeStamp({ at, precision }: { at: Date; precision?: TimePrecision | undefined }) {
  return (
    <time class="time-stamp" datetime={at.toISOString()}>
      {formatTime(at, precision)}
    </time>
  );
}

/** A calendar day written `YYYY-MM-DD`: `woensdag 17 maart 2027`. */
export function Day({ day }: { day: string }) {
  return <time datetime={day}>{formatDay(day)}</time>;
}
