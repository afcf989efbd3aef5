import { IDLE_MS, LONGEST_MS, latestEnd, mustNoteUse, NOTE_USE_MS, sessionState } from './session.js';

const start = new Date('2027-03-17T20:00:00Z');
const later = (ms: number) => new Date(start.getTime() + ms);

describe('a session in time', () => {
  const session = { lastSeenAt: start, endsAt: latestEnd(start) };

  it.each([
    [0, 'live'],
    [IDLE_MS - 1, 'live'],
    [IDLE_MS, 'idle'],
    [LONGEST_MS - 1, 'idle'],
    [LONGEST_MS, 'ended'],
  ] as const)('after %i ms is %s', (ms, state) => expect(sessionState(session, later(ms))).toBe(state));

  it('ends after twelve hours though it was used just now', () => {
    const busy = { ...session, lastSeenAt: later(LONGEST_MS - 1) };
    expect(sessionState(busy, later(LONGEST_MS - 1))).toBe('live');
    expect(sessionState(busy, later(LONGEST_MS))).toBe('ended');
  });

  it('writes its use down once a minute', () => {
    expect(mustNoteUse(session, later(NOTE_USE_MS - 1))).toBe(false);
    expect(mustNoteUse(session, later(NOTE_USE_MS))).toBe(true);
  });
});
