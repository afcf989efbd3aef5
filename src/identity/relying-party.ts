/** Who asks for a passkey, as WebAuthn names it. */
export interface RelyingParty {
  /** Host without port: a passkey works on this host and nowhere else. */
  readonly id: string;
  /** Scheme, host and port of our own pages; an answer made on any other page is turned down. */
  readonly origin: string;
  readonly name: string;
}

/** The relying party of a site; `baseUrl` as in Settings. Throws when it is no address. */
export function relyingPartyOf(baseUrl: string): RelyingParty {
  const { hostname, origin } = new URL(baseUrl);
  return { id: hostname, origin, name: 'Digitaal overdrachtsplatform verkiezingen' };
}
