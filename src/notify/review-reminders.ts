import { Injectable } from '@nestjs/common';
import { append } from '../audit/audit.store.js';
import type { ContactPerson } from '../bodies/contact.js';
import { listContactPersons } from '../bodies/contact.store.js';
import type { Organisation } from '../bodies/organisation.js';
import { listOrganisations } from '../bodies/organisation.store.js';
import { ElectionStore } from '../elections/election.store.js';
import { act } from '../identity/act.js';
import type { PersonActor } from '../kernel/actor.js';
import { Clock } from '../kernel/clock.js';
import { addDays } from '../kernel/days.js';
import { dutchDay } from '../kernel/dutch-time.js';
import { Refusal } from '../kernel/refusal.js';
import { Database } from '../platform/postgres/database.js';
import { contactAddressee } from './dispatch.js';
import { reminderTextKept } from './events.js';
import { PlanReminders } from './plan-reminders.js';
import type { RemindedDuty } from './reminder.js';
import {
  bouncedContacts,
  keepReminderText,
  newestReminders,
  reminderTexts,
  type Reminder,
} from './reminder.store.js';

/** An organisation with what it still has to do. */
export interface OpenOrganisation {
  readonly organisation: Pick<Organisation, 'code' | 'name' | 'executive'>;
  readonly duties: readonly RemindedDuty[];
  /** The newest one; null before the first. */
  readonly reminder: Reminder | null;
  readonly contacts: readonly (ContactPerson & { readonly bounced: boolean })[];
  /** Nobody can be written to, or it is late: somebody of the Kiesraad calls. */
  readonly toCall: boolean;
}

/** The reminders of a voting day, for the Kiesraad. */
export interface ShownReminders {
  /** The voting days to choose from, the first first. */
  readonly days: readonly string[];
  readonly day: string;
  readonly text: string;
  readonly open: readonly OpenOrganisation[];
}

/** What organisations are reminded of, whom to call, and what the Kiesraad adds to the mails. */
@Injectable()
export class ReviewReminders {
  constructor(
    private readonly db: Database,
    private readonly elections: ElectionStore,
    private readonly plan: PlanReminders,
    private readonly clock: Clock,
  ) {}

  /** Of this voting day, or the first to come; null when none is to come. Refused: request.notFound (no such day to come). */
  async run(wanted: string | null): Promise<ShownReminders | null> {
    const days = await this.days();
    if (wanted !== null && !days.includes(wanted)) throw new Refusal('request.notFound');
    const day = wanted ?? days[0];
    if (day === undefined) return null;
    const { read } = this.db;
    const open = await this.plan.open(this.clock.now(), day);
    const codes = [...open.keys()];
    const [organisations, contacts, newest, bounced, texts] = await Promise.all([
      listOrganisations(read, day),
      listContactPersons(read, codes),
      newestReminders(read, codes),
      bouncedContacts(read),
      reminderTexts(read, [day]),
    ]);
    const today = dutchDay(this.clock.now());
    const rows = codes.map((code): OpenOrganisation => {
      const known = organisations.find((each) => each.code === code);
      const own = contacts
        .filter(({ organisation }) => organisation === code)
        .map((contact) => ({ ...contact, bounced: bounced.has(contactAddressee(contact)) }));
      const duties = open.get(code) ?? [];
      const isNear = duties.some(({ due }) => today >= addDays(due, -14));
      const isLate = duties.some(({ due }) => today > due);
      return {
        organisation: known ?? { code, name: code, executive: code },
        ...{ duties, reminder: newest.get(code) ?? null, contacts: own },
        toCall: isLate || (isNear && own.every((contact) => contact.bounced)),
      };
    });
    rows.sort((a, b) => a.organisation.name.localeCompare(b.organisation.name, 'nl'));
    return { days, day, text: texts.get(day) ?? '', open: rows };
  }

  /** Keeps what is added to the mails from now on. Refused: request.notFound (no such day to come). */
  async keep(votingDay: string, text: string, actor: PersonActor): Promise<void> {
    if (!(await this.days()).includes(votingDay)) throw new Refusal('request.notFound');
    const at = this.clock.now();
    await act(this.db, actor, async (tx) => {
      await keepReminderText(tx, { votingDay, text, byPerson: actor.personId, at });
      await append(tx, reminderTextKept({ object: { id: votingDay }, actor }), at);
    });
  }

  private async days(): Promise<readonly string[]> {
    const today = dutchDay(this.clock.now());
    const all = (await this.elections.list()).map(({ electionDate }) => electionDate);
    return [...new Set(all)].filter((day) => day >= today).sort();
  }
}
