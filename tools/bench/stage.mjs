// What stands before the night begins: an empty PostgreSQL with the election, its people with a token each, and every
// committee's key registered and approved. Through the platform's own use cases, before the platform is started.
import { readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { ROOT } from '../build.mjs';
import { compiled, definition, recipientsByLaw } from './election.mjs';

const FOLDER = path.join(ROOT, 'var/bench/night');
const SYSTEM = { kind: 'system', part: 'bench' };

/**
 * Gives the running database, the folder for files, and a token per `LEVEL:code` of senders and recipients. `made` holds a
 * package per body.
 */
export async function setStage(bodies, made) {
  const { startEmbeddedPostgres } = await compiled('platform/postgres/embedded.js');
  const { migrate } = await compiled('platform/postgres/migrate.js');
  const files = path.join(FOLDER, 'files');
  rmSync(files, { recursive: true, force: true });
  const postgres = await startEmbeddedPostgres({ dir: path.join(FOLDER, 'postgres'), fresh: true });
  try {
    await migrate({ root: ROOT, ownerUrl: postgres.ownerUrl, appUrl: postgres.appUrl, mode: 'rehearsal' });
    const tokens = await fillDatabase(postgres.appUrl, files, bodies, made);
    return { postgres, files, tokens };
  } catch (error) {
    postgres.stop();
    throw error;
  }
}

async function fillDatabase(databaseUrl, varDir, bodies, made) {
  const { createApp } = await compiled('bootstrap.js');
  const settings = {
    mode: 'rehearsal',
    baseUrl: 'http://localhost',
    varDir,
    helpdeskPhone: '070 - 000 00 00',
    securityContact: 'mailto:bench@example.nl',
    judges: 1,
    quarantineBytesPerCommittee: 1e9,
    version: '0',
  };
  const app = await createApp({
    settings,
    databaseUrl,
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
  const door = async (name, file) => {
    const useCase = app.nest.get((await compiled(file))[name]);
    return (...given) => useCase.run(...given);
  };
  return {
    configure: await door('ConfigureElection', 'elections/configure-election.js'),
    createPerson: await door('CreatePerson', 'bodies/create-person.js'),
    grantHat: await door('GrantHat', 'bodies/grant-hat.js'),
    issueToken: await door('IssueToken', 'identity/issue-token.js'),
    registerKey: await door('RegisterKey', 'keys/register-key.js'),
    approveKey: await door('ApproveKey', 'keys/approve-key.js'),
  };
}

async function bringToLife(open, bodies, made) {
  const { writeDefinition } = await compiled('rehearsal/definition-writer.js');
  const { definition: election } = await open.configure(
    Buffer.from(writeDefinition(await definition())),
    SYSTEM,
  );
  const operator = await enlist(open, null, 'OPERATOR:OPERATOR', 'operator');
  const tokens = {};
  for (const [i, body] of bodies.entries()) {
    const sender = await enlist(open, election.id, `${body.level}:${body.code}`, 'member');
    tokens[`${body.level}:${body.code}`] = sender.token;
    const key = await open.registerKey(readFileSync(made[i].certificate), sender.actor);
    await open.approveKey(key.id, operator.actor);
  }
  for (const recipient of new Set(bodies.flatMap(recipientsByLaw)))
    tokens[recipient] = (await enlist(open, election.id, recipient, 'member')).token;
  return tokens;
}

async function enlist(open, electionId, name, role) {
  const [level, code] = name.split(':');
  const person = await open.createPerson({ name, email: `${level}.${code}@bench.example`.toLowerCase() });
  const hat = { electionId, body: { level, code }, role };
  const hatId = await open.grantHat({ personId: person.id, ...hat }, SYSTEM);
  const { token } = await open.issueToken({ hatId, label: 'bench', days: 1 }, SYSTEM);
  const origin = { ip: '127.0.0.1', agent: 'bench' };
  const actor = { kind: 'person', personId: person.id, name, hat: { id: hatId, ...hat }, origin };
  return { token, actor };
}
