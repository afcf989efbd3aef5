import type { Browser, Page } from 'playwright-core';
import { issueInvitation } from '../../src/identity/issue-invitation.js';
import { pem } from '../../src/rehearsal/key-writer.js';
import { startApp, type TestApp, type TestPerson } from '../support/app.js';
import { axeFindings, describeWithBrowser, launchBrowser, sidewaysScroll } from '../support/browser.js';
import { HOSTILE, packageParts } from '../support/packages.js';
import { arrival, deliver } from '../support/routing.js';
import { clerkOf, configureTowns, countOf, visit } from '../support/site.js';
import { announce, upload } from '../support/uploads.js';

const WIDTHS = [1280, 375] as const;

/** Pages by who sees them: a path, or a name that {@link paths} below makes a path of. */
const PAGES = {
  'nobody yet': [
    '/',
    '/inloggen',
    '/inloggen/oefening',
    '/inloggen/oefening?zoek=niemand',
    '/toegankelijkheid',
    '/privacy',
    '/bestaat-niet',
    'invitation',
    '/uitnodiging/bestaat-niet',
  ],
  'GSB that delivered': [
    '/',
    '/leveringen',
    '/leveringen/nieuw',
    'judged',
    'superseded',
    'delivered',
    'receipt',
    'open',
    '/sleutels',
    'own key',
    '/mensen',
    '/account',
    '/berichten',
    '/bestaat-niet',
  ],
  'GSB that has done nothing': [
    '/',
    '/leveringen',
    '/leveringen/nieuw',
    '/sleutels',
    '/berichten',
    '/mensen',
  ],
  'GSB that was refused': ['/', '/leveringen', 'refused'],
  HSB: ['/', '/ontvangen', '/ontvangen?status=nieuw', 'received', 'received old', '/leveringen', '/sleutels'],
  CSB: ['/', '/ontvangen', '/ontvangen?status=ontbreekt', '/leveringen', '/leveringen/nieuw', '/sleutels'],
  mayor: ['/', '/ontvangen', '/ontvangen?status=gecorrigeerd', '/mensen', '/account'],
  council: ['/', '/ontvangen', '/berichten', '/account'],
  operator: [
    '/',
    '/verkiezingen',
    '/verkiezingen/TK2027',
    '/verkiezingen/TK2027/routes',
    '/sleutels',
    'waiting key',
    '/overzicht',
    '/overzicht?verkiezing=TK2027&status=ontvangen',
    '/logboek',
    '/logboek?uitkomst=refused',
    '/mensen',
    '/mensen?verkiezing=TK2027&niveau=GSB&code=0106',
    '/account',
    '/berichten',
  ],
  'somebody with four hats': ['/', '/account', '/leveringen'],
} as const satisfies Readonly<Record<string, readonly string[]>>;
type Who = keyof typeof PAGES;

