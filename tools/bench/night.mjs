// The night of a TK, end to end over HTTP: 345 committees deliver at the same moment, 40 % of them deliver a correction as
// soon as they have their receipt. A round has its own empty database and a freshly started platform; beside it the C
// tools judge the same packages, as many at a time as there are cores. Those do less: they keep, log and forward nothing.
// A platform runs for weeks before its night, and is warm: so a trial of another election is delivered first, unmeasured.
// `--real`: two sites and two workers on Redis, S3 and PostgreSQL, after the same night in one process. `--elections N`:
// as many such nights at once.
import { fork } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { countFaults, idleConnections, untilDelivered } from './arrivals.mjs';
import { judgedByC } from './c-tools.mjs';
import { committees, corrected, recipientsByLaw, roleOf, TRIAL_YEAR } from './election.mjs';
import { madePackages } from './made.mjs';
import { busyness, mb, median, ms, quantile, table, times } from './measure.mjs';
import { postmasterOf, startPlatform, watch } from './platform.mjs';
import { setStage } from './stage.mjs';

const SENDERS = fileURLToPath(new URL('./senders.mjs', import.meta.url));
/** Below this many bytes of EML a package is small: a village's. */
const SMALL = 2e6;
/** Packages of the trial. */
export const TRIAL = 60;
const MOST_SHOWN = 60;
const LONGEST_SHOWN = 140;

export async function run({ quick, count, elections, real, rounds = 1, missing, ...options }) {
  const bodies = await committees({ quick, count, elections });
  const corrections = corrected(bodies).map((body) => ({ ...body, corrected: true }));
  const packages = await madePackages([...bodies, ...corrections]);
  const tryers = await committees({ count: TRIAL, firstYear: TRIAL_YEAR });
  const trial = ordersOf(tryers, await madePackages(tryers));
  const orders = ordersOf(bodies, packages);
  const bytes = packages.reduce((sum, made) => sum + made.emlBytes, 0);
  console.log(
    `\nDe nacht: ${bodies.length} pakketten en ${corrections.length} correcties, ${mb(bytes)} aan tellingen, ` +
      `alle afzenders tegelijk, ${availableParallelism()} rekenkernen`,
  );
  const nights = [];
  for (let round = 0; round < rounds; round += 1) {
    const own = await oneNight(orders, trial, { ...options, real: false });
    const many = real ? await oneNight(orders, trial, { ...options, real }) : null;
    const c = missing.length === 0 ? await judgedByC(packages, { size: availableParallelism() }) : null;
    nights.push({ own, many, c });
  }
  report(nights, { bytes, packages: packages.length });
}

/** What each body sends, one after another. */
export const ordersOf = (bodies, packages) =>
  bodies.map((body) => ({
    body,
    packages: packages.filter(({ committee, year }) => committee === body.code && year === body.year),
  }));

/** One night on a stage of its own. `beside`: what begins before it on the platform; gives what ends it and says what it saw. */
export async function oneNight(orders, trial, options) {
  console.log('Verkiezing, mensen en sleutels klaarzetten …');
  const all = [...trial, ...orders];
  const stage = await setStage(
    all.map(({ body }) => body),
    all.map(({ packages }) => packages[0]),
    options,
  );
  try {
    const platform = await startPlatform(stage, options);
    let night = null;
    try {
      const { failed, expected } = await delivered(platform, stage, trial);
      if (failed.length > 0) throw new Error(`de proef mislukte: ${failed[0].fault}`);
      night = await played(platform, stage, orders, expected, options);
    } catch (error) {
      console.error(platform.said());
      throw error;
    } finally {
      const queries = await platform.stop();
      if (night !== null) night.queries = queries;
    }
    return night;
  } finally {
    await stage.stop();
  }
}

/** Sends all of it at once and waits until it arrived, after `before` deliveries that stand there already. */
async function delivered(platform, { postgres, tokens }, orders, before = 0) {
  const sent = await sendAll(
    orders.map(({ body, packages }, i) => ({
      baseUrl: platform.addresses[i % platform.addresses.length],
      token: tokens[roleOf(body.year, `${body.level}:${body.code}`)],
      packages,
    })),
  );
  const of = new Map(
    orders.flatMap(({ body, packages }) => packages.map((made) => [made.name, { body, made }])),
  );
  const done = sent.results
    .filter(({ fault }) => fault === undefined)
    .map((one) => ({ ...one, ...of.get(one.name) }));
  const expected = done.reduce((sum, { body }) => sum + recipientsByLaw(body).length, 0);
  const arrivedAt = await untilDelivered(postgres, before + expected);
  const failed = sent.results.filter(({ fault }) => fault !== undefined);
  return { done, failed, expected, arrivedAt, startedAt: sent.startedAt };
}

