import type { Browser } from 'playwright-core';
import { writeDefinition } from '../../src/rehearsal/definition-writer.js';
import { startApp, type TestApp, type TestPerson } from '../support/app.js';
import { describeWithBrowser, launchBrowser } from '../support/browser.js';
import { publishModel } from '../support/declarations.js';
import { aCouncilDefinition } from '../support/definition.js';
import { closeQuietly, enter, sound } from '../support/looks.js';
import { keepOrganisations } from '../support/organisations.js';
import type { Visit } from '../support/site.js';

jest.setTimeout(120_000);

const DAY = '2027-03-17';

describeWithBrowser('the declaration', () => {
  let app: TestApp;
  let browser: Browser;
  let operator: TestPerson;
  const open: Visit[] = [];

  beforeAll(async () => {
    app = await startApp({ worker: false });
    app.clock.setTo(new Date('2027-03-05T10:00:00Z'));
    await keepOrganisations(app, [
      ['0037', 'municipality', 'Stadskanaal', 'college van B&W van Stadskanaal'],
      ['0505', 'municipality', 'Dordrecht', 'college van B&W van Dordrecht'],
    ]);
    await app.configure(writeDefinition(aCouncilDefinition()));
    operator = await app.person(null, 'OPERATOR', 'OPERATOR');
    await publishModel(app, DAY, operator);
    browser = await launchBrowser();
  });
  afterEach(() => closeQuietly(open));
  afterAll(async () => {
    await browser?.close();
    await app?.close();
  });

  it.each([
    [1280, true],
    [375, false],
  ])(
    'is filled in with a break, declared, and seen on the monitor, at %i pixels, script %s',
    async (width, script) => {
      const clerk = await app.person(null, 'EXECUTIVE', '0037');
      const first = await enter(open, [browser, app], clerk, { width, script });
      await first.goto(`/verklaring/${DAY}/invullen`);
      await sound(first, script, 'invullen');
      await first.getByLabel('Voldoet', { exact: true }).first().check();
      if (script) await first.getByText(/^Bewaard om \d/).waitFor();
      else {
        await first.getByRole('button', { name: 'Bewaar', exact: true }).click();
        await first.getByText('bewaard').first().waitFor();
      }
      await first.close();

      const page = await enter(open, [browser, app], clerk, { width, script });
      await page.goto(`/verklaring/${DAY}/invullen`);
      expect(await page.getByLabel('Voldoet', { exact: true }).first().isChecked()).toBe(true);
      await page.getByLabel('Wijkt af, met een maatregel').nth(1).check();
      await page.getByLabel('Bij vraag 2: welke maatregel neemt u?').fill('een andere laptop');
      await page.getByLabel('Op welke dag is het onderzoek gedaan?').fill('2027-03-01');
      await page.getByLabel('Op welke dag is de verklaring vastgesteld?').fill('2027-03-02');
      await page.getByLabel(/^Het bestuur verklaart zelf/).check();
      await page.getByRole('button', { name: 'Bewaar en controleer' }).click();
      await page.getByText('een andere laptop').waitFor();
      await sound(page, script, 'controleren');
      await page.getByRole('button', { name: /^Leg de verklaring af/ }).click();
      await page.waitForURL(`**/verklaring/${DAY}*`);
      await sound(page, script, 'afgelegd');

      const council = await enter(open, [browser, app], operator, { width, script });
      await council.goto(`/verklaringen/monitor/${DAY}`);
      await sound(council, script, 'monitor');
      await council.locator('.tile', { hasText: 'Stadskanaal: voldoet met afwijkingen' }).click();
      await council.waitForURL(`**/verklaringen/${DAY}/0037`);
      await sound(council, script, 'een-orgaan');
      await council.goto(`/overzicht/dag/${DAY}`);
      await council.getByText('1 van 1').first().waitFor();
      await sound(council, script, 'hele-dag');
      await council.getByRole('link', { name: 'Bestanden per stembureau' }).click();
      await council.getByLabel('Zoek').fill('stads');
      await council.getByRole('button', { name: 'Filter' }).click();
      await council.getByText(/^\d+ van 3 gevonden\.$/).waitFor();
      expect(new URL(council.url()).searchParams.get('dag')).toBe(DAY);
      await sound(council, script, 'hele-dag-bestanden');
      await council.goto(`/overzicht/dag/${DAY}`);
      await council.getByRole('link', { name: 'Sleutels per stembureau' }).click();
      await council.getByRole('link', { name: 'Stembureaus zonder sleutel' }).click();
      await council.getByRole('link', { name: 'Gemeentelijk stembureau Stadskanaal' }).waitFor();
      await sound(council, script, 'hele-dag-sleutels');
    },
  );

  it('the table of the monitor is reached past the map by keyboard, and searched while one types', async () => {
    const page = await enter(open, [browser, app], operator, { width: 1280, script: true });
    await page.goto(`/verklaringen/monitor/${DAY}`);
    await page.getByRole('link', { name: 'Sla de kaart over, naar de tabel' }).focus();
    await page.keyboard.press('Enter');
    expect(await page.evaluate(() => location.hash)).toBe('#organen');
    await page.getByLabel('Zoek').fill('stads');
    await page.getByText('1 van 1 getoond.').waitFor();
    await page.getByLabel('Zoek').fill('dordrecht');
    await page.getByText('0 van 1 getoond.').waitFor();
  });
});
