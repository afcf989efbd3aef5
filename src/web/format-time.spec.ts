import { formatDay, formatTime, formatWrittenTime } from './format-time.js';

describe('times as people here read them', () => {
  it.each([
    ['2026-11-21T20:04:09Z', 'za 21 nov 2026 21:04'],
    ['2026-07-01T22:30:00Z', 'do 2 jul 2026 00:30'],
    ['2027-03-28T00:59:59Z', 'zo 28 mrt 2027 01:59'],
    ['2027-03-28T01:00:00Z', 'zo 28 mrt 2027 03:00'],
    ['2026-12-31T23:00:00Z', 'vr 1 jan 2027 00:00'],
  ])('%s is %s', (at, shown) => expect(formatTime(new Date(at))).toBe(shown));

  it('shows seconds when asked', () => {
    expect(formatTime(new Date('2026-11-21T20:04:09Z'), 'second')).toBe('za 21 nov 2026 21:04:09');
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
