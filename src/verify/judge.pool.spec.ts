import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { compileSources } from '../../test/support/compiled.js';
import { context, pack } from '../../test/support/small-package.js';
import { fingerprintOf } from '../../test/support/small-count.js';
import { eml, NAME } from '../../test/support/small-package.js';
import { JudgePool, type JudgeOutcome, type JudgePoolOptions } from './judge.pool.js';
import type { JudgeRequest } from './judge.process.js';

const judges = path.resolve(__dirname, '../../test/support/judges');
const folder = mkdtempSync(path.join(tmpdir(), 'pool-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const MiB = 1024 * 1024;
const request = (name: string, file = '/nowhere'): JudgeRequest => ({
  files: { kind: 'package', name, path: file },
  context,
});
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

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

describe('a pool of judges', () => {
  it('kills one that eats memory; the others finish unharmed', () =>
    withPool({ memoryBytes: 150 * MiB }, async (pool) => {
      const hungry = pool.judge(request('hungry'), 'aanvaller');
      const others = Array.from({ length: 12 }, (_, i) => pool.judge(request(`slow ${i}`), `gemeente ${i}`));
      expect(await hungry).toEqual({ kind: 'exhausted', limit: 'memory' });
      expect(namesOf(await Promise.all(others))).toEqual(others.map((_, i) => `slow ${i}`));
    }));

  it('kills one that never ends; the others finish unharmed', () =>
    withPool({ milliseconds: 600 }, async (pool) => {
      const endless = pool.judge(request('endless'), 'a');
      const others = [pool.judge(request('slow 1'), 'b'), pool.judge(request('slow 2'), 'b')];
      expect(namesOf(await Promise.all(others))).toEqual(['slow 1', 'slow 2']);
      expect(await endless).toEqual({ kind: 'exhausted', limit: 'time' });
      expect(namesOf([await pool.judge(request('na'), 'c')])).toEqual(['na']);
    }));

  it('tries once more after a crash, and then says so', () =>
    withPool({}, async (pool) => {
      expect(namesOf([await pool.judge(request('once', path.join(folder, 'once')), 'a')])).toEqual(['once']);
      expect(await pool.judge(request('crash'), 'a')).toEqual({ kind: 'crashed' });
      expect(namesOf([await pool.judge(request('daarna'), 'a')])).toEqual(['daarna']);
    }));

  it('lets senders take turns', () =>
    withPool({ size: 1 }, async (pool) => {
      const order: string[] = [];
      const ask = (name: string, lane: string): Promise<unknown> =>
        pool.judge(request(name), lane).then(() => order.push(name));
      await Promise.all([
        ask('slow', 'x'),
        ...['a1', 'a2', 'a3', 'a4'].map((name) => ask(name, 'a')),
        ask('b1', 'b'),
      ]);
      expect(order).toEqual(['slow', 'a1', 'b1', 'a2', 'a3', 'a4']);
    }));

  it('never gives one sender all judges', () =>
    withPool({ milliseconds: 3000 }, async (pool) => {
      const endless = [pool.judge(request('endless'), 'a'), pool.judge(request('endless'), 'a')];
      const began = Date.now();
      expect(namesOf([await pool.judge(request('b1'), 'b')])).toEqual(['b1']);
      expect(Date.now() - began).toBeLessThan(2500);
      expect((await Promise.all(endless)).map((one) => one.kind)).toEqual(['exhausted', 'exhausted']);
    }));

  it('says busy when too many wait, and loses none of the others', () =>
    withPool({ size: 1, waiting: 2 }, async (pool) => {
      const asked = ['slow', 'b', 'c', 'd'].map((name) => pool.judge(request(name), name));
      expect(namesOf(await Promise.all(asked))).toEqual(['slow', 'b', 'c', 'busy']);
    }));

  it('rejects with a fault of ours', () =>
    withPool({}, async (pool) => {
      await expect(pool.judge(request('fault'), 'a')).rejects.toThrow('ENOENT');
    }));

  it('leaves no process behind, and takes nothing after close', async () => {
    const pool = new JudgePool({ module: path.join(judges, 'moody.process.mjs'), size: 1 });
    const outcome = (await pool.judge(request('x'), 'a')) as { verdict: unknown };
    const { pid } = outcome.verdict as { pid: number };
    const waiting = [pool.judge(request('endless'), 'a'), pool.judge(request('later'), 'a')].map((one) =>
      one.catch((e: Error) => e.message),
    );
    await pool.close();
    expect(await Promise.all(waiting)).toEqual(['the judge pool is closed', 'the judge pool is closed']);
    expect(isAlive(pid)).toBe(false);
    await expect(pool.judge(request('x'), 'a')).rejects.toThrow('closed');
  });
});

describe('the real judge', () => {
  const compiled = compileSources('pool', 'kernel', 'verify');
  afterAll(compiled.remove);
  const module = path.join(compiled.folder, 'verify/judge.process.js');
  const file = path.join(folder, 'package.zip');
  writeFileSync(file, pack());

  it('judges a file on disk as verify does', () =>
    withPool({ module, scratchFolder: folder }, async (pool) => {
      pool.warmUp();
      const outcome = await pool.judge({ files: { kind: 'package', name: NAME, path: file }, context }, 'a');
      expect(outcome).toMatchObject({
        kind: 'judged',
        verdict: { verdict: 'accepted', fingerprint: fingerprintOf(eml) },
      });
      await expect(pool.judge(request('weg', path.join(folder, 'weg.zip')), 'a')).rejects.toThrow('ENOENT');
      await expect(pool.judge(request('map', folder), 'a')).rejects.toThrow('not a regular file');
      expect(readdirSync(folder)).not.toContain('inner.zip');
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
