import { Injectable } from '@nestjs/common';
import { listContactPersons } from '../bodies/contact.store.js';
import { ElectionStore } from '../elections/election.store.js';
import { OpenDuties } from '../frame/open-duties.js';
import { Clock } from '../kernel/clock.js';
import { dutchClock, dutchDay } from '../kernel/dutch-time.js';
import { Database } from '../platform/postgres/database.js';
import { contactAddressee } from './dispatch.js';
import { addDispatches } from './dispatch.store.js';
import { isReminded, whoIsReached, type RemindedDuty } from './reminder.js';
import { addReminders, bouncedContacts, lastReminded, type Reminder } from './reminder.store.js';

/** Nobody is mailed in the night. */
const FROM = '08:00';

/** All that is open, by organisation. */
export type OpenByOrganisation = ReadonlyMap<string, readonly RemindedDuty[]>;

/**
 * Reminds organisations of what is still open. That there is one reminder per organisation and day is kept by the database, with
 * the mails in the same transaction: whoever plans it, how often and by which clock.
 */
@Injectable()
export class PlanReminders {
  constructor(
    private readonly db: Database,
    private readonly elections: ElectionStore,
    private readonly duties: OpenDuties,
    private readonly clock: Clock,
  ) {}

  /** Plans what is to go out today; gives how many organisations were reminded. */
  async run(): Promise<number> {
    const at = this.clock.now();
    const today = dutchDay(at);
    if (dutchClock(at) < FROM) return 0;
    const open = await this.open(at);
    const last = await lastReminded(this.db.read, [...open.keys()], today);
    const due = [...open].filter(([code, duties]) => isReminded(duties, today, last.get(code) ?? null));
    if (due.length === 0) return 0;
    const codes = due.map(([code]) => code);
    const [contacts, bounced] = await Promise.all([
      listContactPersons(this.db.read, codes),
      bouncedContacts(this.db.read),
    ]);
    const planned = due.map(([organisation, duties]) => {
      const own = contacts.filter((contact) => contact.organisation === organisation);
      const { reached, to } = whoIsReached(duties, own, (one) => bounced.has(contactAddressee(one)), today);
      return { reminder: { organisation, day: today, duties, reached, at } satisfies Reminder, to };
    });
    return await this.db.transaction(async (tx) => {
      const added = await addReminders(
        tx,
        planned.map(({ reminder }) => reminder),
      );
      const fresh = new Set(added.map(({ organisation }) => organisation));
      const rows = planned
        .filter(({ reminder }) => fresh.has(reminder.organisation))
        .flatMap(({ reminder: { organisation, day }, to }) =>
          to.map((contact) => ({
            ...{
              cause: `reminder:${organisation}:${day}` as const,
              noticeId: null,
              channel: 'mail' as const,
            },
            ...{ addressee: contactAddressee(contact), delaySeconds: 0 },
          })),
        );
      await addDispatches(tx, rows);
      return added.length;
    });
  }

  /** What is open for the voting days to come, or for one of them. */
  async open(at: Date, votingDay: string | null = null): Promise<OpenByOrganisation> {
    const today = dutchDay(at);
    const elections = await this.elections.list();
    const days = [...new Set(elections.map(({ electionDate }) => electionDate))].filter(
      (day) => day >= today && (votingDay === null || day === votingDay),
    );
    const open = new Map<string, RemindedDuty[]>();
    for (const day of days.sort())
      for (const { organisation, subject, due } of await this.duties.of(day, at))
        open.set(organisation, [...(open.get(organisation) ?? []), { subject, due, votingDay: day }]);
    return open;
  }
}
