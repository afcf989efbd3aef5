// What delivering costs a clerk, and what a board weighs: a scripted user who reads nothing and has a keyboard alone goes from
// Begin, with a package on disk, to the receipt. Tab stops and other keys are counted, the characters read from paper apart;
// the clock runs only while the machine is waited for.
/* global document, Event -- in the page */
import { launchBrowser, openPage, signIn } from '../browser.mjs';
import { committees, FIRST_YEAR } from './election.mjs';
import { madePackages, stationsFor } from './made.mjs';
import { busyness, mb, median, ms, table } from './measure.mjs';
import { startPlatform } from './platform.mjs';
import { setStage } from './stage.mjs';

/** Of the EML inside. */
const SIZE = 1_700_000;
const WIDTH = 1280;
const MOST_STOPS = 400;
const DELIVERY = /\/leveringen\/[0-9a-f-]{36}$/;

export async function run({ rounds = 5 }) {
  const bodies = await committees({ count: rounds });
  const sized = await Promise.all(
    bodies.map(async (body) => ({ ...body, stations: await stationsFor(body, SIZE) })),
  );
  const made = await madePackages(sized);
  console.log(
    `\nEen gebruiker met alleen een toetsenbord: ${rounds} keer, telling ${mb(made[0].emlBytes)}, pakket ` +
      `${mb(made[0].packageBytes)}. Belasting vooraf ${busyness()}.`,
  );
  const browser = await launchBrowser();
  const stage = await setStage(sized, made, { real: false });
  try {
    const platform = await startPlatform(stage, {});
    try {
      const [baseUrl] = platform.addresses;
      const walks = [];
      for (const count of made) walks.push(await delivered(browser, baseUrl, count));
      reportWalks(walks);
      reportBoard(await boards(browser, baseUrl, rounds));
      reportWeights(await weights(browser, baseUrl, made[0]));
    } finally {
      await platform.stop();
    }
  } finally {
    await stage.stop();
    await browser.close();
  }
}

/** Counts what somebody does on a page by keyboard, and how long they wait. */
class Hands {
  keys = 0;
  typed = 0;
  waited = [];

  constructor(page) {
    this.page = page;
  }

  async press(key) {
    this.keys += 1;
    await this.page.keyboard.press(key);
  }

  /** Tabs on until the focus is on what `selector` names; not at all when it is there. */
  async to(selector) {
    const there = () => this.page.evaluate((wanted) => document.activeElement.matches(wanted), selector);
    for (let stops = 0; !(await there()); stops += 1) {
      if (stops === MOST_STOPS) throw new Error(`het toetsenbord komt niet bij ${selector}`);
      await this.press('Tab');
    }
  }

  async type(text) {
    this.typed += text.length;
    await this.page.keyboard.type(text);
  }

  /** Enter, and then waits for the page that follows. */
  async enter(url) {
    const from = performance.now();
    await this.press('Enter');
    await this.page.waitForURL(url);
    this.waited.push(performance.now() - from);
  }
}

/** From Begin to the receipt. */
async function delivered(browser, baseUrl, { level, committee, file, fingerprint }) {
  const page = await openPage(browser, baseUrl, WIDTH);
  try {
    await signIn(page, `${level}:${committee}`);
    let pages = 1;
    page.on('framenavigated', () => (pages += 1));
    const hands = new Hands(page);
    await hands.to('main a[href="/leveringen/nieuw"]');
    await hands.enter('**/leveringen/nieuw');
    await hands.to('#bestand');
    // Enter opens the window of the system, in which the file is chosen
    hands.keys += 1;
    await page.setInputFiles('#bestand', file);
    await hands.to('.upload button[type=submit]');
    await hands.enter(DELIVERY);
    await comparePaper(hands, fingerprint);
    await hands.to('form[action*="/indienen"] button[type=submit]');
    await hands.enter('**/ontvangstbewijs');
    const [, verdict, receipt] = hands.waited;
    return { pages, keys: hands.keys, typed: hands.typed, verdict, receipt, all: sum(hands.waited) };
  } finally {
    await page.context().close();
  }
}

/** Types the groups that are asked for, and ticks the rows of the others. */
async function comparePaper(hands, fingerprint) {
  const names = (selector) =>
    hands.page.locator(selector).evaluateAll((fields) => fields.map(({ name }) => name));
  for (const name of await names('input[name^="groep"]')) {
    const group = Number(name.slice('groep'.length));
    await hands.to(`[name="${name}"]`);
    await hands.type(fingerprint.slice((group - 1) * 4, group * 4));
  }
  for (const name of await names('input[name^="rij"]')) {
    await hands.to(`[name="${name}"]`);
    await hands.press('Space');
  }
}

