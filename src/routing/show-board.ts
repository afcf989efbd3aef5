import { Injectable } from '@nestjs/common';
import { standingExemptions } from '../elections/duties.js';
import type { ElectionPlan } from '../elections/election.js';
import { ElectionStore, type ElectionSummary } from '../elections/election.store.js';
import { keysPerCommittee, type KeyCount } from '../keys/key.store.js';
import { Clock } from '../kernel/clock.js';
import { Refusal } from '../kernel/refusal.js';
import { Database } from '../platform/postgres/database.js';
import { BoardStore, type Reach } from './board.store.js';
import { boardRows, expectedIn, unexpectedFiles, type BoardFile, type BoardRow } from './inbox.js';

/** The whole of one election as the Kiesraad as beheerder sees it: states and fingerprints, never files. */
export interface Board {
  readonly plan: ElectionPlan;
  readonly elections: readonly ElectionSummary[];
  readonly at: Date;
  readonly rows: readonly BoardRow[];
  readonly others: readonly BoardFile[];
  /** By submission id. */
  readonly reach: ReadonlyMap<string, Reach>;
  /** By `committeeKey`; absent: no key at all. */
  readonly keys: ReadonlyMap<string, KeyCount>;
}

/** The operator's board. */
@Injectable()
export class ShowBoard {
  constructor(
    private readonly db: Database,
    private readonly boards: BoardStore,
    private readonly elections: ElectionStore,
    private readonly clock: Clock,
  ) {}

  /**
   * The board of an election, of the first one when none is named; null when there are no elections at all. Four queries,
   * however many committees there are. An unknown election is refused as absent.
   */
  async run(electionId: string | null): Promise<Board | null> {
    const elections = await this.elections.list();
    const chosen = electionId ?? elections[0]?.id ?? null;
    if (chosen === null) return null;
    const plan = await this.elections.plan(chosen);
    if (plan === null) throw new Refusal('request.notFound');
    const [{ files, reach }, exemptions, keys] = await Promise.all([
      this.boards.delivered(chosen),
      this.elections.exemptions(chosen),
      keysPerCommittee(this.db.read, chosen),
    ]);
    const at = this.clock.now();
    const facts = {
      expected: expectedIn(plan),
      files,
      exemptions: [...standingExemptions(plan), ...exemptions],
      asked: new Map<string, Date>(),
    };
    return {
      plan,
      elections,
      at,
      rows: boardRows(facts, at),
      others: unexpectedFiles(facts),
      reach,
      keys,
    };
  }
}
