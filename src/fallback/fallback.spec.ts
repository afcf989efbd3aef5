import { allow, atMoment, refuse, unsignedBy, use, withdraw, type AskedFallback } from './fallback.js';

const at = (hour: number) => new Date(Date.UTC(2027, 2, 18, hour));
const act = (hour: number) => ({ at: at(hour), by: 'p1' });
const asked: AskedFallback = {
  state: 'asked',
  id: '00000000-0000-4000-8000-000000000001',
  electionId: 'TK2027',
  committee: { level: 'GSB', code: '0106' },
  message: '510b',
  reason: 'laptop kapot',
  asked: act(0),
};
const terms = { article: 'art. 9', until: at(5) };

describe('a question of a committee without key', () => {
  it('is allowed for hours that come, and no longer', () => {
    expect(allow(asked, act(1), terms)).toMatchObject({ state: 'allowed', ...terms });
    for (const until of [at(1), at(0), at(50)])
      expect(() => allow(asked, act(1), { ...terms, until })).toThrow('fallback.untilWrong');
  });

  it('is answered once', () => {
    const allowed = allow(asked, act(1), terms);
    const refused = refuse(asked, act(1), 'uw sleutel werkt');
    for (const settled of [allowed, refused]) {
      expect(() => allow(settled, act(2), terms)).toThrow('fallback.alreadySettled');
      expect(() => refuse(settled, act(2), 'nee')).toThrow('fallback.alreadySettled');
    }
    expect(() => withdraw(asked, act(2), 'nee')).toThrow('fallback.alreadySettled');
  });

  it('is withdrawn until it was used or ran out', () => {
    const allowed = allow(asked, act(1), terms);
    expect(withdraw(allowed, act(2), 'vergissing')).toMatchObject({ state: 'withdrawn', ended: act(2) });
    for (const late of [use(allowed, act(2)), atMoment(allowed, at(5))])
      expect(() => withdraw(late, act(6), 'te laat')).toThrow('fallback.alreadySettled');
    expect(atMoment(allowed, at(4)).state).toBe('allowed');
    expect(atMoment(allowed, at(5)).state).toBe('expired');
  });

  it('tells a verdict when and by which article', () =>
    expect(unsignedBy(allow(asked, act(1), terms))).toEqual({
      allowance: asked.id,
      at: at(1).toISOString(),
      article: 'art. 9',
    }));
});
