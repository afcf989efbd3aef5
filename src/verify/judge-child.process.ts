import { spawn, type ChildProcess } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { closeSync, fstatSync, openSync, rmSync, statSync } from 'node:fs';
import path from 'node:path';
import { nextUid, type JudgeStart } from './judge-isolation.process.js';
import { usageOf, type Usage } from './judge-usage.process.js';
import type { JudgeAnswer, JudgeRequest } from './judge.process.js';

/** What ends a judge while it works. */
export interface ChildLimits {
  readonly memoryBytes: number;
  /** Processor time for one delivery. */
  readonly cpuMs: number;
  /** Time on the wall: past this the machine is too busy, or the judge waits for something that does not come. */
  readonly wallMs: number;
}

/** How one judgement ended. */
export type ChildEnd =
  | JudgeAnswer
  | { readonly kind: 'exhausted'; readonly limit: 'memory' | 'cpu' }
  | { readonly kind: 'late' }
  | { readonly kind: 'crashed'; readonly message: string };

/** A place for one file of a delivery: fill it through its path; the judge holds it open. */
export interface Slot {
  readonly path: string;
}

/** Fills the slots of a judge and says what is asked of it. What it throws is given back as a fault. */
export type Prepare = (slots: readonly [Slot, Slot]) => Promise<JudgeRequest>;

/** How often a working judge is looked at. A process can fill about 50 MB in that time. */
const LOOK_MS = process.platform === 'linux' ? 25 : 250;
/** A judge that keeps more than this part of the limit afterwards makes room for a new one. */
const KEEP = 0.5;

/** A file that we and the child hold open; ours shows whether the name still leads to it. */
interface OpenSlot extends Slot {
  readonly fd: number;
}

function openSlot(folder: string): OpenSlot {
  const file = path.join(folder, `slot-${randomUUID()}`);
  closeSync(openSync(file, 'wx', 0o600));
  return { path: file, fd: openSync(file, 'r') };
}

/** One judge: a process that judges one delivery at a time. */
export class JudgeChild {
  /** Resolves when the process has ended, however. */
  readonly gone: Promise<void>;
  private readonly child: ChildProcess;
  private readonly slots: readonly [OpenSlot, OpenSlot];
  private alive = true;
  private worn = false;
  private said = '';

  constructor(
    module: string,
    { wrapper }: JudgeStart,
    folder: string,
    private readonly limits: ChildLimits,
  ) {
    this.slots = [openSlot(folder), openSlot(folder)];
    const scratchFile = path.join(folder, `scratch-${randomUUID()}`);
    const scratch = openSync(scratchFile, 'wx+', 0o600);
    rmSync(scratchFile);
    const [command, ...args] = [...wrapper, process.execPath, module, String(nextUid())];
    this.child = spawn(command, args, {
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'pipe', 'ipc', this.slots[0].fd, this.slots[1].fd, scratch],
      env: {},
    });
    closeSync(scratch);
    this.child.stderr?.on('data', (text: Buffer) => (this.said = (this.said + text.toString()).slice(-2000)));
    this.gone = new Promise((resolve) => {
      const ended = (): void => {
        if (this.alive) this.clear();
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

  /** May it judge another delivery? */
  get fit(): boolean {
    return this.alive && !this.worn;
  }

  /** Judges one delivery. Never rejects; after `exhausted`, `late` or `crashed` the process is gone. */
  async judge(prepare: Prepare): Promise<ChildEnd> {
    this.awake();
    const ended = await this.prepared(prepare);
    if (ended.kind === 'exhausted' || ended.kind === 'crashed' || ended.kind === 'late') await this.end();
    else await this.rest();
    return ended;
  }

  /** Kills the process and waits until it is gone. */
  async end(): Promise<void> {
    // Waiting for it keeps this process running, which an idle judge does not.
    this.child.ref();
    if (this.alive) this.child.kill('SIGKILL');
    await this.gone;
  }

  private async prepared(prepare: Prepare): Promise<ChildEnd> {
    try {
      const request = await prepare(this.slots);
      // somebody who cleared the bench made our slots other files than the judge holds
      for (const { path: file, fd } of this.slots)
        if (statSync(file).ino !== fstatSync(fd).ino) throw new Error('the slots of a judge were taken away');
      return await this.ask(request);
    } catch (error) {
      return { kind: 'fault', message: (error as Error).stack ?? String(error) };
    }
  }

  private async ask(request: JudgeRequest): Promise<ChildEnd> {
    const stop = new AbortController();
    const ended = await Promise.race([
      this.answer(request, stop.signal),
      this.tooLong(stop.signal),
      this.tooMuch(stop.signal),
      this.died(),
    ]);
    stop.abort();
    return ended;
  }

  private awake(): void {
    this.child.ref();
    this.child.channel?.ref();
  }

  private idle(): void {
    this.child.unref();
    this.child.channel?.unref();
    (this.child.stderr as unknown as { unref?: () => void } | null)?.unref?.();
  }

  private clear(): void {
    for (const { path: file, fd } of this.slots) {
      closeSync(fd);
      rmSync(file, { force: true });
    }
  }

  private async rest(): Promise<void> {
    const kept = await this.usage();
    this.worn = kept === null || kept.bytes > KEEP * this.limits.memoryBytes;
    if (this.worn) await this.end();
    else this.idle();
  }

  private async usage(): Promise<Usage | null> {
    return this.alive && this.child.pid !== undefined ? await usageOf(this.child.pid) : null;
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

  private tooLong(signal: AbortSignal): Promise<ChildEnd> {
    return new Promise((resolve) => {
      const timer = setTimeout(() => resolve({ kind: 'late' }), this.limits.wallMs);
      signal.addEventListener('abort', () => clearTimeout(timer), { once: true });
    });
  }

  private tooMuch(signal: AbortSignal): Promise<ChildEnd> {
    return new Promise((resolve) => {
      let timer: NodeJS.Timeout;
      let before: number | null = null;
      const look = async (): Promise<void> => {
        const usage = await this.usage();
        before ??= usage?.cpuMs ?? null;
        if (usage !== null && usage.bytes > this.limits.memoryBytes)
          return resolve({ kind: 'exhausted', limit: 'memory' });
        if (usage !== null && usage.cpuMs - (before ?? 0) > this.limits.cpuMs)
          return resolve({ kind: 'exhausted', limit: 'cpu' });
        if (!signal.aborted) timer = setTimeout(() => void look(), LOOK_MS);
      };
      void look();
      signal.addEventListener('abort', () => clearTimeout(timer), { once: true });
    });
  }

  private async died(): Promise<ChildEnd> {
    await this.gone;
    const { exitCode, signalCode } = this.child;
    return { kind: 'crashed', message: `${signalCode ?? exitCode ?? 'not started'} ${this.said}`.trim() };
  }
}
