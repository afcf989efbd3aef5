import type { HatlessActor, PersonActor } from '../kernel/actor.js';
import { Refusal } from '../kernel/refusal.js';
import type { SessionLeft } from '../platform/http/request.js';
import { localPath } from '../web/href.js';

const MINUTE = 60_000;

/** Not used this long: over (BIO2 8.05; half an hour). */
export const IDLE_MS = 30 * MINUTE;
/** However busy, over after this: a long election night and no longer. */
export const LONGEST_MS = 12 * 60 * MINUTE;
/** Use is noted at most this often, so that a page is not a write. */
export const NOTE_USE_MS = MINUTE;

/** What decides whether a session still stands. */
export interface SessionTimes {
  readonly lastSeenAt: Date;
  readonly endsAt: Date;
}

/** Why a session is over, or that it is not. */
export type SessionState = 'live' | 'idle' | 'ended';

/** The state at `now`; exactly at a limit it is over. */
export function sessionState(session: SessionTimes, now: Date): SessionState {
  if (now.getTime() >= session.endsAt.getTime()) return 'ended';
  return now.getTime() - session.lastSeenAt.getTime() >= IDLE_MS ? 'idle' : 'live';
}

/** When a session that starts now ends at the latest. */
export function latestEnd(now: Date): Date {
  return new Date(now.getTime() + LONGEST_MS);
}

/** Whether this use must be written down. */
export function mustNoteUse(session: SessionTimes, now: Date): boolean {
  return now.getTime() - session.lastSeenAt.getTime() >= NOTE_USE_MS;
}

/** How long it still stands at `now`. */
export function sessionLeft(session: SessionTimes, now: Date): SessionLeft {
  return {
    idleMs: session.lastSeenAt.getTime() + IDLE_MS - now.getTime(),
    endMs: session.endsAt.getTime() - now.getTime(),
  };
}

/** The session by which somebody asks. Refused: request.notFound, with a token. */
export function sessionOf({ via }: PersonActor | HatlessActor): string {
  if (via.kind !== 'session') throw new Refusal('request.notFound');
  return via.id;
}

const LONGEST_PATH = 500;

/** Where somebody wanted to go, if that is a page of ours; else the beginning. */
export function wayBack(wanted: unknown): string {
  if (typeof wanted !== 'string' || wanted.length > LONGEST_PATH) return '/';
  const path = localPath(wanted) ?? '/';
  return path.startsWith('/inloggen') || path.startsWith('/v1') ? '/' : path;
}

/**
 * The session's cookie. `__Host-`: set by this host alone, for all of it, over a secure connection; browsers count
 * http://localhost as one, which is how a rehearsal runs.
 */
export const SESSION_COOKIE = '__Host-sessie';

const LONGEST_HEADER = 8192;

/**
 * The value of a cookie in a Cookie header; null when it is not there, or there twice: two values mean that somebody
 * else planted one.
 */
export function readCookie(header: string | undefined, name: string): string | null {
  if (header === undefined || header.length > LONGEST_HEADER) return null;
  const values = header
    .split(';')
    .map((pair) => pair.trim())
    .filter((pair) => pair.startsWith(`${name}=`))
    .map((pair) => pair.slice(name.length + 1));
  return values.length === 1 ? values[0]! : null;
}

/** Set-Cookie for a new session; it goes when the browser closes, or earlier on the server. */
export function sessionCookie(secret: string): string {
  return `${SESSION_COOKIE}=${secret}; Path=/; Secure; HttpOnly; SameSite=Strict`;
}

/** Set-Cookie that takes the session's cookie away. */
export function clearedCookie(): string {
  return `${SESSION_COOKIE}=; Path=/; Secure; HttpOnly; SameSite=Strict; Max-Age=0`;
}
