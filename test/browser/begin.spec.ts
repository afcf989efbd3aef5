import type { Browser, Page } from 'playwright-core';
import { startApp, type TestApp, type TestPerson } from '../support/app.js';
import { axeFindings, describeWithBrowser, launchBrowser, sidewaysScroll } from '../support/browser.js';
import { ceremony, secondOperator } from '../support/ceremony.js';
import { Keyboard } from '../support/keyboard.js';
import { clerkOf, configureTowns, countOf, pdfFacts, TOWNS, visit, type Visit } from '../support/site.js';
import { arrival, deliver } from '../support/routing.js';
import { upload } from '../support/uploads.js';

describeWithBrowser('one thing to do', () => {
  let app: TestApp;
  let browser: Browser;
  let operator: TestPerson;
  const open: Visit[] = [];

  beforeAll(async () => {
    app = await startApp();
    await configureTowns(app);
    operator = await app.person(null, 'OPERATOR', 'OPERATOR');
    browser = await launchBrowser();
  });
  afterEach(async () => {
    for (const { complaints, close } of open.splice(0)) {
      expect(complaints).toEqual([]);
      await close();
    }
  });
  afterAll(async () => {
    await browser?.close();
    await app?.close();
  });

  async function enter(person: TestPerson | null, options = {}): Promise<Page> {
    const visiting = await visit(browser, app, person, options);
    open.push(visiting);
    return visiting.page;
  }

  /** Nothing serious by axe, and nothing to scroll sideways. */
  async function sound(page: Page, script = true): Promise<void> {
    if (script) expect(await axeFindings(page)).toEqual([]);
    expect(await sidewaysScroll(page)).toBe(0);
  }

  it.each([
    [1280, true],
    [375, true],
    [375, false],
  ])('a refusal is what one lands on, at %i pixels, script %s', async (width, script) => {
    const assen = await app.person('TK2027', 'GSB', '0106');
    const page = await enter(assen, { width, script });
    await page.goto('/leveringen/nieuw');
    const pdf = Buffer.from('%PDF-1.7 een scan van het papier, en verder niets');
    const file = { name: 'telling.zip', mimeType: 'application/zip', buffer: pdf };
    const refused = script ? await upload(app, assen, [{ name: file.name, bytes: pdf }]) : null;
    if (refused === null) {
      await page.setInputFiles('#bestand', file);
      await page.locator('.upload button[type=submit]').click();
    } else await page.goto(`/leveringen/${refused.id}`);
    await page.waitForURL(/\/leveringen\/[0-9a-f-]{36}$/);
    expect(await page.title()).toMatch(/^Geweigerd: levering 20\d\d-\d{6} - /);
    expect(await page.evaluate('document.activeElement.id')).toBe('uitslag');
    const verdict = (await page.locator('#uitslag').textContent())!;
    expect(verdict).toContain('U koos een PDF. Kies het ZIP-bestand uit OSV of Abacus.');
    expect(await page.locator('[data-check]').first().isVisible()).toBe(false);
    await page.getByText('Alle controles').click();
    expect(await page.locator('[data-check="container.sound"]').isVisible()).toBe(true);
    await sound(page, script);
    await page.goto('/');
    expect(await page.locator('main .panel').first().textContent()).toContain(
      'Geweigerd: Kies het ZIP-bestand',
    );
    await sound(page, script);
  });

  it('every number stands on a card of two sheets', async () => {
    const page = await enter(null);
    await page.goto('/controles/kaart');
    await sound(page);
    const facts = pdfFacts(await page.pdf({ preferCSSPageSize: true }));
    expect([facts.pages, facts.width, facts.height]).toEqual([2, 595, 842]);
    const row = page.getByRole('row', { name: /^54 / });
    expect(await row.textContent()).toContain('identity.committee');
  });

  it('Begin tells by itself that the file was fetched', async () => {
    const emmen = await clerkOf(app, 'Emmen', operator);
    const hsb = await app.person('TK2027', 'HSB', 'HSB3');
    const made = await countOf('Emmen');
    await deliver(app, emmen, [made], made.pair!.fingerprint);
    const { bestand } = await arrival(app, hsb, made.pair!.fingerprint);
    const page = await enter(emmen, { width: 375 });
    const now = page.locator('main .panel').first();
    expect(await now.textContent()).toMatch(/Hier klaar: .*HSB.* nog niet/);
    await app.ask('GET', bestand, { as: hsb });
    await page.evaluate("document.dispatchEvent(new Event('visibilitychange'))");
    await now.getByText(/HSB haalde op om \d\d:\d\d/).waitFor();
    expect(await now.textContent()).toContain('Nu het papieren proces-verbaal.');
    await sound(page);
  });

  it.each([
    [1280, true],
    [375, false],
  ])('who works for three gemeenten sees all of it, at %i pixels, script %s', async (width, script) => {
    const person = await app.person('TK2027', 'GSB', '0118');
    await app.hat(person, 'TK2027', 'GSB', '0119');
    await app.hat(person, 'TK2027', 'MAYOR', '1731');
    const page = await enter(person, { width, script });
    await page.getByRole('link', { name: /Stemming van woensdag 17 maart 2027/ }).click();
    for (const name of [
      'Gemeentelijk stembureau Hoogeveen',
      'Gemeentelijk stembureau Meppel',
      'Burgemeester van Midden',
    ])
      await page.getByRole('heading', { level: 2, name }).waitFor();
    expect(await page.locator('main').textContent()).not.toContain('Assen');
    await sound(page, script);
    await page.getByRole('button', { name: /^Sleutel aanmelden.*Meppel/ }).click();
    await page.waitForURL('**/sleutels');
    expect(await page.locator('.hat-bar strong').textContent()).toContain('Gemeentelijk stembureau Meppel');
    await page.goto('/dagen/2027-03-17');
    expect(await page.getByText('in deze rol werkt u nu').count()).toBe(1);
    expect((await page.goto('/dagen/2027-03-18'))!.status()).toBe(404);
  });

  it.each([
    [1280, true],
    [375, true],
    [1280, false],
    [375, false],
  ])('a shift of twelve keys, by keyboard alone, at %i pixels, script %s', async (width, script) => {
    const codes = Object.values(TOWNS).map((code) => String(code).padStart(4, '0'));
    await app.sql('TRUNCATE committee_key CASCADE');
    const first = await secondOperator(app);
    const clerk = await app.person('TK2027', 'GSB', '0106');
    for (const [i, code] of [...codes, ...codes].entries())
      await app.sql(
        `INSERT INTO committee_key (id, election_id, level, code, key_id, certificate, certificate_sha256, subject,
           not_after, state, registered_by) VALUES (gen_random_uuid(), 'TK2027', 'GSB', $1, $2, '', $2, 'CN=Proef',
           '2027-06-17', 'registered', $3)`,
        [code, String(i).padStart(64, 'a'), clerk.actor.personId],
      );
    const { rows } = await app.sql('SELECT id FROM committee_key');
    for (const { id } of rows as { id: string }[]) await ceremony(app).half(id, first.actor);
    const page = await enter(operator, { width, script });
    const hands = new Keyboard(page);
    const main = page.locator('main');
    expect(await main.textContent()).toContain('12 sleutels wachten op een tweede goedkeuring');
    await hands.press(main.getByRole('link', { name: 'Naar de sleutels' }));
    await hands.press(page.getByRole('link', { name: /^Bekijk en beslis/ }).first());
    for (let left = 12; left > 0; left--) {
      await main
        .getByText(left === 1 ? 'Dit is de enige sleutel die wacht' : `wachten ${left} sleutels`)
        .waitFor();
      await sound(page, script && left === 12);
      await hands.press(page.getByRole('button', { name: 'Keur goed' }));
    }
    await page.waitForURL('**/sleutels?*');
    expect(await main.textContent()).toContain('Er wacht geen sleutel');
    await sound(page, script);
  });
});
