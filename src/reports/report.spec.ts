import { STAYS } from '../removal/removal-class.js';
import {
  checkOpen,
  CONTACT_DAYS,
  eraseAt,
  readReport,
  sayReport,
  stateOf,
  type ReportStep,
} from './report.js';

describe('a report', () => {
  const at = new Date('2027-03-18T10:00:00Z');
  const step = (name: ReportStep['step']): ReportStep => ({ step: name, text: null, at });

  it('is received, looked at, and then ended for good', () => {
    expect(stateOf({ steps: [] })).toBe('received');
    const looked = { steps: [step('lookedAt')] };
    expect(stateOf(looked)).toBe('lookedAt');
    expect(() => checkOpen(looked)).not.toThrow();
    for (const end of ['answered', 'notFounded'] as const)
      expect(() => checkOpen({ steps: [step('lookedAt'), step(end)] })).toThrow('report.closed');
  });

  it('is called by a number that people type as they like', () => {
    expect(sayReport(12, at)).toBe('M-2027-000012');
    for (const typed of ['M-2027-000012', ' m-2027-000012 ', 'm 2027-000012', '2027-000012'])
      expect(readReport(typed)).toBe(12);
    for (const typed of ['', 'M-', '12', 'X-2027-000012', 'M-2027-000012 of zo'])
      expect(readReport(typed)).toBeNull();
  });

  it('forgets who reported it after half a year, and sooner when it was answered', () => {
    expect(eraseAt(at, null)).toEqual(new Date('2027-09-14T10:00:00Z'));
    expect(eraseAt(at, new Date('2027-03-20T10:00:00Z'))).toEqual(new Date('2027-04-19T10:00:00Z'));
    expect(eraseAt(at, new Date('2027-09-10T10:00:00Z'))).toEqual(new Date('2027-09-14T10:00:00Z'));
    const { closed, received } = CONTACT_DAYS;
    expect(STAYS.map(({ how }) => how)).toContain(
      `wordt vanzelf gewist: ${closed} dagen na het antwoord, en uiterlijk ${received} dagen na de melding`,
    );
  });
});
