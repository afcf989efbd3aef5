import { Injectable } from '@nestjs/common';
import { listContactPersons } from '../bodies/contact.store.js';
import { findCommittee, type ElectionCommittee } from '../elections/committees.js';
import { organisationOf } from '../elections/decisions.js';
import { standingExemptions } from '../elections/duties.js';
import { recipientsOf, type ElectionPlan } from '../elections/election.js';
import { ElectionStore, type ElectionSummary } from '../elections/election.store.js';
import { FindLanes, type Lanes } from '../elections/find-lanes.js';
import { namesOf } from '../identity/person.store.js';
import { segmentOf, type PersonActor } from '../kernel/actor.js';
import { Clock } from '../kernel/clock.js';
import { committeeKey, sameCommittee, type Segment } from '../kernel/committee.js';
import { inGroups } from '../kernel/fingerprint.js';
import { Refusal } from '../kernel/refusal.js';
import { usableKeysOf } from '../keys/key.store.js';
import { Database } from '../platform/postgres/database.js';
import { setupState, type Point, type SetupCheck, type SetupState } from './setup-check.js';
import { latestCheck, latestChecks } from './setup-check.store.js';
import { delivers, pointsOf, sendersIn, type KnownOfCommittee } from './setup-points.js';
import type { Trial } from './trial.js';
import { listTrials } from './trial.store.js';

/** How a committee stands, with what it said last and the newest test delivery that it made. */
export interface SetupRow {
  readonly committee: ElectionCommittee;
  readonly points: readonly Point[];
  readonly check: SetupCheck | null;
  readonly trial: Trial | null;
  readonly delivers: boolean;
  readonly state: SetupState;
}

/** What a committee sees of its own set-up. */
export interface OwnSetup extends SetupRow {
  readonly plan: ElectionPlan;
  readonly lanes: Lanes;
  /** Whether a test delivery can be made now. */
  readonly mayTry: boolean;
  /** Its own test deliveries, the newest first. */
  readonly trials: readonly Trial[];
  /** Test deliveries of others that would have come to it as counts, the newest first. */
  readonly coming: readonly Trial[];
  /** Who said it, of the newest check. */
  readonly checkedBy: string | null;
}

/** The set-up of an election, as the Kiesraad sees it. */
export interface SetupBoard {
  readonly plan: ElectionPlan;
  readonly lanes: Lanes;
  readonly rows: readonly SetupRow[];
}

/** How a real election is set up for each committee, and who verified it. */
@Injectable()
export class ShowSetup {
  constructor(
    private readonly db: Database,
    private readonly elections: ElectionStore,
    private readonly lanes: FindLanes,
    private readonly clock: Clock,
  ) {}

  /** Every election, to choose from; the last voting day first. */
  async all(): Promise<readonly ElectionSummary[]> {
    return await this.elections.list();
  }

  /** The data of one body, as they are now. Refuses request.notFound for who is no body of its election. */
  async points(owner: Segment): Promise<readonly Point[]> {
    const { plan } = await this.lanes.run(owner.electionId);
    const committee = findCommittee(plan.committees, owner.body);
    if (!committee) throw new Refusal('request.notFound');
    const known = await this.known(plan, [committee]);
    return pointsOf(plan, committee, known(committee), sendersIn(plan));
  }

  async own(wearer: Pick<PersonActor, 'hat'>): Promise<OwnSetup> {
    const owner = segmentOf(wearer);
    const { read } = this.db;
    const [lanes, points, check, made] = await Promise.all([
      this.lanes.run(owner.electionId),
      this.points(owner),
      latestCheck(read, owner),
      listTrials(read, { electionId: owner.electionId }),
    ]);
    const { plan } = lanes;
    const names = check && (await namesOf(read, [check.personId]));
    const trials = made.filter((each) => sameCommittee(each.owner.body, owner.body));
    return {
      ...rowOf(plan, findCommittee(plan.committees, owner.body)!, {
        points,
        check,
        trial: trials[0] ?? null,
      }),
      ...{ plan, lanes, trials },
      mayTry: this.clock.now() < lanes.testCloses,
      coming: made.filter((each) => comesTo(plan, each, owner)),
      checkedBy: check && (names?.get(check.personId) ?? null),
    };
  }

  /** Every committee of the election that takes part; without an id of the first election, null when there is none. */
  async board(electionId: string | null): Promise<SetupBoard | null> {
    const id = electionId ?? (await this.elections.list())[0]?.id;
    if (id === undefined) return null;
    const lanes = await this.lanes.run(id);
    const { plan } = lanes;
    const absent = new Set(standingExemptions(plan).map(({ committee }) => committeeKey(committee)));
    const taking = plan.committees.filter((each) => !absent.has(committeeKey(each)));
    const [known, checks, trials] = await Promise.all([
      this.known(plan, taking),
      latestChecks(this.db.read, id),
      listTrials(this.db.read, { electionId: id }),
    ]);
    const senders = sendersIn(plan);
    const checkOf = new Map(checks.map((check) => [committeeKey(check.owner.body), check]));
    // the newest comes first: of several the last one put is the oldest
    const trialOf = new Map([...trials].reverse().map((trial) => [committeeKey(trial.owner.body), trial]));
    const rows = taking.map((committee) =>
      rowOf(plan, committee, {
        points: pointsOf(plan, committee, known(committee), senders),
        check: checkOf.get(committeeKey(committee)) ?? null,
        trial: trialOf.get(committeeKey(committee)) ?? null,
      }),
    );
    return { plan, lanes, rows };
  }

  /** What is known of these committees beside the plan, in three queries. */
  private async known(
    plan: ElectionPlan,
    committees: readonly ElectionCommittee[],
  ): Promise<(committee: ElectionCommittee) => KnownOfCommittee> {
    const decisions = await this.elections.decisions(plan.definition.id);
    const codes = committees.flatMap((each) => organisationOf(plan, decisions, each) ?? []);
    const [keys, people] = await Promise.all([
      usableKeysOf(this.db.read, plan.definition.id),
      listContactPersons(this.db.read, [...new Set(codes)]),
    ]);
    return (committee) => {
      const organisation = organisationOf(plan, decisions, committee);
      return {
        keys: keys
          .filter((key) => sameCommittee(key.committee, committee))
          .map(({ fingerprint }) => inGroups(fingerprint))
          .sort(),
        contacts:
          organisation === null
            ? null
            : people
                .filter((person) => person.organisation === organisation)
                .map(({ name, email, phone }) => [name, email, phone].filter(Boolean).join(', ')),
      };
    };
  }
}

function rowOf(
  plan: ElectionPlan,
  committee: ElectionCommittee,
  facts: Pick<SetupRow, 'points' | 'check' | 'trial'>,
): SetupRow {
  const sends = delivers(plan, committee);
  const state = setupState({ ...facts, delivers: sends, hasTrial: facts.trial !== null });
  return { ...facts, committee, delivers: sends, state };
}

function comesTo(plan: ElectionPlan, { owner, message, about }: Trial, to: Segment): boolean {
  return recipientsOf(plan, owner.body, message, about).some(({ committee }) =>
    sameCommittee(committee, to.body),
  );
}
