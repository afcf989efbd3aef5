// The monitor of the declarations and the boards of keys and deliveries, of a whole voting day: a PS with the 21 waterschappen
// (all gemeenten), and a day of 700 elections. Everything but the wire: the queries, the lines, and the page as it goes out.
import 'reflect-metadata';
import { randomUUID } from 'node:crypto';
import { rmSync } from 'node:fs';
import path from 'node:path';
import pg from 'pg';
import { ROOT } from '../build.mjs';
import { compiled } from './election.mjs';
import { busyness, ms, quantile, table } from './measure.mjs';

const FOLDER = path.join(ROOT, 'var/bench/monitor');
const SYSTEM = { kind: 'system', part: 'bench' };
const BOUND_MS = 200;
const EVERYTHING = { words: null, state: null, province: null, arrangement: null, sort: 'naam' };

export async function run({ rounds = 100 }) {
  const { startEmbeddedPostgres } = await compiled('platform/postgres/embedded.js');
  const { migrate } = await compiled('platform/postgres/migrate.js');
  const { createApp } = await compiled('bootstrap.js');
  const { readConfig } = await compiled('config.js');
  rmSync(FOLDER, { recursive: true, force: true });
  const postgres = await startEmbeddedPostgres({ dir: path.join(FOLDER, 'postgres'), fresh: true });
  try {
    const { ownerUrl, appUrl } = postgres;
    await migrate({ root: ROOT, ownerUrl, appUrl, mode: 'rehearsal' });
    const app = await createApp({
      settings: {
        ...readConfig({ VAR_DIR: path.join(FOLDER, 'files') }),
        ...{ baseUrl: 'http://localhost', version: '0' },
      },
      ...{ databaseUrl: appUrl, redisUrl: null, logLevel: 'error', trustedProxies: [] },
      parts: { site: false, worker: false },
      assetsDir: path.join(ROOT, 'dist/web/assets'),
    });
    try {
      await measure(app, ownerUrl, rounds);
    } finally {
      await app.stop();
    }
  } finally {
    await postgres.stop();
  }
}

async function measure(app, ownerUrl, rounds) {
  const { ORGANISATIONS: organisations } = await compiled('rehearsal/organisations.js');
  await insert(ownerUrl, 'organisation', organisations);
  const provincial = await provinces();
  const days = [
    { day: '2027-03-17', elections: provincial },
    { day: '2030-03-20', elections: await councils(700) },
  ];
  console.log(`\nDe monitor van de verklaringen. Belasting vooraf ${busyness()}.`);
  const rows = [];
  for (const { day, elections } of days) {
    await configure(app, elections);
    await declare(ownerUrl, day, elections, organisations);
    await haveKeysAndCounts(ownerUrl, elections);
    for (const [name, show] of Object.entries(await screens(app, day)))
      rows.push([name, day, String(elections.length), ...(await timed(show, rounds))]);
  }
  console.log(
    table(['scherm', 'stemming', 'verkiezingen', 'regels', 'eerste', 'mediaan', 'p99', 'pagina'], rows),
  );
  console.log(`Belasting na afloop ${busyness()}.`);
}

