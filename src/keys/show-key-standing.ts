import { Injectable } from '@nestjs/common';
import { ElectionStore } from '../elections/election.store.js';
import { signedBy } from '../elections/settings.js';
import type { PersonActor } from '../kernel/actor.js';
import { COMMITTEE_LEVELS } from '../kernel/committee.js';
import { Database } from '../platform/postgres/database.js';
import { countKeys, listKeys } from './key.store.js';

/** What is to be done about keys, for who wears a hat. */
export interface KeyStanding {
  /** How a committee stands with a key of its own; null for a body whose files bear no signature. */
  readonly own: 'missing' | 'waiting' | 'approved' | null;
  /** For the operator: how many wait for a decision in all elections, and where the longest does; else null. */
  readonly waiting: { readonly count: number; readonly electionId: string | null } | null;
}

/** Says in one word how somebody stands with keys. */
@Injectable()
export class ShowKeyStanding {
  constructor(
    private readonly db: Database,
    private readonly elections: ElectionStore,
  ) {}

  async run(wearer: Pick<PersonActor, 'hat'>): Promise<KeyStanding> {
    return wearer.hat.body.level === 'OPERATOR'
      ? { own: null, waiting: await this.waiting() }
      : { own: await this.own(wearer), waiting: null };
  }

  private async waiting(): Promise<KeyStanding['waiting']> {
    const filter = { state: 'registered' } as const;
    const [longest] = await listKeys(this.db.read, filter, { skip: 0, take: 1 });
    return { count: await countKeys(this.db.read, filter), electionId: longest?.electionId ?? null };
  }

  private async own({ hat: { electionId, body } }: Pick<PersonActor, 'hat'>): Promise<KeyStanding['own']> {
    const level = COMMITTEE_LEVELS.find((known) => known === body.level);
    const plan = electionId === null ? null : await this.elections.plan(electionId);
    if (plan === null || level === undefined || signedBy(plan.settings, level).length === 0) return null;
    const count = (state: 'approved' | 'registered') =>
      countKeys(this.db.read, { electionId: plan.definition.id, committee: body, state });
    if ((await count('approved')) > 0) return 'approved';
    return (await count('registered')) > 0 ? 'waiting' : 'missing';
  }
}
