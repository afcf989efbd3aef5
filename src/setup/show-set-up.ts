import { Injectable } from '@nestjs/common';
import { dutchDay } from '../kernel/dutch-time.js';
import { Clock } from '../kernel/clock.js';
import type { PersonActor } from '../kernel/actor.js';
import { Refusal } from '../kernel/refusal.js';
import { namesOf } from '../identity/person.store.js';
import { Database } from '../platform/postgres/database.js';
import { listDecisions, type KeptDecision } from '../elections/decision.store.js';
import {
  confirmationsOf,
  offeredDefinitions,
  turnedDownDefinitions,
  waitingDefinitions,
  type Confirmation,
  type OfferedDefinition,
} from '../elections/definition.store.js';
import type { ElectionDecisions } from '../elections/decisions.js';
import { ElectionStore } from '../elections/election.store.js';
import { confirmerOf, reachOf } from './who-confirms.js';

/** A decision, and what the second person said of it; null: nothing yet, or nobody had to. */
export interface ShownDecision extends KeptDecision {
  readonly confirmation: Confirmation | null;
}

/** How an election was set up: everything that was offered and decided, by whom, the newest first. */
export interface SetUp {
  readonly offered: readonly OfferedDefinition[];
  readonly decided: readonly ShownDecision[];
  /** A file was delivered: another 110a is a correction from then on. */
  readonly delivered: boolean;
  /** What people are called, by id. */
  readonly names: ReadonlyMap<string, string>;
}

/** Definitions with who offered them and who spoke of them. */
export type Offers = Pick<SetUp, 'offered' | 'names'>;

/** How elections were set up: for the Kiesraad, and what a gemeente's own committee confirms for that committee. */
@Injectable()
export class ShowSetUp {
  constructor(
    private readonly db: Database,
    private readonly elections: ElectionStore,
    private readonly clock: Clock,
  ) {}

  async of(electionId: string): Promise<SetUp> {
    const { read } = this.db;
    const [offered, decided, said, delivered] = await Promise.all([
      offeredDefinitions(read, electionId),
      listDecisions(read, electionId),
      confirmationsOf(read, 'decision', [electionId]),
      this.elections.deliveredBy(read, electionId),
    ]);
    const shown = decided.map((decision) => ({
      ...decision,
      confirmation: said.get(`${electionId} ${decision.number}`) ?? null,
    }));
    const people = [...offered, ...shown].flatMap(({ byPerson, confirmation }) => [
      byPerson,
      confirmation?.byPerson,
    ]);
    const names = await namesOf(
      read,
      people.filter((id) => typeof id === 'string'),
    );
    return { offered, decided: shown, delivered: delivered.length > 0, names };
  }

  /** What was decided and holds. Throws when there is no such election. */
  decisions(electionId: string): Promise<ElectionDecisions> {
    return this.elections.decisions(electionId);
  }

  /** What waits for a second person, over all elections. */
  async waiting(): Promise<Offers> {
    return await this.named(await waitingDefinitions(this.db.read));
  }

  /** What another turned down, of votes to come, with nothing newer offered. */
  async turnedDown(): Promise<Offers> {
    return await this.named(await turnedDownDefinitions(this.db.read, dutchDay(this.clock.now())));
  }

  /** What waits for the committee of who wears this hat; nothing for who confirms for no gemeente. */
  async waitingFor(wearer: Pick<PersonActor, 'hat'>): Promise<readonly OfferedDefinition[]> {
    const { level } = wearer.hat.body;
    if (level !== 'CSB' && level !== 'EXECUTIVE') return [];
    const reach = reachOf(await this.confirmer({ ...wearer, personId: '' }));
    return await waitingDefinitions(this.db.read, reach);
  }

  /** What was last offered to the committee of this person, whatever was said of it since. Refused: request.notFound. */
  async toConfirm(
    electionId: string,
    actor: PersonActor,
  ): Promise<OfferedDefinition & Pick<Offers, 'names'>> {
    const reach = reachOf(await this.confirmer(actor));
    const [last] = await offeredDefinitions(this.db.read, electionId, reach);
    if (last === undefined) throw new Refusal('request.notFound');
    const { names } = await this.named([last]);
    return { ...last, names };
  }

  private async confirmer(actor: Pick<PersonActor, 'personId' | 'hat'>) {
    return confirmerOf(actor, await this.elections.definitionOf(this.db.read, actor.hat.electionId));
  }

  private async named(offered: readonly OfferedDefinition[]): Promise<Offers> {
    const people = offered.flatMap(({ byPerson, confirmation }) => [byPerson, confirmation?.byPerson]);
    const names = await namesOf(
      this.db.read,
      people.filter((id) => typeof id === 'string'),
    );
    return { offered, names };
  }
}
