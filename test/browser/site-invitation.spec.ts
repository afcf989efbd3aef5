import type { Browser, BrowserContext, Page } from 'playwright-core';
import { CreateFirstInvitation } from '../../src/people/create-first-invitation.js';
import { startApp, type TestApp } from '../support/app.js';
import {
  axeFindings,
  describeWithBrowser,
  launchBrowser,
  sidewaysScroll,
  plugInAuthenticator,
} from '../support/browser.js';
import { configureTowns } from '../support/site.js';
import { freePort } from '../support/started-platform.js';

describeWithBrowser('the real platform, from the printed link to a clerk of a gemeente', () => {
  let app: TestApp;
  let browser: Browser;

  beforeAll(async () => {
    const port = await freePort();
    app = await startApp({ mode: 'real', port, settings: { baseUrl: `http://localhost:${port}` } });
    await configureTowns(app);
    browser = await launchBrowser();
  });
  afterAll(async () => {
    await browser?.close();
    await app?.close();
  });

  /** A window on a device of one's own, with a passkey in it. */
  async function device(width = 1280): Promise<{ context: BrowserContext; page: Page }> {
    const context = await browser.newContext({
      baseURL: app.baseUrl,
      locale: 'nl-NL',
      viewport: { width, height: 900 },
    });
    const page = await context.newPage();
    await plugInAuthenticator(page);
    return { context, page };
  }

  async function settle(page: Page, link: string, fields: Record<string, string>): Promise<void> {
    await page.goto(link);
    expect(await axeFindings(page)).toEqual([]);
    expect(await sidewaysScroll(page)).toBe(0);
    for (const [label, value] of Object.entries(fields)) await page.getByLabel(label).fill(value);
    await page.getByRole('button', { name: 'Passkey maken' }).click();
    await page.waitForURL('**/?melding=ingesteld');
  }

  it('lets the first of the Kiesraad in, who invites a clerk, who works, leaves and comes back', async () => {
    const kiesraad = await device();
    await settle(kiesraad.page, (await app.get(CreateFirstInvitation).run())!, {
      'Uw naam': 'Noor de Vries',
      'Uw e-mailadres': 'noor@kiesraad.example',
      'Naam van dit apparaat': 'laptop',
    });
    expect(await kiesraad.page.content()).not.toContain('OEFENING');
    await kiesraad.page.goto('/mensen?verkiezing=TK2027&niveau=GSB&code=0106');
    await kiesraad.page.getByText('Nog niemand', { exact: true }).waitFor();
    await kiesraad.page.getByLabel('Naam', { exact: true }).fill('Femke van Assen');
    await kiesraad.page.getByLabel('E-mailadres').fill('femke@assen.example');
    await kiesraad.page.getByLabel('beheerder van de mensen').check();
    await kiesraad.page.getByRole('button', { name: 'Uitnodigen' }).click();
    const link = (await kiesraad.page.getByText(/\/uitnodiging\//).textContent())!;
    expect(link.startsWith(`${app.baseUrl}/uitnodiging/`)).toBe(true);
    await kiesraad.context.close();

    const { context, page } = await device(375);
    await settle(page, link, { 'Naam van dit apparaat': 'telefoon' });
    const [cookie] = await context.cookies();
    expect(cookie).toMatchObject({
      name: '__Host-sessie',
      domain: 'localhost',
      path: '/',
      httpOnly: true,
      secure: true,
      sameSite: 'Strict',
    });
    expect(await page.evaluate(() => document.cookie)).toBe('');
    await page.goto('/');
    const first = page.locator('main .panel').first();
    expect(await first.textContent()).toContain('Meld de sleutel van uw stembureau aan');
    await page.goto('/leveringen/nieuw');
    expect(await page.textContent('main')).toContain('Gemeentelijk stembureau Assen');

    await page.getByText('Menu', { exact: true }).click();
    await page.getByRole('button', { name: 'Afmelden', exact: true }).click();
    await page.waitForURL('**/inloggen?melding=afgemeld');
    expect(await context.cookies()).toEqual([]);
    await page.goBack();
    await page.goto('/leveringen');
    await page.waitForURL('**/inloggen?naar=%2Fleveringen');
    expect(await page.getByRole('link', { name: 'Kies een persoon' }).count()).toBe(0);
    await page.getByRole('button', { name: 'Inloggen met passkey' }).click();
    await page.waitForURL('**/leveringen');
    expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe('Leveringen');

    await page.goto(link);
    expect(await page.getByRole('heading', { level: 1 }).textContent()).toContain('uitnodiging');
    expect((await page.goto('/inloggen/oefening'))!.status()).toBe(404);
    await context.close();
  });
});
