import type { Browser, BrowserContext, Page } from 'playwright-core';
import { CreateFirstInvitation } from '../../src/people/create-first-invitation.js';
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
    await page.waitForURL((url) => url.searchParams.get('melding') === 'ingesteld');
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
    await page.locator('[name=naam]').fill('Ilse "van" Dam');
    await page.locator('[name=email]').fill('ilse@kiesraad.example');
    await unusedFor(31);
    await page.getByRole('button', { name: 'Uitnodigen' }).click();
    await page.getByRole('heading', { level: 1, name: 'Uw sessie is voorbij' }).waitFor();
    expect(await axeFindings(page, 'all')).toEqual([]);
    await page.getByRole('button', { name: 'Inloggen met passkey' }).click();
    await page.getByText('Er is nog niets verstuurd').waitFor();
    expect(await page.locator('[name=naam]').inputValue()).toBe('Ilse "van" Dam');
    expect(await page.locator('[name=email]').inputValue()).toBe('ilse@kiesraad.example');
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
    await small.page.getByText('Er is nog niets verstuurd').waitFor();
    for (const [i, name] of names.entries())
      expect(await small.page.inputValue(`[name=${name}]`)).toBe(`a${i % 10}b0`);
    await small.close();
  });

  describe('while the page is open', () => {
    let night: Page;

    beforeEach(async () => {
      night = await context.newPage();
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

    it('that ends whatever is done, goes on with the passkey in place', async () => {
      // the one with the device that holds the passkey, which only who is looked at may use
      await page.bringToFront();
      await page.clock.install();
      await page.goto('/mensen');
      await page.locator('[name=email]').fill('half@ingevuld.example');
      await app.sql(`UPDATE session SET ends_at = now() + interval '90 s' WHERE person_id = ${sessionsOf}`, [
        NOOR,
      ]);
      await page.clock.fastForward(28.1 * MINUTES);
      await dialog(page).getByText('Uw sessie eindigt bijna').waitFor();
      await dialog(page).getByRole('button', { name: 'Inloggen met passkey' }).click();
      await dialog(page).waitFor({ state: 'hidden' });
      expect(await page.locator('[name=email]').inputValue()).toBe('half@ingevuld.example');
      const left = `SELECT bool_or(ends_at - now() > interval '11 h') AS long FROM session WHERE person_id = ${sessionsOf}`;
      expect((await app.sql(left, [NOOR])).rows).toEqual([{ long: true }]);
    });

    it('an answer about the session before comes too late to say anything', async () => {
      await page.bringToFront();
      await page.clock.install();
      await page.goto('/mensen');
      await app.sql(`UPDATE session SET ends_at = now() + interval '90 s' WHERE person_id = ${sessionsOf}`, [
        NOOR,
      ]);
      await page.clock.fastForward(28.1 * MINUTES);
      await dialog(page).getByText('Uw sessie eindigt bijna').waitFor();
      let late = (): Promise<void> => Promise.reject(new Error('nothing was asked'));
      await page.route(
        '**/sessie',
        (route) => {
          late = () => route.fulfill({ status: 401 });
        },
        { times: 1 },
      );
      const asked = page.waitForRequest('**/sessie');
      await page.clock.fastForward(11_000);
      await asked;
      await dialog(page).getByRole('button', { name: 'Inloggen met passkey' }).click();
      await dialog(page).waitFor({ state: 'hidden' });
      await late();
      await page.waitForTimeout(500);
      expect(await dialog(page).isVisible()).toBe(false);
    });

    it('says nothing when another tab used it meanwhile', async () => {
      await night.goto('/account');
      await night.clock.fastForward(28.1 * MINUTES);
      await night.waitForTimeout(500);
      expect(await dialog(night).count()).toBe(0);
    });
  });

  describe('a board', () => {
    let board: Page;
    let close: () => Promise<void>;
    let receiver: TestPerson;

    beforeEach(async () => {
      receiver = await app.person('TK2027', 'HSB', 'HSB3');
      const opened = await visit(browser, app, receiver);
      ({ page: board, close } = opened);
      await board.clock.install();
      await board.goto('/ontvangen');
      await board.getByLabel('Automatisch bijwerken').waitFor();
    });
    afterEach(() => close());

    it('that looks for news by itself keeps nobody signed in', async () => {
      await unusedFor(20, receiver.actor.name);
      const asked = board.waitForResponse((response) => response.url().includes('/ontvangen'));
      await board.clock.fastForward(MINUTES);
      expect((await asked).status()).toBe(200);
      expect(await lastSeen(receiver.actor.name)).toBeGreaterThan(19 * MINUTES);
    });

    it('that is no longer kept up to date says since when and what to do, and goes on when one is back', async () => {
      await unusedFor(31, receiver.actor.name);
      await board.clock.fastForward(MINUTES);
      const notice = board.getByText(
        /^Niet bijgewerkt sinds \d\d:\d\d \(Nederlandse tijd\)\. Uw sessie is voorbij/,
      );
      await notice.waitFor({ state: 'attached' });
      await dialog(board).getByText('Uw sessie is voorbij').waitFor();
      await unusedFor(0, receiver.actor.name);
      await board.evaluate(() => document.dispatchEvent(new Event('visibilitychange')));
      await dialog(board).waitFor({ state: 'hidden' });
      await notice.waitFor({ state: 'detached' });
    });

    it('says so when the connection is gone', async () => {
      await board.route('**/ontvangen**', (route) => route.abort());
      await board.clock.fastForward(MINUTES);
      await board.getByText(/^Niet bijgewerkt sinds .* Er is geen verbinding/).waitFor();
    });
  });

  describe('the frame', () => {
    const PAGES = ['/', '/leveringen', '/leveringen/nieuw', '/sleutels', '/mensen', '/account', '/berichten'];

    it('leaves the title in the first 120 pixels of a phone, and has its menu without script', async () => {
      const small = await visit(browser, app, clerk, { script: false, width: 375 });
      for (const path of PAGES) {
        await small.page.goto(path);
        const title = await small.page.getByRole('heading', { level: 1 }).boundingBox();
        expect([path, title!.y <= 120 ? 'high' : title!.y]).toEqual([path, 'high']);
      }
      await small.page.locator('.site-menu summary').click();
      await small.page.getByRole('link', { name: 'Sleutels' }).click();
      await small.page.waitForURL('**/sleutels');
      await small.page.locator('.site-menu summary').click();
      expect(await small.page.getByText('U werkt als').isVisible()).toBe(true);
      await small.page.getByRole('button', { name: 'Afmelden' }).click();
      await small.page.waitForURL('**/inloggen?melding=afgemeld');
      await small.close();
    });

    it('and every page fit at 400 % zoom', async () => {
      const zoomed = await visit(browser, app, clerk, { width: 320 });
      for (const path of PAGES) {
        await zoomed.page.goto(path);
        expect([path, await sidewaysScroll(zoomed.page)]).toEqual([path, 0]);
      }
      expect(await axeFindings(zoomed.page, 'all')).toEqual([]);
      await zoomed.close();
    });

    it('shows where one is, and how far, in forced colours; and nothing moves for who asks that', async () => {
      const { page: forced, close } = await visit(browser, app, clerk);
      await forced.emulateMedia({ forcedColors: 'active', reducedMotion: 'reduce' });
      await forced.goto('/sleutels');
      const edge = (selector: string) =>
        forced
          .locator(selector)
          .first()
          .evaluate((link) => getComputedStyle(link).borderBlockEndColor);
      expect(await edge('.site-nav__link[aria-current]')).not.toBe(
        await edge('.site-nav__link:not([aria-current])'),
      );
      const moves = (name: string) =>
        forced
          .locator(name)
          .first()
          .evaluate((one) => getComputedStyle(one).transitionProperty);
      expect(await moves('main .utrecht-button')).toBe('none');
      const bar = async (value: number) => {
        await forced.evaluate((now) => {
          const made = document.querySelector('progress') ?? document.createElement('progress');
          made.className = 'progress__bar';
          made.max = 100;
          made.value = now;
          document.querySelector('main')!.append(made);
        }, value);
        return await forced.locator('main progress').screenshot();
      };
      expect((await bar(0)).equals(await bar(60))).toBe(false);
      await close();
    });
  });
});
