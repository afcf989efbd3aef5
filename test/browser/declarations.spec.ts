import type { Browser } from 'playwright-core';
import { KeepModel, markOf } from '../../src/declarations/keep-model.js';
import { writeDefinition } from '../../src/rehearsal/definition-writer.js';
import { startApp, type TestApp, type TestPerson } from '../support/app.js';
import { describeWithBrowser, launchBrowser } from '../support/browser.js';
import { MODEL, publishModel } from '../support/declarations.js';
import { aCouncilDefinition } from '../support/definition.js';
import { Keyboard } from '../support/keyboard.js';
import { closeQuietly, enter, sound } from '../support/looks.js';
import { keepOrganisations } from '../support/organisations.js';
import { PLAIN, writePdf } from '../support/pdf/pdf-writer.js';
import { visit, type Visit } from '../support/site.js';

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

  const LOOKS = [
    [1280, true],
    [375, true],
    [375, false],
  ] as const;
  const pdf = { name: 'verklaring.pdf', mimeType: 'application/pdf', buffer: writePdf(PLAIN) };

  it.each(LOOKS)('is handed in as a PDF, by mandate, at %i pixels, script %s', async (width, script) => {
    const clerk = await app.person(null, 'EXECUTIVE', '0037');
    const page = await enter(open, [browser, app], clerk, { width, script });
    await page.goto('/verklaring/mandaten');
    await sound(page, script, 'mandaten');
    await page.getByLabel('Tot en met welke dag geldt het?').fill('2020-01-01');
    await page.getByRole('button', { name: 'Voeg toe' }).click();
    await page.getByText('Kies het bestand.').first().waitFor();
    expect(await page.locator('#tot-fout').textContent()).toContain('al voorbij');
    await sound(page, script, 'mandaten-fout');
    await page.getByLabel('Wie kreeg het mandaat?').selectOption({ label: clerk.actor.name });
    await page.getByLabel('Tot en met welke dag geldt het?').fill('2027-03-20');
    await page.getByLabel('Het mandaat', { exact: true }).setInputFiles(pdf);
    await page.getByRole('button', { name: 'Voeg toe' }).click();
    await page.getByText('Het mandaat is toegevoegd').waitFor();
    await sound(page, script, 'mandaten-een');
    const revoke = page.getByRole('link', { name: `Trek in mandaat van ${clerk.actor.name}` });
    await revoke.click();
    await page.getByText('Wat al is verklaard, blijft gelden').waitFor();
    await sound(page, script, 'mandaat-intrekken');
    await page.getByRole('link', { name: 'Annuleren' }).click();
    await revoke.waitFor();

    await page.goto(`/verklaring/${DAY}/inleveren`);
    await sound(page, script, 'inleveren');
    await page.getByRole('button', { name: 'Lever in' }).click();
    await page.getByText('Kies namens wie u verklaart.').first().waitFor();
    await sound(page, script, 'inleveren-fout');
    await page.getByLabel('voldoet', { exact: true }).check();
    await page.getByLabel('Op welke dag is het onderzoek gedaan?').fill('2027-03-01');
    await page.getByLabel('Op welke dag is de verklaring vastgesteld?').fill('2027-03-02');
    await page.getByLabel(/^Ik verklaar namens het college/).check();
    await page.getByLabel('Op papier').check();
    await page.getByLabel('De verklaring', { exact: true }).setInputFiles(pdf);
    await page.getByRole('button', { name: 'Lever in' }).click();
    await page.waitForURL(`**/verklaring/${DAY}?*`);
    await page.getByText('namens het college van B&W van Stadskanaal, met een mandaat').waitFor();
    await sound(page, script, 'ingeleverd');
    await page.getByRole('link', { name: 'Bekijk hoe de PDF is gecontroleerd' }).click();
    await page.getByText('scan, niet digitaal ondertekend').waitFor();
    await sound(page, script, 'controles');

    const anybody = await visit(browser, app, null, { width, script });
    open.push(anybody);
    await anybody.page.goto(`/afgelegde-verklaringen?dag=${DAY}`);
    await anybody.page.getByText('Stadskanaal').first().waitFor();
    await sound(anybody.page, script, 'openbaar');
    await anybody.page.goto('/afgelegde-verklaringen?dag=2027-04-01');
    await sound(anybody.page, script, 'openbaar-leeg');
  });

  it.each(LOOKS)(
    'has a model that the Kiesraad edits, also while a colleague does, at %i pixels, script %s',
    async (width, script) => {
      const page = await enter(open, [browser, app], operator, { width, script });
      await page.goto(`/verklaringen/${DAY}/model`);
      await sound(page, script, 'model');
      const closing = `Uitkomst op ${width} ${String(script)}.`;
      await page.getByLabel('Slotverklaring').fill(closing);
      const keep = app.get(KeepModel);
      const [before] = (await keep.show(DAY)).models;
      const theirs = { ...MODEL, closing: `Van een collega, ${width} ${String(script)}.` };
      await keep.write(DAY, markOf(before), theirs, operator.actor);
      const save = page.getByRole('button', { name: 'Bewaar en bekijk' }).first();
      await save.click();
      await page.getByText('Het model is intussen gewijzigd', { exact: true }).waitFor();
      await page.getByText(`Nu bewaard: ${theirs.closing}`).waitFor();
      expect(await page.getByLabel('Slotverklaring').inputValue()).toBe(closing);
      await sound(page, script, 'model-gewijzigd');
      await save.click();
      await page.getByRole('button', { name: 'Publiceer het model' }).waitFor();
      await page.getByText(closing).waitFor();
      await sound(page, script, 'model-publiceren');
    },
  );

  it.each(LOOKS)('has a webhook, by keyboard alone, at %i pixels, script %s', async (width, script) => {
    const clerk = await app.person(null, 'EXECUTIVE', '0505');
    const page = await enter(open, [browser, app], clerk, { width, script });
    const keys = new Keyboard(page);
    const press = (name: string) => keys.press(page.getByRole('button', { name }));
    /** Follows the link to what is asked first, and then does it. */
    const agree = async (name: string, shot: string) => {
      await keys.press(page.getByRole('link', { name }));
      await page.getByRole('link', { name: 'Annuleren' }).waitFor();
      await sound(page, script, shot);
      await press(name);
    };
    await page.goto('/mensen/webhook');
    await sound(page, script, 'webhook-leeg');
    await keys.type(page.getByLabel('Adres van uw programma'), 'https://127.0.0.1/ontvang');
    await press('Bewaar adres');
    await page.locator('#adres-fout').waitFor();
    expect(await page.getByLabel('Adres van uw programma').inputValue()).toBe('https://127.0.0.1/ontvang');
    await sound(page, script, 'webhook-fout');
    await keys.type(page.getByLabel('Adres van uw programma'), 'https://gemeente.example:8443/ontvang');
    await press('Bewaar adres');
    await page.getByText('Kies een adres op poort 443').first().waitFor();
    await sound(page, script, 'webhook-poort');
    await keys.type(page.getByLabel('Adres van uw programma'), 'https://gemeente.example/ontvang');
    await press('Bewaar adres');
    await page.getByText('Dit is het geheim van uw webhook').waitFor();
    const secret = await page.locator('code', { hasText: 'whsec_' }).innerText();
    await sound(page, script, 'webhook-geheim');
    await press('Stuur een proefbericht');
    await page.getByText('Het proefbericht gaat nu uit').waitFor();
    expect(await page.content()).not.toContain(secret);
    await sound(page, script, 'webhook-proef');
    await agree('Maak een nieuw geheim', 'webhook-nieuw-geheim');
    await page.getByText('Het vorige geheim is nog geldig tot').waitFor();
    expect(await page.locator('code', { hasText: 'whsec_' }).innerText()).not.toBe(secret);
    await agree('Verwijder de webhook', 'webhook-verwijderen');
    await page.getByText('De webhook is verwijderd').waitFor();
    await sound(page, script, 'webhook-weg');
  });

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
