import http from 'node:http';
import net from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { refusalTexts } from '../../src/app.module.js';
import { answerBrokenRequest, takeEverything } from '../../src/platform/http/broken-request.js';
import { startApp, type TestApp, type TestPerson } from '../support/app.js';
import { once, request, Wire, type RawAnswer } from '../support/attacks/raw.js';
import { until } from '../support/until.js';
import { configureTk } from '../support/uploads.js';

let app: TestApp;
let assen: TestPerson;
let host: string;

beforeAll(async () => {
  app = await startApp({ settings: { baseUrl: 'https://localhost' } });
  host = 'localhost';
  await configureTk(app);
  assen = await app.person('TK2027', 'GSB', '0106');
});
afterAll(() => app?.close());

const auth = () => ({ Host: host, Authorization: `Bearer ${assen.token}` });

/** Code and status of an answer that must be one of ours, whoever noticed what was wrong. */
function problemOf(answer: RawAnswer | undefined): [number, string] {
  for (const line of [
    /^content-type: application\/problem\+json; charset=utf-8/im,
    /^x-content-type-options: nosniff/im,
    /^content-security-policy: default-src 'none'/im,
    /^strict-transport-security: max-age=31536000/im,
    /^cache-control: no-store/im,
  ])
    expect(answer?.head).toMatch(line);
  const { code, status } = JSON.parse(answer!.body) as { code: string; status: number };
  expect(answer!.status).toBe(status);
  return [status, code];
}

describe('what Node would answer by itself is answered by us', () => {
  const line = (text: string, headers: Record<string, string | string[]> = {}) => request(text, headers);
  it.each<[string, () => Uint8Array, [number, string]]>([
    [
      'an expectation that nobody can meet',
      () => line('PUT /v1/leveringen', { ...auth(), Expect: 'een-wonder' }),
      [417, 'request.cannotExpect'],
    ],
    [
      'an expectation under another name',
      () => line('PUT /v1/leveringen', { Host: 'evil.example', Expect: 'een-wonder' }),
      [421, 'request.wrongHost'],
    ],
    ['CONNECT to ours', () => line('CONNECT /v1/leveringen', auth()), [405, 'request.methodNotAllowed']],
    ['CONNECT to a tunnel', () => line('CONNECT elders.example:443', auth()), [404, 'request.notFound']],
    [
      'CONNECT under another name',
      () => line('CONNECT elders.example:443', { Host: 'elders.example:443' }),
      [421, 'request.wrongHost'],
    ],
    ['no Host', () => line('GET /v1/leveringen'), [400, 'request.invalid']],
    ['two Hosts', () => line('GET /v1/leveringen', { Host: [host, host] }), [400, 'request.invalid']],
    [
      'no Host at an address that nobody can read',
      () => line('GET /v1/leveringen/%'),
      [400, 'request.invalid'],
    ],
    ['everything', () => line('OPTIONS *', auth()), [404, 'request.notFound']],
    ['TRACE', () => line('TRACE /v1/leveringen', auth()), [405, 'request.methodNotAllowed']],
    [
      'the preface of HTTP/2',
      () => Buffer.from('PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n'),
      [400, 'request.invalid'],
    ],
    [
      'a version that is none',
      () => Buffer.from(`GET /v1 HTTP/3.7\r\nHost: ${host}\r\n\r\n`),
      [400, 'request.invalid'],
    ],
    [
      'chunks with endless extensions',
      () =>
        Buffer.concat([
          request('POST /v1/leveringen', {
            ...auth(),
            'Content-Type': 'application/json',
            'Transfer-Encoding': 'chunked',
          }),
          Buffer.from(`1;${'x'.repeat(20_000)}\r\na\r\n0\r\n\r\n`),
        ]),
      [413, 'request.tooLarge'],
    ],
  ])('%s', async (_, bytes, expected) => {
    const [answer] = await once(app.baseUrl, bytes());
    expect(problemOf(answer)).toEqual(expected);
  });

  it('a tunnel that was not made is closed, and nothing goes on over it', async () => {
    const wire = await Wire.open(app.baseUrl);
    wire.send(request('CONNECT /v1/leveringen', auth()));
    wire.send(request('GET /v1/leveringen', auth()));
    const answers = await wire.wait(2, 3_000);
    expect(answers.map(({ status }) => status)).toEqual([405]);
    expect(answers[0]!.head).toMatch(/^allow: GET, HEAD, OPTIONS, POST\r?$/im);
    expect(wire.closed).toBe(true);
  });

  it('half a head: 408, and the connection ends', async () => {
    const wire = await Wire.open(app.baseUrl);
    wire.send(`GET /v1 HTTP/1.1\r\nHost: ${host}\r\n`);
    const [answer] = await wire.wait(1, 60_000);
    expect(problemOf(answer)).toEqual([408, 'request.stalled']);
  });
});

