import { Injectable } from '@nestjs/common';
import { ElectionStore } from '../elections/election.store.js';
import { signedBy } from '../elections/settings.js';
import type { PersonActor } from '../kernel/actor.js';
import { Clock } from '../kernel/clock.js';
import { COMMITTEE_LEVELS } from '../kernel/committee.js';
import { Database } from '../platform/postgres/database.js';
import { SECOND_PERSON_MS, type CommitteeKey } from './key.js';
import { keysOfCommittee } from './key.store.js';
import { keyWork, type KeyWork } from './key-work.store.js';

/** What is to be done about keys, for who wears a hat. */
export interface KeyStanding {
  /** How a committee stands with a key of its own; null for a body whose files bear no signature. */
  readonly own: 'missing' | 'waiting' | 'approved' | null;
  /** What comes next for its keys; null where nothing waits. */
  readonly next: 'readOut' | 'approval' | 'suspended' | null;
  /** For the operator: what is to be done in each election, where a key waits longest first; else null. */
  readonly work: readonly (KeyWork & { readonly electionId: string })[] | null;
}

/** Says in one word how somebody stands with keys. */
@Injectable()
export class ShowKeyStanding {
  constructor(
    private readonly db: Database,
    private readonly elections: ElectionStore,
    private readonly clock: Clock,
  ) {}

  async run(wearer: Pick<PersonActor, 'hat'>): Promise<KeyStanding> {
    if (wearer.hat.body.level !== 'OPERATOR') return { ...(await this.own(wearer)), work: null };
    const overdueFrom = new Date(this.clock.now().getTime() - SECOND_PERSON_MS);
    return { own: null, next: null, work: await keyWork(this.db.read, overdueFrom) };
  }

  private async own({ hat: { electionId, body } }: Pick<PersonActor, 'hat'>) {
    const level = COMMITTEE_LEVELS.find((known) => known === body.level);
    const plan = electionId === null ? null : await this.elections.plan(electionId);
    if (plan === null || level === undefined || signedBy(plan.settings, level).length === 0)
      return { own: null, next: null };
    const keys = await keysOfCommittee(this.db.read, body, [plan.definition.id]);
    return { own: ownOf(keys), next: nextOf(keys) };
  }
}

function ownOf(keys: readonly CommitteeKey[]): KeyStanding['own'] {
  if (keys.some(({ state }) => state === 'approved')) return 'approved';
  return keys.some(({ state }) => state === 'registered') ? 'waiting' : 'missing';
}

function nextOf(keys: readonly CommitteeKey[]): KeyStanding['next'] {
  if (keys.some(({ state }) => state === 'suspended')) return 'suspended';
  const waiting = keys.filter(({ state }) => state === 'registered');
  if (waiting.length === 0) return null;
  return waiting.some(({ readOut }) => readOut === null) ? 'readOut' : 'approval';
}
