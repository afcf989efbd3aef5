import ipaddr from 'ipaddr.js';

/** Networks as CIDR, `10.1.0.0/16`. */
export type Networks = readonly string[];

/** Reads a list of networks, parted by commas. Throws a sentence at what is no network. */
export function readNetworks(text: string): Networks {
  const list = text.split(',').map((part) => part.trim());
  const networks = list.filter(Boolean);
  for (const network of networks)
    if (!ipaddr.isValidCIDR(network))
      throw new Error('schrijf netwerken zoals 10.1.0.0/16, met komma’s ertussen');
  return networks;
}

/** Addresses that are public by their number and reach the cloud's own machinery: Azure's metadata (168.63.129.16). */
const NEVER: Networks = ['168.63.129.16/32'];
/** All that IANA gave out as global unicast IPv6 (RFC 4291 2.4). */
const GLOBAL_6: Networks = ['2000::/3'];

function within(address: ipaddr.IPv4 | ipaddr.IPv6, networks: Networks): boolean {
  return networks.some((network) => {
    const [base, bits] = ipaddr.parseCIDR(network);
    return base.kind() === address.kind() && address.match(base, bits);
  });
}

/**
 * Whether a call that somebody else chose may go to this IP address: one that is public, or stands in `allowed`. Never, of
 * itself, to what is private, loopback, link-local (169.254.169.254), CGNAT, multicast or reserved, nor to IPv6 that carries
 * an IPv4 address within (mapped, NAT64, 6to4, Teredo): what lies behind it cannot be seen. `open`: without TLS, which only goes
 * to what is in `allowed`. What is no IP address may not.
 */
export function mayReach(ip: string, open: boolean, allowed: Networks): boolean {
  if (!ipaddr.isValid(ip)) return false;
  const address = ipaddr.parse(ip);
  if (within(address, allowed)) return true;
  if (open || address.range() !== 'unicast') return false;
  return address.kind() === 'ipv4' ? !within(address, NEVER) : within(address, GLOBAL_6);
}

/** The IP address of a URL whose host is one, as WHATWG URL writes it: decimal, octal and hex forms too. Null: it is a name. */
function literalOf({ hostname }: URL): string | null {
  const bare = hostname.replace(/^\[|\]$/g, '');
  return ipaddr.isValid(bare) ? bare : null;
}

const LONGEST = 1_000;

/**
 * Reads where a webhook goes: https, or http where `allowed` says so by number or may say so once the name is looked up; no user
 * name, no fragment. Null: it will not do. A name is judged when it is called, each time anew.
 */
export function readWebAddress(text: string, allowed: Networks): URL | null {
  const url = text.length <= LONGEST && URL.canParse(text) ? new URL(text) : null;
  if (url === null || url.username !== '' || url.password !== '' || url.hash !== '') return null;
  const open = url.protocol === 'http:';
  if (url.protocol !== 'https:' && !(open && allowed.length > 0)) return null;
  const literal = literalOf(url);
  return literal === null || mayReach(literal, open, allowed) ? url : null;
}
