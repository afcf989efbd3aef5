// `npm run pages`: photographs the main pages of a rehearsal, as each role sees them, at the width of a desk and of a
// phone, into var/pages. For people to look at; nothing is judged. Needs a chromium (CHROMIUM, else /usr/bin/chromium).
import { spawn } from 'node:child_process';
import { createPrivateKey, X509Certificate } from 'node:crypto';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import net from 'node:net';
import path from 'node:path';
import { launchBrowser, openPage, signIn } from './browser.mjs';
import { compiled } from './bench/election.mjs';
import { build, ROOT } from './build.mjs';

const FOLDER = path.join(ROOT, 'var/pages');
const WIDTHS = { bureau: 1280, telefoon: 375 };

/**
 * Who looks at what: a level with the category of its election, and pages by name. A page is an address, or what a page
 * links to: the first address there that looks so. Who `sends` has sent a correction before, and not handed it in.
 */
const PAGES = [
  {
    who: null,
    pages: {
      inloggen: '/inloggen',
      programmatuur: '/programmatuur',
      release: { on: '/programmatuur', like: /^\/programmatuur\/[0-9a-f-]{36}$/ },
      controleren: '/controleren',
      publicaties: '/publicaties',
    },
  },
  {
    who: { level: 'GSB', category: 'TK' },
    pages: {
      'begin-gsb': '/',
      leveren: '/leveringen/nieuw',
      leveringen: '/leveringen',
      levering: { on: '/leveringen', like: /^\/leveringen\/[0-9a-f-]{36}$/ },
      ontvangstbewijs: { on: '/leveringen', like: /^\/leveringen\/[0-9a-f-]{36}$/, then: '/ontvangstbewijs' },
      'sleutels-gsb': '/sleutels',
      'terugval-gsb': '/terugval',
    },
  },
  {
    who: { level: 'HSB', category: 'TK' },
    pages: {
      'ontvangen-hsb': '/ontvangen',
      'ontvangen-levering': { on: '/ontvangen', like: /^\/ontvangen\/[0-9a-f-]{36}$/ },
    },
  },
  {
    who: { level: 'CSB', category: 'TK' },
    pages: { 'ontvangen-csb': '/ontvangen', stembureaus: '/stembureaulijsten' },
  },
  {
    who: { level: 'OPERATOR', category: null },
    pages: {
      'begin-kiesraad': '/',
      overzicht: '/overzicht',
      sleutels: '/sleutels',
      releases: '/releases',
      register: '/register',
      dienst: '/dienst',
      terugval: '/terugval',
      logboek: '/logboek',
      mensen: '/mensen',
    },
  },
  {
    who: { level: 'GSB', category: 'TK' },
    sends: true,
    pages: {
      'begin-niet-klaar': '/',
      indienen: { on: '/leveringen', like: /^\/leveringen\/[0-9a-f-]{36}$/ },
    },
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

/** The player's count once more, after a next session, signed with the key of the stembureau. */
async function correctionOf({ keys }, { level, committee: code, election }) {
  const { amsterdamTime } = await compiled('rehearsal/local-time.js');
  const { rehearsalElections } = await compiled('rehearsal/definitions.js');
  const { firstCount, nextCount, packageOf } = await compiled('rehearsal/made-delivery.js');
  const { SCENES } = await compiled('rehearsal/cast.js');
  const { committeesOf } = await compiled('elections/committees.js');
  const { defaultSettings } = await compiled('elections/settings.js');
  const now = amsterdamTime(new Date());
  const definition = rehearsalElections(now.slice(0, 10)).find(({ id }) => id === election);
  const plan = { definition, committees: committeesOf(definition, defaultSettings(definition)) };
  const { stations } = SCENES.find(({ sender }) => sender.level === level && sender.code === code);
  const key = keys.find((one) => one.election === election && one.committee === code);
  return packageOf(nextCount(firstCount(plan, { level, code }, stations, now), now), {
    privateKey: createPrivateKey(readFileSync(key.privateKey)),
    certificate: new X509Certificate(readFileSync(key.certificate)).raw,
  });
}

async function sendCorrection(browser, rehearsal, who) {
  const player = playerOf(rehearsal, who);
  const { name, bytes } = await correctionOf(rehearsal, player);
  const page = await openPage(browser, rehearsal.baseUrl, WIDTHS.bureau);
  await signIn(page, player.name);
  await page.goto('/leveringen/nieuw');
  await page.setInputFiles('#bestand', { name, mimeType: 'application/zip', buffer: Buffer.from(bytes) });
  await page.locator('.upload button[type=submit]').click();
  await page.waitForURL(/\/leveringen\/[0-9a-f-]{36}$/);
  await page.context().close();
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
  for (const look of PAGES) {
    if (look.sends) await sendCorrection(browser, rehearsal, look.who);
    for (const device of Object.entries(WIDTHS)) await photograph(browser, rehearsal, look, device);
  }
} finally {
  await browser.close();
  await rehearsal.stop();
}
console.log(`\nDe foto's staan in ${FOLDER}.`);
