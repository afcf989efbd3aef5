// The night of a TK, end to end over HTTP: 345 committees deliver at the same moment, 40 % of them deliver a correction as
// soon as they have their receipt. A round has its own empty database and a freshly started platform; beside it the C
// tools judge the same packages, as many at a time as there are cores. Those do less: they keep, log and forward nothing.
import { fork } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { countFaults, untilDelivered } from './arrivals.mjs';
import { judgedByC } from './c-tools.mjs';
import { committees, corrected, recipientsByLaw } from './election.mjs';
import { madePackages } from './made.mjs';
import { busyness, mb, median, ms, quantile, table, times } from './measure.mjs';
import { postmasterOf, startPlatform, watch } from './platform.mjs';
import { setStage } from './stage.mjs';

const SENDERS = fileURLToPath(new URL('./senders.mjs', import.meta.url));

export async function run({ quick, count, profile, rounds = 1, missing }) {
  const bodies = await committees({ quick, count });
  const corrections = corrected(bodies).map((body) => ({ ...body, corrected: true }));
  const packages = await madePackages([...bodies, ...corrections]);
  const bytes = packages.reduce((sum, made) => sum + made.emlBytes, 0);
  console.log(
    `\nDe nacht: ${bodies.length} pakketten en ${corrections.length} correcties, ${mb(bytes)} aan tellingen, ` +
      `alle afzenders tegelijk, ${availableParallelism()} rekenkernen`,
  );
  const nights = [];
  for (let round = 0; round < rounds; round += 1) {
    const own = await oneNight(bodies, packages, { profile });
    const c = missing.length === 0 ? await judgedByC(packages, { size: availableParallelism() }) : null;
    nights.push({ own, c });
  }
  report(nights, bytes);
}

async function oneNight(bodies, packages, options) {
  const orders = bodies.map((body, i) => ({
    body,
    packages: packages.filter(({ committee }) => committee === body.code),
    first: packages[i],
  }));
  console.log('Verkiezing, mensen en sleutels klaarzetten …');
  const stage = await setStage(
    bodies,
    orders.map(({ first }) => first),
  );
  try {
    const platform = await startPlatform(stage, options);
    try {
      return await played(platform, stage, orders);
    } catch (error) {
      console.error(platform.said());
      throw error;
    } finally {
      await platform.stop();
    }
  } finally {
    stage.postgres.stop();
  }
}

async function played(platform, { postgres, tokens }, orders) {
  const before = busyness();
  const watching = watch(platform.pid, await postmasterOf(postgres));
  const sent = await sendAll(
    platform.baseUrl,
    orders.map(({ body, packages }) => ({ token: tokens[`${body.level}:${body.code}`], packages })),
  );
  const done = sent.results.filter(({ fault }) => fault === undefined);
  const acknowledged = done.map(({ name }) => {
    const order = orders.find(({ packages }) => packages.some((made) => made.name === name));
    return { body: order.body, made: order.packages.find((made) => made.name === name) };
  });
  const expected = acknowledged.reduce((sum, { body }) => sum + recipientsByLaw(body).length, 0);
  const arrivedAt = await untilDelivered(postgres, expected);
  const used = watching.end();
  const failed = sent.results.filter(({ fault }) => fault !== undefined);
  for (const { name, fault } of failed.slice(0, 5)) console.log(`Mislukt: ${name}: ${fault}`);
  return {
    before,
    used,
    expected,
    total: arrivedAt - sent.startedAt,
    lag: arrivedAt - Math.max(...done.map(({ receiptAt }) => receiptAt)),
    verdicts: done.map(({ sentAt, judgedAt }) => judgedAt - sentAt),
    receipts: done.map(({ judgedAt, receiptAt }) => receiptAt - judgedAt),
    failed: failed.length,
    ...(await countFaults(platform.baseUrl, tokens, acknowledged)),
  };
}

async function sendAll(baseUrl, senders) {
  const child = fork(SENDERS);
  return await new Promise((resolve, reject) => {
    child.on('message', resolve).on('error', reject);
    child.on('exit', (code) => reject(new Error(`de afzenders stopten met ${code}`)));
    child.send({ baseUrl, senders });
  });
}

function report(nights, bytes) {
  const of = (look) => median(nights.map(look));
  const speed = (milliseconds) => `${Math.round(bytes / 1e3 / milliseconds)} MB`;
  const processor = of(({ own: { used } }) => used && used.platform + used.judges + used.database);
  const total = of(({ own }) => own.total);
  const latency = (share) => ms(of(({ own }) => quantile(own.verdicts, share)));
  const rows = [['overdracht', ms(total), speed(total), ms(processor), latency(0.5), latency(0.99)]];
  const [{ c }] = nights;
  if (c !== null) {
    const [wall, used] = [of((night) => night.c.wall), of((night) => night.c.processor)];
    rows.push(['C-programma’s', ms(wall), speed(wall), ms(used), '–', '–']);
  }
  console.log(table(['', 'samen', 'per seconde', 'rekentijd', 'laatste byte → oordeel p50', 'p99'], rows));
  if (c !== null) {
    const ratios = (look) => times(of(look));
    console.log(
      `÷ C: tijd ${ratios(({ own, c }) => own.total / c.wall)}, rekentijd ${times(
        processor / of((night) => night.c.processor),
      )}. De C-programma’s oordelen alleen: zij ontvangen, bewaren, loggen en bezorgen niets.`,
    );
  }
  for (const { own } of nights) describe(own);
}

function describe({ before, used, expected, receipts, lag, failed, lost, doubled, strange }) {
  console.log(
    `Ontvangstbewijs na het oordeel: p50 ${ms(median(receipts))}, p99 ${ms(quantile(receipts, 0.99))}. ` +
      `Laatste van ${expected} bezorgd: ${ms(lag)} na het laatste ontvangstbewijs. Belasting vooraf ${before}.`,
  );
  if (used !== null)
    console.log(
      `Rekentijd: platform ${ms(used.platform)}, rechters ${ms(used.judges)}, PostgreSQL ${ms(used.database)}. Piekgeheugen: ` +
        `platform ${mb(used.peak.platform)}, grootste rechter ${mb(used.peak.judge)}, samen ${mb(used.peak.together)}.`,
    );
  console.log(`Kwijt ${lost}, dubbel ${doubled}, vreemd ${strange}, mislukt ${failed}.`);
  if (lost + doubled + strange + failed > 0) process.exitCode = 1;
}
