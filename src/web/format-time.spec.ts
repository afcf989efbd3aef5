import { formatClock, formatDay, formatIslandTime, formatTime, formatWrittenTime } from './format-time.js';

describe('times as people here read them', () => {
  it.each([
    ['2026-11-21T20:04:09Z', 'za 21 nov 2026 21:04'],
    ['2026-07-01T22:30:00Z', 'do 2 jul 2026 00:30'],
    ['2027-03-28T00:59:59Z', 'zo 28 mrt 2027 01:59'],
    ['2027-03-28T01:00:00Z', 'zo 28 mrt 2027 03:00'],
    ['2026-12-31T23:00:00Z', 'vr 1 jan 2027 00:00'],
    ['2026-10-24T23:59:00Z', 'zo 25 okt 2026 01:59'],
    ['2026-10-25T00:30:00Z', 'zo 25 okt 2026 02:30 (UTC+02:00)'],
    ['2026-10-25T01:30:00Z', 'zo 25 okt 2026 02:30 (UTC+01:00)'],
    ['2026-10-25T02:00:00Z', 'zo 25 okt 2026 03:00'],
  ])('%s is %s', (at, shown) => expect(formatTime(new Date(at))).toBe(shown));

  it('shows seconds when asked', () => {
    expect(formatTime(new Date('2026-11-21T20:04:09Z'), 'second')).toBe('za 21 nov 2026 21:04:09');
  });

  it.each([
    ['2027-03-17T20:04:00Z', '16:04'],
    ['2027-03-18T01:30:00Z', 'wo 17 mrt 2027 21:30'],
  ])('%s is %s on the islands', (at, shown) => expect(formatIslandTime(new Date(at))).toBe(shown));

  it('says the clock of today behind a word, in the double hour which', () => {
    const [first, second] = [new Date('2026-10-25T00:30:00Z'), new Date('2026-10-25T01:30:00Z')];
    expect(formatClock(first, second)).toBe(' om 02:30 (UTC+02:00)');
    expect(formatClock(new Date('2026-10-24T00:30:00Z'), second)).toBe(': za 24 okt 2026 02:30');
  });

  it('writes out a day, and leaves alone what is none', () => {
    expect(formatDay('2027-03-17')).toBe('woensdag 17 maart 2027');
    expect(formatDay('2027-02-30')).toBe('2027-02-30');
    expect(formatDay('morgen')).toBe('morgen');
  });

  it.each([
    ['2026-11-21T23:15:22.581', 'za 21 nov 2026 23:15:22'],
    ['2026-11-21T23:15:22Z', 'za 21 nov 2026 23:15:22 (UTC)'],
    ['2026-11-21T23:15:22+01:00', 'za 21 nov 2026 23:15:22 (+01:00)'],
    ['2026-02-30T23:15:22', '2026-02-30T23:15:22'],
    ['gisteren', 'gisteren'],
  ])('%s as a file writes it is %s', (written, shown) => expect(formatWrittenTime(written)).toBe(shown));
});
