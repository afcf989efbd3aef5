import { randomUUID } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Browser, Page } from 'playwright-core';
import { add } from '../../src/platform/jobs/outbox.js';
import { startApp, type TestApp, type TestPerson } from '../support/app.js';
import { axeFindings, describeWithBrowser, launchBrowser, sidewaysScroll } from '../support/browser.js';
import { visit, type Visit } from '../support/site.js';
import { eventually } from '../support/until.js';
import { configureTk } from '../support/uploads.js';

describeWithBrowser('mail', () => {
  let app: TestApp;
  let browser: Browser;
  let assen: TestPerson;
  let webmail: Server;
  let link = '';
  const open: Visit[] = [];

  beforeAll(async () => {
    app = await startApp();
    await configureTk(app);
    assen = await app.person('TK2027', 'GSB', '0106');
    const requestId = randomUUID();
    await app.sql(
      `INSERT INTO delivery_request (id, election_id, from_level, from_code, to_level, to_code, message, at, person_id)
       VALUES ($1, 'TK2027', 'HSB', 'HSB3', 'GSB', '0106', '510b', now(), $2)`,
      [requestId, assen.actor.personId],
    );
    await app.db.transaction((tx) => add(tx, 'delivery.requested', { requestId }));
    const notice = await eventually(() => app.db.read.notice.findFirst());
    link = `${app.baseUrl}/berichten/${notice.id}`;
    // another site than localhost
    webmail = createServer((_request, response) =>
      response.setHeader('content-type', 'text/html').end(`<a href="${link}">de link uit de mail</a>`),
    );
    await new Promise<void>((resolve) => webmail.listen(0, '127.0.0.1', resolve));
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
    webmail?.close();
    await app?.close();
  });

  async function enter(width = 1280, script = true): Promise<Page> {
    const visiting = await visit(browser, app, assen, { width, script });
    open.push(visiting);
    return visiting.page;
  }

  it.each([true, false])(
    'a link from webmail shows the notice, and not that one is signed out (script %s)',
    async (script) => {
      const page = await enter(1280, script);
      await page.goto(`http://127.0.0.1:${(webmail.address() as AddressInfo).port}/`);
      await page.getByText('de link uit de mail').click();
      await page.getByRole('heading', { name: 'Hoofdstembureau Assen vraagt u te leveren' }).waitFor();
      expect(page.url()).toBe(link);
      expect(await page.getByText('Afmelden').count()).toBe(1);
    },
  );

  it.each([1280, 375])('the mailbox of an exercise shows what would arrive, at %i pixels', async (width) => {
    const page = await enter(width);
    await page.goto('/postvak');
    expect(await page.getByText('Er is een nieuw bericht voor Gemeentelijk stembureau Assen').count()).toBe(
      1,
    );
    expect(await axeFindings(page)).toEqual([]);
    expect(await sidewaysScroll(page)).toBe(0);
    await page.getByText('Volg de link uit deze mail').click();
    await page.getByRole('heading', { name: 'Hoofdstembureau Assen vraagt u te leveren' }).waitFor();
    expect(await page.locator('.site-nav__waiting').first().textContent()).toContain('1');
  });

  it.each([1280, 375])('one says of what one wants mail, and when not, at %i pixels', async (width) => {
    const page = await enter(width);
    await page.goto('/account/berichten');
    expect(await axeFindings(page)).toEqual([]);
    expect(await sidewaysScroll(page)).toBe(0);
    await page.getByLabel('Er is iets met uw sleutel').setChecked(width === 375);
    await page.getByLabel('Vanaf').fill('22:00');
    await page.getByLabel('Tot').fill('');
    await page.getByRole('button', { name: 'Bewaar' }).click();
    await page.getByText('Vul een tijd in, zoals 22:00.').first().waitFor();
    await page.getByLabel('Tot').fill('07:00');
    await page.getByLabel('Er is iets met uw sleutel').setChecked(width === 375);
    await page.getByRole('button', { name: 'Bewaar' }).click();
    await page.getByText('Uw keuze is bewaard').waitFor();
    expect(await page.getByLabel('Er is iets met uw sleutel').isChecked()).toBe(width === 375);
    expect(await page.getByLabel('Vanaf').inputValue()).toBe('22:00');
  });
});
