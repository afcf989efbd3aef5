import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chownSync, existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import net from 'node:net';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { prepareInstallation, type Installation } from './embedded-binaries.js';

/** A running PostgreSQL of our own on the loopback interface. */
export interface EmbeddedPostgres {
  /** For migrations: owns the tables. */
  readonly ownerUrl: string;
  /** For the application: may only do what privileges.ts grants. */
  readonly appUrl: string;
  /** For tests, which make databases of their own. */
  readonly superUrl: string;
  /** Where the server keeps its data. */
  readonly dataDir: string;
  /** True when a server that was left running was taken over. */
  readonly adopted: boolean;
  stop(): void;
}

interface Secrets {
  readonly superuser: string;
  readonly owner: string;
  readonly app: string;
}

/** `durable: false` trades fsync for speed and is for tests alone. */
export interface EmbeddedOptions {
  readonly dir: string;
  readonly durable?: boolean;
  readonly maxConnections?: number;
  /** Folder of another PostgreSQL than the packaged one: it holds `bin`. */
  readonly programs?: string;
  /** Begins with an empty database, whatever was there. */
  readonly fresh?: boolean;
}

const DATABASE = 'overdracht';
const START_ATTEMPTS = 20;
/** pg_ctl's own measure: a stop of the platform ends within ten seconds, this included. */
const STOP_SECONDS = '3';

function readSecrets(file: string): Secrets {
  if (existsSync(file)) return JSON.parse(readFileSync(file, 'utf8')) as Secrets;
  const make = () => randomBytes(24).toString('base64url');
  const secrets = { superuser: make(), owner: make(), app: make() };
  writeFileSync(file, JSON.stringify(secrets), { mode: 0o600, flag: 'wx' });
  return secrets;
}

function run(
  place: Installation,
  program: 'initdb' | 'pg_ctl',
  args: readonly string[],
  output: 'pipe' | 'ignore',
) {
  return spawnSync(place.bin(program), args, {
    ...place.account,
    cwd: '/',
    env: { PATH: process.env['PATH'], LC_ALL: 'C' },
    encoding: 'utf8',
    stdio: output === 'pipe' ? ['ignore', 'pipe', 'pipe'] : 'ignore',
  });
}

function initialise(place: Installation, data: string, password: string): void {
  const file = path.join(place.dir, `password.${process.pid}`);
  writeFileSync(file, password, { mode: 0o600 });
  if (place.account.uid !== undefined) chownSync(file, place.account.uid, place.account.gid ?? -1);
  try {
    const args = ['-D', data, '-U', 'postgres', '-A', 'scram-sha-256', '--pwfile', file];
    const made = run(place, 'initdb', [...args, '-E', 'UTF8', '--locale=C', '--data-checksums'], 'pipe');
    if (made.status !== 0)
      throw new Error(`De ingebouwde database kon niet worden aangemaakt in ${data}: ${made.stderr ?? ''}`);
  } finally {
    rmSync(file, { force: true });
  }
}

async function freePort(): Promise<number> {
  return await new Promise((resolve, reject) => {
    const server = net.createServer();
    server.on('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as net.AddressInfo;
      server.close(() => resolve(port));
    });
  });
}

async function answers(url: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 2000 });
  try {
    await client.connect();
    await client.end();
    return true;
  } catch {
    await client.end().catch(() => undefined);
    return false;
  }
}

/** Port of the server that last ran here; a postmaster that was just killed leaves its file behind. */
function recordedPort(data: string): number | null {
  const file = path.join(data, 'postmaster.pid');
  if (!existsSync(file)) return null;
  const port = Number(readFileSync(file, 'utf8').split('\n')[3]);
  return Number.isInteger(port) && port > 0 ? port : null;
}

const urlFor = (user: string, password: string, port: number, database = DATABASE) =>
  `postgresql://${user}:${password}@127.0.0.1:${port}/${database}`;

async function startOrAdopt(place: Installation, data: string, secrets: Secrets, options: EmbeddedOptions) {
  const log = path.join(place.dir, 'server.log');
  for (let attempt = 0; attempt < START_ATTEMPTS; attempt += 1) {
    const running = recordedPort(data);
    if (running !== null && (await answers(urlFor('postgres', secrets.superuser, running, 'postgres'))))
      return { port: running, adopted: true };
    const port = await freePort();
    const settings = [
      `-p ${port}`,
      '-c listen_addresses=127.0.0.1',
      '-c unix_socket_directories=',
      `-c max_connections=${options.maxConnections ?? 100}`,
      ...(options.durable === false ? ['-c fsync=off', '-c synchronous_commit=off'] : []),
    ].join(' ');
    const started = run(
      place,
      'pg_ctl',
      ['-D', data, '-l', log, '-w', '-t', '60', '-o', settings, 'start'],
      'ignore',
    );
    if (started.status === 0) return { port, adopted: false };
    await sleep(300); // children of a killed postmaster still hold the data folder for a moment
  }
  throw new Error(`De ingebouwde database startte niet. Kijk in ${log}.`);
}

/** Makes the two roles and the database when they are not there yet; safe to repeat after a crash anywhere. */
async function provision(superUrl: string, secrets: Secrets, fresh: boolean): Promise<void> {
  const client = new pg.Client({ connectionString: superUrl });
  await client.connect();
  try {
    for (const [role, password] of [
      ['overdracht_owner', secrets.owner],
      ['overdracht_app', secrets.app],
    ] as const) {
      const known = await client.query('SELECT 1 FROM pg_roles WHERE rolname = $1', [role]);
      const verb = known.rowCount === 0 ? 'CREATE' : 'ALTER';
      await client.query(`${verb} ROLE ${role} LOGIN PASSWORD '${password}'`);
    }
    if (fresh) await client.query(`DROP DATABASE IF EXISTS ${DATABASE} WITH (FORCE)`);
    const known = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [DATABASE]);
    if (known.rowCount === 0) await client.query(`CREATE DATABASE ${DATABASE} OWNER overdracht_owner`);
  } finally {
    await client.end();
  }
}

/** Ends it in order; when that takes too long it is cut off, and its own journal puts it right at the next start. */
function stopServer(place: Installation, data: string): void {
  for (const way of ['fast', 'immediate']) {
    const stopped = run(place, 'pg_ctl', ['-D', data, '-m', way, '-w', '-t', STOP_SECONDS, 'stop'], 'ignore');
    if (stopped.status === 0 || recordedPort(data) === null) return;
  }
}

/**
 * Starts the packaged PostgreSQL with its data in `dir`, or takes over the one still running there. First start
 * initialises with generated scram passwords, kept beside the data in secrets.json with mode 0600. Listens on 127.0.0.1 only.
 */
export async function startEmbeddedPostgres(options: EmbeddedOptions): Promise<EmbeddedPostgres> {
  const place = prepareInstallation(options.dir, options.programs);
  const data = path.join(place.dir, 'data');
  const secrets = readSecrets(path.join(place.dir, 'secrets.json'));
  if (!existsSync(path.join(data, 'PG_VERSION'))) {
    rmSync(data, { recursive: true, force: true });
    initialise(place, data, secrets.superuser);
  }
  const { port, adopted } = await startOrAdopt(place, data, secrets, options);
  const superUrl = urlFor('postgres', secrets.superuser, port, 'postgres');
  await provision(superUrl, secrets, options.fresh ?? false);
  return {
    superUrl,
    dataDir: data,
    ownerUrl: urlFor('overdracht_owner', secrets.owner, port),
    appUrl: urlFor('overdracht_app', secrets.app, port),
    adopted,
    stop: () => stopServer(place, data),
  };
}
