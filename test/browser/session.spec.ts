import type { Browser, BrowserContext, Page } from 'playwright-core';
import { CreateFirstInvitation } from '../../src/bodies/create-first-invitation.js';
import { Settings } from '../../src/platform/settings.js';
import { startApp, type TestApp, type TestPerson } from '../support/app.js';
import {
  axeFindings,
  describeWithBrowser,
  launchBrowser,
  plugInAuthenticator,
  sidewaysScroll,
} from '../support/browser.js';
import { clerkOf, configureTowns, countOf, visit } from '../support/site.js';
import { upload } from '../support/uploads.js';

jest.setTimeout(120_000);

const MINUTES = 60_000;
const NOOR = 'Noor de Vries';

describeWithBrowser('a session that ends', () => {
  let app: TestApp;
  let browser: Browser;
  let context: BrowserContext;
  let page: Page;
  let clerk: TestPerson;

  beforeAll(async () => {
    app = await startApp();
    Object.assign(app.get(Settings), { baseUrl: app.baseUrl });
    await configureTowns(app);
    browser = await launchBrowser();
    context = await browser.newContext({ baseURL: app.baseUrl, locale: 'nl-NL' });
    page = await context.newPage();
    await plugInAuthenticator(page);
    await page.goto((await app.get(CreateFirstInvitation).run())!);
    await page.getByLabel('Uw naam').fill(NOOR);
    await page.getByLabel('Uw e-mailadres').fill('noor@kiesraad.example');
    await page.getByLabel('Naam van dit apparaat').fill('laptop');
    await page.getByRole('button', { name: 'Passkey maken' }).click();
    await page.waitForURL('**/account?melding=ingesteld');
    clerk = await clerkOf(app, 'Assen', await app.person(null, 'OPERATOR', 'OPERATOR'));
  });
  afterAll(async () => {
    await browser?.close();
    await app?.close();
  });

  const sessionsOf = '(SELECT id FROM person WHERE name = $1)';
  const unusedFor = (minutes: number, name = NOOR) =>
    app.sql(
      `UPDATE session SET last_seen_at = now() - $2 * interval '1 minute' WHERE person_id = ${sessionsOf}`,
      [name, minutes],
    );
  const lastSeen = async (name = NOOR) => {
    const asked = `SELECT max(last_seen_at) AS seen FROM session WHERE person_id = ${sessionsOf}`;
    const { rows } = await app.sql(asked, [name]);
    return Date.now() - (rows[0] as { seen: Date }).seen.getTime();
  };
  const dialog = (on: Page) => on.getByRole('dialog');

  it('costs nothing that was filled in: the passkey, and the same form with the same input', async () => {
    await page.goto('/mensen');
    await page.getByLabel('Naam', { exact: true }).fill('Ilse "van" Dam');
    await page.getByLabel('E-mailadres').fill('ilse@kiesraad.example');
    await unusedFor(31);
    await page.getByRole('button', { name: 'Uitnodigen' }).click();
    await page.getByRole('heading', { level: 1, name: 'Uw sessie is voorbij' }).waitFor();
    expect(await axeFindings(page, 'all')).toEqual([]);
    await page.getByRole('button', { name: 'Inloggen met passkey' }).click();
    await page.getByText('U bent weer ingelogd').waitFor();
    expect(await page.getByLabel('Naam', { exact: true }).inputValue()).toBe('Ilse "van" Dam');
    expect(await page.getByLabel('E-mailadres').inputValue()).toBe('ilse@kiesraad.example');
    const invited = async () => (await app.sql("SELECT 1 FROM person WHERE name LIKE 'Ilse%'")).rowCount;
    expect(await invited()).toBe(0);
    await page.getByRole('button', { name: 'Uitnodigen' }).click();
    await page.getByText(/\/uitnodiging\/[\w-]{43}/).waitFor();
    expect(await invited()).toBe(1);
  });

  it('on a phone without script: 64 digits are still there', async () => {
    const { id } = await upload(app, clerk, [await countOf('Assen')]);
    const small = await visit(browser, app, clerk, { script: false, width: 375 });
    await small.page.goto(`/leveringen/${id}`);
    const fields = small.page.locator('form[action*="indienen"] input[name^="groep"]');
    const names = await fields.evaluateAll((all) => all.map((one) => (one as HTMLInputElement).name));
    for (const [i, name] of names.entries()) await small.page.fill(`[name=${name}]`, `a${i % 10}b0`);
    await unusedFor(31, clerk.actor.name);
    await small.page.locator('form[action*="indienen"] button[type=submit]').first().click();
    await small.page.getByText('Uw bestand is bewaard, nog niet ingediend.').waitFor();
    expect(await sidewaysScroll(small.page)).toBe(0);
    const opened = small.page.context().waitForEvent('page');
    await small.page.getByRole('link', { name: 'kies een persoon' }).click();
    const beside = await opened;
    await beside.getByRole('button', { name: `Kies ${clerk.actor.name}`, exact: true }).click();
    await beside.waitForURL(`**/leveringen/${id}`);
    await small.page.getByRole('button', { name: 'Verder met wat u invulde' }).click();
    await small.page.getByText('U bent weer ingelogd').waitFor();
    for (const [i, name] of names.entries())
      expect(await small.page.inputValue(`[name=${name}]`)).toBe(`a${i % 10}b0`);
    await small.close();
  });

  describe('while the page is open', () => {
    let night: Page;

    beforeEach(async () => {
      night = await context.newPage();
      await plugInAuthenticator(night);
      await night.clock.install();
    });
    afterEach(() => night.close());

    it('is told two minutes before, and one stays with a button', async () => {
      await night.goto('/account');
      await unusedFor(28.6);
      await night.clock.fastForward(28.1 * MINUTES);
      await dialog(night).getByText('Bent u er nog?').waitFor();
      expect(await axeFindings(night, 'all')).toEqual([]);
      const focused = await night.evaluate(() => document.activeElement?.textContent?.trim());
      expect(focused).toBe('Blijf ingelogd');
      await night.keyboard.press('Enter');
      await dialog(night).waitFor({ state: 'hidden' });
      expect(await lastSeen()).toBeLessThan(MINUTES);
    });

    it('says nothing when another tab used it meanwhile', async () => {
      await night.goto('/account');
      await night.clock.fastForward(28.1 * MINUTES);
      await night.waitForTimeout(500);
      expect(await dialog(night).count()).toBe(0);
    });
  });
});
