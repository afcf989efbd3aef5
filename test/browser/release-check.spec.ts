import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  closeSync,
  copyFileSync,
  existsSync,
  ftruncateSync,
  mkdtempSync,
  openSync,
  readFileSync,
  rmSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { DecideRelease } from '../../src/releases/decide-release.js';
import { ShowCheckList } from '../../src/releases/make-check-list.js';
import { startApp, type TestApp, type TestPerson } from '../support/app.js';
import { axeFindings, describeWithBrowser, launchBrowser, sidewaysScroll } from '../support/browser.js';
import { HAS_OPENSSL, opensslAccepts, WITHOUT_OPENSSL } from '../support/openssl.js';
import { publishedRelease, someBytes } from '../support/releases.js';
import { familyOf } from '../support/started-platform.js';
import { until } from '../support/until.js';

const MIB = 1024 * 1024;
const GIB = 1024 * MIB;
/** The size of a large file; the largest that may be published, where that is asked. */
const LARGE = Number(process.env['LARGE_CHECK_GIB'] ?? 1) * GIB;
/** What a page may take while it checks one: itself, and 32 MiB that are used over and over. */
const MOST_MEMORY = 350 * MIB;
const TAIL = Buffer.from('het einde');
const hex = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

/** The most memory in bytes that a page in a browser of this test had; 0 where the system does not tell. */
function peakOfRenderers(): number {
  if (!existsSync('/proc/self/status')) return 0;
  const renderers = familyOf(process.pid).filter(({ command }) => command.includes('--type=renderer'));
  const peaks = renderers.map(
    ({ pid }) => /VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))![1],
  );
  return Math.max(...peaks.map((kilobytes) => Number(kilobytes) * 1024));
}

