import { EndHat } from '../../src/people/change-hats.js';
import { InvitePerson } from '../../src/people/invite-person.js';
import { searchPeople } from '../../src/identity/people.store.js';
import { ForeseeEnd } from '../../src/people/show-people.js';
import { Settings } from '../../src/platform/settings.js';
import { writeDefinition } from '../../src/rehearsal/definition-writer.js';
import { startApp, type TestApp, type TestPerson } from '../support/app.js';
import { Authenticator } from '../support/authenticator.js';
import { aCouncilDefinition, aDefinition } from '../support/definition.js';
import { Visitor } from '../support/visitor.js';

/** Asks as a program: a page may send who has no hat to where one is chosen. */
const JSON_ONLY = { accept: 'application/json' };

const ORIGIN = 'http://localhost';
const GSB = { electionId: 'TK2027', body: { level: 'GSB', code: '0037' } } as const;
const OTHER = { electionId: 'TK2027', body: { level: 'GSB', code: '0505' } } as const;

describe('the people of a body', () => {
  let app: TestApp;
  let manager: TestPerson;
  let foreign: TestPerson;
  let operator: TestPerson;
  let count = 0;

  beforeAll(async () => {
    app = await startApp({ worker: false, settings: { baseUrl: ORIGIN } });
    await app.configure(writeDefinition(aDefinition()));
    await app.configure(writeDefinition(aCouncilDefinition()));
    manager = await app.person('TK2027', 'GSB', '0037');
    foreign = await app.person('TK2027', 'GSB', '0505');
    operator = await app.person(null, 'OPERATOR', 'OPERATOR');
  }, 60_000);
  afterAll(() => app.close());

  const at = (person: TestPerson) => new Visitor(app).chooseToBe(person.actor.personId);
  const someone = (name = 'Jan') => ({
    naam: name,
    email: `jan${(count += 1)}@gemeente.example`,
    rol: 'member',
  });
  const linkIn = (page: string) => /http:\/\/localhost(\/uitnodiging\/[\w-]{43})/.exec(page)?.[1] ?? null;
  const idOf = async (email: string) =>
    (await app.sql('SELECT id FROM person WHERE email = $1', [email])).rows[0] as { id: string } | undefined;
  const hatsOf = async (email: string) =>
    (
      await app.sql(
        `SELECT h.id, h.level, h.code, h.role, h.ended_at FROM hat h JOIN person p ON p.id = h.person_id
         WHERE p.email = $1 ORDER BY h.granted_at`,
        [email],
      )
    ).rows as { id: string; level: string; code: string; role: string; ended_at: Date | null }[];

  async function settle(path: string): Promise<Visitor> {
    const visitor = new Visitor(app);
    const asked = await visitor.json(`${path}/passkey/opties`, { naam: 'laptop' });
    const antwoord = new Authenticator(ORIGIN).register((await asked.json()) as never);
    const answer = await visitor.json(`${path}/passkey/antwoord`, { naam: 'laptop', antwoord });
    if (answer.status !== 200) throw new Error(`${answer.status} ${await answer.text()}`);
    return visitor;
  }

  it('gets a substitute in minutes: invited, set up, at work', async () => {
    const visitor = await at(manager);
    const person = someone('Ilse <i>');
    const page = await (await visitor.post('/mensen', person)).text();
    expect(page).toContain('Ilse &lt;i>');
    const substitute = await settle(linkIn(page)!);
    expect(await (await substitute.get('/sleutels')).text()).toContain('Gemeentelijk stembureau Stadskanaal');
    const list = await (await visitor.get('/mensen')).text();
    expect(list).toContain('1 passkey');
    expect(list).not.toContain(linkIn(page)!);
    expect((await substitute.get('/mensen')).status).toBe(404);
  });

  it('is ended by its manager at once, in no other body, and never one’s own', async () => {
    const visitor = await at(manager);
    const person = someone();
    const working = await settle(linkIn(await (await visitor.post('/mensen', person)).text())!);
    const [hat] = await hatsOf(person.email);
    const elsewhere = await at(foreign);
    expect((await elsewhere.post(`/mensen/${hat!.id}/beeindigen`)).status).toBe(404);
    expect((await working.get('/sleutels')).status).toBe(200);
    expect((await visitor.post(`/mensen/${hat!.id}/beeindigen`)).status).toBe(303);
    expect((await working.get('/sleutels', JSON_ONLY)).status).toBe(404);
    expect((await visitor.post(`/mensen/${hat!.id}/beeindigen`)).status).toBe(404);
    expect((await visitor.post(`/mensen/${manager.actor.hat.id}/beeindigen`)).status).toBe(409);
  });

  it('of two managers who end each other at once keeps one', async () => {
    const [a, b] = [await app.person('TK2027', 'HSB', 'HSB12'), await app.person('TK2027', 'HSB', 'HSB12')];
    const end = app.get(EndHat);
    const done = await Promise.allSettled([
      end.run(b.actor.hat.id, a.actor),
      end.run(a.actor.hat.id, b.actor),
    ]);
    expect(done.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  });

  it('may come back, without the tokens of before', async () => {
    const person = await app.person('TK2027', 'GSB', '0037', 'member');
    await app.get(EndHat).run(person.actor.hat.id, manager.actor);
    const again = await app.hat(person, 'TK2027', 'GSB', '0037', 'member');
    expect(again.actor.hat.id).not.toBe(person.actor.hat.id);
    expect((await app.ask('GET', '/v1/sleutels', { as: person })).status).toBe(401);
    expect((await app.ask('GET', '/v1/sleutels', { as: again })).status).toBe(200);
  });

  describe('an e-mail address that another body knows', () => {
    it('gives this body’s manager no hold on that account', async () => {
      const person = someone();
      const theirs = await at(foreign);
      const link = linkIn(await (await theirs.post('/mensen', person)).text())!;
      const mine = await at(manager);
      const refused = await mine.post('/mensen', { ...person, naam: 'Ander' });
      expect(refused.status).toBe(409);
      const page = await refused.text();
      expect(page).toContain('Dit e-mailadres is al in gebruik');
      expect(linkIn(page)).toBeNull();
      expect(await hatsOf(person.email)).toHaveLength(1);
      await settle(link);
      expect((await mine.post('/mensen', person)).status).toBe(409);
      const [hat] = await hatsOf(person.email);
      await theirs.post(`/mensen/${hat!.id}/beeindigen`);
      expect((await mine.post('/mensen', person)).status).toBe(409);
    });

    it('is added by the operator, and earlier links stop', async () => {
      const person = someone();
      const link = linkIn(await (await (await at(foreign)).post('/mensen', person)).text())!;
      const desk = await at(operator);
      const form = { ...person, verkiezing: 'TK2027', niveau: 'GSB', code: '0037' };
      const page = await (await desk.post('/mensen', form)).text();
      expect((await new Visitor(app).get(link)).status).toBe(410);
      const working = await settle(linkIn(page)!);
      expect(await (await working.get('/account')).text()).toContain('Gemeentelijk stembureau Dordrecht');
      expect(await hatsOf(person.email)).toHaveLength(2);
    });

    it('of two managers who invite it at once goes to one', async () => {
      const person = { name: 'Tegelijk', email: `tegelijk@gemeente.example`, role: 'member' } as const;
      const invite = app.get(InvitePerson);
      const done = await Promise.allSettled([
        invite.run({ ...person, ...GSB }, manager.actor),
        invite.run({ ...person, ...OTHER }, foreign.actor),
      ]);
      expect(done.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
      expect(await hatsOf(person.email)).toHaveLength(1);
    });
  });

  it('lets one person act for GSB and CSB of the same gemeente, whose manager manages both', async () => {
    const both = await app.person('GR2027_Stadskanaal', 'GSB', '0037');
    const csb = await app.hat(both, 'GR2027_Stadskanaal', 'CSB', 'CSB');
    const invite = app.get(InvitePerson);
    const person = { name: 'Beide', email: 'beide@stadskanaal.example', role: 'member' } as const;
    const gr = (level: 'GSB' | 'CSB', code: string) => ({
      electionId: 'GR2027_Stadskanaal',
      body: { level, code },
    });
    const first = await invite.run({ ...person, ...gr('GSB', '0037') }, both.actor);
    const second = await invite.run({ ...person, ...gr('CSB', 'CSB') }, csb.actor);
    expect((await new Visitor(app).get(first!.path)).status).toBe(410);
    const working = await settle(second!.path);
    expect(await (await working.get('/')).text()).toContain('Kies namens wie u werkt');
  });

  it('renews a link by its manager until there is a passkey, after that by the operator alone', async () => {
    const person = someone();
    const visitor = await at(manager);
    const first = linkIn(await (await visitor.post('/mensen', person)).text())!;
    const [hat] = await hatsOf(person.email);
    const renew = (by: Visitor) =>
      by.post(`/mensen/${hat!.id}/uitnodigen`, { verkiezing: 'TK2027', niveau: 'GSB', code: '0037' });
    expect((await renew(await at(foreign))).status).toBe(404);
    const second = linkIn(await (await renew(visitor)).text())!;
    expect((await new Visitor(app).get(first)).status).toBe(410);
    const lost = await settle(second);
    expect((await renew(visitor)).status).toBe(409);
    // what would end reaches beyond this body: the page before it is for who may do it
    const before = (by: Visitor) => by.get(`/mensen/${hat!.id}/uitnodigen`);
    expect((await before(visitor)).status).toBe(409);
    expect(await (await before(await at(operator))).text()).toContain('1 passkey');
    expect((await visitor.get(`/mensen/${manager.actor.hat.id}/uitnodigen`)).status).toBe(409);
    const third = linkIn(await (await renew(await at(operator))).text())!;
    expect((await lost.get('/account')).status).toBe(303);
    const found = await settle(third);
    expect((await lost.get('/account')).status).toBe(303);
    expect((await found.get('/account')).status).toBe(200);
    const { rows } = await app.sql('SELECT 1 FROM passkey WHERE person_id = $1', [
      (await idOf(person.email))!.id,
    ]);
    expect(rows).toHaveLength(1);
  });

  it('loses somebody: who is left can sign in, now', async () => {
    const [leaving, blocked] = [
      await app.person('TK2027', 'CSB', 'CSB'),
      await app.person('TK2027', 'CSB', 'CSB'),
    ];
    await app.sql("UPDATE person SET blocked_at = now(), blocked_reason = 'weg' WHERE id = $1", [
      blocked.actor.personId,
    ]);
    const left = async (mode: Settings['mode']) => {
      const foresee = new ForeseeEnd(app.db, { ...app.get(Settings), mode });
      return (await foresee.ofRole(leaving.actor.hat.id, operator.actor)).left;
    };
    const finds = async (who: { blocked: boolean }) => {
      const found = await searchPeople(app.db.read, 'TK2027', { limit: 50, ...who });
      return found.some(({ personId }) => personId === blocked.actor.personId);
    };
    expect([await finds({ blocked: true }), await finds({ blocked: false })]).toEqual([true, false]);
    expect(await left('rehearsal')).toBe(0);
    const able = await app.person('TK2027', 'CSB', 'CSB');
    expect([await left('rehearsal'), await left('real')]).toEqual([1, 0]);
    await app.sql(
      "INSERT INTO passkey (credential_id, person_id, public_key, counter, transports, name) VALUES ('over', $1, '', 0, '{}', 'x')",
      [able.actor.personId],
    );
    expect(await left('real')).toBe(1);
  });

  it('is nobody’s but its own manager’s to see and change', async () => {
    const visitor = await at(manager);
    const page = await (await visitor.get('/mensen?verkiezing=TK2027&niveau=GSB&code=0505')).text();
    expect(page).toContain('Gemeentelijk stembureau Stadskanaal');
    expect(page).not.toContain(foreign.actor.name);
    const sly = { ...someone(), verkiezing: 'TK2027', niveau: 'GSB', code: '0505' };
    await visitor.post('/mensen', sly);
    expect(await hatsOf(sly.email)).toEqual([expect.objectContaining({ level: 'GSB', code: '0037' })]);
    const above = await visitor.post('/mensen', { ...someone(), rol: 'operator' });
    expect(above.status).toBe(422);
    const member = await app.person('TK2027', 'GSB', '0037', 'member');
    expect((await (await at(member)).get('/mensen')).status).toBe(404);
  });

  it.each([
    [{ naam: '' }, 'Vul de naam in.'],
    [{ email: 'geen adres' }, 'Vul een e-mailadres in'],
    [{ naam: 'x'.repeat(121) }, 'hoogstens 120'],
    [{ naam: 'a\u0007b' }, 'Gebruik alleen letters'],
    [{ rol: 'koning' }, 'Kies een rol.'],
  ])('refuses %j at its field and keeps what was typed', async (wrong, text) => {
    const response = await (await at(manager)).post('/mensen', { ...someone('Getypt'), ...wrong });
    expect(response.status).toBe(422);
    const page = await response.text();
    expect(page).toContain(text);
    expect(page).toContain('<title>Fout: Mensen');
  });
});
