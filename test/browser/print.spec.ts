import type { Browser, Page } from 'playwright-core';
import { startApp, type TestApp, type TestPerson } from '../support/app.js';
import { configureCountry, fillBoard } from '../support/board.js';
import { describeWithBrowser, launchBrowser } from '../support/browser.js';
import { arrival, deliver } from '../support/routing.js';
import { clerkOf, configureTowns, countOf, visit } from '../support/site.js';

/** What is of the screen alone. */
const OF_THE_SCREEN = ['.site-menu', '.site-footer', '.actions', '.filter', '.live-controls', '.back-link'];

describeWithBrowser('on paper', () => {
  let app: TestApp;
  let browser: Browser;
  const printed: Record<string, { as: TestPerson; path: string; hat: string }> = {};

  beforeAll(async () => {
    app = await startApp();
    const election = (await configureCountry(app)).definition.id;
    const csb = await app.person(election, 'CSB', 'CSB');
    const operator = await app.person(null, 'OPERATOR', 'OPERATOR');
    await fillBoard(app, election, csb, "c.level = 'GSB' AND right(c.code, 1) IN ('0', '4', '8')");
    await configureTowns(app);
    const sender = await clerkOf(app, 'Assen', operator);
    const count = await countOf('Assen');
    await deliver(app, sender, [count], count.pair!.fingerprint);
    const receiver = await app.person('TK2027', 'CSB', 'CSB');
    const { nummer } = await arrival(app, receiver, count.pair!.fingerprint);
    printed['the inbox'] = { as: csb, path: '/ontvangen', hat: 'Centraal stembureau' };
    printed['the board'] = { as: operator, path: `/overzicht?verkiezing=${election}`, hat: 'Kiesraad' };
    printed['a history'] = { as: sender, path: `/leveringen/nummer/${nummer}`, hat: 'Assen' };
    browser = await launchBrowser();
  });
  afterAll(async () => {
    await browser?.close();
    await app?.close();
  });

  /** The page as it is laid out for A4. */
  const onPaper = async (name: string) => {
    const { as, path } = printed[name]!;
    const visited = await visit(browser, app, as, { width: 680 });
    await visited.page.goto(path);
    await visited.page.emulateMedia({ media: 'print' });
    return visited;
  };
  const style = (page: Page, selector: string, property: string) =>
    page.evaluate(
      ([at, name]) => getComputedStyle(document.querySelector(at!)!).getPropertyValue(name!),
      [selector, property],
    );

  it.each(['the inbox', 'the board', 'a history'])(
    '%s says whose it is, and holds no buttons',
    async (name) => {
      const { page, close } = await onPaper(name);
      for (const selector of OF_THE_SCREEN)
        expect([selector, await page.locator(`${selector}:visible`).count()]).toEqual([selector, 0]);
      expect(await page.locator('.site-header__hat:visible').textContent()).toContain(printed[name]!.hat);
      expect(await page.locator('.rehearsal:visible').count()).toBe(1);
      await close();
    },
  );

  it('every sheet of a rehearsal says so, and which it is of how many', async () => {
    const { page, close } = await onPaper('the board');
    expect(await style(page, '.page', 'page')).toBe('rehearsal');
    const rules = await page.evaluate(() =>
      [...document.styleSheets]
        .flatMap((sheet) => [...sheet.cssRules])
        .flatMap((rule) => (rule instanceof CSSMediaRule ? [...rule.cssRules] : []))
        .filter((rule) => rule instanceof CSSPageRule)
        .map((rule) => rule.cssText),
    );
    expect(rules.find((text) => text.startsWith('@page rehearsal'))).toMatch(/@bottom-left.*OEFENING/);
    expect(rules.find((text) => text.startsWith('@page {'))).toMatch(/counter\(page\).*counter\(pages\)/);
    await close();
  });

  it.each(['the inbox', 'the board'])('%s says of when it is, and repeats its head', async (name) => {
    const { page, close } = await onPaper(name);
    expect(await page.locator('.print-only:visible').textContent()).toMatch(/^Stand van .*\d\d:\d\d/);
    expect(await style(page, '.board-table thead', 'display')).toBe('table-header-group');
    expect(await style(page, '.board-table thead th', 'position')).toBe('static');
    expect(await style(page, '.board-table tbody tr', 'break-inside')).toBe('avoid');
    const wide = await page.evaluate('document.documentElement.scrollWidth');
    expect(wide).toBeLessThanOrEqual(680);
    await page.emulateMedia({ media: 'screen' });
    expect(await page.locator('.print-only:visible').count()).toBe(0);
    await close();
  });

  it('a step stays on one sheet', async () => {
    const { page, close } = await onPaper('a history');
    expect(await style(page, '.timeline__step', 'break-inside')).toBe('avoid');
    await close();
  });
});
