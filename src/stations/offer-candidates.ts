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
import { candidateFileAdded } from './events.js';
import { readCandidates } from './read-candidates.js';
import { addCandidates, candidateFiles, type CandidateFile } from './station.store.js';

/** The Kiesraad puts the lists of candidates (230b) of an election ready for its committees: exactly these bytes. */
@Injectable()
export class OfferCandidates {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly elections: ElectionStore,
    private readonly objects: Objects,
    private readonly bench: Workbench,
  ) {}

  /** The bytes that are offered already give the same answer. Refused: request.notFound, stations.notCandidates, upload.noSpace. */
  async run(electionId: string, bytes: Uint8Array, actor: PersonActor): Promise<CandidateFile> {
    if ((await this.elections.summary(electionId)) === null) throw new Refusal('request.notFound');
    const contest = readCandidates(bytes, electionId);
    const { db, objects, bench } = this;
    return await keepNamed({ db, objects, bench }, bytes, (object) =>
      act(db, actor, async (tx) => {
        await lock(tx, `candidates:${electionId}`);
        const before = (await candidateFiles(tx, electionId)).find((each) => each.contest === contest);
        if (before?.sha256 === object.id) return before;
        await recordObject(tx, object);
        await pinForGood(tx, [object.id]);
        const [version, at] = [(before?.version ?? 0) + 1, this.clock.now()];
        const { id: sha256, size } = object;
        const file = { electionId, contest, version, sha256, size, at };
        const added = await addCandidates(tx, file, actor.personId);
        const details = { contest, stationVersion: version, sha256 };
        await append(tx, candidateFileAdded({ object: { id: electionId, electionId }, actor, details }), at);
        return added;
      }),
    );
  }
}
