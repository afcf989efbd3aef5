import { Injectable } from '@nestjs/common';
import { committeeName } from '../elections/committees.js';
import { ElectionStore } from '../elections/election.store.js';
import { Agenda, type AgendaLine } from '../frame/agenda.js';
import { ListHats } from '../identity/choose-hat.js';
import type { NamedHat } from '../identity/hat.js';
import { listPeople } from '../identity/people.store.js';
import type { HatlessActor, PersonActor } from '../kernel/actor.js';
import { Database } from '../platform/postgres/database.js';

/** One role that somebody has on a voting day, and all that is to be done in it. */
export interface RoleOfDay {
  readonly hat: NamedHat;
  /** What the body is called, and the election. */
  readonly bodyName: string;
  readonly electionName: string;
  /** Who may do it: the names of everybody with a role at the body. */
  readonly people: readonly string[];
  readonly lines: readonly AgendaLine[];
}

/** A voting day with the roles on it: those of one body stand together. */
export interface VotingDay {
  /** `YYYY-MM-DD`. */
  readonly day: string;
  readonly roles: readonly RoleOfDay[];
}

/** What one person has to do, in all their roles, by voting day. Never of a body for which they do not work. */
@Injectable()
export class ShowDays {
  constructor(
    private readonly db: Database,
    private readonly hats: ListHats,
    private readonly elections: ElectionStore,
    private readonly agenda: Agenda,
  ) {}

  /** The voting days of the actor's own roles, the first day first; `day` narrows. A role of no election has none. */
  async run(
    { personId }: PersonActor | HatlessActor,
    day: string | null = null,
  ): Promise<readonly VotingDay[]> {
    const roles = await Promise.all(
      (await this.hats.run(personId)).map((hat) => this.roleOf({ hat, personId }, day)),
    );
    const days = new Map<string, RoleOfDay[]>();
    for (const found of roles.filter((role) => role !== null))
      days.set(found.day, [...(days.get(found.day) ?? []), found.role]);
    return [...days]
      .sort(([a], [b]) => a.localeCompare(b))
      .map(([date, own]) => ({ day: date, roles: own.sort(byBody) }));
  }

  private async roleOf(
    { hat, personId }: { readonly hat: NamedHat; readonly personId: string },
    wanted: string | null,
  ): Promise<{ readonly day: string; readonly role: RoleOfDay } | null> {
    const { electionId, body } = hat;
    const plan = electionId === null ? null : await this.elections.plan(electionId);
    if (plan === null) return null;
    const { electionDate: day, name: electionName } = plan.definition;
    if (wanted !== null && wanted !== day) return null;
    const [people, lines] = await Promise.all([
      listPeople(this.db.read, { electionId, body }),
      this.agenda.of({ hat, personId }),
    ]);
    const names = people.map(({ name }) => name);
    const bodyName = committeeName(plan.committees, body);
    return { day, role: { hat, bodyName, electionName, people: names, lines } };
  }
}

/** A gemeente is the same body in every election; then in the order of the elections. */
function byBody(a: RoleOfDay, b: RoleOfDay): number {
  return a.bodyName.localeCompare(b.bodyName, 'nl') || a.electionName.localeCompare(b.electionName, 'nl');
}
