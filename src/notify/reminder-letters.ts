import { Injectable } from '@nestjs/common';
import { listContactPersons } from '../bodies/contact.store.js';
import { listEveryOrganisation } from '../bodies/organisation.store.js';
import { Clock } from '../kernel/clock.js';
import { Database } from '../platform/postgres/database.js';
import { contactAddressee, type HeldDispatch } from './dispatch.js';
import type { MailSite } from './mail-text.js';
import { PlanReminders } from './plan-reminders.js';
import { reminderMail } from './reminder-text.js';
import { findReminders, reminderTexts } from './reminder.store.js';
import type { Letter } from './mail.js';

type Row = Pick<HeldDispatch, 'cause' | 'addressee'>;

const keyOf = ({ cause }: Row): { organisation: string; day: string } => {
  const [, organisation = '', day = ''] = cause.split(':');
  return { organisation, day };
};

/** Writes the mails of reminders: of what was open when they were planned and is so still. */
@Injectable()
export class ReminderLetters {
  constructor(
    private readonly db: Database,
    private readonly plan: PlanReminders,
    private readonly clock: Clock,
  ) {}

  /** One for each row; null when all of it was done meanwhile, or its contact person went. */
  async of(rows: readonly Row[], site: MailSite): Promise<readonly Letter[]> {
    if (rows.length === 0) return [];
    const { read } = this.db;
    const reminders = await findReminders(read, rows.map(keyOf));
    const days = [...new Set(reminders.flatMap(({ duties }) => duties.map(({ votingDay }) => votingDay)))];
    const [contacts, organisations, added, open] = await Promise.all([
      listContactPersons(read, [...new Set(reminders.map(({ organisation }) => organisation))]),
      listEveryOrganisation(read),
      reminderTexts(read, days),
      this.plan.open(this.clock.now()),
    ]);
    return rows.map((row) => {
      const { organisation, day } = keyOf(row);
      const reminder = reminders.find((each) => each.organisation === organisation && each.day === day);
      const contact = contacts.find(
        (one) => contactAddressee(one).split('/')[0] === row.addressee.split('/')[0],
      );
      const still = open.get(organisation) ?? [];
      const duties = (reminder?.duties ?? []).filter((duty) =>
        still.some(({ subject, votingDay }) => subject === duty.subject && votingDay === duty.votingDay),
      );
      if (contact === undefined || duties.length === 0) return null;
      const known = organisations.find(({ code }) => code === organisation);
      const about = {
        executive: known?.executive ?? `organisatie ${organisation}`,
        duties,
        added: [...new Set(duties.map(({ votingDay }) => votingDay))].flatMap(
          (each) => added.get(each) ?? [],
        ),
      };
      const to = { name: contact.name, address: contact.email };
      return { to, mail: reminderMail(about, contact, site) };
    });
  }
}
