// The platform as somebody starts it, node dist/main.js, whole or in its parts, and what it and its servers use at work.
import { spawn } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import net from 'node:net';
import path from 'node:path';
import pg from 'pg';
import { ROOT } from '../build.mjs';

const SAMPLE_EVERY_MS = 200;
const PROFILE = ['--cpu-prof', '--cpu-prof-dir', path.join(ROOT, 'var/bench/profile')];
const COUNTER = path.join(ROOT, 'tools/bench/count-queries.mjs');
/** What a night is played with: all in one process, or two sites and two workers with a judge each. */
const EMBEDDED = [{ kind: 'all' }];
const MANY = [{ kind: 'site' }, { kind: 'site' }, { kind: 'worker' }, { kind: 'worker' }];

async function freePort() {
  const server = net.createServer();
  await new Promise((resolve) => server.listen(0, 'localhost', resolve));
  const { port } = server.address();
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** Starts the platform over this stage and waits until it says that it runs. Stop it. */
export async function startPlatform(stage, options) {
  const parts = await Promise.all(
    (options.real ? MANY : EMBEDDED).map((part, i) => startPart(stage, { ...part, number: i }, options)),
  );
  return {
    addresses: parts.flatMap(({ baseUrl }) => baseUrl ?? []),
    parts: parts.map(({ kind, pid }) => ({ kind, pid })),
    /** Everything it said, for when something went wrong. */
    said: () => parts.map(({ said }) => said()).join('\n'),
    /** Counts its queries from here, and up to here. */
    count() {
      if (options.queries) for (const { pid } of parts) process.kill(pid, 'SIGUSR2');
    },
    /** Ends it; gives how often each statement was sent, when that was counted. */
    async stop() {
      await Promise.all(parts.map((part) => part.stop()));
      return options.queries
        ? addUp(parts.map(({ counted }) => JSON.parse(readFileSync(counted, 'utf8'))))
        : null;
    },
  };
}

async function startPart({ postgres, files, settings }, { kind, number }, { profile, queries, real }) {
  const counted = path.join(ROOT, `var/bench/queries-${number}.json`);
  const flags = [...(profile ? PROFILE : []), ...(queries ? ['--import', COUNTER] : [])];
  const command = kind === 'all' ? [] : [kind];
  const child = spawn(process.execPath, [...flags, path.join(ROOT, 'dist/main.js'), ...command], {
    cwd: ROOT,
    env: {
      ...process.env,
      MODE: 'rehearsal',
      PORT: String(await freePort()),
      VAR_DIR: path.join(files, String(number)),
      DATABASE_URL: postgres.appUrl,
      COUNT_QUERIES: counted,
      ...(real ? { JUDGES: '1' } : {}),
      ...settings,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const gone = new Promise((resolve) => child.on('close', resolve));
  let said = '';
  const baseUrl = await new Promise((resolve, reject) => {
    const hear = (chunk) => {
      said += chunk;
      const found = /draait op (http:\/\/\S+)/.exec(said);
      if (found !== null) resolve(found[1]);
      else if (said.includes('De worker draait.')) resolve(null);
    };
    child.stdout.on('data', hear);
    child.stderr.on('data', hear);
    child.on('error', reject);
    void gone.then(() => reject(new Error(`het platform stopte bij het starten:\n${said}`)));
  });
  return {
    ...{ kind, baseUrl, counted },
    pid: child.pid,
    said: () => said,
    async stop() {
      child.kill('SIGTERM');
      await gone;
    },
  };
}

function addUp(lists) {
  const sums = new Map();
  for (const [text, times] of lists.flat()) sums.set(text, (sums.get(text) ?? 0) + times);
  return [...sums].sort((a, b) => b[1] - a[1]);
}

/** The process that all of PostgreSQL's others descend from. */
export async function postmasterOf({ ownerUrl }) {
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  const { rows } = await client.query('SELECT pg_backend_pid() AS pid');
  const found = processes().find(({ pid }) => pid === rows[0].pid);
  await client.end();
  return found?.parent ?? null;
}

/** Every process: its parent, its processor time with that of ended children in ms, its resident memory in bytes. */
function processes() {
  let names = [];
  try {
    names = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  } catch {
    // no /proc on this system: nothing is known
  }
  return names.flatMap((name) => {
    try {
      const fields = readFileSync(`/proc/${name}/stat`, 'utf8').split(') ').at(-1).split(' ').map(Number);
      const processor = (fields[11] + fields[12] + fields[13] + fields[14]) * 10;
      return [{ pid: Number(name), parent: fields[1], processor, memory: fields[21] * 4096 }];
    } catch {
      return [];
    }
  });
}

function familyOf(pid, all) {
  const family = all.filter((one) => one.pid === pid);
  for (const member of family) family.push(...all.filter(({ parent }) => parent === member.pid));
  return family;
}

const sum = (members, field) => members.reduce((total, member) => total + member[field], 0);

/**
 * Watches from now on. `end` gives the processor time since then, in ms, of each kind of process, the judges, PostgreSQL
 * (`database`) and the other servers, and the peak resident memory, in bytes, of the largest of each kind, of the largest
 * judge, and of the platform together. Null where the system does not tell.
 */
export function watch(parts, postmaster, servers) {
  const look = () => {
    const all = processes();
    const families = parts.map(({ kind, pid }) => ({ kind, family: familyOf(pid, all) }));
    return { all, families };
  };
  const used = () => {
    const { all, families } = look();
    const times = { judges: 0, database: sum(familyOf(postmaster, all), 'processor') };
    times.servers = sum(
      servers.flatMap((pid) => familyOf(pid, all)),
      'processor',
    );
    for (const { kind, family } of families) {
      const [main, ...judges] = family;
      times[kind] = (times[kind] ?? 0) + (main?.processor ?? 0);
      times.judges += sum(judges, 'processor');
    }
    return times;
  };
  const before = used();
  const peak = { judge: 0, together: 0 };
  const sample = () => {
    const { families } = look();
    for (const { kind, family } of families) {
      peak[kind] = Math.max(peak[kind] ?? 0, family[0]?.memory ?? 0);
      peak.judge = Math.max(peak.judge, ...family.slice(1).map(({ memory }) => memory));
    }
    peak.together = Math.max(
      peak.together,
      sum(
        families.flatMap(({ family }) => family),
        'memory',
      ),
    );
  };
  const timer = setInterval(sample, SAMPLE_EVERY_MS);
  return {
    end() {
      clearInterval(timer);
      sample();
      if (before.database === 0) return null;
      const after = used();
      const times = Object.fromEntries(
        Object.entries(after).map(([who, at]) => [who, at - (before[who] ?? 0)]),
      );
      return { times, all: Object.values(times).reduce((total, each) => total + each, 0), peak };
    },
  };
}
