import { Injectable } from '@nestjs/common';
import { standingExemptions, type Exemption } from '../elections/duties.js';
import { ElectionStore } from '../elections/election.store.js';
import type { ElectionPlan } from '../elections/election.js';
import { Clock } from '../kernel/clock.js';
import { BoardStore } from './board.store.js';
import { boardRows, expectedIn, totalsOf, type BoardTotals } from './inbox.js';

/** How the deliveries of one election stand. */
export interface ElectionDeliveries extends BoardTotals {
  /** When the last file came that counts; null: none yet. */
  readonly last: Date | null;
}

/** How the deliveries of several elections stand, together as fast as of one: for the operator, who sees no file. */
@Injectable()
export class ShowDay {
  constructor(
    private readonly boards: BoardStore,
    private readonly elections: ElectionStore,
    private readonly clock: Clock,
  ) {}

  /** By election id, for every plan that is given. Two queries, however many there are. */
  async run(plans: readonly ElectionPlan[]): Promise<ReadonlyMap<string, ElectionDeliveries>> {
    const ids = plans.map(({ definition }) => definition.id);
    const [files, exemptions] = await Promise.all([
      this.boards.deliveredIn(ids),
      this.elections.exemptionsIn(ids),
    ]);
    const now = this.clock.now();
    return new Map(
      plans.map((plan) => {
        const { id } = plan.definition;
        const decided: readonly Exemption[] = exemptions.get(id) ?? [];
        const own = files.get(id) ?? [];
        const rows = boardRows(
          {
            expected: expectedIn(plan),
            files: own,
            exemptions: [...standingExemptions(plan), ...decided],
            asked: new Map<string, Date>(),
          },
          now,
        );
        const last = own.reduce<Date | null>(
          (at, file) => (at === null || file.at > at ? file.at : at),
          null,
        );
        return [id, { ...totalsOf(rows), last }] as const;
      }),
    );
  }
}
