import { startApp, type TestApp, type TestPerson } from '../support/app.js';
import { ceremony, secondOperator } from '../support/ceremony.js';
import { usableKeys } from '../../src/keys/key.store.js';
import { writeDefinition } from '../../src/rehearsal/definition-writer.js';
import { aDefinition } from '../support/definition.js';
import { testCommitteeKey } from '../support/keys.js';
import { Visitor } from '../support/visitor.js';

let app: TestApp;
let dordrecht: TestPerson;
let stadskanaal: TestPerson;
let operator: TestPerson;
let second: TestPerson;
let certificate: Buffer;

beforeAll(async () => {
  app = await startApp({ worker: false });
  await app.configure(writeDefinition(aDefinition()));
  dordrecht = await app.person('TK2027', 'GSB', '0505', 'member');
  stadskanaal = await app.person('TK2027', 'GSB', '0037', 'member');
  operator = await app.person(null, 'OPERATOR', 'OPERATOR');
  second = await secondOperator(app);
  ({ certificate } = await testCommitteeKey(1, { region: 'Dordrecht', authority: '0505' }));
});
afterAll(() => app.close());
beforeEach(() => app.sql('TRUNCATE committee_key, key_call CASCADE'));

const register = () =>
  app.ask('POST', '/v1/sleutels', {
    as: dordrecht,
    body: certificate,
    headers: { 'content-type': 'application/octet-stream' },
  });
const usable = async () =>
  (await usableKeys(app.db.read, { electionId: 'TK2027', body: { level: 'GSB', code: '0505' } })).length;

describe('the pages of keys', () => {
  const at = (person: TestPerson) => new Visitor(app).chooseToBe(person.actor.personId);

  async function sendForm(visitor: Visitor, form: FormData): Promise<Response> {
    return fetch(new URL('/sleutels', app.baseUrl), {
      method: 'POST',
      redirect: 'manual',
      body: form,
      headers: { accept: 'text/html', origin: app.baseUrl, cookie: `__Host-sessie=${visitor.cookie}` },
    });
  }

  it('walk a key from the file to approval, without script', async () => {
    const committee = await at(dordrecht);
    expect(await (await committee.get('/sleutels')).text()).toContain('U hebt nog geen sleutel aangemeld');
    const form = new FormData();
    form.set('bestand', new Blob([new Uint8Array(certificate)]), 'public_key_osv2020_dordrecht.crt');
    form.set('tekst', '');
    const sent = await sendForm(committee, form);
    expect([sent.status, sent.headers.get('location')]).toEqual([303, '/sleutels?melding=aangemeld']);
    expect(await (await committee.get('/sleutels?melding=aangemeld')).text()).toContain('Wacht op voorlezen');
    const desk = await at(operator);
    const board = await (await desk.get('/sleutels?verkiezing=TK2027')).text();
    expect(board).toContain('Gemeentelijk stembureau Dordrecht');
    const id = /\/sleutels\/([0-9a-f-]{36})\/gesprek/.exec(board)![1]!;
    expect((await desk.get(`/sleutels/${id}`)).status).toBe(200);
    expect((await desk.post(`/sleutels/${id}/goedkeuren`)).status).toBe(409);
    await ceremony(app).readOut(id, operator.actor);
    expect((await desk.post(`/sleutels/${id}/goedkeuren`)).status).toBe(303);
    expect((await (await at(second)).post(`/sleutels/${id}/goedkeuren`)).status).toBe(303);
    expect(await (await committee.get('/sleutels')).text()).toContain('Goedgekeurd');
    expect((await (await at(stadskanaal)).get(`/sleutels/${id}`)).status).toBe(404);
    const empty = await committee.post(`/sleutels/${id}/intrekken`, { reden: '' });
    expect([empty.status, (await empty.text()).includes('Vul de reden in.')]).toEqual([422, true]);
    expect((await committee.post(`/sleutels/${id}/intrekken`, { reden: 'Kwijt' })).status).toBe(303);
    expect(await usable()).toBe(0);
  });

  it('say at the form what is wrong, and log it', async () => {
    const committee = await at(dordrecht);
    const pasted = new FormData();
    pasted.set('tekst', 'geen certificaat');
    const wrong = await sendForm(committee, pasted);
    expect(wrong.status).toBe(422);
    expect(await wrong.text()).toContain('Dit is geen certificaat');
    const nothing = await sendForm(committee, new FormData());
    expect(await nothing.text()).toContain('Kies een bestand, of plak de tekst');
    const large = new FormData();
    large.set('bestand', new Blob([new Uint8Array(40_000)]), 'groot.crt');
    expect(await (await sendForm(committee, large)).text()).toContain('Dit is geen certificaat. Kies');
    const { rows } = await app.sql(
      "SELECT code FROM audit_event WHERE person_id = $1 AND result = 'refused' ORDER BY id DESC LIMIT 3",
      [dordrecht.actor.personId],
    );
    expect(rows).toEqual([
      { code: 'request.invalid' },
      { code: 'request.invalid' },
      { code: 'keys.notCertificate' },
    ]);
  });

  it('count for the operator who has none yet', async () => {
    const desk = await at(operator);
    const before = await (await desk.get('/sleutels?verkiezing=TK2027')).text();
    expect(before).toContain('Nationaal briefstembureau');
    expect(before).toMatch(/<strong>0<\/strong> van 5/);
    await register();
    const after = await (await desk.get('/sleutels?verkiezing=TK2027&ontbreekt=99')).text();
    expect(after).toMatch(/<strong>1<\/strong> van 5/);
    expect((await desk.get('/sleutels?verkiezing=TK1900')).status).toBe(404);
  });
});
