import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { issueInvitation } from '../../src/identity/issue-invitation.js';
import { approveByTwo } from '../support/ceremony.js';
import { Settings } from '../../src/platform/settings.js';
import { correctedCount } from '../../src/rehearsal/made-count.js';
import { JudgeWaiting } from '../../src/upload/judge-waiting.js';
import { startApp, type TestApp, type TestPerson } from '../support/app.js';
import {
  describeWithBrowser,
  launchBrowser,
  plugInAuthenticator,
  sidewaysScroll,
  slowDown,
} from '../support/browser.js';
import { asPem } from '../support/key-files.js';
import { Keyboard } from '../support/keyboard.js';
import { startLine, type Line } from '../support/line.js';
import { madePackage, withScan } from '../support/packages.js';
import { arrival } from '../support/routing.js';
import { configureTowns, countOf, TOWNS, visit, type Town, type Visit } from '../support/site.js';
import { until } from '../support/until.js';

const MB = 1024 * 1024;
const NUMBER = '20\\d\\d-\\d{6}';

describeWithBrowser('the night of a gemeentelijk stembureau, by keyboard alone', () => {
  let app: TestApp;
  let browser: Browser;
  let line: Line;
  let operator: TestPerson;
  let hsb: TestPerson;
  let folder: string;

  beforeAll(async () => {
    app = await startApp();
    Object.assign(app.get(Settings), { baseUrl: app.baseUrl });
    await configureTowns(app);
    operator = await app.person(null, 'OPERATOR', 'OPERATOR');
    hsb = await app.person('TK2027', 'HSB', 'HSB3');
    line = await startLine();
    browser = await launchBrowser();
    folder = mkdtempSync(path.join(tmpdir(), 'overdracht-night-'));
  });
  afterAll(async () => {
    await browser?.close();
    await line?.close();
    await app?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  describe.each<[width: number, script: boolean, town: Town]>([
    [1280, true, 'Assen'],
    [375, true, 'Coevorden'],
    [1280, false, 'Emmen'],
    [375, false, 'Meppel'],
  ])('at %i pixels, script %s', (width, script, town) => {
    let clerk: TestPerson;
    let visiting: Visit;
    let page: Page;
    let hands: Keyboard;
    let count: Awaited<ReturnType<typeof countOf>>;
    let first: { readonly file: string; readonly bytes: Buffer };

    beforeAll(async () => {
      clerk = await app.person('TK2027', 'GSB', String(TOWNS[town]).padStart(4, '0'));
      count = await countOf(town);
      const bytes = await withScan(count, 2 * MB);
      first = { file: write(`${town}.zip`, bytes), bytes };
      line.sent.length = 0;
      visiting = await visit(browser, app, script ? null : clerk, { width, script, proxy: line.url });
      ({ page } = visiting);
      hands = new Keyboard(page);
    });
    afterAll(async () => {
      await visiting?.close();
      expect(visiting.complaints.filter((text) => !text.includes('net::ERR_'))).toEqual([]);
    });

    function write(name: string, bytes: Uint8Array | string): string {
      const file = path.join(folder, name);
      writeFileSync(file, bytes);
      return file;
    }

    const button = (name: string) => page.getByRole('button', { name, exact: true });
    const link = (name: string | RegExp) => page.getByRole('link', { name }).first();
    const main = async () => (await page.textContent('main'))!;
    const now = async () => (await page.locator('main .panel').first().textContent())!;
    const bodies = () => line.sent.filter(({ method }) => method === 'PUT' || method === 'PATCH');
    const kept = async (): Promise<number> => {
      const { rows } = await app.sql('SELECT coalesce(sum(size), 0)::int AS bytes FROM submission_part');
      return (rows[0] as { bytes: number }).bytes;
    };
    /** Where the focus is. */
    const focused = (selector: string) =>
      page.waitForFunction((wanted) => document.activeElement?.matches(wanted) === true, selector);

    /** A page with this title, that fits. */
    async function at(title: string | RegExp): Promise<void> {
      await page.getByRole('heading', { level: 1, name: title }).waitFor();
      expect([await page.title(), await sidewaysScroll(page)]).toEqual([expect.stringMatching(title), 0]);
    }

    /** Has the page look at once whether something changed. */
    async function look(): Promise<void> {
      if (script) await page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')));
      else await hands.press(link('Kijk opnieuw'));
    }

    async function handIn(): Promise<void> {
      await hands.press(button('Indienen'));
      await at(new RegExp(`^Ontvangstbewijs ${NUMBER}`));
    }

    it('is let in, by passkey where script runs', async () => {
      if (!script) return at('Begin');
      await plugInAuthenticator(page);
      const { personId, hat } = clerk.actor;
      const to = { personId, hatId: hat.id, electionId: hat.electionId };
      const by = { kind: 'system', part: 'test' } as const;
      const { path: invitation } = await app.db.transaction((tx) => issueInvitation(tx, to, by, new Date()));
      await page.goto(invitation);
      await hands.type(page.getByLabel('Naam van dit apparaat'), 'laptop');
      await hands.press(button('Passkey maken'));
      await at('Begin');
      await page.context().clearCookies();
      await page.goto('/leveringen');
      await at('Inloggen');
      await hands.press(button('Inloggen met passkey'));
      await at('Leveringen');
    });

    it('hands in its key, waits for the Kiesraad, and hears on Begin what to do', async () => {
      await page.goto('/');
      expect(await now()).toContain('Meld de sleutel van uw stembureau aan');
      await hands.press(link('Sleutel aanmelden'));
      await at('Publieke sleutels');
      await hands.to(page.locator('#bestand'));
      await page.setInputFiles('#bestand', write(`${town}.crt`, asPem(count.key!.certificate)));
      await hands.press(button('Aanmelden'));
      await page.getByText('De sleutel is aangemeld').waitFor();
      await page.goto('/');
      expect(await now()).toContain('Lees de vingerafdruk van uw sleutel voor');
      const { rows } = await app.sql("SELECT id FROM committee_key WHERE state = 'registered'");
      await approveByTwo(app, (rows[0] as { id: string }).id, operator);
      await page.goto('/');
      expect(await now()).toContain('Nog te leveren: Telling (510b)');
      await at('Begin');
      await hands.press(link('Lever een bestand'));
      await at('Telbestand leveren');
    });

    if (script) {
      it('goes on by itself after a cut', async () => {
        line.breakAfter(0.7 * MB);
        await hands.to(page.locator('#bestand'));
        await page.setInputFiles('#bestand', first.file);
        await hands.press(button('Versturen en controleren'));
        await page.getByText('Het versturen stokt', { exact: true }).waitFor();
        await until(async () => (await kept()) > 0);
        await focused('[data-upload-progress]');
        await slowDown(page, 0.6 * MB);
        line.mend();
        await page.getByText(/^Versturen: [4-9]\d%/).waitFor();
        expect(bodies().map(({ method }) => method)).toEqual(['PUT', 'PATCH']);
      });

      it('asks before a reload, and sends the rest of the same file afterwards', async () => {
        page.once('dialog', (dialog) => void dialog.accept());
        await page.reload();
        await at('Telbestand leveren');
        await page.goto('/');
        expect(await now()).toMatch(/U bent nog niet klaar: .* is niet compleet/);
        await at('Begin');
        const offset = await kept();
        expect(offset).toBeGreaterThan(0.7 * MB);
        line.sent.length = 0;
        line.answerLate(1200);
        await hands.press(link(/^Ga verder met/));
        await at(/^Niet compleet: levering/);
        expect(await main()).toContain('Kies hetzelfde bestand nog eens');
        await hands.to(page.locator('#bestand'));
        await page.setInputFiles('#bestand', first.file);
        await hands.press(button('Verder versturen'));
        await page.locator('label', { hasText: 'Het bestand wordt gecontroleerd' }).waitFor();
        expect(await sidewaysScroll(page)).toBe(0);
        line.answerLate(0);
        await page.getByText('Het bestand is in orde').waitFor();
        expect(bodies()).toMatchObject([{ method: 'PATCH', bytes: first.bytes.length - offset }]);
      });
    } else {
      it('sends by form, and looks again until the verdict is there', async () => {
        const { waits } = app.get(Settings);
        await app.get(JudgeWaiting).beforeApplicationShutdown();
        Object.assign(app.get(Settings), { waits: { ...waits, verdictMs: 0 } });
        await hands.to(page.locator('#bestand'));
        await page.setInputFiles('#bestand', first.file);
        await hands.press(button('Versturen en controleren'));
        await at(/^Wordt nog gecontroleerd: levering/);
        expect(await main()).toContain('het bestand wordt nog gecontroleerd');
        await look();
        await at(/^Wordt nog gecontroleerd: levering/);
        expect(await main()).toContain('het bestand wordt nog gecontroleerd');
        app.get(JudgeWaiting).start();
        Object.assign(app.get(Settings), { waits });
        await until(
          async () => (await app.sql("SELECT 1 FROM submission WHERE state = 'open'")).rowCount === 0,
        );
        await look();
      });
    }

    it('reads the verdict first, and what stands in the file beside the paper', async () => {
      await at(new RegExp(`^Gecontroleerd, nog niet ingediend: levering ${NUMBER}`));
      await focused('#uitslag');
      expect(await page.textContent('#uitslag')).toContain('U bent nog niet klaar: dien het hieronder in.');
      expect(await page.locator('.panel', { hasText: 'Klopt dit met uw papier?' }).count()).toBe(1);
      expect(await page.content()).not.toContain(count.pair!.fingerprint);
    });

    it('loses nothing when the session ended before handing in', async () => {
      await hands.press(page.locator('summary', { hasText: 'Later vergelijken' }));
      await hands.choose(page.locator('#waarom'), 'onderweg');
      await app.sql("UPDATE session SET last_seen_at = now() - interval '31 minutes' WHERE person_id = $1", [
        clerk.actor.personId,
      ]);
      const before = page.url();
      await hands.press(button('Indienen'));
      await at('Uw sessie is voorbij');
      expect(await main()).toContain('Uw bestand is bewaard, nog niet ingediend.');
      if (script) await hands.press(button('Inloggen met passkey'));
      else await chooseOneself();
      await page.getByText('Er is nog niets verstuurd').waitFor();
      await at(new RegExp(`^Gecontroleerd, nog niet ingediend: levering ${NUMBER}`));
      expect(new URL(page.url()).pathname.startsWith(new URL(before).pathname)).toBe(true);
      expect(await page.inputValue('#waarom')).toBe('onderweg');
      await handIn();
    });

    /** Where no passkey can be used: the door of the rehearsal, in another tab. */
    async function chooseOneself(): Promise<void> {
      const opened = page.context().waitForEvent('page');
      await hands.press(link('kies een persoon'));
      const beside = await opened;
      const { name } = clerk.actor;
      await new Keyboard(beside).press(beside.getByRole('button', { name: `Kies ${name}`, exact: true }));
      await beside.waitForURL('**/leveringen/*');
      await beside.close();
      await hands.press(button('Verder met wat u invulde'));
    }

    it('has a receipt that says what was not compared, and who fetched the file by now', async () => {
      expect(await page.textContent('article')).toContain('niet vergeleken: Het proces-verbaal is onderweg');
      expect(await page.content()).not.toContain(count.pair!.fingerprint);
      const { bestand } = await arrival(app, hsb, count.pair!.fingerprint);
      await app.ask('GET', bestand, { as: hsb });
      await look();
      await page
        .getByText(/^opgehaald/)
        .first()
        .waitFor();
      await page.goto('/');
      expect(await now()).toMatch(/^Vergelijk 20\d\d-\d{6} nog met het papier/);
      expect(await main()).toMatch(/Hier klaar: .*HSB haalde op om \d\d:\d\d/);
      await at('Begin');
    });

    it('compares with the paper when it is there, and is told which group was mistyped', async () => {
      await hands.press(link(/^Vergelijk 20/));
      await at(/^Ingediend: levering/);
      const { fingerprint } = count.pair!;
      await hands.compare(fingerprint);
      const group = page.locator('.fingerprint-input__groups input').nth(2);
      const right = await group.inputValue();
      await hands.type(group, right === '0000' ? '1111' : '0000');
      await hands.press(button('Vergelijken'));
      await focused('.error-summary');
      await at(/^(Fout: )?Ingediend: levering/);
      expect(await page.title()).toMatch(/^Fout: /);
      await page.keyboard.press('Tab');
      await page.keyboard.press('Enter');
      await focused(`#${await group.getAttribute('id')}`);
      expect(await group.getAttribute('aria-invalid')).toBe('true');
      await hands.type(group, right);
      await hands.press(button('Vergelijken'));
      await at(/^Ontvangstbewijs/);
      expect(await page.textContent('article')).toContain('ja, alle 64 tekens zijn gelijk');
    });

    it('corrects the count in a new session', async () => {
      const number = /20\d\d-\d{6}/.exec(await page.title())![0];
      const next = await madePackage({
        count: correctedCount(count.count, 'night', '2026-11-20T05:06:07'),
        key: count.key,
      });
      await hands.press(link('Naar uw leveringen'));
      await at('Leveringen');
      await hands.press(link('Telbestand leveren'));
      await at('Telbestand leveren');
      expect(await main()).toContain(`Dit wordt een correctie van ${number}`);
      await hands.to(page.locator('#bestand'));
      await page.setInputFiles('#bestand', write(`${town} 2.zip`, next.bytes));
      await hands.press(button('Versturen en controleren'));
      await at(/^Gecontroleerd, nog niet ingediend: levering/);
      await focused('#uitslag');
      expect(await main()).toContain(`Dit vervangt ${number}`);
      expect(await page.locator('.count-figures__line--changed').count()).toBeGreaterThan(0);
      await hands.tick(page.getByLabel('Een nieuwe zitting'));
      await hands.compare(next.pair!.fingerprint);
      await handIn();
      const receipt = await page.textContent('article');
      expect(receipt).toContain(`Vervangt${number}`);
      expect(receipt).toContain('nieuwe zitting');
      expect(receipt).toContain('ja, alle 64 tekens zijn gelijk');
      await recipientsSee(next.pair!.fingerprint, number);
    });

    async function recipientsSee(fingerprint: string, before: string): Promise<void> {
      const { nummer } = await arrival(app, hsb, fingerprint);
      const there = await visit(browser, app, hsb, { width, script });
      const keyboard = new Keyboard(there.page);
      await there.page.goto('/ontvangen');
      const row = there.page.locator('.board-table tbody tr', { hasText: town });
      expect(await row.textContent()).toContain('gecorrigeerd');
      await keyboard.press(row.getByRole('link').first());
      await there.page.getByRole('heading', { level: 1, name: new RegExp(nummer) }).waitFor();
      const told = (await there.page.textContent('main'))!;
      expect(told).toContain('nieuwe zitting');
      expect(told).toContain(before);
      await keyboard.press(there.page.getByRole('button', { name: 'Ontvangst bevestigen' }));
      await there.page.getByText('U hebt de ontvangst bevestigd').waitFor();
      await keyboard.compare(fingerprint);
      await keyboard.press(there.page.getByRole('button', { name: 'Vergelijken' }));
      await there.page.getByText('De vingerafdruk is gelijk', { exact: true }).waitFor();
      expect(await sidewaysScroll(there.page)).toBe(0);
      await there.close();
      expect(there.complaints).toEqual([]);
    }
  });
});
