import { isIPv4, isIPv6 } from 'node:net';

const MINUTE = 60_000;

/** Attempts without an account are counted per origin and this long a time. */
export const INTERVAL_MS = 10 * MINUTE;
/** So many of one origin in one interval are logged one by one; what comes after is counted. */
export const LOGGED_PER_ORIGIN = 20;
/** So many of all origins together in one interval are logged one by one: a flood from everywhere fills no log either. */
export const LOGGED_IN_ALL = 2000;
/** So many origins are told apart in one interval; the others share one count. */
export const MOST_ORIGINS = 1000;
/** The count of the origins that are not told apart. */
export const OTHER_ORIGINS = 'overig';

/**
 * The network an address belongs to, so that one attacker is one origin: /24 for IPv4 (also when written as IPv6), /64
 * for IPv6, as `192.0.2.0/24` and `2001:db8:0:1::/64`. What is no address is one origin together.
 */
export function networkOf(ip: string): string {
  const bare = ip.replace(/%.*$/, '');
  const four = isIPv4(bare) ? bare : /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(bare)?.[1];
  if (four !== undefined && isIPv4(four)) return `${four.split('.').slice(0, 3).join('.')}.0/24`;
  if (!isIPv6(bare)) return 'onbekend';
  const [head = '', tail = ''] = bare.split('::');
  const before = head === '' ? [] : head.split(':');
  const after = tail === '' ? [] : tail.split(':');
  const missing = bare.includes('::') ? Math.max(0, 8 - before.length - after.length) : 0;
  const groups = [...before, ...Array.from({ length: missing }, () => '0'), ...after].slice(0, 4);
  return `${groups.map((group) => Number.parseInt(group, 16).toString(16)).join(':')}::/64`;
}

/** The start of the interval that `at` lies in. */
export function intervalOf(at: Date): Date {
  return new Date(Math.floor(at.getTime() / INTERVAL_MS) * INTERVAL_MS);
}

/** Attempts counted and not yet kept. */
export interface Counted {
  readonly origin: string;
  readonly interval: Date;
  readonly action: string;
  readonly count: number;
}

/** Decides which attempts are logged one by one, and counts the others. Never holds more than MOST_ORIGINS origins. */
export class FloodCounter {
  private interval = new Date(0);
  private loggedInAll = 0;
  private readonly logged = new Map<string, number>();
  private readonly counted = new Map<string, { -readonly [key in keyof Counted]: Counted[key] }>();

  /** Takes one attempt; true: log it, false: it was counted. */
  take(ip: string, action: string, at: Date): boolean {
    this.turnTo(intervalOf(at));
    const origin = this.bucketOf(networkOf(ip));
    const before = this.logged.get(origin) ?? 0;
    if (origin !== OTHER_ORIGINS) this.logged.set(origin, Math.min(before + 1, LOGGED_PER_ORIGIN));
    const logIt = origin !== OTHER_ORIGINS && before < LOGGED_PER_ORIGIN && this.loggedInAll < LOGGED_IN_ALL;
    if (logIt) this.loggedInAll += 1;
    else this.count(origin, action);
    return logIt;
  }

  /** Gives what was counted since the last time, and forgets it. */
  drain(): Counted[] {
    const counted = [...this.counted.values()];
    this.counted.clear();
    return counted;
  }

  /** Takes back what could not be kept. */
  putBack(counted: readonly Counted[]): void {
    for (const { origin, interval, action, count } of counted) this.count(origin, action, interval, count);
  }

  private turnTo(interval: Date): void {
    if (interval.getTime() === this.interval.getTime()) return;
    this.interval = interval;
    this.loggedInAll = 0;
    this.logged.clear();
  }

  private bucketOf(network: string): string {
    return this.logged.has(network) || this.logged.size < MOST_ORIGINS ? network : OTHER_ORIGINS;
  }

  private count(origin: string, action: string, interval = this.interval, by = 1): void {
    const key = `${origin} ${interval.getTime()} ${action}`;
    const known = this.counted.get(key);
    if (known === undefined) this.counted.set(key, { origin, interval, action, count: by });
    else known.count += by;
  }
}
