import type { Browser } from 'playwright-core';
import { startApp, type TestApp, type TestPerson } from '../support/app.js';
import { describeWithBrowser, launchBrowser } from '../support/browser.js';
import { tkCount } from '../support/counts.js';
import { decideLane } from '../support/lane.js';
import { closeQuietly, enter, sound } from '../support/looks.js';
import { madePackage } from '../support/packages.js';
import { castOf, type Cast } from '../support/routing.js';
import type { Visit } from '../support/site.js';
import { configureTk } from '../support/uploads.js';

describeWithBrowser('verifying how a real election is set up', () => {
  let app: TestApp;
  let browser: Browser;
  let cast: Cast;
  const open: Visit[] = [];

  beforeAll(async () => {
    app = await startApp({ worker: false });
    app.clock.setTo(new Date('2027-03-10T10:00:00+01:00'));
    await configureTk(app);
    await decideLane(app.db, 'TK2027', null);
    cast = await castOf(app);
    browser = await launchBrowser();
  });
  afterEach(() => closeQuietly(open));
  afterAll(async () => {
    await browser?.close();
    await app?.close();
  });

  it.each([
    [1280, true],
    [375, true],
    [375, false],
  ])('is done by a committee and seen by the Kiesraad at %i pixels, script %s', async (width, script) => {
    const as = (who: TestPerson) => enter(open, [browser, app], who, { width, script });
    const clerk = await as(cast.assen);
    await clerk.goto('/leveringen/nieuw');
    await clerk.getByText('Echt leveren kan nog niet').waitFor();
    await sound(clerk, script, 'nog-niet');
    await clerk.getByRole('link', { name: 'uw gegevens controleren en een proeflevering doen' }).click();
    await clerk.getByRole('heading', { level: 1, name: 'Controleer de inrichting' }).waitFor();

    // not all of it is answered
    await clerk.getByRole('button', { name: 'Verstuur uw antwoorden' }).click();
    await clerk.getByText('Kies of dit klopt: uw orgaan.').first().waitFor();
    expect(await clerk.textContent('main')).not.toContain('Deze proeftelling');
    await sound(clerk, script, 'niet-af');
    const right = await clerk.getByLabel('Dit klopt', { exact: true }).all();
    for (const each of right) await each.check();
    await clerk.getByLabel('Dit klopt niet').last().check();
    await clerk
      .getByLabel(/^Wat klopt er niet/)
      .last()
      .fill('Er is nog niemand: neem M. de Vries.');
    await clerk.getByRole('button', { name: 'Verstuur uw antwoorden' }).click();
    await clerk.getByText('De Kiesraad heeft bericht over wat er niet klopt.').waitFor();
    await clerk.getByText('Fout gemeld').waitFor();

    const second = `${width % 60}`.padStart(2, '0');
    const made = await madePackage({
      count: tkCount({ created: `2027-03-09T10:${script ? '01' : '02'}:${second}` }),
    });
    const choose = async (name: string, bytes: Uint8Array) => {
      await clerk
        .getByLabel(/^Proeftelling/)
        .setInputFiles([{ name, mimeType: 'application/zip', buffer: Buffer.from(bytes) }]);
      await clerk.getByRole('button', { name: 'Doe de proeflevering' }).click();
    };
    await choose('proces-verbaal.pdf', Buffer.from('%PDF-1.7 geen telling'));
    await clerk.getByText('Deze proeftelling zou worden geweigerd').first().waitFor();
    await sound(clerk, script, 'geweigerd');
    await choose(made.name, made.bytes);
    await clerk.getByText('De proeflevering is gelukt').waitFor();
    await clerk.getByText('Proef: telt niet mee').first().waitFor();
    await sound(clerk, script, 'gelukt');

    const district = await as(cast.hsb);
    await district.goto('/inrichting');
    await district.getByRole('heading', { name: 'Proefleveringen van anderen' }).waitFor();
    await sound(district, script, 'ontvanger');

    const desk = await as(cast.operator);
    await desk.goto('/verkiezingen/TK2027');
    await desk.getByRole('link', { name: 'Wie de inrichting controleerde, en wie een fout meldde' }).click();
    await desk.getByText('Er is nog niemand: neem M. de Vries.').waitFor();
    await sound(desk, script, 'kiesraad');
  });
});
