// What stands before the night begins: an empty PostgreSQL with the elections, their people with a token each, and every
// committee's key registered and approved. Through the platform's own use cases, before the platform is started.
import { readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import pg from 'pg';
import { ROOT } from '../build.mjs';
import { makeBucket, prepareRoles, startPostgres, startRedis, startS3 } from '../parts.mjs';
import { compiled, definition, recipientsByLaw, roleOf } from './election.mjs';

const FOLDER = path.join(ROOT, 'var/bench/night');
const SYSTEM = { kind: 'system', part: 'bench' };
const DATABASE = 'overdracht';

/**
 * Gives the running database, the folder for files, the address of Redis and S3 when these are `real`, a token per role of
 * senders and recipients, and two operators. `made` holds a package per body.
 */
export async function setStage(bodies, made, { real }) {
  const { migrate } = await compiled('platform/postgres/migrate.js');
  const files = path.join(FOLDER, 'files');
  rmSync(files, { recursive: true, force: true });
  const stage = real ? await realParts() : await embedded();
  const { ownerUrl, appUrl } = stage.postgres;
  try {
    await migrate({ root: ROOT, ownerUrl, appUrl, mode: 'rehearsal' });
    return { ...stage, files, ...(await fillDatabase(appUrl, files, bodies, made)) };
  } catch (error) {
    await stage.stop();
    throw error;
  }
}

async function embedded() {
  const { startEmbeddedPostgres } = await compiled('platform/postgres/embedded.js');
  const postgres = await startEmbeddedPostgres({ dir: path.join(FOLDER, 'postgres'), fresh: true });
  return { postgres, settings: {}, servers: [], stop: async () => postgres.stop() };
}

/** Redis, an S3 server and a PostgreSQL that writes down what it says, as the embedded one does. */
async function realParts() {
  const parts = await Promise.all([startPostgres({ fsync: 'on' }), startRedis(), startS3()]);
  const [server, redis, s3] = parts;
  const roles = await prepareRoles(server.url);
  const admin = new pg.Client({ connectionString: server.url });
  await admin.connect();
  await admin.query(
    `CREATE DATABASE ${DATABASE} OWNER overdracht_owner TEMPLATE template0 ENCODING 'UTF8' LOCALE 'C'`,
  );
  await admin.end();
  const at = (url) => Object.assign(new URL(url), { pathname: `/${DATABASE}` }).href;
  return {
    postgres: { ownerUrl: at(roles.ownerUrl), appUrl: at(roles.appUrl) },
    settings: { REDIS_URL: redis.url, S3_URL: await makeBucket(s3.url, DATABASE) },
    servers: [redis.child.pid, s3.child.pid],
    stop: async () => {
      for (const part of parts) await part.stop();
    },
  };
}

async function fillDatabase(databaseUrl, varDir, bodies, made) {
  const { createApp } = await compiled('bootstrap.js');
  const { readConfig } = await compiled('config.js');
  const app = await createApp({
    settings: { ...readConfig({ VAR_DIR: varDir }), baseUrl: 'http://localhost', version: '0' },
    databaseUrl,
    redisUrl: null,
    logLevel: 'error',
    trustedProxies: [],
    parts: { site: false, worker: false },
    assetsDir: path.join(ROOT, 'dist/web/assets'),
  });
  try {
    return await bringToLife(await doors(app), bodies, made);
  } finally {
    await app.stop();
  }
}

async function doors(app) {
  const door = async (name, file, act = 'run') => {
    const useCase = app.nest.get((await compiled(file))[name]);
    return (...given) => useCase[act](...given);
  };
  return {
    configure: await door('ConfigureExercise', 'rehearsal/configure-exercise.js'),
    createPerson: await door('CreatePerson', 'people/create-person.js'),
    grantHat: await door('GrantHat', 'people/change-hats.js'),
    issueToken: await door('IssueToken', 'identity/change-tokens.js'),
    registerKey: await door('RegisterKey', 'keys/register-key.js'),
    approveKey: await door('PlayCeremony', 'rehearsal/play-ceremony.js'),
  };
}

async function bringToLife(open, bodies, made) {
  const { writeDefinition } = await compiled('rehearsal/definition-writer.js');
  const council = [];
  for (const year of [0, 1])
    council.push(await enlist(open, { electionId: null, year }, 'OPERATOR:OPERATOR', 'operator'));
  const tokens = {};
  for (const year of new Set(bodies.map((body) => body.year))) {
    const written = Buffer.from(writeDefinition(await definition(year)));
    const election = { electionId: (await open.configure(written, SYSTEM)).definition.id, year };
    const senders = bodies.filter((body) => body.year === year);
    for (const body of senders) {
      const name = `${body.level}:${body.code}`;
      const sender = await enlist(open, election, name, 'member');
      tokens[roleOf(year, name)] = sender.token;
      const { certificate } = made[bodies.indexOf(body)];
      const key = await open.registerKey(readFileSync(certificate), sender.actor);
      await open.approveKey(
        key.id,
        council.map(({ actor }) => actor),
      );
    }
    for (const name of new Set(senders.flatMap(recipientsByLaw)))
      tokens[roleOf(year, name)] = (await enlist(open, election, name, 'member')).token;
  }
  const operators = council.map(({ token, actor }) => ({ token, personId: actor.personId }));
  return { tokens, operators };
}

async function enlist(open, { electionId, year }, name, role) {
  const [level, code] = name.split(':');
  const email = `${level}.${code}.${year}@bench.example`.toLowerCase();
  const person = await open.createPerson({ name, email });
  const hat = { electionId, body: { level, code }, role };
  const hatId = await open.grantHat({ personId: person.id, ...hat }, SYSTEM);
  const { token } = await open.issueToken({ hatId, label: 'bench', days: 1 }, SYSTEM);
  const origin = { ip: '127.0.0.1', agent: 'bench' };
  const via = { kind: 'program' };
  return {
    token,
    actor: { kind: 'person', personId: person.id, name, hat: { id: hatId, ...hat }, origin, via },
  };
}
