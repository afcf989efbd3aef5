import { Injectable, type OnModuleInit } from '@nestjs/common';
import { calendarOf } from '../elections/calendar.js';
import { ElectionStore } from '../elections/election.store.js';
import { Agenda, type AgendaLine } from '../frame/agenda.js';
import type { PersonActor } from '../kernel/actor.js';
import { Settings } from '../platform/settings.js';
import { formatDay } from '../web/format-time.js';
import type { KeyWork } from './key-work.store.js';
import { ShowKeyStanding, type KeyStanding } from './show-key-standing.js';

const LINK = { href: '/sleutels', label: 'Naar uw sleutels' };

const OWN = {
  missing: {
    urgency: 'first',
    title: 'Meld de sleutel van uw stembureau aan',
    text: 'Dat is het certificaat (public_key….crt) uit OSV of Abacus. Zonder sleutel kunt u niets leveren.',
    link: { ...LINK, label: 'Sleutel aanmelden' },
  },
  approved: {
    urgency: 'settled',
    title: 'Uw sleutel is goedgekeurd',
    text: 'U hoeft niets te doen.',
    link: LINK,
  },
  readOut: {
    urgency: 'first',
    title: 'Lees de vingerafdruk van uw sleutel voor',
    text: 'De Kiesraad belt u, of bel zelf. Lees voor uit uw eigen certificaatbestand. Pas daarna kan de Kiesraad uw sleutel goedkeuren.',
    link: { ...LINK, label: 'Hoe dat gaat' },
  },
  approval: {
    urgency: 'blocked',
    title: 'Uw sleutel wacht op de Kiesraad',
    text: 'U hoeft nu niets te doen. Lever pas als de Kiesraad uw sleutel goedkeurt.',
    link: LINK,
  },
  suspended: {
    urgency: 'first',
    title: 'Een sleutel van u is opgeschort',
    text: 'Lever niets dat met deze sleutel is ondertekend. Bel de helpdesk, en meld zo nodig een nieuwe sleutel aan.',
    link: LINK,
  },
} as const satisfies Readonly<Record<string, Omit<AgendaLine, 'when'>>>;

/** What is to be done about keys: by a committee about its own, by the operator about those that wait. */
@Injectable()
export class KeyAgenda implements OnModuleInit {
  constructor(
    private readonly agenda: Agenda,
    private readonly standing: ShowKeyStanding,
    private readonly elections: ElectionStore,
    private readonly settings: Settings,
  ) {}

  onModuleInit(): void {
    this.agenda.add((wearer) => this.of(wearer));
  }

  private async of(wearer: Pick<PersonActor, 'hat'>): Promise<readonly AgendaLine[]> {
    const { own, next, work } = await this.standing.run(wearer);
    if (work !== null) return workLines(work);
    if (own === null) return [];
    const { electionId } = wearer.hat;
    const lines = own === 'waiting' || (next !== null && own === 'approved') ? [] : [OWN[own]];
    return await Promise.all(
      [...(next === null ? [] : [OWN[next]]), ...lines].map(async (line) => ({
        ...line,
        when: line === OWN.missing || line === OWN.readOut ? await this.due(electionId) : null,
      })),
    );
  }

  private async due(electionId: string | null): Promise<string | null> {
    const plan = electionId === null ? null : await this.elections.plan(electionId);
    return plan && `uiterlijk ${formatDay(calendarOf(plan.definition, this.settings.keyDueDays).keyDue)}`;
  }
}

type Work = KeyStanding['work'] & {};

/** One line for each kind of work, and where it is; what no second person answered in time goes first. */
function workLines(work: Work): readonly AgendaLine[] {
  const lines = KINDS.flatMap(({ kind, ...said }) => {
    const count = work.reduce((sum, each) => sum + each[kind], 0);
    const where = work.find((each) => each[kind] > 0)?.electionId;
    return where === undefined ? [] : [workLine(said, count, where)];
  });
  return lines.length > 0 ? lines : [NOTHING];
}

const NOTHING: AgendaLine = {
  urgency: 'waiting',
  title: 'Er wacht geen sleutel op u',
  text: 'Meldt een stembureau een sleutel aan, dan ziet u dat hier.',
  link: { href: '/sleutels', label: 'Naar de sleutels' },
  when: null,
};

interface Kind extends Pick<AgendaLine, 'urgency' | 'text'> {
  /** What it is about, with one key and with more. */
  readonly one: string;
  readonly more: string;
}
const KINDS: readonly (Kind & { readonly kind: keyof KeyWork })[] = [
  {
    kind: 'overdue',
    urgency: 'begun',
    one: '1 sleutel is langer dan een uur opgeschort',
    more: '# sleutels zijn langer dan een uur opgeschort',
    text: 'Een tweede persoon van de Kiesraad moet de sleutel intrekken, of de opschorting opheffen.',
  },
  {
    kind: 'suspended',
    urgency: 'asked',
    one: 'Beslis over 1 opgeschorte sleutel',
    more: 'Beslis over # opgeschorte sleutels',
    text: 'Iemand anders dan wie opschortte, trekt de sleutel binnen een uur in of heft de opschorting op.',
  },
  {
    kind: 'toCall',
    urgency: 'arrived',
    one: 'Bel over 1 sleutel',
    more: 'Bel over # sleutels',
    text: 'Laat het stembureau de vingerafdruk voorlezen. Zolang een sleutel wacht, kan het stembureau niets leveren.',
  },
  {
    kind: 'toApprove',
    urgency: 'arrived',
    one: 'Beoordeel 1 sleutel',
    more: 'Beoordeel # sleutels',
    text: 'De vingerafdruk is voorgelezen. Twee mensen van de Kiesraad keuren goed.',
  },
  {
    kind: 'toComplete',
    urgency: 'arrived',
    one: '1 sleutel wacht op een tweede goedkeuring',
    more: '# sleutels wachten op een tweede goedkeuring',
    text: 'Iemand anders dan de eerste keurt goed. Daarna kan het stembureau leveren.',
  },
];

function workLine({ urgency, text, one, more }: Kind, count: number, electionId: string): AgendaLine {
  return {
    urgency,
    title: count === 1 ? one : more.replace('#', String(count)),
    text,
    link: { href: `/sleutels?verkiezing=${encodeURIComponent(electionId)}`, label: 'Naar de sleutels' },
    when: null,
  };
}
