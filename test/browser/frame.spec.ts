import type { Browser, BrowserContext, Page } from 'playwright-core';
import {
  axeFindings,
  describeWithBrowser,
  launchBrowser,
  sidewaysScroll,
  plugInAuthenticator,
} from '../support/browser.js';
import { DemoServer } from '../support/frame/server.js';

const HEX = 'fae212ff03ce27d045e215eea0c17e0e316e331f264150a3feef2ac361db2528';
const ASKED = [3, 7, 11, 15];

describeWithBrowser('the frame in a browser', () => {
  const server = new DemoServer();
  let base: string;
  let browser: Browser;
  let context: BrowserContext;
  let page: Page;
  let complaints: string[];

  beforeAll(async () => {
    base = await server.start();
    browser = await launchBrowser();
  });
  afterAll(async () => {
    await browser?.close();
    await server.stop();
  });
  beforeEach(async () => {
    server.answer = () => false;
    server.seen.length = 0;
    context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
    page = await context.newPage();
    complaints = [];
    page.on('pageerror', (error) => complaints.push(error.message));
    page.on('console', (message) => {
      if (message.type() === 'error') complaints.push(message.text());
    });
  });
  afterEach(async () => await context.close());

  const json = (status: number, body: unknown, type = 'application/json') => ({
    status,
    headers: { 'content-type': type },
    text: JSON.stringify(body),
  });

  describe.each([1280, 375])('at %d pixels', (width) => {
    it.each(Object.keys(server.pages))(
      '%s has nothing that axe finds, fits, and obeys the CSP',
      async (path) => {
        await page.setViewportSize({ width, height: 800 });
        await page.goto(base + path);
        expect(await axeFindings(page, 'all')).toEqual([]);
        expect(await sidewaysScroll(page)).toBe(0);
        expect(complaints).toEqual([]);
      },
    );
  });

  it('prints a receipt with all its checks on one A4', async () => {
    await page.goto(`${base}/receipt`);
    const pdf = (await page.pdf({ preferCSSPageSize: true })).toString('latin1');
    expect(pdf.match(/\/Type\s*\/Page\b(?!s)/g)).toHaveLength(1);
    const [, width, height] = /\/MediaBox\s*\[0 0 ([\d.]+) ([\d.]+)\]/.exec(pdf)!;
    expect([Math.round(Number(width)), Math.round(Number(height))]).toEqual([595, 842]);
  });

  it('starts at the errors and leads from there to the field', async () => {
    await page.goto(`${base}/deliver`);
    await expectFocus('.error-summary');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await expectFocus('#groep3');
  });

  it('leads past the navigation by keyboard', async () => {
    await page.goto(`${base}/board`);
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await expectFocus('#inhoud');
  });

  async function expectFocus(selector: string): Promise<void> {
    await page.waitForFunction((wanted) => document.activeElement?.matches(wanted) === true, selector);
  }

  describe('the fingerprint fields', () => {
    const value = (group: number) => page.inputValue(`#groep${group}`);
    const paste = async (group: number, text: string) =>
      await page.locator(`#groep${group}`).evaluate((field, pasted) => {
        const data = new DataTransfer();
        data.setData('text', pasted);
        field.dispatchEvent(
          new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }),
        );
      }, text);
    const four = ASKED.map((group) => HEX.slice((group - 1) * 4, group * 4));
    const all = async () => (await Promise.all(ASKED.map(value))).join('');

    it('fill all from one paste of them, wherever it is', async () => {
      await page.goto(`${base}/deliver`);
      await paste(7, four.join(' ').toUpperCase());
      expect(await all()).toBe(four.join(''));
      const marked = ['.fingerprint-input__field--complete', '.fingerprint-input [aria-invalid]'];
      expect(await Promise.all(marked.map((each) => page.locator(each).count()))).toEqual([4, 0]);
      expect(await page.textContent('[data-fingerprint-status]')).toContain('Alle 4 groepen');
    });

    it('move on while typing, back on Backspace, and take hex digits only', async () => {
      await page.goto(`${base}/deliver`);
      await page.locator('#groep7').click();
      await page.keyboard.type('A0Cz1 b');
      expect([await value(7), await value(11)]).toEqual(['a0c1', 'b']);
      for (const key of ['Backspace', 'Backspace']) await page.keyboard.press(key);
      await expectFocus('#groep7');
    });

    it('leave everything as it was for a paste that is no fingerprint', async () => {
      await page.goto(`${base}/deliver`);
      await paste(3, 'de vingerafdruk staat op bladzijde 3');
      expect(await all()).toBe('03c');
      expect(await page.textContent('[data-fingerprint-status]')).toContain('past hier niet');
    });
  });

  describe('sending a file', () => {
    const choose = async () =>
      await page.setInputFiles('#bestand', {
        name: 'telling.zip',
        mimeType: 'application/zip',
        buffer: Buffer.from('PK\x03\x04telling', 'latin1'),
      });
    const message = () => page.locator('[data-upload-message]');
    const announcing = (answer: ReturnType<typeof json>): void => {
      server.answer = ({ method }, response) => {
        if (method === 'POST') response.writeHead(answer.status, answer.headers).end(answer.text);
        return method === 'POST';
      };
    };

    it('takes a file that is dropped', async () => {
      await page.goto(`${base}/deliver`);
      await page.locator('[data-drop]').evaluate((area) => {
        const data = new DataTransfer();
        data.items.add(new File(['PK\x03\x04'], 'gesleept.zip'));
        area.dispatchEvent(new DragEvent('drop', { dataTransfer: data, bubbles: true, cancelable: true }));
      });
      expect(await page.textContent('[data-upload-chosen]')).toContain('gesleept.zip (4 bytes)');
    });

    it('shows what the API refused, and can be tried again', async () => {
      const problem = { title: 'Er is al geleverd', detail: 'Noem wat u vervangt.', code: 'upload.replaces' };
      announcing(json(409, problem, 'application/problem+json'));
      await page.goto(`${base}/deliver`);
      await choose();
      await page.click('.upload button[type=submit]');
      await message().getByText('Er is al geleverd').waitFor();
      for (const text of ['Noem wat u vervangt.', 'upload.replaces'])
        expect(await message().textContent()).toContain(text);
      expect(await page.isEnabled('.upload button[type=submit]')).toBe(true);
    });

    it('follows no address of another site', async () => {
      announcing(json(201, { id: 'L1', bestanden: [{ adres: 'https://elders.example/x' }] }));
      await page.goto(`${base}/deliver`);
      await choose();
      await page.click('.upload button[type=submit]');
      await message().getByText('Fout:').waitFor();
      expect(server.seen.some((seen) => seen.method === 'PUT')).toBe(false);
    });

    it('asks for a file before it asks the server', async () => {
      await page.goto(`${base}/deliver`);
      await page.click('.upload button[type=submit]');
      await message().getByText('Kies het ZIP-bestand uit OSV of Abacus').waitFor();
      expect(server.seen.some((seen) => seen.path.startsWith('/v1/'))).toBe(false);
    });
  });

  describe('a board', () => {
    it('brings itself up to date, says so, keeps the focus, and can be stopped', async () => {
      await page.clock.install();
      await page.goto(`${base}/board`);
      await page.locator('a', { hasText: 'Bekijk Heumen' }).focus();
      const old = server.pages['/board']!;
      server.pages['/board'] = old.replaceAll('2 van 4', '3 van 4').replace('Wijchen', 'Wijchen (nieuw)');
      await page.clock.fastForward(20_000);
      await page.locator('text=Wijchen (nieuw)').waitFor();
      expect(await page.textContent('.live-controls [role=status]')).toBe('Bijgewerkt: 3 van 4 ontvangen');
      expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Bekijk Heumen');
      await page.uncheck('.live-controls input');
      const asked = server.seen.length;
      await page.clock.fastForward(120_000);
      expect(server.seen).toHaveLength(asked);
      server.pages['/board'] = old;
    });

    it('is fetched whole when what was waited for has come', async () => {
      await page.clock.install();
      await page.goto(`${base}/board`);
      server.answer = ({ path }, response) =>
        path === '/board' && Boolean(response.end(server.pages['/verdict']));
      await page.clock.fastForward(20_000);
      await page.locator('h1', { hasText: 'Uitkomst van de controle' }).waitFor();
    });

    it('is fetched whole when another hat was chosen in another tab', async () => {
      await page.clock.install();
      await page.goto(`${base}/board`);
      const other = server.pages['/board']!.replace('data-namens="gsb"', 'data-namens="csb"');
      server.answer = ({ path }, response) => path === '/board' && Boolean(response.end(other));
      await page.clock.fastForward(20_000);
      await page.locator('body[data-namens="csb"]').waitFor();
    });

    it('asks less and less of a server that is busy', async () => {
      await page.clock.install();
      await page.goto(`${base}/board`);
      let asked = 0;
      server.answer = (seen, response) => {
        if (seen.path !== '/board') return false;
        asked += 1;
        response.writeHead(503, { 'retry-after': '90' }).end();
        return true;
      };
      await page.clock.fastForward(20_000);
      await waitUntil(() => asked === 1);
      await page.clock.fastForward(60_000);
      expect(asked).toBe(1);
      await page.clock.fastForward(60_000);
      await waitUntil(() => asked === 2);
    });
  });

  async function waitUntil(holds: () => boolean): Promise<void> {
    for (let i = 0; i < 100 && !holds(); i += 1) await new Promise((resolve) => setTimeout(resolve, 50));
    expect(holds()).toBe(true);
  }

  it('copies the fingerprint as printed', async () => {
    await context.grantPermissions(['clipboard-read', 'clipboard-write'], { origin: base });
    await page.goto(`${base}/deliver`);
    await page.click('[data-copy-button]');
    await page.locator('text=Gekopieerd').waitFor();
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(HEX.match(/.{4}/g)!.join(' '));
  });

  describe('a passkey', () => {
    const challenge = Buffer.alloc(32, 7).toString('base64url');

    it('is registered and then signs in', async () => {
      await plugInAuthenticator(page);
      const answers: Record<string, unknown>[] = [];
      server.answer = (seen, response) => {
        if (seen.method !== 'POST') return false;
        const body = JSON.parse(seen.body.toString()) as Record<string, unknown>;
        const send = (value: unknown) =>
          response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(value));
        if (seen.path === '/account/passkey/opties') {
          send({
            challenge,
            rp: { id: 'localhost', name: 'Overdracht' },
            user: { id: Buffer.from('p1').toString('base64url'), name: 'f', displayName: 'Fatima' },
            pubKeyCredParams: [{ type: 'public-key', alg: -7 }],
            authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
          });
        } else if (seen.path === '/inloggen/passkey/opties') {
          send({ challenge, rpId: 'localhost', userVerification: 'required' });
        } else {
          answers.push({ path: seen.path, ...body });
          send({ volgende: seen.path.startsWith('/account') ? '/home' : 'https://elders.example/' });
        }
        return true;
      };
      await page.goto(`${base}/register`);
      await page.fill('#naam', 'Laptop');
      await page.click('button:has-text("Passkey maken")');
      await page.waitForURL(`${base}/home`);
      await page.click('button:has-text("Inloggen met een passkey")');
      await page.waitForURL(`${base}/`);
      expect(answers).toMatchObject([
        { path: '/account/passkey/antwoord', naam: 'Laptop', antwoord: { type: 'public-key' } },
        { path: '/inloggen/passkey/antwoord', antwoord: { type: 'public-key' } },
      ]);
      expect((answers[0]!['antwoord'] as { id: string }).id).toBe(
        (answers[1]!['antwoord'] as { id: string }).id,
      );
    });

    it('that the server refuses is said in its words', async () => {
      server.answer = (seen, response) => {
        if (seen.method !== 'POST') return false;
        const problem = {
          title: 'Te vaak geprobeerd',
          detail: 'Wacht een minuut.',
          code: 'accounts.tooMany',
        };
        response.writeHead(429, { 'content-type': 'application/problem+json' }).end(JSON.stringify(problem));
        return true;
      };
      await page.goto(`${base}/home`);
      await page.click('button:has-text("Inloggen met een passkey")');
      await page.locator('text=Wacht een minuut.').waitFor();
    });
  });

  describe('without JavaScript', () => {
    beforeEach(async () => {
      await context.close();
      context = await browser.newContext({ javaScriptEnabled: false });
      page = await context.newPage();
    });

    it('sends the typed groups, the hat and the file by plain forms', async () => {
      await page.goto(`${base}/deliver`);
      expect(await page.isVisible('[data-copy-button]')).toBe(false);
      expect(await page.isVisible('[data-drop-hint]')).toBe(false);
      for (const group of ASKED) await page.fill(`#groep${group}`, HEX.slice((group - 1) * 4, group * 4));
      for (const row of [1, 2, 3]) await page.check(`#rij${row}`);
      await page.click('form[action^="/indienen"] button:has-text("Leveren")');
      const sent = new URLSearchParams(
        server.seen.find((seen) => seen.path === '/indienen')!.body.toString(),
      );
      expect(`${sent.get('groep3')} ${sent.get('rij3')}`).toBe(`${HEX.slice(8, 12)} gelijk`);

      await page.goto(`${base}/deliver`);
      await page.click('.hat-bar summary');
      await page.selectOption('#hoed', 'csb');
      await page.click('.hat-bar button');
      const hat = new URLSearchParams(server.seen.find((seen) => seen.path === '/hoed')!.body.toString());
      expect(Object.fromEntries(hat)).toEqual({ hoed: 'csb', terug: '/leveren' });

      await page.goto(`${base}/deliver`);
      await page.setInputFiles('#bestand', {
        name: 't.zip',
        mimeType: 'application/zip',
        buffer: Buffer.from('PK'),
      });
      await page.click('.upload button[type=submit]');
      const upload = server.seen.find((seen) => seen.path === '/leveren')!;
      expect(upload.headers['content-type']).toContain('multipart/form-data');
      expect(upload.body.toString()).toMatch(
        /name="verkiezing"\r\n\r\nTK2026[\s\S]*name="bestand"; filename="t.zip"/,
      );
    });

    it('says what needs it', async () => {
      await page.goto(`${base}/home`);
      expect(await page.textContent('main')).toContain('Voor een passkey moet JavaScript aan staan');
      expect(await page.isVisible('button:has-text("Inloggen met een passkey")')).toBe(false);
    });
  });
});
