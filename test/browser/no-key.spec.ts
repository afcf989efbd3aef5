import type { Browser, Page } from 'playwright-core';
import { startApp, type TestApp, type TestPerson } from '../support/app.js';
import { describeWithBrowser, launchBrowser } from '../support/browser.js';
import { tkCount } from '../support/counts.js';
import { Keyboard } from '../support/keyboard.js';
import { madePackage, packageParts } from '../support/packages.js';
import { arrival, castOf, type Cast } from '../support/routing.js';
import { closeQuietly, enter, sound } from '../support/looks.js';
import type { Visit } from '../support/site.js';
import { comparedOn, configureTk } from '../support/uploads.js';

describeWithBrowser('a committee without a key', () => {
  let app: TestApp;
  let browser: Browser;
  let cast: Cast;
  const open: Visit[] = [];

  beforeAll(async () => {
    app = await startApp();
    await configureTk(app);
    cast = await castOf(app);
    browser = await launchBrowser();
  });
  afterEach(async () => {
    await closeQuietly(open);
    await app.sql("UPDATE submission SET state = 'abandoned' WHERE state <> 'refused'");
    await app.sql("DELETE FROM fallback_request WHERE state = 'asked'");
    await app.sql("UPDATE fallback_request SET state = 'expired' WHERE state = 'allowed'");
  });
  afterAll(async () => {
    await browser?.close();
    await app?.close();
  });

  it.each([
    [1280, true],
    [375, true],
    [375, false],
  ])('asks, is allowed, delivers and is acknowledged, at %i pixels, script %s', async (width, script) => {
    const as = (who: TestPerson) => enter(open, [browser, app], who, { width, script });
    const desk = await as(cast.operator);
    await desk.goto('/dienst');
    await sound(desk, script, 'dienst');
    await desk.getByLabel(/^Naam/).fill('Jet de Wit');
    await desk.getByLabel(/^Telefoonnummer/).fill('06-11111111');
    await desk.getByLabel(/^Tot hoe laat/).fill('straks');
    await desk.getByRole('button', { name: 'Zet op het rooster' }).click();
    await desk.getByText('en een tijd zoals 21:15.').first().waitFor();
    await sound(desk, script, 'dienst-fout');

    const committee = await as(cast.assen);
    await committee.goto('/leveringen/nieuw');
    await new Keyboard(committee).press(committee.getByRole('link', { name: 'Ik heb geen sleutel meer' }));
    await committee.getByRole('heading', { level: 1, name: 'Leveren zonder sleutel' }).waitFor();
    await committee.getByLabel(/^Wat is er gebeurd/).fill('De laptop met de sleutel start niet meer.');
    await sound(committee, script, 'vragen');
    await new Keyboard(committee).press(committee.getByRole('button', { name: 'Ik heb geen sleutel meer' }));
    await committee.getByText('Uw vraag is verstuurd').waitFor();
    await sound(committee, script, 'gevraagd');

    await desk.goto('/');
    await desk
      .getByText(/^Geen sleutel meer:/)
      .first()
      .waitFor();
    await sound(desk, script, 'begin');
    await new Keyboard(desk).press(desk.getByRole('link', { name: 'Beslis' }).first());
    await desk.getByLabel(/^Op grond van welk artikel/).fill('artikel 9 van de gebruiksvoorschriften');
    await sound(desk, script, 'beslissen');
    await desk.getByRole('button', { name: 'Toestaan', exact: true }).focus();
    await desk.keyboard.press('Enter');
    await desk.getByText('U stond één levering toe').waitFor();
    await sound(desk, script, 'toegestaan');

    const count = tkCount({ created: `2027-03-18T0${script ? 1 : 2}:${width === 375 ? 10 : 20}:00` });
    const [eml] = (await packageParts({ count })).inner;
    const { fingerprint } = (await madePackage({ count })).pair!;
    await committee.goto('/leveringen/nieuw');
    await committee.getByText('U mag één keer zonder handtekening leveren').waitFor();
    await sound(committee, script, 'nieuw');
    const chosen = { name: String(eml.name), mimeType: 'application/xml', buffer: Buffer.from(eml.data) };
    await committee.locator('input[type=file]').setInputFiles(chosen);
    await committee.getByRole('button', { name: 'Versturen en controleren' }).click();
    await committee.getByText('U bent nog niet klaar').first().waitFor();
    await committee.getByText('Dit bestand is niet ondertekend').first().waitFor();
    await sound(committee, script, 'gecontroleerd');
    await compare(committee, fingerprint);
    await committee.getByRole('button', { name: 'Indienen', exact: true }).click();
    await committee.getByRole('heading', { level: 1, name: /^Ontvangstbewijs/ }).waitFor();
    await committee.getByText('Dit bestand is niet ondertekend').first().waitFor();
    await sound(committee, script, 'ontvangstbewijs');

    const { id } = await arrival(app, cast.hsb, fingerprint);
    const receiver = await as(cast.hsb);
    await receiver.goto('/ontvangen');
    await receiver.getByText('niet ondertekend').first().waitFor();
    await sound(receiver, script, 'ontvangen');
    await receiver.goto(`/ontvangen/${id}`);
    await receiver.getByText('Dit bestand is niet ondertekend').first().waitFor();
    expect(await receiver.getByRole('button', { name: 'Ontvangst bevestigen' }).count()).toBe(0);
    await sound(receiver, script, 'levering');
    await compare(receiver, fingerprint);
    await receiver
      .getByRole('button', { name: /gelijk|vergelijk/i })
      .first()
      .click();
    await receiver.getByText('De vingerafdruk is gelijk').first().waitFor();
    await new Keyboard(receiver).press(receiver.getByRole('button', { name: 'Ontvangst bevestigen' }));
    await receiver.getByText('U hebt de ontvangst bevestigd').waitFor();
    await sound(receiver, script, 'bevestigd');
  });

  /** Types the groups that the page asks for and ticks its rows. */
  async function compare(page: Page, fingerprint: string): Promise<void> {
    for (const [name, value] of Object.entries(comparedOn(await page.content(), fingerprint))) {
      const field = page.locator(`[name="${name}"]`).first();
      if (name.startsWith('rij')) await field.check();
      else await field.fill(value);
    }
  }
});
