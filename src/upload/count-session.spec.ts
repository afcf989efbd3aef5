import { aVerdict, hash } from '../../test/support/submissions.js';
import type { Figures } from '../verify/figures.js';
import type { Verdict } from '../verify/verdict.js';
import { isAlarming, readSessionRecord, recordSession, type SessionRecord } from './count-session.js';

const figures = (digest: string): Figures => ({
  ...{
    version: 1,
    eligible: 20,
    counted: 11,
    rejected: [],
    uncounted: [],
    lists: [],
    units: 0,
  },
  digest,
});
const replaced = (verdict: Verdict, session: SessionRecord | null = null) => ({ verdict, session });
const older = replaced(aVerdict(hash('a'), { figures: figures('1') }));
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
    expect(recordSession(newer, replaced(aVerdict(hash('a'))), null)).toEqual({
      said: null,
      figures: 'unknown',
    });
  });

  it('alarms when figures are others and nobody says that it is a new one', () => {
    const same = { kind: 'same', reason: 'er stond een oude export op de stick' } as const;
    expect(isAlarming(recordSession(newer, older, same))).toBe(true);
    expect(isAlarming(recordSession(newer, older, null))).toBe(true);
    expect(isAlarming(recordSession(newer, older, { kind: 'new' }))).toBe(false);
    expect(isAlarming(recordSession(older.verdict, older, same))).toBe(false);
    expect(isAlarming(recordSession(newer, replaced(aVerdict(hash('a'))), same))).toBe(false);
    expect(isAlarming(null)).toBe(false);
  });

  it('goes on alarming until somebody says that there was a new one', () => {
    const alarming = replaced(newer, recordSession(newer, older, null));
    const again = recordSession(newer, alarming, null);
    expect(again).toEqual({ said: null, figures: 'changedBefore' });
    expect(isAlarming(again)).toBe(true);
    expect(isAlarming(recordSession(aVerdict(hash('c')), alarming, null))).toBe(true);
    expect(isAlarming(recordSession(newer, replaced(newer, again), null))).toBe(true);
    expect(isAlarming(recordSession(newer, alarming, { kind: 'new' }))).toBe(false);
  });

  it('is read as it was kept, also when the release before this one delivered it', () => {
    const kept = { said: null, figures: 'changed' };
    expect(readSessionRecord(kept)).toEqual(kept);
    expect(readSessionRecord({ kind: 'new' })).toEqual({ said: { kind: 'new' }, figures: 'unknown' });
    expect(() => readSessionRecord({ said: 'nieuw' })).toThrow();
  });
});
