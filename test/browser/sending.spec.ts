import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { startApp, type TestApp, type TestPerson } from '../support/app.js';
import {
  axeFindings,
  describeWithBrowser,
  launchBrowser,
  sidewaysScroll,
  slowDown,
} from '../support/browser.js';
import { startLine, type Line } from '../support/line.js';
import { withScan } from '../support/packages.js';
import { clerkOf, configureTowns, countOf, visit, type Visit, type VisitOptions } from '../support/site.js';
import { submit, upload } from '../support/uploads.js';
import { writeZip } from '../support/zip-writer.js';

const MB = 1024 * 1024;

describeWithBrowser('sending a file that cannot be lost', () => {
  let app: TestApp;
  let browser: Browser;
  let line: Line;
  let clerk: TestPerson;
  let folder: string;
  let big: { readonly file: string; readonly bytes: Buffer };
  let open: Visit[];

  beforeAll(async () => {
    app = await startApp();
    await configureTowns(app);
    const operator = await app.person(null, 'OPERATOR', 'OPERATOR');
    clerk = await clerkOf(app, 'Assen', operator);
    line = await startLine();
    browser = await launchBrowser();
    folder = mkdtempSync(path.join(tmpdir(), 'overdracht-sending-'));
    const bytes = await withScan(await countOf('Assen'), 3 * MB);
    big = { file: write('pakket van Assen.zip', bytes), bytes };
  });
  afterAll(async () => {
    await browser?.close();
    await line?.close();
    await app?.close();
    rmSync(folder, { recursive: true, force: true });
  });
  beforeEach(async () => {
    await app.sql("UPDATE submission SET state = 'abandoned' WHERE state <> 'refused'");
    await app.sql('DELETE FROM submission_part');
    line.sent.length = 0;
    line.mend();
    line.answerLate(0);
    open = [];
  });
  afterEach(async () => {
    for (const visited of open) await visited.close();
  });

  function write(name: string, bytes: Uint8Array | string): string {
    const file = path.join(folder, name);
    writeFileSync(file, bytes);
    return file;
  }

  async function enter(options: VisitOptions = {}): Promise<Page> {
    const visited = await visit(browser, app, clerk, { ...options, proxy: line.url });
    open.push(visited);
    await visited.page.goto('/leveringen/nieuw');
    return visited.page;
  }

  const send = (page: Page) => page.getByRole('button', { name: 'Versturen en controleren' }).click();
  const verdict = (page: Page) => page.waitForURL(/\/leveringen\/[0-9a-f-]{36}$/);
  const bodies = () => line.sent.filter(({ method }) => method === 'PUT' || method === 'PATCH');
  const states = async () =>
    (await app.sql("SELECT state FROM submission WHERE state <> 'abandoned'")).rows.map(
      (row: { state: string }) => row.state,
    );
  /** Bytes of the only unfinished delivery that the server keeps. */
  const kept = async (): Promise<number> => {
    const { rows } = await app.sql('SELECT coalesce(sum(size), 0)::int AS bytes FROM submission_part');
    return (rows[0] as { bytes: number }).bytes;
  };

  /** Breaks the line half way, and waits until what came is kept. */
  async function half(page: Page): Promise<number> {
    line.breakAfter(1.5 * MB);
    await page.setInputFiles('#bestand', big.file);
    await send(page);
    await page.getByText('Het versturen stokt', { exact: true }).waitFor();
    for (let i = 0; i < 100 && (await kept()) === 0; i += 1) await page.waitForTimeout(50);
    return await kept();
  }

  /** Away from a page that sends: it asks whether one is sure. Only then is the line mended, or it goes on by itself. */
  async function leave(page: Page): Promise<void> {
    page.once('dialog', (dialog) => void dialog.accept());
    await page.goto('about:blank');
  }

  it('says that it falters when the line is cut after the last byte, and not that it is checked', async () => {
    const page = await enter();
    line.answerLate(5_000);
    line.breakAfter(big.bytes.length);
    await page.setInputFiles('#bestand', big.file);
    await send(page);
    await page.getByText('Het versturen stokt', { exact: true }).waitFor();
    const labels = await page.evaluate(async () => {
      const label = document.querySelector('[data-upload-label]')!;
      const seen: (string | null)[] = [];
      new MutationObserver(() => seen.push(label.textContent)).observe(label, {
        childList: true,
        characterData: true,
        subtree: true,
      });
      await new Promise((done) => setTimeout(done, 1_500));
      return seen;
    });
    expect(labels.filter((label) => label?.includes('gecontroleerd'))).toEqual([]);
    expect(await page.locator('[data-upload-pause]').isVisible()).toBe(true);
    line.answerLate(0);
    line.mend();
    await verdict(page);
  });

  it('goes on after a cut by itself, and sends only the rest', async () => {
    const page = await enter();
    const offset = await half(page);
    expect(offset).toBeGreaterThan(MB);
    expect(await page.textContent('[data-upload-detail]')).toContain('blijft bewaard');
    line.mend();
    await verdict(page);
    expect(await page.textContent('main')).toContain('Het bestand is in orde');
    expect(bodies().map(({ method }) => method)).toEqual(['PUT', 'PATCH']);
    expect(bodies()[1]!.bytes).toBe(big.bytes.length - offset);
  });

  it.each([1280, 375])('goes on after a reload with the same file (%i pixels)', async (width) => {
    const page = await enter({ width });
    const offset = await half(page);
    await leave(page);
    line.mend();
    await page.goto('/leveringen/nieuw');
    const main = (await page.textContent('main'))!;
    expect(main).toContain('U bent nog niet klaar met versturen');
    expect(main).toContain('pakket van Assen.zip');
    await page.getByRole('link', { name: /^Ga verder met/ }).click();
    await verdict(page);
    expect(await page.textContent('main')).toContain('Kies hetzelfde bestand nog eens');
    expect(await axeFindings(page)).toEqual([]);
    expect(await sidewaysScroll(page)).toBe(0);

    const other = Buffer.from(big.bytes);
    other[MB]! ^= 1;
    const elsewhere = mkdtempSync(path.join(folder, 'ander-'));
    const twin = path.join(elsewhere, path.basename(big.file));
    writeFileSync(twin, other);
    await page.setInputFiles('#bestand', twin);
    await page.getByRole('button', { name: 'Verder versturen' }).click();
    await page.getByText('Fout: Dit is niet hetzelfde bestand').waitFor();

    line.sent.length = 0;
    await page.setInputFiles('#bestand', big.file);
    await page.getByRole('button', { name: 'Verder versturen' }).click();
    await page.getByText('Het bestand is in orde').waitFor();
    expect(bodies()).toMatchObject([{ method: 'PATCH', bytes: big.bytes.length - offset }]);
    expect(await states()).toEqual(['judged']);
  });

  it('knows on the page for a new delivery what was begun, by its content', async () => {
    const page = await enter();
    const offset = await half(page);
    await leave(page);
    line.mend();
    line.sent.length = 0;
    await page.goto('/leveringen/nieuw');
    await page.setInputFiles('#bestand', big.file);
    await send(page);
    await verdict(page);
    expect(bodies()).toMatchObject([{ method: 'PATCH', bytes: big.bytes.length - offset }]);
    expect(await states()).toEqual(['judged']);
  });

  it('shows name, size, speed and time left, pauses, and goes on where it was, by keyboard', async () => {
    const page = await enter({ width: 375 });
    const slow = await slowDown(page, 0.6 * MB);
    await page.setInputFiles('#bestand', big.file);
    expect(await page.textContent('[data-upload-chosen]')).toContain('pakket van Assen.zip (3 MB)');
    await page.focus('.upload button[type=submit]');
    await page.keyboard.press('Enter');
    await page.getByText(/per seconde, (nog ongeveer|bijna)/).waitFor();
    expect(await page.evaluate(() => document.activeElement?.matches('[data-upload-progress]'))).toBe(true);
    expect(await page.textContent('[data-upload-name]')).toBe('pakket van Assen.zip (3 MB)');
    expect(await page.textContent('[data-upload-detail]')).toMatch(
      /^[\d,]+ [kM]B van 3 MB, [\d,]+ [kM]B per seconde/,
    );
    expect(await axeFindings(page)).toEqual([]);
    expect(await sidewaysScroll(page)).toBe(0);
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.getByText(/^Gepauzeerd op \d+%$/).waitFor();
    for (let i = 0; i < 100 && (await kept()) === 0; i += 1) await page.waitForTimeout(50);
    const offset = await kept();
    const before = bodies().length;
    await page.waitForTimeout(1500);
    expect(bodies().length).toBe(before);
    await slow(-1);
    await page.keyboard.press('Enter');
    await verdict(page);
    expect(bodies().at(-1)).toMatchObject({ method: 'PATCH', bytes: big.bytes.length - offset });
  });

  it('leaves nothing behind when somebody stops, and calls it no fault', async () => {
    const page = await enter();
    await slowDown(page, 0.6 * MB);
    await page.setInputFiles('#bestand', big.file);
    await send(page);
    await page.getByText(/^Versturen: [1-9]/).waitFor();
    await page.getByRole('button', { name: 'Stoppen', exact: true }).click();
    await page.getByText('U bent gestopt', { exact: true }).waitFor();
    const message = page.locator('[data-upload-message]');
    expect(await message.textContent()).toBe('U bent gestoptEr is niets verstuurd.');
    expect(await page.evaluate(() => document.activeElement?.matches('[data-upload-message]'))).toBe(true);
    expect(await page.getByRole('button', { name: 'Versturen en controleren' }).isVisible()).toBe(true);
    await page.waitForTimeout(500);
    expect([await states(), await kept()]).toEqual([[], 0]);
    await page.goto('/leveringen');
    expect(await page.textContent('main')).not.toContain('Niet compleet');
  });

  it('is a fresh page again when the browser brings it back as it was left', async () => {
    const page = await enter();
    await page.evaluate(() => Object.assign(window, { left: true }));
    const loaded = page.waitForEvent('load');
    await page.evaluate(() => window.dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true })));
    await loaded;
    expect(await page.evaluate(() => 'left' in window)).toBe(false);
    expect(await page.getByRole('button', { name: 'Versturen en controleren' }).isEnabled()).toBe(true);
  });

  it('warns before leaving, speaks at quarters, and shows checking as a state of its own', async () => {
    const page = await enter();
    await page.evaluate(() => {
      const heard: string[] = [];
      Object.assign(window, { heard });
      const region = document.querySelector('[data-upload-status]')!;
      new MutationObserver(() => heard.push(region.textContent ?? '')).observe(region, {
        childList: true,
        characterData: true,
        subtree: true,
      });
    });
    await slowDown(page, 1.5 * MB);
    await page.setInputFiles('#bestand', big.file);
    await send(page);
    await page.getByText(/^Versturen: [1-9]/).waitFor();
    const asked = page.waitForEvent('dialog');
    const leaving = page.close({ runBeforeUnload: true });
    const dialog = await asked;
    expect(dialog.type()).toBe('beforeunload');
    line.answerLate(2500);
    await dialog.dismiss();
    await leaving;
    await page.locator('label', { hasText: 'Het bestand wordt gecontroleerd' }).waitFor();
    expect(await page.locator('.upload progress').getAttribute('value')).toBeNull();
    const heard = await page.evaluate(() => (window as unknown as { heard: string[] }).heard);
    expect(heard.filter((text) => text.endsWith('verstuurd'))).toEqual([
      '25% verstuurd',
      '50% verstuurd',
      '75% verstuurd',
    ]);
    await verdict(page);
  });

  describe('before a byte is sent', () => {
    const scan = 300 * MB;
    const wrong: [string, () => string[], readonly string[]][] = [
      [
        'a PDF',
        () => [write('pv.zip', '%PDF-1.7 x')],
        ['U koos een PDF', 'Kies het ZIP-bestand uit OSV of Abacus.'],
      ],
      ['a RAR', () => [write('pakket.zip', 'Rar!\x1a\x07\x00')], ['U koos een ander soort archief']],
      [
        'a certificate',
        () => [write('sleutel.crt', '-----BEGIN CERTIFICATE-----\n')],
        ['U koos een certificaat'],
      ],
      [
        'a lone count',
        () => [write('t.eml.xml', '<EML Id="510b">')],
        ['De handtekening ontbreekt', 'Kies twee bestanden tegelijk'],
      ],
      [
        'a lone signature',
        () => [write('t.eml.xml.signature', 'x')],
        ['U koos alleen de handtekening', 'Kies twee bestanden tegelijk'],
      ],
      [
        'a spreadsheet',
        () => [write('t.xlsx', writeZip([{ name: '[Content_Types].xml', data: 'x' }]))],
        ['U koos een werkblad'],
      ],
      [
        'an unpacked package',
        () => ['a.pdf', 'b.csv', 'c.zip'].map((name) => write(name, 'x')),
        ['U koos losse bestanden uit het pakket'],
      ],
      [
        'three ZIPs',
        () => ['1.zip', '2.zip', '3.zip'].map((name) => write(name, writeZip([{ name: 'a', data: 'x' }]))),
        ['U koos te veel bestanden'],
      ],
      ['nothing', () => [], ['Kies het ZIP-bestand']],
      [
        'a scan of 300 MB in the ZIP',
        () => [
          write(
            'pakket.zip',
            writeZip([
              { name: 'Scan.pdf', data: 'x', spoilCentral: (header) => header.writeUInt32LE(scan, 24) },
            ]),
          ),
        ],
        ['Een bestand in het ZIP is te groot', 'Scan.pdf is 300 MB.', 'Maak de scan kleiner dan 256 MB.'],
      ],
    ];

    it('says of each wrong choice what it is and what to do', async () => {
      const page = await enter({ width: 375 });
      for (const [what, files, sentences] of wrong) {
        await page.setInputFiles('#bestand', files());
        await send(page);
        await page.waitForFunction(
          () => document.querySelector('#bestand')?.getAttribute('aria-invalid') === 'true',
        );
        const told = (await page.textContent('[data-upload-message]'))!;
        for (const sentence of sentences)
          expect([what, told]).toEqual([what, expect.stringContaining(sentence)]);
        await page.waitForFunction(() => document.activeElement?.id === 'bestand');
      }
      expect(await sidewaysScroll(page)).toBe(0);
      expect(line.sent.filter(({ path: to }) => to.startsWith('/v1/'))).toEqual([]);
    });

    it('says so of a file that was delivered already, with its receipt', async () => {
      const made = await countOf('Assen');
      const delivered = await upload(app, clerk, [made]);
      await submit(app, clerk, delivered.id, { vingerafdruk: made.pair!.fingerprint });
      const page = await enter();
      await page.setInputFiles('#bestand', write(made.name, made.bytes));
      await send(page);
      await page.getByText('U hebt dit bestand al ingediend', { exact: true }).waitFor();
      expect(bodies()).toEqual([]);
      await page.getByRole('link', { name: 'Bekijk het ontvangstbewijs' }).click();
      await page.waitForURL(`**/leveringen/${delivered.id}/ontvangstbewijs`);
    });
  });
});