/** Each screen of a whole day: what it shows, and how many lines that is. */
async function screens(app, day) {
  const { ShowMonitor } = await compiled('declarations/show-monitor.js');
  const { MonitorView } = await compiled('declarations/monitor-view.js');
  const { ShowBoard } = await compiled('routing/show-board.js');
  const { BoardView } = await compiled('routing/board-view.js');
  const { ShowKeyBoard } = await compiled('keys/show-key-board.js');
  const { KeyBoardView } = await compiled('keys/key-board-view.js');
  const { ShowVotingDay } = await compiled('site/show-voting-day.js');
  const { VotingDayView } = await compiled('site/voting-day-view.js');
  const { h } = await import('preact');
  const [monitors, boards] = [app.nest.get(ShowMonitor), app.nest.get(ShowBoard)];
  const [keys, days] = [app.nest.get(ShowKeyBoard), app.nest.get(ShowVotingDay)];
  const all = { status: null, kring: null, zoek: '', sorteer: null, bladzijde: null };
  const now = new Date();
  return {
    verklaringen: async () => {
      const monitor = await monitors.run(day, EVERYTHING);
      return { lines: monitor.lines.length, view: h(MonitorView, { monitor, choice: EVERYTHING }) };
    },
    leveringen: async () => {
      const board = await boards.run({ dag: day });
      return { lines: board.rows.length, view: h(BoardView, { board, choice: all }) };
    },
    sleutels: async () => {
      const board = await keys.run({ dag: day }, { stand: null, zoek: '', sorteer: 'naam' }, 1);
      return { lines: board.chosen.length, view: h(KeyBoardView, { board, now }) };
    },
    'de dag': async () => {
      const whole = await days.run(day);
      return { lines: whole.elections.length, view: h(VotingDayView, { day: whole, words: '', page: 1 }) };
    },
  };
}

async function timed(show, rounds) {
  const { renderToString } = await import('preact-render-to-string');
  const times = [];
  let [count, bytes] = [0, 0];
  for (let i = 0; i <= rounds; i += 1) {
    const started = performance.now();
    const { lines, view } = await show();
    bytes = Buffer.byteLength(renderToString(view));
    times.push(performance.now() - started);
    count = lines;
  }
  const [first, ...later] = times;
  const p99 = quantile(later, 0.99);
  return [
    ...[String(count), ms(first), ms(quantile(later, 0.5))],
    `${ms(p99)} (grens ${BOUND_MS} ms: ${p99 < BOUND_MS ? 'gehaald' : 'NIET gehaald'})`,
    `${Math.round(bytes / 1000)} kB`,
  ];
}

/** Every second committee has a key that waits, every third delivered to its CSB. */
async function haveKeysAndCounts(ownerUrl, elections) {
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  const ids = elections.map(({ id }) => id);
  try {
    await client.query(
      `INSERT INTO committee_key (id, election_id, level, code, key_id, certificate, certificate_sha256, subject, not_after,
         registered_at, registered_by, state)
       SELECT gen_random_uuid(), election_id, level, code, encode(sha256(convert_to(election_id || code, 'UTF8')), 'hex'),
         '\\x00', encode(sha256(convert_to(election_id || code, 'UTF8')), 'hex'), 'CN=Plaats', now(), now(),
         gen_random_uuid(), 'registered'
       FROM committee WHERE level = 'GSB' AND election_id = ANY($1) AND ascii(md5(election_id || code)) % 2 = 0`,
      [ids],
    );
    await client.query(
      `WITH sent AS (
         INSERT INTO submission (id, election_id, level, code, person_id, state, message_type, about_level, about_code,
           fingerprint, verdict, judged_at, paper, delivered_at)
         SELECT gen_random_uuid(), election_id, level, code, gen_random_uuid(), 'delivered', '510b', level, code,
           encode(sha256(convert_to(election_id || code, 'UTF8')), 'hex'), '{}', now(), '{"compared": true}', now()
         FROM committee WHERE level = 'GSB' AND election_id = ANY($1) AND ascii(md5(code || election_id)) % 3 = 0
         RETURNING id, election_id)
       INSERT INTO delivery (id, submission_id, election_id, level, code, law)
       SELECT gen_random_uuid(), id, election_id, 'CSB', 'CSB', 'Na 32 lid 3' FROM sent`,
      [ids],
    );
  } finally {
    await client.end();
  }
}

async function configure(app, elections) {
  const { ConfigureElection } = await compiled('setup/configure-election.js');
  const { writeDefinition } = await compiled('rehearsal/definition-writer.js');
  for (const election of elections)
    await app.nest.get(ConfigureElection).run(Buffer.from(writeDefinition(election)), SYSTEM);
}

