import type { Browser, Page } from 'playwright-core';
import { startApp, type TestApp, type TestPerson } from '../support/app.js';
import { describeWithBrowser, launchBrowser, sidewaysScroll } from '../support/browser.js';
import { arrival, castOf, deliver, packageAt, type Cast } from '../support/routing.js';
import { visit } from '../support/site.js';
import { configureTk } from '../support/uploads.js';

jest.setTimeout(120_000);

/** An A4 between its margins, in CSS pixels. */
const A4 = 680;

describeWithBrowser('boards and histories', () => {
  let app: TestApp;
  let browser: Browser;
  let cast: Cast;
  let history: string;

  beforeAll(async () => {
    app = await startApp();
    await configureTk(app);
    cast = await castOf(app);
    const made = await packageAt('2027-03-18T01:00:00');
    await deliver(app, cast.assen, [made], made.pair!.fingerprint);
    const { nummer } = await arrival(app, cast.csb, made.pair!.fingerprint);
    history = `/leveringen/nummer/${nummer}`;
    browser = await launchBrowser();
  });
  afterAll(async () => {
    await browser?.close();
    await app?.close();
  });

  const shown = (page: Page, selector: string) =>
    page.locator(selector).evaluateAll((all) => all.filter((each) => each.checkVisibility()).length);

  it.each([
    ['/ontvangen', 'csb'],
    ['/overzicht', 'operator'],
    ['the history', 'csb'],
  ] as const)('%s on paper is what was found, not the ways to find it', async (name, as) => {
    const { page, close } = await visit(browser, app, cast[as], { width: A4 });
    await page.goto(name === 'the history' ? history : name);
    await page.emulateMedia({ media: 'print' });
    if (process.env['SHOTS'] !== undefined)
      await page.screenshot({
        path: `${process.env['SHOTS']}/print-${as}-${name.replace(/\W/g, '')}.png`,
        fullPage: true,
      });
    for (const selector of [
      'button',
      'input',
      'select',
      'nav',
      '.site-menu',
      '.site-footer',
      '.utrecht-skip-link',
    ])
      expect([selector, await shown(page, selector)]).toEqual([selector, 0]);
    expect(await page.locator('.rehearsal__word').isVisible()).toBe(true);
    expect(await page.locator('h1').isVisible()).toBe(true);
    expect(await sidewaysScroll(page)).toBe(0);
    const heads = await page
      .locator('table thead')
      .evaluateAll((all) => all.map((each) => getComputedStyle(each).display));
    expect(new Set(heads)).toEqual(new Set(name === 'the history' ? [] : ['table-header-group']));
    await close();
  });

  const NARROW: readonly (readonly [keyof Cast, readonly string[]])[] = [
    ['hsb', ['/ontvangen', '/ontvangen?kies=1']],
    ['csb', ['/ontvangen', '/ontvangen?kies=1']],
    ['operator', ['/overzicht', '/logboek']],
  ];
  it.each(NARROW)('fit on 320 px for %s', async (as, paths) => {
    const person: TestPerson = cast[as];
    const { page, close } = await visit(browser, app, person, { width: 320 });
    for (const path of [...paths, ...(as === 'hsb' ? [] : [history])]) {
      await page.goto(path);
      expect([path, await sidewaysScroll(page)]).toEqual([path, 0]);
    }
    await close();
  });
});
