import { Injectable } from '@nestjs/common';
import { committeeName } from '../elections/committees.js';
import type { ElectionPlan } from '../elections/election.js';
import { ElectionStore } from '../elections/election.store.js';
import type { CommitteeRef } from '../kernel/committee.js';

/** What elections are called, which is no secret. */
@Injectable()
export class ElectionNames {
  constructor(private readonly elections: ElectionStore) {}

  /** Gives the name by id; of an election that is not known (yet) the id itself. */
  async run(): Promise<(id: string) => string> {
    const names = new Map((await this.elections.list()).map(({ id, name }) => [id, name]));
    return (id) => names.get(id) ?? id;
  }

  /** What the bodies of these elections are called. */
  async bodies(
    ids: readonly string[],
  ): Promise<(of: { readonly electionId: string; readonly body: CommitteeRef }) => string> {
    const plans = new Map<string, ElectionPlan | null>();
    for (const id of new Set(ids)) plans.set(id, await this.elections.plan(id));
    return ({ electionId, body }) =>
      `${committeeName(plans.get(electionId)?.committees ?? [], body)} (${electionId})`;
  }

  /** All there are, to choose from. */
  async options(): Promise<readonly { readonly value: string; readonly label: string }[]> {
    return (await this.elections.list()).map(({ id, name }) => ({ value: id, label: name }));
  }
}
