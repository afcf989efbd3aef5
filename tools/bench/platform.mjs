// The platform as somebody starts it, node dist/main.js, and what it and PostgreSQL use while it works.
import { spawn } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import net from 'node:net';
import path from 'node:path';
import pg from 'pg';
import { ROOT } from '../build.mjs';

const SAMPLE_EVERY_MS = 200;

async function freePort() {
  const server = net.createServer();
  await new Promise((resolve) => server.listen(0, 'localhost', resolve));
  const { port } = server.address();
  await new Promise((resolve) => server.close(resolve));
  return port;
}

const PROFILE = ['--cpu-prof', '--cpu-prof-dir', path.join(ROOT, 'var/bench/profile')];

/** Starts the platform over this database and waits until it says its address. Stop it. */
export async function startPlatform({ postgres, files }, { profile }) {
  const child = spawn(process.execPath, [...(profile ? PROFILE : []), path.join(ROOT, 'dist/main.js')], {
    cwd: ROOT,
    env: {
      ...process.env,
      MODE: 'rehearsal',
      PORT: String(await freePort()),
      VAR_DIR: files,
      DATABASE_URL: postgres.appUrl,
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
    };
    child.stdout.on('data', hear);
    child.stderr.on('data', hear);
    child.on('error', reject);
    void gone.then(() => reject(new Error(`het platform stopte bij het starten:\n${said}`)));
  });
  return {
    baseUrl,
    pid: child.pid,
    /** Everything it said, for when something went wrong. */
    said: () => said,
    async stop() {
      child.kill('SIGTERM');
      await gone;
    },
  };
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

function familyOf(pid) {
  const all = processes();
  const family = all.filter((one) => one.pid === pid);
  for (const member of family) family.push(...all.filter(({ parent }) => parent === member.pid));
  return family;
}

const sum = (members, field) => members.reduce((total, member) => total + member[field], 0);

/**
 * Watches from now on. `end` gives the processor time since then, in ms, of the platform itself, its judges and PostgreSQL,
 * and the peak resident memory, in bytes, of the platform itself, its largest judge, and all of those together. Null where
 * the system does not tell.
 */
export function watch(platform, postmaster) {
  const used = () => {
    const [main, ...judges] = familyOf(platform);
    const platformItself = main?.processor ?? 0;
    return {
      platformItself,
      judges: sum(judges, 'processor'),
      database: sum(familyOf(postmaster), 'processor'),
    };
  };
  const before = used();
  const peak = { platform: 0, judge: 0, together: 0 };
  const sample = () => {
    const [main, ...judges] = familyOf(platform);
    peak.platform = Math.max(peak.platform, main?.memory ?? 0);
    peak.judge = Math.max(peak.judge, ...judges.map(({ memory }) => memory));
    peak.together = Math.max(peak.together, (main?.memory ?? 0) + sum(judges, 'memory'));
  };
  const timer = setInterval(sample, SAMPLE_EVERY_MS);
  return {
    end() {
      clearInterval(timer);
      sample();
      if (before.platformItself === 0) return null;
      const after = used();
      const since = (who) => after[who] - before[who];
      return {
        platform: since('platformItself'),
        judges: since('judges'),
        database: since('database'),
        peak,
      };
    },
  };
}
