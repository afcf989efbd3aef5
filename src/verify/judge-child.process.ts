import { fork, type ChildProcess } from 'node:child_process';
import { residentBytes } from './judge-memory.process.js';
import type { JudgeAnswer, JudgeRequest } from './judge.process.js';

/** What kills a judge while it works. */
export interface ChildLimits {
  readonly memoryBytes: number;
  readonly milliseconds: number;
}

/** How one judgement ended. */
export type ChildEnd =
  | JudgeAnswer
  | { readonly kind: 'exhausted'; readonly limit: 'memory' | 'time' }
  | { readonly kind: 'crashed' };

/** How often a working judge's memory is looked at. A process can fill about 50 MB in that time. */
const LOOK_MS = process.platform === 'linux' ? 25 : 250;
/** A judge that keeps more than this part of the limit afterwards makes room for a new one. */
const KEEP = 0.5;

/** One judge: a process that judges one file at a time. */
export class JudgeChild {
  /** Resolves when the process has ended, however. */
  readonly gone: Promise<void>;
  private readonly child: ChildProcess;
  private alive = true;
  private worn = false;

  constructor(module: string, execArgv: string[], scratchFolder: string) {
    this.child = fork(module, [], {
      execArgv,
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
      env: { PATH: process.env['PATH'] ?? '', JUDGE_SCRATCH: scratchFolder },
    });
    this.gone = new Promise((resolve) => {
      const ended = (): void => {
        this.alive = false;
        resolve();
      };
      this.child.once('exit', ended);
      // A process that could not be started gives no exit.
      this.child.once('error', ended);
    });
    // An idle judge does not keep its parent running.
    this.idle();
  }

  /** May it judge another file? */
  get fit(): boolean {
    return this.alive && !this.worn;
  }

  /** Judges one file. Never rejects; after `exhausted` or `crashed` the process is gone. */
  async judge(request: JudgeRequest, limits: ChildLimits): Promise<ChildEnd> {
    this.child.ref();
    this.child.channel?.ref();
    const stop = new AbortController();
    const answered = this.answer(request, stop.signal);
    const ended = await Promise.race([
      answered,
      this.tooLong(limits, stop.signal),
      this.tooLarge(limits, stop.signal),
      this.died(),
    ]);
    stop.abort();
    if (ended.kind === 'exhausted' || ended.kind === 'crashed') await this.end();
    else await this.rest(limits);
    return ended;
  }

  /** Kills the process and waits until it is gone. */
  async end(): Promise<void> {
    // Waiting for it keeps this process running, which an idle judge does not.
    this.child.ref();
    if (this.alive) this.child.kill('SIGKILL');
    await this.gone;
  }

  private idle(): void {
    this.child.unref();
    this.child.channel?.unref();
  }

  private async rest(limits: ChildLimits): Promise<void> {
    const kept = this.alive ? await residentBytes(this.child.pid!) : null;
    this.worn = kept === null || kept > KEEP * limits.memoryBytes;
    if (this.worn) await this.end();
    else this.idle();
  }

  private answer(request: JudgeRequest, signal: AbortSignal): Promise<ChildEnd> {
    return new Promise((resolve) => {
      const hear = (answer: JudgeAnswer): void => resolve(answer);
      this.child.once('message', hear);
      signal.addEventListener('abort', () => this.child.off('message', hear), { once: true });
      // A send that fails means that the process is gone, which is heard elsewhere.
      if (this.alive && this.child.connected) this.child.send(request, () => undefined);
    });
  }

  private tooLong(limits: ChildLimits, signal: AbortSignal): Promise<ChildEnd> {
    return new Promise((resolve) => {
      const timer = setTimeout(() => resolve({ kind: 'exhausted', limit: 'time' }), limits.milliseconds);
      signal.addEventListener('abort', () => clearTimeout(timer), { once: true });
    });
  }

  private tooLarge(limits: ChildLimits, signal: AbortSignal): Promise<ChildEnd> {
    return new Promise((resolve) => {
      let timer: NodeJS.Timeout;
      const look = async (): Promise<void> => {
        const bytes = this.alive ? await residentBytes(this.child.pid!) : null;
        if (bytes !== null && bytes > limits.memoryBytes)
          return resolve({ kind: 'exhausted', limit: 'memory' });
        if (!signal.aborted) timer = setTimeout(() => void look(), LOOK_MS);
      };
      void look();
      signal.addEventListener('abort', () => clearTimeout(timer), { once: true });
    });
  }

  private async died(): Promise<ChildEnd> {
    await this.gone;
    return { kind: 'crashed' };
  }
}
