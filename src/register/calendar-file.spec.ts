import { calendarFile, type FileEvent } from './calendar-file.js';

/** Reads strictly what RFC 5545 asks of such a file: throws on anything else. */
function parse(text: string): readonly Readonly<Record<string, string>>[] {
  if (!text.endsWith('\r\n')) throw new Error('no CRLF at the end');
  const physical = text.slice(0, -2).split('\r\n');
  for (const line of physical) {
    if (/[\r\n]/.test(line)) throw new Error('a bare line end');
    if (Buffer.byteLength(line) > 75) throw new Error(`longer than 75 octets: ${line}`);
    if (line.includes('\ufffd')) throw new Error('a character cut in two');
  }
  const lines = physical.join('\r\n').replaceAll('\r\n ', '').split('\r\n');
  const events: Record<string, string>[] = [];
  const open: string[] = [];
  for (const line of lines) {
    const [, name = '', value = ''] = /^([A-Z-]+(?:;[A-Z]+=[A-Z]+)*):(.*)$/su.exec(line) ?? [];
    if (name === '') throw new Error(`no content line: ${line}`);
    if (name === 'BEGIN') {
      open.push(value);
      if (value === 'VEVENT') events.push({});
    } else if (name === 'END') {
      if (open.pop() !== value) throw new Error(`END:${value} closes nothing`);
    } else if (open.at(-1) === 'VEVENT') {
      if (name in events.at(-1)!) throw new Error(`${name} twice`);
      events.at(-1)![name] = value;
    }
  }
  if (open.length > 0 || lines[0] !== 'BEGIN:VCALENDAR' || lines.at(-1) !== 'END:VCALENDAR')
    throw new Error('not one calendar');
  for (const needed of ['VERSION:2.0', 'CALSCALE:GREGORIAN'])
    if (!lines.includes(needed)) throw new Error(`without ${needed}`);
  for (const each of events)
    for (const needed of ['UID', 'DTSTAMP', 'DTSTART;VALUE=DATE', 'DTEND;VALUE=DATE', 'SUMMARY'])
      if (each[needed] === undefined) throw new Error(`an event without ${needed}`);
  return events;
}

const anEvent = (given: Partial<FileEvent> = {}): FileEvent => ({
  ...{ id: 'toets', day: '2027-03-28', title: 'Toets', electionId: 'TK2027', electionName: 'Tweede Kamer' },
  ...given,
});
const AT = new Date('2027-01-02T03:04:05.678Z');

describe('the calendar file', () => {
  it('has each day as a whole day, also when the clock changes, with a UID of its own', () => {
    const events = parse(calendarFile([anEvent(), anEvent({ id: 'stemming' })], 'site.example', AT));
    expect(events[0]).toMatchObject({
      UID: 'TK2027-toets@site.example',
      DTSTAMP: '20270102T030405Z',
      'DTSTART;VALUE=DATE': '20270328',
      'DTEND;VALUE=DATE': '20270329',
      SUMMARY: 'Toets (Tweede Kamer)',
    });
    expect(new Set(events.map((each) => each['UID'])).size).toBe(2);
  });

  it('escapes what means something, and no text becomes a line of its own', () => {
    const title = 'a;b,c\\d\r\nEND:VCALENDAR';
    const [event] = parse(calendarFile([anEvent({ title })], 'site.example', AT));
    expect(event!['SUMMARY']).toBe('a\\;b\\,c\\\\d\\nEND:VCALENDAR (Tweede Kamer)');
  });

  it('folds at 75 octets and never in the middle of a character', () => {
    const title = 'é€😀'.repeat(60);
    const [event] = parse(calendarFile([anEvent({ title })], 'site.example', AT));
    expect(event!['SUMMARY']).toBe(`${title} (Tweede Kamer)`);
  });

  it('is whole without a day', () => expect(parse(calendarFile([], 'site.example', AT))).toEqual([]));
});
