import { availableParallelism, tmpdir } from 'node:os';
import { fileURLToPath } from 'node:url';
import { FairQueue } from './fair-queue.js';
import { JudgeChild, type ChildLimits } from './judge-child.process.js';
import type { JudgeRequest } from './judge.process.js';
import type { Verdict } from './verdict.js';

/**
 * What came of judging. Nothing here says the file is good or bad except `judged`.
 * - `exhausted`: the judge was killed because this file took more memory or time than any genuine file does.
 * - `crashed`: the judge died of it twice.
 * - `busy`: too many wait already; nothing was done.
 */
export type JudgeOutcome =
  | { readonly kind: 'judged'; readonly verdict: Verdict }
  | { readonly kind: 'exhausted'; readonly limit: 'memory' | 'time' }
  | { readonly kind: 'crashed' }
  | { readonly kind: 'busy' };

/** How a pool works; what is left out has the default named. */
export interface JudgePoolOptions {
  /** Judges at work at once; default one per core, at most 4. */
  readonly size?: number;
  /** Resident memory at which a judge is killed; default 400 MiB (a 68 MB count takes under 200). */
  readonly memoryBytes?: number;
  /** Time at which a judge is killed; default 60 s (a 68 MB count takes under one). */
  readonly milliseconds?: number;
  /** Deliveries that may wait; default 1000. */
  readonly waiting?: number;
  /** Folder for what does not fit in memory; default the system's. */
  readonly scratchFolder?: string;
  /** The judge's module and Node's arguments for it, for tests. */
  readonly module?: string;
  readonly execArgv?: readonly string[];
}

interface Job {
  readonly request: JudgeRequest;
  readonly retried: boolean;
  readonly resolve: (outcome: JudgeOutcome) => void;
  readonly reject: (fault: Error) => void;
}

/**
 * Judges files in processes of their own, one file at a time each, so that a file made to exhaust a parser takes down
 * one process and nothing else. Processes start when they are needed and stay; all end with `close`, and by themselves
 * when this process dies.
 */
export class JudgePool {
  private readonly queue: FairQueue<Job>;
  private readonly children = new Set<JudgeChild>();
  private readonly idle: JudgeChild[] = [];
  /** Deliveries at work, per lane. */
  private readonly atWork = new Map<string, number>();
  private readonly size: number;
  private readonly limits: ChildLimits;
  private closed = false;

  constructor(private readonly options: JudgePoolOptions = {}) {
    this.size = options.size ?? Math.min(4, availableParallelism());
    this.queue = new FairQueue(options.waiting ?? 1000);
    this.limits = {
      memoryBytes: options.memoryBytes ?? 400 * 1024 * 1024,
      milliseconds: options.milliseconds ?? 60_000,
    };
  }

  /**
   * Judges one delivery. `lane` says whose it is: lanes take turns, and none has all judges at once while there is more
   * than one, so that one sender cannot keep others waiting.
   * Rejects only with a fault of ours: a file that is not there, or a pool that was closed.
   */
  judge(request: JudgeRequest, lane: string): Promise<JudgeOutcome> {
    return new Promise((resolve, reject) => {
      if (this.closed) return reject(new Error('the judge pool is closed'));
      const job: Job = { request, retried: false, resolve, reject };
      if (!this.queue.put(lane, job)) return resolve({ kind: 'busy' });
      this.next();
    });
  }

  /** Starts one judge ahead, so that the first delivery does not wait for it. */
  warmUp(): void {
    if (!this.closed && this.children.size === 0) this.idle.push(this.start());
  }

  /** Ends every judge; what was waiting or at work is rejected. Resolves when all processes are gone. */
  async close(): Promise<void> {
    this.closed = true;
    for (let next = this.queue.take(); next !== undefined; next = this.queue.take())
      next.item.reject(new Error('the judge pool is closed'));
    await Promise.all([...this.children].map((child) => child.end()));
  }

  private next(): void {
    const most = Math.max(1, this.size - 1);
    while (this.idle.length > 0 || this.children.size < this.size) {
      const next = this.queue.take((lane) => (this.atWork.get(lane) ?? 0) < most);
      if (next === undefined) return;
      void this.workFor(next.lane, this.idle.pop() ?? this.start(), next.item);
    }
  }

  private async workFor(lane: string, child: JudgeChild, job: Job): Promise<void> {
    this.atWork.set(lane, (this.atWork.get(lane) ?? 0) + 1);
    await this.work(child, job);
    const left = this.atWork.get(lane)! - 1;
    if (left === 0) this.atWork.delete(lane);
    else this.atWork.set(lane, left);
    if (!this.closed) this.next();
  }

  private start(): JudgeChild {
    const module = this.options.module ?? fileURLToPath(new URL('./judge.process.js', import.meta.url));
    const child = new JudgeChild(
      module,
      [...(this.options.execArgv ?? [])],
      this.options.scratchFolder ?? tmpdir(),
    );
    this.children.add(child);
    void child.gone.then(() => {
      this.children.delete(child);
      const at = this.idle.indexOf(child);
      if (at >= 0) this.idle.splice(at, 1);
      if (!this.closed) this.next();
    });
    return child;
  }

  private async work(child: JudgeChild, job: Job): Promise<void> {
    const ended = await child.judge(job.request, this.limits);
    if (ended.kind === 'fault') job.reject(new Error(ended.message));
    else if (ended.kind !== 'crashed') job.resolve(ended);
    else if (this.closed) job.reject(new Error('the judge pool is closed'));
    else if (job.retried) job.resolve({ kind: 'crashed' });
    else await this.again(job);
    if (child.fit) this.idle.push(child);
  }

  /** A crash may be the machine's and not the file's: once more, in a judge that has judged nothing yet. */
  private async again(job: Job): Promise<void> {
    await this.work(this.start(), { ...job, retried: true });
  }
}
