import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { TestDatabase } from '../database.js';
import type { SharedParts } from '../shared-parts.js';
import { freePort } from '../started-platform.js';

const ROOT = path.resolve(__dirname, '../../..');
const START_MS = 60_000;

/** Where and how the process dies by itself: at its nth step of I/O after `arm`, before or after that step's effect. */
export interface Death {
  readonly at: number;
  readonly after: boolean;
}

/** What a process is started as, and over what. */
export interface ProcessOptions {
  readonly database: Pick<TestDatabase, 'appUrl'>;
  /** Absent: everything in one process. */
  readonly command?: 'site' | 'worker';
  /** Absent or null: queue in the database, objects in files. */
  readonly shared?: SharedParts | null;
  /** Absent: a folder of its own. */
  readonly varDir?: string;
  readonly death?: Death | null;
  readonly settings?: Readonly<Record<string, string>>;
}

/** The built platform, or a part of it, as a process of its own. */
export class PlatformProcess {
  private output = '';

  private constructor(
    readonly baseUrl: string,
    private readonly watchUrl: string,
    private readonly child: ChildProcess,
    private readonly armFile: string,
    private readonly countFile: string,
  ) {
    for (const stream of [child.stdout, child.stderr])
      stream?.on('data', (chunk: Buffer) => (this.output += chunk.toString()));
  }

  /** Starts it; returns once it says that it is ready. */
  static async start(options: ProcessOptions): Promise<PlatformProcess> {
    const { database, command, shared, death } = options;
    const varDir = options.varDir ?? mkdtempSync(path.join(tmpdir(), `overdracht-${command ?? 'all'}-`));
    mkdirSync(varDir, { recursive: true });
    const [port, metricsPort] = [await freePort(), await freePort()];
    const [armFile, countFile] = [path.join(varDir, 'armed'), path.join(varDir, 'steps')];
    for (const file of [armFile, countFile]) rmSync(file, { force: true });
    const hooks = ['--import', './test/support/crash/die-at.mjs'];
    const child = spawn(process.execPath, [...hooks, 'dist/main.js', ...(command ? [command] : [])], {
      cwd: ROOT,
      env: {
        PATH: process.env['PATH'],
        HOME: process.env['HOME'],
        MODE: 'rehearsal',
        SEED: '0',
        PORT: String(port),
        METRICS_PORT: String(metricsPort),
        VAR_DIR: varDir,
        DATABASE_URL: database.appUrl,
        ...(shared ? { REDIS_URL: shared.redisUrl, S3_URL: shared.s3Url } : {}),
        JUDGES: '1',
        DIE_ARMED: armFile,
        DIE_COUNT: countFile,
        DIE_AT: String(death?.at ?? 0),
        DIE_AFTER: death?.after === true ? '1' : '0',
        ...options.settings,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const urls = [port, metricsPort].map((number) => `http://localhost:${number}`);
    const running = new PlatformProcess(urls[0]!, urls[1]!, child, armFile, countFile);
    await running.untilReady();
    return running;
  }

  private async untilReady(): Promise<void> {
    const end = Date.now() + START_MS;
    while (Date.now() < end && this.child.exitCode === null) {
      const answer = await fetch(`${this.watchUrl}/health/ready`).catch(() => null);
      if (answer?.ok) return;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    this.child.kill('SIGKILL');
    throw new Error(`the platform did not start:\n${this.output}`);
  }

  /** From now on steps are counted, and the chosen one kills. */
  arm(): void {
    writeFileSync(this.armFile, '');
  }

  /** How many steps were taken since `arm`. */
  get steps(): number {
    return existsSync(this.countFile) ? statSync(this.countFile).size : 0;
  }

  private get isDead(): boolean {
    return this.child.exitCode !== null || this.child.signalCode !== null;
  }

  /** Whether it dies by itself within this time: what it did in the background may be what kills it. */
  async dies(withinMs: number): Promise<boolean> {
    const end = Date.now() + withinMs;
    while (!this.isDead && Date.now() < end) await new Promise((resolve) => setTimeout(resolve, 20));
    return this.isDead;
  }

  async end(signal: 'SIGTERM' | 'SIGKILL'): Promise<void> {
    if (this.isDead) return;
    const ended = new Promise((resolve) => this.child.once('exit', resolve));
    this.child.kill(signal);
    await ended;
  }
}
