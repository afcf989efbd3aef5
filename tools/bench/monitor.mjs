// The monitor of the declarations: of a PS with the 21 waterschappen (all gemeenten), and of a day of 700 elections. Everything
// but the wire: the queries, the list of who must declare, and the page as it goes out.
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
    rows.push(await timed(app, day, elections.length, rounds));
  }
  console.log(table(['stemming', 'verkiezingen', 'organen', 'eerste', 'mediaan', 'p99', 'pagina'], rows));
}

async function timed(app, day, elections, rounds) {
  const { ShowMonitor } = await compiled('declarations/show-monitor.js');
  const { MonitorView } = await compiled('declarations/monitor-view.js');
  const { h } = await import('preact');
  const { renderToString } = await import('preact-render-to-string');
  const show = app.nest.get(ShowMonitor);
  const times = [];
  let [bodies, bytes] = [0, 0];
  for (let i = 0; i <= rounds; i += 1) {
    const started = performance.now();
    const monitor = await show.run(day, EVERYTHING);
    bytes = Buffer.byteLength(renderToString(h(MonitorView, { monitor, choice: EVERYTHING })));
    times.push(performance.now() - started);
    bodies = monitor.lines.length;
  }
  const [first, ...later] = times;
  const p99 = quantile(later, 0.99);
  return [
    ...[day, String(elections), String(bodies), ms(first), ms(quantile(later, 0.5))],
    `${ms(p99)} (grens ${BOUND_MS} ms: ${p99 < BOUND_MS ? 'gehaald' : 'NIET gehaald'})`,
    `${Math.round(bytes / 1000)} kB`,
  ];
}

async function configure(app, elections) {
  const { ConfigureElection } = await compiled('elections/configure-election.js');
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
