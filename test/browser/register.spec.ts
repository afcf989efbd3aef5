import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { writeDefinition } from '../../src/rehearsal/definition-writer.js';
import { writePdf } from '../../src/rehearsal/pdf-writer.js';
import { startApp, type TestApp, type TestPerson } from '../support/app.js';
import { axeFindings, describeWithBrowser, launchBrowser, sidewaysScroll } from '../support/browser.js';
import { aDefinition } from '../support/definition.js';
import { Keyboard } from '../support/keyboard.js';
import { visit } from '../support/site.js';

/** The candidates of the election are put forward on 1 February 2027, and the vote is on 17 March. */
const BEFORE = new Date('2027-01-25T10:00:00Z');
const AFTER = new Date('2027-02-01T23:00:00Z');

describeWithBrowser('the publication register in a browser', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'overdracht-register-'));
  const report = path.join(folder, 'toets 2027.pdf');
  let app: TestApp;
  let browser: Browser;
  let anna: TestPerson;

  beforeAll(async () => {
    writeFileSync(report, writePdf('Uitkomsten van de toets', ['Voldoet.']));
    [app, browser] = await Promise.all([startApp(), launchBrowser()]);
    await app.configure(writeDefinition(aDefinition()));
    app.clock.setTo(BEFORE);
    anna = await app.person(null, 'OPERATOR', 'OPERATOR');
  });
  afterAll(async () => {
    await browser?.close();
    await app?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const choose = async (page: Page, document: string) => {
    await page.goto('/register');
    await page.getByRole('link', { name: 'Tweede Kamer 2027' }).click();
    await page.getByRole('link', { name: document }).click();
  };
  const save = async (page: Page) => {
    await page.getByRole('button', { name: 'Vastleggen' }).click();
    await page.getByText('Iedereen ziet dit nu bij Publicaties').waitFor();
  };
  const rowOf = (page: Page, document: string) =>
    page.getByRole('row').filter({ has: page.getByRole('rowheader', { name: document }) });

  it.each([
    [true, ['Uitkomsten van de toets', 'Modellen voor de processen-verbaal', 'Uitvoeringsplan']],
    [false, ['Specificatie en de uitkomst van haar toets', 'Gebruiksvoorschriften', 'Samenwerkingsprotocol']],
  ] as const)('takes a file, what still holds and what is withheld (script: %s)', async (script, kinds) => {
    const { page, complaints, close } = await visit(browser, app, anna, { script });
    const [file, inForce, withheld] = kinds;
    await choose(page, file);
    await page.getByRole('button', { name: 'Vastleggen' }).click();
    await page.getByRole('link', { name: 'Kies wat u wilt vastleggen.' }).waitFor();
    await page.getByLabel('Het bestand hier publiceren').check();
    await page.getByLabel('Bestand, als u het hier publiceert').setInputFiles(report);
    await save(page);

    await choose(page, inForce);
    await page.getByLabel('Een eerdere versie geldt nog').check();
    await page.getByLabel('Versie, als die nog geldt').fill('van 2025');
    await page.getByRole('button', { name: 'Vastleggen' }).click();
    await page.getByRole('link', { name: 'Vul het nummer van de Staatscourant in.' }).waitFor();
    expect(await page.getByLabel('Versie, als die nog geldt').inputValue()).toBe('van 2025');
    await page.getByLabel('Nummer van de Staatscourant').fill('2025, 26913');
    await save(page);

    await choose(page, withheld);
    await page.getByLabel('Het wordt niet openbaar').check();
    await page.getByLabel('Reden, als het niet openbaar wordt').fill('Het laat zien hoe het is beveiligd.');
    await save(page);
    expect(await page.getByRole('row').last().innerText()).toContain(anna.actor.name);

    await page.getByRole('link', { name: 'Tweede Kamer 2027' }).click();
    expect(await rowOf(page, file).innerText()).toMatch(/gepubliceerd[^]*OPERATOR/);
    expect(await rowOf(page, inForce).innerText()).toContain('geldt nog');
    expect(await rowOf(page, withheld).innerText()).toContain('niet openbaar');
    expect(complaints).toEqual([]);
    await close();
  });

  it('takes a day that no file gives, which gives another its last day', async () => {
    const { page, close } = await visit(browser, app, anna, { script: false });
    await page.goto('/register/TK2027');
    expect(await rowOf(page, 'Meldingen').innerText()).toContain('op de dag van de uitslagvaststelling');
    await page.getByLabel('Dag van de uitslagvaststelling').fill('2027-03-26');
    await page.getByRole('button', { name: 'Datums opslaan' }).click();
    await page.getByText('De datums zijn opgeslagen').waitFor();
    expect(await rowOf(page, 'Meldingen').innerText()).toContain('vrijdag 26 maart 2027');
    await close();
  });

  it('takes by keyboard what a page says that was open when its day went by, and calls it late', async () => {
    const { page, close } = await visit(browser, app, anna);
    await page.goto('/');
    await page.getByText(/Maak \d+ documenten openbaar: Tweede Kamer 2027/).waitFor();
    await page.goto('/register/TK2027/broncode');
    await page.getByText('nog niet gepubliceerd').waitFor();
    app.clock.setTo(AFTER);
    const keyboard = new Keyboard(page);
    await keyboard.tick(page.getByLabel('Het bestand hier publiceren'));
    await page.keyboard.press('ArrowDown');
    expect(await page.getByLabel('Het staat elders').isChecked()).toBe(true);
    await keyboard.type(page.getByLabel('Adres, als het elders staat'), 'https://kiesraad.example/bron');
    await keyboard.press(page.getByRole('button', { name: 'Vastleggen' }));
    await page.getByText('Iedereen ziet dit nu bij Publicaties').waitFor();
    await page.getByText('gepubliceerd, te laat').waitFor();
    await page.goto('/');
    await page.getByText(/\d+ documenten te laat: Tweede Kamer 2027/).waitFor();
    await close();
  });

  it('is found by a journalist from the front page, what is late first', async () => {
    const { page, complaints, close } = await visit(browser, app, null, { script: false, width: 375 });
    await page.goto('/');
    await page.getByRole('main').getByRole('link', { name: 'Openbare stukken' }).click();
    const heads = await page.getByRole('heading', { level: 3 }).allInnerTexts();
    expect(heads).toEqual(['Te laat', 'Vastgelegd', 'Kan nog wachten', 'Kalender']);
    await page.getByRole('link', { name: 'Te laat' }).click();
    expect(page.url()).toContain('#TK2027-late');
    expect(await rowOf(page, 'Instructies').innerText()).toContain('ontbreekt, te laat');
    await page.getByRole('searchbox', { name: 'Zoek een document' }).fill('staatscourant 26913');
    await page.keyboard.press('Enter');
    await page.getByText('Niets gevonden').waitFor();
    await page.getByRole('searchbox', { name: 'Zoek een document' }).fill('toets 2027.pdf');
    await page.keyboard.press('Enter');
    expect(await page.getByText(anna.actor.name).count()).toBe(0);
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name: 'toets 2027.pdf' }).first().click(),
    ]);
    expect(readFileSync(await download.path()).equals(readFileSync(report))).toBe(true);
    const [calendar] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name: 'Kalender downloaden (ICS)' }).click(),
    ]);
    expect(readFileSync(await calendar.path(), 'utf8')).toMatch(
      /^BEGIN:VCALENDAR[^]*DTSTART;VALUE=DATE:20270326/,
    );
    expect(complaints).toEqual([]);
    await close();
  });

  it.each([1280, 375])(
    'has no page at %s px that axe faults or that must be scrolled sideways',
    async (width) => {
      const shots = process.env['SHOTS'];
      const look = async (who: TestPerson | null, addresses: readonly string[]) => {
        const { page, close } = await visit(browser, app, who, { width });
        for (const address of addresses) {
          await page.goto(address);
          if (shots) {
            const name = `${width}-${who === null ? 'public' : 'kiesraad'}${address.replaceAll(/[/?]/g, '_')}.png`;
            await page.screenshot({ path: path.join(shots, name), fullPage: true });
          }
          expect([address, await axeFindings(page, 'all')]).toEqual([address, []]);
          expect([address, await sidewaysScroll(page)]).toEqual([address, 0]);
        }
        await close();
      };
      await look(null, ['/', '/publicaties', '/publicaties?zoek=toets']);
      await look(anna, ['/register', '/register/TK2027', '/register/TK2027/toets']);
    },
  );
});
