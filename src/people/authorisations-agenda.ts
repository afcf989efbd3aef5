import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Agenda, type AgendaLine } from '../frame/agenda.js';
import { OpenDuties, type OpenDuty } from '../frame/open-duties.js';
import { listGrantedRoles } from '../identity/review-hats.store.js';
import type { PersonActor } from '../kernel/actor.js';
import { Database } from '../platform/postgres/database.js';
import { formatDay } from '../web/format-time.js';
import { bodyKey, dayOf } from './review.js';
import { listReviews, listRounds } from './review.store.js';
import { ShowAuthorisations } from './show-authorisations.js';
import { VotingDays } from '../bodies/voting-days.js';

/** Which roles are not confirmed: on the begin page of who is asked, and as an open duty of each body. */
@Injectable()
export class AuthorisationsAgenda implements OnModuleInit {
  constructor(
    private readonly agenda: Agenda,
    private readonly duties: OpenDuties,
    private readonly db: Database,
    private readonly shown: ShowAuthorisations,
    private readonly votingDays: VotingDays,
  ) {}

  onModuleInit(): void {
    this.agenda.add((wearer) => this.lines(wearer));
    this.duties.add((votingDay) => this.open(votingDay));
  }

  private async lines(wearer: Pick<PersonActor, 'hat'>): Promise<readonly AgendaLine[]> {
    if (wearer.hat.role === 'member') return [];
    const rounds = await this.shown.own(wearer);
    return rounds
      .filter(({ open }) => open.length > 0)
      .map(({ round, frozen, closesOn, open }) => ({
        urgency: 'beside' as const,
        title: `Kijk na wie er nog mag werken: ${open.length}`,
        text: `Bevestig de rollen voor de stemming van ${formatDay(round.votingDay)}.`,
        link: { href: '/rechten', label: 'Rechten nakijken' },
        when: frozen ? null : `vóór ${formatDay(closesOn)}`,
      }));
  }

  /** One per body with a role that nobody confirmed, once its round was begun. */
  private async open(votingDay: string): Promise<readonly OpenDuty[]> {
    const [round] = await listRounds(this.db.read, [votingDay]);
    if (round === undefined || round.closedOn !== null) return [];
    const [executives, host, reviews] = await Promise.all([
      this.votingDays.organisations(votingDay),
      this.votingDays.hosts(votingDay),
      listReviews(this.db.read, votingDay),
    ]);
    const done = new Set(reviews.map(({ hatId }) => hatId));
    const roles = await listGrantedRoles(this.db.read, { votingDay, executives, mine: null });
    const bodies = new Map(
      roles.filter(({ hatId }) => !done.has(hatId)).map((role) => [bodyKey(role), role]),
    );
    return [...bodies.values()].flatMap(({ electionId, body }) => {
      const organisation = host({ electionId, body });
      if (organisation === null) return [];
      const of = electionId === null ? null : { electionId, committee: body };
      return [{ organisation, subject: 'authorisations' as const, of, due: dayOf('closed', round) }];
    });
  }
}
