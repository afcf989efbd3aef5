import { readUrl } from '../../kernel/read-url.js';

/** How a mail server is reached. */
export interface SmtpAddress {
  readonly host: string;
  readonly port: number;
  /** TLS from the first byte on (`smtps://`); else STARTTLS. */
  readonly secure: boolean;
  /** Whether nothing may go in the clear: everywhere but to this machine itself. */
  readonly requireTls: boolean;
  readonly user: { readonly name: string; readonly password: string } | null;
}

const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|\[?::1\]?)$/;
const FORM = 'schrijf smtp://GEBRUIKER:WACHTWOORD@host:587 of smtps://…';

/** Reads `smtp://USER:PASSWORD@host:port` or `smtps://…`. Throws a sentence at anything else. */
export function readSmtpAddress(text: string): SmtpAddress {
  const url = readUrl(text);
  if (url === null || !/^smtps?:$/.test(url.protocol) || url.hostname === '') throw new Error(FORM);
  if (!['', '/'].includes(url.pathname) || url.search !== '' || url.hash !== '') throw new Error(FORM);
  const secure = url.protocol === 'smtps:';
  const name = decodeURIComponent(url.username);
  return {
    host: url.hostname.replace(/^\[|\]$/g, ''),
    port: url.port === '' ? (secure ? 465 : 587) : Number(url.port),
    secure,
    requireTls: !LOOPBACK.test(url.hostname),
    user: name === '' ? null : { name, password: decodeURIComponent(url.password) },
  };
}
