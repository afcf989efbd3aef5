import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import net from 'node:net';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const ROOT = path.resolve(__dirname, '../..');
const MAIN = path.join(ROOT, 'dist/main.js');

/** A port that was free a moment ago. */
export async function freePort(): Promise<number> {
  return await new Promise((resolve) => {
    const server = net.createServer();
    server.listen(0, 'localhost', () => {
      const { port } = server.address() as net.AddressInfo;
      server.close(() => resolve(port));
    });
  });
}

/** A process as the system lists it. */
export interface Listed {
  readonly pid: number;
  readonly parent: number;
  readonly command: string;
}

/** What runs here. Read from /proc where there is one: a bare machine has no `ps`. What has ended is left out. */
export function processes(): Listed[] {
  if (existsSync('/proc/self/stat')) return readdirSync('/proc').filter(isNumber).flatMap(readProcess);
  const { stdout } = spawnSync('ps', ['-A', '-ww', '-o', 'pid=,ppid=,command='], { encoding: 'utf8' });
  return stdout.split('\n').flatMap((line) => {
    const [, pid, parent, command] = /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(line) ?? [];
    if (command === undefined || command.includes('<defunct>')) return [];
    return [{ pid: Number(pid), parent: Number(parent), command }];
  });
}

const isNumber = (name: string) => /^\d+$/.test(name);

/** Nothing when it ended meanwhile. */
function readProcess(pid: string): Listed[] {
  try {
    const [, state, parent] = /\) (\S) (\d+)/.exec(readFileSync(`/proc/${pid}/stat`, 'utf8'))!;
    const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ').trim();
    return state === 'Z' ? [] : [{ pid: Number(pid), parent: Number(parent), command }];
  } catch {
    return [];
  }
}

/**
 * Seconds that the main thread of a process was ready to run while others had every processor, as Linux counts them; elsewhere 0.
 * What a busy machine adds to how long something takes.
 */
export function waitedForProcessor(pid: number): number {
  try {
    return Number(readFileSync(`/proc/${pid}/schedstat`, 'utf8').split(' ')[1]) / 1e9;
  } catch {
    return 0;
  }
}

/** A process and everything it started, directly or not. */
export function familyOf(pid: number): Listed[] {
  const all = processes();
  const family = all.filter((one) => one.pid === pid);
  for (const member of family) family.push(...all.filter(({ parent }) => parent === member.pid));
  return family;
}

/** What still runs with its data in this folder, PostgreSQL above all. */
export function runningIn(folder: string): Listed[] {
  return processes().filter(({ command }) => command.includes(folder) && !command.startsWith('ps '));
}

type Environment = Readonly<Record<string, string>>;

/** The built platform, started as somebody starts it: `node dist/main.js` with a few settings. */
export class StartedPlatform {
  output = '';

  private constructor(readonly child: ChildProcess) {
    for (const stream of [child.stdout, child.stderr])
      stream?.on('data', (chunk: Buffer) => (this.output += chunk.toString()));
  }

  static start(settings: Environment, args: readonly string[] = [MAIN]): StartedPlatform {
    const inherited = { PATH: process.env['PATH'] ?? '', HOME: process.env['HOME'] ?? '/' };
    return new StartedPlatform(
      spawn(process.execPath, args, {
        cwd: ROOT,
        env: { ...inherited, ...settings },
        stdio: ['ignore', 'pipe', 'pipe'],
      }),
    );
  }

  /** The same, started by a go-between that reads its output and can be killed. */
  static startByAnother(settings: Environment): StartedPlatform {
    const goBetween =
      `const child = require('node:child_process').spawn(process.execPath, [${JSON.stringify(MAIN)}],` +
      " { stdio: ['ignore', 'pipe', 'pipe'] }); console.log('pid ' + child.pid);" +
      ' child.stdout.pipe(process.stdout); child.stderr.pipe(process.stderr);';
    return StartedPlatform.start(settings, ['-e', goBetween]);
  }

  /** Waits until it has said this. Throws with all it said when it ends or the time is up. */
  async says(words: RegExp, ms = 180_000): Promise<RegExpExecArray> {
    for (const end = Date.now() + ms; ;) {
      const found = words.exec(this.output);
      if (found !== null) return found;
      if (Date.now() > end || this.child.exitCode !== null || this.child.signalCode !== null)
        throw new Error(`did not say ${String(words)}:\n${this.output}`);
      await sleep(20);
    }
  }

  /** Waits for its end; gives the exit code, null when a signal killed it. */
  async ended(ms = 30_000): Promise<number | null> {
    const { child } = this;
    for (const end = Date.now() + ms; child.exitCode === null && child.signalCode === null;) {
      if (Date.now() > end) throw new Error(`still runs:\n${this.output}`);
      await sleep(20);
    }
    await new Promise((resolve) => setImmediate(resolve));
    return child.exitCode;
  }
}

/** Waits until `look` gives nothing any more; gives what is left after `ms`. */
export async function untilNone<T>(look: () => readonly T[], ms = 15_000): Promise<readonly T[]> {
  for (const end = Date.now() + ms; ;) {
    const left = look();
    if (left.length === 0 || Date.now() > end) return left;
    await sleep(100);
  }
}
