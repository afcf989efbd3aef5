import { Injectable } from '@nestjs/common';
import type { HatlessActor, PersonActor } from '../kernel/actor.js';
import { Database } from '../platform/postgres/database.js';
import { newestMails, type MailRow } from './dispatch.store.js';
import type { Letter } from './mail.js';
import { SendMail } from './send-mail.js';

const SHOWN = 50;

/** A mail of an exercise, as it was sent or will be; null: to nobody any more. */
export type ShownMail = MailRow & { readonly letter: Letter };

/** The mails of an exercise: one's own, and for the Kiesraad as beheerder everybody's. */
@Injectable()
export class ListMailbox {
  constructor(
    private readonly db: Database,
    private readonly mail: SendMail,
  ) {}

  /** The newest fifty, the newest first. */
  async run(actor: PersonActor | HatlessActor): Promise<readonly ShownMail[]> {
    const all = actor.kind === 'person' && actor.hat.body.level === 'OPERATOR';
    const rows = await newestMails(this.db.read, all ? null : `person:${actor.personId}`, SHOWN);
    const letters = await this.mail.letters(rows);
    return rows.map((row, i) => ({ ...row, letter: letters[i] ?? null }));
  }
}
