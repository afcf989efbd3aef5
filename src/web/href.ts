// eslint-disable-next-line no-control-regex -- browsers drop tabs and line ends inside an address: `/\t/host` is `//host`
const DROPPED_OR_FOLDED = /[\u0000-\u0020\u007f\\]/;

/**
 * An address that may stand in a link or form of ours, or null when it may not. Takes a path on this site, a query, a
 * fragment, http(s), mailto or tel. An attacker controls addresses that bodies fill in (their website), so
 * `javascript:`, `data:`, addresses without a scheme and disguised ones give null.
 */
export function safeHref(address: string): string | null {
  if (DROPPED_OR_FOLDED.test(address)) return null;
  if (/^(?:https?:\/\/[^/]|mailto:[^/]|tel:[+\d])/i.test(address)) return address;
  return localPath(address) ?? (/^[#?]/.test(address) ? address : null);
}

/** A path on this site (`/…`, never `//…`), or null. For form actions and for where to go after signing in. */
export function localPath(address: string): string | null {
  return /^\/(?!\/)/.test(address) && !DROPPED_OR_FOLDED.test(address) ? address : null;
}

/** Does this address leave the site? */
export function leavesSite(address: string): boolean {
  return /^https?:/i.test(address);
}
