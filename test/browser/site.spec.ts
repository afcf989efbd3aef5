import { readFileSync } from 'node:fs';
import type { Browser, Page } from 'playwright-core';
import { startApp, type TestApp, type TestPerson } from '../support/app.js';
import { axeFindings, describeWithBrowser, launchBrowser, sidewaysScroll } from '../support/browser.js';
import { grCount } from '../support/counts.js';
import { Keyboard } from '../support/keyboard.js';
import { HOSTILE, madePackage, packageParts, type TestPackage } from '../support/packages.js';
import { arrival, eventually } from '../support/routing.js';
import {
  clerkOf,
  configureTowns,
  countOf,
  pdfFacts,
  visit,
  type Town,
  type Visit,
  type VisitOptions,
} from '../support/site.js';
import { approveKey, configureGr } from '../support/uploads.js';

describeWithBrowser('the site as its users meet it', () => {
  let app: TestApp;
  let browser: Browser;
  let operator: TestPerson;
  let hsb: TestPerson;
  let open: Visit[];

  beforeAll(async () => {
    app = await startApp();
    await configureTowns(app);
    operator = await app.person(null, 'OPERATOR', 'OPERATOR');
    hsb = await app.person('TK2027', 'HSB', 'HSB3');
    browser = await launchBrowser();
  });
  afterAll(async () => {
    await browser?.close();
    await app?.close();
  });
  beforeEach(() => {
    open = [];
  });
  afterEach(async () => {
    const complaints = open.flatMap((visited) => visited.complaints);
    for (const visited of open) await visited.close();
    expect(complaints).toEqual([]);
  });

  async function enter(person: TestPerson, options?: VisitOptions): Promise<Page> {
    const visited = await visit(browser, app, person, options);
    open.push(visited);
    return visited.page;
  }

  const clerk = (town: Town) => clerkOf(app, town, operator);
  const fileOf = ({ name, bytes }: Pick<TestPackage, 'name' | 'bytes'>) => ({
    name,
    mimeType: 'application/zip',
    buffer: Buffer.from(bytes),
  });
  const title = (page: Page) => page.getByRole('heading', { level: 1 }).textContent();

  /** Step 1: from wherever one is to the verdict. */
  async function send(page: Page, made: Pick<TestPackage, 'name' | 'bytes'>): Promise<void> {
    await page.getByRole('link', { name: 'Leveringen', exact: true }).first().click();
    await page.getByRole('link', { name: 'Telbestand leveren' }).click();
    await page.setInputFiles('#bestand', fileOf(made));
    await page.getByRole('button', { name: 'Versturen en controleren' }).click();
    await page.waitForURL(/\/leveringen\/[0-9a-f-]{36}$/);
  }

  /** Compares with paper as a person does: types the groups that are asked for, and ticks each row. */
  async function typeOver(page: Page, fingerprint: string): Promise<void> {
    for (const field of await page.locator('.fingerprint-input__groups input').all()) {
      const group = Number((await field.getAttribute('name'))!.slice(5));
      await field.fill(fingerprint.slice((group - 1) * 4, group * 4).toUpperCase());
    }
    for (const row of [1, 2, 3]) await page.check(`#rij${row}`);
  }

  async function submit(page: Page): Promise<void> {
    await page.getByRole('button', { name: 'Indienen', exact: true }).click();
    await page.waitForURL('**/ontvangstbewijs');
  }

  async function saved(page: Page, link: RegExp): Promise<Buffer> {
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name: link }).click(),
    ]);
    return readFileSync(await download.path());
  }

  describe.each<[string, Town, boolean]>([
    ['with script', 'Assen', true],
    ['without script', 'Coevorden', false],
  ])('a count, %s', (_, town, script) => {
    it('goes from file to receipt, is fetched byte for byte, and its fates come back', async () => {
      const made = await countOf(town);
      const { fingerprint } = made.pair!;
      const sender = await clerk(town);
      const here = await enter(sender, { script });
      expect(await here.textContent('main')).toContain('Nog te leveren: Telling (510b)');
      await send(here, made);
      expect(await here.textContent('main')).toContain('Het bestand is in orde');
      expect(await here.textContent('main')).toContain(`Gemeentelijk stembureau ${town}`);
      await typeOver(here, fingerprint);
      await submit(here);
      const receipt = (await here.textContent('article'))!;
      for (const text of ['OEFENING', 'Ontvangstbewijs', 'alle 64 tekens zijn gelijk', 'Afgedrukt'])
        expect(receipt).toContain(text);
      expect(receipt).toContain(`Ingediend door${sender.actor.name}`);
      expect(await here.getByRole('button', { name: 'Afdrukken' }).isVisible()).toBe(script);
      expect(await here.getAttribute('article [data-fingerprint]', 'data-fingerprint')).toBe(fingerprint);
      if (script)
        expect(pdfFacts(await here.pdf({ preferCSSPageSize: true }))).toEqual({
          pages: 1,
          width: 595,
          height: 842,
        });

      await arrival(app, hsb, fingerprint);
      const there = await enter(hsb, { script });
      await there.getByRole('link', { name: 'Ontvangen', exact: true }).click();
      const row = there.getByRole('row', { name: new RegExp(`^${town} GSB`) });
      expect(await row.textContent()).toContain('nieuw');
      await row.getByRole('link').click();
      await there.waitForURL(/\/ontvangen\/[0-9a-f-]{36}$/);
      expect((await saved(there, /^Bestand zoals geleverd/)).equals(Buffer.from(made.bytes))).toBe(true);
      expect((await saved(there, /^Alleen het telbestand/)).equals(made.pair!.eml.bytes)).toBe(true);
      await there.getByRole('button', { name: 'Ontvangst bevestigen' }).click();
      await there.getByText('U hebt de ontvangst bevestigd').waitFor();
      expect(await there.content()).not.toContain(fingerprint);
      await typeOver(there, '0'.repeat(64));
      await there.getByRole('button', { name: 'Vergelijken' }).click();
      await there.getByRole('heading', { name: 'De vergelijking is niet gelukt' }).waitFor();
      await typeOver(there, fingerprint);
      await there.getByRole('button', { name: 'Vergelijken' }).click();
      await there.getByText('De vingerafdruk is gelijk', { exact: true }).waitFor();

      await here.reload();
      expect(await here.textContent('article')).toMatch(/Hoofdstembureau Assen.*opgehaald.*bevestigd/s);
    });
  });

  it('takes a count by keyboard alone, with a focus that can be seen', async () => {
    const made = await countOf('Emmen');
    const page = await enter(await clerk('Emmen'));
    const tabTo = (selector: string) => new Keyboard(page).to(page.locator(selector));
    await tabTo('main a[href="/leveringen/nieuw"]');
    await page.keyboard.press('Enter');
    await page.waitForURL('**/leveringen/nieuw');
    await tabTo('#bestand');
    await page.setInputFiles('#bestand', fileOf(made));
    await tabTo('.upload button[type=submit]');
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/leveringen\/[0-9a-f-]{36}$/);
    const fields = page.locator('.fingerprint-input__groups input');
    const names = await Promise.all((await fields.all()).map((field) => field.getAttribute('name')));
    const asked = names.map((name) => Number(name!.slice(5)));
    const digits = asked.map((group) => made.pair!.fingerprint.slice((group - 1) * 4, group * 4));
    await tabTo(`#groep${asked[0]}`);
    await page.keyboard.type(digits.join(''));
    expect(await fields.last().inputValue()).toBe(digits.at(-1));
    for (const row of [1, 2, 3]) {
      await tabTo(`#rij${row}`);
      await page.keyboard.press('Space');
    }
    await tabTo('form[action*="/indienen?"] button');
    await page.keyboard.press('Space');
    await page.waitForURL('**/ontvangstbewijs');
    expect(await title(page)).toContain('Ontvangstbewijs 20');
  });

  it('refuses a damaged package with what to say by phone, and keeps it out of the inbox', async () => {
    const sender = await clerk('Hoogeveen');
    const good = await countOf('Hoogeveen');
    const parts = await packageParts({ count: good.count, key: good.key });
    const bytes = HOSTILE['a flipped bit in the count']!.make(parts);
    const page = await enter(sender);
    await send(page, { name: good.name, bytes });
    const main = (await page.textContent('main'))!;
    for (const text of [
      'Dit bestand is geweigerd',
      '070 - 123 45 67',
      'code 33',
      'veranderd na het ondertekenen',
      'niets ingediend',
    ])
      expect(main).toContain(text);
    expect(await page.locator('[data-result="refuse"][data-check="signature.verifies"]').count()).toBe(1);
    const number = (await title(page))!.replace('Geweigerd: levering ', '');
    expect(main).toContain(number);
    expect(await page.getByRole('link', { name: 'Een ander bestand leveren' }).count()).toBe(1);
    await page.getByRole('link', { name: 'Leveringen', exact: true }).first().click();
    expect(await page.getByRole('row', { name: new RegExp(number) }).textContent()).toContain('Geweigerd');
    const there = await enter(hsb);
    await there.goto('/ontvangen');
    const row = there.getByRole('row', { name: /^Hoogeveen GSB/ });
    expect(await row.textContent()).toContain('ontbreekt');
  });

  it('says at the field what is missing, and takes a reason when the paper is not at hand', async () => {
    const page = await enter(await clerk('Meppel'));
    await send(page, await countOf('Meppel'));
    await page.getByRole('button', { name: 'Indienen', exact: true }).click();
    await page.waitForFunction(() => document.activeElement?.matches('.error-summary'));
    expect(await page.title()).toMatch(/^Fout: /);
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.waitForFunction(() => document.activeElement?.closest('.fingerprint-input') !== null);
    await page.getByText('Later vergelijken').click();
    await page.selectOption('#waarom', 'anders');
    await page.fill('#reden', 'Het PV is onderweg naar het HSB');
    await submit(page);
    expect(await page.textContent('article')).toContain('niet vergeleken: Het PV is onderweg naar het HSB');
    await page.getByRole('link', { name: 'Naar uw leveringen' }).click();

    const corrected = await countOf('Meppel', '2026-11-20T05:06:07');
    await page.getByRole('link', { name: 'Telbestand leveren' }).click();
    expect(await page.textContent('main')).toMatch(/Dit wordt een correctie van \d{4}-\d{6}/);
    await page.setInputFiles('#bestand', fileOf(corrected));
    await page.getByRole('button', { name: 'Versturen en controleren' }).click();
    await page.waitForURL(/\/leveringen\/[0-9a-f-]{36}$/);
    expect(await page.textContent('main')).toMatch(/Dit vervangt \d{4}-\d{6}/);
    await page.getByLabel('Een nieuwe zitting', { exact: true }).check();
    await typeOver(page, corrected.pair!.fingerprint);
    await submit(page);
    expect(await page.textContent('article')).toMatch(/Vervangt\s*\d{4}-\d{6}/);

    await arrival(app, hsb, corrected.pair!.fingerprint);
    const there = await enter(hsb);
    await there.goto('/ontvangen');
    const row = there.getByRole('row', { name: /^Meppel GSB/ });
    expect(await row.textContent()).toContain('gecorrigeerd');
    await row.getByRole('link').click();
    expect(await there.textContent('main')).not.toContain('Dit is een oude versie');
    await there
      .getByRole('table', { name: /^Alle versies/ })
      .getByRole('link')
      .click();
    const old = (await there.textContent('main'))!;
    expect(old).toContain('Dit is een oude versie');
    expect(old).toContain('Het PV is onderweg naar het HSB');
    await there.getByRole('link', { name: /^Naar \d{4}-\d{6}/ }).click();
    expect(await there.textContent('main')).toContain('ja, alle 64 tekens gelijk');
  });

  it('offers a file of another election there in one click, under the hat of that election', async () => {
    await configureGr(app);
    const both = await app.person('TK2027', 'GSB', '1731');
    const there = await app.hat(both, 'GR2027_Stadskanaal', 'GSB', '0037');
    const made = await madePackage({ count: grCount(), key: 7 });
    await approveKey(app, there, operator, made.key!);
    const page = await enter(both);
    expect(await title(page)).toBe('Voor wie werkt u nu?');
    const button = page.getByRole('button', { name: /Midden, / });
    const midden = (await button.textContent())!;
    await button.click();
    await page.waitForURL(`${app.baseUrl}/`);
    await send(page, made);
    expect(await page.textContent('main')).toContain(
      'Dit bestand is van de gemeenteraadsverkiezing. U werkt nu voor de Tweede Kamer.',
    );
    await page.getByRole('button', { name: 'Controleer het daar' }).click();
    await page.getByText('Het bestand is in orde').waitFor();
    const hat = page.getByRole('region', { name: 'Namens wie u werkt' });
    expect(await hat.locator('strong').textContent()).toContain('Gemeenteraad Stadskanaal');
    await hat.getByText('Wissel').first().click();
    await hat.getByLabel('Werk als:').selectOption({ label: midden });
    await hat.getByRole('button', { name: 'Wissel' }).click();
    expect(await hat.locator('strong').textContent()).toBe(midden);
  });

  it.each([
    [1280, true],
    [375, false],
  ])('does nothing for a body chosen in another tab (%i pixels, script %s)', async (width, script) => {
    const both = await app.person('TK2027', 'GSB', '1731');
    await app.hat(both, 'TK2027', 'MAYOR', '1731');
    const page = await enter(both, { width, script });
    await page.getByRole('button', { name: /^Gemeentelijk stembureau Midden, / }).click();
    if (width < 600) await page.getByText('Menu', { exact: true }).click();
    await page.getByRole('link', { name: 'Account', exact: true }).click();
    const other = await page.context().newPage();
    await other.goto('/account');
    if (width < 600) await other.getByText('Menu', { exact: true }).click();
    await other.getByText('Wissel').first().click();
    const choice = other.getByLabel('Werk als:');
    const label = (await choice.locator('option:not([selected])').textContent())!;
    await choice.selectOption({ label });
    await other.getByRole('button', { name: 'Wissel' }).click();
    await other.locator('.hat-bar strong', { hasText: label }).waitFor({ state: 'attached' });
    await page.getByLabel('Naam van het nieuwe token').fill('verkeerd');
    await page.getByRole('button', { name: 'Token uitgeven' }).click();
    await page.getByRole('heading', { level: 1, name: 'U werkt nu voor een ander orgaan' }).waitFor();
    if (script) expect(await axeFindings(page)).toEqual([]);
    expect(await sidewaysScroll(page)).toBe(0);
    await other.goto('/account');
    expect(await other.textContent('main')).not.toContain('verkeerd');
  });

  it('brings who has no hat yet back to choosing one, and who is nobody to the door', async () => {
    const person = await app.person('TK2027', 'GSB', '1731');
    await app.hat(person, 'TK2027', 'MAYOR', '1731');
    const page = await enter(person);
    const answer = await page.goto('/leveringen');
    expect([answer!.status(), await title(page)]).toEqual([200, 'Voor wie werkt u nu?']);
    await page.getByRole('button', { name: 'Afmelden', exact: true }).click();
    await page.waitForURL('**/inloggen?melding=afgemeld');
    await page.goto('/leveringen');
    expect(new URL(page.url()).search).toBe('?naar=%2Fleveringen');
  });

  it('brings an inbox up to date by itself', async () => {
    const sender = await clerk('Midden');
    const there = await enter(hsb);
    await there.clock.install();
    await there.goto('/ontvangen');
    const here = await enter(sender);
    const made = await countOf('Midden');
    await send(here, made);
    await typeOver(here, made.pair!.fingerprint);
    await submit(here);
    await arrival(app, hsb, made.pair!.fingerprint);
    await there.clock.fastForward(20_000);
    await eventually(async () =>
      (await there.getByRole('row', { name: /^Midden GSB/ }).textContent())!.includes('nieuw') ? true : null,
    );
  });
});
