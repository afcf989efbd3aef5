import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { startApp, type TestApp, type TestPerson } from '../support/app.js';
import { once, request, Wire, type RawAnswer } from '../support/attacks/raw.js';
import { tkCount } from '../support/counts.js';
import { madePackage, type TestPackage } from '../support/packages.js';
import { eventually } from '../support/until.js';
import { announce, approveKey, configureTk, digestOf, put } from '../support/uploads.js';

let app: TestApp;
let assen: TestPerson;
let mayor: TestPerson;
let made: TestPackage;
let host: string;

beforeAll(async () => {
  app = await startApp();
  host = new URL(app.baseUrl).host;
  await configureTk(app);
  assen = await app.person('TK2027', 'GSB', '0106');
  mayor = await app.person('TK2027', 'MAYOR', '0106');
  const operator = await app.person(null, 'OPERATOR', 'OPERATOR');
  made = await madePackage({ count: tkCount() });
  await approveKey(app, assen, operator, made.key!);
});
afterAll(() => app?.close());

const stop = async () => {
  await app.sql("UPDATE submission SET state = 'abandoned' WHERE state IN ('open', 'judged')");
};
const auth = () => ({ Host: host, Authorization: `Bearer ${assen.token}` });
const json = () => ({ ...auth(), 'Content-Type': 'application/json' });
const address = async () => (await announce(app, assen, [made])).bestanden[0]!.adres;
const codeOf = ({ body }: RawAnswer) => (JSON.parse(body) as { code?: string }).code;

describe('JSON that is none', () => {
  it.each([
    ['half', '{"verkiezing":'],
    ['nothing', ''],
    ['a comma too many', '{"a":1,}'],
    ['not a number', '{"verkiezing":NaN}'],
    ['thirty thousand deep', '['.repeat(30_000) + ']'.repeat(30_000)],
    ['objects ten thousand deep', '{"a":'.repeat(10_000) + '1' + '}'.repeat(10_000)],
    ['a prototype', '{"__proto__":{"verkiezing":"TK2027"}}'],
    ['a constructor', '{"constructor":{"prototype":{"x":1}}}'],
    ['the same field twice', '{"verkiezing":"TK2027","verkiezing":"x","bestanden":[]}'],
    ['a number of 60,000 digits', `{"verkiezing":${'9'.repeat(60_000)}}`],
    ['bytes that are no UTF-8', Buffer.from([0x22, 0xff, 0xfe, 0x22])],
    ['null', 'null'],
    ['true', 'true'],
  ])('%s: 400 with a code', async (_, body) => {
    const [answer] = await once(
      app.baseUrl,
      request(
        'POST /v1/leveringen',
        { ...json(), 'Content-Length': Buffer.byteLength(body) },
        Buffer.from(body),
      ),
    );
    expect([answer?.status, codeOf(answer!)]).toEqual([400, 'request.invalid']);
    expect(answer!.head).toMatch(/^content-type: application\/problem\+json/im);
  });

  it('more than is taken: 413', async () => {
    const body = JSON.stringify({ verkiezing: 'x'.repeat(70_000) });
    const [answer] = await once(
      app.baseUrl,
      request('POST /v1/leveringen', { ...json(), 'Content-Length': body.length }, body),
    );
    expect([answer?.status, codeOf(answer!)]).toEqual([413, 'request.tooLarge']);
  });
});

