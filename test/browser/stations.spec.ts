import type { Browser, Page } from 'playwright-core';
import { stationListOf, writeStationList } from '../../src/rehearsal/station-list-writer.js';
import { startApp, type TestApp, type TestPerson } from '../support/app.js';
import { describeWithBrowser, launchBrowser } from '../support/browser.js';
import { createHash } from 'node:crypto';
import { candidateList } from '../support/candidate-list.js';
import { tkCount } from '../support/counts.js';
import { closeQuietly, sound } from '../support/looks.js';
import { visit, type Visit } from '../support/site.js';
import { configureTk } from '../support/uploads.js';

describeWithBrowser('a list of polling stations', () => {
  let app: TestApp;
  let browser: Browser;
  const open: Visit[] = [];

  beforeAll(async () => {
    app = await startApp({ worker: false });
    await configureTk(app);
    browser = await launchBrowser();
  });
  afterEach(() => closeQuietly(open));
  afterAll(async () => {
    await browser?.close();
    await app?.close();
  });

  it.each([
    [1280, true, '0106', 'Assen'],
    [375, true, '0109', 'Coevorden'],
    [375, false, '0109', 'Coevorden'],
  ])(
    'is handed in beside the keys, mended, and fetched by the HSB, at %i pixels, script %s',
    async (width, script, code, place) => {
      const enter = async (who: TestPerson): Promise<Page> => {
        const visiting = await visit(browser, app, who, { width, script });
        open.push(visiting);
        return visiting.page;
      };
      const made = { ...stationListOf(tkCount()), authority: { id: code, name: place } };
      const created = `2027-03-1${script ? 0 : 1}T10:00:00`;
      const file = (given: Partial<typeof made>) => ({
        name: `Stembureaus_TK2027_${place}.eml.xml`,
        mimeType: 'text/xml',
        buffer: Buffer.from(writeStationList({ ...made, created, ...given })),
      });
      const clerk = await enter(await app.person('TK2027', 'GSB', code));
      await clerk.goto('/sleutels');
      await sound(clerk, script, 'sleutels');
      await clerk
        .getByLabel(/stembureaulijst \(110b\)/i)
        .setInputFiles(file({ stations: [...made.stations, made.stations[0]!] }));
      await clerk.getByRole('button', { name: 'Lever de lijst aan' }).click();
      await clerk.getByText('Deze stembureaulijst kan niet worden gebruikt').waitFor();
      await clerk.getByText('Stembureau "1" staat er twee keer in').waitFor();
      await sound(clerk, script, 'geweigerd');

      const [first, ...rest] = made.stations;
      await clerk
        .getByLabel(/stembureaulijst \(110b\)/i)
        .setInputFiles(file({ stations: [{ ...first!, id: 'SB-1' }, ...rest] }));
      await clerk.getByRole('button', { name: 'Lever de lijst aan' }).click();
      await clerk.getByText('De stembureaulijst is aangeleverd').waitFor();
      await clerk.getByText('is geen nummer van alleen cijfers').waitFor();
      await sound(clerk, script, 'lijst');

      const district = await enter(await app.person('TK2027', 'HSB', 'HSB3'));
      await district.goto('/stembureaulijsten');
      await district.getByRole('heading', { level: 1, name: 'Stembureaulijsten' }).waitFor();
      await sound(district, script, 'hsb');
      await district.getByRole('link', { name: `Gemeentelijk stembureau ${place}` }).click();
      const [download] = await Promise.all([
        district.waitForEvent('download'),
        district.getByRole('link', { name: 'Haal het bestand op (110b)' }).click(),
      ]);
      expect(download.suggestedFilename()).toBe(`Stembureaus_TK2027_${place}.eml.xml`);

      const desk = await enter(await app.person(null, 'OPERATOR', 'OPERATOR'));
      await desk.goto('/stembureaulijsten');
      await sound(desk, script, 'beheer');
      await desk.getByRole('link', { name: 'De 110a en de kandidatenlijsten (230b)' }).click();
      await desk.getByRole('heading', { name: 'Kandidatenlijst aanbieden' }).waitFor();
      const candidates = candidateList('3', 'TK2027', `<!-- ${width} ${script} -->`);
      await desk
        .getByLabel('Kandidatenlijsten (230b)')
        .setInputFiles({ name: 'Kandidatenlijsten.eml.xml', mimeType: 'text/xml', buffer: candidates });
      await desk.getByRole('button', { name: 'Bied aan' }).click();
      await desk.getByText('Nog niemand kan het bestand ophalen').waitFor();
      await sound(desk, script, 'aangeboden');

      const other = await enter(await app.person(null, 'OPERATOR', 'OPERATOR'));
      await other.goto('/');
      await other.getByRole('link', { name: 'Vergelijk en bevestig' }).click();
      await other.getByLabel(/Vingerafdruk/).fill('ab'.repeat(32));
      await other.getByRole('button', { name: 'Bevestig en zet klaar' }).click();
      await other.getByText('De vingerafdruk is anders').first().waitFor();
      await sound(other, script, 'anders');
      await other.getByLabel(/Vingerafdruk/).fill(createHash('sha256').update(candidates).digest('hex'));
      await other.getByRole('button', { name: 'Bevestig en zet klaar' }).click();
      await other.getByRole('link', { name: 'De kandidatenlijsten van kieskring 3 (230b)' }).waitFor();
      await sound(other, script, 'klaar');
    },
  );
});
