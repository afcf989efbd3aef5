import { Injectable } from '@nestjs/common';
import { append } from '../audit/audit.store.js';
import type { PersonActor, SystemActor } from '../kernel/actor.js';
import { Clock } from '../kernel/clock.js';
import { Database, type Tx } from '../platform/postgres/database.js';
import type { Verdict } from '../verify/verdict.js';
import { previewOrder } from './delivery-decision.js';
import { JudgeFiles } from './judge-files.js';
import { SettleFiles } from './settle-files.js';
import { chainOf, isComplete, judge, submissionNumber } from './submission.js';
import type {
  JudgedSubmission,
  OpenSubmission,
  RefusedSubmission,
  Submission,
  SubmissionId,
} from './submission.js';
import { findSubmission, hasCounted, holdSubmission, listChain, saveState } from './submission.store.js';
import { submissionJudged, submissionRefused } from './events.js';
import { firstRefusal } from './words.js';

/**
 * Judges a submission of which all files have arrived. Killed at any moment it can be done again: the bytes stay where
 * they are until the verdict is kept.
 */
@Injectable()
export class JudgeSubmission {
  /** One judgement at a time per submission: who asks meanwhile gets the same answer. */
  private readonly running = new Map<SubmissionId, Promise<Submission>>();

  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly judging: JudgeFiles,
    private readonly settle: SettleFiles,
  ) {}

  /** Gives the submission as it is afterwards; one that is not complete, or judged already, comes back as it is. */
  async run(id: SubmissionId, actor: PersonActor | SystemActor): Promise<Submission> {
    const running = this.running.get(id);
    if (running !== undefined) return await running;
    const judging = this.judge(id, actor).finally(() => this.running.delete(id));
    this.running.set(id, judging);
    return await judging;
  }

  private async judge(id: SubmissionId, actor: PersonActor | SystemActor): Promise<Submission> {
    const submission = await findSubmission(this.db.read, id);
    if (submission === null) throw new Error(`submission ${id} is gone`);
    if (submission.state !== 'open' || !isComplete(submission)) return submission;
    const verdict = await this.judging.run(submission);
    const after = await this.db.transaction((tx) => this.keepVerdict(tx, submission, verdict, actor));
    await this.settle.run(after);
    return after;
  }

  /** Another process may have judged the same bytes meanwhile: then its verdict stands. */
  private async keepVerdict(
    tx: Tx,
    { id }: OpenSubmission,
    verdict: Verdict,
    actor: PersonActor | SystemActor,
  ): Promise<Submission> {
    const held = await holdSubmission(tx, id);
    if (held.state !== 'open') return held;
    const at = this.clock.now();
    const after = judge(held, await this.withOrder(tx, held, verdict, at), at);
    await saveState(tx, after);
    await logVerdict(tx, after, actor, at);
    return after;
  }

  private async withOrder(tx: Tx, open: OpenSubmission, verdict: Verdict, at: Date): Promise<Verdict> {
    if (verdict.verdict === 'refused') return verdict;
    const chain = chainOf({ ...open, verdict });
    const facts = { versions: await listChain(tx, chain), counted: await hasCounted(tx, chain) };
    return previewOrder(verdict, facts, open.replaces, at);
  }
}

async function logVerdict(
  tx: Tx,
  after: JudgedSubmission | RefusedSubmission,
  actor: PersonActor | SystemActor,
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
