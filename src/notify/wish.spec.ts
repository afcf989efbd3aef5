import { NOTICE_GROUPS } from './notice-kinds.js';
import { AS_USUAL, quietSeconds, wantsMail } from './wish.js';

describe('who gets mail', () => {
  it('of what the law demands everybody, whatever they said', () =>
    expect(wantsMail({ ...AS_USUAL, unwanted: NOTICE_GROUPS }, 'requests', 'GSB')).toBe(true));

  it('of what comes in by the hundred only who asks for it', () => {
    expect(wantsMail(AS_USUAL, 'arrivals', 'CSB')).toBe(false);
    expect(wantsMail(AS_USUAL, 'arrivals', 'MAYOR')).toBe(true);
    expect(wantsMail({ ...AS_USUAL, wanted: ['arrivals'] }, 'arrivals', 'CSB')).toBe(true);
    expect(wantsMail({ ...AS_USUAL, unwanted: ['keys'] }, 'keys', 'GSB')).toBe(false);
  });
});

describe('quiet hours', () => {
  const night = { from: '22:00', until: '07:00' };
  it.each([
    // Dutch winter time
    ['2027-03-17T20:59:00Z', 0],
    ['2027-03-17T21:00:00Z', 9 * 3600],
    ['2027-03-18T05:59:00Z', 60],
    ['2027-03-18T06:00:00Z', 0],
  ])('at %s end in %d seconds', (at, seconds) => expect(quietSeconds(night, new Date(at))).toBe(seconds));

  it('are none without hours, and none from an hour to itself', () => {
    expect(quietSeconds(null, new Date('2027-03-17T23:00:00Z'))).toBe(0);
    expect(quietSeconds({ from: '00:00', until: '00:00' }, new Date('2027-03-16T23:00:00Z'))).toBe(0);
  });
});
