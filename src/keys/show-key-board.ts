import { Injectable } from '@nestjs/common';
import { calendarOf } from '../elections/calendar.js';
import type { ElectionCommittee } from '../elections/committees.js';
import type { ElectionSummary } from '../elections/election.store.js';
import { ElectionStore } from '../elections/election.store.js';
import { signedBy } from '../elections/settings.js';
import { committeeKey, COMMITTEE_LEVELS } from '../kernel/committee.js';
import { Refusal } from '../kernel/refusal.js';
import { Settings } from '../platform/settings.js';
import { Database } from '../platform/postgres/database.js';
import type { CommitteeKey } from './key.js';
import { countKeys, keysPerCommittee, listKeys } from './key.store.js';

/** How an election stands with its keys, for the operator. */
export interface KeyBoard {
  readonly elections: readonly ElectionSummary[];
  readonly election: ElectionSummary;
  /** Waiting for a decision, the longest first; at most a hundred. */
  readonly waiting: readonly CommitteeKey[];
  /** Stopped by one person, without the word of a second; at most a hundred. */
  readonly suspended: readonly CommitteeKey[];
  /** The last day on which keys are in time, `YYYY-MM-DD`. */
  readonly due: string;
  readonly counts: {
    readonly waiting: number;
    readonly approved: number;
    readonly rejected: number;
    readonly revoked: number;
  };
  /** Committees that must sign and have no key that waits or is approved. */
  readonly missing: readonly ElectionCommittee[];
  /** How many committees must sign. */
  readonly signing: number;
  /** What a committee is called. */
  readonly nameOf: (level: string, code: string) => string;
}

const MOST_WAITING = 100;

/** The board of keys per election: what waits for the Kiesraad, and who has no key yet. */
@Injectable()
export class ShowKeyBoard {
  constructor(
    private readonly db: Database,
    private readonly elections: ElectionStore,
    private readonly settings: Settings,
  ) {}

  /** The board of this election, or of the first one; null when there are no elections. */
  async run(electionId: string | null): Promise<KeyBoard | null> {
    const elections = await this.elections.list();
    if (elections.length === 0) return null;
    const election = electionId === null ? elections[0] : elections.find(({ id }) => id === electionId);
    const plan = election && (await this.elections.plan(election.id));
    if (!election || !plan) throw new Refusal('request.notFound');
    const { read } = this.db;
    const first = { skip: 0, take: MOST_WAITING };
    const [waiting, suspended, withKey, counts] = await Promise.all([
      listKeys(read, { electionId: election.id, state: 'registered' }, first),
      listKeys(read, { electionId: election.id, state: 'suspended' }, first),
      keysPerCommittee(read, election.id),
      this.counts(election.id),
    ]);
    const signing = plan.committees.filter(({ level }) =>
      COMMITTEE_LEVELS.some((known) => known === level && signedBy(plan.settings, known).length > 0),
    );
    const missing = signing.filter((committee) => !withKey.has(committeeKey(committee)));
    const names = new Map(plan.committees.map((committee) => [committeeKey(committee), committee.name]));
    const nameOf = (level: string, code: string) => names.get(`${level}:${code}`) ?? `${level} ${code}`;
    const due = calendarOf(plan.definition, this.settings.keyDueDays).keyDue;
    const found = { waiting, suspended, due, counts, missing };
    return { elections, election, ...found, signing: signing.length, nameOf };
  }

  private async counts(electionId: string): Promise<KeyBoard['counts']> {
    const count = (state: CommitteeKey['state']) => countKeys(this.db.read, { electionId, state });
    const [waiting, approved, rejected, revoked] = await Promise.all([
      count('registered'),
      count('approved'),
      count('rejected'),
      count('revoked'),
    ]);
    return { waiting, approved, rejected, revoked };
  }
}
