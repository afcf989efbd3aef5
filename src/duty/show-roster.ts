import { Injectable, type OnModuleInit } from '@nestjs/common';
import { ElectionStore } from '../elections/election.store.js';
import { Agenda, type AgendaLine } from '../frame/agenda.js';
import { OnCall, type OnCallNow } from '../frame/on-call.js';
import type { PersonActor } from '../kernel/actor.js';
import { Clock } from '../kernel/clock.js';
import { Database } from '../platform/postgres/database.js';
import { formatTime } from '../web/format-time.js';
import { listShifts } from './duty.store.js';
import { daysAround, gapsIn, onCallAt, type Shift, type Stretch } from './shift.js';

/** A vote, and when nobody can be called around it. */
export interface Vote {
  readonly day: string;
  readonly gaps: readonly Stretch[];
}

/** The roster from now on. */
export interface Roster {
  readonly shifts: readonly Shift[];
  readonly now: readonly OnCallNow[];
  /** The votes of which the days around are not over, the first first. */
  readonly votes: readonly Vote[];
}

/** Until so long before a gap it is no alarm yet, in days (I). */
const AHEAD_DAYS = 7;

/** Who is on call: on every page that asks for it, and whole for the Kiesraad. */
@Injectable()
export class ShowRoster implements OnModuleInit {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly elections: ElectionStore,
    private readonly onCall: OnCall,
    private readonly agenda: Agenda,
  ) {}

  onModuleInit(): void {
    this.onCall.know(() => this.now());
    this.agenda.add((wearer) => this.lines(wearer));
  }

  async run(): Promise<Roster> {
    const at = this.clock.now();
    const [shifts, elections] = await Promise.all([listShifts(this.db.read, at), this.elections.list()]);
    const days = [...new Set(elections.map(({ electionDate }) => electionDate))].sort();
    const votes = days.flatMap((day) => {
      const { from, to } = daysAround(day);
      return to <= at ? [] : [{ day, gaps: gapsIn(shifts, { from: from < at ? at : from, to }) }];
    });
    return { shifts, now: await this.onCall.now(), votes };
  }

  private async now(): Promise<readonly OnCallNow[]> {
    const at = this.clock.now();
    return onCallAt(await listShifts(this.db.read, at), at).map(({ name, phone }) => ({ name, phone }));
  }

  private async lines({ hat }: Pick<PersonActor, 'hat'>): Promise<readonly AgendaLine[]> {
    if (hat.body.level !== 'OPERATOR') return [];
    const { now, votes } = await this.run();
    const link = { href: '/dienst', label: 'Naar het rooster' };
    const soon = new Date(this.clock.now().getTime() + AHEAD_DAYS * 86_400_000);
    const gap = votes.flatMap(({ gaps }) => gaps).find(({ from }) => from < soon);
    if (gap !== undefined)
      return [
        {
          urgency: 'first',
          title: 'Er is dan niemand van de Kiesraad bereikbaar',
          text: 'Rond een stemming moet altijd iemand dienst hebben. Vul het rooster aan.',
          link,
          when: `van ${formatTime(gap.from)} tot ${formatTime(gap.to)}`,
        },
      ];
    const who = now.map(({ name, phone }) => (name === null ? phone : `${name}, ${phone}`)).join('; ');
    return [
      {
        urgency: 'settled',
        title: `Nu bereikbaar: ${who}`,
        text: 'Het rooster van de Kiesraad.',
        link,
        when: null,
      },
    ];
  }
}
