import MailComposer from 'nodemailer/lib/mail-composer';
import type { MailAnswer, WrittenMail } from '../platform/sending/smtp-line.js';
import type { MailText } from './mail-text.js';

/** Where mail goes: a mail server, or a folder. */
export abstract class MailLine {
  /** `begin` is done just before the other side may have it. Never rejects. */
  abstract send(id: string, mail: WrittenMail, begin: () => Promise<void>): Promise<MailAnswer>;
  abstract close(): void;
}

/** Somebody to whom a mail goes. */
export interface MailTo {
  readonly name: string;
  readonly address: string;
}

/** What is written to whom, of one row; null: nobody is there any more, or nothing is to be said. */
export type Letter = { readonly to: MailTo; readonly mail: MailText } | null;

// eslint-disable-next-line no-control-regex
const BREAKS = /[\u0000-\u001f\u007f\u0085\u2028\u2029]+/g;
const ADDRESS = /^[^\s@<>"(),:;\\[\]\p{Cc}]+@[^\s@<>"(),:;\\[\]\p{Cc}]+$/u;

/** Whether this can be an address on the envelope and in a header: one, without anything that begins another. */
export function isMailAddress(text: string): boolean {
  return text.length <= 254 && ADDRESS.test(text);
}

/**
 * Writes a mail, with the same Message-ID whenever this row is sent. What is in a header is one line whatever was in it; a
 * domain that is not ASCII goes as punycode (RFC 5891), a name before the @ that is not ASCII needs SMTPUTF8 (RFC 6531).
 * Null when `to` is no address.
 */
export async function writeMail(
  id: string,
  from: MailTo,
  to: MailTo,
  { subject, text }: MailText,
): Promise<WrittenMail | null> {
  if (!isMailAddress(to.address)) return null;
  const clean = ({ name, address }: MailTo) => ({ name: name.replace(BREAKS, ' ').trim(), address });
  const node = new MailComposer({
    from: clean(from),
    to: clean(to),
    subject: subject.replace(BREAKS, ' ').trim(),
    text,
    messageId: `<${id}@${from.address.split('@')[1]}>`,
    // a machine sends it: nobody's holiday notice answers (RFC 3834)
    headers: { 'Auto-Submitted': 'auto-generated' },
    disableFileAccess: true,
    disableUrlAccess: true,
  }).compile();
  const { to: envelope } = node.getEnvelope();
  const content = await node.build();
  return { from: from.address, to: envelope[0] ?? to.address, content };
}