const region = (category, number, name, superior = null) => ({
  ...{ category, number, name, superior, romanNumerals: false },
});
const COMMON = {
  ...{ contest: 'geen', preferenceThreshold: 25, registeredParties: ['Partij'], schemaVersion: '1.2.2' },
  created: '2027-01-05T12:00:00',
};

/** A PS of one kieskring in each province of the map and 21 waterschappen, each with the gemeenten around it. */
async function provinces() {
  const { DISTRICTS } = await compiled('rehearsal/geography.js');
  const mainland = DISTRICTS.slice(0, 19);
  const waters = Array.from({ length: 21 }, (_, i) => i + 1);
  const towns = mainland.flatMap(({ municipalities }) => municipalities);
  return [
    ...mainland.map(({ name, municipalities }) =>
      election({
        ...{
          id: `PS2027_${plain(name)}`,
          name: `Provinciale Staten ${name}`,
          category: 'PS',
          subcategory: 'PS1',
        },
        ...{ domain: { code: null, name }, seats: 41, places: municipalities, date: '2027-03-17' },
      }),
    ),
    ...waters.map((number) =>
      election({
        ...{ id: `AB2027_Water${number}`, name: `Waterschap ${number}`, category: 'AB', subcategory: 'AB2' },
        ...{ domain: { code: String(number), name: `Water ${number}` }, seats: 23, date: '2027-03-17' },
        places: towns.filter((_, i) => i % 21 === number - 1),
      }),
    ),
  ];
}

/** A council in every gemeente, and again under another name until there are so many. */
async function councils(count) {
  const { DISTRICTS } = await compiled('rehearsal/geography.js');
  const towns = DISTRICTS.slice(0, 19).flatMap(({ municipalities }) => municipalities);
  return Array.from({ length: count }, (_, i) => {
    const town = towns[i % towns.length];
    return election({
      ...{ id: `GR2030_${plain(town.name)}${i}`, name: `Gemeenteraad ${town.name} ${i}`, category: 'GR' },
      ...{ subcategory: 'GR2', domain: { code: town.code, name: town.name }, seats: 23 },
      ...{ places: [town], date: '2030-03-20' },
    });
  });
}

const plain = (name) => name.normalize('NFD').replace(/[^A-Za-z]/g, '');

function election({ places, date, ...facts }) {
  const day = new Date(`${date}T00:00:00Z`);
  const nominationDate = new Date(day.getTime() - 44 * 86_400_000).toISOString().slice(0, 10);
  return {
    ...COMMON,
    ...facts,
    ...{ electionDate: date, nominationDate },
    regions: places.map(({ code, name }) => region('GEMEENTE', Number(code), name)),
  };
}

/** Two of three gemeenten declared for the elections that they host, some with deviations. */
async function declare(ownerUrl, day, elections, organisations) {
  const hosted = (code) =>
    elections.filter(({ regions }) => regions.some(({ number }) => number === Number(code)));
  const at = new Date(new Date(`${day}T12:00:00Z`).getTime() - 20 * 86_400_000);
  const declared = organisations.filter(({ kind }, i) => kind === 'municipality' && i % 3 !== 0);
  await insert(
    ownerUrl,
    'declaration',
    declared.map(({ code }, i) => ({
      ...{
        id: randomUUID(),
        organisation: code,
        voting_day: day,
        election_ids: hosted(code).map(({ id }) => id),
        version: 1,
      },
      ...{
        outcome: i % 9 === 0 ? 'deviates' : 'complies',
        investigated_on: day,
        declared_on: day,
        way: 'scan',
      },
      ...{ sha256: 'a'.repeat(64), size: 1000, late: false, at, person_id: randomUUID() },
    })),
  );
}

async function insert(ownerUrl, name, rows) {
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    const columns = Object.keys(rows[0]);
    for (const row of rows)
      await client.query(
        `INSERT INTO ${name} (${columns.join(', ')}) VALUES (${columns.map((_, i) => `$${i + 1}`).join(', ')})`,
        columns.map((column) => row[column]),
      );
  } finally {
    await client.end();
  }
}
