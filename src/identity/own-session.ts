import type { FastifyRequest } from 'fastify';
import { Refusal } from '../kernel/refusal.js';
import { localPath } from '../web/href.js';

/**
 * The session of this request. A token may do a body's work and nothing to accounts: a stolen one must not make more, so
 * without a session these routes are refused with request.notFound.
 */
export function sessionOf(request: FastifyRequest): string {
  if (request.sessionId === undefined) throw new Refusal('request.notFound');
  return request.sessionId;
}

const LONGEST = 500;

/** Where somebody wanted to go, if that is a page of ours; else the beginning. */
export function wayBack(wanted: unknown): string {
  if (typeof wanted !== 'string' || wanted.length > LONGEST) return '/';
  const path = localPath(wanted) ?? '/';
  return path.startsWith('/inloggen') || path.startsWith('/v1') ? '/' : path;
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** An id out of an address. What cannot be one names nothing: request.notFound. */
export function idOf(text: string): string {
  if (!UUID.test(text)) throw new Refusal('request.notFound');
  return text.toLowerCase();
}
