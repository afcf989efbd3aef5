import { Inject, Injectable, type BeforeApplicationShutdown } from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import type { SystemActor } from '../kernel/actor.js';
import type { Sha256 } from '../kernel/fingerprint.js';
import { Live } from '../platform/live/live.js';
import type { Logger } from '../platform/logger.js';
import { Objects } from '../platform/objects/objects.js';
import { isIntact } from '../platform/objects/verified.js';
import { LOGGER } from '../platform/platform.module.js';
import { Database } from '../platform/postgres/database.js';
import { unjudgeable } from '../verify/verify.js';
import { JudgeFiles } from './judge-files.js';
import { endTask, postpone, renewLeases, takeTasks, WAITING, type Task } from './judgement.store.js';
import { RecordVerdict, type Judgement } from './record-verdict.js';
import { isComplete, type OpenSubmission, type SubmissionId } from './submission.js';
import { findSubmission } from './submission.store.js';

const SYSTEM: SystemActor = { kind: 'system', part: 'controle' };
const POLL_MS = 1_000;
/** Taken while every judge is at work, so that the next one's question is ready when a judge is. */
const AHEAD = 1;

/** What could not be judged, and why. Nothing of it is said of the file. */
interface Trouble {
  readonly trouble: string;
  readonly exhausted: Task['exhausted'];
}

/**
 * A worker's judging. What waits stands in the database; this takes as many as it has judges for, and one ahead, and keeps
 * their leases alive. Killed, its leases end within seconds and any other worker takes them. Could not judge is never a verdict: the
 * submission waits and is tried again.
 */
@Injectable()
export class JudgeWaiting implements BeforeApplicationShutdown {
  /** Judgements that were not finished, by reason, since the start of this process. */
  readonly couldNot = { killed: 0, late: 0, fault: 0, exhausted: 0 };
  private readonly worker = randomUUID();
  private readonly atWork = new Map<SubmissionId, Task>();
  /** Those of them without an outcome yet: the others are being recorded. */
  private readonly unjudged = new Set<SubmissionId>();
  private readonly running = new Set<Promise<void>>();
  private taking: Promise<void> | null = null;
  private again = false;
  private leave: (() => void) | null = null;
  private renewing: NodeJS.Timeout | undefined;

  constructor(
    private readonly db: Database,
    private readonly live: Live,
    private readonly objects: Objects,
    private readonly judging: JudgeFiles,
    private readonly recording: RecordVerdict,
    @Inject(LOGGER) private readonly log: Logger,
  ) {}

  /** From here on this process judges. */
  start(): void {
    if (this.leave !== null) return;
    this.leave = this.live.subscribe(WAITING, {
      heard: () => this.wake(),
      poll: async () => this.wake(),
      pollMs: POLL_MS,
    });
    this.renewing = setInterval(() => void this.renew(), (this.db.leaseSeconds * 1000) / 3);
    this.renewing.unref();
    this.wake();
  }

  /** Whether this process judges. */
  get judges(): boolean {
    return this.leave !== null;
  }

  /** Takes no more; what is being judged is finished. */
  async beforeApplicationShutdown(): Promise<void> {
    this.leave?.();
    this.leave = null;
    await this.taking;
    await Promise.all(this.running);
    clearInterval(this.renewing);
  }

  private wake(): void {
    this.again = true;
    this.taking ??= this.take()
      .catch((error: unknown) => this.log.error({ error }, 'wat op controle wacht kon niet worden opgehaald'))
      .finally(() => (this.taking = null));
  }

  private async take(): Promise<void> {
    while (this.again && this.leave !== null && this.free > 0) {
      this.again = false;
      const tasks = await takeTasks(this.db, this.worker, this.free, this.busyLanes());
      for (const task of tasks) {
        this.atWork.set(task.id, task);
        this.unjudged.add(task.id);
        const work = this.work(task).finally(() => {
          this.atWork.delete(task.id);
          this.unjudged.delete(task.id);
          this.running.delete(work);
          this.wake();
        });
        this.running.add(work);
      }
      if (tasks.length > 0) this.again = true;
    }
  }

  private get free(): number {
    return Math.max(0, this.judging.size + AHEAD - this.unjudged.size);
  }

  /** One body never has all judges at once, while there is more than one. */
  private busyLanes(): string[] {
    const most = Math.max(1, this.judging.size - 1);
    const counts = new Map<string, number>();
    for (const { lane } of this.atWork.values()) counts.set(lane, (counts.get(lane) ?? 0) + 1);
    return [...counts].filter(([, count]) => count >= most).map(([lane]) => lane);
  }

  private async renew(): Promise<void> {
    if (this.atWork.size === 0) return;
    await renewLeases(this.db, this.worker, [...this.atWork.keys()]).catch((error: unknown) =>
      this.log.warn({ error }, 'de controle kon niet worden vastgehouden'),
    );
  }

  /** Never rejects: what goes wrong here is tried again when the lease ends. */
  private async work(task: Task): Promise<void> {
    try {
      const submission = await findSubmission(this.db.read, task.id);
      if (submission === null || submission.state !== 'open' || !isComplete(submission))
        return await this.db.transaction((tx) => endTask(tx, task.id));
      const result = await this.judge(submission, task);
      if ('trouble' in result) await this.putOff(task, result);
      else await this.recording.run(submission, result, SYSTEM);
    } catch (error) {
      await this.putOff(task, { trouble: String(error), exhausted: null }, error).catch(() => undefined);
    }
  }

  private async putOff(task: Task, why: Trouble, error?: unknown): Promise<void> {
    this.log.error({ submission: task.id, attempts: task.attempts, ...why, error }, 'de controle lukte niet');
    await postpone(this.db, task, why);
  }

  /** A limit that is reached refuses only when a fresh judge with nothing else to do reaches one again. */
  private async judge(submission: OpenSubmission, task: Task): Promise<Judgement | Trouble> {
    const outcome = await this.judging.run(submission, task.exhausted !== null);
    this.unjudged.delete(task.id);
    this.wake();
    switch (outcome.kind) {
      case 'judged':
        return await this.believed(submission, outcome);
      case 'exhausted':
        if (task.exhausted !== null) return { verdict: unjudgeable(outcome.limit), count: null };
        this.couldNot.exhausted += 1;
        return { trouble: `limit: ${outcome.limit}`, exhausted: outcome.limit };
      case 'failed':
        this.couldNot[outcome.why] += 1;
        return { trouble: `${outcome.why}: ${outcome.message}`, exhausted: null };
    }
  }

  /** A store that gave other bytes than were received must not make a genuine file refused. */
  private async believed(submission: OpenSubmission, judged: Judgement): Promise<Judgement | Trouble> {
    if (judged.verdict.verdict === 'accepted') return judged;
    for (const { sha256 } of submission.files) {
      if (await isIntact(this.objects, sha256 as Sha256)) continue;
      this.couldNot.fault += 1;
      return { trouble: `object ${sha256} is damaged`, exhausted: null };
    }
    return judged;
  }
}
