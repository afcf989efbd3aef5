import { Injectable } from '@nestjs/common';
import { ListHats } from '../identity/choose-hat.js';
import type { HatlessActor, PersonActor } from '../kernel/actor.js';
import { ElectionStore, type ElectionSummary } from './election.store.js';

export type { ElectionSummary } from './election.store.js';

/** The elections somebody may know of: the operator all, anyone else those in which they wear a hat. */
@Injectable()
export class ListElections {
  constructor(
    private readonly elections: ElectionStore,
    private readonly hats: ListHats,
  ) {}

  /** The last voting day first. */
  async run(actor: PersonActor | HatlessActor): Promise<readonly ElectionSummary[]> {
    const all = await this.elections.list();
    if (isOperator(actor)) return all;
    const worn = new Set((await this.hats.run(actor.personId)).map((hat) => hat.electionId));
    return all.filter((election) => worn.has(election.id));
  }
}

/** Does this actor wear the operator's hat? */
export function isOperator(actor: PersonActor | HatlessActor): boolean {
  return actor.kind === 'person' && actor.hat.body.level === 'OPERATOR';
}
