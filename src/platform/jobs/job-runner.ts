import { setTimeout as sleep } from 'node:timers/promises';
import type { Live } from '../live/live.js';
import type { Logger } from '../logger.js';
import { Loop } from '../loop.js';
import type { Metrics } from '../metrics.js';
import type { JobHandlers } from './job-handlers.js';
import type { JobQueue, JobWorker } from './job-queue.js';
import { OUTBOX_CHANNEL } from './outbox.js';
import { showOutbox, type OutboxStore } from './outbox.store.js';
import { Sweeper } from './sweeper.js';
import type { SweepStore } from './sweep.store.js';

const BATCH = 100;
/** Those that keep failing get less room than those that were never tried. */
const BATCH_FAILED = 20;
/** So many at a time: one that takes long does not keep the rest waiting. */
const LANES = 3;
const RELAY_REST_MS = 250;
/** Times in milliseconds. */
const PACE = {
  relayEveryMs: 2_000,
  watchEveryMs: 5_000,
  /** A worker that took nothing for so long, while a sweep had to do its work, is made anew. */
  wedgedAfterMs: 10_000,
};

/** What the runner works with. The queue is opened at the start: a process without workers has none. */
export interface JobParts {
  readonly openQueue: () => JobQueue;
  readonly outbox: OutboxStore;
  readonly sweeps: SweepStore;
  readonly handlers: JobHandlers;
  readonly live: Live;
  readonly metrics: Metrics;
  readonly log: Logger;
}

/**
 * Brings the outbox's events to the queue and performs them. A job carries only the event's id and is a hint: the database
 * says what is to be done and whether it has been. What the queue forgot, a sweep does.
 */
export class JobRunner {
  private queue: JobQueue | null = null;
  private worker: JobWorker | null = null;
  private sweeper: Sweeper | null = null;
  private loops: readonly Loop[] = [];
  private inHand = 0;
  private tookAt = 0;
  private leave = (): void => undefined;
  private readonly remade: ReturnType<Metrics['counter']>;

  constructor(
    private readonly parts: JobParts,
    private readonly pace = PACE,
  ) {
    const { outbox, handlers, metrics } = parts;
    showOutbox(metrics, () => outbox.figures());
    this.remade = metrics.counter('workers_remade_total', 'Workers that had stopped taking jobs');
    const perform = async (ids: readonly bigint[]) => {
      const left = [...ids];
      const lane = async () => {
        for (let id = left.shift(); id !== undefined; id = left.shift()) await outbox.perform(id, 'sweep');
      };
      await Promise.all(Array.from({ length: LANES }, lane));
      return ids.length;
    };
    handlers.sweepWith('outbox.forgotten', { everyMs: 2_000 }, async () =>
      perform(await outbox.forgotten(BATCH)),
    );
    handlers.sweepWith('outbox.failed', { everyMs: 2_000 }, async () =>
      perform(await outbox.failed(BATCH_FAILED)),
    );
    handlers.sweepWith('outbox.done', { everyMs: 3_600_000 }, () => outbox.prune());
  }

  start(): void {
    const report = (error: unknown) => this.parts.log.warn({ error }, 'de wachtrij werd niet bijgewerkt');
    this.queue = this.parts.openQueue();
    this.work();
    this.sweeper = new Sweeper(this.parts.sweeps, this.parts.handlers.sweeps, this.parts.log);
    const relay = new Loop(
      () => this.pace.relayEveryMs,
      () => this.relay(),
      report,
    );
    const watch = new Loop(
      () => this.pace.watchEveryMs,
      () => this.watch(),
      report,
    );
    this.loops = [relay, watch];
    this.leave = this.parts.live.subscribe(OUTBOX_CHANNEL, { heard: () => relay.wake() });
    for (const loop of [this.sweeper, ...this.loops]) loop.start();
    relay.wake();
  }

  private work(): void {
    this.tookAt = performance.now();
    this.worker = this.queue!.work(async (ids) => {
      this.tookAt = performance.now();
      this.inHand += 1;
      try {
        await this.parts.outbox.performAll(ids, 'queue');
      } finally {
        this.inHand -= 1;
      }
    });
  }

  /** Crash after taking: the sweep does the events. The queue is gone: they are given back, and the sweep does them. */
  private async relay(): Promise<void> {
    for (;;) {
      const ids = await this.parts.outbox.takeWaiting(BATCH);
      if (ids.length === 0) return;
      try {
        await this.queue!.add(ids);
      } catch (error) {
        await this.parts.outbox.giveBack(ids);
        throw error;
      }
      // what comes in meanwhile goes together: a note wakes us for every event
      await sleep(RELAY_REST_MS);
      if (ids.length < BATCH) return;
    }
  }

  /** BullMQ's workers are known to fall silent after their store restarted (its issues 3262, 3063, 3381). */
  private async watch(): Promise<void> {
    const idle = performance.now() - this.tookAt;
    if (this.inHand > 0 || idle < this.pace.wedgedAfterMs) return;
    if (!(await this.parts.outbox.queueForgot(this.pace.wedgedAfterMs / 1000))) return;
    this.parts.log.warn({ idle }, 'de werker nam geen taken meer aan en wordt opnieuw gemaakt');
    this.remade.inc();
    const wedged = this.worker;
    this.work();
    await wedged?.close();
  }

  async stop(): Promise<void> {
    this.leave();
    await Promise.all([this.sweeper?.stop(), ...this.loops.map((loop) => loop.stop())]);
    await this.worker?.close();
    await this.queue?.close();
  }
}
