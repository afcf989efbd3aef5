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
