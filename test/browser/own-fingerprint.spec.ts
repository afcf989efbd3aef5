import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { RegisterKey } from '../../src/keys/register-key.js';
import { startApp, type TestApp, type TestPerson } from '../support/app.js';
import { axeFindings, describeWithBrowser, launchBrowser, sidewaysScroll } from '../support/browser.js';
import { asPem } from '../support/key-files.js';
import { testCommitteeKey } from '../support/keys.js';
import { HAS_OPENSSL, WITHOUT_OPENSSL } from '../support/openssl.js';
import { visit } from '../support/site.js';
import { configureTk } from '../support/uploads.js';

describeWithBrowser('the fingerprint of one’s own certificate, to be read out', () => {
  let app: TestApp;
  let member: TestPerson;
  let browser: Browser;
  let dir: string;
  let fingerprint: string;
  let html: string;
  const at = (name: string) => path.join(dir, name);
  const shot = (name: string) => (process.env['SHOTS'] ? path.join(process.env['SHOTS'], name) : at(name));

  beforeAll(async () => {
    dir = mkdtempSync(path.join(tmpdir(), 'own-fingerprint-'));
    app = await startApp({ worker: false });
    await configureTk(app);
    member = await app.person('TK2027', 'GSB', '0106');
    const { certificate, privateKey } = await testCommitteeKey(1);
    await app.get(RegisterKey).run(certificate, member.actor);
    fingerprint = createHash('sha256').update(certificate).digest('hex');
    const secret = privateKey.export({ type: 'pkcs8', format: 'pem' }) as string;
    writeFileSync(at('public_key.crt'), `\ufeffBag Attributes\n${asPem(certificate)}`);
    writeFileSync(at('public_key.der'), certificate);
    writeFileSync(at('telling.zip'), 'PK\x03\x04 een telbestand');
    writeFileSync(at('kapot.crt'), certificate.subarray(0, 900));
    writeFileSync(at('private_key.pem'), secret);
    writeFileSync(at('alles.pem'), asPem(certificate) + secret);
    const answer = await app.ask('GET', '/sleutels/vingerafdruk.html');
    expect(answer.headers.get('content-disposition')).toBe(
      'attachment; filename="vingerafdruk-voorlezen.html"',
    );
    html = await answer.text();
    writeFileSync(at('bewaard.html'), html);
    browser = await launchBrowser();
  });
  afterAll(async () => {
    await browser?.close();
    await app?.close();
    rmSync(dir, { recursive: true, force: true });
  });

  /** The saved page, as it opens on a computer without network. */
  async function open(
    width = 1280,
    javaScriptEnabled = true,
  ): Promise<{ page: Page; context: BrowserContext }> {
    const context = await browser.newContext({ viewport: { width, height: 900 }, javaScriptEnabled });
    await context.setOffline(true);
    const page = await context.newPage();
    await page.goto(`file://${at('bewaard.html')}`);
    if (javaScriptEnabled) await page.locator('[data-ready]').waitFor();
    return { page, context };
  }
  async function choose(page: Page, file: string): Promise<string> {
    await page.locator('input[type=file]').setInputFiles(at(file));
    await page.locator('[data-outcome]').waitFor();
    return await page.locator('[data-island=own-fingerprint]').innerText();
  }
  const shown = (page: Page) => page.locator('[data-fingerprint]').count();

  it.each([1280, 375])('is shown at %d px, big enough, for everybody, by keyboard', async (width) => {
    const { page, context } = await open(width);
    const asked: string[] = [];
    page.on('request', (request) => asked.push(request.url()));
    for (const file of ['public_key.crt', 'public_key.der']) {
      const said = await choose(page, file);
      const groups = await page.locator('.fingerprint__group').allInnerTexts();
      expect([groups.length, groups.join('')]).toEqual([16, fingerprint]);
      for (const fact of ['Gemeente Assen', 'TK2027', 'PSB0106', '2027-01-04']) expect(said).toContain(fact);
    }
    expect(asked).toEqual([]);
    const size = await page
      .locator('.fingerprint__group')
      .first()
      .evaluate((group) => parseFloat(getComputedStyle(group).fontSize));
    expect(size).toBeGreaterThanOrEqual(22);
    expect(await axeFindings(page, 'all')).toEqual([]);
    expect(await sidewaysScroll(page)).toBe(0);
    await page.screenshot({ path: shot(`voorlezen-${width}.png`), fullPage: true });
    // heard from before the page is there, so that the dialog is ours however busy the machine is
    page.on('filechooser', (dialog) => void dialog.setFiles(at('public_key.crt')));
    await page.reload();
    await page.locator('[data-ready]').waitFor();
    await page.keyboard.press('Tab');
    expect(await page.evaluate('document.activeElement.type')).toBe('file');
    await page.keyboard.press('Enter');
    await page.locator('[data-fingerprint]').waitFor();
    await context.close();
  });

  it('is shown for a file that is dropped, and gone when the next one is none', async () => {
    const { page, context } = await open();
    const drop = await page.evaluateHandle(
      ([name, text]) => {
        const data = new DataTransfer();
        data.items.add(new File([text!], name!));
        return data;
      },
      ['x.crt', asPem((await testCommitteeKey(1)).certificate)],
    );
    await page.locator('[data-drop]').dispatchEvent('drop', { dataTransfer: drop });
    await page.locator('[data-fingerprint]').waitFor();
    expect(await page.locator('[data-fingerprint]').getAttribute('data-fingerprint')).toBe(fingerprint);
    expect(await choose(page, 'telling.zip')).toMatch(/Fout: dit is geen certificaat\s+Kies het certificaat/);
    expect(await shown(page)).toBe(0);
    expect(await choose(page, 'kapot.crt')).toMatch(/Fout: het certificaat is beschadigd/);
    expect(await axeFindings(page, 'all')).toEqual([]);
    await context.close();
  });

  it.each(['private_key.pem', 'alles.pem'])('is not shown of %s: what to do is', async (file) => {
    const { page, context } = await open(375);
    const said = await choose(page, file);
    expect(said).toMatch(/Fout: dit is een geheime sleutel[^]*Laat dit bestand waar het is/);
    expect(await shown(page)).toBe(0);
    expect(said).not.toMatch(/[0-9a-f]{4} [0-9a-f]{4}/);
    await page.screenshot({ path: shot('voorlezen-geheim.png'), fullPage: true });
    await context.close();
  });

  it('holds nothing of the site: no address, no fingerprint, the same for everybody', async () => {
    expect(html).toContain("default-src 'none'");
    expect(html).not.toMatch(/https?:|[0-9a-f]{64}/);
    expect(html).not.toContain(app.baseUrl);
    expect(await (await app.ask('GET', '/sleutels/vingerafdruk.html', { as: member })).text()).toBe(html);
  });

  it.each([1280, 375])(
    'is offered with two other ways to a committee that must read it out, at %d px',
    async (width) => {
      const { page, close } = await visit(browser, app, member, { width });
      await page.goto('/sleutels');
      const said = await page.locator('main').innerText();
      for (const way of ['overdracht key public_key', 'openssl x509 -noout']) expect(said).toContain(way);
      const download = page.waitForEvent('download');
      await page.getByRole('link', { name: 'vingerafdruk-voorlezen.html' }).click();
      expect((await download).suggestedFilename()).toBe('vingerafdruk-voorlezen.html');
      expect(await axeFindings(page, 'all')).toEqual([]);
      expect(await sidewaysScroll(page)).toBe(0);
      await page.screenshot({ path: shot(`eigen-sleutels-${width}.png`), fullPage: true });
      await close();
    },
  );

  it('is said to need a line of openssl where there is no script', async () => {
    const { page, context } = await open(375, false);
    expect(await page.locator('[data-own-status]').innerText()).toContain('Zonder JavaScript');
    await context.close();
  });

  (HAS_OPENSSL ? it : it.skip)(`is what the line on the page gives${WITHOUT_OPENSSL}`, () => {
    const line = /openssl x509[^<]*/.exec(html)![0].trim().replace('public_key….crt', at('plat.crt'));
    return testCommitteeKey(1).then(({ certificate }) => {
      writeFileSync(at('plat.crt'), asPem(certificate));
      const said = execFileSync('sh', ['-c', line], { encoding: 'utf8' });
      expect(said.split('=')[1]!.trim().replaceAll(':', '').toLowerCase()).toBe(fingerprint);
    });
  });
});
