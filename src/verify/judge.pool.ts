import { existsSync, mkdirSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { availableParallelism, tmpdir } from 'node:os';
import { fileURLToPath } from 'node:url';
import type { JudgedPacked } from './judge.process.js';
import { JudgeChild, type ChildLimits, type Prepare } from './judge-child.process.js';
import { tryIsolation, type JudgeIsolation, type JudgeStart } from './judge-isolation.process.js';
import type { PdfContext, PdfVerdict } from './pdf/judge-pdf.js';

/**
 * What came of judging. Nothing here says the file is good or bad except `judged`.
 * - `exhausted`: the judge was ended because it took more memory or processor time than any genuine file needs.
 * - `failed`: it could not be judged: killed, too late on the wall, or bytes that could not be read.
 */
export type JudgeOutcome = JudgedPacked | NotJudged;
/** The same of a PDF. */
export type PdfOutcome = { readonly kind: 'judgedPdf'; readonly verdict: PdfVerdict } | NotJudged;
type NotJudged =
  | { readonly kind: 'exhausted'; readonly limit: 'memory' | 'cpu' }
  | { readonly kind: 'failed'; readonly why: 'killed' | 'late' | 'fault'; readonly message: string };

/** How a pool works; what is left out has the default named. */
export interface JudgePoolOptions {
  /** Judges at work at once; default one per core, at most 4. */
  readonly size?: number;
  /** Resident memory at which a judge is ended; default 400 MiB (a 68 MB count takes under 200). */
  readonly memoryBytes?: number;
  /** Processor time at which a judge is ended; default 60 s (a 68 MB count takes under one). */
  readonly cpuMs?: number;
  /** Time on the wall after which a judgement is given up; default 5 minutes. */
  readonly wallMs?: number;
  /** Folder for the files that judges hold open; default the system's. */
  readonly scratchFolder?: string;
  /** The judge's module, for tests. */
  readonly module?: string;
}

// run from the sources, as tests do, there is no compiled judge beside us: then it is the built one
const JUDGES = ['./judge.process.js', '../../dist/verify/judge.process.js'].map((place) =>
  fileURLToPath(new URL(place, import.meta.url)),
);

/** The descriptor under which a judge holds the first of its files. */
const PDF_FD = 4;

interface Job {
  readonly prepare: Prepare;
  /** To be judged in a process that never judged anything else, and does not afterwards. */
  readonly alone: boolean;
  readonly resolve: (outcome: JudgeOutcome | PdfOutcome) => void;
  readonly reject: (fault: Error) => void;
}

/**
 * Judges deliveries in processes of their own, one at a time each, so that a file made to exhaust a parser takes down
 * one process and nothing else. Processes start when they are needed and stay; all end with `close`, and by themselves
 * when this process dies. Who goes first is decided by who asks.
 */
export class JudgePool {
  readonly size: number;
  private readonly queue: Job[] = [];
  private readonly children = new Set<JudgeChild>();
  private readonly idle: JudgeChild[] = [];
  private readonly limits: ChildLimits;
  private readonly folder: string;
  private readonly start: JudgeStart = tryIsolation();
  private atWork = 0;
  private closed = false;

  constructor(private readonly options: JudgePoolOptions = {}) {
    this.size = options.size ?? Math.min(4, availableParallelism());
    this.folder = options.scratchFolder ?? tmpdir();
    this.limits = {
      memoryBytes: options.memoryBytes ?? 400 * 1024 * 1024,
      cpuMs: options.cpuMs ?? 60_000,
      wallMs: options.wallMs ?? 300_000,
    };
  }

  /** What of the machine allows holds for every judge. */
  get isolation(): JudgeIsolation {
    return this.start.isolation;
  }

  /** Judges that could begin at once. */
  get free(): number {
    return this.closed ? 0 : Math.max(0, this.size - this.atWork - this.queue.length);
  }

  /** Judges one delivery, in its turn. Rejects only when the pool is closed. */
  async judge(prepare: Prepare, alone = false): Promise<JudgeOutcome> {
    const outcome = await this.ask(prepare, alone);
    if (outcome.kind === 'judgedPdf') throw new Error('a delivery was asked for, and a PDF judged');
    return outcome;
  }

  /** Judges one PDF, in its turn. Rejects only when the pool is closed. */
  async judgePdf(bytes: Uint8Array, context: PdfContext, alone = false): Promise<PdfOutcome> {
    const prepare: Prepare = async ([slot]) => {
      await writeFile(slot.path, bytes);
      return { pdf: PDF_FD, context };
    };
    const outcome = await this.ask(prepare, alone);
    if (outcome.kind === 'judged') throw new Error('a PDF was asked for, and a delivery judged');
    return outcome;
  }

  private ask(prepare: Prepare, alone: boolean): Promise<JudgeOutcome | PdfOutcome> {
    return new Promise((resolve, reject) => {
      if (this.closed) return reject(new Error('the judge pool is closed'));
      this.queue.push({ prepare, alone, resolve, reject });
      this.next();
    });
  }

  /** Ends every judge; what was waiting or at work is rejected. Resolves when all processes are gone. */
  async close(): Promise<void> {
    this.closed = true;
    for (const job of this.queue.splice(0)) job.reject(new Error('the judge pool is closed'));
    await Promise.all([...this.children].map((child) => child.end()));
  }

  private next(): void {
    while (!this.closed && this.atWork < this.size) {
      const job = this.queue.shift();
      if (job === undefined) return;
      this.atWork += 1;
      void this.work(job).finally(() => {
        this.atWork -= 1;
        this.next();
      });
    }
  }

  private async work(job: Job): Promise<void> {
    const child = (job.alone ? undefined : this.idle.pop()) ?? this.bear();
    const ended = await child.judge(job.prepare);
    if (job.alone) await child.end();
    else if (child.fit) this.idle.push(child);
    if (this.closed) return job.reject(new Error('the judge pool is closed'));
    switch (ended.kind) {
      case 'judged':
      case 'judgedPdf':
      case 'exhausted':
        return job.resolve(ended);
      case 'late':
        return job.resolve({ kind: 'failed', why: 'late', message: 'out of time' });
      case 'fault':
        return job.resolve({ kind: 'failed', why: 'fault', message: ended.message });
      case 'crashed':
        return job.resolve({ kind: 'failed', why: 'killed', message: ended.message });
    }
  }

  private bear(): JudgeChild {
    mkdirSync(this.folder, { recursive: true, mode: 0o700 });
    const module = this.options.module ?? JUDGES.find((file) => existsSync(file)) ?? JUDGES[0]!;
    const child = new JudgeChild(module, this.start, this.folder, this.limits);
    this.children.add(child);
    void child.gone.then(() => {
      this.children.delete(child);
      const at = this.idle.indexOf(child);
      if (at >= 0) this.idle.splice(at, 1);
    });
    return child;
  }
}
