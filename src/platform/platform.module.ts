import { Global, Module, type DynamicModule, type Provider } from '@nestjs/common';
import path from 'node:path';
import { Clock, SystemClock } from '../kernel/clock.js';
import { Health } from './health.js';
import { Drain } from './http/drain.js';
import { EventStreams } from './http/event-stream.js';
import { JobHandlers } from './jobs/job-handlers.js';
import { openQueue } from './jobs/job-queue.js';
import { JobRunner } from './jobs/job-runner.js';
import { OutboxStore } from './jobs/outbox.store.js';
import { SweepStore } from './jobs/sweep.store.js';
import { Feeds } from './live/feeds.js';
import { Live } from './live/live.js';
import { JudgePdf } from './judging/judge-pdf.js';
import { createLogger, type Logger } from './logger.js';
import { Metrics } from './metrics.js';
import { FileObjects } from './objects/file-objects.js';
import { FileLabels, Labels, S3Labels } from './objects/labels.js';
import { Numbers } from './objects/numbers.store.js';
import { MARKER } from './objects/storage.store.js';
import { Objects, type StoreFacts } from './objects/objects.js';
import { S3Objects } from './objects/s3-objects.js';
import { Workbench } from './objects/workbench.js';
import { Database } from './postgres/database.js';
import { Settings } from './settings.js';
import { SignWaiting } from './signing/sign-waiting.js';

/** DI token of the logger. */
export const LOGGER = Symbol('logger');

/** What the platform module is made from. */
export interface PlatformOptions {
  readonly settings: Settings;
  readonly databaseUrl: string;
  /** Where the queue stands; null: in the database. */
  readonly redisUrl: string | null;
  readonly logLevel: string;
  /** The system's clock unless a test brings its own. */
  readonly clock?: Clock;
}

/** Has the database looked after. */
function watched(db: Database, health: Health, metrics: Metrics): Database {
  health.add('database', () => db.ping());
  metrics.gauge('database_connections_open', 'Connections to the database', () => db.connections.open);
  metrics.gauge('database_connections_idle', 'Connections at rest', () => db.connections.idle);
  metrics.gauge('database_connections_waiting', 'Who waits for a connection', () => db.connections.waiting);
  return db;
}

/** The storage is well when its marker can be read: not when a disk was unmounted under us, or a bucket does not answer. */
function watchedLabels(labels: Labels, health: Health): Labels {
  health.add('objects', async () => {
    if ((await labels.read(MARKER)) === null) throw new Error('no marker');
  });
  return labels;
}

/** What the store proved when this process started, in words. */
function describeStore({ kind, createIfAbsent, versions, locks }: StoreFacts): string {
  const yes = (holds: boolean) => (holds ? 'ja' : 'nee');
  const proved = `overschrijft niets: ${yes(createIfAbsent)}; versies: ${yes(versions)}; slot: ${yes(locks)}`;
  return `${kind === 's3' ? 'S3' : 'mappen'}; ${proved}`;
}

/** Where bytes stand, and what stands beside them: files, or a bucket and a local scratch. */
function storageProviders(settings: Settings): Provider[] {
  const folder = path.join(settings.varDir, 'objects');
  return [
    { provide: Workbench, useFactory: () => new Workbench(path.join(settings.varDir, 'workbench')) },
    {
      provide: Objects,
      useFactory: (bench: Workbench, health: Health) => {
        const objects = settings.s3 ? new S3Objects(settings.s3, bench) : new FileObjects(folder, bench);
        health.tell('opslag', () => describeStore(objects.facts));
        return objects;
      },
      inject: [Workbench, Health],
    },
    {
      provide: Labels,
      useFactory: (health: Health) =>
        watchedLabels(settings.s3 ? new S3Labels(settings.s3) : new FileLabels(folder), health),
      inject: [Health],
    },
    { provide: Numbers, useFactory: (labels: Labels) => new Numbers(labels), inject: [Labels] },
  ];
}

function pdfJudge(settings: Settings): Provider {
  return {
    provide: JudgePdf,
    useFactory: (clock: Clock, bench: Workbench, log: Logger) => new JudgePdf(settings, clock, bench, log),
    inject: [Clock, Workbench, LOGGER],
  };
}

function providersFor({ settings, databaseUrl, redisUrl, logLevel, clock }: PlatformOptions): Provider[] {
  const log = createLogger(logLevel);
  return [
    { provide: Settings, useValue: settings },
    { provide: LOGGER, useValue: log },
    { provide: Clock, useValue: clock ?? new SystemClock() },
    { provide: Drain, useFactory: (health: Health) => new Drain(health), inject: [Health] },
    { provide: Health, useFactory: () => new Health() },
    { provide: Metrics, useFactory: () => new Metrics() },
    {
      provide: Database,
      useFactory: (health: Health, metrics: Metrics) =>
        watched(new Database(databaseUrl, undefined, settings.leaseSeconds), health, metrics),
      inject: [Health, Metrics],
    },
    {
      provide: Live,
      useFactory: (db: Database, health: Health) => {
        const live = new Live(databaseUrl, db, log);
        health.tell('berichten tussen processen', () =>
          live.hears ? 'komen door' : 'komen niet door: er wordt gekeken',
        );
        return live;
      },
      inject: [Database, Health],
    },
    ...storageProviders(settings),
    pdfJudge(settings),
    {
      provide: Feeds,
      useFactory: (live: Live, drain: Drain) => new Feeds(live, new EventStreams(drain), log),
      inject: [Live, Drain],
    },
    { provide: JobHandlers, useFactory: () => new JobHandlers() },
    {
      provide: OutboxStore,
      useFactory: (db: Database, handlers: JobHandlers) => new OutboxStore(db, handlers),
      inject: [Database, JobHandlers],
    },
    {
      provide: JobRunner,
      useFactory: (db: Database, outbox: OutboxStore, handlers: JobHandlers, live: Live, metrics: Metrics) =>
        new JobRunner({
          openQueue: () => openQueue(databaseUrl, redisUrl, log),
          sweeps: new SweepStore(db),
          ...{ outbox, handlers, live, metrics, log },
        }),
      inject: [Database, OutboxStore, JobHandlers, Live, Metrics],
    },
    {
      provide: SignWaiting,
      useFactory: (db: Database, time: Clock, handlers: JobHandlers, health: Health, metrics: Metrics) =>
        new SignWaiting({ settings, db, clock: time, handlers, health, metrics, log }),
      inject: [Database, Clock, JobHandlers, Health, Metrics],
    },
  ];
}

/** What every feature stands on. */
@Global()
@Module({})
export class PlatformModule {
  static with(options: PlatformOptions): DynamicModule {
    const providers = providersFor(options);
    const exports = [
      Settings,
      LOGGER,
      Clock,
      Drain,
      Health,
      Metrics,
      Database,
      Live,
      Feeds,
      Workbench,
      Objects,
      Labels,
      Numbers,
      JobHandlers,
      OutboxStore,
      JobRunner,
      JudgePdf,
      SignWaiting,
    ];
    return { module: PlatformModule, providers, exports };
  }
}
