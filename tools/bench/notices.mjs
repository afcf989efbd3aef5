// Notices that go out by mail: from commit to accepted by a mail server on loopback, with the queue in PostgreSQL or (`--real`)
// in Redis; and how long it takes to plan the reminders of 362 organisations.
import 'reflect-metadata';
import { randomUUID } from 'node:crypto';
import { rmSync } from 'node:fs';
import path from 'node:path';
import pg from 'pg';
import { SMTPServer } from 'smtp-server';
import { ROOT } from '../build.mjs';
import { startRedis } from '../parts.mjs';
import { compiled } from './election.mjs';

const FOLDER = path.join(ROOT, 'var/bench/notices');
const PLAN_BOUND_MS = 2000;
const PER_COMMIT = 50;

export async function run({ count = 10_000, real, quick }) {
  const notices = quick ? 500 : count;
  await withApp(null, async (app, server) => {
    await measureMail(app, server, notices, 'PostgreSQL');
    await measurePlan(app);
  });
  if (!real) return console.log('Niet gemeten: met Redis (kies --real).');
  const redis = await startRedis();
  try {
    await withApp(redis.url, (app, server) => measureMail(app, server, notices, 'Redis'));
  } finally {
    await redis.stop();
  }
}

/** A mail server that notes when it took which notice. */
async function mailServer() {
  const taken = new Map();
  const smtp = new SMTPServer({
    ...{ authOptional: true, disabledCommands: ['STARTTLS'], disableReverseLookup: true },
    onData(stream, _session, done) {
      const parts = [];
      stream.on('data', (part) => parts.push(part));
      stream.on('end', () => {
        const text = Buffer.concat(parts).toString().replaceAll('=\r\n', '');
        taken.set(/\/berichten\/([0-9a-f-]{36})/.exec(text)?.[1], Date.now());
        done();
      });
    },
  });
  await new Promise((resolve) => smtp.listen(0, '127.0.0.1', resolve));
  return { taken, smtp, port: smtp.server.address().port };
}

async function withApp(redisUrl, work) {
  rmSync(FOLDER, { recursive: true, force: true });
  const { startEmbeddedPostgres } = await compiled('platform/postgres/embedded.js');
  const { migrate } = await compiled('platform/postgres/migrate.js');
  const { createApp } = await compiled('bootstrap.js');
  const { readConfig } = await compiled('config.js');
  const postgres = await startEmbeddedPostgres({ dir: path.join(FOLDER, 'postgres'), fresh: true });
  const server = await mailServer();
  await migrate({ root: ROOT, ownerUrl: postgres.ownerUrl, appUrl: postgres.appUrl, mode: 'rehearsal' });
  const smtp = { host: '127.0.0.1', port: server.port, secure: false, requireTls: false, user: null };
  const app = await createApp({
    settings: {
      ...readConfig({ VAR_DIR: path.join(FOLDER, 'files') }),
      ...{ smtp, baseUrl: 'http://localhost', version: '0' },
    },
    ...{ databaseUrl: postgres.appUrl, redisUrl, logLevel: 'error', trustedProxies: [] },
    parts: { site: false, worker: true },
    assetsDir: path.join(ROOT, 'dist/web/assets'),
  });
  try {
    await app.start('localhost', 0);
    await work({ ...app, url: postgres.ownerUrl }, server);
  } finally {
    await app.stop();
    await new Promise((resolve) => server.smtp.close(resolve));
    await postgres.stop();
  }
}

async function measureMail(app, { taken }, count, queue) {
  const { Database } = await compiled('platform/postgres/database.js');
  const { add } = await compiled('platform/jobs/outbox.js');
  const { CreatePerson } = await compiled('people/create-person.js');
  const { GrantHat } = await compiled('people/change-hats.js');
  const db = app.nest.get(Database);
  const person = await app.nest.get(CreatePerson).run({ name: 'Beheer', email: 'beheer@bench.example' });
  const hat = { electionId: null, body: { level: 'OPERATOR', code: 'OPERATOR' }, role: 'operator' };
  await app.nest.get(GrantHat).run({ personId: person.id, ...hat }, { kind: 'system', part: 'bench' });
  const committed = new Map();
  const started = Date.now();
  for (let done = 0; done < count; done += PER_COMMIT) {
    const ids = Array.from({ length: PER_COMMIT }, () => randomUUID());
    await db.transaction(async (tx) => {
      for (const id of ids)
        await add(tx, 'fallback.changed', {
          ...{ id, electionId: 'TK2027', level: 'GSB', code: '0106', message: '510b', state: 'asked' },
        });
    });
    for (const id of ids) committed.set(`fallback:${id}:asked`, Date.now());
  }
  while (taken.size < committed.size) await new Promise((resolve) => setTimeout(resolve, 100));
  const seconds = (Date.now() - started) / 1000;
  const client = new pg.Client({ connectionString: app.url });
  await client.connect();
  const { rows } = await client.query('SELECT id, cause FROM notice');
  await client.end();
  const waits = rows.map(({ id, cause }) => taken.get(id) - committed.get(cause)).sort((a, b) => a - b);
  const at = (share) => Math.round(waits[Math.min(waits.length - 1, Math.floor(waits.length * share))]);
  console.log(
    `${committed.size} berichten, wachtrij in ${queue}: commit → aangenomen p50 ${at(0.5)} ms, p99 ${at(0.99)} ms; alles in ${seconds.toFixed(1)} s (${Math.round(committed.size / seconds)}/s).`,
  );
}

async function measurePlan(app) {
  const { Clock } = await compiled('kernel/clock.js');
  const { OpenDuties } = await compiled('frame/open-duties.js');
  const { PlanReminders } = await compiled('notify/plan-reminders.js');
  const { ElectionStore } = await compiled('elections/election.store.js');
  const client = new pg.Client({ connectionString: app.url });
  await client.connect();
  await client.query(`INSERT INTO organisation (code, kind, name, executive)
    SELECT lpad(n::text, 4, '0'), 'municipality', 'G' || n, 'college van G' || n FROM generate_series(2000, 2361) n`);
  await client.query(`INSERT INTO contact_person (organisation, kinds, deputy, name, email, entered_at)
    SELECT lpad(n::text, 4, '0'), '{usage}', d = 1, 'p', 'p' || n || '@x.example', now()
    FROM generate_series(2000, 2361) n, generate_series(0, 1) d`);
  await client.end();
  // a vote the day after tomorrow, at ten in the morning
  const clock = app.nest.get(Clock);
  const now = new Date(clock.now());
  now.setUTCHours(10);
  clock.now = () => now;
  const vote = new Date(now.getTime() + 2 * 86_400_000).toISOString().slice(0, 10);
  app.nest.get(ElectionStore).list = async () => [{ electionDate: vote }];
  app.nest.get(OpenDuties).add(async () =>
    Array.from({ length: 362 }, (_, n) => ({
      ...{ organisation: String(2000 + n), subject: 'declaration', of: null, due: vote },
    })),
  );
  const started = performance.now();
  const reminded = await app.nest.get(PlanReminders).run();
  const ms = Math.round(performance.now() - started);
  console.log(`Herinneringen aan ${reminded} organisaties gepland in ${ms} ms.`);
  console.log(
    `Grens ${PLAN_BOUND_MS} ms: ${ms <= PLAN_BOUND_MS && reminded === 362 ? 'gehaald' : 'NIET gehaald'}.`,
  );
}
