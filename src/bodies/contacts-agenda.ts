import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Agenda, type AgendaLine } from '../frame/agenda.js';
import { OpenDuties } from '../frame/open-duties.js';
import type { PersonActor } from '../kernel/actor.js';
import { formatDay } from '../web/format-time.js';
import { contactsDue } from './contact.js';
import { ShowContacts } from './show-contacts.js';

/** Who has still to confirm whom the Kiesraad can reach. */
@Injectable()
export class ContactsAgenda implements OnModuleInit {
  constructor(
    private readonly agenda: Agenda,
    private readonly duties: OpenDuties,
    private readonly contacts: ShowContacts,
  ) {}

  onModuleInit(): void {
    this.agenda.add((wearer) => this.lines(wearer));
    this.duties.add(async (votingDay) =>
      (await this.contacts.unconfirmed(votingDay)).map((organisation) => ({
        ...{ organisation, subject: 'contacts', of: null },
        due: contactsDue(votingDay),
      })),
    );
  }

  private async lines(wearer: Pick<PersonActor, 'hat'>): Promise<readonly AgendaLine[]> {
    if (wearer.hat.body.level !== 'EXECUTIVE') return [];
    const { days } = await this.contacts.own(wearer);
    const link = { href: '/contactpersonen', label: 'Naar de contactpersonen' };
    const [open] = days.filter(({ confirmed }) => confirmed === null);
    if (open === undefined)
      return [
        {
          urgency: 'settled',
          title: 'Uw contactpersonen',
          text: days.length === 0 ? 'U werkt nu aan geen stemming mee.' : 'Bevestigd.',
          ...{ link, when: null },
        },
      ];
    return [
      {
        urgency: 'todo',
        title: 'Bevestig uw contactpersonen',
        text: `Klopt nog wie de Kiesraad belt en mailt? Het is voor de stemming van ${formatDay(open.votingDay)}.`,
        ...{ link, when: `uiterlijk ${formatDay(contactsDue(open.votingDay))}` },
      },
    ];
  }
}
