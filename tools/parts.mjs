// The parts a platform of many machines stands on, on this one: Redis, an S3 server (versitygw) and PostgreSQL, each a
// process on loopback with a folder of its own. `node tools/parts.mjs COMMAND …` runs a command with TEST_REDIS_URL,
// TEST_S3_URL (with a bucket) and TEST_DATABASE_URL (a superuser's) in its environment, and stops them afterwards.
import { spawn, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import net from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

const LOOPBACK = '127.0.0.1';
const READY_MS = 60_000;
const DEBIAN_POSTGRES = '/usr/lib/postgresql';

/** Where a program stands, or null. Debian keeps PostgreSQL's own off the PATH. */
export function findProgram(name) {
  const debian = existsSync(DEBIAN_POSTGRES)
    ? readdirSync(DEBIAN_POSTGRES).map((version) => path.join(DEBIAN_POSTGRES, version, 'bin'))
    : [];
  const folders = [...(process.env.PATH ?? '').split(path.delimiter), ...debian.sort().reverse()];
  return folders.map((folder) => path.join(folder, name)).find((file) => existsSync(file)) ?? null;
}

async function freePort() {
  return await new Promise((resolve) => {
    const server = net.createServer();
    server.listen(0, LOOPBACK, () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}

async function answers(port) {
  return await new Promise((resolve) => {
    const socket = net.connect(port, LOOPBACK, () => resolve(socket.destroy() && true));
    socket.once('error', () => resolve(false));
  });
}

/** One part: the same port, folder and address however often it is killed and started again. */
class Part {
  child = null;
  output = '';

  /** `how`: program, args, env, uid and gid, and `ready` (throws while it does not answer yet). */
  constructor(url, port, dir, how) {
    Object.assign(this, { url, port, dir, how });
  }

  /** Starts it; returns once it answers. A server whose predecessor was killed a moment ago may need a second try. */
  async start() {
    for (const end = Date.now() + READY_MS; ;) {
      if (this.child === null) this.run();
      if (await answers(this.port)) {
        const ready = await this.how.ready(this).then(
          () => true,
          () => false,
        );
        if (ready) return this;
      }
      if (Date.now() > end) throw new Error(`${this.how.program} does not answer\n${this.output}`);
      await sleep(50);
    }
  }

  run() {
    const { program, args, env = {}, uid, gid } = this.how;
    const child = spawn(program, args, {
      cwd: this.dir,
      env: { PATH: process.env.PATH, LC_ALL: 'C', ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
      ...(uid === undefined ? {} : { uid, gid }),
    });
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (chunk) => (this.output = (this.output + chunk).slice(-20_000)));
    child.once('exit', () => {
      if (this.child === child) this.child = null;
    });
    this.child = child;
  }

  /** Sends the signal and waits for the end. */
  async end(signal) {
    const { child } = this;
    if (child === null) return;
    const ended = new Promise((resolve) => child.once('close', resolve));
    child.kill(signal);
    await ended;
  }

  /** kill -9: what it had not written down is gone. */
  kill() {
    return this.end('SIGKILL');
  }

  /** Stops it and removes its folder. */
  async stop() {
    await this.end('SIGTERM');
    rmSync(this.dir, { recursive: true, force: true });
  }
}

function programOr(name) {
  const found = findProgram(name);
  if (found === null) throw new Error(`${name} is not installed`);
  return found;
}

function folder(name) {
  return mkdtempSync(path.join(tmpdir(), `overdracht-${name}-`));
}

/** A queue may be lost at any time: this Redis writes nothing down. Each number under /databases is a queue of its own. */
export async function startRedis() {
  const [program, port, dir] = [programOr('redis-server'), await freePort(), folder('redis')];
  const args = [
    '--port',
    port,
    '--bind',
    LOOPBACK,
    '--save',
    '',
    '--appendonly',
    'no',
    '--databases',
    '4096',
  ];
  return await new Part(`redis://${LOOPBACK}:${port}`, port, dir, {
    program,
    args: args.map(String),
    ready: async () => undefined,
  }).start();
}

/** An S3 server with versions and Object Lock; `bucket` is made when it is not there. Its address has no bucket. */
export async function startS3() {
  const [program, port, dir] = [programOr('versitygw'), await freePort(), folder('s3')];
  const [key, secret] = ['overdracht', randomBytes(16).toString('hex')];
  for (const name of ['data', 'versions', 'meta']) mkdirSync(path.join(dir, name));
  const args = ['--port', `${LOOPBACK}:${port}`, '--quiet', 'posix', '--versioning-dir', `${dir}/versions`];
  return await new Part(`http://${key}:${secret}@${LOOPBACK}:${port}`, port, dir, {
    program,
    args: [...args, `${dir}/data`],
    env: { ROOT_ACCESS_KEY: key, ROOT_SECRET_KEY: secret },
    ready: async () => undefined,
  }).start();
}

/** Makes a bucket on which versions and locks may be used, at the server of this address; gives the address with it. */
export async function makeBucket(url, name) {
  const { Client } = await import('minio');
  const { hostname, port, username, password } = new URL(url);
  const client = new Client({
    endPoint: hostname,
    port: Number(port),
    useSSL: false,
    accessKey: username,
    secretKey: password,
  });
  await client.makeBucket(name, 'us-east-1', { ObjectLocking: true });
  return `http://${username}:${password}@${hostname}:${port}/${name}?region=us-east-1`;
}

/** PostgreSQL refuses uid 0: root starts it as the account of Debian's package. */
function databaseAccount() {
  if (process.getuid?.() !== 0) return {};
  const id = (flag) => Number(spawnSync('id', [flag, 'postgres'], { encoding: 'utf8' }).stdout);
  return { uid: id('-u'), gid: id('-g') };
}

/**
 * A PostgreSQL whose files survive its processes. It does not fsync unless asked, for the machine itself is not what is
 * killed.
 */
export async function startPostgres({ fsync = 'off' } = {}) {
  const [program, port, dir] = [programOr('postgres'), await freePort(), folder('postgres')];
  const [account, password] = [databaseAccount(), randomBytes(16).toString('hex')];
  const data = path.join(dir, 'data');
  writeFileSync(path.join(dir, 'password'), password);
  chmodSync(dir, 0o755);
  if (account.uid !== undefined)
    for (const file of [dir, path.join(dir, 'password')]) chownSync(file, account.uid, account.gid);
  const made = spawnSync(
    programOr('initdb'),
    [
      '-D',
      data,
      '-U',
      'super',
      '-A',
      'scram-sha-256',
      '--pwfile',
      path.join(dir, 'password'),
      '-E',
      'UTF8',
      '--no-locale',
    ],
    { ...account, cwd: dir, encoding: 'utf8', env: { PATH: process.env.PATH, LC_ALL: 'C' } },
  );
  if (made.status !== 0) throw new Error(`initdb: ${made.stderr}`);
  const settings = {
    listen_addresses: LOOPBACK,
    port,
    unix_socket_directories: dir,
    fsync,
    max_connections: 400,
  };
  return await new Part(`postgresql://super:${password}@${LOOPBACK}:${port}/postgres`, port, dir, {
    program,
    args: ['-D', data, ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])],
    ...account,
    async ready({ url }) {
      const { default: pg } = await import('pg');
      const client = new pg.Client({ connectionString: url });
      client.on('error', () => undefined);
      await client.connect();
      await client.end();
    },
  }).start();
}

/** Makes the two roles at a PostgreSQL where they are not; gives its address as each. Their password is made up. */
export async function prepareRoles(url) {
  const { default: pg } = await import('pg');
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const { rows } = await client.query("SELECT 1 FROM pg_roles WHERE rolname = 'overdracht_owner'");
  for (const role of rows.length > 0 ? [] : ['overdracht_owner', 'overdracht_app'])
    await client.query(`CREATE ROLE ${role} LOGIN PASSWORD 'made-up'`);
  await client.end();
  const as = (username) => Object.assign(new URL(url), { username, password: 'made-up' }).href;
  return { ownerUrl: as('overdracht_owner'), appUrl: as('overdracht_app') };
}

/** Runs a command with the three at hand; its exit code is ours. */
async function runWith([command, ...args]) {
  const parts = await Promise.all([startRedis(), startS3(), startPostgres()]);
  const [redis, s3, postgres] = parts.map(({ url }) => url);
  const bucket = await makeBucket(s3, 'overdracht-test');
  const child = spawn(command, args, {
    stdio: 'inherit',
    env: { ...process.env, TEST_REDIS_URL: redis, TEST_S3_URL: bucket, TEST_DATABASE_URL: postgres },
  });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  const code = await new Promise((resolve) => child.on('close', (status) => resolve(status ?? 1)));
  for (const part of parts) await part.stop();
  return code;
}

// No await at this level: the tests read this file as CommonJS.
if (process.argv[1] && path.resolve(process.argv[1]) === fileURLToPath(import.meta.url))
  void runWith(process.argv.slice(2)).then((code) => (process.exitCode = code));
