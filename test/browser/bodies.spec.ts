import type { Browser } from 'playwright-core';
import { MergeOrganisations } from '../../src/bodies/merge-organisations.js';
import { SweepAuthorisations } from '../../src/people/sweep-authorisations.js';
import { writeDefinition } from '../../src/rehearsal/definition-writer.js';
import { startApp, type TestApp, type TestPerson } from '../support/app.js';
import { describeWithBrowser, launchBrowser } from '../support/browser.js';
import { aDefinition } from '../support/definition.js';
import { closeQuietly, enter, sound } from '../support/looks.js';
import { keepOrganisations } from '../support/organisations.js';
import type { Visit } from '../support/site.js';

describeWithBrowser('organisations', () => {
  let app: TestApp;
  let browser: Browser;
  let operator: TestPerson;
  const open: Visit[] = [];

  beforeAll(async () => {
    app = await startApp({ worker: false });
    app.clock.setTo(new Date('2027-01-20T10:00:00Z'));
    await keepOrganisations(app, [
      ['0037', 'municipality', 'Stadskanaal', 'college van B&W van Stadskanaal'],
      ['0505', 'municipality', 'Dordrecht', 'college van B&W van Dordrecht'],
    ]);
    await app.configure(writeDefinition(aDefinition()));
    operator = await app.person(null, 'OPERATOR', 'OPERATOR');
    await app.person('TK2027', 'GSB', '0037');
    await app.person('TK2027', 'GSB', '0505');
    await app.get(SweepAuthorisations).run();
    browser = await launchBrowser();
  });
  afterEach(() => closeQuietly(open));
  afterAll(async () => {
    await browser?.close();
    await app?.close();
  });

  it.each([
    [1280, true, '0037', 'Jet de Wit'],
    [375, false, '0505', 'Bo Çelik'],
  ])(
    'keep their contact persons and confirm them, at %i pixels, script %s',
    async (width, script, code, name) => {
      const page = await enter(open, [browser, app], await app.person(null, 'EXECUTIVE', code), {
        width,
        script,
      });
      await page.goto('/contactpersonen');
      await sound(page, script, 'contactpersonen-leeg');
      await page.getByLabel('Naam', { exact: true }).fill(name);
      await page.getByLabel('E-mailadres').fill('contact@gemeente.example');
      await page.getByLabel('de aansluitvoorschriften').check();
      await page.getByLabel('de gebruiksvoorschriften').check();
      await page.getByRole('button', { name: 'Zet op de lijst' }).click();
      await page.getByText(name).first().waitFor();
      await page.getByRole('button', { name: /^Ja, alles klopt voor/ }).click();
      await page.waitForURL('**/contactpersonen*');
      expect(await page.getByRole('button', { name: /^Ja, alles klopt voor/ }).count()).toBe(0);
      await sound(page, script, 'contactpersonen');
    },
  );

  it.each([
    [1280, true],
    [375, false],
  ])(
    'have their roles confirmed, and the inventory is one button, at %i pixels, script %s',
    async (width, script) => {
      const page = await enter(open, [browser, app], operator, { width, script });
      await page.goto('/rechten');
      await sound(page, script, 'rechten');
      await page.getByRole('link', { name: 'Alle rollen van deze stemming' }).click();
      await page.waitForURL('**/rechten/overzicht*');
      await sound(page, script, 'rechten-overzicht');
      await page.goto('/organisaties');
      await sound(page, script, 'organisaties');
    },
  );

  it.each([
    [1280, true, '2001'],
    [375, false, '2002'],
  ])('are merged, and that is taken back, at %i pixels, script %s', async (width, script, code) => {
    const into = { code, name: 'Veenstad' };
    const merger = { from: ['0037', '0505'], into, day: '2027-06-01', reason: 'wet' };
    await app.get(MergeOrganisations).run(merger, operator.actor);
    const page = await enter(open, [browser, app], operator, { width, script });
    await page.goto(`/organisaties/${code}`);
    await sound(page, script, 'samenvoeging');
    await page.getByRole('link', { name: /^Neem de samenvoeging van dinsdag 1 juni 2027 terug/ }).click();
    await page.waitForURL('**/terugnemen');
    await sound(page, script, 'samenvoeging-terugnemen');
    await page.getByLabel('Reden').fill('de verkeerde dag');
    await page.getByRole('button', { name: 'Neem de samenvoeging terug' }).click();
    await page.waitForURL('**/organisaties/0037?melding=teruggenomen');
    await page.getByText('De samenvoeging is teruggenomen').waitFor();
    await sound(page, script, 'samenvoeging-teruggenomen');
  });

  it('are confirmed by who made them: ticked one by one', async () => {
    const page = await enter(open, [browser, app], operator, { width: 1280, script: true });
    await page.goto('/rechten');
    const boxes = page.getByRole('checkbox', { name: /GSB|stembureau/i });
    const before = await boxes.count();
    expect(before).toBeGreaterThan(0);
    await boxes.first().check();
    await page.getByRole('button', { name: 'Bevestig wat is aangevinkt' }).click();
    await page.waitForURL('**/rechten?melding=*');
    expect(await page.getByRole('checkbox', { name: /GSB|stembureau/i }).count()).toBe(before - 1);
  });
});
