import { randomUUID } from 'node:crypto';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { Refusal } from '../../kernel/refusal.js';
import { isApi } from './request.js';
import { readUrl } from '../../kernel/read-url.js';

/** What the outer wall needs to know. */
export interface Wall {
  /** `host[:port]` values under which this server may be addressed; in rehearsal `localhost` with any port. */
  readonly hosts: readonly string[];
  readonly anyLocalhostPort: boolean;
  /** Origins from which a change may come, for instance `https://overdracht.example.nl`. */
  readonly https: boolean;
  readonly apiVersion: string;
  /** After so long without a byte a request's body is not waited for any more. */
  readonly bodyIdleMs: number;
}

const CHECK_EVERY_MS = 5_000;

const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self'",
  "font-src 'self'",
  "connect-src 'self'",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ');

const PLAIN_HEADERS = {
  'content-security-policy': CONTENT_SECURITY_POLICY,
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  // no-referrer would make browsers send `Origin: null` with our own forms
  'referrer-policy': 'same-origin',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'camera=(), geolocation=(), microphone=(), payment=()',
  'cache-control': 'no-store',
};

/** What every answer says, whatever it answers: the headers that internet.nl checks, and that nothing is kept. */
export function headersOfAll({ https }: Pick<Wall, 'https'>): Readonly<Record<string, string>> {
  return {
    ...PLAIN_HEADERS,
    ...(https ? { 'strict-transport-security': 'max-age=31536000; includeSubDomains' } : {}),
  };
}

function setHeaders(wall: Wall, request: FastifyRequest, reply: FastifyReply): void {
  void reply.headers({
    ...headersOfAll(wall),
    ...(isApi(request) ? { 'api-version': wall.apiVersion } : {}),
  });
}

/** W3C Trace Context, `traceparent`: version, trace id, parent id, flags. Later versions may add to it, version 00 may not. */
const TRACEPARENT = /^(?!ff)([0-9a-f]{2})-(?!0{32})([0-9a-f]{32})-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}(-.*)?$/;

/** The trace id that the asker's own systems use for this request, written as a UUID; null when they sent none that is right. */
export function traceOf(traceparent: string | string[] | undefined): string | null {
  if (typeof traceparent !== 'string') return null;
  const [, version, id = '', more] = TRACEPARENT.exec(traceparent) ?? [];
  if (version === undefined || (version === '00' && more !== undefined)) return null;
  return id.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

function knownHost(wall: Wall, host: string): boolean {
  if (wall.anyLocalhostPort && /^localhost(:\d{1,5})?$/i.test(host)) return true;
  return wall.hosts.includes(host.toLowerCase());
}

/** Asked by machines that know an address and no name (load balancers, kubelet). */
const ASKED_BY_ADDRESS = new Set(['/health/live', '/health/ready', '/gezondheid']);
const CHANGES = new Set(['POST', 'PUT', 'PATCH', 'DELETE']);
/** The one expectation there is (RFC 9110 §10.1.1), which Node meets itself. */
const CONTINUE = /(^|\W)100-continue(\W|$)/i;

/**
 * A change that comes with a browser's cookie must come from our own pages: the Origin header (Sec-Fetch-Site where a
 * browser sends none) says so. A bearer token is not sent by a browser on its own and needs no such proof.
 */
function checkOrigin(request: FastifyRequest): void {
  if (!CHANGES.has(request.method) || request.headers.authorization !== undefined) return;
  const { origin } = request.headers;
  const site = request.headers['sec-fetch-site'];
  const from = origin === undefined ? null : readUrl(origin);
  const own = from !== null && from.host === request.headers.host;
  if (own || (origin === undefined && site === 'same-origin')) return;
  if (request.headers.cookie === undefined && isApi(request)) return;
  throw new Refusal('request.foreignOrigin');
}

/** Answers a request whatever it was that went wrong. */
export type Answerer = (error: unknown, request: FastifyRequest, reply: FastifyReply) => Promise<void>;

interface Waiting {
  readonly reply: FastifyReply;
  readonly bytes: number;
  readonly since: number;
}

/**
 * Ends requests whose body stands still, with 408 where nothing was answered yet: a hundred slow senders cost a hundred
 * sockets and nothing more.
 */
function endIdleBodies(app: FastifyInstance, { bodyIdleMs }: Wall, answer: Answerer): void {
  const waiting = new Map<FastifyRequest, Waiting>();
  const end = async (request: FastifyRequest, { reply }: Waiting): Promise<void> => {
    const { socket } = request.raw;
    waiting.delete(request);
    if (!reply.sent && !reply.raw.headersSent) {
      reply.raw.once('finish', () => socket.destroySoon());
      await answer(new Refusal('request.stalled'), request, reply.header('connection', 'close'));
      setTimeout(() => socket.destroy(), CHECK_EVERY_MS).unref();
    } else socket.destroy();
  };
  const timer = setInterval(() => {
    const now = Date.now();
    for (const [request, seen] of waiting) {
      const { socket, complete } = request.raw;
      if (complete || socket.destroyed) waiting.delete(request);
      else if (socket.bytesRead !== seen.bytes)
        waiting.set(request, { ...seen, bytes: socket.bytesRead, since: now });
      else if (now - seen.since >= bodyIdleMs) void end(request, seen);
    }
  }, CHECK_EVERY_MS);
  timer.unref();
  app.addHook('onRequest', async (request, reply) => {
    if (!request.raw.complete)
      waiting.set(request, { reply, bytes: request.raw.socket.bytesRead, since: Date.now() });
  });
  app.addHook('onResponse', async (request) => {
    waiting.delete(request);
  });
  app.addHook('onClose', async () => clearInterval(timer));
}

/**
 * The outer wall for one request: a trace id, the headers of every answer, the Host this server answers to (421 for any
 * other, RFC 9110 §15.5.20), what it expects and the Origin of changes. Refused: request.invalid where no or several Hosts
 * are named (RFC 9112 §3.2), request.wrongHost, request.cannotExpect, request.foreignOrigin.
 */
function enter(wall: Wall, request: FastifyRequest, reply: FastifyReply): void {
  request.traceId = traceOf(request.headers.traceparent) ?? randomUUID();
  setHeaders(wall, request, reply);
  const { host = [] } = request.raw.headersDistinct;
  if (host.length !== 1) throw new Refusal('request.invalid');
  if (!knownHost(wall, host[0]!) && !ASKED_BY_ADDRESS.has(request.url))
    throw new Refusal('request.wrongHost');
  if (!CONTINUE.test(request.headers.expect ?? '100-continue')) throw new Refusal('request.cannotExpect');
  checkOrigin(request);
}

/** Answers what went wrong before any hook, behind the same wall. */
export function behindWall(wall: Wall, answer: Answerer): Answerer {
  return async (error, request, reply) => {
    let wrong = error;
    try {
      enter(wall, request, reply);
    } catch (refusal) {
      wrong = refusal;
    }
    await answer(wrong, request, reply);
  };
}

/** Puts up the outer wall, before any route, and an end to bodies that stand still. */
export function putUpDefences(app: FastifyInstance, wall: Wall, answer: Answerer): void {
  app.decorateRequest('traceId', '');
  app.addHook('onRequest', async (request, reply) => enter(wall, request, reply));
  endIdleBodies(app, wall, answer);
}
