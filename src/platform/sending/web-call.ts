import { lookup } from 'node:dns/promises';
import type { LookupFunction } from 'node:net';
import { Agent, request } from 'undici';
import { isInner, mayReach, readWebAddress, type Reach } from './web-address.js';

/** The IP addresses of a name. */
export type Resolve = (name: string) => Promise<readonly { address: string; family: number }[]>;

/** How calls to addresses of others are made. */
export interface WebCallParts extends Reach {
  /** From the name's look-up to the answer's headers. */
  readonly timeoutMs: number;
  readonly resolve: Resolve;
}

export const WEB_CALLS: Omit<WebCallParts, keyof Reach> = {
  timeoutMs: 10_000,
  resolve: (name) => lookup(name, { all: true }),
};

/** What came of a call. `said` is a sentence of ours, never bytes of the other side. */
export type WebAnswer =
  | { readonly kind: 'taken'; readonly said: string }
  /** For good: it may not go there, or the other side says so (a redirect, 410). */
  | { readonly kind: 'refused'; readonly said: string }
  | { readonly kind: 'later'; readonly said: string };

const MOST_HEADER_BYTES = 16 * 1024;

class Forbidden extends Error {}

/** Looks a name up, and gives only what may be called: the connection goes to what was judged, and no second look-up follows. */
function judgedLookup(inner: boolean, { allowed, resolve }: WebCallParts): LookupFunction {
  return (name, options, done) => {
    resolve(name).then(
      (found) => {
        const fit = found.filter(({ address }) => mayReach(address, inner, allowed));
        const [first] = fit;
        if (first === undefined) done(new Forbidden(), '');
        else if (options.all) done(null, [...fit]);
        else done(null, first.address, first.family);
      },
      (error: NodeJS.ErrnoException) => done(error, ''),
    );
  };
}

/**
 * Posts JSON to an address that somebody else chose. Redirects are not followed, and the answer's body is not read: a status is
 * all that is asked. Never rejects.
 */
export async function postJson(
  address: string,
  headers: Readonly<Record<string, string>>,
  body: string,
  parts: WebCallParts,
): Promise<WebAnswer> {
  const url = readWebAddress(address, parts);
  if (typeof url === 'string') return NOT_THERE;
  const agent = new Agent({
    connect: { lookup: judgedLookup(isInner(url, parts), parts), timeout: parts.timeoutMs },
    maxHeaderSize: MOST_HEADER_BYTES,
  });
  try {
    const signal = AbortSignal.timeout(parts.timeoutMs);
    const { statusCode, body: answer } = await request(url, {
      ...{ method: 'POST', dispatcher: agent, signal, body },
      headers: { ...headers, 'content-type': 'application/json' },
    });
    answer.on('error', () => undefined).destroy();
    return answerOf(statusCode);
  } catch (error) {
    return faultOf(error, parts.timeoutMs);
  } finally {
    await agent.destroy().catch(() => undefined);
  }
}

const NOT_THERE: WebAnswer = {
  kind: 'refused',
  said: 'naar dit adres gaat niets: het is niet openbaar, heeft geen https, of een poort die dicht is',
};

function answerOf(status: number): WebAnswer {
  if (status >= 200 && status < 300) return { kind: 'taken', said: `antwoord ${status}` };
  if (status >= 300 && status < 400)
    return { kind: 'refused', said: `antwoord ${status}: verwijst door, en dat volgt het platform niet` };
  return { kind: status === 410 ? 'refused' : 'later', said: `antwoord ${status}` };
}

function faultOf(error: unknown, timeoutMs: number): WebAnswer {
  if (error instanceof Forbidden) return NOT_THERE;
  const { name, code = '' } = error as NodeJS.ErrnoException;
  if (name === 'TimeoutError' || /TIMEOUT/.test(code))
    return { kind: 'later', said: `geen antwoord binnen ${timeoutMs / 1000} seconden` };
  return { kind: 'later', said: `geen verbinding${code === '' ? '' : `: ${code}`}` };
}
