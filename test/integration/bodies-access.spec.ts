import http from 'node:http';
import { EndHat } from '../../src/people/change-hats.js';
import { hashSecret } from '../../src/identity/credential.js';
import { writeDefinition } from '../../src/rehearsal/definition-writer.js';
import { startApp, type TestApp, type TestPerson } from '../support/app.js';
import { Authenticator } from '../support/authenticator.js';
import { aDefinition } from '../support/definition.js';
import { Visitor } from '../support/visitor.js';
import { eventually } from '../support/routing.js';

const ORIGIN = 'http://localhost';
const JSON_ONLY = { accept: 'application/json' };

describe('what ends with a right', () => {
  let app: TestApp;
  /** Another process over the same database. */
  let other: TestApp;
  let manager: TestPerson;
  let operator: TestPerson;
  let desk: Visitor;
  let count = 0;

  beforeAll(async () => {
    app = await startApp({ worker: false, settings: { baseUrl: ORIGIN } });
    const { database, varDir } = app;
    other = await startApp({ worker: false, settings: { baseUrl: ORIGIN }, over: { database, varDir } });
    await app.configure(writeDefinition(aDefinition()));
    manager = await app.person('TK2027', 'GSB', '0037');
    operator = await app.person(null, 'OPERATOR', 'OPERATOR');
    desk = await new Visitor(app).chooseToBe(operator.actor.personId);
  }, 90_000);
  afterAll(async () => {
    await other.app.stop();
    await app.close();
  });

  const at = (person: TestPerson) => new Visitor(app).chooseToBe(person.actor.personId);
  const member = () => app.person('TK2027', 'GSB', '0037', 'member');
  const end = (hatId: string) => app.get(EndHat).run(hatId, manager.actor);
  const linkIn = (page: string) => /http:\/\/localhost(\/uitnodiging\/[\w-]{43})/.exec(page)?.[1] ?? null;
  const someone = () => ({ naam: 'Jan', email: `jan${(count += 1)}@gemeente.example`, rol: 'member' });
  const hatOf = async (email: string) =>
    (
      (
        await app.sql(
          'SELECT h.id, h.person_id FROM hat h JOIN person p ON p.id = h.person_id WHERE p.email = $1 AND h.ended_at IS NULL',
          [email],
        )
      ).rows as { id: string; person_id: string }[]
    )[0]!;

  async function settle(path: string, visitor = new Visitor(app)) {
    const device = new Authenticator(ORIGIN);
    const asked = await visitor.json(`${path}/passkey/opties`, { naam: 'laptop' });
    const antwoord = device.register((await asked.json()) as never);
    const answer = await visitor.json(`${path}/passkey/antwoord`, { naam: 'laptop', antwoord });
    if (answer.status !== 200) throw new Error(`${answer.status} ${await answer.text()}`);
    return { visitor, device };
  }

  async function signsIn(device: Authenticator): Promise<number> {
    const visitor = new Visitor(app);
    const options = (await (await visitor.json('/inloggen/passkey/opties', {})).json()) as never;
    return (await visitor.json('/inloggen/passkey/antwoord', { antwoord: device.signIn(options) })).status;
  }

  describe('an invitation', () => {
    it('ends with the role it was made for, also when that is granted again', async () => {
      const boss = await at(manager);
      const person = someone();
      const first = linkIn(await (await boss.post('/mensen', person)).text())!;
      await end((await hatOf(person.email)).id);
      expect((await new Visitor(app).get(first)).status).toBe(410);
      const second = linkIn(await (await boss.post('/mensen', person)).text())!;
      expect((await new Visitor(app).get(first)).status).toBe(410);
      expect((await new Visitor(app).get(second)).status).toBe(200);
    });

    it('made for one role does not live on another', async () => {
      const person = someone();
      const link = linkIn(await (await (await at(manager)).post('/mensen', person)).text())!;
      const { id, person_id: personId } = await hatOf(person.email);
      await app.sql(
        `INSERT INTO hat (id, person_id, election_id, level, code, role)
         VALUES (gen_random_uuid(), $1, 'TK2027', 'GSB', '0505', 'member')`,
        [personId],
      );
      expect((await new Visitor(app).get(link)).status).toBe(200);
      await end(id);
      expect((await new Visitor(app).get(link)).status).toBe(410);
    });

    it('is new for who had no role: what they had set up is over', async () => {
      const boss = await at(manager);
      const person = someone();
      const { device } = await settle(linkIn(await (await boss.post('/mensen', person)).text())!);
      await end((await hatOf(person.email)).id);
      const again = linkIn(await (await boss.post('/mensen', person)).text());
      expect(again).not.toBeNull();
      expect(await signsIn(device)).toBe(401);
      expect(await signsIn((await settle(again!)).device)).toBe(200);
    });

    it('used where somebody else was signed in ends that session', async () => {
      const visitor = await at(await member());
      const before = visitor.cookie;
      const link = linkIn(await (await (await at(manager)).post('/mensen', someone())).text())!;
      await settle(link, visitor);
      expect(visitor.cookie).not.toBe(before);
      visitor.cookie = before;
      expect((await visitor.get('/account')).status).toBe(303);
    });
  });

  it('a session does not get back a role that is granted again', async () => {
    const person = await member();
    const visitor = await at(person);
    expect((await visitor.get('/sleutels', JSON_ONLY)).status).toBe(200);
    await end(person.actor.hat.id);
    await app.hat(person, 'TK2027', 'GSB', '0037', 'manager');
    expect((await visitor.get('/sleutels', JSON_ONLY)).status).toBe(404);
    expect((await visitor.get('/mensen', JSON_ONLY)).status).toBe(404);
  });

  it('restoring access ends everything at once, before the new link is used', async () => {
    const person = someone();
    const { visitor, device } = await settle(
      linkIn(await (await (await at(manager)).post('/mensen', person)).text())!,
    );
    const issued = await (await visitor.post('/account/tokens', { label: 'x', dagen: '3' })).text();
    const token = /odp_[\w-]{43}/.exec(issued)![0];
    expect((await app.ask('GET', '/v1/sleutels', { as: token })).status).toBe(200);
    const { id } = await hatOf(person.email);
    const of = { verkiezing: 'TK2027', niveau: 'GSB', code: '0037' };
    expect(linkIn(await (await desk.post(`/mensen/${id}/uitnodigen`, of)).text())).not.toBeNull();
    expect((await app.ask('GET', '/v1/sleutels', { as: token })).status).toBe(401);
    expect((await visitor.get('/account')).status).toBe(303);
    expect(await signsIn(device)).toBe(401);
  });

  describe('a person', () => {
    const path = ({ actor }: TestPerson) => `/personen/${actor.personId}`;

    it('and their tokens are seen and revoked by the operator, and by nobody else', async () => {
      const person = await member();
      expect((await (await at(manager)).get(path(person))).status).toBe(404);
      expect(await (await desk.get(`/personen?zoek=${person.actor.name}`)).text()).toContain(path(person));
      expect(await (await desk.get(path(person))).text()).toContain('tokens/intrekken');
      const token = hashSecret('token', person.token)!;
      const answer = await desk.post(`${path(person)}/tokens/intrekken`, { token });
      expect(answer.headers.get('location')).toBe(`${path(person)}?melding=ingetrokken`);
      expect((await app.ask('GET', '/v1/sleutels', { as: person })).status).toBe(401);
    });

    it('is blocked with a reason, at once and everywhere, and let in again', async () => {
      const person = await member();
      const visitor = await at(person);
      const without = await desk.post(`${path(person)}/blokkeren`, { reden: ' ' });
      expect([without.status, await without.text()]).toEqual([
        422,
        expect.stringContaining('Vul de reden in.'),
      ]);
      expect((await desk.post(`${path(person)}/blokkeren`, { reden: 'Laptop <gestolen>' })).status).toBe(303);
      expect((await visitor.get('/account')).status).toBe(303);
      expect((await app.ask('GET', '/v1/sleutels', { as: person })).status).toBe(401);
      expect(
        (await new Visitor(app).post('/inloggen/oefening', { personId: person.actor.personId })).status,
      ).toBe(404);
      const page = await (await desk.get(path(person))).text();
      expect(page).toContain('Laptop &lt;gestolen>');
      expect((await desk.post(`${path(person)}/blokkeren`, { reden: 'nog eens' })).status).toBe(409);
      expect((await desk.post(`${path(person)}/deblokkeren`)).status).toBe(303);
      expect((await (await at(person)).get('/sleutels', JSON_ONLY)).status).toBe(200);
      expect((await app.ask('GET', '/v1/sleutels', { as: person })).status).toBe(401);
      const { rows } = await app.sql(
        "SELECT action FROM audit_event WHERE object_id = $1 AND action LIKE 'person.%blocked' ORDER BY id",
        [person.actor.personId],
      );
      expect(rows).toEqual([{ action: 'person.blocked' }, { action: 'person.unblocked' }]);
    });

    it('is never blocked by themselves, so that an operator always remains', async () => {
      const own = await desk.post(`${path(operator)}/blokkeren`, { reden: 'ik' });
      expect(own.status).toBe(409);
      expect(await own.text()).toContain('Dit kan niet met uw eigen account');
    });
  });

  describe('what is under way on another process', () => {
    /** Sends a small part of a form to the other process, and tells when it breaks off. */
    async function sending(headers: Record<string, string>) {
      const request = http.request(new URL('/v1/sleutels', other.baseUrl), {
        method: 'POST',
        headers: { 'content-type': 'application/octet-stream', 'content-length': 5000, ...headers },
      });
      const ended = new Promise<number>((resolve) => request.on('close', () => resolve(Date.now())));
      request.on('error', () => undefined);
      await new Promise<void>((resolve) => request.write('x'.repeat(100), () => resolve()));
      await new Promise((resolve) => setTimeout(resolve, 500));
      return { ended, isOver: () => request.destroyed };
    }
    const bearer = ({ token }: TestPerson) => ({ authorization: `Bearer ${token}` });

    it.each<[string, (person: TestPerson) => Promise<unknown>]>([
      ['the role is ended', ({ actor }) => end(actor.hat.id)],
      [
        'the token is revoked',
        (person) =>
          desk.post(`/personen/${person.actor.personId}/tokens/intrekken`, {
            token: hashSecret('token', person.token)!,
          }),
      ],
      [
        'the person is blocked',
        ({ actor }) => desk.post(`/personen/${actor.personId}/blokkeren`, { reden: 'x' }),
      ],
      [
        'the database alone knows',
        ({ actor }) => app.sql('UPDATE hat SET ended_at = now() WHERE id = $1', [actor.hat.id]),
      ],
    ])('ends within five seconds when %s, and the rest goes on', async (_, takeAway) => {
      const [person, colleague] = [await member(), await member()];
      const [running, beside] = [await sending(bearer(person)), await sending(bearer(colleague))];
      expect(running.isOver()).toBe(false);
      const from = Date.now();
      await takeAway(person);
      expect((await running.ended) - from).toBeLessThan(5_000);
      expect(beside.isOver()).toBe(false);
      await eventually(async () => {
        const { rows } = await app.sql(
          "SELECT 1 FROM audit_event WHERE person_id = $1 AND code = 'access.tokenInvalid'",
          [person.actor.personId],
        );
        return rows[0] as unknown;
      });
    });

    it('ends when the session it came with is ended', async () => {
      const person = await member();
      const [here, there] = [await at(person), await at(person)];
      const running = await sending({ cookie: `__Host-sessie=${here.cookie!}`, origin: other.baseUrl });
      const from = Date.now();
      await there.post('/account/overal-afmelden');
      expect((await running.ended) - from).toBeLessThan(5_000);
    });
  });
});
