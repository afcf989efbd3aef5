import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { readKeyList } from '../../src/keylist/key-list.js';
import { latestList } from '../../src/keylist/key-list.store.js';
import { MakeKeyList } from '../../src/keylist/make-key-list.js';
import { RegisterKey } from '../../src/keys/register-key.js';
import { findSignature } from '../../src/platform/signing/signature.store.js';
import { startApp, type TestApp, type TestPerson } from '../support/app.js';
import { axeFindings, describeWithBrowser, launchBrowser, sidewaysScroll } from '../support/browser.js';
import { Keyboard } from '../support/keyboard.js';
import { testCommitteeKey } from '../support/keys.js';
import { visit, type Visit } from '../support/site.js';
import { until } from '../support/until.js';
import { configureTk } from '../support/uploads.js';

describeWithBrowser('the page of a key list', () => {
  let app: TestApp;
  let browser: Browser;
  let member: TestPerson;
  let operator: TestPerson;
  let dir: string;
  let digest: string;
  const open: Visit[] = [];

  beforeAll(async () => {
    dir = mkdtempSync(path.join(tmpdir(), 'key-list-page-'));
    app = await startApp();
    await configureTk(app);
    member = await app.person('TK2027', 'GSB', '0106');
    operator = await app.person(null, 'OPERATOR', 'OPERATOR');
    const { certificate } = await testCommitteeKey(1);
    await app.get(RegisterKey).run(certificate, member.actor);
    await app.sql(
      "UPDATE committee_key SET state = 'approved', decided_at = now(), decided_by = registered_by, reason = 'test'",
    );
    await app.db.transaction((tx) => app.get(MakeKeyList).run(tx, 'TK2027'));
    digest = (await latestList(app.db.read, 'TK2027'))!.sha256;
    await until(async () => {
      const list = await latestList(app.db.read, 'TK2027');
      return (await findSignature(app.db.read, list!.sha256)) !== null;
    });
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
    rmSync(dir, { recursive: true, force: true });
  });

  async function enter(who: TestPerson, width: number, script = true): Promise<Page> {
    const visiting = await visit(browser, app, who, { width, script });
    open.push(visiting);
    return visiting.page;
  }
  async function fetched(page: Page, name: RegExp): Promise<Buffer> {
    const download = page.waitForEvent('download');
    await page.getByRole('link', { name }).first().click();
    const file = path.join(dir, (await download).suggestedFilename());
    await (await download).saveAs(file);
    return readFileSync(file);
  }

  it.each([
    [1280, true],
    [375, true],
    [375, false],
  ])(
    'shows its fingerprint in 16 groups and hands it out, at %i pixels, script %s',
    async (width, script) => {
      const page = await enter(member, width, script);
      await page.goto('/sleutellijsten');
      await page.getByRole('link', { name: 'Tweede Kamer 2027' }).click();
      await page.getByRole('heading', { name: 'Versie 1' }).waitFor();
      const groups = await page.locator(`[data-fingerprint="${digest}"] .fingerprint__group`).allInnerTexts();
      expect([groups.length, groups.join('')]).toEqual([16, digest]);
      const list = readKeyList(await fetched(page, /De lijst \(JSON\)/))!;
      expect(list.sleutels.map(({ code }) => code)).toEqual(['0106']);
      const zip = await fetched(page, /Alles in één ZIP/);
      expect(zip.subarray(0, 4).toString('latin1')).toBe('PK\x03\x04');
      expect(zip.includes(list.sleutels[0]!.bestand)).toBe(true);
      expect(await page.getByRole('button', { name: 'Vastleggen' }).count()).toBe(0);
      expect(await sidewaysScroll(page)).toBe(0);
      if (script) expect(await axeFindings(page, 'all')).toEqual([]);
      const { SHOTS } = process.env;
      if (SHOTS !== undefined)
        await page.screenshot({ path: path.join(SHOTS, `sleutellijst-${width}.png`), fullPage: true });
    },
  );

  it.each([true, false])(
    'is opened for everybody by the Kiesraad, by keyboard, script %s',
    async (script) => {
      const page = await enter(operator, 375, script);
      const hands = new Keyboard(page);
      const say = async (label: string, told: RegExp) => {
        await page.goto('/sleutellijsten/TK2027');
        await page.getByLabel(label).focus();
        await page.keyboard.press('Space');
        await hands.type(page.getByLabel('Waarom?'), 'zo besloot de Kiesraad');
        await hands.press(page.getByRole('button', { name: 'Vastleggen' }));
        await page.getByText(told).waitFor();
        expect(await page.getByLabel(label).isChecked()).toBe(true);
      };
      await say('Iedereen, ook zonder account', /Iedereen ziet deze lijst/);
      expect((await app.ask('GET', '/v1/sleutellijsten/TK2027')).status).toBe(200);
      expect(await sidewaysScroll(page)).toBe(0);
      if (script) expect(await axeFindings(page, 'all')).toEqual([]);
      await say('De organen van deze verkiezing', /Alleen de organen/);
      expect((await app.ask('GET', '/v1/sleutellijsten/TK2027')).status).toBe(401);
    },
  );
});