describe('nonsense', () => {
  /** A server of Node's own with nothing but our answers; the handler never ends what it began. */
  async function bare(use: (baseUrl: string, server: http.Server) => Promise<void>): Promise<void> {
    const server = http.createServer((_, response) => void response.writeHead(200).write('half'));
    takeEverything(server);
    const answerBroken = answerBrokenRequest(refusalTexts(), {}, () => undefined);
    server.on('clientError', answerBroken);
    await new Promise<void>((resolve) => server.listen(0, 'localhost', resolve));
    try {
      await use(`http://localhost:${(server.address() as net.AddressInfo).port}`, server);
    } finally {
      server.closeAllConnections();
      server.close();
    }
  }

  it('does not bring an answer into the middle of another', () =>
    bare(async (baseUrl) => {
      const wire = await Wire.open(baseUrl);
      wire.send('GET / HTTP/1.1\r\nHost: localhost\r\n\r\n');
      await until(() => wire.text().includes('half'));
      wire.send('niet eens HTTP\r\n\r\n');
      await until(() => wire.closed);
      expect(wire.text().match(/HTTP\/1\.1/g)).toEqual(['HTTP/1.1']);
    }));

  it('holds no connection of who never ends its side', () =>
    bare(async (baseUrl, server) => {
      const { port, hostname } = new URL(baseUrl);
      const socket = net.connect({ port: Number(port), host: hostname, allowHalfOpen: true });
      const answered = new Promise((resolve) => socket.once('end', resolve));
      socket.resume().write('niet eens HTTP\r\n\r\n');
      await answered;
      const held = () => new Promise<number>((resolve) => server.getConnections((_, n) => resolve(n)));
      await until(async () => (await held()) === 0);
      socket.destroy();
    }));

  it('is not the answer to an earlier one', async () => {
    const wire = await Wire.open(app.baseUrl);
    wire.send(Buffer.concat([request('GET /v1/leveringen', auth()), Buffer.from('niet eens HTTP\r\n\r\n')]));
    const answers = await wire.wait(2, 3_000);
    expect(answers.filter(({ status }) => status !== 200)).toEqual([]);
  });
});

describe('a JSON body in which a name stands twice', () => {
  it.each([
    ['POST', '/v1/leveringen', '{"verkiezing":"TK2027","verkiezing":"TK2027","bestanden":[]}', '/verkiezing'],
    [
      'POST',
      '/v1/leveringen',
      '{"verkiezing":"TK2027","bestanden":[{"naam":"a","\\u006eaam":"b"}]}',
      '/bestanden/0/naam',
    ],
    ['POST', '/v1/ontvangen/verzoek', '{"x":{"a":1,"a":1}}', '/x/a'],
    ['POST', '/v1/sleutels/x/goedkeuren', '{"a":1,"a":2}', '/a'],
  ])('%s %s %s: 400, and it is said where', async (method, url, body, pointer) => {
    const answer = await app.ask(method, url, {
      as: assen,
      body,
      headers: { 'content-type': 'application/json; charset=utf-8' },
    });
    expect(answer.status).toBe(400);
    const { code, errors } = (await answer.json()) as { code: string; errors: object[] };
    expect(code).toBe('request.invalid');
    expect(errors).toEqual([{ pointer, detail: 'Dit veld staat er twee keer. Laat er één staan.' }]);
  });

  it('is not read where it is no UTF-8 either', async () => {
    const body = Buffer.concat([Buffer.from('{"verkiezing":"'), Buffer.from([0xff]), Buffer.from('"}')]);
    const answer = await app.ask('POST', '/v1/leveringen', {
      as: assen,
      body,
      headers: { 'content-type': 'application/json' },
    });
    const { errors } = (await answer.json()) as { errors?: object[] };
    expect([answer.status, errors]).toEqual([400, undefined]);
  });
});

describe('who asks while the server closes', () => {
  it('is answered in our words', async () => {
    const other = await startApp({ worker: false });
    await configureTk(other);
    const who = await other.person('TK2027', 'GSB', '0106');
    const wires = await Promise.all([Wire.open(other.baseUrl), Wire.open(other.baseUrl)]);
    wires[0]?.send('GET /v1 HTTP/1.1\r\nHost: localhost\r\n');
    wires[1]?.send('DELETE /v1/leveringen/x HTTP/1.1\r\nHost: localhost\r\n');
    await sleep(200);
    const closing = other.close();
    await sleep(700);
    for (const wire of wires) wire.send(`Authorization: Bearer ${who.token}\r\n\r\n`);
    const [read, changed] = (await Promise.all(wires.map((wire) => wire.wait(1, 5_000)))).flat();
    expect(read?.head).toMatch(/^x-content-type-options: nosniff/im);
    expect(read?.head).toMatch(/^connection: close/im);
    expect(JSON.parse(changed!.body)).toMatchObject({ status: 503, code: 'platform.stopping' });
    expect(changed!.head).toMatch(/^retry-after: \d+/im);
    await closing;
  });
});
