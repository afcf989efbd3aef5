import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync, rmSync, statSync, writeFileSync } from 'node:fs';
import net from 'node:net';
import path from 'node:path';
import type { TestDatabase } from '../database.js';

const ROOT = path.resolve(__dirname, '../../..');
const START_MS = 30_000;

/** Where and how the process dies by itself: at its nth step of I/O after `arm`, before or after that step's effect. */
export interface Death {
  readonly at: number;
  readonly after: boolean;
}

async function freePort(): Promise<number> {
  return await new Promise((resolve) => {
    const server = net.createServer();
    server.listen(0, 'localhost', () => {
      const { port } = server.address() as net.AddressInfo;
      server.close(() => resolve(port));
    });
  });
}

/** The built platform as a process of its own, over a test's database and folder. */
export class PlatformProcess {
  private output = '';

  private constructor(
    readonly baseUrl: string,
    private readonly child: ChildProcess,
    private readonly armFile: string,
    private readonly countFile: string,
  ) {
    for (const stream of [child.stdout, child.stderr])
      stream?.on('data', (chunk: Buffer) => (this.output += chunk.toString()));
  }

  static async start(
    database: TestDatabase,
    varDir: string,
    death: Death | null = null,
  ): Promise<PlatformProcess> {
    const port = await freePort();
    const armFile = path.join(varDir, 'armed');
    const countFile = path.join(varDir, 'steps');
    for (const file of [armFile, countFile]) rmSync(file, { force: true });
    const child = spawn(process.execPath, ['--import', './test/support/crash/die-at.mjs', 'dist/main.js'], {
      cwd: ROOT,
      env: {
        ...process.env,
        MODE: 'rehearsal',
        SEED: '0',
        PORT: String(port),
        VAR_DIR: varDir,
        DATABASE_URL: database.appUrl,
        DATABASE_OWNER_URL: database.ownerUrl,
        JUDGES: '1',
        DIE_ARMED: armFile,
        DIE_COUNT: countFile,
        DIE_AT: String(death?.at ?? 0),
        DIE_AFTER: death?.after === true ? '1' : '0',
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const running = new PlatformProcess(`http://localhost:${port}`, child, armFile, countFile);
    await running.untilUp();
    return running;
  }

  private async untilUp(): Promise<void> {
    const end = Date.now() + START_MS;
    while (Date.now() < end && this.child.exitCode === null) {
      const answer = await fetch(`${this.baseUrl}/v1/leveringen`).catch(() => null);
      if (answer !== null) return;
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