describeWithBrowser('every page of everyone', () => {
  let app: TestApp;
  let browser: Browser;
  const people: Partial<Record<Who, TestPerson>> = {};
  const paths: Record<string, string> = {};

  beforeAll(async () => {
    app = await startApp();
    await configureTowns(app);
    browser = await launchBrowser();
    await setTheStage();
  });
  afterAll(async () => {
    await browser?.close();
    await app?.close();
  });

  /** Everybody there is, and one of every state that a delivery and a key can be in. */
  async function setTheStage(): Promise<void> {
    const operator = await app.person(null, 'OPERATOR', 'OPERATOR');
    const sender = await clerkOf(app, 'Assen', operator);
    const refused = await clerkOf(app, 'Hoogeveen', operator);
    const hsb = await app.person('TK2027', 'HSB', 'HSB3');
    const four = await app.person('TK2027', 'GSB', '1731');
    await app.hat(four, 'TK2027', 'MAYOR', '1731');
    await app.hat(four, 'TK2027', 'GSB', '0114');
    await app.hat(four, 'TK2027', 'MAYOR', '0114', 'member');
    Object.assign(people, {
      'GSB that delivered': sender,
      'GSB that has done nothing': await app.person('TK2027', 'GSB', '0119'),
      'GSB that was refused': refused,
      HSB: hsb,
      CSB: await app.person('TK2027', 'CSB', 'CSB'),
      mayor: await app.person('TK2027', 'MAYOR', '0106'),
      council: await app.person('TK2027', 'COUNCIL', 'COUNCIL'),
      operator,
      'somebody with four hats': four,
    } satisfies Partial<Record<Who, TestPerson>>);
    await deliverTwice(sender, hsb);
    const good = await countOf('Hoogeveen');
    const parts = await packageParts({ count: good.count, key: good.key });
    const bytes = HOSTILE['a flipped bit in the count']!.make(parts);
    paths['refused'] = `/leveringen/${(await upload(app, refused, [{ name: good.name, bytes }])).id}`;
    await keys();
    const asked = { personId: four.actor.personId, hatId: four.actor.hat.id, electionId: 'TK2027' };
    const link = await app.db.transaction((tx) =>
      issueInvitation(tx, asked, operator.actor, app.clock.now()),
    );
    paths['invitation'] = link.path;
  }

  async function deliverTwice(sender: TestPerson, hsb: TestPerson): Promise<void> {
    const [first, second, third] = [
      await countOf('Assen'),
      await countOf('Assen', '2026-11-20T04:05:06'),
      await countOf('Assen', '2026-11-20T07:08:09'),
    ];
    const old = await deliver(app, sender, [first], first.pair!.fingerprint);
    paths['received old'] = `/ontvangen/${(await arrival(app, hsb, first.pair!.fingerprint)).id}`;
    const current = await deliver(app, sender, [second], second.pair!.fingerprint, old);
    paths['received'] = `/ontvangen/${(await arrival(app, hsb, second.pair!.fingerprint)).id}`;
    paths['superseded'] = `/leveringen/${old}`;
    paths['delivered'] = `/leveringen/${current}`;
    paths['receipt'] = `/leveringen/${current}/ontvangstbewijs`;
    const replaces = { vervangt: current };
    paths['judged'] = `/leveringen/${(await upload(app, sender, [third], replaces)).id}`;
    paths['open'] = `/leveringen/${(await announce(app, sender, [third], replaces)).id}`;
  }

  async function keys(): Promise<void> {
    const waiting = await app.person('TK2027', 'GSB', '0109');
    const { key } = await countOf('Coevorden');
    await app.ask('POST', '/v1/sleutels', {
      as: waiting,
      body: { certificaat: pem('CERTIFICATE', key!.certificate) },
    });
    const { rows } = await app.sql("SELECT id, state FROM committee_key WHERE code IN ('0106', '0109')");
    const idOf = (state: string) =>
      (rows as { id: string; state: string }[]).find((row) => row.state === state)!.id;
    paths['waiting key'] = `/sleutels/${idOf('registered')}`;
    paths['own key'] = `/sleutels/${idOf('approved')}`;
  }

  /** Words that a narrow column broke in the middle, letter under letter. */
  async function brokenWords(page: Page): Promise<string[]> {
    return await page.evaluate(() => {
      const broken: string[] = [];
      for (const cell of document.querySelectorAll(
        '.data-table th, .data-table .utrecht-button, .data-table td',
      )) {
        const walker = document.createTreeWalker(cell, NodeFilter.SHOW_TEXT);
        for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
          if (node.parentElement!.closest('.foreign, code, .visually-hidden') !== null) continue;
          for (const { index, 0: word } of node.textContent!.matchAll(/[\p{L}\d]{2,}/gu)) {
            const range = document.createRange();
            range.setStart(node, index);
            range.setEnd(node, index + word.length);
            if (range.getClientRects().length > 1) broken.push(word);
          }
        }
      }
      return broken;
    });
  }

  it.each(Object.keys(PAGES) as Who[])('of %s has nothing that axe finds serious, and fits', async (who) => {
    const { page, complaints, close } = await visit(browser, app, people[who] ?? null);
    const found: Record<string, unknown> = {};
    for (const wanted of PAGES[who]) {
      const path = paths[wanted] ?? wanted;
      expect(path).toMatch(/^\//);
      const answer = await page.goto(path);
      if (!/bestaat-niet/.test(path)) expect([wanted, answer!.status()]).toEqual([wanted, 200]);
      for (const width of WIDTHS) {
        await page.setViewportSize({ width, height: 900 });
        const axe = await axeFindings(page);
        const sideways = await sidewaysScroll(page);
        const broken = await brokenWords(page);
        if (axe.length > 0 || sideways > 0 || broken.length > 0)
          found[`${wanted} at ${width}`] = { axe, sideways, broken };
      }
    }
    await close();
    expect(found).toEqual({});
    expect(complaints).toEqual([]);
  });

  it('shows one heading of the first level, one main part and a title of its own on every page', async () => {
    const { page, close } = await visit(browser, app, people.operator);
    const titles = new Set<string>();
    const asked = PAGES.operator.filter((path) => path.startsWith('/') && !path.includes('?'));
    for (const path of asked) {
      await page.goto(path);
      expect([path, await page.locator('h1').count(), await page.locator('main').count()]).toEqual([
        path,
        1,
        1,
      ]);
      titles.add(await page.title());
    }
    await close();
    expect(titles.size).toBe(asked.length);
  });
});
