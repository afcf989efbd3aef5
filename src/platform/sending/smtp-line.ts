import SMTPConnection from 'nodemailer/lib/smtp-connection';
import { Readable } from 'node:stream';
import type { SmtpAddress } from './smtp-address.js';

/** One mail, as it goes over the line. */
export interface WrittenMail {
  readonly from: string;
  readonly to: string;
  /** Headers and text, MIME. */
  readonly content: Buffer;
}

/** What a mail server said of one mail. */
export type MailAnswer =
  | { readonly kind: 'accepted'; readonly said: string }
  /** For good (5xx): this address, or this mail, will not do. */
  | { readonly kind: 'refused'; readonly said: string }
  /** For now (4xx): of this mail alone. */
  | { readonly kind: 'later'; readonly said: string }
  /** The server is not there, or does not take anything: of no mail in particular. */
  | { readonly kind: 'noServer'; readonly said: string };

const CONNECT_MS = 10_000;
const GREETING_MS = 30_000;
/** RFC 5321 4.5.3.2.6: who hangs up before the answer to the last dot makes doubles. */
const ANSWER_MS = 600_000;
/** Kept back until it is written down that this mail may have arrived. */
const LAST_BYTES = 2;

/**
 * A mail's bytes, the last of them only after `begin`: a server that did not see the end has nothing, and it answers for what
 * it saw. So the doubt after a crash is between that and its answer, and nowhere else.
 */
function heldBack(content: Buffer, begin: () => Promise<void>): Readable {
  async function* parts() {
    yield content.subarray(0, -LAST_BYTES);
    await begin();
    yield content.subarray(-LAST_BYTES);
  }
  return Readable.from(parts(), { objectMode: false });
}

interface SmtpFault extends Error {
  readonly code?: string;
  readonly command?: string;
  readonly responseCode?: number;
}

/** One connection to the mail server, on which mails go one after another. */
export class SmtpLine {
  private connection: SMTPConnection | null = null;

  constructor(private readonly address: SmtpAddress) {}

  /** Sends one mail; `begin` is done just before its last bytes go, and stops it when it throws. Never rejects. */
  async send(mail: WrittenMail, begin: () => Promise<void>): Promise<MailAnswer> {
    try {
      const connection = await this.open();
      const said = await this.transfer(connection, mail, begin);
      return { kind: 'accepted', said };
    } catch (error) {
      return this.answerOf(error as SmtpFault);
    }
  }

  private async open(): Promise<SMTPConnection> {
    if (this.connection !== null) return this.connection;
    const { host, port, secure, requireTls, user } = this.address;
    const connection = new SMTPConnection({
      ...{ host, port, secure, requireTLS: requireTls },
      connectionTimeout: CONNECT_MS,
      greetingTimeout: GREETING_MS,
      socketTimeout: ANSWER_MS,
    });
    await new Promise<void>((resolve, reject) => {
      connection.on('error', (error: Error) => {
        this.drop(connection);
        reject(error);
      });
      connection.once('end', () => {
        this.drop(connection);
        reject(new Error('the mail server hung up'));
      });
      connection.connect((error) => (error ? reject(error) : resolve()));
    });
    if (user !== null)
      await new Promise<void>((resolve, reject) => {
        const credentials = { user: user.name, pass: user.password };
        connection.login({ credentials }, (error) => (error ? reject(error) : resolve()));
      });
    this.connection = connection;
    return connection;
  }

  private transfer(
    connection: SMTPConnection,
    { from, to, content }: WrittenMail,
    begin: () => Promise<void>,
  ): Promise<string> {
    return new Promise((resolve, reject) => {
      const gone = () => reject(new Error('the mail server hung up'));
      connection.once('end', gone);
      const envelope = { from, to: [to], size: content.length };
      connection.send(envelope, heldBack(content, begin), (error, info) => {
        connection.removeListener('end', gone);
        if (error) reject(error);
        else resolve(info?.response ?? '');
      });
    });
  }

  /** A line on which something went wrong is made anew: in what state it is nobody knows. */
  private answerOf(error: SmtpFault): MailAnswer {
    if (this.connection !== null) this.drop(this.connection);
    const { code, responseCode, command = '', message } = error;
    if (command === 'API' && code === 'EENVELOPE') return { kind: 'refused', said: message };
    const ofMail = command === 'RCPT TO' || command === 'DATA';
    if (!ofMail || responseCode === undefined || responseCode === 421)
      return { kind: 'noServer', said: message };
    return { kind: responseCode >= 500 ? 'refused' : 'later', said: message };
  }

  private drop(connection: SMTPConnection): void {
    if (this.connection === connection) this.connection = null;
    connection.close();
  }

  /** Hangs up. */
  close(): void {
    if (this.connection !== null) this.drop(this.connection);
  }
}
