import { createPostgresBackend, Queue, Worker, type PgPool } from 'bullmq';
import pg from 'pg';
import type { Logger } from '../logger.js';
import { Loop } from '../loop.js';
import type { JobHandlers } from './job-handlers.js';
import type { OutboxStore } from './outbox.store.js';

const QUEUE = 'outbox';
const RELAY_EVERY_MS = 200;
const SWEEP_EVERY_MS = 4_000;
const OVERDUE_AFTER_MS = 3_000;
const KEEP_DONE_MS = 7 * 24 * 3600 * 1000;
const BATCH = 100;

/**
 * Brings the outbox's events to BullMQ and performs them. A job carries only the event's id and is a hint: the database
 * says what is to be done and whether it has been. What the queue forgot, the sweep does.
 */
export class JobRunner {
  private readonly pool: pg.Pool;
  private readonly queue: Queue;
  private worker: Worker | undefined;
  private readonly loops: readonly Loop[];

  constructor(
    databaseUrl: string,
    private readonly outbox: OutboxStore,
    private readonly handlers: JobHandlers,
    private readonly log: Logger,
  ) {
    this.pool = new pg.Pool({
      connectionString: databaseUrl,
      options: '-c search_path=bullmq',
      max: 8,
      keepAlive: true,
    });
    this.pool.on('error', (error) => this.log.error({ error }, 'de verbinding van de wachtrij viel weg'));
    this.queue = new Queue(
      QUEUE,
      { connection: this.pool as unknown as PgPool },
      createPostgresBackend,
    ) as never;
    this.queue.on('error', (error) => this.log.error({ error }, 'de wachtrij meldde een fout'));
    const report = (error: unknown) => this.log.error({ error }, 'de wachtrij werd niet bijgewerkt');
    this.loops = [
      new Loop(
        () => RELAY_EVERY_MS,
        () => this.relay(),
        report,
      ),
      new Loop(
        () => SWEEP_EVERY_MS,
        () => this.sweep(),
        report,
      ),
    ];
  }

  start(): void {
    const worker = new Worker(
      QUEUE,
      async (job) => {
        await this.outbox.perform(BigInt(job.name));
      },
      {
        connection: this.pool as unknown as PgPool,
        concurrency: 4,
        removeOnComplete: { count: 100 },
        removeOnFail: { count: 1000 },
      },
      createPostgresBackend,
    );
    worker.on('error', (error) => this.log.error({ error }, 'een taak meldde een fout'));
    worker.on('failed', (job, error) =>
      this.log.warn({ event: job?.name, error }, 'een taak mislukte en volgt later'),
    );
    this.worker = worker as never;
    for (const loop of this.loops) loop.start();
  }

  /** Crash between adding and marking: the event is added again, under the same job id, and performed once. */
  private async relay(): Promise<void> {
    const ids = await this.outbox.waiting(BATCH);
    if (ids.length === 0) return;
    await this.queue.addBulk(
      ids.map((id) => ({ name: String(id), data: {}, opts: { jobId: `event-${id}` } })),
    );
    await this.outbox.markRelayed(ids);
  }

  /** One that keeps failing must not keep the others waiting. */
  private async sweep(): Promise<void> {
    const now = Date.now();
    for (const id of await this.outbox.overdue(new Date(now - OVERDUE_AFTER_MS), BATCH))
      await this.attempt(`gebeurtenis ${id}`, () => this.outbox.perform(id));
    for (const [name, sweep] of this.handlers.sweeps) {
      await this.attempt(name, async () => {
        const found = await sweep();
        if (found > 0) this.log.info({ name, found }, 'de veegronde deed werk dat was blijven liggen');
      });
    }
    await this.outbox.prune(new Date(now - KEEP_DONE_MS));
  }

  private async attempt(what: string, work: () => Promise<void>): Promise<void> {
    await work().catch((error: unknown) =>
      this.log.error({ what, error }, 'de veegronde kon iets niet doen'),
    );
  }

  async stop(): Promise<void> {
    await Promise.all(this.loops.map((loop) => loop.stop()));
    await this.worker?.close();
    await this.queue.close();
    await this.pool.end();
  }
}