/** The board of the centraal stembureau, looked at a few times. */
async function boards(browser, baseUrl, rounds) {
  const page = await openPage(browser, baseUrl, WIDTH);
  await signIn(page, 'CSB:CSB');
  const looks = [];
  for (let round = 0; round < rounds; round += 1) {
    const html = await (await page.goto('/ontvangen')).text();
    const rows = await page.locator('main tbody tr').count();
    const match = await firstMatch(page);
    const stops = await keysToFirstLine(page, null);
    const skip = 'a[href="#lijst"]';
    const skipped = (await page.locator(skip).count()) === 0 ? null : await keysToFirstLine(page, skip);
    looks.push({ bytes: Buffer.byteLength(html), rows, stops, skipped, match });
  }
  await page.context().close();
  return looks;
}

/** Keys from the top of the page to what can be done with the first line, past what `skip` names when that is given. */
async function keysToFirstLine(page, skip) {
  await page.reload();
  const hands = new Hands(page);
  if (skip !== null) {
    await hands.to(skip);
    await hands.press('Enter');
  }
  await hands.to('main tbody a, main tbody button');
  return hands.keys;
}

/** From two letters in the search field to the lines that are left on the page; null where nothing is sought while typing. */
async function firstMatch(page) {
  return page.evaluate(() => {
    const field = document.querySelector('main input[name="zoek"]');
    const shown = () =>
      [...document.querySelectorAll('main tbody tr')].filter(({ hidden }) => !hidden).length;
    if (field === null) return null;
    const all = shown();
    const from = performance.now();
    field.value = 'ro';
    field.dispatchEvent(new Event('input', { bubbles: true }));
    document.body.getBoundingClientRect();
    return shown() < all ? performance.now() - from : null;
  });
}

/** Script and style of the main pages, as sent. */
async function weights(browser, baseUrl, { level, committee }) {
  const looks = [
    [null, ['/inloggen']],
    [`${level}:${committee}`, ['/', '/leveringen', '/leveringen/nieuw']],
    ['CSB:CSB', ['/ontvangen']],
    ['OPERATOR:OPERATOR', ['/overzicht', '/sleutels']],
  ];
  const weighed = [];
  for (const [who, addresses] of looks) {
    const page = await openPage(browser, baseUrl, WIDTH);
    if (who !== null) await signIn(page, who);
    for (const address of addresses) {
      await page.goto(address, { waitUntil: 'networkidle' });
      weighed.push({ address, ...(await page.evaluate(weigh)) });
    }
    await page.context().close();
  }
  return weighed;
}

/** Runs in the page. */
function weigh() {
  const size = (ending) =>
    performance
      .getEntriesByType('resource')
      .filter(({ name }) => name.endsWith(ending))
      .reduce((sum, { encodedBodySize }) => sum + encodedBodySize, 0);
  return { script: size('.js'), style: size('.css') };
}

const sum = (values) => values.reduce((total, value) => total + value, 0);
const medians = (all) =>
  Object.fromEntries(Object.keys(all[0]).map((field) => [field, median(all.map((one) => one[field]))]));

function reportWalks(walks) {
  const { pages, keys, typed, verdict, receipt, all } = medians(walks);
  const most = Math.max(...walks.map((walk) => walk.all));
  console.log(
    table(
      ['van Begin tot ontvangstbewijs', 'mediaan'],
      [
        ['pagina’s', String(pages)],
        ['toetsaanslagen', String(keys)],
        ['van papier overgetypt', `${typed} tekens`],
        ['wachten op het oordeel', ms(verdict)],
        ['wachten op het ontvangstbewijs', ms(receipt)],
        ['wachten, alles samen', `${ms(all)} (hoogste ${ms(most)})`],
      ],
    ),
  );
}

function reportBoard(looks) {
  const { bytes, rows, stops, skipped, match } = medians(looks);
  console.log(`\nHet overzicht van een centraal stembureau, ${FIRST_YEAR}:`);
  console.log(
    table(
      ['', 'mediaan'],
      [
        ['regels', String(rows)],
        ['HTML', mb(bytes)],
        ['tabstops tot de eerste regel', String(stops)],
        ['— met de verwijzing naar de lijst', skipped === null ? 'is er niet' : `${skipped} toetsen`],
        ['twee letters tot wat past', match === null ? 'zoekt niet tijdens typen' : `${match.toFixed(1)} ms`],
      ],
    ),
  );
}

function reportWeights(weighed) {
  const kb = (bytes) => `${(bytes / 1000).toFixed(1).replace('.', ',')} kB`;
  console.log('\nScript en stijl, zoals verstuurd:');
  console.log(
    table(
      ['pagina', 'script', 'stijl', 'samen'],
      weighed.map(({ address, script, style }) => [address, kb(script), kb(style), kb(script + style)]),
    ),
  );
}
