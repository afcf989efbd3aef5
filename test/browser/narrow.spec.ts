import type { Browser } from 'playwright-core';
import { startApp, type TestApp } from '../support/app.js';
import { axeFindings, describeWithBrowser, launchBrowser, sidewaysScroll } from '../support/browser.js';
import { arrival, castOf, deliver, packageAt, type Cast } from '../support/routing.js';
import { visit } from '../support/site.js';
import { configureTk } from '../support/uploads.js';
import { postForm } from '../support/visitor.js';

/** As wide as a screen of 1280 px at 400 %. */
const WIDTH = 320;

describeWithBrowser('on the narrowest screen', () => {
  let app: TestApp;
  let browser: Browser;
  let cast: Cast;
  const paths: Partial<Record<keyof Cast, string[]>> = {};

  beforeAll(async () => {
    app = await startApp();
    await configureTk(app);
    cast = await castOf(app);
    const made = await packageAt('2027-03-18T01:00:00');
    await deliver(app, cast.assen, [made], made.pair!.fingerprint);
    const { id, nummer } = await arrival(app, cast.hsb, made.pair!.fingerprint);
    const differs = await postForm(app, cast.hsb, `/ontvangen/${id}/papier-anders`, { begrepen: 'ja' });
    expect(differs.status).toBe(303);
    const { id: atCsb } = await arrival(app, cast.csb, made.pair!.fingerprint);
    const history = `/leveringen/nummer/${nummer}`;
    paths.hsb = ['/', '/ontvangen', '/ontvangen?kies=1', `/ontvangen/${id}`, history];
    paths.csb = ['/', '/ontvangen', '/ontvangen?kies=1', `/ontvangen/${atCsb}`, history];
    paths.operator = ['/', '/overzicht', '/logboek', `/logboek?zoek=${nummer}`, history];
    browser = await launchBrowser();
  });
  afterAll(async () => {
    await browser?.close();
    await app?.close();
  });

  it.each(['hsb', 'csb', 'operator'] as const)('nothing runs off the side for %s', async (as) => {
    const { page, complaints, close } = await visit(browser, app, cast[as], { width: WIDTH });
    for (const path of paths[as]!) {
      await page.goto(path);
      for (const folded of await page.locator('main details:not([open]) > summary').all())
        if (await folded.isVisible()) await folded.click();
      expect([path, await sidewaysScroll(page)]).toEqual([path, 0]);
      expect([path, await axeFindings(page)]).toEqual([path, []]);
    }
    await close();
    expect(complaints).toEqual([]);
  });
});
