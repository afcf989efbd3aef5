/** What the door of the rehearsal looks at. */
export interface Knock {
  /** Address of the peer of the connection itself, not as a proxy tells it. */
  readonly peer: string | undefined;
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
}

const LOOPBACK = /^(127\.\d{1,3}\.\d{1,3}\.\d{1,3}|::1|::ffff:127\.\d{1,3}\.\d{1,3}\.\d{1,3})$/;
const LOCALHOST = /^localhost(:\d{1,5})?$/i;
const TOLD_BY_PROXIES =
  /^(forwarded|via|x-real-ip|x-forwarded(-.+)?|x-client-ip|cf-connecting-ip|true-client-ip)$/i;

/**
 * Whether this request comes from somebody who sits at this very machine: over loopback, asking for `localhost`, and
 * not handed on by a proxy. Only then may a person be chosen without proof, and only in a rehearsal.
 */
export function comesFromThisMachine({ peer, headers }: Knock): boolean {
  if (peer === undefined || !LOOPBACK.test(peer)) return false;
  const { host } = headers;
  if (typeof host !== 'string' || !LOCALHOST.test(host)) return false;
  return !Object.keys(headers).some((name) => TOLD_BY_PROXIES.test(name));
}
