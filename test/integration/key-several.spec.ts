import { RegisterKey } from '../../src/keys/register-key.js';
import { writeDefinition } from '../../src/rehearsal/definition-writer.js';
import { startApp, type TestApp, type TestPerson } from '../support/app.js';
import { browse, type BrowserSession } from '../support/browser-session.js';
import { aDefinition } from '../support/definition.js';
import { testCommitteeKey, testKey } from '../support/keys.js';
import { eventsOf } from '../support/routing.js';
import { configureGr } from '../support/uploads.js';

const STADSKANAAL = { region: 'Stadskanaal', authority: '0037' };
const COUNCIL = 'GR2027_Stadskanaal';

let app: TestApp;
let person: TestPerson;
let session: BrowserSession;

beforeAll(async () => {
  app = await startApp({ worker: false });
  await app.configure(writeDefinition(aDefinition()));
  await configureGr(app);
  person = await app.person('TK2027', 'GSB', '0037', 'member');
  await app.hat(person, COUNCIL, 'GSB', '0037', 'member');
  session = await browse(app, person);
});
afterAll(() => app?.close());
beforeEach(() => app.sql('TRUNCATE committee_key, key_call, burnt_key CASCADE'));

const certificateOf = async (key: number, election = 'TK2027', holder = STADSKANAAL) =>
  (await testCommitteeKey(key, { ...holder, election })).certificate;

async function send(files: Readonly<Record<string, Uint8Array | string>> | [string, Uint8Array][]) {
  const form = new FormData();
  for (const [name, bytes] of Array.isArray(files) ? files : Object.entries(files))
    form.append('bestand', new Blob([typeof bytes === 'string' ? bytes : new Uint8Array(bytes)]), name);
  const answer = await session.post('/sleutels', form);
  const html = await answer.text();
  return {
    status: answer.status,
    to: answer.headers.get('location'),
    html,
    text: html.replace(/<[^>]*>/g, ' ').replace(/\s+/g, ' '),
  };
}
const registered = async () => {
  const { rows } = await app.sql(
    'SELECT election_id AS e, count(*)::int AS n FROM committee_key GROUP BY 1 ORDER BY 1',
  );
  return rows as { e: string; n: number }[];
};
const refusals = async (since: bigint) => {
  const { rows } = await app.sql(
    "SELECT code FROM audit_event WHERE person_id = $1 AND result = 'refused' AND id > $2 ORDER BY id",
    [person.actor.personId, since],
  );
  return (rows as { code: string }[]).map(({ code }) => code);
};
const lastEvent = async () =>
  ((await app.sql('SELECT coalesce(max(id), 0) AS id FROM audit_event')).rows[0] as { id: bigint }).id;

