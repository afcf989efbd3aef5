import { aVerdict, hash } from '../../test/support/submissions.js';
import type { Figures } from '../verify/figures.js';
import { isAlarming, readSessionRecord, recordSession } from './count-session.js';

const figures = (digest: string): Figures => ({
  ...{ eligible: 20, counted: 11, rejected: [], uncounted: [], lists: [], units: 0, stations: [] },
  ...{ phase: null, digest },
});
const older = aVerdict(hash('a'), { figures: figures('1') });
const newer = aVerdict(hash('b'), { figures: figures('2') });

describe('the session of a newer count', () => {
  it('is kept with whether the figures are others, of what takes the place of something', () => {
    expect(recordSession(newer, null, { kind: 'new' })).toBeNull();
    expect(recordSession(aVerdict(null), older, null)).toBeNull();
    expect(recordSession(newer, older, { kind: 'new' })).toEqual({
      said: { kind: 'new' },
      figures: 'changed',
    });
    expect(recordSession(aVerdict(hash('b'), { figures: figures('1') }), older, null)).toEqual({
      said: null,
      figures: 'equal',
    });
    expect(recordSession(newer, aVerdict(hash('a')), null)).toEqual({ said: null, figures: 'unknown' });
  });

  it('alarms when figures are others and nobody says that it is a new one', () => {
    const same = { kind: 'same', reason: 'er stond een oude export op de stick' } as const;
    expect(isAlarming(recordSession(newer, older, same))).toBe(true);
    expect(isAlarming(recordSession(newer, older, null))).toBe(true);
    expect(isAlarming(recordSession(newer, older, { kind: 'new' }))).toBe(false);
    expect(isAlarming(recordSession(older, older, same))).toBe(false);
    expect(isAlarming(recordSession(newer, aVerdict(hash('a')), same))).toBe(false);
    expect(isAlarming(null)).toBe(false);
  });

  it('is read as it was kept, also when the release before this one delivered it', () => {
    const kept = { said: null, figures: 'changed' };
    expect(readSessionRecord(kept)).toEqual(kept);
    expect(readSessionRecord({ kind: 'new' })).toEqual({ said: { kind: 'new' }, figures: 'unknown' });
    expect(() => readSessionRecord({ said: 'nieuw' })).toThrow();
  });
});
