import type { Browser, Page } from 'playwright-core';
import { startApp, type TestApp, type TestPerson } from '../support/app.js';
import { configureCountry, fillBoard, markAll } from '../support/board.js';
import { axeFindings, describeWithBrowser, launchBrowser, sidewaysScroll } from '../support/browser.js';
import { configureIsland, fileOfIsland, ISLAND, JUDGED } from '../support/island.js';
import { Keyboard } from '../support/keyboard.js';
import { sound } from '../support/looks.js';
import { visit } from '../support/site.js';

const WIDTHS = [1280, 375] as const;
const MOST_BYTES = 150_000;

describeWithBrowser('a board of a whole country', () => {
  let app: TestApp;
  let browser: Browser;
  let csb: TestPerson;
  let hsb: TestPerson;
  let operator: TestPerson;
  let election: string;
  let total: number;
  /** Without the three islands, which do not take part. */
  let due: number;
  let delivered: number;
  const measured: string[] = [];

  beforeAll(async () => {
    app = await startApp({ worker: false });
    const plan = await configureCountry(app);
    election = plan.definition.id;
    csb = await app.person(election, 'CSB', 'CSB');
    hsb = await app.person(election, 'HSB', 'HSB3');
    operator = await app.person(null, 'OPERATOR', 'OPERATOR');
    await app.person(election, 'GSB', '0599');
    delivered = await fillBoard(
      app,
      election,
      csb,
      "c.level = 'GSB' AND right(c.code, 1) IN ('0', '2', '4', '6', '8')",
    );
    total = 342 + 3 + 1 + 20;
    due = total - 3;
    browser = await launchBrowser();
  });
  afterAll(async () => {
    process.stdout.write(`board: ${measured.join('; ')}\n`);
    await browser?.close();
    await app?.close();
  });

  const shownRows = (page: Page) => page.locator('.board-table tbody tr:visible');
  const countText = async (page: Page) => (await page.locator('[data-board-count]').textContent())?.trim();
  const bar = async (page: Page) => (await page.locator('.progress__text').first().textContent())!.trim();

  it.each(WIDTHS)(
    'at %i wide two letters find Rotterdam, at once, and the keyboard goes there',
    async (width) => {
      const { page, complaints, close } = await visit(browser, app, csb, { width });
      await page.goto('/ontvangen');
      expect(await countText(page)).toBe(`${total} van ${total} getoond.`);
      await page.getByLabel('Zoek').focus();
      const ms = await page.evaluate(() => {
        const field = document.querySelector<HTMLInputElement>('input[name="zoek"]')!;
        const row = document.getElementById('rij-GSB-0363-510b')!;
        const from = performance.now();
        field.value = 'ro';
        field.dispatchEvent(new Event('input', { bubbles: true }));
        if (!row.hidden) throw new Error('Amsterdam is still there');
        document.body.getBoundingClientRect();
        return performance.now() - from;
      });
      measured.push(`${ms.toFixed(1)} ms to the first match at ${width} px`);
      expect(ms).toBeLessThan(250);
      await expect(page.locator('#rij-GSB-0599-510b').isVisible()).resolves.toBe(true);
      expect(await shownRows(page).count()).toBeLessThan(15);
      await page.getByLabel('Zoek').fill('0599');
      expect(await countText(page)).toBe(`1 van ${total} getoond.`);
      await page.keyboard.press('Enter');
      await page.keyboard.press('Enter');
      await page.waitForURL('**/ontvangen/vragen?rij=GSB-0599-510b');
      await page.goBack();
      await page.locator('#rij-GSB-0599-510b').waitFor();
      expect(await shownRows(page).count()).toBe(1);
      await close();
      expect(complaints).toEqual([]);
    },
  );

  it.each(WIDTHS)('at %i wide without script it is the same, by form and links', async (width) => {
    const { page, close } = await visit(browser, app, csb, { width, script: false });
    await page.goto('/ontvangen');
    await page.getByLabel('Zoek').fill('ro');
    await page.getByRole('button', { name: 'Filter' }).click();
    expect(await page.locator('#rij-GSB-0599-510b').isVisible()).toBe(true);
    expect(await page.locator('#rij-GSB-0363-510b').isVisible()).toBe(false);
    expect(await countText(page)).toBe(`${await shownRows(page).count()} van ${total} getoond.`);
    await page.goto('/ontvangen?sorteer=-naam');
    expect(await page.locator('.board-table tbody th').first().textContent()).toMatch(/^Z/);
    await page.goto('/ontvangen?kring=HSB13');
    expect(await shownRows(page).count()).toBe(2);
    await close();
  });

  it('totals are of everything, however it is narrowed', async () => {
    const { page, close } = await visit(browser, app, csb);
    await page.goto('/ontvangen');
    const whole = await bar(page);
    expect(whole).toContain(`${delivered} van ${due}`);
    for (const [query, shown] of [
      ['status=ontvangen', delivered],
      ['status=ontbreekt', due - delivered],
      ['status=nietVerschuldigd', 3],
      ['status=gecorrigeerd', 0],
      ['kring=HSB3', 13],
    ] as const) {
      await page.goto(`/ontvangen?${query}`);
      expect([query, await bar(page), await countText(page)]).toEqual([
        query,
        whole,
        `${shown} van ${total} getoond.`,
      ]);
    }
    await close();
  });

  it('what it is told and what it fetches leave the search, the focus and the place in the list as they were', async () => {
    const { page, close } = await visit(browser, app, csb);
    await page.goto('/ontvangen');
    const line = page.locator('#rij-GSB-0599-510b');
    await line.scrollIntoViewIfNeeded();
    await line.getByRole('link').focus();
    await page.waitForTimeout(100);
    const top = async () => (await line.boundingBox())!.y;
    const before = await top();
    const focusedLine = () => page.evaluate(() => document.activeElement?.closest('tr')?.id);
    await page.evaluate(() => {
      document.querySelector('#rij-GSB-0599-510b td')!.id = 'untouched';
    });
    await fillBoard(app, election, csb, "c.code = '1681'");
    delivered += 1;
    // nobody asks for it: the page is told
    await page.locator('#rij-GSB-1681-510b', { hasText: 'ontvangen' }).waitFor();
    expect([await page.locator('#untouched').count(), await bar(page)]).toEqual([
      1,
      expect.stringContaining(`${delivered} van ${due}`),
    ]);
    expect(await page.locator('.live-controls [role=status]').first().textContent()).toContain(
      `Bijgewerkt: Ontvangen${delivered} van ${due}`,
    );
    expect(Math.abs((await top()) - before)).toBeLessThan(2);
    expect(await focusedLine()).toBe('rij-GSB-0599-510b');
    const own = page.locator('#rij-GSB-1699-510b');
    await own.getByRole('link').focus();
    await fillBoard(app, election, csb, "c.code = '1699'");
    delivered += 1;
    await own.filter({ hasText: 'ontvangen' }).waitFor();
    expect(await focusedLine()).toBe('rij-GSB-1699-510b');
    await page.getByLabel('Zoek').fill('borger');
    await fillBoard(app, election, csb, "c.code = '1731'");
    delivered += 1;
    await page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')));
    await page.locator('#rij-GSB-1731-510b', { hasText: 'ontvangen' }).waitFor({ state: 'attached' });
    expect(await countText(page)).toBe(`1 van ${total} getoond.`);
    await close();
  });

  it('asking says who sees it, and comes back to the line', async () => {
    const { page, close } = await visit(browser, app, csb);
    await page.goto('/ontvangen/vragen?rij=GSB-0599-510b');
    expect(await page.locator('main').textContent()).toContain('krijgen een e-mail');
    expect(await page.locator('main').textContent()).toContain('1 persoon, per e-mail en op de beginpagina');
    await page.getByRole('button', { name: 'Vraag om dit bestand' }).click();
    await page.waitForURL('**/ontvangen?melding=gevraagd#rij-GSB-0599-510b');
    expect(await page.locator('#rij-GSB-0599-510b').textContent()).toContain('gevraagd');
    await page.waitForFunction(
      () => document.getElementById('rij-GSB-0599-510b')!.getBoundingClientRect().top < 900,
    );
    expect(await page.locator('.page__flash').textContent()).toContain(
      'Eén persoon krijgt een e-mail en ziet dit op de beginpagina.',
    );
    await close();
  });

  it.each([true, false])('many are chosen at once (script: %s)', async (script) => {
    const { page, close } = await visit(browser, app, csb, { script });
    await page.goto('/ontvangen?kring=HSB9');
    await page.getByRole('link', { name: 'Kies meer tegelijk' }).click();
    await page.getByRole('link', { name: 'Kies alle getoonde' }).click();
    expect(await page.locator('.board-table input:checked').count()).toBe(2);
    if (script) expect(await page.locator('[data-board-chosen]').textContent()).toBe('2 gekozen.');
    await page.getByRole('button', { name: 'Vraag om de gekozen bestanden' }).click();
    await page.waitForURL('**/ontvangen/vragen?*');
    const main = (await page.locator('main').textContent())!;
    if (script) {
      expect(main).toContain('niemand: er kan daar nog niemand inloggen');
      await page.getByRole('button', { name: 'Vraag om 2 bestanden' }).click();
      await page.waitForURL('**/ontvangen?melding=gevraagd');
      expect(await page.locator('.page__flash').textContent()).toContain(
        'kan nog niemand inloggen: bel daar',
      );
    } else expect(main).toContain('U vroeg dit minder dan 10 minuten geleden al');
    await close();
    const { rows } = await app.sql(
      "SELECT count(*)::int AS n FROM delivery_request WHERE to_code IN ('0363', 'HSB9')",
    );
    expect(rows).toEqual([{ n: 2 }]);
  });

  describe.each(WIDTHS)('at %i wide, by keyboard alone,', (width) => {
    it.each<[level: 'HSB' | 'CSB', script: boolean]>([
      ['HSB', true],
      ['HSB', false],
      ['CSB', true],
      ['CSB', false],
    ])('the %s finds who is late, asks, and is back at the line (script: %s)', async (level, script) => {
      const [person, town, line] =
        level === 'CSB' ? [csb, 'rotterdam', 'GSB-0599-510b'] : [hsb, 'assen', 'GSB-0106-510b'];
      await app.sql('DELETE FROM delivery_request');
      const { page, complaints, close } = await visit(browser, app, person, { width, script });
      const hands = new Keyboard(page);
      const fits = async () => expect([page.url(), await sidewaysScroll(page)]).toEqual([page.url(), 0]);
      await page.goto('/ontvangen');
      await fits();
      await hands.type(page.getByLabel('Zoek'), town);
      if (!script) await hands.press(page.getByRole('button', { name: 'Filter' }));
      await page.getByText(/^[1-3] van \d+ getoond\.$/).waitFor();
      await hands.press(page.locator(`#rij-${line}`).getByRole('link'));
      await page.waitForURL(`**/ontvangen/vragen?rij=${line}`);
      await fits();
      await hands.press(page.getByRole('button', { name: 'Vraag om dit bestand' }));
      await page.waitForURL(`**/ontvangen?melding=gevraagd#rij-${line}`);
      await page.keyboard.press('Tab');
      expect(await page.evaluate(() => document.activeElement?.closest('tr')?.id)).toBe(`rij-${line}`);
      await fits();

      await page.goto('/ontvangen?kring=HSB3&status=ontbreekt');
      await hands.press(page.getByRole('link', { name: 'Kies meer tegelijk' }));
      await page.waitForURL('**/ontvangen?*kies*');
      const others = page.locator(`.board-table tbody tr:not(#rij-${line}) input`);
      for (const i of [0, 1]) await hands.tick(others.nth(i));
      await fits();
      await hands.press(page.getByRole('button', { name: 'Vraag om de gekozen bestanden' }));
      await page.waitForURL('**/ontvangen/vragen?*');
      await hands.press(page.getByRole('button', { name: 'Vraag om 2 bestanden' }));
      await page.waitForURL('**/ontvangen?melding=gevraagd');
      await close();
      expect(complaints).toEqual([]);
    });
  });

  it('is small and has one link per row, filled to the last', async () => {
    await fillBoard(app, election, csb, 'true');
    await markAll(app, csb);
    for (const [person, path] of [
      [csb, '/ontvangen'],
      [operator, `/overzicht?verkiezing=${election}`],
    ] as const) {
      const { page, complaints, close } = await visit(browser, app, person);
      const bytes = Buffer.byteLength(await (await page.goto(path))!.text());
      const rows = await page.locator('.board-table tbody tr').count();
      const links = await page.locator('.board-table tbody a, .board-table tbody button').count();
      const stops = await page.locator('a[href], button, input:not([type=hidden]), select, summary').count();
      measured.push(`${path}: ${bytes} bytes of HTML, ${rows} rows, ${stops} tab stops`);
      expect(bytes).toBeLessThanOrEqual(MOST_BYTES);
      expect(links).toBeLessThanOrEqual(rows);
      expect(rows).toBeGreaterThanOrEqual(total);
      for (const width of [...WIDTHS, 320]) {
        await page.setViewportSize({ width, height: 900 });
        expect([path, width, await sidewaysScroll(page)]).toEqual([path, width, 0]);
      }
      await page.goto(`${path}${path.includes('?') ? '&' : '?'}kring=HSB3`);
      expect([path, await axeFindings(page)]).toEqual([path, []]);
      await close();
      expect(complaints).toEqual([]);
    }
  });

  it('is a list for a spreadsheet too, narrowed alike', async () => {
    const csv = await app.ask('GET', '/ontvangen/lijst.csv?zoek=rotterdam', { as: csb });
    expect(csv.headers.get('content-disposition')).toBe(`attachment; filename="ontvangen_${election}.csv"`);
    const lines = (await csv.text()).trim().split('\r\n');
    expect(lines).toHaveLength(3);
    expect(lines[1]).toMatch(/^"GSB";"0599";"Gemeentelijk stembureau Rotterdam"/);
  });

  it.each([
    [1280, true],
    [375, false],
  ])('the CSB checks what came, and who is asked answers, at %i wide, script %s', async (width, script) => {
    await fillBoard(app, election, csb, 'true');
    await markAll(app, csb);
    const { rows } = await app.sql(
      "SELECT d.id FROM delivery d JOIN submission s ON s.id = d.submission_id WHERE s.code = $1 AND d.level = 'CSB'",
      [width === WIDTHS[0] ? '0599' : '0106'],
    );
    const { id } = rows[0] as { id: string };
    await app.sql("UPDATE submission SET verdict = $1 WHERE verdict::text = '{}'", [JSON.stringify(JUDGED)]);
    await app.sql(
      `INSERT INTO submission_file (submission_id, index, name, size, sha256, received_at)
       SELECT id, 1, 'telling.zip', 1, fingerprint, now() FROM submission ON CONFLICT DO NOTHING`,
    );
    const { page, complaints, close } = await visit(browser, app, csb, { width, script });
    await page.goto(`/ontvangen/${id}`);
    await page.getByRole('button', { name: 'Vastleggen' }).click();
    await page.getByText('Kies of het bestand voldoet.').first().waitFor();
    await sound(page, script, 'oordeel-fout');
    await page.getByLabel('Voldoet niet').check();
    await page.getByLabel('Wat is er niet goed?').fill('de totalen ontbreken');
    await page.getByText('Zet er een termijn bij').click();
    await page.getByLabel('Uiterlijk op welke dag?').fill('2099-03-18');
    await page.getByLabel('Uiterlijk hoe laat?').fill('12:00');
    await page.getByRole('button', { name: 'Vastleggen' }).click();
    await page.getByText('U legde vast dat het bestand niet voldoet').waitFor();
    await sound(page, script, 'oordeel');
    await page.goto('/ontvangen/vragen?rij=GSB-0014-510b');
    await sound(page, script, 'vragen');
    await page.goto('/ontvangen?status=aandacht');
    await sound(page, script, 'bord-aandacht');
    await page.goto('/ontvangen/voldoet?rij=GSB-0363-510b&rij=GSB-0518-510b&rij=GSB-0599-510b');
    await sound(page, script, 'samen');
    if (width === WIDTHS[0]) {
      await page.getByRole('button', { name: /^Leg vast/ }).click();
      await page.waitForURL('**/ontvangen?melding=voldoen');
    }
    await close();
    expect(complaints.filter((text) => !text.includes('422'))).toEqual([]);
    if (width === WIDTHS[1]) return;
    const asked = await visit(browser, app, await app.person(election, 'GSB', '0599'), { width: 375 });
    await asked.page.goto('/');
    await sound(asked.page, true, 'begin-gevraagd');
    await asked.page.getByRole('link', { name: 'Bekijk het verzoek' }).click();
    await sound(asked.page, true, 'verzoek');
    await asked.page.getByLabel('Zeg waarom niet').fill('er is geen ander bestand');
    await asked.page.getByRole('button', { name: 'Antwoord versturen' }).click();
    await asked.page.getByText('Uw antwoord is vastgelegd').waitFor();
    await sound(asked.page, true, 'verzoek-beantwoord');
    await asked.close();
  });

  it.each([
    [1280, true],
    [375, false],
  ])('a gezaghebber sends on after the admission, at %i wide, script %s', async (width, script) => {
    app.clock.setTo(new Date('2027-04-01T10:00:00Z'));
    if (width === WIDTHS[0]) await configureIsland(app);
    const mayor = await app.person(ISLAND, 'MAYOR', '9001');
    const { rows } = await app.sql("SELECT fingerprint FROM submission WHERE code = '0106'");
    const { fingerprint } = rows[0] as { fingerprint: string };
    const before = await app.sql("SELECT id FROM submission WHERE election_id = $1 AND state = 'delivered'", [
      ISLAND,
    ]);
    await fileOfIsland(app, fingerprint, (before.rows[0] as { id: string } | undefined)?.id ?? null);
    const { page, complaints, close } = await visit(browser, app, mayor, { width, script });
    await page.goto('/');
    await page.getByRole('link', { name: /doorsturen/i }).click();
    await sound(page, script, 'doorsturen');
    await page.getByLabel('Op welke dag is over de toelating beslist?').fill('2027-04-09');
    await page.getByRole('button', { name: 'Stuur 1 bestand door aan de Kiesraad' }).click();
    await page.getByText('Die dag kan niet').first().waitFor();
    await sound(page, script, 'doorsturen-fout');
    await page.getByLabel('Op welke dag is over de toelating beslist?').fill('2027-03-30');
    await page.getByRole('button', { name: 'Stuur 1 bestand door aan de Kiesraad' }).click();
    await page.getByText('Doorgestuurd aan de Kiesraad').waitFor();
    await sound(page, script, 'doorgestuurd');
    await close();
    expect(complaints.filter((text) => !text.includes('409'))).toEqual([]);
  });
});
