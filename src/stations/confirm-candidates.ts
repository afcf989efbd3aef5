import { Injectable } from '@nestjs/common';
import { append } from '../audit/audit.store.js';
import { confirmerOf, mayConfirm, mustBeRight, turnDown } from '../setup/who-confirms.js';
import { act } from '../identity/act.js';
import type { PersonActor } from '../kernel/actor.js';
import { Clock } from '../kernel/clock.js';
import type { Sha256 } from '../kernel/fingerprint.js';
import { Refusal } from '../kernel/refusal.js';
import { Database, lock, type Reader, type Tx } from '../platform/postgres/database.js';
import {
  addCandidateConfirmation,
  addCandidates,
  candidateFiles,
  waitingCandidates,
  type CandidateOffer,
} from './candidates.store.js';
import { candidateFileAdded, candidatesRejected } from './events.js';

/** The second person of the Kiesraad, with whom lists of candidates (230b) that another offered are handed out. */
@Injectable()
export class ConfirmCandidates {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
  ) {}

  /**
   * Confirms what waits with these fingerprints, all or none, with a passkey just used. They are of this person's own copies,
   * from elsewhere than the offer. Refused: request.notFound (nothing waits), election.secondMustDiffer,
   * election.fingerprintDiffers, access.notWithToken.
   */
  async confirm(electionId: string, fingerprints: readonly Sha256[], actor: PersonActor): Promise<void> {
    await this.decide(electionId, actor, async (tx, waiting) => {
      for (const offer of rightOnes(waiting, fingerprints, actor)) await this.handOut(tx, offer, actor);
    });
  }

  /** Which of these, of somebody's own copies, another offered. Nothing is kept. Refused as {@link confirm}, when none does. */
  async compare(
    electionId: string,
    fingerprints: readonly Sha256[],
    actor: PersonActor,
  ): Promise<readonly Sha256[]> {
    const waiting = await this.find(this.db.read, electionId);
    const confirmer = confirmerOf(actor, null);
    const others = waiting.filter((one) => mayConfirm(one, confirmer) === 'yes');
    const equal = fingerprints.filter((one) => others.some(({ sha256 }) => sha256 === one));
    rightOnes(waiting, equal.length === 0 ? fingerprints : equal, actor);
    return equal;
  }

  /** Turns one down: who offered it takes it back, or another says what is wrong. Refused: request.notFound, election.sayWhy. */
  async reject(electionId: string, id: string, why: string | null, actor: PersonActor): Promise<void> {
    await this.decide(electionId, actor, async (tx, waiting) => {
      const offer = waiting.find((one) => one.id === id);
      if (offer === undefined) throw new Refusal('request.notFound');
      const [at, said] = [this.clock.now(), turnDown(offer, why, confirmerOf(actor, null))];
      await addCandidateConfirmation(tx, id, { ...said, byPerson: actor.personId, at });
      const { contest, sha256 } = offer;
      const details = { contest, sha256, ...(said.why === null ? {} : { reason: said.why }) };
      await append(tx, candidatesRejected({ object: { id: electionId, electionId }, actor, details }), at);
    });
  }

  private async find(read: Reader | Tx, electionId: string): Promise<readonly CandidateOffer[]> {
    const waiting = await waitingCandidates(read, electionId);
    if (waiting.length === 0) throw new Refusal('request.notFound');
    return waiting;
  }

  private async decide(
    electionId: string,
    actor: PersonActor,
    work: (tx: Tx, waiting: readonly CandidateOffer[]) => Promise<void>,
  ): Promise<void> {
    await act(
      this.db,
      actor,
      async (tx) => {
        await lock(tx, `candidates:${electionId}`);
        await work(tx, await this.find(tx, electionId));
      },
      'fresh',
    );
  }

  private async handOut(tx: Tx, offer: CandidateOffer, actor: PersonActor): Promise<void> {
    const [at, { personId: byPerson }] = [this.clock.now(), actor];
    await addCandidateConfirmation(tx, offer.id, { outcome: 'confirmed', why: null, byPerson, at });
    const { electionId, contest, sha256, size } = offer;
    const before = (await candidateFiles(tx, electionId)).find((each) => each.contest === contest);
    const version = (before?.version ?? 0) + 1;
    await addCandidates(tx, { electionId, contest, version, sha256, size, at }, byPerson);
    const details = { contest, stationVersion: version, sha256 };
    await append(tx, candidateFileAdded({ object: { id: electionId, electionId }, actor, details }), at);
  }
}

/** What waits with these fingerprints; of one that is of nothing, an answer as if it were for what another offered. */
function rightOnes(
  waiting: readonly CandidateOffer[],
  fingerprints: readonly Sha256[],
  actor: PersonActor,
): readonly CandidateOffer[] {
  if (fingerprints.length === 0) throw new Refusal('election.fingerprintDiffers');
  const confirmer = confirmerOf(actor, null);
  const another = waiting.find((one) => mayConfirm(one, confirmer) === 'yes') ?? waiting[0]!;
  return [...new Set(fingerprints)].map((fingerprint) => {
    const offer = waiting.find(({ sha256 }) => sha256 === fingerprint) ?? another;
    mustBeRight(offer, fingerprint, confirmer);
    return offer;
  });
}
