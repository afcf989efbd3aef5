import { Injectable } from '@nestjs/common';
import { calendarOf, type ElectionCalendar } from '../elections/calendar.js';
import { ElectionStore } from '../elections/election.store.js';
import type { ElectionPlan } from '../elections/election.js';
import { namesOf } from '../identity/person.store.js';
import { Clock } from '../kernel/clock.js';
import { Refusal } from '../kernel/refusal.js';
import { Database } from '../platform/postgres/database.js';
import { Settings } from '../platform/settings.js';
import { dutchDay } from '../kernel/dutch-time.js';
import type { Facts } from './document-kinds.js';
import { findDocuments, hasRegister, registerOf, type RegisteredDocument } from './document.js';
import { listEntries, listFacts } from './register.store.js';

/** The register of one election, at a moment. */
export interface ShownRegister {
  readonly plan: ElectionPlan;
  readonly facts: Facts;
  readonly documents: readonly RegisteredDocument[];
  /** Its legal days, without those that are entered. */
  readonly calendar: ElectionCalendar;
  /** The day it is, in Dutch time. */
  readonly today: string;
}

/** The register, for everybody: nothing in it is kept from anyone but who wrote it. */
@Injectable()
export class ShowRegister {
  constructor(
    private readonly db: Database,
    private readonly elections: ElectionStore,
    private readonly clock: Clock,
    private readonly settings: Settings,
  ) {}

  /** Of every election that has one; the last voting day first. */
  async all(): Promise<readonly ShownRegister[]> {
    const plans = await Promise.all((await this.elections.list()).map(({ id }) => this.elections.plan(id)));
    return await this.shown(plans.filter((plan) => plan !== null).filter(hasRegister));
  }

  /** The same with the documents alone that `search` finds; without those elections where it finds none. */
  async found(search: string): Promise<readonly ShownRegister[]> {
    return (await this.all()).flatMap((register) => {
      const documents = findDocuments(register.documents, search);
      return documents.length === 0 ? [] : [{ ...register, documents }];
    });
  }

  /** Refused: request.notFound, also for an election outside the Kieswet. */
  async one(electionId: string): Promise<ShownRegister> {
    const plan = await this.elections.plan(electionId);
    const [found] = plan !== null && hasRegister(plan) ? await this.shown([plan]) : [];
    if (found === undefined) throw new Refusal('request.notFound');
    return found;
  }

  /** What the people are called who said something of these, by id: for the Kiesraad alone. */
  async writers(documents: readonly RegisteredDocument[]): Promise<ReadonlyMap<string, string>> {
    const people = documents.flatMap(({ history }) => history.map(({ by }) => by));
    return await namesOf(this.db.read, people);
  }

  private async shown(plans: readonly ElectionPlan[]): Promise<readonly ShownRegister[]> {
    const ids = plans.map(({ definition }) => definition.id);
    const [entries, facts] = await Promise.all([
      listEntries(this.db.read, ids),
      listFacts(this.db.read, ids),
    ]);
    const now = this.clock.now();
    return plans.map((plan) => {
      const { id } = plan.definition;
      const known = facts.get(id) ?? {};
      const own = entries.filter(({ electionId }) => electionId === id);
      return {
        plan,
        facts: known,
        documents: registerOf(plan, known, own, now),
        calendar: calendarOf(plan.definition, this.settings.keyDueDays),
        today: dutchDay(now),
      };
    });
  }
}
