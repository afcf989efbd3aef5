import ipaddr from 'ipaddr.js';
import { readUrl } from '../../kernel/read-url.js';

/** Networks as CIDR, `10.1.0.0/16`. */
export type Networks = readonly string[];

/** Where calls go whose address others chose: to what is public on `ports`, and to what is in `allowed` on any port. */
export interface Reach {
  readonly allowed: Networks;
  readonly ports: readonly number[];
}

/** As it is set; unless it says otherwise, only to what is public on the port of https. */
export const reachOf = (set: {
  readonly webhookAllow?: Networks;
  readonly webhookPorts?: readonly number[];
}): Reach => ({ allowed: set.webhookAllow ?? [], ports: set.webhookPorts ?? [HTTPS] });

const HTTPS = 443;

/** Reads a list of ports, parted by commas. Throws a sentence at what is no port. */
export function readPorts(text: string): readonly number[] {
  const ports = text.split(',').map((part) => part.trim());
  if (!ports.every((port) => /^\d{1,5}$/.test(port) && Number(port) > 0 && Number(port) < 65_536))
    throw new Error('schrijf poorten zoals 443,8443');
  return ports.map(Number);
}

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
 * an IPv4 address within (mapped, NAT64, 6to4, Teredo): what lies behind it cannot be seen. `inner`: see {@link isInner}. What
 * is no IP address may not.
 */
export function mayReach(ip: string, inner: boolean, allowed: Networks): boolean {
  if (!ipaddr.isValid(ip)) return false;
  const address = ipaddr.parse(ip);
  if (within(address, allowed)) return true;
  if (inner || address.range() !== 'unicast') return false;
  return address.kind() === 'ipv4' ? !within(address, NEVER) : within(address, GLOBAL_6);
}

/** Whether a call only goes to what is in `allowed`: without TLS, or on a port that is not open to what is public. */
export function isInner({ protocol, port }: URL, { ports }: Reach): boolean {
  return protocol === 'http:' || !ports.includes(port === '' ? HTTPS : Number(port));
}

/** The IP address of a URL whose host is one, as WHATWG URL writes it: decimal, octal and hex forms too. Null: it is a name. */
function literalOf({ hostname }: URL): string | null {
  const bare = hostname.replace(/^\[|\]$/g, '');
  return ipaddr.isValid(bare) ? bare : null;
}

const LONGEST = 1_000;

/**
 * Reads where a webhook goes: https, or http where `allowed` says so by number or may say so once the name is looked up; no user
 * name, no fragment. Else why it will not do: `port` where it would on another. A name is judged when it is called, each time anew.
 */
export function readWebAddress(text: string, reach: Reach): URL | 'address' | 'port' {
  const url = text.length <= LONGEST ? readUrl(text) : null;
  if (url === null || url.username !== '' || url.password !== '' || url.hash !== '') return 'address';
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return 'address';
  const literal = literalOf(url);
  const mayGo = (inner: boolean) =>
    literal === null ? !inner || reach.allowed.length > 0 : mayReach(literal, inner, reach.allowed);
  if (!mayGo(url.protocol === 'http:')) return 'address';
  return mayGo(isInner(url, reach)) ? url : 'port';
}
