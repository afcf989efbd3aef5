import { Injectable, type OnModuleInit } from '@nestjs/common';
import { committeeName } from '../elections/committees.js';
import { ElectionStore } from '../elections/election.store.js';
import { Agenda, type AgendaLine } from '../frame/agenda.js';
import type { PersonActor } from '../kernel/actor.js';
import { formatDay, formatTime } from '../web/format-time.js';
import { BoardStore, type AskedFor } from './board.store.js';
import type { BoardTotals } from './inbox.js';
import { ListInbox } from './list-inbox.js';
import { ASKERS, RECEIVERS } from './received-input.js';
import { messageText } from './words.js';

/** What a body has to do about files of others: fetch what came, and send what is asked for. */
@Injectable()
export class RoutingAgenda implements OnModuleInit {
  constructor(
    private readonly agenda: Agenda,
    private readonly inbox: ListInbox,
    private readonly boards: BoardStore,
    private readonly elections: ElectionStore,
  ) {}

  onModuleInit(): void {
    this.agenda.add(async (wearer) => [...(await this.asked(wearer)), ...(await this.received(wearer))]);
  }

  private async received(wearer: Pick<PersonActor, 'hat'>): Promise<readonly AgendaLine[]> {
    if (!RECEIVERS.levels.includes(wearer.hat.body.level)) return [];
    const { totals, plan } = await this.inbox.run(wearer);
    return [
      receivedLine(totals, plan.definition.electionDate, ASKERS.levels.includes(wearer.hat.body.level)),
    ];
  }

  private async asked({
    hat: { electionId, body },
  }: Pick<PersonActor, 'hat'>): Promise<readonly AgendaLine[]> {
    const plan = electionId === null ? null : await this.elections.plan(electionId);
    if (plan === null || electionId === null) return [];
    const requests = await this.boards.askedOf({ electionId, body });
    return requests.map((request) => askedLine(request, committeeName(plan.committees, request)));
  }
}

function askedLine({ message, at }: AskedFor, name: string): AgendaLine {
  return {
    urgency: 'asked',
    title: `${name} vraagt u om: ${messageText(message)}`,
    text: `Gevraagd op ${formatTime(at)}. Lever het bestand zo snel mogelijk, of bel het stembureau dat erom vraagt.`,
    link: { href: '/leveringen/nieuw', label: 'Lever een bestand' },
    when: 'zo snel mogelijk',
  };
}

/** `makes`: it makes a file of its own from what it gets. */
function receivedLine({ due, done, fresh }: BoardTotals, electionDate: string, makes: boolean): AgendaLine {
  const count = `${done} van ${due} binnen`;
  if (fresh > 0)
    return {
      urgency: 'arrived',
      title: fresh === 1 ? 'Haal 1 bestand op' : `Haal ${fresh} bestanden op`,
      text: `${count}. Vergelijk daarna de vingerafdruk met het papier.`,
      link: { href: '/ontvangen?status=nieuw', label: 'Naar wat nieuw is' },
      when: null,
    };
  const link = { href: '/ontvangen', label: 'Naar Ontvangen' };
  if (done < due)
    return {
      urgency: makes ? 'blocked' : 'waiting',
      title: count,
      text: 'U hoeft nu niets op te halen. Komt er een bestand, dan ziet u dat hier.',
      link,
      when: `na de stemming op ${formatDay(electionDate)}`,
    };
  return {
    urgency: 'done',
    title: 'Alles is binnen en opgehaald',
    text: `${count}.`,
    link,
    when: null,
  };
}
