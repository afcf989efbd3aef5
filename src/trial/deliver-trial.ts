import { Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { append } from '../audit/audit.store.js';
import { recipientsOf, type ElectionPlan } from '../elections/election.js';
import { FindLanes, lanesOf, type Lanes } from '../elections/find-lanes.js';
import { act } from '../identity/act.js';
import { segmentOf, type PersonActor } from '../kernel/actor.js';
import { Clock } from '../kernel/clock.js';
import { chainLock } from '../kernel/delivery-chain.js';
import type { Sha256 } from '../kernel/fingerprint.js';
import { Refusal } from '../kernel/refusal.js';
import { bar } from '../keys/barred.store.js';
import { JudgeProof } from '../keys/judge-proof.js';
import { wasDelivered } from '../keys/key-proof.store.js';
import { withTestCount } from '../keys/take-proof.js';
import { Workbench } from '../platform/objects/workbench.js';
import { Database, lock, type Tx } from '../platform/postgres/database.js';
import { MakeContext } from '../upload/make-context.js';
import type { Verdict } from '../verify/verdict.js';
import { formatTime } from '../web/format-time.js';
import { trialDelivered } from './events.js';
import { MOST_TRIALS, testCountOf, type TestCount, type Trial } from './trial.js';
import { addTrial, countTrials, findTrial } from './trial.store.js';

/** What came of delivering a test count. */
export interface DeliveredTrial {
  readonly trial: Trial;
  /** False: this count was delivered to the test lane before, and nothing was done. */
  readonly isNew: boolean;
}

/**
 * A committee delivers a test count to the test lane of a real election: judged as a real one, with its real key, and never a
 * submission. Its bytes are not kept, and its fingerprint is barred as a count for good.
 */
@Injectable()
export class DeliverTrial {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly bench: Workbench,
    private readonly lanes: FindLanes,
    private readonly context: MakeContext,
    private readonly judging: JudgeProof,
  ) {}

  /**
   * Takes one package as bytes, or a form with one or two files in `bestand`. The same count gives the same test delivery. Refused:
   * trial.closed, trial.refused with every reason, trial.noCount, trial.delivered, trial.tooMany, and as withTestCount and
   * JudgeProof. Nothing is barred or kept but together, when all is well.
   */
  async run(sent: AsyncIterable<Uint8Array> | FastifyRequest, actor: PersonActor): Promise<DeliveredTrial> {
    const owner = segmentOf(actor);
    return await withTestCount(this.bench, sent, async (files) => {
      const lanes = await this.lanes.run(owner.electionId);
      this.mustBeOpen(lanes);
      const verdict = await this.judging.run(files, await this.context.of(owner, this.clock.now()));
      const count = testCountOf(verdict, owner.body);
      const digests = await Promise.all(files.map(async ({ file }) => (await file.end()).sha256));
      const judged = { count, verdict, files: digests, plan: lanes.plan };
      return await act(this.db, actor, (tx) => this.keep(tx, judged, actor));
    });
  }

  /** Under the lock under which counts are delivered: who delivers this one at the same moment comes before or after. */
  private async keep(tx: Tx, judged: Judged, actor: PersonActor): Promise<DeliveredTrial> {
    const owner = segmentOf(actor);
    const { electionId, body: sender } = owner;
    const { message, about, fingerprint } = judged.count;
    await lock(tx, chainLock({ electionId, sender, message, about }));
    // the lane may have closed while the file came in
    this.mustBeOpen(await lanesOf(tx, judged.plan));
    const known = await findTrial(tx, owner, fingerprint);
    if (known !== null) return { trial: known, isNew: false };
    if (await wasDelivered(tx, fingerprint)) throw new Refusal('trial.delivered');
    await lock(tx, `trials:${electionId}:${sender.level}:${sender.code}`);
    if ((await countTrials(tx, owner)) >= MOST_TRIALS)
      throw new Refusal('trial.tooMany', { most: MOST_TRIALS });
    const at = this.clock.now();
    await bar(tx, { fingerprint, owner, why: 'testLane', personId: actor.personId, at });
    const trial = await addTrial(tx, { ...judged.count, owner, personId: actor.personId, at }, judged);
    const recipients = recipientsOf(judged.plan, sender, message, about).map(({ committee }) => committee);
    const details = { message, fingerprint, digests: [...judged.files], recipients };
    await append(tx, trialDelivered({ object: trial, actor, details }), at);
    return { trial, isNew: true };
  }

  private mustBeOpen({ testCloses, realOpens }: Lanes): void {
    if (this.clock.now() < testCloses) return;
    throw new Refusal('trial.closed', { van: formatTime(realOpens) });
  }
}

interface Judged {
  readonly plan: ElectionPlan;
  readonly count: TestCount;
  readonly verdict: Verdict;
  readonly files: readonly Sha256[];
}
