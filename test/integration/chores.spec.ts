import { gzipSync } from 'node:zlib';
import { RegisterKey } from '../../src/keys/register-key.js';
import { writeDefinition } from '../../src/rehearsal/definition-writer.js';
import { startApp, type TestApp, type TestPerson } from '../support/app.js';
import { browse, type BrowserSession } from '../support/browser-session.js';
import { ceremony } from '../support/ceremony.js';
import { aDefinition } from '../support/definition.js';
import { testCommitteeKey } from '../support/keys.js';
import { configureTk } from '../support/uploads.js';

let app: TestApp;
let operator: TestPerson;
let desk: BrowserSession;

beforeAll(async () => {
  app = await startApp({ worker: false });
  await configureTk(app);
  operator = await app.person(null, 'OPERATOR', 'OPERATOR');
  desk = await browse(app, operator);
});
afterAll(() => app?.close());

const text = async (response: Response) =>
  (await response.text()).replace(/<[^>]*>/g, ' ').replace(/\s+/g, ' ');

describe('keys that wait', () => {
  it('come one after the other, of the same election, until none is left', async () => {
    const ids: string[] = [];
    for (const [n, code] of [
      [1, '0106'],
      [2, '0109'],
    ] as const) {
      const clerk = await app.person('TK2027', 'GSB', code);
      const { certificate } = await testCommitteeKey(n, { authority: code });
      ids.push((await app.get(RegisterKey).run(certificate, clerk.actor)).id);
    }
    for (const id of ids) await ceremony(app).readOut(id, operator.actor);
    expect(await text(await desk.get(`/sleutels/${ids[0]}`))).toContain(
      'In deze verkiezing wachten 2 sleutels',
    );
    const approved = await desk.post(`/sleutels/${ids[0]}/goedkeuren`, {});
    const next = `/sleutels/${ids[1]}?melding=een`;
    expect([approved.status, approved.headers.get('location')]).toEqual([303, next]);
    const page = await text(await desk.get(next));
    expect(page).toContain('U keurde de sleutel goed, als eerste. Dit is de volgende die wacht');
    expect(page).toContain('Gemeentelijk stembureau Coevorden');
    const rejected = await desk.post(`/sleutels/${ids[1]}/afwijzen`, { reden: 'Anders aan de telefoon' });
    expect(rejected.headers.get('location')).toBe('/sleutels?verkiezing=TK2027&melding=afgewezen');
    expect(await text(await desk.get(rejected.headers.get('location')!))).toContain(
      'De sleutel is afgewezen',
    );
  });
});

describe('a 110a', () => {
  const made = Buffer.from(writeDefinition(aDefinition({ id: 'TK2031', name: 'Kamer van later' })));
  const withFile = (bytes: Uint8Array) => {
    const form = new FormData();
    form.set('definitie', new Blob([new Uint8Array(bytes)]), 'definitie.eml.xml');
    return form;
  };
  const elections = () => app.db.read.election.count();

  it('is shown before anything is kept, and then saved byte for byte', async () => {
    const before = await elections();
    const preview = await desk.post('/verkiezingen/controleren', withFile(made));
    expect(preview.status).toBe(200);
    const html = await preview.text();
    expect(html).toContain('Klopt dit? Kamer van later');
    expect(html).toContain('Er is nog niets opgeslagen');
    expect(await elections()).toBe(before);
    const form = new FormData();
    form.set('definitie', /name="definitie" value="([^"]+)"/.exec(html)![1]!);
    const saved = await desk.post('/verkiezingen', form);
    expect(saved.headers.get('location')).toBe('/verkiezingen/TK2031/definitie?melding=aangeboden');
    const offered = { where: { electionId_number: { electionId: 'TK2031', number: 1 } } };
    const { source } = await app.db.read.electionDefinition.findUniqueOrThrow(offered);
    expect(Buffer.from(source).equals(made)).toBe(true);
  });

  it('that cannot be used is refused at once, and what is no 110a when it is saved', async () => {
    const wrong = Buffer.from(made.toString().replace('>150<', '>-1<'));
    expect((await desk.post('/verkiezingen/controleren', withFile(wrong))).status).toBe(422);
    expect((await desk.post('/verkiezingen/controleren', withFile(made))).status).toBe(409);
    for (const [field, status] of [
      ['geen gzip', 400],
      [gzipSync(Buffer.alloc(3 * 1024 * 1024)).toString('base64'), 413],
    ] as const) {
      const form = new FormData();
      form.set('definitie', field);
      expect((await desk.post('/verkiezingen', form)).status).toBe(status);
    }
  });

  it('is looked at for nobody else', async () => {
    const clerk = await browse(app, await app.person('TK2027', 'GSB', '0106'));
    expect((await clerk.post('/verkiezingen/controleren', withFile(made))).status).toBe(404);
  });
});

