import { mkdir, open, rename } from 'node:fs/promises';
import path from 'node:path';
import type { SmtpAddress } from '../platform/sending/smtp-address.js';
import { SmtpLine, type MailAnswer, type WrittenMail } from '../platform/sending/smtp-line.js';
import { MailLine } from './mail.js';

/** A mail server. */
export class ServerLine extends MailLine {
  private readonly line: SmtpLine;

  constructor(address: SmtpAddress) {
    super();
    this.line = new SmtpLine(address);
  }

  send(_id: string, mail: WrittenMail, begin: () => Promise<void>): Promise<MailAnswer> {
    return this.line.send(mail, begin);
  }

  close(): void {
    this.line.close();
  }
}

/** A folder, for an exercise: one file per mail, named by its row, so that the same mail is there once. */
export class FolderLine extends MailLine {
  constructor(private readonly folder: string) {
    super();
  }

  async send(id: string, { content }: WrittenMail, begin: () => Promise<void>): Promise<MailAnswer> {
    try {
      await mkdir(this.folder, { recursive: true });
      const file = path.join(this.folder, `${id}.eml`);
      const handle = await open(`${file}.new`, 'w');
      try {
        await handle.writeFile(content);
        await handle.sync();
      } finally {
        await handle.close();
      }
      await begin();
      await rename(`${file}.new`, file);
      return { kind: 'accepted', said: 'in de map gelegd' };
    } catch (error) {
      return { kind: 'noServer', said: String(error) };
    }
  }

  close(): void {
    // nothing is kept open
  }
}
