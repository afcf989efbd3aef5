import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { Webhook as Verifier } from 'standardwebhooks';
import { DispatchNotices } from '../../src/notify/dispatch-notices.js';
import { KeepWebhook } from '../../src/notify/keep-webhook.js';
import { SendWebhooks } from '../../src/notify/send-webhooks.js';
import { add } from '../../src/platform/jobs/outbox.js';
import { startApp, type TestApp, type TestPerson } from '../support/app.js';
import { eventually } from '../support/routing.js';
import { configureTk } from '../support/uploads.js';

interface Heard {
  readonly headers: Record<string, string>;
  readonly text: string;
}

const electionId = 'TK2027';
const heard: Heard[] = [];
const sockets = new Set<Socket>();
let answer: (response: ServerResponse) => void;
const says =
  (status: number, headers = {}) =>
  (response: ServerResponse) =>
    void response.writeHead(status, headers).end();

async function take(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  const text = Buffer.concat(parts).toString();
  heard.push({ headers: request.headers as Record<string, string>, text });
  answer(response);
}

const server = createServer((request, response) => void take(request, response));
server.on('connection', (socket) => sockets.add(socket));
let app: TestApp;
let assen: TestPerson;
let hooks: KeepWebhook;
const at = (host: string) => `http://${host}:${(server.address() as AddressInfo).port}/ontvang`;

interface Row {
  readonly id: string;
  readonly state: string;
  readonly said: string;
  readonly attempts: number;
}

/** Asks the GSB of Assen for a file. */
async function ask(): Promise<void> {
  const requestId = randomUUID();
  await app.sql(
    `INSERT INTO delivery_request (id, election_id, from_level, from_code, to_level, to_code, message, at, person_id)
     VALUES ($1, $2, 'HSB', 'HSB3', 'GSB', '0106', '510b', now(), $3)`,
    [requestId, electionId, assen.actor.personId],
  );
  await app.db.transaction((tx) => add(tx, 'delivery.requested', { requestId }));
}

/** The newest call, once it is as `is` says. */
const newest = (is: (row: Row) => boolean): Promise<Row> =>
  eventually(async () => {
    const { rows } = await app.sql(
      "SELECT id, state, said, attempts FROM dispatch WHERE channel = 'webhook' ORDER BY created_at DESC LIMIT 1",
    );
    const [row] = rows as Row[];
    return row !== undefined && is(row) ? row : null;
  });
const ended = (state: string) => newest((row) => row.state === state);

beforeAll(async () => {
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  app = await startApp({ settings: { webhookAllow: ['127.0.0.0/8'] } });
  await configureTk(app);
  assen = await app.person(electionId, 'GSB', '0106', 'manager');
  hooks = app.get(KeepWebhook);
});
afterAll(async () => {
  await app?.close();
  sockets.forEach((socket) => socket.destroy());
  server.close();
});
beforeEach(async () => {
  heard.length = 0;
  answer = says(200);
  await app.sql("DELETE FROM dispatch WHERE channel = 'webhook'");
  const calls = app.get(SendWebhooks);
  calls.calls = {
    ...{ ...calls.calls, timeoutMs: 10_000, restMs: 0 },
    resolve: async () => [{ address: '127.0.0.1', family: 4 }],
  };
});

