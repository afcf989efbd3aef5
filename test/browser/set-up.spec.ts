import { createHash } from 'node:crypto';
import type { Browser } from 'playwright-core';
import { writeDefinition } from '../../src/rehearsal/definition-writer.js';
import { startApp, type TestApp, type TestPerson } from '../support/app.js';
import { describeWithBrowser, launchBrowser } from '../support/browser.js';
import { aCouncilDefinition, aDefinition, aRegion } from '../support/definition.js';
import { closeQuietly, enter, sound } from '../support/looks.js';
import type { Visit } from '../support/site.js';

describeWithBrowser('an election', () => {
  let app: TestApp;
  let browser: Browser;
  const open: Visit[] = [];

  beforeAll(async () => {
    app = await startApp({ worker: false });
    browser = await launchBrowser();
  });
  afterEach(() => closeQuietly(open));
  afterAll(async () => {
    await browser?.close();
    await app?.close();
  });

  it.each([
    [1280, true, 'TK2027'],
    [375, false, 'TK2028'],
  ])('is set up by two and decided of, at %i pixels, script %s', async (width, script, id) => {
    const as = (who: TestPerson) => enter(open, [browser, app], who, { width, script });
    const bytes = Buffer.from(writeDefinition(aDefinition({ id, name: `Tweede Kamer ${id}` })));
    const first = await as(await app.person(null, 'OPERATOR', 'OPERATOR'));
    await first.goto('/verkiezingen');
    await first
      .getByLabel('Verkiezingsdefinitie')
      .setInputFiles({ name: 'Verkiezingsdefinitie.eml.xml', mimeType: 'text/xml', buffer: bytes });
    await first.getByRole('button', { name: 'Controleer de definitie' }).click();
    await sound(first, script, 'klopt-dit');
    await first.getByRole('button', { name: 'Bied de verkiezing aan' }).click();
    await first.getByText('Aangeboden. Het is nog niet klaar.').waitFor();
    await sound(first, script, 'concept');

    const second = await as(await app.person(null, 'OPERATOR', 'OPERATOR'));
    await second.goto('/verkiezingen');
    await sound(second, script, 'wacht');
    await second.getByRole('link', { name: `Tweede Kamer ${id}` }).click();
    await second.getByLabel(/^Vingerafdruk/).fill('a00f');
    await second.getByRole('button', { name: 'Bevestig en richt in' }).click();
    await second.getByText('Een vingerafdruk heeft 64 cijfers').first().waitFor();
    await sound(second, script, 'anders');
    await second.getByLabel(/^Vingerafdruk/).fill(createHash('sha256').update(bytes).digest('hex'));
    await second.getByRole('button', { name: 'Bevestig en richt in' }).click();
    await second.getByText('De verkiezing is ingericht.').waitFor();

    await second.getByRole('link', { name: 'Besluiten' }).click();
    await second.getByLabel('Bonaire').check();
    await second.getByLabel('Waarom?').fill('besluit 12');
    await sound(second, script, 'besluiten');
    await second.getByRole('button', { name: 'Leg het besluit vast' }).click();
    await second.getByText('Vastgelegd. Het geldt nog niet.').waitFor();
    await first.goto(`/verkiezingen/${id}/besluiten`);
    await sound(first, script, 'besluit-wacht');
    await first.getByRole('button', { name: 'Bevestig het besluit' }).click();
    await first.getByText('Het besluit is bevestigd en geldt.').waitFor();
    await first.goto('/verkiezingen/samen');
    await sound(first, script, 'samen');

    const council = (year: number) =>
      Buffer.from(
        writeDefinition(
          aCouncilDefinition({
            id: `GR${year}_Assen${width}`,
            name: `Gemeenteraad Assen ${year}`,
            domain: { code: '0106', name: 'Assen' },
            regions: [aRegion('GEMEENTE', 106, 'Assen')],
            registeredParties: ['Lijst Een', 'Assen Vooruit'],
          }),
        ),
      );
    await app.configure(council(2027).toString());
    await first.goto('/verkiezingen/samen');
    await first
      .getByLabel('Verkiezingsdefinities (110a)')
      .setInputFiles({ name: 'assen.eml.xml', mimeType: 'text/xml', buffer: council(2030) });
    await first.getByLabel(/laat elk centraal stembureau/).check();
    await first.getByRole('button', { name: 'Bied aan' }).click();
    await first.getByText('1 van de 1 aangeboden').first().waitFor();
    await first.goto(`/verkiezingen/GR2030_Assen${width}/definitie`);
    await sound(first, script, 'eigen-aangeboden');
    const own = await as(await app.person(`GR2027_Assen${width}`, 'CSB', 'CSB', 'member'));
    await own.goto('/');
    await sound(own, script, 'eigen-begin');
    await own.getByRole('link', { name: 'Bekijk en bevestig' }).click();
    await sound(own, script, 'eigen-klopt-dit');
    await own
      .getByLabel('Of kies uw eigen bestand')
      .setInputFiles({ name: 'assen.eml.xml', mimeType: 'text/xml', buffer: council(2030) });
    await own.getByRole('button', { name: 'Vergelijk' }).click();
    await sound(own, script, 'eigen-gelijk');
    await own.getByRole('button', { name: 'Bevestig de definitie' }).click();
    await own.getByText('U hoeft niets meer te doen').waitFor();
    await sound(own, script, 'eigen-klaar');

    const clerk = await as(await app.person(id, 'GSB', '0505'));
    await clerk.goto('/buiten-beschouwing');
    await sound(clerk, script, 'buiten-beschouwing');
    await clerk.getByLabel('De programmatuur werkte niet betrouwbaar').check();
    await clerk.getByLabel('Dat kon niet op tijd worden hersteld').check();
    await clerk.getByLabel('Wat ging er mis?').fill('de teller telde dubbel');
    await clerk.getByRole('button', { name: 'Laat de uitkomst buiten beschouwing' }).click();
    await clerk.getByText('Vastgelegd. De Kiesraad en de ontvangers krijgen bericht.').waitFor();
    await sound(clerk, script, 'opzij');
  });
});