describe('before something ends', () => {
  it('a role: who, what ends with it, who is left; and only for who may end it', async () => {
    const person = await app.person('TK2027', 'GSB', '0109');
    await browse(app, person);
    const path = `/mensen/${person.actor.hat.id}/beeindigen`;
    const page = await text(await desk.get(path));
    expect(page).toContain(person.actor.name);
    expect(page).toContain('1 sessie waarmee nu wordt gewerkt');
    expect(page).toContain('1 toegangstoken van een programma');
    const elsewhere = await browse(app, await app.person('TK2027', 'GSB', '0106', 'manager'));
    expect((await elsewhere.get(path)).status).toBe(404);
    await app.sql(
      "DELETE FROM access_token WHERE hat_id IN (SELECT id FROM hat WHERE code = '0109' AND id <> $1)",
      [person.actor.hat.id],
    );
    await app.sql("DELETE FROM hat WHERE code = '0109' AND id <> $1", [person.actor.hat.id]);
    expect(await text(await desk.get(path))).toContain('Daarna werkt er niemand meer voor dit orgaan.');
  });

  it('keeping somebody out, and a token', async () => {
    const person = await app.person('TK2027', 'HSB', 'HSB3');
    const own = `/personen/${person.actor.personId}`;
    expect(await text(await desk.get(`${own}/blokkeren`))).toContain('1 toegangstoken van een programma');
    const html = await (await desk.get(own)).text();
    const revoking = /href="(\/personen\/[^"]+\/tokens\/intrekken\?token=[0-9a-f]{64})"/.exec(html)![1]!;
    expect(await text(await desk.get(revoking))).toContain('Trek het token in');
    expect((await desk.get(revoking.replace(/.$/, 'x'))).status).toBe(400);
  });

  it('that a file need not come', async () => {
    const fields = { orgaan: 'GSB:0106', reden: 'onderbroken', toelichting: 'proef' };
    const declared = await desk.post('/verkiezingen/TK2027/niet-verschuldigd', fields);
    expect(declared.status).toBe(303);
    const html = await (await desk.get('/verkiezingen/TK2027')).text();
    const path = /href="(\/verkiezingen\/TK2027\/niet-verschuldigd\/[^"]+\/beeindigen)"/.exec(html)![1]!;
    const page = await text(await desk.get(path));
    expect(page).toContain('Gemeentelijk stembureau Assen');
    expect(page).toContain('staat 1 bestand meteen weer als ontbrekend');
    expect((await desk.post(path, {})).status).toBe(303);
    expect((await desk.get(path)).status).toBe(404);
  });
});

it('people are found by their name and by the body they work for', async () => {
  const person = await app.person('TK2027', 'CSB', 'CSB');
  expect(await text(await desk.get(`/personen?zoek=${encodeURIComponent(person.actor.name)}`))).toContain(
    person.actor.name,
  );
  const byBody = await text(await desk.get('/personen?zoek=centraal'));
  expect(byBody).toContain('Wie waarvoor werkt');
  expect(byBody).toContain(person.actor.name);
});