describe('bodies of another kind', () => {
  it.each([
    ['POST', '/v1/leveringen', 'text/plain'],
    ['POST', '/v1/leveringen', 'application/octet-stream'],
    ['POST', '/v1/leveringen', 'multipart/form-data; boundary=x'],
    ['POST', '/v1/leveringen', 'application/json; charset=utf-7'],
    ['POST', '/v1/leveringen', ''],
    ['PUT', 'address', 'application/json'],
    ['PUT', 'address', 'text/plain'],
    ['PUT', 'address', 'application/x-www-form-urlencoded'],
    ['PUT', 'address', 'multipart/form-data'],
    ['PUT', 'address', 'nonsense'],
    ['POST', '/v1/ontvangen/verzoek', 'text/xml'],
    ['POST', '/leveringen', 'multipart/form-data'],
    ['POST', '/leveringen', 'multipart/form-data; boundary='],
  ])('%s %s as «%s»: 4xx with a code', async (method, where, type) => {
    const url = where === 'address' ? await address() : where;
    const body = '{"x":"y"}';
    const head = { ...auth(), 'Content-Type': type, 'Content-Length': body.length };
    const [answer] = await once(app.baseUrl, request(`${method} ${url}`, head, body));
    expect([400, 404, 415]).toContain(answer?.status);
    expect(codeOf(answer!)).toMatch(/^request\./);
    await stop();
  });

  it.each([
    [
      'cut off in a part',
      '--x\r\nContent-Disposition: form-data; name="bestand"; filename="a.zip"\r\n\r\nabc',
    ],
    ['without an end', '--x\r\nContent-Disposition: form-data; name="reden"\r\n\r\nabc\r\n'],
    ['a header without end', `--x\r\nContent-Disposition: form-data; name="${'n'.repeat(100_000)}`],
    [
      'a thousand fields',
      '--x\r\nContent-Disposition: form-data; name="a"\r\n\r\nb\r\n'.repeat(1000) + '--x--',
    ],
    [
      'a name of the prototype',
      '--x\r\nContent-Disposition: form-data; name="__proto__"\r\n\r\nabc\r\n--x--\r\n',
    ],
    ['nothing', ''],
  ])('a form %s: 4xx', async (_, body) => {
    const head = {
      ...auth(),
      'Content-Type': 'multipart/form-data; boundary=x',
      'Content-Length': Buffer.byteLength(body),
    };
    const [answer] = await once(app.baseUrl, request('POST /leveringen', head, body));
    expect([400, 409, 413]).toContain(answer?.status);
    expect(codeOf(answer!)).toMatch(/^(request|upload)\./);
    expect(await app.db.read.submission.count({ where: { state: 'open' } })).toBe(0);
    expect(await readdir(path.join(app.varDir, 'upload', 'incoming')).catch(() => [])).toEqual([]);
  });
});

describe('sending a file', () => {
  const bytes = () => Buffer.from(made.bytes);
  const octets = () => ({ ...auth(), 'Content-Type': 'application/octet-stream' });
  afterEach(stop);

  it('in chunks, without a length', async () => {
    const wire = await Wire.open(app.baseUrl);
    wire.send(request(`PUT ${await address()}`, { ...octets(), 'Transfer-Encoding': 'chunked' }));
    const whole = bytes();
    for (let at = 0; at < whole.length; at += 10_000) {
      const piece = whole.subarray(at, at + 10_000);
      wire.send(`${piece.length.toString(16)}\r\n`);
      wire.send(piece);
      wire.send('\r\n');
    }
    wire.send('0\r\n\r\n');
    const [answer] = await wire.wait();
    wire.cut();
    expect(answer?.status).toBe(200);
    expect(JSON.parse(answer!.body)).toMatchObject({ staat: 'gecontroleerd' });
  });

  it('after asking whether it may', async () => {
    const whole = bytes();
    const wire = await Wire.open(app.baseUrl);
    const head = { ...octets(), 'Content-Length': whole.length, Expect: '100-continue' };
    wire.send(request(`PUT ${await address()}`, head));
    const [goOn] = await wire.wait();
    expect(goOn?.status).toBe(100);
    wire.send(whole);
    const answers = await wire.wait(2);
    wire.cut();
    expect(answers.at(-1)?.status).toBe(200);
  });

  it('asking for what cannot be expected: 417', async () => {
    const head = { ...octets(), 'Content-Length': 4, Expect: 'een-wonder' };
    const [answer] = await once(app.baseUrl, request(`PUT ${await address()}`, head, 'abcd'));
    expect(answer?.status).toBe(417);
  });

  it.each([
    ['not a chunk', 'zz\r\nabc\r\n0\r\n\r\n'],
    ['a chunk longer than it says', '2\r\nabcdef\r\n0\r\n\r\n'],
    ['a chunk of a size below nothing', '-1\r\na\r\n0\r\n\r\n'],
    ['a chunk too large to be', `${'f'.repeat(20)}\r\na\r\n0\r\n\r\n`],
  ])('%s: turned down, and nothing stays', async (_, body) => {
    const where = await address();
    const head = { ...octets(), 'Transfer-Encoding': 'chunked' };
    const answers = await once(app.baseUrl, request(`PUT ${where}`, head, body), 1, 3000);
    for (const { status } of answers) expect([400, 413]).toContain(status);
    // the answer may come before who was receiving has let go
    const sent = await eventually(async () => {
      const answer = await put(app, assen, where, bytes());
      return answer.status === 409 ? null : answer;
    });
    expect(sent.status).toBe(200);
  });

  it.each([
    ['of other bytes', digestOf(Buffer.from('x')), 'upload.wrongDigest'],
    ['that is nonsense', 'nonsense', 'upload.digestUnreadable'],
    ['of another kind alone', 'md5=:1B2M2Y8AsgTpgAmY7PhCfg==:', 'upload.digestUnreadable'],
    ['twice', 'sha-256=:AAAA:, sha-256=:AAAA:', 'upload.digestUnreadable'],
    ['of 5,000 characters', 'a'.repeat(5000), 'upload.digestUnreadable'],
    ['that is half', digestOf(Buffer.from('x')).slice(0, 30), 'upload.digestUnreadable'],
  ])('a digest %s: 400, and the right one is welcome', async (_, digest, code) => {
    const where = await address();
    const wrong = await put(app, assen, where, bytes(), { 'content-digest': digest });
    expect([wrong.status, ((await wrong.json()) as { code: string }).code]).toEqual([400, code]);
    expect((await put(app, assen, where, bytes())).status).toBe(200);
  });

  it.each([
    ['shorter', 100],
    ['longer', 10_000_000],
  ])('a length %s than was announced: 400 at once', async (_, length) => {
    const where = await address();
    const head = { ...octets(), 'Content-Length': length };
    const [answer] = await once(app.baseUrl, request(`PUT ${where}`, head, 'abc'));
    expect([answer?.status, codeOf(answer!)]).toEqual([400, 'upload.wrongLength']);
    expect((await put(app, assen, where, bytes())).status).toBe(200);
  });

  it.each(['0', '2', '-1', '1.5', '01', 'x', '1e0', '%31', '99999999999999999999', '__proto__'])(
    'to place «%s»: not found, unless it is the first',
    async (place) => {
      const where = (await address()).replace(/1$/, place);
      const answer = await put(app, assen, where, bytes());
      expect(answer.status).toBe(place === '%31' ? 200 : 404);
    },
  );

  it('to another’s place: as if it were not there', async () => {
    const other = await app.person('TK2027', 'GSB', '0109');
    const where = await address();
    const foreign = await put(app, other, where, bytes());
    const absent = await put(app, other, where.replace(/[0-9a-f]{8}-/, '00000000-'), bytes());
    expect([foreign.status, absent.status]).toEqual([404, 404]);
    expect((await put(app, assen, where, bytes())).status).toBe(200);
  });
});

