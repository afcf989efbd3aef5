import { Injectable } from '@nestjs/common';
import { committeeName } from '../elections/committees.js';
import { ElectionStore } from '../elections/election.store.js';
import { signedBy } from '../elections/settings.js';
import { namesOf } from '../identity/person.store.js';
import { segmentOf, type PersonActor } from '../kernel/actor.js';
import { Clock } from '../kernel/clock.js';
import { sameCommittee, type MessageType } from '../kernel/committee.js';
import { Refusal } from '../kernel/refusal.js';
import { Database } from '../platform/postgres/database.js';
import { atMoment, USUAL_ARTICLE, type Fallback } from './fallback.js';
import { findFallback, lastArticle, listOfAll, listOfCommittee } from './fallback.store.js';

/** A question with what it is about, as it is at this moment. */
export interface ShownFallback {
  readonly fallback: Fallback;
  /** What its committee is called, and the election. */
  readonly owner: string;
}

/** What the Kiesraad reads before it answers. */
export interface FallbackToDecide extends ShownFallback {
  /** By which article it was allowed before in this election, or else the usual one. */
  readonly article: string;
  /** For the operator: what those are called who asked and answered, by id. */
  readonly names: ReadonlyMap<string, string>;
}

/** What committees asked: all of it for the operator, its own for a committee. */
@Injectable()
export class ShowFallback {
  constructor(
    private readonly db: Database,
    private readonly elections: ElectionStore,
    private readonly clock: Clock,
  ) {}

  /** What waits first for the operator; the newest first for a committee. */
  async list(wearer: Pick<PersonActor, 'hat'>): Promise<readonly ShownFallback[]> {
    const found =
      wearer.hat.role === 'operator'
        ? await listOfAll(this.db.read)
        : await listOfCommittee(this.db.read, segmentOf(wearer));
    return await Promise.all(found.map((fallback) => this.shown(fallback)));
  }

  /** One. Refused with request.notFound when it is not there, and when it is another committee's. */
  async one(id: string, { hat }: Pick<PersonActor, 'hat'>): Promise<FallbackToDecide> {
    const found = await findFallback(this.db.read, id);
    const isOwn =
      found !== null && found.electionId === hat.electionId && sameCommittee(found.committee, hat.body);
    if (found === null || !(isOwn || hat.role === 'operator')) throw new Refusal('request.notFound');
    const people = [found.asked, 'decided' in found ? found.decided : null].flatMap((act) => act?.by ?? []);
    return {
      ...(await this.shown(found)),
      article: (await lastArticle(this.db.read, found.electionId)) ?? USUAL_ARTICLE,
      names: hat.role === 'operator' ? await namesOf(this.db.read, people) : new Map(),
    };
  }

  /** Which files this committee signs: about those it can ask. */
  async messages(wearer: Pick<PersonActor, 'hat'>): Promise<readonly MessageType[]> {
    const { electionId, body } = segmentOf(wearer);
    const plan = await this.elections.plan(electionId);
    return plan === null ? [] : signedBy(plan.settings, body.level);
  }

  private async shown(fallback: Fallback): Promise<ShownFallback> {
    const plan = await this.elections.plan(fallback.electionId);
    const name = committeeName(plan?.committees ?? [], fallback.committee);
    const owner = `${name}, ${plan?.definition.name ?? fallback.electionId}`;
    return { fallback: atMoment(fallback, this.clock.now()), owner };
  }
}
