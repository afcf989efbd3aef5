import { Injectable, type OnModuleInit } from '@nestjs/common';
import { calendarOf } from '../elections/calendar.js';
import { ElectionStore } from '../elections/election.store.js';
import { Agenda, type AgendaLine } from '../frame/agenda.js';
import type { PersonActor } from '../kernel/actor.js';
import { formatDay } from '../web/format-time.js';
import { ShowKeyStanding, type KeyStanding } from './show-key-standing.js';

const LINK = { href: '/sleutels', label: 'Naar uw sleutels' };

const OWN: Readonly<Record<NonNullable<KeyStanding['own']>, Omit<AgendaLine, 'when'>>> = {
  missing: {
    urgency: 'first',
    title: 'Meld de sleutel van uw stembureau aan',
    text: 'Dat is het certificaat (public_key….crt) uit OSV of Abacus. Zonder sleutel kunt u niets leveren.',
    link: { ...LINK, label: 'Sleutel aanmelden' },
  },
  waiting: {
    urgency: 'blocked',
    title: 'Uw sleutel wacht op de Kiesraad',
    text: 'U hoeft nu niets te doen. Lever pas als de Kiesraad uw sleutel goedkeurt.',
    link: LINK,
  },
  approved: {
    urgency: 'settled',
    title: 'Uw sleutel is goedgekeurd',
    text: 'U hoeft niets te doen.',
    link: LINK,
  },
};

/** What is to be done about keys: by a committee about its own, by the operator about those that wait. */
@Injectable()
export class KeyAgenda implements OnModuleInit {
  constructor(
    private readonly agenda: Agenda,
    private readonly standing: ShowKeyStanding,
    private readonly elections: ElectionStore,
  ) {}

  onModuleInit(): void {
    this.agenda.add((wearer) => this.of(wearer));
  }

  private async of(wearer: Pick<PersonActor, 'hat'>): Promise<readonly AgendaLine[]> {
    const { own, waiting } = await this.standing.run(wearer);
    if (waiting !== null) return [waitingLine(waiting)];
    if (own === null) return [];
    return [{ ...OWN[own], when: own === 'missing' ? await this.due(wearer.hat.electionId) : null }];
  }

  private async due(electionId: string | null): Promise<string | null> {
    const plan = electionId === null ? null : await this.elections.plan(electionId);
    return plan && `uiterlijk ${formatDay(calendarOf(plan.definition).keyDue)}`;
  }
}

function waitingLine({ count, electionId }: NonNullable<KeyStanding['waiting']>): AgendaLine {
  if (count === 0 || electionId === null)
    return {
      urgency: 'waiting',
      title: 'Er wacht geen sleutel op u',
      text: 'Meldt een stembureau een sleutel aan, dan ziet u dat hier.',
      link: { href: '/sleutels', label: 'Naar de sleutels' },
      when: null,
    };
  return {
    urgency: 'arrived',
    title: count === 1 ? 'Beoordeel 1 sleutel' : `Beoordeel ${count} sleutels`,
    text: 'Zolang een sleutel wacht, kan het stembureau niets leveren.',
    link: { href: `/sleutels?verkiezing=${encodeURIComponent(electionId)}`, label: 'Naar de sleutels' },
    when: null,
  };
}
