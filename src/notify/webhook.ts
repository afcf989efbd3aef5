import { randomBytes } from 'node:crypto';
import { Webhook as Signer } from 'standardwebhooks';
import type { BodyRef } from '../identity/person.store.js';
import { kindOf } from './notice-kinds.js';
import type { NoticeFacts, UnknownFacts } from './notice.js';

/** After a new secret the one before it is good for so long: both sign, so that a program can change in between. */
export const OLD_SECRET_HOURS = 24;

/** Where a body's programs hear that there is a notice. */
export interface Webhook {
  readonly id: string;
  readonly of: BodyRef;
  readonly url: string;
  readonly secret: string;
  /** The secret before, while it is good. */
  readonly old: { readonly secret: string; readonly until: Date } | null;
  /** Since when it goes to this address. */
  readonly at: Date;
}

/** A new secret, as Standard Webhooks writes one: 256 bits. */
export function newWebhookSecret(): string {
  return `whsec_${randomBytes(32).toString('base64')}`;
}

/** What a call says of a notice: which kind, of which delivery and where; never what it says (as a mail). */
export function noticeCall(
  { id, at, facts }: { readonly id: string; readonly at: Date; readonly facts: NoticeFacts | UnknownFacts },
  baseUrl: string,
): string {
  const number = 'number' in facts ? facts.number : null;
  const data = { kind: kindOf(facts).group, number, link: `${baseUrl}/berichten/${id}` };
  return JSON.stringify({ type: 'notice', timestamp: at.toISOString(), data });
}

/** What a call says that somebody asked for to see whether it arrives. */
export function testCall(at: Date, baseUrl: string): string {
  const data = { kind: 'test', number: null, link: `${baseUrl}/mensen/webhook` };
  return JSON.stringify({ type: 'test', timestamp: at.toISOString(), data });
}

/** The headers of Standard Webhooks; `id` is the same whenever this is sent, by which a receiver knows it again. */
export function signedHeaders(
  { secret, old }: Webhook,
  id: string,
  at: Date,
  body: string,
): Readonly<Record<string, string>> {
  const secrets = old !== null && old.until > at ? [secret, old.secret] : [secret];
  return {
    'webhook-id': id,
    'webhook-timestamp': String(Math.floor(at.getTime() / 1000)),
    'webhook-signature': secrets.map((one) => new Signer(one).sign(id, at, body)).join(' '),
  };
}
