import { Injectable } from '@nestjs/common';
import { ElectionStore } from '../elections/election.store.js';
import { namesOf } from '../identity/person.store.js';
import type { PersonActor } from '../kernel/actor.js';
import { Clock } from '../kernel/clock.js';
import { dutchDay } from '../kernel/dutch-time.js';
import { Database } from '../platform/postgres/database.js';
import { lastCandidateOffers, type CandidateOffer } from './candidates.store.js';

/** Lists of candidates that wait for a second person, or that another turned down with nothing newer offered. */
export interface CandidateOffers {
  readonly offered: readonly CandidateOffer[];
  /** What people are called, by id. */
  readonly names: ReadonlyMap<string, string>;
  /** Who looks: a fingerprint is shown to who offered it, and to nobody who is to compare it. */
  readonly viewer: string;
}

/** The same of one election that is still to come, by its name. */
export interface OpenOffers {
  readonly electionId: string;
  readonly name: string;
  readonly offered: readonly CandidateOffer[];
}

/** What the Kiesraad sees of the lists of candidates (230b) that are not handed out; nobody else sees that there are any. */
@Injectable()
export class ShowOffers {
  constructor(
    private readonly db: Database,
    private readonly elections: ElectionStore,
    private readonly clock: Clock,
  ) {}

  /** Null for anybody else. */
  async of(electionId: string, { hat, personId: viewer }: PersonActor): Promise<CandidateOffers | null> {
    if (hat.role !== 'operator') return null;
    const offered = (await lastCandidateOffers(this.db.read, [electionId])).filter(isOpen);
    const people = offered.flatMap(({ byPerson, confirmation }) => [byPerson, confirmation?.byPerson]);
    const names = await namesOf(
      this.db.read,
      people.filter((id) => typeof id === 'string'),
    );
    return { offered, names, viewer };
  }

  /** Of every election that is still to come and has some. */
  async open(): Promise<readonly OpenOffers[]> {
    const today = dutchDay(this.clock.now());
    const coming = (await this.elections.list()).filter(({ electionDate }) => electionDate >= today);
    const ids = coming.map(({ id }) => id);
    const open = (await lastCandidateOffers(this.db.read, ids)).filter(isOpen);
    return coming
      .map(({ id, name }) => ({ electionId: id, name, offered: open.filter((one) => one.electionId === id) }))
      .filter(({ offered }) => offered.length > 0);
  }
}

function isOpen({ confirmation }: CandidateOffer): boolean {
  return confirmation === null || (confirmation.outcome === 'rejected' && confirmation.why !== null);
}
