import { readConfig } from '../../src/config.js';
import { startApp, type TestApp, type TestPerson } from '../support/app.js';
import { once, request, Wire, type RawAnswer } from '../support/attacks/raw.js';
import { configureTk } from '../support/uploads.js';
import { postForm } from '../support/visitor.js';

/** So long a sender may stand still; five seconds more where nobody reads the file. */
const STALL_MS = 1_000;

let app: TestApp;
let assen: TestPerson;
let host: string;

beforeAll(async () => {
  app = await startApp({ settings: { waits: { ...readConfig({}).waits, stallMs: STALL_MS } } });
  host = new URL(app.baseUrl).host;
  await configureTk(app);
  assen = await app.person('TK2027', 'GSB', '0106');
});
afterAll(() => app?.close());

const auth = () => ({ Host: host, Authorization: `Bearer ${assen.token}` });

/** What every problem of ours looks like on the wire, whoever noticed it. */
function problemOf(answer: RawAnswer | undefined): { status: number; code: string } {
  expect(answer?.head).toMatch(/^content-type: application\/problem\+json; charset=utf-8/im);
  expect(answer?.head).toMatch(/^x-content-type-options: nosniff/im);
  expect(answer?.head).toMatch(/^content-security-policy: default-src 'none'/im);
  expect(answer?.head).toMatch(/^cache-control: no-store/im);
  const { code, status, title, detail } = JSON.parse(answer!.body) as Record<string, string | number>;
  expect(`${title} ${detail}`).not.toMatch(/\b(the|is not|invalid|request|exceeding)\b/i);
  return { status: Number(status), code: String(code) };
}

describe('what the framework would answer by itself', () => {
  it.each([
    ['half a percent', 'GET', '/v1/leveringen/%', 404, 'request.notFound'],
    ['a percent that is no text', 'GET', '/v1/leveringen/%ff', 404, 'request.notFound'],
    ['an address of 5,000', 'GET', `/v1/leveringen/${'a'.repeat(5000)}`, 414, 'request.addressTooLong'],
    ['a method of another route', 'DELETE', '/v1/leveringen', 405, 'request.methodNotAllowed'],
    ['a method of no route', 'PROPFIND', '/v1/leveringen', 405, 'request.methodNotAllowed'],
    ['an address that is not there', 'DELETE', '/v1/bestaat-niet', 404, 'request.notFound'],
    ['a script that is not there', 'GET', '/assets/niets.js', 404, 'request.notFound'],
    ['a slash at the end', 'GET', '/v1/leveringen/', 404, 'request.notFound'],
    ['a method of the wrong letters', 'FOO', '/v1/leveringen', 400, 'request.invalid'],
  ])('%s', async (_, method, url, status, code) => {
    const [answer] = await once(app.baseUrl, request(`${method} ${url}`, auth()));
    expect(problemOf(answer)).toEqual({ status, code });
    expect(answer?.status).toBe(status);
    if (status === 405) expect(answer?.head).toMatch(/^allow: GET, HEAD, OPTIONS, POST\r?$/im);
    if (status !== 400 && url.startsWith('/v1')) expect(answer?.head).toMatch(/^api-version: /im);
  });

  it('too many headers: 431', async () => {
    const [answer] = await once(app.baseUrl, request('GET /v1', { Host: host, 'X-A': 'a'.repeat(20_000) }));
    expect(problemOf(answer)).toEqual({ status: 431, code: 'request.headersTooLarge' });
  });

  it.each(['/%', `/v1/leveringen/${'a'.repeat(500)}`])('%s under another name: 421', async (url) => {
    const [answer] = await once(app.baseUrl, request(`GET ${url}`, { Host: 'evil.example' }));
    expect(problemOf(answer)).toEqual({ status: 421, code: 'request.wrongHost' });
  });

  it('is a page for people', async () => {
    for (const [method, url, status] of [
      ['GET', '/%', 404],
      ['GET', `/sleutels/${'a'.repeat(500)}`, 414],
      ['PUT', '/inloggen', 405],
    ] as const) {
      const headers = { accept: 'text/html', 'sec-fetch-site': 'same-origin' };
      const answer = await app.ask(method, url, { headers });
      expect([url, answer.status]).toEqual([url, status]);
      expect(answer.headers.get('content-type')).toBe('text/html; charset=utf-8');
      expect(await answer.text()).toContain('<html lang="nl"');
    }
  });

  it('stands in the log with its code', async () => {
    const { rows } = await app.sql("SELECT DISTINCT code FROM audit_event WHERE result = 'refused'");
    const codes = (rows as { code: string }[]).map(({ code }) => code);
    expect(codes).toEqual(expect.arrayContaining(['request.methodNotAllowed', 'request.addressTooLong']));
  });
});

