import { readFileSync } from 'node:fs';
import type { Browser } from 'playwright-core';
import { CarryOutRemovals } from '../../src/removal/carry-out-removals.js';
import { startApp, type TestApp } from '../support/app.js';
import { describeWithBrowser, launchBrowser } from '../support/browser.js';
import { tkCount } from '../support/counts.js';
import * as looks from '../support/looks.js';
import { madePackage } from '../support/packages.js';
import { admit } from '../support/removal.js';
import { arrival, castOf, type Cast } from '../support/routing.js';
import type { Visit } from '../support/site.js';
import { configureTk, submit, upload } from '../support/uploads.js';

const DAYS = 24 * 3_600_000;

describeWithBrowser('what goes when its term is over', () => {
  let app: TestApp;
  let browser: Browser;
  let cast: Cast;
  const open: Visit[] = [];

  beforeAll(async () => {
    app = await startApp();
    await configureTk(app);
    cast = await castOf(app);
    browser = await launchBrowser();
    await admit(app, cast.operator);
  });
  afterEach(() => looks.closeQuietly(open));
  afterAll(async () => {
    await browser?.close();
    await app?.close();
  });

  it.each([
    [1280, true, '2027-08-01'],
    [375, true, '2027-10-01'],
    [375, false, '2027-12-01'],
  ])(
    'goes when two said so; what was refused is kept, at %i pixels, script %s',
    async (width, script, day) => {
      const enter = (who = cast.operator) => looks.enter(open, [browser, app], who, { width, script });
      await app.sql("UPDATE submission SET state = 'abandoned' WHERE state <> 'refused'");
      app.clock.setTo(new Date(`${day}T10:00:00Z`));
      const counted = await madePackage({ count: tkCount({ created: `${day}T09:00:00` }) });
      const { id } = await upload(app, cast.assen, [counted]);
      expect((await submit(app, cast.assen, id, { reden: 'onderweg' })).status).toBe(200);
      const { id: delivery } = await arrival(app, cast.mayor, counted.pair!.fingerprint);
      await upload(app, cast.assen, [{ name: 'kwaad.zip', bytes: Buffer.from(`kwaad ${day}`) }]);

      const operator = await enter();
      const sound = (name: string) => looks.sound(operator, script, name);
      await operator.goto('/verkiezingen/TK2027');
      await operator.getByRole('link', { name: 'Vernietiging', exact: true }).click();
      await operator.waitForURL(/vernietiging/);
      await sound('vernietiging');
      await operator.getByRole('link', { name: 'Kondig aan: bestanden bij de burgemeester' }).click();
      await sound('aankondigen');
      await operator.getByRole('button', { name: 'Kondig de vernietiging aan' }).click();
      await operator.getByText('De vernietiging is aangekondigd').waitFor();
      await sound('besluit');
      const removal = new URL(operator.url()).pathname;
      const mayor = await enter(cast.mayor);
      await mayor.goto('/');
      await mayor.getByText('Wordt vernietigd').first().waitFor();
      await looks.sound(mayor, script, 'begin');

      app.clock.forward(15 * DAYS);
      for (const who of [cast.operator, await app.person(null, 'OPERATOR', 'OPERATOR')]) {
        const page = await enter(who);
        await page.goto(removal);
        await page.getByRole('link', { name: 'Bevestig de vernietiging' }).click();
        await looks.sound(page, script, 'bevestigen');
        await page.getByRole('button', { name: 'Bevestig', exact: true }).click();
        await page.getByText('Uw bevestiging is vastgelegd').waitFor();
      }
      await operator.goto(removal);
      await operator.getByText('Dit wordt nu uitgevoerd').waitFor();
      await sound('uitgevoerd');
      await app.get(CarryOutRemovals).run();
      await operator.reload();
      await operator.getByText('SHA-256 van de verklaring').waitFor();
      await sound('verklaring');
      await mayor.goto(`/ontvangen/${delivery}`);
      await mayor.getByText('Uw kopie van dit bestand is vernietigd').waitFor();
      await looks.sound(mayor, script, 'vernietigd');

      await operator.goto('/vernietiging/TK2027/geweigerd');
      await operator.locator('input[name="levering"]').first().check();
      await operator.getByLabel('Waarom?').fill('onderzoek 12');
      await operator.getByRole('button', { name: 'Bewaar als bewijs' }).click();
      await operator.getByText('Deze bestanden blijven bewaard als bewijs').waitFor();
      await sound('geweigerd');
      const council = await enter(cast.council);
      await council.goto('/geweigerd');
      await council.getByLabel('Voor wie is dit, en waarom?').fill('voor de officier');
      await council.getByRole('button', { name: 'Zet het bewijs klaar' }).click();
      await council.getByText('Het bewijs staat klaar').waitFor();
      await looks.sound(council, script, 'bewijs');
      const saved = council.waitForEvent('download');
      await council
        .getByRole('link', { name: /^Haal het bewijs op/ })
        .first()
        .click();
      expect(readFileSync(await (await saved).path()).includes('LEES-EERST.txt')).toBe(true);

      await operator.goto('/vernietiging/TK2027');
      await operator.getByRole('link', { name: 'Hef dit bevel op' }).first().click();
      await operator.getByLabel('Waarom hoeft het niet meer').fill('onderzoek voorbij');
      await sound('opheffen');
      await operator.getByRole('button', { name: 'Hef op' }).click();
      await operator.getByText('Het bewaarbevel is opgeheven').waitFor();
      await sound('opgeheven');
    },
  );
});
