import { Pace, quarterPassed, timeLeft } from './islands/pace.js';

describe('the pace of sending', () => {
  it('is what went over the last seconds', () => {
    const pace = new Pace();
    expect(pace.speed()).toBeNull();
    for (let second = 0; second <= 30; second += 1) pace.add(second * 1000, second * 1000);
    expect(pace.speed()).toBe(1000);
    for (let second = 31; second <= 50; second += 1) pace.add(second * 1000, 30_000 + (second - 30) * 50);
    expect(pace.speed()).toBe(50);
  });

  it('begins anew after a cut', () => {
    const pace = new Pace();
    pace.add(0, 0);
    pace.add(1000, 9000);
    pace.add(2000, 4000);
    expect(pace.speed()).toBeNull();
    pace.add(3000, 6000);
    expect(pace.speed()).toBe(2000);
  });

  it('is told in steps that can be used', () => {
    expect([0, 4, 12, 54, 61, 130, 600].map(timeLeft)).toEqual([
      'bijna klaar',
      'bijna klaar',
      'nog ongeveer 15 seconden',
      'nog ongeveer 55 seconden',
      'nog ongeveer 1 minuut',
      'nog ongeveer 2 minuten',
      'nog ongeveer 10 minuten',
    ]);
  });

  it('is spoken at quarters, each once', () => {
    const spoken = [0, 10, 25, 26, 49, 80, 99, 100].map((now, i, all) => quarterPassed(all[i - 1] ?? 0, now));
    expect(spoken).toEqual([null, null, 25, null, null, 75, null, null]);
  });
});
