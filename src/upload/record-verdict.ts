import { Injectable } from '@nestjs/common';
import type { Counter } from 'prom-client';
import { append } from '../audit/audit.store.js';
import { ElectionStore } from '../elections/election.store.js';
import { holdRole } from '../identity/authority.store.js';
import type { SystemActor } from '../kernel/actor.js';
import { Clock } from '../kernel/clock.js';
import { chainLock } from '../kernel/delivery-chain.js';
import { isBarred } from '../keys/barred.store.js';
import { Metrics } from '../platform/metrics.js';
import { Database, lock, type Tx } from '../platform/postgres/database.js';
import { Settings } from '../platform/settings.js';
import type { JudgedPacked } from '../verify/judge.process.js';
import type { Verdict } from '../verify/verdict.js';
import { keepCount } from './count.store.js';
import { previewOrder } from './delivery-decision.js';
import { DeliverSubmission } from './deliver-submission.js';
import { submissionBytesReleased, submissionJudged, submissionRefused } from './events.js';
import { endTask } from './judgement.store.js';
import { beyondQuota, removalLock } from './quarantine.js';
import { listRefusedFiles, releaseRefused } from './quarantine.store.js';
import { chainOf, judge, submissionNumber } from './submission.js';
import type { JudgedSubmission, OpenSubmission, RefusedSubmission, Submission } from './submission.js';
import { hasCounted, holdSubmission, listChain, saveState } from './submission.store.js';
import { firstRefusal } from './refused-words.js';

/** What a judge found, and the count packed: null where none was read. */
export type Judgement = Pick<JudgedPacked, 'verdict' | 'count'>;

/** Keeps a verdict and what follows from it at once, in one transaction. */
@Injectable()
export class RecordVerdict {
  private readonly reached: Counter<'verdict'>;

  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly settings: Settings,
    private readonly elections: ElectionStore,
    private readonly delivering: DeliverSubmission,
    metrics: Metrics,
  ) {
    this.reached = metrics.counter('verdicts_total', 'Verdicts that this process reached', ['verdict']);
  }

  /**
   * Gives the submission as it is afterwards, its count kept where it is accepted. Where the sender asked in advance to deliver, may do so still, and nothing
   * stands in the way, it is delivered in the same transaction. Another worker may have been first: then its verdict stands.
   */
  async run(open: OpenSubmission, { verdict, count }: Judgement, actor: SystemActor): Promise<Submission> {
    const plan = await this.elections.plan(open.electionId);
    if (plan === null) throw new Error(`submission ${open.id} belongs to no election`);
    const recorded = await this.db.transaction(async (tx) => {
      const accepted = verdict.verdict === 'accepted';
      if (accepted) await lock(tx, chainLock(chainOf({ ...open, verdict })));
      const held = await holdSubmission(tx, open.id);
      await endTask(tx, open.id);
      if (held.state !== 'open') return held;
      const at = this.clock.now();
      const after = judge(held, await withOrder(tx, held, verdict, at), at);
      await saveState(tx, after);
      if (after.state === 'judged' && count !== null) await keepCount(tx, after.id, count);
      await logVerdict(tx, after, actor, at);
      if (after.state === 'refused') await this.holdQuota(tx, after, actor, at);
      if (after.state !== 'judged' || !after.direct) return after;
      const owner = { electionId: after.electionId, body: after.sender };
      if (!(await holdRole(tx, after.personId, owner))) return after;
      return await this.delivering.ifNothingStandsInTheWay(tx, { judged: after, plan, actor });
    });
    this.reached.inc({ verdict: verdict.verdict });
    return recorded;
  }

  /** The oldest refused bytes of a body make room for its newest; what was said of them stays. */
  private async holdQuota(
    tx: Tx,
    { electionId, sender }: Submission,
    actor: SystemActor,
    at: Date,
  ): Promise<void> {
    const owner = { electionId, body: sender };
    const quota = this.settings.quarantineBytesPerCommittee;
    if (beyondQuota(await listRefusedFiles(tx, owner), quota).length === 0) return;
    // a hold that is placed now has what it lists, or waits until this is over
    await lock(tx, removalLock(electionId));
    const going = beyondQuota(await listRefusedFiles(tx, owner), quota);
    if (going.length === 0) return;
    const numbers = await releaseRefused(
      tx,
      owner,
      going.map(({ sha256 }) => sha256),
    );
    const details = { numbers: numbers.map(String), files: going.length, quota };
    await append(tx, submissionBytesReleased({ object: { id: null, electionId }, actor, details }), at);
  }
}

async function withOrder(tx: Tx, open: OpenSubmission, verdict: Verdict, at: Date): Promise<Verdict> {
  if (verdict.verdict === 'refused') return verdict;
  const chain = chainOf({ ...open, verdict });
  const facts = {
    versions: await listChain(tx, chain),
    counted: await hasCounted(tx, chain),
    session: open.saidOfSession,
    barred: await isBarred(tx, verdict.fingerprint),
  };
  return previewOrder(verdict, facts, open.replaces, at);
}

async function logVerdict(
  tx: Tx,
  after: JudgedSubmission | RefusedSubmission,
  actor: SystemActor,
  at: Date,
): Promise<void> {
  const { verdict } = after;
  const codes = (result: string) => verdict.checks.filter((c) => c.result === result).map((c) => c.code);
  const number = submissionNumber(after);
  const details = {
    number,
    message: verdict.type,
    fingerprint: verdict.fingerprint,
    refusing: codes('refuse'),
    warning: codes('warn'),
  };
  await append(tx, submissionJudged({ object: after, actor, details }), at);
  if (after.state !== 'refused') return;
  const check = firstRefusal(verdict);
  await append(tx, submissionRefused({ object: after, actor, details: { number, check } }), at);
}
