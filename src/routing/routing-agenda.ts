import { Injectable, type OnModuleInit } from '@nestjs/common';
import { committeeName } from '../elections/committees.js';
import { ElectionStore } from '../elections/election.store.js';
import { Agenda, type AgendaLine } from '../frame/agenda.js';
import type { PersonActor } from '../kernel/actor.js';
import { Clock } from '../kernel/clock.js';
import { dutchDay } from '../kernel/dutch-time.js';
import { counted } from '../web/counted.js';
import { formatDay, formatTime } from '../web/format-time.js';
import type { BoardRow, BoardTotals } from './inbox.js';
import { ListInbox } from './list-inbox.js';
import { isOverdue, type FileRequest } from './request.js';
import { RequestStore } from './request.store.js';
import { requestHref } from './request-view.js';
import { ASKERS, RECEIVERS } from './received-input.js';
import { SEND_ON_PATH } from './send-on-view.js';
import { SendOn, type SendingOn } from './send-on.js';
import { messageText } from './words.js';

/** What a body has to do about files of others: fetch what came, and send what is asked for. */
@Injectable()
export class RoutingAgenda implements OnModuleInit {
  constructor(
    private readonly agenda: Agenda,
    private readonly inbox: ListInbox,
    private readonly requests: RequestStore,
    private readonly elections: ElectionStore,
    private readonly sendOn: SendOn,
    private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    this.agenda.add(async (wearer) => [
      ...(await this.asked(wearer)),
      ...(await this.received(wearer)),
      ...(await this.sentOn(wearer)),
    ]);
  }

  private async received(wearer: Pick<PersonActor, 'hat'>): Promise<readonly AgendaLine[]> {
    if (!RECEIVERS.levels.includes(wearer.hat.body.level)) return [];
    const { totals, plan, rows } = await this.inbox.run(wearer);
    return [
      ...answeredLines(rows, this.clock.now()),
      ...anewLines(rows.filter(({ anew }) => anew).length),
      receivedLine(totals, plan.definition.electionDate, ASKERS.levels.includes(wearer.hat.body.level)),
    ];
  }

  private async sentOn(wearer: Pick<PersonActor, 'hat'>): Promise<readonly AgendaLine[]> {
    if (wearer.hat.body.level !== 'MAYOR') return [];
    const sending = await this.sendOn.show(wearer);
    return sending.isDue ? [sendOnLine(sending, dutchDay(this.clock.now()))] : [];
  }

  private async asked({
    hat: { electionId, body },
  }: Pick<PersonActor, 'hat'>): Promise<readonly AgendaLine[]> {
    const plan = electionId === null ? null : await this.elections.plan(electionId);
    if (plan === null || electionId === null) return [];
    const now = this.clock.now();
    return (await this.requests.askedOf({ electionId, body }))
      .filter(({ state }) => state.state === 'asked')
      .map((request) => askedLine(request, committeeName(plan.committees, request.from), now));
  }
}

function askedLine(request: FileRequest, name: string, now: Date): AgendaLine {
  const { message, at, dueAt } = request;
  const late = isOverdue(request, now) ? ' De termijn is voorbij.' : '';
  return {
    urgency: 'asked',
    title: `${name} vraagt u om: ${messageText(message)}`,
    text: `Gevraagd op ${formatTime(at)}.${late} Lever het bestand, of zeg waarom u geen ander bestand levert.`,
    link: { href: requestHref(request), label: 'Bekijk het verzoek' },
    when: dueAt === null ? 'zo snel mogelijk' : `uiterlijk ${formatTime(dueAt)}`,
  };
}

/** What became of what this body asked: not in time, or answered in words today. */
function answeredLines(rows: readonly BoardRow[], now: Date): readonly AgendaLine[] {
  const late = rows.filter(({ overdue }) => overdue).length;
  const answered = rows.filter(
    ({ request }) => request?.state.state === 'answered' && dutchDay(request.state.at) === dutchDay(now),
  ).length;
  const link = { href: '/ontvangen', label: 'Naar Ontvangen' };
  return [
    ...(late === 0
      ? []
      : [
          {
            urgency: 'todo' as const,
            title: `${counted(late, 'verzoek is', 'verzoeken zijn')} te laat`,
            text: 'U vroeg om een bestand en de termijn is voorbij. Bel het stembureau.',
            link: { href: '/ontvangen?status=aandacht', label: 'Naar wat te laat is' },
            when: null,
          },
        ]),
    ...(answered === 0
      ? []
      : [
          {
            urgency: 'todo' as const,
            title: `${counted(answered, 'antwoord', 'antwoorden')} op uw verzoek`,
            text: 'Een stembureau zegt waarom het geen ander bestand levert.',
            ...{ link, when: null },
          },
        ]),
  ];
}

/** Of how many files a newer version came than the one that this body acknowledged. */
function anewLines(count: number): readonly AgendaLine[] {
  if (count === 0) return [];
  return [
    {
      urgency: 'todo',
      title: `Bevestig ${counted(count, 'gecorrigeerd bestand', 'gecorrigeerde bestanden')} opnieuw`,
      text: 'U bevestigde een versie die daarna is vervangen. Haal de nieuwe op en vergelijk ook die met het papier.',
      link: { href: '/ontvangen?status=aandacht', label: 'Naar wat aandacht vraagt' },
      when: null,
    },
  ];
}

/** What a gezaghebber sends on after the admission; `today`: `YYYY-MM-DD`. */
function sendOnLine({ admission, files, missing }: SendingOn, today: string): AgendaLine {
  const waiting = files.filter(({ at }) => at === null);
  const corrected = waiting.some(({ corrects }) => corrects);
  const link = { href: SEND_ON_PATH, label: 'Naar doorsturen' };
  if (waiting.length === 0 && missing.length === 0 && files.length > 0)
    return {
      urgency: 'done',
      title: 'Alles is doorgestuurd aan de Kiesraad',
      text: 'Komt er een nieuwe versie, dan stuurt u ook die door.',
      ...{ link, when: null },
    };
  const decided = corrected || (admission !== null && admission <= today);
  return {
    urgency: decided && waiting.length > 0 ? 'asked' : 'waiting',
    title: corrected
      ? 'Stuur de gecorrigeerde versie door aan de Kiesraad'
      : `Stuur ${counted(waiting.length, 'bestand', 'bestanden')} door aan de Kiesraad, na de toelating`,
    text: 'Na het besluit over de toelating van de gekozenen stuurt u de bestanden van het eiland door (Kieswet Ya 18).',
    link,
    when: decided
      ? 'zo snel mogelijk'
      : admission === null
        ? 'na de toelating'
        : `na de toelating op ${formatDay(admission)}`,
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