async function played(platform, stage, orders, trialDeliveries, { beside }) {
  const { postgres, tokens, servers } = stage;
  const end = await beside?.(platform, stage);
  const before = busyness();
  const watching = watch(platform.parts, await postmasterOf(postgres), servers);
  platform.count();
  const { done, failed, expected, arrivedAt, startedAt } = await delivered(
    platform,
    stage,
    orders,
    trialDeliveries,
  );
  const used = watching.end();
  const seen = await end?.();
  platform.count();
  for (const { name, fault } of failed.slice(0, 5)) console.log(`Mislukt: ${name}: ${fault}`);
  const verdicts = done.map(({ sentAt, judgedAt, made }) => ({
    took: judgedAt - sentAt,
    small: made.emlBytes < SMALL,
  }));
  return {
    ...{ before, used, expected, done, beside: seen },
    total: arrivedAt - startedAt,
    lag: arrivedAt - Math.max(...done.map(({ receiptAt }) => receiptAt)),
    verdicts: verdicts.map(({ took }) => took),
    small: verdicts.filter(({ small }) => small).map(({ took }) => took),
    receipts: done.map(({ judgedAt, receiptAt }) => receiptAt - judgedAt),
    failed: failed.length,
    ...(await countFaults(platform.addresses[0], tokens, done)),
    idle: await idleConnections(postgres),
    processes: platform.parts.length,
  };
}

async function sendAll(senders) {
  const child = fork(SENDERS);
  return await new Promise((resolve, reject) => {
    child.on('message', resolve).on('error', reject);
    child.on('exit', (code) => reject(new Error(`de afzenders stopten met ${code}`)));
    child.send(senders);
  });
}

function report(nights, { bytes, packages }) {
  const speed = (milliseconds) => `${Math.round(bytes / 1e3 / milliseconds)} MB`;
  const of = (which, look) => median(nights.map((night) => look(night[which])));
  const rowOf = (which, name) => {
    const [total, used] = [of(which, ({ total }) => total), of(which, ({ used }) => used && used.all)];
    const latency = (share, what = 'verdicts') => ms(of(which, (night) => quantile(night[what], share)));
    const each = `${ms(total / packages)} / ${ms(used / packages)}`;
    return [
      name,
      ms(total),
      speed(total),
      ms(used),
      each,
      latency(0.5),
      latency(0.99),
      latency(0.99, 'small'),
    ];
  };
  const rows = [rowOf('own', 'overdracht')];
  const [{ c, many }] = nights;
  if (many !== null) rows.push(rowOf('many', 'twee sites, twee workers'));
  if (c !== null) {
    const [wall, used] = [of('c', ({ wall }) => wall), of('c', ({ processor }) => processor)];
    const each = `${ms(wall / packages)} / ${ms(used / packages)}`;
    rows.push(['C-programma’s', ms(wall), speed(wall), ms(used), each, '–', '–', '–']);
  }
  const head = ['', 'samen', 'per seconde', 'rekentijd', 'per pakket', 'laatste byte → oordeel p50', 'p99'];
  console.log(table([...head, `p99 onder ${mb(SMALL)}`], rows));
  for (const which of ['own', 'many'].filter((which) => nights[0][which] !== null)) {
    if (c !== null) compare(nights, which);
    for (const night of nights) describe(night[which], packages);
  }
  if (many !== null)
    console.log(
      `Twee en twee ÷ in één proces: tijd ${times(median(nights.map((n) => n.many.total / n.own.total)))}.`,
    );
}

function compare(nights, which) {
  const ratio = (look) => times(median(nights.map((night) => look(night[which], night.c))));
  const p99 = (what) => ratio((night, c) => quantile(night[what], 0.99) / c.wall);
  console.log(
    `÷ C: tijd ${ratio(({ total }, c) => total / c.wall)}, rekentijd ${ratio(({ used }, c) => used.all / c.processor)}, ` +
      `p99 tot oordeel ${p99('verdicts')}, onder ${mb(SMALL)} ${p99('small')}. De C-programma’s oordelen alleen: zij ` +
      'ontvangen, bewaren, loggen en bezorgen niets.',
  );
}

const NAMES = { all: 'platform', site: 'site', worker: 'worker', judges: 'rechters', judge: 'rechter' };
const LABELS = { ...NAMES, database: 'PostgreSQL', servers: 'Redis en S3', together: 'samen' };

function describe(night, packages) {
  const { before, used, expected, receipts, lag, lost, doubled, strange, failed } = night;
  console.log(
    `Ontvangstbewijs na het oordeel: p50 ${ms(median(receipts))}, p99 ${ms(quantile(receipts, 0.99))}. ` +
      `Laatste van ${expected} bezorgd: ${ms(lag)} na het laatste ontvangstbewijs. Belasting vooraf ${before}.`,
  );
  if (used !== null) {
    const listed = (values, unit) =>
      Object.entries(values)
        .filter(([, value]) => value > 0)
        .map(([who, value]) => `${LABELS[who]} ${unit(value)}`)
        .join(', ');
    console.log(`Rekentijd: ${listed(used.times, ms)}. Piekgeheugen: ${listed(used.peak, mb)}.`);
  }
  console.log(`Verbindingen met de database in rust: ${night.idle} voor ${night.processes} processen.`);
  if (night.queries !== null) {
    const total = night.queries.reduce((sum, [, each]) => sum + each, 0);
    console.log(`Vragen aan de database per pakket: ${(total / packages).toFixed(1)}, vaakst:`);
    for (const [text, each] of night.queries.slice(0, MOST_SHOWN))
      console.log(`  ${(each / packages).toFixed(2).padStart(6)}  ${text.slice(0, LONGEST_SHOWN)}`);
  }
  console.log(`Kwijt ${lost}, dubbel ${doubled}, vreemd ${strange}, mislukt ${failed}.`);
  if (lost + doubled + strange + failed > 0) process.exitCode = 1;
}
