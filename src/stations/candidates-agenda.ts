import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Agenda, type AgendaLine, type Wearer } from '../frame/agenda.js';
import { electionFilesPath } from './election-files-view.js';
import { ShowOffers, type OpenOffers } from './show-offers.js';

/** Which lists of candidates wait for another of the Kiesraad, and which it has to offer anew. */
@Injectable()
export class CandidatesAgenda implements OnModuleInit {
  constructor(
    private readonly agenda: Agenda,
    private readonly offers: ShowOffers,
  ) {}

  onModuleInit(): void {
    this.agenda.add(async ({ hat, personId }) => {
      if (hat.role !== 'operator') return [];
      return (await this.offers.open()).flatMap((open) => linesOf(open, personId));
    });
  }
}

function linesOf({ electionId, name, offered }: OpenOffers, viewer: Wearer['personId']): AgendaLine[] {
  const others = offered.filter((one) => one.confirmation === null && one.byPerson !== viewer).length;
  const turnedDown = offered.filter(({ confirmation }) => confirmation !== null).length;
  const link = (label: string) => ({ href: `${electionFilesPath(electionId)}#wacht`, label });
  return [
    ...(others === 0
      ? []
      : [
          {
            urgency: 'begun',
            title: `${others === 1 ? 'Bevestig een kandidatenlijst' : `Bevestig ${others} kandidatenlijsten`}: ${name}`,
            text: 'Een ander van de Kiesraad bood dit aan. Tot u bevestigt, kan geen stembureau het ophalen.',
            link: link('Vergelijk en bevestig'),
            when: null,
          } as const,
        ]),
    ...(turnedDown === 0
      ? []
      : [
          {
            urgency: 'refused',
            title: `${turnedDown === 1 ? 'Een kandidatenlijst is' : `${turnedDown} kandidatenlijsten zijn`} afgewezen: ${name}`,
            text: 'Lees waarom, en bied een betere aan.',
            link: link('Lees waarom'),
            when: null,
          } as const,
        ]),
  ];
}
