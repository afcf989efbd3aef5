import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { compileSources } from '../../test/support/compiled.js';
import { context, pack } from '../../test/support/small-package.js';
import { fingerprintOf } from '../../test/support/small-count.js';
import { goodFiles, JUDGED_AT, ROOT } from '../../test/support/pdf/pdf-corpus.js';
import { eml, NAME } from '../../test/support/small-package.js';
import type { Prepare } from './judge-child.process.js';
import { unpackCount } from './eml/packed-count.js';
import type { JudgedPacked } from './judge.process.js';
import { figuresOf } from './read-figures.js';
import { judgePdf } from './pdf/judge-pdf.js';
import { JudgePool, type JudgeOutcome, type JudgePoolOptions } from './judge.pool.js';

const judges = path.resolve(__dirname, '../../test/support/judges');
const folder = mkdtempSync(path.join(tmpdir(), 'pool-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const MiB = 1024 * 1024;
/** Asks a judge of tests for what stands in the name. */
const asked =
  (name: string, file = '/nowhere'): Prepare =>
  async () => ({ files: { kind: 'package', name, path: file }, context });
const namesOf = (outcomes: JudgeOutcome[]): (string | null)[] =>
  outcomes.map((one) => (one.kind === 'judged' ? one.verdict.election : one.kind));

async function withPool<T>(options: JudgePoolOptions, use: (pool: JudgePool) => Promise<T>): Promise<T> {
  const pool = new JudgePool({ module: path.join(judges, 'moody.process.mjs'), size: 2, ...options });
  try {
    return await use(pool);
  } finally {
    await pool.close();
  }
}

/** As in judge.process.ts, which does what it does when it is loaded. */
const JUDGE_FDS = { files: [4, 5] } as const;

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

describe('a pool of judges', () => {
  it('ends one that eats memory; the others finish unharmed', () =>
    withPool({ memoryBytes: 150 * MiB }, async (pool) => {
      const hungry = pool.judge(asked('hungry'));
      const others = Array.from({ length: 12 }, (_, i) => pool.judge(asked(`slow ${i}`)));
      expect(await hungry).toEqual({ kind: 'exhausted', limit: 'memory' });
      expect(namesOf(await Promise.all(others))).toEqual(others.map((_, i) => `slow ${i}`));
    }));

  it('ends one that takes too much of the processor; the others finish unharmed', () =>
    withPool({ cpuMs: 600 }, async (pool) => {
      const endless = pool.judge(asked('endless'));
      const others = [pool.judge(asked('slow 1')), pool.judge(asked('slow 2'))];
      expect(namesOf(await Promise.all(others))).toEqual(['slow 1', 'slow 2']);
      expect(await endless).toEqual({ kind: 'exhausted', limit: 'cpu' });
      expect(namesOf([await pool.judge(asked('na'))])).toEqual(['na']);
    }));

  it('could not judge in time: that says nothing of the file', () =>
    withPool({ wallMs: 500 }, async (pool) => {
      expect(await pool.judge(asked('asleep'))).toMatchObject({ kind: 'failed', why: 'late' });
    }));

  it('could not judge when the judge is killed or unable to read: that says nothing of the file either', () =>
    withPool({}, async (pool) => {
      expect(await pool.judge(asked('crash'))).toMatchObject({ kind: 'failed', why: 'killed' });
      expect(await pool.judge(asked('fault'))).toMatchObject({ kind: 'failed', why: 'fault' });
      const unprepared = () => Promise.reject(new Error('the store is gone'));
      expect(await pool.judge(unprepared)).toMatchObject({ kind: 'failed', why: 'fault' });
      expect(namesOf([await pool.judge(asked('daarna'))])).toEqual(['daarna']);
    }));

  it('judges alone in a process that judged nothing before and judges nothing after', () =>
    withPool({ size: 1 }, async (pool) => {
      const pidOf = async (alone: boolean) => {
        const outcome = (await pool.judge(asked('x'), alone)) as { verdict: unknown };
        return (outcome.verdict as { pid: number }).pid;
      };
      const warm = await pidOf(false);
      const alone = await pidOf(true);
      expect(alone).not.toBe(warm);
      expect(isAlive(alone)).toBe(false);
      expect(await pidOf(false)).toBe(warm);
    }));

  it('says how many could begin', () =>
    withPool({ size: 2 }, async (pool) => {
      const running = [pool.judge(asked('slow')), pool.judge(asked('slow')), pool.judge(asked('slow'))];
      expect(pool.free).toBe(0);
      await Promise.all(running);
      expect(pool.free).toBe(2);
    }));

  it('leaves no process and no file behind, and takes nothing after close', async () => {
    const scratchFolder = mkdtempSync(path.join(folder, 'slots-'));
    const module = path.join(judges, 'moody.process.mjs');
    const pool = new JudgePool({ module, size: 1, scratchFolder });
    const outcome = (await pool.judge(asked('x'))) as { verdict: unknown };
    const { pid } = outcome.verdict as { pid: number };
    const waiting = [pool.judge(asked('endless')), pool.judge(asked('later'))].map((one) =>
      one.catch((e: Error) => e.message),
    );
    await pool.close();
    expect(await Promise.all(waiting)).toEqual(['the judge pool is closed', 'the judge pool is closed']);
    expect(isAlive(pid)).toBe(false);
    expect(readdirSync(scratchFolder)).toEqual([]);
    await expect(pool.judge(asked('x'))).rejects.toThrow('closed');
  });

  it('gives a judge nothing of ours: no environment, and where the machine allows its own user and no network', () =>
    withPool({}, async (pool) => {
      process.env['SECRET_OF_THE_TEST'] = 'x';
      const outcome = (await pool.judge(asked('show'))) as { verdict: unknown };
      delete process.env['SECRET_OF_THE_TEST'];
      const seen = outcome.verdict as { env: string[]; uid: string; interfaces: string[] };
      expect(seen.env.filter((name) => !name.startsWith('NODE_CHANNEL'))).toEqual([]);
      const { ownUser, noNetwork } = pool.isolation;
      expect(ownUser).toBe(process.getuid?.() === 0);
      if (ownUser) expect(Number(seen.uid)).toBeGreaterThan(61_000);
      if (noNetwork) expect(seen.interfaces).toEqual([]);
    }));
});

describe('the real judge', () => {
  const compiled = compileSources('pool', 'kernel', 'verify');
  afterAll(compiled.remove);
  const module = path.join(compiled.folder, 'verify/judge.process.js');

  /** A package in the first slot. */
  const packed: Prepare = async ([slot]) => {
    writeFileSync(slot.path, pack());
    return { files: { kind: 'package', name: NAME, fd: JUDGE_FDS.files[0] }, context };
  };

  it('judges what was put in its slot, as verify does, and the next one too', () =>
    withPool({ module, scratchFolder: folder }, async (pool) => {
      for (let i = 0; i < 2; i += 1) {
        const outcome = await pool.judge(packed);
        expect(outcome).toMatchObject({
          kind: 'judged',
          verdict: { verdict: 'accepted', fingerprint: fingerprintOf(eml) },
        });
        const { count, verdict } = outcome as JudgedPacked;
        expect(figuresOf(unpackCount(count!.whole)!).figures).toEqual(verdict.figures);
      }
    }));

  it('judges a PDF as judgePdf does, and a delivery after it', () =>
    withPool({ module, scratchFolder: folder, size: 1 }, async (pool) => {
      const trust = [ROOT.certificate];
      for (const { bytes } of goodFiles().slice(0, 2)) {
        const outcome = await pool.judgePdf(bytes, { trust, at: JUDGED_AT });
        expect(outcome).toEqual({ kind: 'judgedPdf', verdict: judgePdf(bytes, { trust, at: JUDGED_AT }) });
      }
      expect(await pool.judge(packed)).toMatchObject({ kind: 'judged', verdict: { verdict: 'accepted' } });
    }));

  it('judges nothing when its slot was taken away', () =>
    withPool({ module, scratchFolder: folder }, async (pool) => {
      const outcome = await pool.judge(async (slots) => {
        rmSync(slots[0].path);
        return await packed(slots);
      });
      expect(outcome).toMatchObject({ kind: 'failed', why: 'fault' });
    }));

  it('lets a program that closed it end by itself', async () => {
    const child = spawn(process.execPath, [path.join(judges, 'closes.mjs'), module], {
      stdio: ['ignore', 'inherit', 'inherit'],
    });
    expect(await once(child, 'close')).toEqual([0, null]);
  });

  it('ends when its parent is killed', async () => {
    const parent = spawn(process.execPath, [path.join(judges, 'parent.mjs'), module], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const [said] = (await once(parent.stdout, 'data')) as [Buffer];
    const pid = Number(said.toString());
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(isAlive(pid)).toBe(true);
    parent.kill('SIGKILL');
    for (let i = 0; i < 100 && isAlive(pid); i++) await new Promise((resolve) => setTimeout(resolve, 50));
    expect(isAlive(pid)).toBe(false);
  });
});
