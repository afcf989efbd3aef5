import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Agenda, type AgendaLine } from '../frame/agenda.js';
import type { PersonActor } from '../kernel/actor.js';
import { COMMITTEE_LEVELS } from '../kernel/committee.js';
import { formatTime } from '../web/format-time.js';
import { ShowFallback, type ShownFallback } from './show-fallback.js';

/** Who waits for an answer, for the Kiesraad; what it may do, for a committee. */
@Injectable()
export class FallbackAgenda implements OnModuleInit {
  constructor(
    private readonly agenda: Agenda,
    private readonly shown: ShowFallback,
  ) {}

  onModuleInit(): void {
    this.agenda.add((wearer) => this.of(wearer));
  }

  private async of(wearer: Pick<PersonActor, 'hat'>): Promise<readonly AgendaLine[]> {
    const { level } = wearer.hat.body;
    if (level === 'OPERATOR') return (await this.shown.list(wearer)).flatMap(toAnswer);
    if (!COMMITTEE_LEVELS.some((known) => known === level)) return [];
    return (await this.shown.list(wearer)).flatMap(toUse);
  }
}

function toAnswer({ fallback: { id, state, asked }, owner }: ShownFallback): readonly AgendaLine[] {
  if (state !== 'asked') return [];
  return [
    {
      urgency: 'asked',
      title: `Geen sleutel meer: ${owner}`,
      text: 'Het stembureau vraagt om één levering zonder handtekening. Bel, en beslis nu.',
      link: { href: `/terugval/${id}`, label: 'Beslis' },
      when: `gevraagd ${formatTime(asked.at)}`,
    },
  ];
}

function toUse({ fallback }: ShownFallback): readonly AgendaLine[] {
  if (fallback.state === 'asked')
    return [
      {
        urgency: 'blocked',
        title: 'De Kiesraad beslist of u zonder handtekening mag leveren',
        text: 'Bel ook, dan gaat het sneller.',
        link: { href: '/terugval', label: 'Wie u belt' },
        when: null,
      },
    ];
  if (fallback.state !== 'allowed') return [];
  return [
    {
      urgency: 'first',
      title: 'Lever nu één bestand zonder handtekening',
      text: 'De Kiesraad staat het toe. Daarna hebt u weer een handtekening of een nieuwe toestemming nodig.',
      link: { href: '/leveringen/nieuw', label: 'Telbestand leveren' },
      when: `tot ${formatTime(fallback.until)}`,
    },
  ];
}
