import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { beginSending } from '../support/begin-sending.js';
import { sparse } from '../support/sparse.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import {
  familyOf,
  freePort,
  processes,
  runningIn,
  StartedPlatform,
  untilNone,
  waitedForProcessor,
} from '../support/started-platform.js';

const RUNNING = /Het platform draait op (http:\S+)/;

let varDir: string;
const started: StartedPlatform[] = [];

beforeAll(() => {
  varDir = mkdtempSync(path.join(tmpdir(), 'overdracht-stop-'));
  chmodSync(varDir, 0o711); // so that also as root the database stands in it, and can be found by it
});

afterEach(async () => {
  for (const { child } of started.splice(0)) child.kill('SIGKILL');
  for (const { pid } of runningIn(varDir)) stopPid(pid, 'SIGINT'); // PostgreSQL: a fast shutdown
  await untilNone(() => runningIn(varDir));
});

afterAll(() => rmSync(varDir, { recursive: true, force: true }));

function stopPid(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

async function start(settings: Record<string, string> = {}): Promise<StartedPlatform> {
  const PORT = String(await freePort());
  const platform = StartedPlatform.start({ VAR_DIR: varDir, PORT, JUDGES: '1', ...settings });
  started.push(platform);
  return platform;
}

/** Everything it runs by now, itself included; its PostgreSQL is nobody's child and is found by its folder. */
const everythingOf = ({ child }: StartedPlatform) => [...familyOf(child.pid!), ...runningIn(varDir)];

async function leavesNothing(pids: readonly number[]): Promise<void> {
  const left = () => [...processes().filter(({ pid }) => pids.includes(pid)), ...runningIn(varDir)];
  expect(await untilNone(left)).toEqual([]);
}

/** Stops it by this signal: it ends well, and nothing of it is left. */
async function endsWhole(platform: StartedPlatform, signal: NodeJS.Signals): Promise<void> {
  const pids = everythingOf(platform).map(({ pid }) => pid);
  platform.child.kill(signal);
  expect(await platform.ended()).toBe(0);
  await leavesNothing(pids);
}

/** A start that finds its data takes so long at most, without what it waited for a processor that others had. */
const QUICK_SECONDS = 10;

interface QuickStart {
  readonly platform: StartedPlatform;
  readonly baseUrl: string | undefined;
  readonly seconds: number;
}

/** Starts it, again when that took long, so often at most: what a busy machine adds to it differs each time. */
async function startQuickly(tries: number): Promise<QuickStart> {
  const from = Date.now();
  const platform = await start();
  const [, baseUrl] = await platform.says(RUNNING);
  const seconds = (Date.now() - from) / 1000 - waitedForProcessor(platform.child.pid!);
  if (seconds < QUICK_SECONDS || tries === 1) return { platform, baseUrl, seconds };
  await endsWhole(platform, 'SIGTERM');
  return await startQuickly(tries - 1);
}

describe('starting', () => {
  it('a seeding that was killed half-way begins again, and nothing of it remains', async () => {
    const doomed = await start();
    await doomed.says(/Sleutels maken/);
    doomed.child.kill('SIGKILL');
    await doomed.ended();
    expect(existsSync(path.join(varDir, 'rehearsal.json'))).toBe(false);

    const platform = await start({ SMTP_URL: 'smtp://dienst:geheim@localhost' });
    const [, baseUrl] = await platform.says(RUNNING);
    const children = familyOf(platform.child.pid!).filter(({ pid }) => pid !== platform.child.pid);
    expect(children.some(({ command }) => command.includes('judge'))).toBe(true);
    if (existsSync('/proc/self/environ'))
      for (const { pid } of children)
        expect(readFileSync(`/proc/${pid}/environ`, 'utf8')).not.toContain('geheim');
    const { people } = readRehearsal();
    const { token } = people.find(({ role }) => role === 'operator')!;
    const answer = await fetch(`${baseUrl}/v1/verkiezingen`, {
      headers: { authorization: `Bearer ${token}` },
    });
    const { verkiezingen } = (await answer.json()) as { verkiezingen: { id: string }[] };
    expect(verkiezingen).toHaveLength(3);
    expect(platform.output).toMatch(/ontvangen en goedgekeurd/);
    expect(platform.output).toMatch(/geweigerd/);
    const fetched = [...platform.output.matchAll(/^(.*?) {2,}.* haalt op +(.*)$/gm)];
    expect(fetched.map(([, who, what]) => `${who}: ${what}`)).toEqual([
      'Hoofdstembureau Groningen: 3 bestanden, byte voor byte gelijk',
      'Burgemeester van Stadskanaal: 2 bestanden, byte voor byte gelijk',
      'Centraal stembureau (Kiesraad): 4 bestanden, byte voor byte gelijk',
    ]);
    expect(everythingOf(platform).some(({ command }) => command.includes('postgres'))).toBe(true);
    await endsWhole(platform, 'SIGINT');
  });

  it('rehearsal.json says what scripts need, to its owner alone', () => {
    const { baseUrl, elections, people, keys } = readRehearsal();
    expect(baseUrl).toMatch(/^http:\/\/localhost:\d+$/);
    expect(elections.map(({ id }) => id.slice(0, 2)).sort()).toEqual(['AB', 'GR', 'TK']);
    for (const person of people)
      expect(person).toMatchObject({
        name: expect.any(String) as string,
        role: expect.stringMatching(/^(member|manager|operator)$/) as string,
        level: expect.stringMatching(/^[A-Z]+$/) as string,
        committee: expect.any(String) as string,
        token: expect.stringMatching(/^\S{20,}$/) as string,
      });
    expect(keys).toHaveLength(9);
    for (const { certificate, privateKey } of keys) {
      expect(readFileSync(certificate, 'utf8')).toContain('BEGIN CERTIFICATE');
      expect(statSync(privateKey).mode & 0o077).toBe(0);
    }
    expect(statSync(path.join(varDir, 'rehearsal.json')).mode & 0o077).toBe(0);
  });

  it('a second time finds its data, quickly, and tells the new address', async () => {
    const before = readRehearsal();
    const { platform, baseUrl, seconds } = await startQuickly(3);
    process.stdout.write(`second start: ${seconds.toFixed(1)} s\n`);
    expect(seconds).toBeLessThan(QUICK_SECONDS);
    expect(platform.output).not.toMatch(/Sleutels maken/);
    const now = readRehearsal();
    expect(now).toEqual({ ...before, baseUrl });
    const csb = now.people.find(({ level, election }) => level === 'CSB' && election?.startsWith('TK'))!;
    const inbox = await fetch(`${baseUrl}/v1/ontvangen`, {
      headers: { authorization: `Bearer ${csb.token}` },
    });
    const { leveringen } = (await inbox.json()) as { leveringen: unknown[] };
    expect(leveringen.length).toBeGreaterThanOrEqual(3);
    await endsWhole(platform, 'SIGTERM');
  });
});

interface Rehearsal {
  readonly baseUrl: string;
  readonly elections: { id: string }[];
  readonly people: { name: string; role: string; level: string; election: string | null; token: string }[];
  readonly keys: { certificate: string; privateKey: string }[];
}

function readRehearsal(): Rehearsal {
  return JSON.parse(readFileSync(path.join(varDir, 'rehearsal.json'), 'utf8')) as Rehearsal;
}

describe('stopping takes everything along', () => {
  it('on SIGHUP, and until then nobody else has the same data', async () => {
    const first = await start();
    const [, baseUrl] = await first.says(RUNNING);
    const second = await start();
    expect(await second.ended()).toBe(1);
    expect(second.output).toMatch(/Het platform draait al/);
    expect((await fetch(`${baseUrl}/gezondheid`)).status).toBe(200);
    await endsWhole(first, 'SIGHUP');
  });

  it('on the same signal twice, as npm hands it on', async () => {
    const platform = await start();
    await platform.says(RUNNING);
    const pids = everythingOf(platform).map(({ pid }) => pid);
    platform.child.kill('SIGINT');
    platform.child.kill('SIGINT');
    expect(await platform.ended()).toBe(0);
    await leavesNothing(pids);
  });

  it('however early the signal comes', async () => {
    for (const ms of sparse([100, 400, 700, 1000, 1300, 1600, 2000], 3)) {
      const platform = await start();
      await sleep(ms);
      const pids = everythingOf(platform).map(({ pid }) => pid);
      platform.child.kill('SIGTERM');
      await platform.ended();
      await leavesNothing(pids);
    }
  });

  it.each([
    ['before it was up', /pid (\d+)/],
    ['after', RUNNING],
  ])('when the parent that read its output was killed %s', async (_, moment) => {
    const platform = StartedPlatform.startByAnother({
      VAR_DIR: varDir,
      PORT: String(await freePort()),
      JUDGES: '1',
    });
    started.push(platform);
    const [, pid] = await platform.says(/pid (\d+)/);
    await platform.says(moment);
    const pids = [Number(pid), ...everythingOf(platform).map((one) => one.pid)];
    platform.child.kill('SIGKILL');
    await leavesNothing(pids);
  });

  describe('while somebody is sending', () => {
    async function sender(platform: StartedPlatform) {
      const [, baseUrl] = await platform.says(RUNNING);
      const { people, elections } = readRehearsal();
      const election = elections.find(({ id }) => id.startsWith('TK'))!.id;
      const { token } = people.find((one) => one.level === 'GSB' && one.election === election)!;
      return await beginSending({ baseUrl: baseUrl!, token, election });
    }

    it('SIGTERM lets that arrive, takes on nothing new, says it is not ready, and then ends', async () => {
      const platform = await start({ DRAIN_SECONDS: '60' });
      const { announce, rest } = await sender(platform);
      const pids = everythingOf(platform).map(({ pid }) => pid);
      platform.child.kill('SIGTERM');
      await sleep(500);
      const refused = await announce();
      expect(refused.status).toBe(503);
      expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
      expect(await refused.json()).toMatchObject({ code: 'platform.stopping' });
      expect([200, 202, 422]).toContain(await rest());
      expect(await platform.ended()).toBe(0);
      await leavesNothing(pids);
    });

    it('who does not go on is cut off when DRAIN_SECONDS are over', async () => {
      const platform = await start({ DRAIN_SECONDS: '1' });
      const { closed } = await sender(platform);
      platform.child.kill('SIGTERM');
      expect(await platform.ended(15_000)).toBe(0);
      await closed;
    });

    it('Ctrl-C ends within ten seconds all the same', async () => {
      const platform = await start();
      const { closed } = await sender(platform);
      const from = performance.now();
      platform.child.kill('SIGINT');
      expect(await platform.ended(15_000)).toBe(0);
      expect(performance.now() - from).toBeLessThan(10_000);
      await closed;
    });

    it('a second signal ends at once', async () => {
      const platform = await start();
      const { closed } = await sender(platform);
      const pids = everythingOf(platform).map(({ pid }) => pid);
      platform.child.kill('SIGTERM');
      await sleep(1_000);
      platform.child.kill('SIGTERM');
      expect(await platform.ended(10_000)).toBe(130);
      await closed;
      await leavesNothing(pids);
    });
  });
});

describe('rehearsal and real never meet', () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await createTestDatabase();
  });
  afterAll(() => database?.drop());

  it('real, beside a rehearsal in the same folder: nothing of it, one invitation', async () => {
    const PORT = String(await freePort());
    const platform = await start({ MODE: 'real', PORT, PUBLIC_URL: `http://localhost:${PORT}` });
    const [, baseUrl] = await platform.says(RUNNING);
    expect(platform.output).not.toMatch(/uitnodiging/);
    const [, file] = /eenmalige link.*:\s+(\S+)/.exec(platform.output)!;
    expect(statSync(file!).mode & 0o077).toBe(0);
    const link = readFileSync(file!, 'utf8');
    expect(link).toMatch(/^http:\S+\/uitnodiging\/\S+\n$/);
    // whoever has the machine can always let somebody in, also while it runs
    const renewed = StartedPlatform.start({ VAR_DIR: varDir, MODE: 'real', PUBLIC_URL: baseUrl! }, [
      'dist/main.js',
      'nieuwe-beheerder',
    ]);
    started.push(renewed);
    expect(await renewed.ended(60_000)).toBe(0);
    expect(renewed.output).not.toMatch(/uitnodiging/);
    const next = readFileSync(file!, 'utf8');
    expect(next).not.toBe(link);
    expect((await fetch(next.trim())).status).toBe(200);
    expect((await fetch(link.trim())).status).not.toBe(200);
    expect(platform.output).not.toMatch(/OEFENING|Sleutels maken/);
    const { people } = readRehearsal();
    for (const { token } of people.slice(0, 3)) {
      const answer = await fetch(`${baseUrl}/v1/verkiezingen`, {
        headers: { authorization: `Bearer ${token}` },
      });
      expect(answer.status).toBe(401);
    }
    const door = await fetch(`${baseUrl}/inloggen/oefening`);
    expect(door.status).toBe(404);
    const page = await (await fetch(`${baseUrl}/`, { headers: { accept: 'text/html' } })).text();
    expect(page).not.toMatch(/OEFENING/);
    platform.child.kill('SIGTERM');
    expect(await platform.ended()).toBe(0);
  });

  const migrateIt = async (settings: Record<string, string> = {}) => {
    const urls = { DATABASE_URL: database.appUrl, DATABASE_OWNER_URL: database.ownerUrl };
    const platform = StartedPlatform.start({ VAR_DIR: varDir, ...urls, ...settings }, [
      'dist/main.js',
      'migrate',
    ]);
    started.push(platform);
    return { code: await platform.ended(), said: platform.output };
  };

  it('a database that served the one is refused to the other', async () => {
    expect(await migrateIt()).toMatchObject({
      code: 0,
      said: expect.stringMatching('De database') as string,
    });
    const urls = { DATABASE_URL: database.appUrl, VAR_DIR: path.join(varDir, 'own') };
    const rehearsal = await start(urls);
    await rehearsal.says(RUNNING);
    expect(rehearsal.output).not.toMatch(/Sleutels maken/); // an external database is never seeded
    rehearsal.child.kill('SIGTERM');
    expect(await rehearsal.ended()).toBe(0);

    const PORT = String(await freePort());
    const address = { PORT, PUBLIC_URL: `http://localhost:${PORT}` };
    const real = await start({ ...urls, MODE: 'real', ...address });
    expect(await real.ended()).toBe(1);
    expect(real.output).toMatch(/ingericht met MODE=rehearsal/);
    const migrated = await migrateIt({ MODE: 'real', ...address });
    expect(migrated).toMatchObject({ code: 1, said: expect.stringMatching('ingericht met MODE=') as string });
  });
});
