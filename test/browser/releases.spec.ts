import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { writeDefinition } from '../../src/rehearsal/definition-writer.js';
import { DecideRelease } from '../../src/releases/decide-release.js';
import { startApp, type TestApp, type TestPerson } from '../support/app.js';
import { axeFindings, describeWithBrowser, launchBrowser, sidewaysScroll } from '../support/browser.js';
import { aDefinition } from '../support/definition.js';
import { publishedRelease, someBytes } from '../support/releases.js';
import { visit } from '../support/site.js';
import { until } from '../support/until.js';

/** A fingerprint of no file. */
const OTHER = 'cd'.repeat(32);

describeWithBrowser('releases in a browser', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'overdracht-release-'));
  const installer = path.join(folder, 'telprogramma-3.0.0.exe');
  let app: TestApp;
  let browser: Browser;
  let anna: TestPerson;
  let bert: TestPerson;
  let clerk: TestPerson;
  let good: string;
  let gone: string;

  beforeAll(async () => {
    writeFileSync(installer, someBytes(3_000_000, 21));
    [app, browser] = await Promise.all([startApp(), launchBrowser()]);
    await app.configure(writeDefinition(aDefinition()));
    anna = await app.person(null, 'OPERATOR', 'OPERATOR');
    bert = await app.person(null, 'OPERATOR', 'OPERATOR');
    clerk = await app.person('TK2027', 'GSB', '0505');
    good = (await publishedRelease(app, [anna, bert], { version: '2.0.0' })).id;
    gone = (await publishedRelease(app, [anna, bert], { version: '1.0.0' })).id;
    await app.get(DecideRelease).withdraw(gone, 'Telt de blanco stemmen niet mee.', bert.actor);
  });
  afterAll(async () => {
    rmSync(folder, { recursive: true, force: true });
    await browser.close();
    await app.close();
  });

  async function fill(page: Page, version: string): Promise<void> {
    await page.getByLabel('Programma', { exact: true }).fill('Telprogramma');
    await page.getByLabel('Versie', { exact: true }).fill(version);
    await page.getByLabel('Platform', { exact: true }).fill('Windows');
    await page.locator('input[name=verkiezingen]').first().check();
    await page.getByLabel('Beschikbaar vanaf (dag)').fill('2026-01-01');
    await page.getByLabel('Wat is er nieuw').fill('Sneller.');
    await page.getByLabel('Deze versie is getest').check();
    await page.getByLabel('Geteste versie, bij een test').fill(version);
    await page.getByLabel('Uitslag, bij een test').fill('Voldoet.');
    await page.getByLabel('Adres van het testrapport, bij een test').fill('https://example.nl/test');
    await page.getByRole('button', { name: 'Maak het concept' }).click();
  }

  /** From draft to published, by two persons who see the same; gives the address of its public page. */
  async function publish(version: string, script: boolean): Promise<string> {
    const one = await visit(browser, app, anna, { script });
    const { page } = one;
    await page.goto('/releases');
    await page.getByRole('link', { name: 'Maak een nieuwe release' }).click();
    await page.getByRole('button', { name: 'Maak het concept' }).click();
    await page.getByRole('link', { name: 'Vul de naam van het programma in.' }).waitFor();
    await fill(page, version);
    await page.getByText('Nog niet mogelijk. Er is nog geen bestand.').waitFor();
    await page.getByLabel('Bestand', { exact: true }).setInputFiles(installer);
    await page.getByRole('button', { name: 'Voeg toe' }).click();
    await page.getByText('helemaal aangekomen').waitFor();
    await page.getByRole('button', { name: 'Keur goed' }).click();
    await page.getByText('Een tweede persoon van de Kiesraad moet dat ook doen').waitFor();
    const seen = await page.locator('[data-fingerprint]').first().getAttribute('data-fingerprint');

    const two = await visit(browser, app, bert, { script });
    await two.page.goto(page.url().replace(/\?.*/, ''));
    expect(await two.page.locator('[data-fingerprint]').first().getAttribute('data-fingerprint')).toBe(seen);
    await two.page.getByRole('button', { name: 'Keur goed' }).click();
    await two.page.getByRole('button', { name: 'Publiceer' }).click();
    await two.page.getByText('De release is gepubliceerd').waitFor();
    await two.page.getByRole('link', { name: 'Bekijk de openbare pagina' }).click();
    const [download] = await Promise.all([
      two.page.waitForEvent('download'),
      two.page.getByRole('link', { name: 'telprogramma-3.0.0.exe' }).click(),
    ]);
    expect(download.suggestedFilename()).toBe('telprogramma-3.0.0.exe');
    expect([...one.complaints, ...two.complaints]).toEqual([]);
    const address = new URL(two.page.url()).pathname;
    await Promise.all([one.close(), two.close()]);
    return address;
  }

  /** A body says that it saw another fingerprint, and hears at once what to do. */
  async function seeAnother(address: string, script: boolean): Promise<void> {
    const { page, complaints, close } = await visit(browser, app, clerk, { script });
    await page.goto(address);
    await page.getByRole('link', { name: 'Meld wat u installeerde' }).click();
    await page.getByLabel('Welke vingerafdruk zag u').fill(OTHER.match(/.{4}/g)!.join(' '));
    await page.getByRole('button', { name: 'Meld deze vingerafdruk' }).click();
    await page.getByText('Dit is niet het bestand van de Kiesraad').waitFor();
    await findOnBegin(page, /Niet installeren: dit is niet Telprogramma/);
    expect(complaints).toEqual([]);
    await close();
  }

  /** Notices come by the worker. */
  async function findOnBegin(page: Page, words: RegExp): Promise<void> {
    await until(async () => {
      await page.goto('/');
      return (await page.getByText(words).count()) > 0;
    });
  }

  it.each([true, false])(
    'goes from draft, by two persons and a body that saw another fingerprint, to withdrawn (script: %s)',
    async (script) => {
      const version = script ? '3.0.0' : '3.0.1';
      const address = await publish(version, script);
      await seeAnother(address, script);

      const { page, complaints, close } = await visit(browser, app, bert, { script });
      await findOnBegin(page, new RegExp(`Alarm: .* zag een andere vingerafdruk`));
      await page.goto(address.replace('/programmatuur', '/releases'));
      await page.getByText('1 keer is een andere vingerafdruk gezien').waitFor();
      const row = page.getByRole('row').filter({ hasText: 'Anders' });
      expect(await row.innerText()).toContain(OTHER.match(/.{4}/g)!.join(' '));
      await page.getByRole('link', { name: 'Trek de release in' }).click();
      await page.getByLabel('Reden').fill('Er is een vervalst bestand in omloop.');
      await page.getByRole('button', { name: 'Trek de release in' }).click();
      await page.getByText('De release is ingetrokken', { exact: true }).waitFor();
      await close();

      const anyone = await visit(browser, app, null, { script });
      await anyone.page.goto('/controleren');
      const listed = anyone.page.getByRole('row').filter({ hasText: `Telprogramma ${version}` });
      expect(await listed.innerText()).toContain('ingetrokken');
      if (script) {
        await anyone.page.locator('[data-ready]').waitFor();
        await anyone.page.locator('input[type=file]').setInputFiles(installer);
        await anyone.page.getByText(`Ingetrokken: Telprogramma ${version}`).waitFor();
        expect(await anyone.page.locator('[data-check-answer]').innerText()).toContain('vervalst bestand');
      }
      const gone = await anyone.page.goto(`${address}/bestanden/1`);
      expect(gone!.status()).toBe(410);
      await anyone.page.getByText('Er is een vervalst bestand in omloop.').waitFor();
      expect([...complaints, ...anyone.complaints]).toEqual([]);
      await anyone.close();
    },
  );

  it('tells whoever looks without an account that one was withdrawn, and finds the other', async () => {
    const { page, close } = await visit(browser, app, null, { script: false, width: 375 });
    await page.goto('/');
    await page.goto('/programmatuur');
    await page.getByRole('searchbox', { name: 'Zoek' }).fill('1.0.0');
    await page.keyboard.press('Enter');
    await page.getByRole('link', { name: 'Telprogramma 1.0.0' }).click();
    await page.getByText('Deze release is ingetrokken').waitFor();
    expect(await page.getByRole('link', { name: 'telprogramma-1.4.0.exe' }).count()).toBe(0);
    await close();
  });

  it('takes by keyboard what a body installed, and says loudly what is wrong', async () => {
    const { page, complaints, close } = await visit(browser, app, clerk);
    await page.goto(`/programmatuur/${good}`);
    await page.getByRole('link', { name: 'Meld wat u installeerde' }).focus();
    await page.keyboard.press('Enter');
    await page.getByLabel('Welke vingerafdruk zag u').focus();
    await page.keyboard.type('ab'.repeat(32));
    await page.keyboard.press('Enter');
    await page.getByText('Dit is niet het bestand van de Kiesraad').waitFor();
    await page.getByRole('button', { name: 'Deze vingerafdruk zag ik' }).focus();
    await page.keyboard.press('Enter');
    await page.getByText('Uw installatie klopt', { exact: true }).waitFor();
    expect(complaints).toEqual([]);
    await close();
  });

  it.each([1280, 375])(
    'has no page at %s px that axe finds fault with or that must be scrolled sideways',
    async (width) => {
      const shots = process.env['SHOTS'];
      const look = async (who: TestPerson | null, addresses: readonly string[]) => {
        const { page, close } = await visit(browser, app, who, { width });
        for (const address of addresses) {
          await page.goto(address);
          if (shots)
            await page.screenshot({
              path: path.join(
                shots,
                `${width}-${who?.actor.hat.body.level ?? 'public'}${address.replaceAll(/[/]/g, '_')}.png`,
              ),
              fullPage: true,
            });
          expect([address, await axeFindings(page)]).toEqual([address, []]);
          expect([address, await sidewaysScroll(page)]).toEqual([address, 0]);
        }
        await close();
      };
      await look(null, ['/programmatuur', `/programmatuur/${good}`, `/programmatuur/${gone}`]);
      await look(clerk, [`/programmatuur/${good}/installatie`]);
      await look(anna, [
        '/releases',
        '/releases/nieuw',
        `/releases/${good}`,
        `/releases/${good}/intrekken`,
        `/releases/${gone}`,
      ]);
    },
  );
});
