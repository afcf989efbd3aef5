import http from 'node:http';
import { EndHat } from '../../src/people/change-hats.js';
import { SeedRehearsal } from '../../src/rehearsal/seed-rehearsal.js';
import { IssueToken } from '../../src/identity/change-tokens.js';
import { IDLE_MS, LONGEST_MS } from '../../src/identity/session.js';
import { writeDefinition } from '../../src/rehearsal/definition-writer.js';
import { startApp, type TestApp, type TestPerson } from '../support/app.js';
import { aCouncilDefinition, aDefinition } from '../support/definition.js';
import { codeOf, Visitor } from '../support/visitor.js';

/** Asks as a program: a page may send who has no hat to where one is chosen. */
const JSON_ONLY = { accept: 'application/json' };

const MINUTE = 60_000;
const HTML = { accept: 'text/html' };
const ME = '/account';

describe('sessions, tokens and hats', () => {
  let app: TestApp;
  let manager: TestPerson;
  let operator: TestPerson;

  beforeAll(async () => {
    app = await startApp({ worker: false });
    await app.configure(writeDefinition(aDefinition()));
    await app.configure(writeDefinition(aCouncilDefinition()));
    manager = await app.person('TK2027', 'GSB', '0037');
    operator = await app.person(null, 'OPERATOR', 'OPERATOR');
  }, 60_000);
  afterAll(() => app.close());

  const member = () => app.person('TK2027', 'GSB', '0037', 'member');
  const signedIn = (person: TestPerson) => new Visitor(app).chooseToBe(person.actor.personId);
  const events = async (action: string, personId: string) =>
    (
      await app.sql('SELECT * FROM audit_event WHERE action = $1 AND person_id = $2 ORDER BY id', [
        action,
        personId,
      ])
    ).rows as { code: string | null; result: string; hat: string | null }[];

  describe('a session', () => {
    it('is a cookie with all its guards, of which only the hash is kept', async () => {
      const person = await member();
      const response = await fetch(new URL('/inloggen/oefening', app.baseUrl), {
        method: 'POST',
        redirect: 'manual',
        headers: { origin: app.baseUrl, 'content-type': 'application/json' },
        body: JSON.stringify({ personId: person.actor.personId, naar: '/sleutels' }),
      });
      expect(response.status).toBe(303);
      expect(response.headers.get('location')).toBe('/sleutels');
      const cookie = response.headers.get('set-cookie')!;
      expect(cookie).toMatch(/^__Host-sessie=[\w-]{43}; Path=\/; Secure; HttpOnly; SameSite=Strict$/);
      const secret = cookie.slice('__Host-sessie='.length).split(';')[0]!;
      const { rows } = await app.sql('SELECT row_to_json(s)::text AS row FROM session s');
      expect(JSON.stringify(rows)).not.toContain(secret);
      expect(await events('session.started', person.actor.personId)).toEqual([
        expect.objectContaining({ result: 'done', hat: 'GSB:0037 TK2027 member' }),
      ]);
    });

    /** As if so much time passed for whoever has a session. */
    const pass = (ms: number) =>
      app.sql(
        "UPDATE session SET last_seen_at = last_seen_at - $1 * interval '1 ms', ends_at = ends_at - $1 * interval '1 ms'",
        [ms],
      );

    it('ends after half an hour without use, and lives on while it is used', async () => {
      const visitor = await signedIn(await member());
      for (let i = 0; i < 3; i++) {
        await pass(IDLE_MS - 2 * MINUTE);
        expect((await visitor.get(ME)).status).toBe(200);
      }
      await pass(IDLE_MS + 1000);
      expect((await visitor.get(ME)).headers.get('location')).toBe('/inloggen?naar=%2Faccount');
    });

    it('ends after twelve hours, however busy', async () => {
      const visitor = await signedIn(await member());
      for (let passed = 0; passed < LONGEST_MS - 20 * MINUTE; passed += 20 * MINUTE) {
        await pass(20 * MINUTE);
        expect((await visitor.get(ME)).status).toBe(200);
      }
      await pass(20 * MINUTE);
      expect((await visitor.get(ME)).status).toBe(303);
    });

    it('notes its use at most once a minute', async () => {
      const person = await member();
      const visitor = await signedIn(person);
      const seen = async () =>
        (await app.sql('SELECT last_seen_at FROM session WHERE person_id = $1', [person.actor.personId]))
          .rows as { last_seen_at: Date }[];
      const before = await seen();
      await visitor.get(ME);
      expect(await seen()).toEqual(before);
      await pass(MINUTE + 1);
      const aged = await seen();
      await Promise.all([visitor.get(ME), visitor.get(ME), visitor.get(ME)]);
      expect((await seen())[0]!.last_seen_at.getTime()).toBeGreaterThan(
        aged[0]!.last_seen_at.getTime() + MINUTE,
      );
    });

    it('ends by signing out, here and everywhere', async () => {
      const person = await member();
      const [here, there, third] = await Promise.all([signedIn(person), signedIn(person), signedIn(person)]);
      const cookie = here.cookie!;
      expect((await here.post('/afmelden')).headers.get('location')).toBe('/inloggen?melding=afgemeld');
      here.cookie = cookie;
      expect((await here.get(ME)).status).toBe(303);
      expect((await there.get(ME)).status).toBe(200);
      expect((await there.post('/account/overal-afmelden')).status).toBe(303);
      expect(there.cookie).toBeNull();
      expect((await third.get(ME)).status).toBe(303);
      expect((await here.post('/afmelden')).status).toBe(303);
      expect(await events('session.endedEverywhere', person.actor.personId)).toHaveLength(1);
    });

    it('can be ended from another session of the same person, and of nobody else', async () => {
      const person = await member();
      const [one, other] = await Promise.all([signedIn(person), signedIn(person)]);
      const stranger = await signedIn(await member());
      const { rows } = await app.sql('SELECT token_hash FROM session WHERE person_id = $1', [
        person.actor.personId,
      ]);
      const hashes = (rows as { token_hash: string }[]).map((row) => row.token_hash);
      const page = await (await one.get(ME)).text();
      const shown = hashes.find((hash) => page.includes(`value="${hash}"`))!;
      expect((await stranger.post('/account/sessies/beeindigen', { sessie: shown })).status).toBe(404);
      expect((await other.get(ME)).status).toBe(200);
      expect((await one.post('/account/sessies/beeindigen', { sessie: shown })).status).toBe(303);
      expect((await other.get(ME)).status).toBe(303);
      expect((await one.get(ME)).status).toBe(200);
    });

    it.each([
      ['a made-up one', '__Host-sessie=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA'],
      ['an empty one', '__Host-sessie='],
      ['a strange one', '__Host-sessie=../../etc/passwd%00'],
      ['a long one', `__Host-sessie=${'a'.repeat(7000)}`],
    ])('is not opened by %s', async (_, cookie) => {
      const response = await fetch(new URL(ME, app.baseUrl), {
        headers: { cookie, ...HTML },
        redirect: 'manual',
      });
      expect(response.status).toBe(303);
    });

    it('is not taken from a cookie that is there twice', async () => {
      const visitor = await signedIn(await member());
      const cookie = `__Host-sessie=${visitor.cookie}; __Host-sessie=${visitor.cookie}`;
      const response = await fetch(new URL(ME, app.baseUrl), {
        headers: { cookie, ...HTML },
        redirect: 'manual',
      });
      expect(response.status).toBe(303);
    });

    it('stops when its person is blocked', async () => {
      const person = await member();
      const visitor = await signedIn(person);
      await app.sql('UPDATE person SET blocked_at = now() WHERE id = $1', [person.actor.personId]);
      expect((await visitor.get(ME)).status).toBe(303);
      expect((await app.ask('GET', '/v1/sleutels', { as: person })).status).toBe(401);
      await expect(signedIn(person)).rejects.toThrow('no session: 404');
    });
  });

  describe('a change', () => {
    it.each([
      ['another site', { origin: 'https://kwaad.example' }],
      ['a sandboxed page', { origin: 'null' }],
      ['another port of this machine', { origin: 'http://localhost:1' }],
    ])('from %s is refused', async (_, headers) => {
      const visitor = await signedIn(await member());
      const response = await visitor.post('/account/overal-afmelden', {}, headers);
      expect(response.status).toBe(403);
      expect((await visitor.get(ME)).status).toBe(200);
    });

    it('without Origin is refused', async () => {
      const visitor = await signedIn(await member());
      const headers = {
        cookie: `__Host-sessie=${visitor.cookie}`,
        'content-type': 'application/x-www-form-urlencoded',
      };
      const response = await fetch(new URL('/account/overal-afmelden', app.baseUrl), {
        method: 'POST',
        headers,
      });
      expect(response.status).toBe(403);
    });

    it('with a cookie is not let in by an Authorization header that means nothing', async () => {
      const visitor = await signedIn(await member());
      const foreign = { origin: 'https://kwaad.example' };
      const basic = await visitor.json(
        '/account/overal-afmelden',
        {},
        { ...foreign, authorization: 'Basic YTpi' },
      );
      expect(basic.status).toBe(401);
      expect((await visitor.get(ME)).status).toBe(200);
    });
  });

  describe('a token', () => {
    it.each(['odp_', 'odp_x', `odp_${'a'.repeat(43)}`, 'Bearer', `${'x'.repeat(300)}`])(
      'that is %j is refused with its own code',
      async (token) => {
        const response = await app.ask('GET', '/v1/sleutels', { as: token });
        expect(response.status).toBe(401);
        expect(response.headers.get('www-authenticate')).toContain('Bearer');
        expect(await codeOf(response)).toBe('access.tokenInvalid');
      },
    );

    it('of nobody is asked to sign in', async () => {
      const response = await app.ask('GET', '/v1/sleutels');
      expect([response.status, await codeOf(response)]).toEqual([401, 'access.signInFirst']);
    });

    it('works until its last moment', async () => {
      const person = await member();
      const { token, expiresAt } = await app
        .get(IssueToken)
        .run({ hatId: person.actor.hat.id, label: 'kort', days: 1 }, person.actor);
      expect((await app.ask('GET', '/v1/sleutels', { as: token })).status).toBe(200);
      await app.sql("UPDATE access_token SET expires_at = now() WHERE label = 'kort' AND expires_at = $1", [
        expiresAt,
      ]);
      expect((await app.ask('GET', '/v1/sleutels', { as: token })).status).toBe(401);
    });

    it('is issued on the account page, shown once, and revoked there', async () => {
      const person = await member();
      const visitor = await signedIn(person);
      const page = await (await visitor.post('/account/tokens', { label: 'Teller <b>', dagen: '90' })).text();
      const token = /odp_[\w-]{43}/.exec(page)![0];
      expect((await app.ask('GET', '/v1/sleutels', { as: token })).status).toBe(200);
      const again = await (await visitor.get(ME)).text();
      expect(again).not.toContain(token);
      expect(again).toContain('Teller &lt;b>');
      const hash = /intrekken\?token=([0-9a-f]{64})"/.exec(again)![1]!;
      const stranger = await signedIn(await member());
      expect((await stranger.post('/account/tokens/intrekken', { token: hash })).status).toBe(404);
      expect((await visitor.post('/account/tokens/intrekken', { token: hash })).status).toBe(303);
      expect(await codeOf(await app.ask('GET', '/v1/sleutels', { as: token }))).toBe('access.tokenInvalid');
      expect((await visitor.post('/account/tokens/intrekken', { token: hash })).status).toBe(404);
    });

    it.each([
      [{ label: '', dagen: '30' }, 'Vul een naam voor het token in.'],
      [{ label: 'x', dagen: '91' }, 'Vul een getal in van 1 tot en met 90.'],
      [{ label: 'x', dagen: 'veel' }, 'Vul een getal in van 1 tot en met 90.'],
      [{ label: 'a\u0000b', dagen: '3' }, 'Gebruik alleen letters'],
    ])('for %j is not issued, and the form says why', async (fields, text) => {
      const person = await member();
      const visitor = await signedIn(person);
      const response = await visitor.post('/account/tokens', fields);
      expect(response.status).toBe(422);
      expect(await response.text()).toContain(text);
      expect(await events('request.attempted', person.actor.personId)).toEqual([
        expect.objectContaining({ code: 'request.invalid', result: 'refused' }),
      ]);
    });

    it('does not open the account, so that a stolen one makes no more', async () => {
      const person = await member();
      for (const [method, path] of [
        ['GET', '/account'],
        ['POST', '/account/tokens'],
        ['POST', '/account/overal-afmelden'],
        ['POST', '/account/passkey/opties'],
        ['GET', '/mensen'],
        ['POST', '/rol'],
      ] as const)
        expect(
          (await app.ask(method, path, { as: person, ...(method === 'POST' ? { body: {} } : {}) })).status,
        ).not.toBe(200);
    });
  });

  describe('a hat', () => {
    it('is worn from the start by who has one, and chosen by who has more', async () => {
      const person = await member();
      await app.hat(person, 'GR2027_Stadskanaal', 'CSB', 'CSB', 'member');
      const visitor = await signedIn(person);
      const none = await (await visitor.get(ME)).text();
      expect(none).toContain('Kies namens wie u werkt');
      expect((await visitor.get('/sleutels', JSON_ONLY)).status).toBe(404);
      const chosen = await visitor.post('/rol', { hoed: person.actor.hat.id, terug: '/account' });
      expect([chosen.status, chosen.headers.get('location')]).toEqual([303, '/account']);
      const page = await (await visitor.get('/sleutels')).text();
      expect(page).toContain('Gemeentelijk stembureau Stadskanaal, Tweede Kamer 2027');
      expect(await events('hat.chosen', person.actor.personId)).toEqual([
        expect.objectContaining({ hat: 'GSB:0037 TK2027 member' }),
      ]);
      const away = await visitor.post('/rol', { hoed: person.actor.hat.id, terug: '//kwaad.example' });
      expect(away.headers.get('location')).toBe('/');
    });

    it('of somebody else, an ended one and a made-up one are not there', async () => {
      const [person, other] = await Promise.all([member(), member()]);
      const visitor = await signedIn(person);
      for (const hoed of [other.actor.hat.id, '00000000-0000-4000-8000-000000000000'])
        expect((await visitor.post('/rol', { hoed })).status).toBe(404);
      for (const hoed of ['x', '']) expect((await visitor.post('/rol', { hoed })).status).toBe(400);
    });

    it('that is ended stops at once, in sessions and tokens', async () => {
      const person = await member();
      const visitor = await signedIn(person);
      expect((await visitor.get('/sleutels')).status).toBe(200);
      await app.get(EndHat).run(person.actor.hat.id, manager.actor);
      expect((await visitor.get('/sleutels', JSON_ONLY)).status).toBe(404);
      expect((await visitor.get(ME)).status).toBe(200);
      expect((await app.ask('GET', '/v1/sleutels', { as: person })).status).toBe(401);
    });

    it('of the operator goes with no other', async () => {
      await expect(app.hat(operator, 'TK2027', 'GSB', '0037')).rejects.toThrow('accounts.separationOfDuties');
      await expect(app.person('TK2027', 'GSB', '9999')).rejects.toThrow('accounts.noSuchBody');
      await expect(app.person('TK2027', 'GSB', '0037', 'operator')).rejects.toThrow(
        'accounts.roleDoesNotFit',
      );
    });
  });

  describe('choosing a person in a rehearsal', () => {
    /** node:http lets a test send any Host. */
    const knock = (headers: Record<string, string>, at: TestApp = app, person = manager) =>
      new Promise<number>((resolve, reject) => {
        const { port } = new URL(at.baseUrl);
        const path = '/inloggen/oefening';
        const all = { 'content-type': 'application/json', ...headers };
        const sent = http.request(
          { host: '127.0.0.1', port, method: 'POST', path, headers: all },
          (response) => resolve(response.resume().statusCode!),
        );
        sent.on('error', reject).end(JSON.stringify({ personId: person.actor.personId }));
      });
    const local = () => ({ host: new URL(app.baseUrl).host, origin: app.baseUrl });

    it('works at this machine', async () => expect(await knock(local())).toBe(303));

    it.each(['forwarded', 'x-forwarded-for', 'x-forwarded-host', 'x-forwarded-proto', 'x-real-ip', 'via'])(
      'never behind a proxy that says %s',
      async (name) => expect(await knock({ ...local(), [name]: '127.0.0.1' })).toBe(404),
    );

    it.each(['127.0.0.1', 'localhost.kwaad.example', 'kwaad.example', 'LOCALHOST.'])(
      'never with Host %s',
      async (host) => {
        const { port } = new URL(app.baseUrl);
        expect(await knock({ host: `${host}:${port}`, origin: `http://${host}:${port}` })).toBe(421);
      },
    );

    it('lists people to find', async () => {
      const page = await (await new Visitor(app).get('/inloggen/oefening?zoek=stadskanaal')).text();
      expect(page).toContain(manager.actor.name);
      expect(page).not.toContain(operator.actor.name);
      const nobody = await (await new Visitor(app).get('/inloggen/oefening?zoek=%25%5C_')).text();
      expect(nobody).toContain('Niemand gevonden');
    });

    it('is not there in earnest', async () => {
      const real = await startApp({ mode: 'real', worker: false, settings: { baseUrl: 'http://localhost' } });
      try {
        const person = await real.person(null, 'OPERATOR', 'OPERATOR');
        const headers = { host: 'localhost', origin: 'http://localhost' };
        expect(await knock(headers, real, person)).toBe(404);
        expect(() => real.get(SeedRehearsal)).toThrow();
        expect(app.get(SeedRehearsal)).toBeDefined();
        expect((await real.sql('SELECT 1 FROM session')).rows).toHaveLength(0);
      } finally {
        await real.close();
      }
    });
  });
});
