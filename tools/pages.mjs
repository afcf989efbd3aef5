// `npm run pages`: photographs the main pages of a rehearsal, as each role sees them, at the width of a desk and of a
// phone, into var/pages. For people to look at; nothing is judged. Needs a chromium (CHROMIUM, else /usr/bin/chromium).
import { spawn } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import net from 'node:net';
import path from 'node:path';
import { launchBrowser, openPage, signIn } from './browser.mjs';
import { build, ROOT } from './build.mjs';

const FOLDER = path.join(ROOT, 'var/pages');
const WIDTHS = { bureau: 1280, telefoon: 375 };

/**
 * Who looks at what: a level with the category of its election, and pages by name. A page is an address, or what a page
 * links to: the first address there that looks so.
 */
const PAGES = [
  { who: null, pages: { inloggen: '/inloggen' } },
  {
    who: { level: 'GSB', category: 'TK' },
    pages: {
      'begin-gsb': '/',
      leveren: '/leveringen/nieuw',
      leveringen: '/leveringen',
      levering: { on: '/leveringen', like: /^\/leveringen\/[0-9a-f-]{36}$/ },
      ontvangstbewijs: { on: '/leveringen', like: /^\/leveringen\/[0-9a-f-]{36}$/, then: '/ontvangstbewijs' },
    },
  },
  {
    who: { level: 'HSB', category: 'TK' },
    pages: {
      'ontvangen-hsb': '/ontvangen',
      'ontvangen-levering': { on: '/ontvangen', like: /^\/ontvangen\/[0-9a-f-]{36}$/ },
    },
  },
  { who: { level: 'CSB', category: 'TK' }, pages: { 'ontvangen-csb': '/ontvangen' } },
  {
    who: { level: 'OPERATOR', category: null },
    pages: { overzicht: '/overzicht', sleutels: '/sleutels', logboek: '/logboek', mensen: '/mensen' },
  },
];

async function freePort() {
  const server = net.createServer();
  await new Promise((resolve) => server.listen(0, 'localhost', resolve));
  const { port } = server.address();
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** Starts a rehearsal of its own; gives where it runs, who plays in it, and what ends it. */
async function startRehearsal() {
  const varDir = path.join(FOLDER, 'platform');
  rmSync(varDir, { recursive: true, force: true });
  const child = spawn(process.execPath, [path.join(ROOT, 'dist/main.js')], {
    cwd: ROOT,
    env: { ...process.env, PORT: String(await freePort()), VAR_DIR: varDir, MODE: 'rehearsal' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = new Promise((resolve) => child.once('close', resolve));
  await new Promise((resolve, reject) => {
    let said = '';
    child.stdout.on('data', (chunk) => {
      said += chunk;
      if (/draait op http/.test(said)) resolve();
    });
    void ended.then(() => reject(new Error(`het platform stopte bij het starten:\n${said}`)));
  });
  const stop = async () => {
    child.kill('SIGTERM');
    await ended;
    rmSync(varDir, { recursive: true, force: true });
  };
  return { ...JSON.parse(readFileSync(path.join(varDir, 'rehearsal.json'), 'utf8')), stop };
}

function playerOf({ people, elections }, { level, category }) {
  const election = elections.find((one) => one.category === category)?.id ?? null;
  return people.find((person) => person.level === level && person.election === election);
}

async function addressOf(page, where) {
  if (typeof where === 'string') return where;
  await page.goto(where.on);
  const links = await page
    .locator('main a[href]')
    .evaluateAll((all) => all.map((a) => a.getAttribute('href')));
  const found = links.find((href) => where.like.test(href));
  if (found === undefined) throw new Error(`op ${where.on} staat geen verwijzing als ${where.like}`);
  return found + (where.then ?? '');
}

async function photograph(browser, rehearsal, { who, pages }, [device, width]) {
  const page = await openPage(browser, rehearsal.baseUrl, width);
  try {
    if (who !== null) await signIn(page, playerOf(rehearsal, who).name);
    for (const [name, where] of Object.entries(pages)) {
      await page.goto(await addressOf(page, where));
      await page.screenshot({ path: path.join(FOLDER, `${name}-${device}.png`), fullPage: true });
      console.log(`${name}-${device}.png`);
    }
  } finally {
    await page.context().close();
  }
}

await build();
rmSync(FOLDER, { recursive: true, force: true });
mkdirSync(FOLDER, { recursive: true });
const browser = await launchBrowser();
const rehearsal = await startRehearsal();
try {
  for (const look of PAGES)
    for (const device of Object.entries(WIDTHS)) await photograph(browser, rehearsal, look, device);
} finally {
  await browser.close();
  await rehearsal.stop();
}
console.log(`\nDe foto's staan in ${FOLDER}.`);
