import type { FastifyRequest } from 'fastify';
import type { Actor, Origin } from '../../kernel/actor.js';

declare module 'fastify' {
  interface FastifyRequest {
    /** Set by the access guard, before any handler. */
    actor?: Actor;
    /** Identifies this request in the logs and in a fault's answer. */
    traceId: string;
    /** The session's token hash, when the request came with a valid cookie. */
    sessionId?: string;
    /** How long that session still stands. */
    sessionLeft?: SessionLeft;
  }
}

/** How long a session still stands, in milliseconds: when nothing more is done, and whatever is done. */
export interface SessionLeft {
  readonly idleMs: number;
  readonly endMs: number;
}

const AGENT_LENGTH = 200;

/** Where the request came from. The address is the peer's unless a trusted proxy vouches for another. */
export function originOf(request: FastifyRequest): Origin {
  const agent = request.headers['user-agent'];
  return { ip: request.ip, agent: agent === undefined ? null : agent.slice(0, AGENT_LENGTH) };
}

/** The actor of a request that passed the guard; anonymous where a public page was asked for. */
export function actorOf(request: FastifyRequest): Actor {
  return request.actor ?? { kind: 'anonymous', origin: originOf(request) };
}

/** Whether this is the programmatic interface: errors are problem+json there, pages elsewhere. */
export function isApi(request: FastifyRequest): boolean {
  return request.url === '/v1' || request.url.startsWith('/v1/') || request.url.startsWith('/v1?');
}

/** A page's script asks for JSON; a browser that navigates asks for HTML. */
export function wantsPage(request: FastifyRequest): boolean {
  return !isApi(request) && (request.headers.accept ?? '').includes('text/html');
}

/** The header with which a page of ours says that it asks by itself: nobody did anything, so it is no use of a session. */
const BY_ITSELF = 'x-vanzelf';

/** Whether a page asks this by itself, as {@link BY_ITSELF} says. */
export function isByItself({ headers }: FastifyRequest): boolean {
  return headers[BY_ITSELF] !== undefined;
}
