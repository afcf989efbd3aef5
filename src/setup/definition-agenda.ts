import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Agenda, type AgendaLine } from '../frame/agenda.js';
import type { PersonActor } from '../kernel/actor.js';
import { definitionPath } from './confirm-view.js';
import { ShowSetUp } from './show-set-up.js';

/** Which 110a waits for a gemeente's own committee, and what the Kiesraad has to offer anew. */
@Injectable()
export class DefinitionAgenda implements OnModuleInit {
  constructor(
    private readonly agenda: Agenda,
    private readonly setUps: ShowSetUp,
  ) {}

  onModuleInit(): void {
    this.agenda.add((wearer) =>
      wearer.hat.role === 'operator' ? this.turnedDown() : this.toConfirm(wearer),
    );
  }

  private async toConfirm(wearer: Pick<PersonActor, 'hat'>): Promise<readonly AgendaLine[]> {
    const waiting = await this.setUps.waitingFor(wearer);
    return waiting.map(({ electionId, definition }) => ({
      urgency: 'asked',
      title: `Klopt de verkiezingsdefinitie? ${definition.name}`,
      text: 'De Kiesraad vraagt u haar te vergelijken met uw eigen exemplaar.',
      link: { href: definitionPath(electionId), label: 'Bekijk en bevestig' },
      when: null,
    }));
  }

  private async turnedDown(): Promise<readonly AgendaLine[]> {
    const { offered } = await this.setUps.turnedDown();
    if (offered.length === 0) return [];
    return [
      {
        urgency: 'refused',
        title:
          offered.length === 1
            ? 'Een verkiezingsdefinitie is afgewezen'
            : `${offered.length} verkiezingsdefinities zijn afgewezen`,
        text: 'Lees waarom, en bied een betere aan.',
        link: { href: '/verkiezingen', label: 'Lees waarom' },
        when: null,
      },
    ];
  }
}
