import { dutchDay } from '../kernel/dutch-time.js';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Agenda, type AgendaLine } from '../frame/agenda.js';
import type { PersonActor } from '../kernel/actor.js';
import { Clock } from '../kernel/clock.js';
import type { Level } from '../kernel/committee.js';
import { formatDay } from '../web/format-time.js';
import { ShowLists, type ShownLists } from './show-lists.js';

const RECEIVERS: readonly Level[] = ['HSB', 'CSB', 'COUNCIL'];

/** Whose list is asked for, and of how many the Kiesraad has none yet. */
@Injectable()
export class StationsAgenda implements OnModuleInit {
  constructor(
    private readonly agenda: Agenda,
    private readonly lists: ShowLists,
    private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    this.agenda.add((wearer) => this.of(wearer));
  }

  private async of(wearer: Pick<PersonActor, 'hat'>): Promise<readonly AgendaLine[]> {
    const { level } = wearer.hat.body;
    if (level === 'OPERATOR') return await this.missing(wearer);
    if (level === 'GSB' || level === 'SOL') return await this.own(wearer);
    return RECEIVERS.includes(level) ? await this.received(wearer) : [];
  }

  private async received(wearer: Pick<PersonActor, 'hat'>): Promise<readonly AgendaLine[]> {
    const shown = await this.lists.run(wearer, null);
    if (shown === null || shown.rows.length === 0) return [];
    const { rows } = shown;
    const done = rows.filter(({ list }) => list !== null).length;
    return [
      {
        urgency: 'settled',
        title: `Stembureaulijsten: ${done} van ${rows.length} aangeleverd`,
        text: 'U hoeft niets te doen.',
        link: { href: '/stembureaulijsten', label: 'Naar de stembureaulijsten' },
        when: null,
      },
    ];
  }

  /** Asked until the day of the vote; who does not take part has no row of its own. */
  private async own(wearer: Pick<PersonActor, 'hat'>): Promise<readonly AgendaLine[]> {
    const shown = await this.lists.run(wearer, null);
    if (shown === null || this.isOver(shown)) return [];
    if (!shown.rows.some(({ list }) => list === null)) return [];
    return [
      {
        urgency: 'beside',
        title: 'Lever uw stembureaulijst aan',
        text: 'Dat is de 110b (Stembureaus_….eml.xml) uit OSV of Abacus. Uw telbestand wordt er later mee vergeleken.',
        link: { href: '/sleutels/stembureaulijst', label: 'Stembureaulijst aanleveren' },
        when: `uiterlijk ${formatDay(shown.due)}`,
      },
    ];
  }

  private async missing(wearer: Pick<PersonActor, 'hat'>): Promise<readonly AgendaLine[]> {
    const elections = await this.lists.all();
    const shown = await Promise.all(elections.map(({ id }) => this.lists.run(wearer, id)));
    return shown.flatMap((each) => (each === null || this.isOver(each) ? [] : this.missingLine(each)));
  }

  private missingLine({ plan: { definition }, due, rows }: ShownLists): readonly AgendaLine[] {
    const missing = rows.filter(({ list }) => list === null).length;
    if (missing === 0) return [];
    const isLate = due < this.today();
    return [
      {
        urgency: isLate ? 'todo' : 'waiting',
        title: `Stembureaulijsten: nog ${missing} van ${rows.length} niet aangeleverd: ${definition.name}`,
        text: isLate
          ? 'De dag waarop ze er zouden zijn, is voorbij. Bel deze gemeenten.'
          : 'U hoeft nu niets te doen.',
        link: {
          href: `/stembureaulijsten?verkiezing=${encodeURIComponent(definition.id)}`,
          label: 'Wie nog geen lijst heeft',
        },
        when: `uiterlijk ${formatDay(due)}`,
      },
    ];
  }

  private isOver({ plan }: ShownLists): boolean {
    return plan.definition.electionDate < this.today();
  }

  private today(): string {
    return dutchDay(this.clock.now());
  }
}
