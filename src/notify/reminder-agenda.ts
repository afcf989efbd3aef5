import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Agenda } from '../frame/agenda.js';
import { Clock } from '../kernel/clock.js';
import { dutchDay } from '../kernel/dutch-time.js';
import { Database } from '../platform/postgres/database.js';
import { countReminded } from './reminder.store.js';

/** Leads the Kiesraad to the reminders, and says when somebody must be called. */
@Injectable()
export class ReminderAgenda implements OnModuleInit {
  constructor(
    private readonly agenda: Agenda,
    private readonly db: Database,
    private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    this.agenda.add(async ({ hat }) => {
      if (hat.body.level !== 'OPERATOR') return [];
      const { reminded, nobody } = await countReminded(this.db.read, dutchDay(this.clock.now()));
      if (reminded === 0) return [];
      return [
        {
          urgency: nobody > 0 ? 'todo' : 'settled',
          title:
            nobody > 0
              ? `Bel: ${nobody} van ${reminded} organisaties zijn niet te mailen`
              : `Vandaag herinnerd: ${reminded}`,
          text:
            nobody > 0
              ? 'Zij hebben geen contactpersoon, of de mail kwam niet aan.'
              : 'U hoeft niets te doen.',
          link: { href: '/herinneringen', label: 'Naar de herinneringen' },
          when: null,
        },
      ];
    });
  }
}
