import { Injectable } from '@nestjs/common';
import { namesOf } from '../identity/person.store.js';
import { Database } from '../platform/postgres/database.js';
import { listDecisions, type KeptDecision } from './decision.store.js';
import {
  confirmationsOf,
  offeredDefinitions,
  waitingDefinitions,
  type Confirmation,
  type OfferedDefinition,
} from './definition.store.js';
import type { ElectionDecisions } from './decisions.js';
import { ElectionStore } from './election.store.js';

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

/** How elections were set up, for the Kiesraad. */
@Injectable()
export class ShowSetUp {
  constructor(
    private readonly db: Database,
    private readonly elections: ElectionStore,
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

  /** What waits for a second person, over all elections, with who offered it. */
  async waiting(): Promise<Pick<SetUp, 'offered' | 'names'>> {
    const offered = await waitingDefinitions(this.db.read);
    const names = await namesOf(
      this.db.read,
      offered.flatMap(({ byPerson }) => byPerson ?? []),
    );
    return { offered, names };
  }
}