describe('a webhook', () => {
  let secret: string;

  it('refuses an address that is not public, and has a secret that is shown once', async () => {
    for (const address of ['http://169.254.169.254/', 'https://[::1]/', 'https://0xa9fea9fe/'])
      await expect(hooks.keep(address, assen.actor)).rejects.toThrow('webhook.address');
    await expect(hooks.keep('https://8.8.8.8:8443/', assen.actor)).rejects.toMatchObject({
      ...{ code: 'webhook.port', details: { poort: '443' } },
    });
    secret = (await hooks.keep(at('ontvanger.example'), assen.actor))!;
    expect(await hooks.keep(at('ontvanger.example'), assen.actor)).toBeNull();
    expect(JSON.stringify(await hooks.of(assen.actor))).not.toContain(secret);
  });

  it('hears that there is a notice, signed; never what it says', async () => {
    await ask();
    const row = await ended('sent');
    const [{ headers, text }] = heard as [Heard];
    expect(headers['webhook-id']).toBe(row.id);
    expect(new Verifier(secret).verify(text, headers)).toEqual({
      type: 'notice',
      timestamp: expect.any(String) as string,
      data: {
        ...{ kind: 'requests', number: null },
        link: expect.stringMatching(/^http:\/\/.+\/berichten\/[0-9a-f-]{36}$/) as string,
      },
    });
    expect(() => new Verifier(secret).verify(text.replace('requests', 'arrivals'), headers)).toThrow();
  });

  it('is tried again after 500, as the same message', async () => {
    answer = says(500);
    await ask();
    const { said } = await newest(({ state, attempts }) => state === 'waiting' && attempts > 0);
    expect(said).toBe('antwoord 500');
    answer = says(200);
    await app.sql("UPDATE dispatch SET due_at = now() WHERE state = 'waiting'");
    await ended('sent');
    expect(new Set(heard.map(({ headers }) => headers['webhook-id'])).size).toBe(1);
  });

  it('is given up where it points elsewhere, and goes again when the Kiesraad says so', async () => {
    answer = says(302, { location: 'http://169.254.169.254/latest/meta-data' });
    await ask();
    expect((await ended('dead')).said).toContain('verwijst door');
    expect(heard).toHaveLength(1);
    const operator = await app.person(null, 'OPERATOR', 'OPERATOR', 'operator');
    const html = { accept: 'text/html' };
    const list = await app.ask('GET', '/opdrachten/post', { as: operator, headers: html });
    expect(await list.text()).toMatch(/Webhook van .*ontvanger\.example.*verwijst door/s);
    answer = says(200);
    await app.ask('POST', '/opdrachten/post/opnieuw', { as: operator, body: new URLSearchParams() });
    await ended('sent');
  });

  it.each([
    ['169.254.169.254', 4],
    ['::ffff:127.0.0.1', 6],
    ['10.0.0.1', 4],
  ])('does not go to a name that leads to %s by now', async (address, family) => {
    const calls = app.get(SendWebhooks);
    calls.calls = { ...calls.calls, resolve: async () => [{ address, family }] };
    await ask();
    expect((await ended('dead')).said).toContain('niet openbaar');
    expect(heard).toEqual([]);
  });

  it('waits no longer than its time for one that answers a byte at a time', async () => {
    const calls = app.get(SendWebhooks);
    calls.calls = { ...calls.calls, timeoutMs: 400 };
    answer = ({ socket }) => {
      const bytes = 'HTTP/1.1 200 OK\r\n'.repeat(9).split('');
      const timer = setInterval(() => socket?.write(bytes.shift() ?? ''), 100);
      socket?.on('error', () => undefined).on('close', () => clearInterval(timer));
    };
    await hooks.test(assen.actor);
    expect((await ended('dropped')).said).toBe('geen antwoord binnen 0.4 seconden');
  });

  it('signs with the old secret too for a day after a new one was made', async () => {
    const renewed = await hooks.rotate(assen.actor);
    await ask();
    await ended('sent');
    const [{ headers, text }] = heard as [Heard];
    for (const one of [secret, renewed]) expect(new Verifier(one).verify(text, headers)).toBeTruthy();
    await app.sql("UPDATE webhook SET old_until = now() - interval '1 second'");
    await ask();
    await eventually(async () => (heard.length === 2 ? true : null));
    const last = heard[1]!;
    expect(new Verifier(renewed).verify(last.text, last.headers)).toBeTruthy();
    expect(() => new Verifier(secret).verify(last.text, last.headers)).toThrow();
    const forget = () => app.get(DispatchNotices).forget();
    expect([await forget(), await forget()]).toEqual([1, 0]);
    expect((await app.sql('SELECT old_secret, old_until FROM webhook')).rows).toEqual([
      { old_secret: null, old_until: null },
    ]);
  });

  it('sends nothing once it is removed', async () => {
    await hooks.remove(assen.actor);
    await ask();
    await eventually(async () => {
      const { rows } = await app.sql(
        "SELECT 1 FROM notice WHERE kind = 'delivery.requested' HAVING count(*) = 9",
      );
      return rows.length > 0 ? true : null;
    });
    expect(await app.db.read.dispatch.count({ where: { channel: 'webhook', state: 'waiting' } })).toBe(0);
  });
});
