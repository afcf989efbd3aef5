import type { Browser, BrowserContext, Page } from 'playwright-core';
import { CreateFirstInvitation } from '../../src/people/create-first-invitation.js';
import { Settings } from '../../src/platform/settings.js';
import { startApp, type TestApp } from '../support/app.js';
import {
  axeFindings,
  describeWithBrowser,
  launchBrowser,
  sidewaysScroll,
  plugInAuthenticator,
} from '../support/browser.js';

describeWithBrowser('an account in the browser', () => {
  let app: TestApp;
  let browser: Browser;
  let context: BrowserContext;
  let page: Page;

  beforeAll(async () => {
    app = await startApp({ worker: false });
    Object.assign(app.get(Settings), { baseUrl: app.baseUrl });
    browser = await launchBrowser();
  });
  afterAll(async () => {
    await browser.close();
    await app.close();
  });
  beforeEach(async () => {
    context = await browser.newContext({ locale: 'nl-NL' });
    page = await context.newPage();
  });
  afterEach(() => context.close());

  it('is set up from the printed link, gets a second passkey, and is entered again', async () => {
    await plugInAuthenticator(page);
    await page.goto((await app.get(CreateFirstInvitation).run())!);
    expect(await axeFindings(page)).toEqual([]);
    await page.getByLabel('Uw naam').fill('Noor de Vries');
    await page.getByLabel('Uw e-mailadres').fill('noor@kiesraad.example');
    await page.getByLabel('Naam van dit apparaat').fill('laptop');
    await page.getByRole('button', { name: 'Passkey maken' }).click();
    await page.waitForURL('**/?melding=ingesteld');
    expect(await page.getByRole('status').first().textContent()).toContain('Uw account is ingesteld');
    expect(await axeFindings(page)).toEqual([]);

    const [cookie] = await context.cookies();
    expect(cookie).toMatchObject({
      name: '__Host-sessie',
      secure: true,
      httpOnly: true,
      sameSite: 'Strict',
      path: '/',
    });

    await page.getByRole('button', { name: 'Afmelden', exact: true }).click();
    await page.waitForURL('**/inloggen?melding=afgemeld');
    expect(await context.cookies()).toEqual([]);
    await page.goto(`${app.baseUrl}/logboek`);
    await page.waitForURL('**/inloggen?naar=%2Flogboek');
    await page.getByRole('button', { name: 'Inloggen met passkey' }).click();
    await page.waitForURL('**/logboek');
    expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe('Logboek');
    expect(await axeFindings(page)).toEqual([]);
  });

  it('adds a passkey of another device beside the first', async () => {
    await app.sql('TRUNCATE passkey, session, invitation, hat, access_token, person');
    const unplug = await plugInAuthenticator(page);
    await page.goto((await app.get(CreateFirstInvitation).run())!);
    await page.getByLabel('Uw naam').fill('Noor');
    await page.getByLabel('Uw e-mailadres').fill('noor@kiesraad.example');
    await page.getByLabel('Naam van dit apparaat').fill('laptop');
    await page.getByRole('button', { name: 'Passkey maken' }).click();
    await page.waitForURL('**/?melding=ingesteld');
    await page.goto(`${app.baseUrl}/account`);
    const again = page.getByLabel('Naam van de nieuwe passkey');
    await again.fill('nog eens dezelfde');
    await page.getByRole('button', { name: 'Passkey toevoegen' }).click();
    await page.getByText('Deze passkey is al aangemeld').waitFor();
    await unplug();
    await plugInAuthenticator(page);
    await again.fill('telefoon');
    await page.getByRole('button', { name: 'Passkey toevoegen' }).click();
    await page.waitForURL('**/account?melding=passkey-toegevoegd');
    expect(await page.getByText('Maak een tweede passkey').count()).toBe(0);
    await page.getByRole('link', { name: 'Verwijder passkey laptop' }).click();
    await page.getByText('Met de passkey laptop kunt u dan niet meer inloggen').waitFor();
    expect(await axeFindings(page)).toEqual([]);
    await page.getByRole('button', { name: 'Verwijder de passkey' }).click();
    await page.waitForURL('**/account?melding=passkey-verwijderd');
    expect(await page.getByText('Maak een tweede passkey').count()).toBe(1);
  });

  it('marks the field that is wrong, and sums up, as a page of the server does', async () => {
    await app.sql('TRUNCATE passkey, session, invitation, hat, access_token, person');
    await plugInAuthenticator(page);
    await page.goto((await app.get(CreateFirstInvitation).run())!);
    await page.getByLabel('Uw naam').fill('Noor');
    await page.getByLabel('Uw e-mailadres').fill('noor bij de kiesraad');
    await page.getByRole('button', { name: 'Passkey maken' }).click();
    const summary = page.getByRole('region', { name: 'Er is iets niet goed ingevuld' });
    await summary.waitFor();
    expect(await summary.evaluate((element) => element === document.activeElement)).toBe(true);
    expect(await page.title()).toMatch(/^Fout: /);
    const wrong = page.locator('[aria-invalid="true"]');
    expect(await wrong.evaluateAll((all) => all.map(({ id }) => id))).toEqual(['email', 'naam']);
    for (const input of await wrong.all()) {
      const ids = (await input.getAttribute('aria-describedby'))!.split(' ');
      const told = await page.locator(`#${ids.at(-1)}`).textContent();
      expect(told).toMatch(/^Fout: Vul een/);
      expect(await summary.getByRole('link').allTextContents()).toContain(told!.slice('Fout: '.length));
    }
    expect(await axeFindings(page)).toEqual([]);
    await summary.getByRole('link').first().click();
    await page.locator('#email:focus').waitFor();
    await page.getByLabel('Uw e-mailadres').fill('noor@kiesraad.example');
    await page.getByLabel('Naam van dit apparaat').fill('laptop');
    await page.getByRole('button', { name: 'Passkey maken' }).click();
    await page.waitForURL('**/?melding=ingesteld');
  });

  it('says in words what went wrong when no passkey answers', async () => {
    await plugInAuthenticator(page);
    await page.goto(`${app.baseUrl}/inloggen`);
    await page.getByRole('button', { name: 'Inloggen met passkey' }).click();
    await page.getByText('De passkey is niet gebruikt').waitFor();
  });

  it('without script: choosing a person, hats, people and tokens', async () => {
    const plain = await browser.newContext({
      javaScriptEnabled: false,
      viewport: { width: 375, height: 800 },
    });
    const small = await plain.newPage();
    const operator = await app.person(null, 'OPERATOR', 'OPERATOR');
    await small.goto(`${app.baseUrl}/inloggen`);
    await small.getByRole('link', { name: 'Kies een persoon' }).click();
    expect(await sidewaysScroll(small)).toBe(0);
    await small.getByRole('button', { name: `Kies ${operator.actor.name}` }).click();
    await small.waitForURL(`${app.baseUrl}/`);
    for (const path of ['/account', '/mensen', '/logboek', '/sleutels']) {
      await small.goto(app.baseUrl + path);
      expect([path, await sidewaysScroll(small)]).toEqual([path, 0]);
    }
    await small.goto(`${app.baseUrl}/mensen`);
    await small.getByLabel('Naam', { exact: true }).fill('Ilse');
    await small.getByLabel('E-mailadres').fill('ilse@kiesraad.example');
    await small.getByRole('button', { name: 'Uitnodigen' }).click();
    expect(await small.getByText(/\/uitnodiging\/[\w-]{43}/).count()).toBe(1);
    await plain.close();
  });
});
