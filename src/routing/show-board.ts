import { Injectable } from '@nestjs/common';
import { chooseElections, type ChosenElections } from '../elections/choose-elections.js';
import { standingExemptions } from '../elections/duties.js';
import type { ElectionPlan } from '../elections/election.js';
import { ElectionStore } from '../elections/election.store.js';
import { keysPerElection, type KeyCount } from '../keys/key.store.js';
import { Clock } from '../kernel/clock.js';
import { Database } from '../platform/postgres/database.js';
import { BoardStore } from './board.store.js';
import {
  boardRows,
  expectedIn,
  fileKey,
  groupBy,
  newestFirst,
  unexpectedFiles,
  type BoardFile,
  type BoardRow,
  type Reach,
} from './inbox.js';
import { isOverdue } from './request.js';
import { RequestStore } from './request.store.js';

/** How the deliveries of elections stand: states and fingerprints, never files. */
export interface BoardLines {
  readonly at: Date;
  readonly rows: readonly BoardRow[];
  readonly others: readonly BoardFile[];
  /** By election: when the counts of its gemeenten are expected, ISO 8601 UTC; null: nothing was decided. */
  readonly expected510b: ReadonlyMap<string, string | null>;
  /** By submission id. */
  readonly reach: ReadonlyMap<string, Reach>;
  /** By election, then by `committeeKey`; absent: no key at all. */
  readonly keys: ReadonlyMap<string, ReadonlyMap<string, KeyCount>>;
}

/** One election or all of a voting day, as the Kiesraad as beheerder sees them. */
export interface Board extends BoardLines, ChosenElections {}

/** The operator's board. */
@Injectable()
export class ShowBoard {
  constructor(
    private readonly db: Database,
    private readonly boards: BoardStore,
    private readonly requests: RequestStore,
    private readonly elections: ElectionStore,
    private readonly clock: Clock,
  ) {}

  /** The board of the elections that `chooseElections` gives, with its refusals; null when there are no elections at all. */
  async run(choice: Parameters<typeof chooseElections>[1]): Promise<Board | null> {
    const chosen = await chooseElections(this.elections, choice);
    return chosen && { ...chosen, ...(await this.of(chosen.plans)) };
  }

  /** The lines of these elections. Five queries, however many elections and committees there are. */
  async of(plans: readonly ElectionPlan[]): Promise<BoardLines> {
    const ids = plans.map(({ definition }) => definition.id);
    const [{ files, reach }, exemptions, keys, requests, decisions] = await Promise.all([
      this.boards.delivered(ids),
      this.elections.exemptionsIn(ids),
      keysPerElection(this.db.read, ids),
      this.requests.withTerm(ids),
      this.elections.decisionsFor(plans),
    ]);
    const at = this.clock.now();
    const late = groupBy(
      requests.filter((request) => isOverdue(request, at)),
      ({ electionId }) => electionId,
    );
    const own = groupBy(files, ({ electionId }) => electionId);
    const expected510b = new Map(ids.map((id) => [id, decisions.get(id)?.expected510b ?? null] as const));
    const facts = plans.map((plan) => ({
      expected: expectedIn(plan),
      files: own.get(plan.definition.id) ?? [],
      expected510b: expected510b.get(plan.definition.id) ?? null,
      exemptions: [...standingExemptions(plan), ...(exemptions.get(plan.definition.id) ?? [])],
      requests: new Map(
        (late.get(plan.definition.id) ?? []).map((request) => [
          fileKey(request.to, request.message),
          request,
        ]),
      ),
    }));
    return {
      ...{ at, expected510b, reach, keys },
      rows: facts.flatMap((each) => boardRows(each, at)),
      others: newestFirst(facts.flatMap(unexpectedFiles)),
    };
  }
}