describe('requests that try to be two', () => {
  const ask = (
    headers: Record<string, string | number | string[]>,
    body = '',
    line = 'POST /v1/leveringen',
  ) => once(app.baseUrl, request(line, headers, body), 2, 1500);

  it.each([
    ['two lengths', () => ({ ...json(), 'Content-Length': ['2', '3'] })],
    ['a length and chunks', () => ({ ...json(), 'Content-Length': 2, 'Transfer-Encoding': 'chunked' })],
    ['chunks and something else', () => ({ ...json(), 'Transfer-Encoding': 'chunked, identity' })],
    ['chunks in disguise', () => ({ ...json(), 'Transfer-Encoding': 'xchunked' })],
    ['a length below nothing', () => ({ ...json(), 'Content-Length': '-1' })],
    ['a length with a sign', () => ({ ...json(), 'Content-Length': '+2' })],
    ['a length that is a list', () => ({ ...json(), 'Content-Length': '2, 2' })],
  ])('%s: one refusal, and the connection ends', async (_, headers) => {
    const smuggled = '0\r\n\r\nGET /v1/leveringen HTTP/1.1\r\nHost: localhost\r\n\r\n';
    const answers = await ask(headers(), smuggled);
    expect(answers.length).toBeLessThanOrEqual(1);
    for (const { status } of answers) expect(status).toBe(400);
  });

  it('three in one go are answered in turn', async () => {
    const bytes = Buffer.concat([
      request('GET /v1/leveringen', auth()),
      request('GET /v1/bestaat-niet', auth()),
      request('GET /v1', { Host: host }),
    ]);
    const answers = await once(app.baseUrl, bytes, 3);
    expect(answers.map(({ status }) => status)).toEqual([200, 404, 200]);
  });

  it('two hosts, none, or another in the address: not answered as ours', async () => {
    const lines: [string, Record<string, string | string[]>][] = [
      ['GET /v1/leveringen', {}],
      ['GET /v1/leveringen', { Host: [host, 'evil.example'] }],
      ['GET /v1/leveringen', { Host: 'evil.example' }],
      ['GET /v1/leveringen', { Host: `${host}@evil.example` }],
      ['GET /v1/leveringen', { Host: 'localhost.evil.example' }],
      ['GET /v1/leveringen', { Host: '' }],
    ];
    for (const [line, headers] of lines) {
      const [answer] = await ask({ Authorization: `Bearer ${assen.token}`, ...headers }, '', line);
      expect([line, headers, [400, 421].includes(answer?.status ?? 0)]).toEqual([line, headers, true]);
    }
  });
});

