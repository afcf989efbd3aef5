import {
  FloodCounter,
  INTERVAL_MS,
  intervalOf,
  LOGGED_IN_ALL,
  LOGGED_PER_ORIGIN,
  MOST_ORIGINS,
  networkOf,
  OTHER_ORIGINS,
} from './flood-counter.js';

const start = new Date('2027-03-17T20:00:00Z');
const later = (ms: number) => new Date(start.getTime() + ms);

describe('the network an address belongs to', () => {
  it.each([
    ['192.0.2.77', '192.0.2.0/24'],
    ['::ffff:192.0.2.77', '192.0.2.0/24'],
    ['2001:db8:0:1:aaaa:bbbb:cccc:dddd', '2001:db8:0:1::/64'],
    ['2001:db8::1', '2001:db8:0:0::/64'],
    ['2001:0DB8:0000:0001::1', '2001:db8:0:1::/64'],
    ['fe80::1%eth0', 'fe80:0:0:0::/64'],
    ['::1', '0:0:0:0::/64'],
    ['1::', '1:0:0:0::/64'],
    ['nonsense', 'onbekend'],
    ['', 'onbekend'],
  ])('%s → %s', (ip, network) => expect(networkOf(ip)).toBe(network));
});

describe('a flood without an account', () => {
  it('logs the first of an origin, counts the rest', () => {
    const flood = new FloodCounter();
    const logged = Array.from({ length: 1000 }, () => flood.take('192.0.2.1', 'request.attempted', start));
    expect(logged.filter(Boolean)).toHaveLength(LOGGED_PER_ORIGIN);
    expect(flood.drain()).toEqual([
      {
        origin: '192.0.2.0/24',
        interval: start,
        action: 'request.attempted',
        count: 1000 - LOGGED_PER_ORIGIN,
      },
    ]);
    expect(flood.drain()).toEqual([]);
  });

  it('takes neighbours together and keeps others apart', () => {
    const flood = new FloodCounter();
    for (let i = 0; i < 100; i++) flood.take(`192.0.2.${i}`, 'request.attempted', start);
    expect(flood.take('192.0.3.1', 'request.attempted', start)).toBe(true);
    expect(flood.drain()[0]?.count).toBe(80);
  });

  it('begins anew in the next interval', () => {
    const flood = new FloodCounter();
    for (let i = 0; i < 30; i++) flood.take('192.0.2.1', 'request.attempted', start);
    expect(flood.take('192.0.2.1', 'request.attempted', later(INTERVAL_MS - 1))).toBe(false);
    expect(flood.take('192.0.2.1', 'request.attempted', later(INTERVAL_MS))).toBe(true);
    expect(intervalOf(later(INTERVAL_MS - 1))).toEqual(start);
  });

  it('holds a bounded number of origins and logs a bounded number of lines, whoever floods', () => {
    const flood = new FloodCounter();
    let logged = 0;
    for (let i = 0; i < 30_000; i++) {
      const ip = `2001:db8:${(i >> 8).toString(16)}:${(i & 255).toString(16)}::1`;
      if (flood.take(ip, 'access.attempted', start)) logged += 1;
    }
    for (let i = 0; i < 5000; i++)
      if (flood.take(`2001:db8:0:${(i & 255).toString(16)}::1`, 'access.attempted', start)) logged += 1;
    const counted = flood.drain();
    expect(logged).toBe(LOGGED_IN_ALL);
    expect(counted.length).toBeLessThanOrEqual(MOST_ORIGINS + 1);
    expect(counted.find((entry) => entry.origin === OTHER_ORIGINS)?.count).toBe(30_000 - MOST_ORIGINS);
    expect(counted.reduce((sum, entry) => sum + entry.count, logged)).toBe(35_000);
  });

  it('loses nothing when counts could not be kept', () => {
    const flood = new FloodCounter();
    for (let i = 0; i < 25; i++) flood.take('192.0.2.1', 'request.attempted', start);
    const drained = flood.drain();
    flood.take('192.0.2.1', 'request.attempted', later(1));
    flood.putBack(drained);
    expect(flood.drain()).toEqual([expect.objectContaining({ count: 6 })]);
  });
});
