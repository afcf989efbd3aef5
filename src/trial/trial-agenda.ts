import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Agenda, type AgendaLine } from '../frame/agenda.js';
import type { PersonActor } from '../kernel/actor.js';
import { COMMITTEE_LEVELS } from '../kernel/committee.js';
import { formatTime } from '../web/format-time.js';
import { ShowSetup } from './show-setup.js';

/** Asks a committee to verify how it is set up, as long as a test delivery can be made. */
@Injectable()
export class TrialAgenda implements OnModuleInit {
  constructor(
    private readonly agenda: Agenda,
    private readonly setup: ShowSetup,
  ) {}

  onModuleInit(): void {
    this.agenda.add((wearer) => this.of(wearer));
  }

  private async of(wearer: Pick<PersonActor, 'hat'>): Promise<readonly AgendaLine[]> {
    const { electionId, body } = wearer.hat;
    if (electionId === null || !COMMITTEE_LEVELS.some((level) => level === body.level)) return [];
    const { state, mayTry, lanes } = await this.setup.own(wearer);
    if (!mayTry || state === 'verified' || state === 'wrong') return [];
    return [
      {
        urgency: 'beside',
        title: state === 'changed' ? 'Controleer de inrichting opnieuw' : 'Controleer de inrichting',
        text: 'Kijk of uw gegevens kloppen en doe een proeflevering. Die telt niet mee.',
        link: { href: '/inrichting', label: 'Naar de inrichting' },
        when: `tot ${formatTime(lanes.testCloses)}`,
      },
    ];
  }
}
