import { spawnSync } from 'node:child_process';
import path from 'node:path';
import pg from 'pg';
import {
  makeBucket,
  prepareRoles,
  startPostgres,
  startRedis,
  startS3,
  type Part,
} from '../../tools/parts.mjs';
import { PlatformProcess } from './crash/platform-process.js';
import type { TestDatabase } from './database.js';
import type { SharedParts } from './shared-parts.js';

const ROOT = path.resolve(__dirname, '../..');

/** A platform of many processes over parts of its own, each of which can be killed and rise again. */
export class ManyProcesses {
  readonly sites: PlatformProcess[] = [];
  readonly workers: PlatformProcess[] = [];

  private constructor(
    readonly postgres: Part,
    readonly redis: Part,
    readonly s3: Part,
    readonly database: TestDatabase,
    readonly shared: SharedParts,
  ) {}

  /** PostgreSQL, Redis and S3, with a database that `migrate` made ready. No site or worker yet. */
  static async prepare(): Promise<ManyProcesses> {
    const [postgres, redis, s3] = await Promise.all([startPostgres(), startRedis(), startS3()]);
    const { ownerUrl, appUrl } = await prepareRoles(postgres.url);
    const admin = new pg.Client({ connectionString: postgres.url });
    await admin.connect();
    await admin.query(
      "CREATE DATABASE overdracht OWNER overdracht_owner TEMPLATE template0 ENCODING 'UTF8' LOCALE 'C'",
    );
    await admin.end();
    const at = (url: string) => Object.assign(new URL(url), { pathname: '/overdracht' }).href;
    const database = {
      name: 'overdracht',
      ownerUrl: at(ownerUrl),
      appUrl: at(appUrl),
      drop: async () => undefined,
    };
    const shared = { redisUrl: redis.url, s3Url: await makeBucket(s3.url, 'overdracht') };
    const made = spawnSync(process.execPath, ['dist/main.js', 'migrate'], {
      cwd: ROOT,
      encoding: 'utf8',
      env: {
        PATH: process.env['PATH'],
        MODE: 'rehearsal',
        VAR_DIR: postgres.dir,
        DATABASE_URL: database.appUrl,
        DATABASE_OWNER_URL: database.ownerUrl,
        REDIS_URL: shared.redisUrl,
        S3_URL: shared.s3Url,
      },
    });
    if (made.status !== 0) throw new Error(`migrate: ${made.stdout}${made.stderr}`);
    return new ManyProcesses(postgres, redis, s3, database, shared);
  }

  site(): Promise<PlatformProcess> {
    return PlatformProcess.start({ database: this.database, shared: this.shared, command: 'site' });
  }

  worker(settings: Readonly<Record<string, string>> = {}): Promise<PlatformProcess> {
    return PlatformProcess.start({
      ...{ database: this.database, shared: this.shared, command: 'worker' },
      settings,
    });
  }

  /** Two sites and two workers, none of which shares a disk with another. */
  async start(): Promise<void> {
    this.sites.push(...(await Promise.all([this.site(), this.site()])));
    this.workers.push(...(await Promise.all([this.worker(), this.worker()])));
  }

  async stop(): Promise<void> {
    await Promise.all([...this.sites, ...this.workers].map((one) => one.end('SIGKILL')));
    await Promise.all([this.postgres, this.redis, this.s3].map((part) => part.stop()));
  }
}
