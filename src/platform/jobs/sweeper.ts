import { randomUUID } from 'node:crypto';
import type { Logger } from '../logger.js';
import { Loop } from '../loop.js';
import type { Sweep } from './job-handlers.js';
import { describeError } from './outbox.store.js';
import type { SweepStore } from './sweep.store.js';

const LOOK_EVERY_MS = 1_000;

/**
 * Runs sweeps, each at its own pace and beside the others. Of all processes one has a sweep in hand at a time, by a lease
 * in the database; when it dies, another takes over when it ends. A process that hung longer than its lease may
 * find another at work: sweeps stand that, as the locks of their rows do.
 */
export class Sweeper {
  private readonly self = randomUUID();
  private readonly running = new Map<string, Promise<void>>();
  private readonly loops: readonly Loop[];
  private enrolled = false;

  constructor(
    private readonly store: SweepStore,
    private readonly sweeps: ReadonlyMap<string, Sweep>,
    private readonly log: Logger,
  ) {
    const report = (error: unknown) => this.log.warn({ error }, 'de veegronden konden niet bij de database');
    this.loops = [
      new Loop(
        () => LOOK_EVERY_MS,
        () => this.look(),
        report,
      ),
      new Loop(
        () => store.keepEveryMs,
        () => this.keep(),
        report,
      ),
    ];
  }

  start(): void {
    for (const loop of this.loops) loop.start();
  }

  private async look(): Promise<void> {
    if (!this.enrolled) await this.store.enrol([...this.sweeps.keys()]);
    this.enrolled = true;
    const free = [...this.sweeps.keys()].filter((name) => !this.running.has(name));
    if (free.length === 0) return;
    for (const name of await this.store.take(free, this.self))
      this.running.set(
        name,
        this.sweep(name).finally(() => this.running.delete(name)),
      );
  }

  private async keep(): Promise<void> {
    if (this.running.size > 0) await this.store.keep([...this.running.keys()], this.self);
  }

  private async sweep(name: string): Promise<void> {
    const { everyMs, run } = this.sweeps.get(name)!;
    let failure: string | null = null;
    try {
      const found = await run();
      if (found > 0) this.log.info({ name, found }, 'een veegronde deed werk dat was blijven liggen');
    } catch (error) {
      failure = describeError(error);
      this.log.error({ name, error }, 'een veegronde mislukte');
    }
    await this.store
      .finish(name, this.self, everyMs, failure)
      .catch((error: unknown) => this.log.warn({ name, error }, 'een veegronde kon niet worden afgesloten'));
  }

  /** Resolves when what is under way has ended. */
  async stop(): Promise<void> {
    await Promise.all(this.loops.map((loop) => loop.stop()));
    await Promise.all(this.running.values());
  }
}