describe('several certificates in one form', () => {
  it('are registered each for the election that stands in it, each by itself', async () => {
    const sent = await send({
      'public_key_tk.crt': await certificateOf(1),
      'public_key_tk_2.crt': await certificateOf(2),
      'public_key_gr.crt': await certificateOf(3, COUNCIL),
    });
    expect([sent.status, sent.to]).toEqual([303, '/sleutels?melding=aangemeldElk']);
    expect(await registered()).toEqual([
      { e: COUNCIL, n: 1 },
      { e: 'TK2027', n: 2 },
    ]);
    const events = (await eventsOf(app, 'key.registered')).slice(-3);
    expect(events.map(({ electionId, hat }) => [electionId, hat])).toEqual([
      ['TK2027', 'GSB:0037 TK2027 member'],
      ['TK2027', 'GSB:0037 TK2027 member'],
      [COUNCIL, `GSB:0037 ${COUNCIL} member`],
    ]);
    const page = await (await session.get('/sleutels?melding=aangemeldElk')).text();
    expect(page).toContain('Uw sleutels voor andere verkiezingen op deze dag');
    expect(page).toContain('van al uw 3 sleutels voor, in één gesprek');
  });

  it('lose nothing when some are wrong: each is told with its own sentence and logged with its own code', async () => {
    const own = await certificateOf(1);
    await app.get(RegisterKey).run(own, person.actor);
    const since = await lastEvent();
    const secret = testKey(6).export({ type: 'pkcs8', format: 'pem' }).toString();
    const pem = (bytes: Buffer) =>
      `-----BEGIN CERTIFICATE-----\n${bytes.toString('base64').replace(/(.{64})/g, '$1\n')}\n-----END CERTIFICATE-----\n`;
    const bundle = pem(await certificateOf(4)) + pem(await certificateOf(5));
    const sent = await send({
      'goed.crt': await certificateOf(2),
      'al.crt': own,
      'assen.crt': await certificateOf(3, 'TK2027', { region: 'Assen', authority: '0106' }),
      'anders.crt': await certificateOf(3, 'GR2027_Elders'),
      'bundel.pem': bundle,
      'geheim.pem': secret,
      'foto.crt': 'geen certificaat',
      'groot.crt': Buffer.alloc(40_000),
      'raad.crt': await certificateOf(3, COUNCIL),
    });
    expect(sent.status).toBe(422);
    expect(await registered()).toEqual([
      { e: COUNCIL, n: 1 },
      { e: 'TK2027', n: 2 },
    ]);
    for (const words of [
      'al.crt: Deze sleutel is al aangemeld',
      'assen.crt: Dit certificaat hoort bij een ander stembureau',
      'anders.crt: Dit certificaat hoort bij een andere verkiezing',
      'bundel.pem: In dit bestand staan meer certificaten',
      'geheim.pem: Dit is een geheime sleutel',
      'foto.crt: Dit is geen certificaat',
      'groot.crt: Dit is geen certificaat',
    ])
      expect(sent.text).toContain(words);
    expect(sent.text).toMatch(
      /Dit is wel gelukt .*goed\.crt : aangemeld .*raad\.crt : aangemeld voor Gemeentelijk stembureau Stadskanaal, Gemeenteraad/,
    );
    expect(sent.text).not.toContain('PRIVATE KEY');
    expect((await refusals(since)).sort()).toEqual([
      'keys.alreadyRegistered',
      'keys.bundle',
      'keys.notCertificate',
      'keys.privateKey',
      'keys.wrongCommittee',
      'keys.wrongElection',
      'request.invalid',
    ]);
    expect((await app.sql('SELECT count(*)::int AS n FROM burnt_key')).rows).toEqual([{ n: 1 }]);
  });

  it('count once when one is chosen twice', async () => {
    const certificate = await certificateOf(1);
    const twice = await send([
      ['eerste.crt', certificate],
      ['kopie.crt', certificate],
    ]);
    expect([twice.status, twice.to]).toEqual([303, '/sleutels?melding=aangemeldElk']);
    expect(await registered()).toEqual([{ e: 'TK2027', n: 1 }]);
    const next = await certificateOf(2);
    const told = await send([
      ['nieuw.crt', next],
      ['nog-eens.crt', next],
      ['fout.crt', Buffer.from('x')],
    ]);
    expect(told.text).toContain('nog-eens.crt : hetzelfde bestand als nieuw.crt');
  });

  it('are refused as a whole when there are too many, and nothing is registered', async () => {
    const certificate = await certificateOf(1);
    const sent = await send(
      Array.from({ length: 16 }, (_, i): [string, Uint8Array] => [`${i}.crt`, certificate]),
    );
    expect([sent.status, sent.text]).toEqual([422, expect.stringContaining('hoogstens 15 certificaten')]);
    expect(await registered()).toEqual([]);
  });

  it('stand when one meets a fault of ours, which is told of that one', async () => {
    const registration = app.get(RegisterKey);
    const take = registration.take.bind(registration);
    let asked = 0;
    const spy = jest.spyOn(registration, 'take').mockImplementation((...given) => {
      asked += 1;
      return asked === 2 ? Promise.reject(new Error('the disk is gone')) : take(...given);
    });
    const sent = await send({
      'een.crt': await certificateOf(1),
      'twee.crt': await certificateOf(2),
      'drie.crt': await certificateOf(3),
    });
    spy.mockRestore();
    expect([sent.status, sent.text]).toEqual([
      422,
      expect.stringContaining('twee.crt: door een fout bij ons'),
    ]);
    expect(await registered()).toEqual([{ e: 'TK2027', n: 2 }]);
  });

  it('go nowhere else for who does not work there', async () => {
    const other = await browse(app, await app.person('TK2027', 'GSB', '0037', 'member'));
    const form = new FormData();
    form.append('bestand', new Blob([new Uint8Array(await certificateOf(3, COUNCIL))]), 'raad.crt');
    const answer = await other.post('/sleutels', form);
    expect([answer.status, await answer.text()]).toEqual([
      422,
      expect.stringContaining('hoort bij een andere verkiezing'),
    ]);
    expect(await registered()).toEqual([]);
  });

  it('has names that cannot change what the page says', async () => {
    const sent = await send({ 'a\u202egnp.<b>crt': 'x', 'goed.crt': await certificateOf(1) });
    expect(sent.html).not.toContain('<b>crt');
    expect(sent.html).not.toContain('\u202e');
  });
});