describeWithBrowser('checking what was fetched', () => {
  let app: TestApp;
  let people: [TestPerson, TestPerson];
  let browser: Browser;
  let dir: string;
  const bytes = someBytes(3 * MIB + 17);
  const withdrawn = someBytes(2 * MIB, 2);
  const at = (name: string) => path.join(dir, name);

  /** A gigabyte of zeros that ends in a few words: on disk it takes almost nothing. */
  function writeLarge(name: string, tail = TAIL): void {
    const fd = openSync(at(name), 'w');
    ftruncateSync(fd, LARGE);
    writeSync(fd, tail, 0, tail.length, LARGE - tail.length);
    closeSync(fd);
  }

  /** Makes a published release of a small file one of the large file, by the owner's hand: a gigabyte is not sent for it. */
  async function publishLarge(): Promise<void> {
    const { id } = await publishedRelease(app, people, { version: '9.0.0' }, { name: 'groot.iso' });
    const last = Buffer.alloc(MIB);
    TAIL.copy(last, MIB - TAIL.length);
    const zeros = createHash('sha256').update(Buffer.alloc(MIB)).digest();
    const chunks = Buffer.concat([
      ...Array.from({ length: LARGE / MIB - 1 }, () => zeros),
      createHash('sha256').update(last).digest(),
    ]);
    const digest = 'ef'.repeat(32);
    await app.sql('INSERT INTO object (id, size, chunks) VALUES ($1, $2, $3)', [digest, LARGE, chunks]);
    await app.sql('UPDATE software_file SET size = $2, sha256 = $3 WHERE release_id = $1', [
      id,
      LARGE,
      digest,
    ]);
  }

  beforeAll(async () => {
    dir = mkdtempSync(path.join(tmpdir(), 'release-check-'));
    app = await startApp();
    people = [await app.person(null, 'OPERATOR', 'OPERATOR'), await app.person(null, 'OPERATOR', 'OPERATOR')];
    await publishedRelease(app, people, { version: '1.5.0' }, { name: 'abacus.exe', bytes });
    const old = await publishedRelease(
      app,
      people,
      { version: '1.4.9' },
      { name: 'oud.exe', bytes: withdrawn },
    );
    await app.get(DecideRelease).withdraw(old.id, 'Telt verkeerd op.', people[0].actor);
    await publishLarge();
    const changed = Buffer.from(bytes);
    changed[3 * MIB + 1]! ^= 1;
    writeFileSync(at('abacus.exe'), bytes);
    writeFileSync(at('hernoemd.bin'), bytes);
    writeFileSync(at('oud.exe'), withdrawn);
    writeFileSync(at('onbekend.exe'), someBytes(5000, 3));
    writeFileSync(at('afgekapt.bin'), bytes.subarray(0, 2 * MIB));
    rmSync(at('veranderd'), { recursive: true, force: true });
    execFileSync('mkdir', [at('veranderd')]);
    writeFileSync(at('veranderd/abacus.exe'), changed);
    writeLarge('groot.iso');
    execFileSync('mkdir', [at('groot')]);
    writeLarge('groot/groot.iso', Buffer.from('het einde!'));
    browser = await launchBrowser();
  });
  afterAll(async () => {
    await browser?.close();
    await app?.close();
    rmSync(dir, { recursive: true, force: true });
  });

  async function open(
    width = 1280,
    url = `${app.baseUrl}/controleren`,
  ): Promise<{ page: Page; context: BrowserContext }> {
    const context = await browser.newContext({ viewport: { width, height: 900 } });
    const page = await context.newPage();
    await page.goto(url);
    await page.locator('[data-ready]').waitFor();
    return { page, context };
  }
  async function outcome(page: Page, file: string): Promise<string[]> {
    await page.locator('input[type=file]').setInputFiles(at(file));
    await page.locator('[data-outcome]').waitFor({ timeout: 120_000 });
    const said = await page.locator('[data-check-answer]').innerText();
    return [(await page.locator('[data-island=release-check]').getAttribute('data-outcome'))!, said];
  }

  const CASES = [
    ['abacus.exe', 'genuine', /^Echt: Telprogramma 1\.5\.0 \(Windows\)/],
    ['hernoemd.bin', 'genuine', /^Echt: Telprogramma 1\.5\.0/],
    ['oud.exe', 'withdrawn', /^Ingetrokken: Telprogramma 1\.4\.9[^]*Telt verkeerd op\./],
    ['veranderd/abacus.exe', 'changed', /^Niet echt: niet installeren[^]*vanaf byte 3\.145\.728 /],
    ['afgekapt.bin', 'changed', /^Niet echt[^]*groter of kleiner/],
    ['onbekend.exe', 'unknown', /^Onbekend/],
  ] as const;

  it('says in one glance what a file is, with the network cut, and asks nothing while it does', async () => {
    const { page, context } = await open();
    await context.setOffline(true);
    const asked: string[] = [];
    page.on('request', (request) => asked.push(request.url()));
    for (const [file, kind, words] of CASES) {
      const [found, said] = await outcome(page, file);
      expect([file, found]).toEqual([file, kind]);
      expect(said).toMatch(words);
    }
    expect(asked).toEqual([]);
    await context.close();
  });

  it('reads a large file in little memory, and sees one byte changed in its last chunk', async () => {
    const { page, context } = await open();
    await context.setOffline(true);
    expect(await outcome(page, 'groot.iso')).toEqual([
      'genuine',
      expect.stringMatching(/^Echt: Telprogramma 9\.0\.0/),
    ]);
    const [kind, said] = await outcome(page, 'groot/groot.iso');
    expect(kind).toBe('changed');
    expect(said).toContain(`vanaf byte ${(LARGE - MIB).toLocaleString('nl-NL')}`);
    expect(peakOfRenderers()).toBeLessThan(MOST_MEMORY);
    await context.close();
  });

  it('comes to its end while the browser clears its memory all the time', async () => {
    const { page, context } = await open();
    const devtools = await context.newCDPSession(page);
    const answer = outcome(page, 'groot.iso');
    let asked = true;
    void answer.finally(() => (asked = false)).catch(() => undefined);
    while (asked) await devtools.send('HeapProfiler.collectGarbage');
    expect((await answer)[0]).toBe('genuine');
    await context.close();
  });

  it('does the same from one saved file, which can reach nothing and says of when it is', async () => {
    const answer = await app.ask('GET', '/controleren/pagina.html');
    expect(answer.headers.get('content-disposition')).toMatch(
      /attachment; filename="controleren-\d{4}-\d\d-\d\d\.html"/,
    );
    const html = await answer.text();
    expect(html).toContain("default-src 'none'");
    writeFileSync(at('bewaard.html'), html);
    const { page, context } = await open(1280, `file://${at('bewaard.html')}`);
    const asked: string[] = [];
    page.on('request', (request) => asked.push(request.url()));
    expect(await page.locator('main').innerText()).toMatch(/Dit is een bewaarde pagina\s+Zij is van/);
    for (const [file, kind, words] of CASES) {
      const [found, said] = await outcome(page, file);
      expect([file, found]).toEqual([file, kind]);
      expect(said).toMatch(words);
    }
    expect(asked).toEqual([]);
    expect(await axeFindings(page, 'serious')).toEqual([]);
    await context.close();
  });

  it.each([1280, 375])('is for everybody, by keyboard, at %d px', async (width) => {
    const { page, context } = await open(width);
    await outcome(page, 'abacus.exe');
    expect(await axeFindings(page, 'all')).toEqual([]);
    expect(await sidewaysScroll(page)).toBe(0);
    await page.locator('#inhoud').focus();
    await page.keyboard.press('Tab');
    expect(await page.evaluate('document.activeElement.type')).toBe('file');
    await page.screenshot({
      path: process.env['SHOTS'] ? path.join(process.env['SHOTS'], `controle-${width}.png`) : at('x.png'),
      fullPage: true,
    });
    await context.close();
  });

  it('stands beside a line that Linux runs, which gives the fingerprint on the page', async () => {
    const html = await (await app.ask('GET', '/controleren')).text();
    const line = /Linux: <code[^>]*>([^<]+)<\/code>/.exec(html)![1]!.replaceAll('&quot;', '"');
    copyFileSync(at('abacus.exe'), at('met spatie.exe'));
    const [digest] = execFileSync('sh', ['-c', line.replace('BESTAND', at('met spatie.exe'))], {
      encoding: 'utf8',
    }).split(' ');
    expect(digest).toBe(hex(bytes));
    expect(html).toContain(digest!.match(/.{4}/g)!.join(' '));
  });

  (HAS_OPENSSL ? it : it.skip)(
    `compares with a list that the platform signed${WITHOUT_OPENSSL}`,
    async () => {
      // what the owner's hand changed above was published by nobody, and so is signed by nobody
      expect(
        (await app.ask('GET', '/controleren/lijst.json.p7s', { headers: { accept: 'application/json' } }))
          .status,
      ).toBe(503);
      await publishedRelease(
        app,
        people,
        { version: '1.6.0' },
        { name: 'nieuw.exe', bytes: someBytes(100, 4) },
      );
      await until(async () => (await app.get(ShowCheckList).run()).signature !== null);
      const { signature } = await app.get(ShowCheckList).run();
      const content = Buffer.from(await (await app.ask('GET', '/controleren/lijst.json')).arrayBuffer());
      const cms = Buffer.from(await (await app.ask('GET', '/controleren/lijst.json.p7s')).arrayBuffer());
      expect(opensslAccepts({ content, cms, trusted: signature!.certificate })).toBe(true);
      const other = Buffer.from(content.toString().replace('1.5.0', '1.5.1'));
      expect(opensslAccepts({ content: other, cms, trusted: signature!.certificate })).toBe(false);
    },
  );
});