describe('headers and addresses', () => {
  it.each([
    ['headers of 20 kB', () => ({ ...auth(), 'X-Lang': 'a'.repeat(20_000) }), 431],
    ['three thousand headers', () => ({ ...auth(), 'X-Veel': Array.from({ length: 3000 }, () => 'a') }), 431],
    ['a token of 10 kB', () => ({ Host: host, Authorization: `Bearer ${'a'.repeat(10_000)}` }), 401],
    ['a token with other letters', () => ({ Host: host, Authorization: 'Bearer \xe9\xff' }), 401],
    ['another scheme', () => ({ Host: host, Authorization: 'Basic YTpi' }), 401],
    ['two tokens', () => ({ ...auth(), Authorization: [`Bearer ${assen.token}`, 'Bearer x'] }), 200],
    ['a cookie of 10 kB', () => ({ Host: host, Cookie: `__Host-sessie=${'a'.repeat(10_000)}` }), 401],
    ['a forged proxy', () => ({ ...auth(), 'X-Forwarded-For': '1.2.3.4', 'X-Forwarded-Host': 'evil' }), 200],
    ['a wish for a WebSocket', () => ({ ...auth(), Connection: 'Upgrade', Upgrade: 'websocket' }), 200],
  ])('%s', async (_, headers, status) => {
    const [answer] = await once(app.baseUrl, request('GET /v1/leveringen', headers()));
    expect(answer?.status).toBe(status);
  });

  it('a header with NUL or without a name ends the connection', async () => {
    for (const line of ['X-A: a\u0000b', ': a', 'X A: b', 'X-A\u0000: b', ' gevouwen']) {
      const text = `GET /v1/leveringen HTTP/1.1\r\nHost: ${host}\r\n${line}\r\n\r\n`;
      const [answer] = await once(app.baseUrl, text);
      expect([line, answer?.status]).toEqual([line, 400]);
    }
  });

  it.each([
    '//v1/leveringen',
    '/v1//leveringen',
    '/v1/leveringen/',
    '/v1/./leveringen',
    '/x/../v1/leveringen',
    '/%2e%2e/v1/leveringen',
    '/V1/leveringen',
    '/v1/Leveringen',
    '/v1%2fleveringen',
    '/%76%31/leveringen',
    '/v1/leveringen%00',
    '/v1/leveringen;x=1',
    '/v1/leveringen%20',
    '/v1/leveringen%2f',
    '/v1/leveringen#x',
    '/v1/leveringen/%ff',
    '/v1/leveringen/%',
    '/assets/../../package.json',
    '/assets/..%2f..%2fpackage.json',
    '/assets/%2e%2e/%2e%2e/package.json',
    '/assets/..%5c..%5cpackage.json',
    '/assets//etc/passwd',
    '/assets/',
    `/v1/leveringen/${'a'.repeat(5000)}`,
  ])('%s lets nobody past the door', async (url) => {
    for (const who of [{ Host: host }, { Host: host, Authorization: `Bearer ${mayor.token}` }]) {
      const [answer] = await once(app.baseUrl, request(`GET ${url}`, who));
      expect([url, (answer?.status ?? 0) >= 400 && answer!.status < 500]).toEqual([url, true]);
      expect(answer!.body).not.toMatch(/root:|"dependencies"/);
    }
  });

  it('methods that nobody knows are turned down', async () => {
    for (const method of ['TRACE', 'CONNECT', 'PROPFIND', 'get', 'FOO', 'DELETE', 'PATCH']) {
      const [answer] = await once(app.baseUrl, request(`${method} /v1/leveringen`, auth()), 1, 2000);
      const status = answer?.status ?? 0;
      expect([method, status >= 400 && status < 500]).toEqual([method, true]);
    }
  });
});

describe('what goes wrong before a request is whole', () => {
  it('is said as a problem with a code too', async () => {
    const [answer] = await once(app.baseUrl, 'niet eens HTTP\r\n\r\n');
    expect(answer?.head).toMatch(/^content-type: application\/problem\+json/im);
    expect([answer?.status, codeOf(answer!)]).toEqual([400, 'request.invalid']);
    const { rows } = await app.sql(
      "SELECT 1 FROM audit_event WHERE details->>'method' = 'onleesbaar' UNION ALL SELECT 1 FROM attempt_count",
    );
    expect(rows.length).toBeGreaterThan(0);
    const [long] = await once(app.baseUrl, request('GET /v1', { Host: host, X: 'a'.repeat(20_000) }));
    expect([long?.status, codeOf(long!)]).toEqual([431, 'request.headersTooLarge']);
  });
});
