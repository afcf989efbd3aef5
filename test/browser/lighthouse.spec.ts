import { execFile, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import type { Browser } from 'playwright-core';
import { startApp, type TestApp } from '../support/app.js';
import { CHROMIUM, describeWithBrowser, launchBrowser } from '../support/browser.js';
import { arrival, deliver } from '../support/routing.js';
import { clerkOf, configureTowns, countOf, visit } from '../support/site.js';

const run = promisify(execFile);
const LEAST = 95;
const measured = spawnSync('lighthouse', ['--version'], { stdio: 'ignore' }).status === 0 ? it : it.skip;

/** What each may weigh in style and script together, as sent. */
const MOST_BYTES = 60_000;

/** Accessibility, best practices and weight. Speed is not a test's to judge. */
describeWithBrowser('five pages on a phone', () => {
  let app: TestApp;
  let browser: Browser;
  let folder: string;
  const pages: { readonly url: string; readonly cookie: string }[] = [];

  beforeAll(async () => {
    folder = mkdtempSync(path.join(tmpdir(), 'overdracht-lighthouse-'));
    app = await startApp();
    await configureTowns(app);
    browser = await launchBrowser();
    const operator = await app.person(null, 'OPERATOR', 'OPERATOR');
    const sender = await clerkOf(app, 'Assen', operator);
    const hsb = await app.person('TK2027', 'HSB', 'HSB3');
    const count = await countOf('Assen');
    const { fingerprint } = count.pair!;
    const id = await deliver(app, sender, [count], fingerprint);
    await arrival(app, hsb, fingerprint);
    pages.push({ url: '/inloggen', cookie: '' });
    const looks = [
      [sender, ['/leveringen/nieuw', `/leveringen/${id}/ontvangstbewijs`]],
      [hsb, ['/ontvangen']],
      [operator, ['/overzicht']],
    ] as const;
    for (const [person, urls] of looks) {
      const { page, close } = await visit(browser, app, person);
      const cookies = await page.context().cookies();
      const cookie = cookies.map(({ name, value }) => `${name}=${value}`).join('; ');
      pages.push(...urls.map((url) => ({ url, cookie })));
      await close();
    }
  });
  afterAll(async () => {
    await browser?.close();
    await app?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  /** The categories' marks out of 100, and what cost marks. */
  async function marks(url: string, cookie: string): Promise<{ marks: number[]; faults: string[] }> {
    const file = path.join(folder, 'report.json');
    const options = [
      '--only-categories=accessibility,best-practices',
      `--extra-headers=${JSON.stringify(cookie === '' ? {} : { Cookie: cookie })}`,
      '--chrome-flags=--headless=new --no-sandbox --disable-gpu',
      ...['--output=json', `--output-path=${file}`, '--quiet'],
    ];
    await run('lighthouse', [app.baseUrl + url, ...options], {
      env: { ...process.env, CHROME_PATH: CHROMIUM },
    });
    const report = JSON.parse(readFileSync(file, 'utf8')) as Report;
    const marks = Object.values(report.categories).map(({ score }) => Math.round(score * 100));
    const faults = Object.values(report.categories).flatMap(({ auditRefs }) =>
      auditRefs.filter(({ id, weight }) => weight > 0 && report.audits[id]!.score === 0).map(({ id }) => id),
    );
    return { marks, faults };
  }

  async function weight(url: string, cookie: string): Promise<number> {
    const headers = cookie === '' ? {} : { cookie };
    const context = await browser.newContext({ baseURL: app.baseUrl, extraHTTPHeaders: headers });
    const sizes: Promise<{ responseBodySize: number }>[] = [];
    const page = await context.newPage();
    page.on('requestfinished', (request) => {
      if (['script', 'stylesheet'].includes(request.resourceType())) sizes.push(request.sizes());
    });
    await page.goto(url, { waitUntil: 'load' });
    const bytes = (await Promise.all(sizes)).reduce((sum, { responseBodySize }) => sum + responseBodySize, 0);
    await context.close();
    return bytes;
  }

  it('weigh at most 60 kB of style and script, compressed', async () => {
    const weights: number[] = [];
    for (const { url, cookie } of pages) weights.push(await weight(url, cookie));
    process.stdout.write(`bytes of style and script: ${weights.join(', ')}\n`);
    expect(Math.min(...weights)).toBeGreaterThan(10_000);
    expect(Math.max(...weights)).toBeLessThan(MOST_BYTES);
  });

  measured('have at least 95 for accessibility and for best practices', async () => {
    const found: Record<string, unknown> = {};
    for (const { url, cookie } of pages) {
      const { marks: given, faults } = await marks(url, cookie);
      process.stdout.write(`lighthouse ${url.replace(/[0-9a-f-]{36}/, 'id')}: ${given.join(', ')}\n`);
      if (given.some((mark) => mark < LEAST)) found[url] = { given, faults };
    }
    expect(found).toEqual({});
  });
});

interface Report {
  readonly categories: Readonly<
    Record<string, { readonly score: number; readonly auditRefs: { id: string; weight: number }[] }>
  >;
  readonly audits: Readonly<Record<string, { readonly score: number | null }>>;
}
