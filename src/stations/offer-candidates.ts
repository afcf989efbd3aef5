import { Injectable } from '@nestjs/common';
import { append } from '../audit/audit.store.js';
import { ElectionStore } from '../elections/election.store.js';
import { act } from '../identity/act.js';
import type { PersonActor } from '../kernel/actor.js';
import { Clock } from '../kernel/clock.js';
import { Refusal } from '../kernel/refusal.js';
import { keepNamed } from '../platform/objects/keep-named.js';
import { pinForGood, recordObject } from '../platform/objects/object.store.js';
import { Objects } from '../platform/objects/objects.js';
import { Workbench } from '../platform/objects/workbench.js';
import { Database, lock } from '../platform/postgres/database.js';
import { addCandidateOffer, candidateFiles, waitingCandidates } from './candidates.store.js';
import { candidatesOffered } from './events.js';
import { readCandidates } from './read-candidates.js';

/** One of the Kiesraad offers a list of candidates (230b) of an election; another confirms it before anybody can fetch it. */
@Injectable()
export class OfferCandidates {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly elections: ElectionStore,
    private readonly objects: Objects,
    private readonly bench: Workbench,
  ) {}

  /**
   * The bytes that one's own offer has already give the same answer. Refused: request.notFound, stations.notCandidates,
   * stations.candidatesInForce, stations.candidatesWait, upload.noSpace.
   */
  async run(electionId: string, bytes: Uint8Array, actor: PersonActor): Promise<void> {
    if ((await this.elections.summary(electionId)) === null) throw new Refusal('request.notFound');
    const contest = readCandidates(bytes, electionId);
    const { db, objects, bench } = this;
    const { personId: byPerson } = actor;
    await keepNamed({ db, objects, bench }, bytes, (object) =>
      act(db, actor, async (tx) => {
        await lock(tx, `candidates:${electionId}`);
        const ofContest = (each: { readonly contest: string }) => each.contest === contest;
        const inForce = (await candidateFiles(tx, electionId)).find(ofContest);
        if (inForce?.sha256 === object.id) throw new Refusal('stations.candidatesInForce');
        const waits = (await waitingCandidates(tx, electionId)).find(ofContest);
        if (waits?.sha256 === object.id && waits.byPerson === byPerson) return;
        if (waits !== undefined) throw new Refusal('stations.candidatesWait');
        await recordObject(tx, object);
        await pinForGood(tx, [object.id]);
        const { id: sha256, size } = object;
        const at = this.clock.now();
        await addCandidateOffer(tx, { electionId, contest, sha256, size, at, byPerson });
        const about = { object: { id: electionId, electionId }, actor, details: { contest, sha256 } };
        await append(tx, candidatesOffered(about), at);
      }),
    );
  }
}
