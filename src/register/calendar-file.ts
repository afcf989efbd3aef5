import { addDays } from '../elections/calendar.js';
import type { CalendarDay } from './document.js';

/** An entry of a calendar file: a whole day of one election. */
export interface FileEvent extends Omit<CalendarDay, 'kind'> {
  readonly electionId: string;
  readonly electionName: string;
}

const MOST_OCTETS = 75;

/**
 * The days as an iCalendar file (RFC 5545): whole days (VALUE=DATE, which no time zone moves), DTSTAMP in UTC, lines ended by
 * CRLF and folded at 75 octets (§3.1). `site` makes the UIDs unique for the world; the same day keeps its UID when it moves.
 */
export function calendarFile(events: readonly FileEvent[], site: string, at: Date): string {
  const stamp = `${at.toISOString().replace(/[-:]|\.\d+/g, '')}`;
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Kiesraad//Digitaal overdrachtsplatform verkiezingen//NL',
    'CALSCALE:GREGORIAN',
    'METHOD:PUBLISH',
    ...events.flatMap(({ id, day, title, electionId, electionName }) => [
      'BEGIN:VEVENT',
      `UID:${escaped(`${electionId}-${id}@${site}`)}`,
      `DTSTAMP:${stamp}`,
      `DTSTART;VALUE=DATE:${basic(day)}`,
      `DTEND;VALUE=DATE:${basic(addDays(day, 1))}`,
      `SUMMARY:${escaped(`${title} (${electionName})`)}`,
      'TRANSP:TRANSPARENT',
      'END:VEVENT',
    ]),
    'END:VCALENDAR',
  ];
  return lines.map((line) => `${folded(line)}\r\n`).join('');
}

const basic = (day: string) => day.replaceAll('-', '');

/** A TEXT value (§3.3.11). */
function escaped(text: string): string {
  return text.replace(/[\\;,]/g, '\\$&').replace(/\r\n|\r|\n/g, '\\n');
}

/** A line in pieces of at most 75 octets, never in the middle of a character. */
function folded(line: string): string {
  let text = '';
  let octets = 0;
  for (const character of line) {
    const size = Buffer.byteLength(character);
    if (octets + size > MOST_OCTETS) {
      text += '\r\n ';
      octets = 1;
    }
    text += character;
    octets += size;
  }
  return text;
}
