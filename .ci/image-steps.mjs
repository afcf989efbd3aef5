// The image without a container engine: its own steps, read from the Dockerfile, run in a clean folder with only what
// .dockerignore lets through; the bill of what is in it (CycloneDX) goes to dist/; then its three commands run as the
// image's user, with the image's settings, over real parts. The argument is a folder to work in.
import { spawn, spawnSync } from 'node:child_process';
import { chmodSync, chownSync, cpSync, existsSync, mkdirSync, readFileSync, symlinkSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { makeBucket, prepareRoles, startPostgres, startRedis, startS3 } from '../tools/parts.mjs';

const ROOT = path.resolve(import.meta.dirname, '..');
const work = path.resolve(process.argv[2]);
const [source, image] = [path.join(work, 'src'), path.join(work, 'app')];
const dockerfile = readFileSync(path.join(ROOT, 'deploy/Dockerfile'), 'utf8').replace(/\\\n\s*/g, ' ');
const READY_MS = 60_000;
const USER = Number(/^USER (\d+):/m.exec(dockerfile)[1]);

/** The image's Node, where CI has it, before this machine's own. */
function pathWithNode() {
  const node = (process.env.PATH ?? '')
    .split(':')
    .map((dir) => path.join(dir, 'node24'))
    .find((file) => existsSync(file));
  if (node === undefined) return process.env.PATH;
  mkdirSync(path.join(work, 'bin'), { recursive: true });
  symlinkSync(node, path.join(work, 'bin/node'));
  return `${path.join(work, 'bin')}:${process.env.PATH}`;
}

function run(command, args, options) {
  const { status } = spawnSync(command, args, { stdio: 'inherit', ...options });
  if (status !== 0) throw new Error(`${command} ${args.join(' ')} ended with ${status}`);
}

/** What `COPY . .` takes along: tracked files that .dockerignore, a list of what is let through, names. */
function copySources() {
  const lines = readFileSync(path.join(ROOT, '.dockerignore'), 'utf8').split('\n');
  const admitted = lines.filter((line) => line.startsWith('!')).map((line) => line.slice(1));
  const { stdout } = spawnSync('git', ['ls-files', '-z', '--', ...admitted], { cwd: ROOT, encoding: 'utf8' });
  for (const file of stdout.split('\0').filter((name) => name !== '' && !/\.spec\.tsx?$/.test(name)))
    cpSync(path.join(ROOT, file), path.join(source, file));
}

function build(env) {
  const steps = [...dockerfile.matchAll(/^RUN sh (deploy\/image\.sh .*)$/gm)].map(([, step]) => step);
  if (steps.length === 0) throw new Error('the Dockerfile has no steps');
  for (const step of steps)
    run(
      'sh',
      step.split(' ').map((word) => (word === '/app' ? image : word)),
      { cwd: source, env },
    );
}

/** From what was installed, not from what the lock might install. */
function writeBill(env) {
  const bill = path.join(ROOT, 'dist/sbom.cdx.json');
  const options = ['--omit', 'dev', '--omit', 'optional', '--output-reproducible', '--output-file', bill];
  run('cyclonedx-npm', [...options, '--output-format', 'JSON', '--validate'], { cwd: image, env });
  const { components } = JSON.parse(readFileSync(bill, 'utf8'));
  console.log(`dist/sbom.cdx.json: ${components.length} packages`);
}

/** `ENV` of the last stage. */
function imageEnv() {
  const [, text] = /^ENV (.*)$/m.exec(dockerfile.slice(dockerfile.lastIndexOf('\nFROM ')));
  return Object.fromEntries(text.split(/\s+/).map((pair) => pair.split('=')));
}

/** Starts a command of the image, as its user where root allows, with a scratch folder of its own. */
function start(name, env) {
  const scratch = path.join(work, `scratch-${name}`);
  mkdirSync(scratch, { mode: 0o700 });
  const asUser = process.getuid?.() === 0 ? { uid: USER, gid: USER } : {};
  if (asUser.uid !== undefined) chownSync(scratch, USER, USER);
  const child = spawn('node', ['dist/main.js', name.split('-')[0]], {
    cwd: image,
    env: { ...env, VAR_DIR: scratch, HOME: '/nonexistent', TMPDIR: scratch },
    stdio: ['ignore', 'inherit', 'inherit'],
    ...asUser,
  });
  return {
    child,
    ended: new Promise((resolve) => child.on('close', (code, signal) => resolve(code ?? signal))),
  };
}

/** Asks the way the chart's probes and the image's own health check do: by IP. */
async function untilReady(port) {
  for (const end = Date.now() + READY_MS; ;) {
    const answer = await fetch(`http://127.0.0.1:${port}/health/ready`).catch(() => null);
    if (answer?.ok) return;
    if (Date.now() > end) throw new Error(`port ${port} is not ready: ${answer && (await answer.text())}`);
    await sleep(100);
  }
}

/** An empty database as docs/operations.md has it made; its address as each of the two roles. */
async function prepareDatabase(postgres) {
  const { default: pg } = await import('pg');
  const { ownerUrl, appUrl } = await prepareRoles(postgres.url);
  const client = new pg.Client({ connectionString: postgres.url });
  await client.connect();
  await client.query(
    "CREATE DATABASE overdracht OWNER overdracht_owner TEMPLATE template0 ENCODING 'UTF8' LOCALE 'C'",
  );
  await client.end();
  const [owner, service] = [ownerUrl, appUrl].map(
    (url) => Object.assign(new URL(url), { pathname: '/overdracht' }).href,
  );
  return { owner, service };
}

/** The health check of the Dockerfile, word for word. */
function healthCheck(env) {
  const [command, ...args] = JSON.parse(/^HEALTHCHECK .*? CMD (\[.*\])$/m.exec(dockerfile)[1]);
  run(command, args, { env });
}

async function startAll(env, owner) {
  const migrated = await start('migrate', { ...env, DATABASE_OWNER_URL: owner }).ended;
  if (migrated !== 0) throw new Error(`migrate ended with ${migrated}`);
  const running = ['site-1', 'site-2', 'worker-1', 'worker-2'].map((name, i) => {
    const own = { ...env, PORT: String(3901 + i), METRICS_PORT: String(9901 + i) };
    return { name, own, ...start(name, own) };
  });
  try {
    for (const { name, own } of running) {
      await untilReady(own.METRICS_PORT);
      if (name.startsWith('site')) await untilReady(own.PORT);
      healthCheck(own);
    }
    const page = await fetch(env.PUBLIC_URL);
    if (!page.ok) throw new Error(`the site answers ${page.status}`);
  } finally {
    for (const { child } of running) child.kill('SIGTERM');
  }
  const codes = await Promise.all(running.map(({ ended }) => ended));
  if (codes.some((code) => code !== 0)) throw new Error(`ended with ${codes.join(', ')}`);
}

const PATH = pathWithNode();
const outside = { PATH, HOME: process.env.HOME };
chmodSync(work, 0o755);
copySources();
build(outside);
writeBill(outside);
const parts = await Promise.all([startPostgres(), startRedis(), startS3()]);
try {
  const [postgres, redis, s3] = parts;
  const { owner, service } = await prepareDatabase(postgres);
  const env = {
    ...imageEnv(),
    PATH,
    MODE: 'rehearsal',
    LISTEN: 'localhost',
    METRICS_LISTEN: 'localhost',
    PUBLIC_URL: 'http://localhost:3901',
    DATABASE_URL: service,
    REDIS_URL: redis.url,
    S3_URL: await makeBucket(s3.url, 'overdracht'),
  };
  await startAll(env, owner);
  console.log('the image: built, migrated, two sites and two workers ready, all stopped by SIGTERM');
} finally {
  for (const part of parts) await part.stop();
}
