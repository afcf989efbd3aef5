import { Injectable } from '@nestjs/common';
import { calendarOf } from '../elections/calendar.js';
import { committeeName, type ElectionCommittee } from '../elections/committees.js';
import { standingExemptions } from '../elections/duties.js';
import { ElectionStore, type ElectionSummary } from '../elections/election.store.js';
import type { ElectionPlan } from '../elections/election.js';
import { segmentOf, type PersonActor } from '../kernel/actor.js';
import {
  committeeKey,
  sameCommittee,
  type CommitteeRef,
  type Level,
  type Segment,
} from '../kernel/committee.js';
import { Refusal } from '../kernel/refusal.js';
import { Database } from '../platform/postgres/database.js';
import { Settings } from '../platform/settings.js';
import { listChanges, type ChangedStation, type KeptList, type ListVersion } from './kept-list.js';
import {
  findList,
  findVersion,
  listInForce,
  listsInForce,
  versionsOf,
  type ListReach,
} from './station.store.js';

/** Who hands a list in. The postal committee may; of a gemeente or island it is asked. */
export const LIST_MAKERS = ['GSB', 'SOL', 'NBSB'] as const satisfies readonly Level[];
/** Of whom it is asked. */
export const ASKED: readonly Level[] = ['GSB', 'SOL'];

/** A committee with its list that is in force; null before the first. */
export interface ListRow {
  readonly committee: ElectionCommittee;
  readonly list: ListVersion | null;
}

/** The lists of an election, as one body may see them. */
export interface ShownLists {
  readonly plan: ElectionPlan;
  /** By when a list is asked for, `YYYY-MM-DD`: with the key, by usage. */
  readonly due: string;
  /** Those that handed one in or are asked to, in the order of the election. */
  readonly rows: readonly ListRow[];
}

/** One version of a list, with what is to know beside it. */
export interface ShownList {
  readonly plan: ElectionPlan;
  readonly list: KeptList;
  readonly name: string;
  /** Every version, the newest first. */
  readonly versions: readonly ListVersion[];
  /** What is otherwise than in the version before; null of the first. */
  readonly changes: readonly ChangedStation[] | null;
}

/** Lists of polling stations, for who may know of them: its committee, its HSB, the CSB and the Kiesraad. */
@Injectable()
export class ShowLists {
  constructor(
    private readonly db: Database,
    private readonly elections: ElectionStore,
    private readonly settings: Settings,
  ) {}

  /** Every election, for the operator to choose from; the last voting day first. */
  async all(): Promise<readonly ElectionSummary[]> {
    return await this.elections.list();
  }

  /** The lists of the hat's election; the operator's of `electionId`, or of the first. Null without an election. */
  async run({ hat }: Pick<PersonActor, 'hat'>, electionId: string | null): Promise<ShownLists | null> {
    const isOperator = hat.body.level === 'OPERATOR';
    const id = isOperator ? (electionId ?? (await this.elections.list())[0]?.id ?? null) : hat.electionId;
    if (id === null) return null;
    const plan = await this.elections.plan(id);
    if (plan === null || (electionId !== null && electionId !== id)) throw new Refusal('request.notFound');
    const lists = new Map(
      (await listsInForce(this.db.read, id)).map((list) => [committeeKey(list.committee), list]),
    );
    const exempt = standingExemptions(plan).map(({ committee }) => committeeKey(committee));
    const rows = plan.committees
      .filter((each) => isMaker(each) && mayKnow(hat.body, each))
      .map((committee) => ({ committee, list: lists.get(committeeKey(committee)) ?? null }))
      .filter(
        ({ committee, list }) =>
          list !== null || (ASKED.includes(committee.level) && !exempt.includes(committeeKey(committee))),
      );
    return { plan, due: calendarOf(plan.definition, this.settings.keyDueDays).keyDue, rows };
  }

  /** One's own list that is in force, with its history; null before the first. */
  async own(actor: Pick<PersonActor, 'hat'>): Promise<ShownList | null> {
    const owner = segmentOf(actor);
    const list = await listInForce(this.db.read, owner);
    return list && (await this.shown(list, owner));
  }

  /** By when it is asked for, `YYYY-MM-DD`; null of an election that is not there. */
  async due(electionId: string): Promise<string | null> {
    const plan = await this.elections.plan(electionId);
    return plan && calendarOf(plan.definition, this.settings.keyDueDays).keyDue;
  }

  /** One version. Refused: request.notFound, also for who may not know of it. */
  async one(id: string, { hat }: Pick<PersonActor, 'hat'>): Promise<ShownList> {
    const list = await findList(this.db.read, id, await this.reachOf(hat));
    if (list === null) throw new Refusal('request.notFound');
    return await this.shown(list, { electionId: list.electionId, body: list.committee });
  }

  private async reachOf({ electionId, body }: PersonActor['hat']): Promise<ListReach> {
    if (body.level === 'OPERATOR') return {};
    const plan = await this.elections.plan(electionId ?? '');
    const known = plan?.committees.filter((each) => isMaker(each) && mayKnow(body, each)) ?? [];
    const [codes, levels] = [known.map(({ code }) => code), known.map(({ level }) => level)];
    return {
      electionId: electionId ?? '',
      code: { in: [...new Set(codes)] },
      level: { in: [...new Set(levels)] },
    };
  }

  private async shown(list: KeptList, owner: Segment): Promise<ShownList> {
    const { read } = this.db;
    const [plan, versions, before] = await Promise.all([
      this.elections.plan(owner.electionId),
      versionsOf(read, owner),
      list.version === 1 ? null : findVersion(read, owner, list.version - 1),
    ]);
    if (plan === null) throw new Error(`list ${list.id} is of no election`);
    return {
      ...{ plan, list, versions },
      name: committeeName(plan.committees, list.committee),
      changes: before && listChanges(before.stations, list.stations),
    };
  }
}

function isMaker({ level }: CommitteeRef): boolean {
  return LIST_MAKERS.some((maker) => maker === level);
}

/** A committee its own, an HSB those of its kieskring, the CSB and the Kiesraad all. */
function mayKnow(body: CommitteeRef, committee: ElectionCommittee): boolean {
  switch (body.level) {
    case 'CSB':
    case 'COUNCIL':
    case 'OPERATOR':
      return true;
    case 'HSB':
      return committee.district === body.code;
    case 'GSB':
    case 'SOL':
    case 'NBSB':
      return sameCommittee(body, committee);
    case 'MAYOR':
    case 'EXECUTIVE':
      return false;
  }
}
