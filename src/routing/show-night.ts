import { Injectable } from '@nestjs/common';
import type { ElectionPlan } from '../elections/election.js';
import { ElectionStore } from '../elections/election.store.js';
import { pollsClose } from '../elections/lane.js';
import { committeeKey, type CommitteeRef } from '../kernel/committee.js';
import { BoardStore } from './board.store.js';
import { isSameElsewhen } from './night.js';
import { fileKey, groupBy, type BoardFile } from './inbox.js';

/** A night that is over: of which election, when its polls closed, and when each of its files came first. */
export interface EarlierNight {
  readonly name: string;
  readonly electionDate: string;
  readonly from: Date;
  readonly moments: readonly Date[];
}

/** The last night before this one that it can be compared with. */
@Injectable()
export class ShowNight {
  constructor(
    private readonly elections: ElectionStore,
    private readonly boards: BoardStore,
  ) {}

  /**
   * Of the last earlier election of the same council; of what `body` received there where one is given and it was there, and
   * no more than when. Null: there is none.
   */
  async before({ definition }: ElectionPlan, body: CommitteeRef | null): Promise<EarlierNight | null> {
    const earlier = (await this.elections.list()).filter(
      ({ id, electionDate }) => isSameElsewhen(id, definition.id) && electionDate < definition.electionDate,
    );
    const [last] = [...earlier].sort((a, b) => b.electionDate.localeCompare(a.electionDate));
    const plan = last === undefined ? null : await this.elections.plan(last.id);
    if (plan === null) return null;
    const electionId = plan.definition.id;
    if (body !== null && !plan.committees.some((one) => committeeKey(one) === committeeKey(body)))
      return null;
    const files =
      body === null
        ? (await this.boards.delivered([electionId])).files
        : await this.boards.received({ electionId, body });
    const { name, electionDate } = plan.definition;
    return { name, electionDate, from: pollsClose(plan.definition), moments: firstOf(files) };
  }
}

/** When the first version of each file came. */
function firstOf(files: readonly BoardFile[]): readonly Date[] {
  return [...groupBy(files, ({ about, message }) => fileKey(about, message)).values()].map(
    (versions) => new Date(Math.min(...versions.map(({ at }) => at.getTime()))),
  );
}
