import { Injectable } from '@nestjs/common';
import { append } from '../audit/audit.store.js';
import { act } from '../identity/act.js';
import type { PersonActor } from '../kernel/actor.js';
import { Clock } from '../kernel/clock.js';
import { Refusal } from '../kernel/refusal.js';
import { Database } from '../platform/postgres/database.js';
import { deadDispatches, sendAgain, type DeadDispatch } from './dispatch.store.js';
import { dispatchRetried } from './events.js';
import type { Letter, MailTo } from './mail.js';
import { SendMail } from './send-mail.js';
import { SendWebhooks } from './send-webhooks.js';

const MOST = 100;

/** What was given up, with to whom it went and about what; null: nobody is there any more. */
export interface ShownDeadDispatch extends DeadDispatch {
  readonly letter: { readonly to: MailTo; readonly subject: string } | null;
}

const asShown = (letter: Letter) => letter && { to: letter.to, subject: letter.mail.subject };

/** What could not be sent and waits for a person. */
@Injectable()
export class ListDeadDispatches {
  constructor(
    private readonly db: Database,
    private readonly mail: SendMail,
    private readonly webhooks: SendWebhooks,
  ) {}

  /** The oldest hundred, and how many there are in all. */
  async run(): Promise<{ readonly rows: readonly ShownDeadDispatch[]; readonly inAll: number }> {
    const { rows, inAll } = await deadDispatches(this.db.read, MOST);
    const mails = rows.filter(({ channel }) => channel === 'mail');
    const calls = rows.filter(({ channel }) => channel === 'webhook');
    const [letters, called] = await Promise.all([this.mail.letters(mails), this.webhooks.shown(calls)]);
    const shown = new Map([
      ...mails.map(({ id }, i) => [id, asShown(letters[i] ?? null)] as const),
      ...calls.map(({ id }, i) => [id, called[i] ?? null] as const),
    ]);
    return { inAll, rows: rows.map((row) => ({ ...row, letter: shown.get(row.id) ?? null })) };
  }
}

/** Has what was given up sent again, as often as the first time. */
@Injectable()
export class SendDispatchAgain {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
  ) {}

  /** `id` null: all of it. Gives how many. Refused: request.notFound (no such row, or it waits for nobody). */
  async run(id: string | null, actor: PersonActor): Promise<number> {
    return await act(this.db, actor, async (tx) => {
      const count = await sendAgain(tx, id);
      if (count === 0 && id !== null) throw new Refusal('request.notFound');
      if (count > 0)
        await append(tx, dispatchRetried({ object: { id }, actor, details: { count } }), this.clock.now());
      return count;
    });
  }
}
