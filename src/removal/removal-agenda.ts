import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Agenda, type AgendaLine, type Wearer } from '../frame/agenda.js';
import { Clock } from '../kernel/clock.js';
import { dutchDay } from '../kernel/dutch-time.js';
import { counted } from '../web/counted.js';
import { formatDay } from '../web/format-time.js';
import { CLASSES, holdersIn, REMOVAL_CLASSES } from './removal-class.js';
import { stateOf, type Removal } from './removal.js';
import { RemovalStore } from './removal.store.js';
import { removalName, removalPath } from './words.js';

const HOLDERS = REMOVAL_CLASSES.flatMap(holdersIn);

/** Tells who has copies that they will go, and the Kiesraad what waits for its confirmation. */
@Injectable()
export class RemovalAgenda implements OnModuleInit {
  constructor(
    private readonly agenda: Agenda,
    private readonly removals: RemovalStore,
    private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    this.agenda.add((wearer) => this.linesFor(wearer));
  }

  private async linesFor({ hat: { electionId, body }, personId }: Wearer): Promise<readonly AgendaLine[]> {
    if (body.level === 'OPERATOR') {
      const today = dutchDay(this.clock.now());
      return (await this.removals.open()).flatMap((removal) => toConfirm(removal, personId, today));
    }
    if (electionId === null || !HOLDERS.includes(body.level)) return [];
    const announced = await this.removals.announcedFor({ electionId, body });
    return announced.map(({ fromDay, files }): AgendaLine => ({
      urgency: 'waiting',
      when: `vanaf ${formatDay(fromDay)}`,
      title: `Wordt vernietigd: ${counted(files, 'bestand', 'bestanden')}`,
      text: 'De bewaartermijn is dan voorbij. Hebt u ze nog nodig? Haal ze tot dan op. Moeten ze bewaard blijven, bijvoorbeeld voor een onderzoek? Bel de Kiesraad.',
      link: body.level === 'MAYOR' ? { href: '/ontvangen', label: 'Naar Ontvangen' } : null,
    }));
  }
}

function toConfirm(removal: Removal, personId: string, today: string): readonly AgendaLine[] {
  const state = stateOf(removal);
  if (state !== 'announced' && state !== 'confirmedOnce') return [];
  const own = removal.confirmations.some(({ by }) => by === personId);
  const can = !own && today >= removal.fromDay;
  return [
    {
      urgency: can ? 'arrived' : 'waiting',
      title: `${removalName(removal)}: ${CLASSES[removal.removalClass].title.toLowerCase()} vernietigen`,
      text: own
        ? 'U bevestigde dit. Een ander moet dat ook doen.'
        : `${state === 'announced' ? 'Nog niemand' : 'Eén persoon'} bevestigde dit. Er zijn twee personen nodig.`,
      link: { href: removalPath(removal.id), label: 'Naar het besluit' },
      when: today >= removal.fromDay ? null : `vanaf ${formatDay(removal.fromDay)}`,
    },
  ];
}
