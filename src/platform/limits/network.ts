import { isIPv4, isIPv6 } from 'node:net';

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