describe('OPTIONS and Accept', () => {
  it('says which methods an address has', async () => {
    for (const [url, allow] of [
      ['/v1/leveringen', 'GET, HEAD, OPTIONS, POST'],
      ['/v1/sleutels/x/goedkeuren', 'OPTIONS, POST'],
      ['/', 'GET, HEAD, OPTIONS'],
    ] as const) {
      const answer = await app.ask('OPTIONS', url);
      expect([answer.status, answer.headers.get('allow')]).toEqual([204, allow]);
      expect(answer.headers.get('access-control-allow-origin')).toBeNull();
    }
    expect((await app.ask('OPTIONS', '/v1/bestaat-niet')).status).toBe(404);
  });

  it('lets a browser read the description from another site', async () => {
    const headers = { origin: 'https://elders.example', 'access-control-request-method': 'GET' };
    const answer = await app.ask('OPTIONS', '/v1/openapi.json', { headers });
    expect(answer.status).toBe(204);
    expect(answer.headers.get('access-control-allow-origin')).toBe('*');
    expect(answer.headers.get('access-control-allow-methods')).toContain('GET');
    expect(answer.headers.get('access-control-allow-headers')).toBe('*');
  });

  it.each([
    ['application/json', 200],
    ['*/*', 200],
    ['text/html, application/*;q=0.8', 200],
    ['', 200],
    ['application/xml', 406],
    ['application/json;q=0, text/csv', 406],
    ['onzin', 406],
  ])('Accept: %s', async (accept, status) => {
    const answer = await app.ask('GET', '/v1/verkiezingen', { as: assen, headers: { accept } });
    expect(answer.status).toBe(status);
  });
});

describe('a sender who stands still', () => {
  it('hears 408 when its time is up and not before, and the connection ends', async () => {
    const from = performance.now();
    const wire = await Wire.open(app.baseUrl);
    const head = { ...auth(), 'Content-Type': 'application/json', 'Content-Length': 100 };
    wire.send(request('POST /v1/leveringen', head, '{"verkiezing":'));
    const [answer] = await wire.wait(1, 45_000);
    expect(problemOf(answer)).toEqual({ status: 408, code: 'request.stalled' });
    expect(performance.now() - from).toBeGreaterThan(STALL_MS + 5_000);
    expect(answer?.head).toMatch(/^connection: close/im);
    for (let tries = 0; tries < 100 && !wire.closed; tries += 1)
      await new Promise((resolve) => setTimeout(resolve, 100));
    expect(wire.closed).toBe(true);
  });
});

describe('words for what is wrong', () => {
  it('are Dutch, whatever is wrong', async () => {
    const body = { verkiezing: 7, bestanden: 'x', indienen: 'later', onbekend: 1 };
    const answer = await app.ask('POST', '/v1/leveringen', { as: assen, body });
    expect(answer.status).toBe(400);
    const { errors } = (await answer.json()) as { errors: { detail: string }[] };
    expect(errors.length).toBeGreaterThan(1);
    for (const { detail } of errors)
      expect(detail).not.toMatch(/invalid|expected|received|must|too small|unrecognized/i);
  });

  it('say that a form has too many files, not that it is too large', async () => {
    const form = new FormData();
    for (const name of ['a', 'b', 'c']) form.append('bestand', new Blob(['x']), `${name}.xml`);
    const answer = await postForm(app, assen, '/leveringen', form);
    expect(answer.status).not.toBe(413);
    expect(await answer.text()).not.toContain('Te groot');
  });
});
