import { addDays, addMonths, calendarOf, isCalendarDay, nominationDay, weekday } from './calendar.js';

describe('the calendar of an election', () => {
  it.each(['2026-03-18', '2024-02-29', '2000-02-29', '2026-12-31'])('takes %s', (day) =>
    expect(isCalendarDay(day)).toBe(true),
  );

  it.each([
    '2022-16',
    '2022-31',
    '2023-02-29',
    '2026-13-01',
    '2026-00-10',
    '2026-04-31',
    '2026-3-18',
    '18-03-2026',
    '2026-03-18Z',
    '2026-03-18+01:00',
    ' 2026-03-18',
    '0000-01-01',
    '',
  ])('refuses %j', (day) => expect(isCalendarDay(day)).toBe(false));

  it.each([
    ['2023-03-15', '2023-01-30'],
    ['2026-03-18', '2026-02-02'],
    ['2025-10-29', '2025-09-15'],
    ['2027-03-17', '2027-02-01'],
  ])('puts the kandidaatstelling for %s on Monday %s', (voting, nomination) => {
    expect(nominationDay(voting, 'GR')).toBe(nomination);
    expect(weekday(nomination)).toBe(1);
    expect(addDays(nomination, 44)).toBe(voting);
  });

  it('gives the EK no day of its own', () => expect(nominationDay('2027-05-25', 'EK')).toBeNull());

  it('counts the legal days back from the voting day', () => {
    expect(calendarOf({ electionDate: '2027-03-17', nominationDate: '2027-02-01' })).toEqual({
      electionDay: '2027-03-17',
      nominationDay: '2027-02-01',
      protocolDue: '2027-01-31',
      softwareDue: '2027-02-24',
      declarationDue: '2027-03-15',
      keyDue: '2027-03-15',
      fallbackDue: '2027-03-16',
      certificateEnd: '2027-06-17',
    });
  });

  it('crosses summer time, leap days and years by calendar days', () => {
    expect(addDays('2026-03-28', 2)).toBe('2026-03-30');
    expect(addDays('2024-02-28', 1)).toBe('2024-02-29');
    expect(addDays('2026-12-25', 14)).toBe('2027-01-08');
    expect(addMonths('2026-11-30', 3)).toBe('2027-02-28');
    expect(addMonths('2026-10-31', 3)).toBe('2027-01-31');
    expect(addDays('2026-03-18', -44)).toBe('2026-02-02');
  });

  it('throws on what is no day, because the caller parsed it already', () => {
    expect(() => addDays('2026-02-30', 1)).toThrow('2026-02-30');
  });
});
