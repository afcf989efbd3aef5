// The night while 200 boards stand open, beside the same night without: how long a night takes, when an arrival is on the
// boards of who must see it, and how long a page of a board takes meanwhile.
import { fork } from 'node:child_process';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { committees, corrected, roleOf, TRIAL_YEAR } from './election.mjs';
import { madePackages } from './made.mjs';
import { busyness, ms, quantile, table, times } from './measure.mjs';
import { oneNight, ordersOf, TRIAL } from './night.mjs';

const WATCHERS = fileURLToPath(new URL('./watchers.mjs', import.meta.url));
const BOARDS = 200;
/** So many may one person have open. */
const PER_PERSON = 8;
/** On the boards of who receives all of it every arrival must be seen. */
const MEASURED = ['CSB:CSB', 'COUNCIL:COUNCIL'];
const MOST_MS = 2_000;

export async function run({ quick, count, ...options }) {
  const bodies = await committees({ quick, count });
  const corrections = corrected(bodies).map((body) => ({ ...body, corrected: true }));
  const orders = ordersOf(bodies, await madePackages([...bodies, ...corrections]));
  const tryers = await committees({ count: TRIAL, firstYear: TRIAL_YEAR });
  const trial = ordersOf(tryers, await madePackages(tryers));
  console.log(
    `\nBorden: ${bodies.length} pakketten en ${corrections.length} correcties, ${BOARDS} borden open. Belasting vooraf ${busyness()}.`,
  );
  const without = await oneNight(orders, trial, { ...options, real: false });
  const withBoards = await oneNight(orders, trial, {
    ...{ ...options, real: false },
    beside: (platform, stage) => openBoards(platform, stage, bodies),
  });
  report(without, withBoards);
}

async function openBoards({ addresses: [baseUrl] }, { tokens }, bodies) {
  const { year } = bodies[0];
  const shared = [
    'CSB:CSB',
    'COUNCIL:COUNCIL',
    ...new Set(bodies.map(({ district }) => `HSB:HSB${district}`)),
  ];
  const names = [
    ...shared.flatMap((name) => Array.from({ length: PER_PERSON }, () => name)),
    ...bodies.map(({ code }) => `MAYOR:${code}`),
  ].slice(0, BOARDS);
  const child = fork(WATCHERS);
  const heard = () =>
    new Promise((resolve, reject) => {
      child.once('message', resolve);
      child.once('exit', (code) => reject(new Error(`de borden stopten met ${code}`)));
    });
  const open = heard();
  child.send(
    names.map((name) => ({
      ...{ name, baseUrl, path: '/ontvangen', stream: '/ontvangen/stroom' },
      token: tokens[roleOf(year, name)],
    })),
  );
  await open;
  return async () => {
    await wait(MOST_MS);
    const found = heard();
    child.send('end');
    return { ...(await found), open: names.length };
  };
}

/** From each receipt to the moment at which the first board of each measured body, and the last, had it. */
function arrivalsOn({ seen }, done) {
  const lags = [];
  let never = 0;
  for (const { body, made, receiptAt } of done)
    for (const name of MEASURED) {
      const on = seen.filter(
        (one) =>
          one.name === name && one.code === body.code && (!made.name.endsWith('correctie') || one.corrected),
      );
      const first = on.length === 0 ? null : Math.min(...on.map(({ at }) => at));
      if (first === null) never += 1;
      else lags.push(Math.max(0, first - receiptAt));
    }
  return { lags, never };
}

function report(without, withBoards) {
  const { beside, done } = withBoards;
  const { lags, never } = arrivalsOn(beside, done);
  const ratio = withBoards.total / without.total;
  const shown = quantile(lags, 0.99);
  console.log(
    table(
      ['', 'nacht', 'aankomst → bord p50', 'p99', 'pagina p50', 'p99', 'rekentijd'],
      [
        ['zonder borden', ms(without.total), '–', '–', '–', '–', ms(without.used?.all ?? null)],
        [
          `${beside.open} borden`,
          ms(withBoards.total),
          ...[0.5, 0.99].map((share) => ms(quantile(lags, share))),
          ...[0.5, 0.99].map((share) => ms(quantile(beside.pages, share))),
          ms(withBoards.used?.all ?? null),
        ],
      ],
    ),
  );
  console.log(
    `Met ÷ zonder borden: ${times(ratio)} (grens 1,10). Op het bord binnen ${ms(MOST_MS)}: ${shown <= MOST_MS ? 'gehaald' : 'NIET gehaald'}. ` +
      `Nooit op een bord: ${never}. Pagina's: ${beside.pages.length}.`,
  );
  if (never > 0) process.exitCode = 1;
}
