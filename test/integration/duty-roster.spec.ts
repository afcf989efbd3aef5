import { startApp, type TestApp, type TestPerson } from '../support/app.js';
import { Authenticator } from '../support/authenticator.js';
import { browse, type BrowserSession } from '../support/browser-session.js';
import { secondOperator } from '../support/ceremony.js';
import { tkCount } from '../support/counts.js';
import { testCommitteeKey } from '../support/keys.js';
import { madePackage, packageParts } from '../support/packages.js';
import { castOf, eventsOf, type Cast } from '../support/routing.js';
import { configureTk, READER, submit, upload } from '../support/uploads.js';
import { pageOf, Visitor } from '../support/visitor.js';

const HELPDESK = '070 - 123 45 67';
const NIGHT = new Date('2027-03-18T00:00:00Z'); // one in the morning in Amsterdam
const ROSTER = {
  jet: { naam: 'Jet de Wit', telefoon: '06-11111111' },
  piet: { naam: 'Piet Smit', telefoon: '06-22222222' },
};

let app: TestApp;
let cast: Cast;
let kiesraad: BrowserSession;

beforeAll(async () => {
  app = await startApp();
  await configureTk(app);
  cast = await castOf(app);
  kiesraad = await browse(app, cast.operator);
  app.clock.setTo(NIGHT);
});
afterAll(() => app?.close());

const enter = (who: object, van: [string, string], tot: [string, string]) =>
  kiesraad.post('/dienst', { ...who, vanDag: van[0], vanTijd: van[1], totDag: tot[0], totTijd: tot[1] });
const signInPage = async () => await (await new Visitor(app).get('/inloggen')).text();
const roster = async (as: TestPerson) =>
  (await (await app.ask('GET', '/v1/dienst', { as })).json()) as {
    nu: { naam: string | null; telefoon: string }[];
    diensten: { id: string; naam: string }[] | null;
    onbezet: object[] | null;
  };

describe('the duty roster', () => {
  it('with nobody on it the number of the Kiesraad stands everywhere, and the gap is loud', async () => {
    expect((await roster(cast.assen)).nu).toEqual([{ naam: null, telefoon: HELPDESK }]);
    expect(await signInPage()).toContain(HELPDESK);
    expect(await pageOf(app, cast.operator, '/')).toContain('niemand van de Kiesraad bereikbaar');
    expect(await pageOf(app, cast.operator, '/dienst')).toContain('niet altijd iemand bereikbaar');
  });

  it('takes shifts that overlap, says who is on call now, and to everybody the number alone', async () => {
    const days = ['2027-03-18', '2027-03-20'] as const;
    expect((await enter(ROSTER.jet, [days[0], '00:00'], [days[0], '02:30'])).status).toBe(303);
    expect((await enter(ROSTER.piet, [days[0], '02:00'], [days[1], '00:00'])).status).toBe(303);
    expect((await roster(cast.assen)).nu).toEqual([{ naam: ROSTER.jet.naam, telefoon: ROSTER.jet.telefoon }]);
    for (const path of ['/terugval', '/sleutels']) {
      const page = await pageOf(app, cast.assen, path);
      expect(page).toContain(ROSTER.jet.telefoon);
      expect(page).toContain(ROSTER.jet.naam);
    }
    const account = await (await (await browse(app, cast.assen)).get('/account')).text();
    expect(account).toContain(ROSTER.jet.telefoon);
    const everybody = await signInPage();
    expect(everybody).toContain(ROSTER.jet.telefoon);
    expect(everybody).not.toContain(ROSTER.jet.naam);
    expect(await pageOf(app, cast.operator, '/dienst')).toContain('heeft altijd iemand dienst');
    expect((await roster(cast.assen)).diensten).toBeNull();

    app.clock.forward(75 * 60_000);
    expect((await roster(cast.assen)).nu.map(({ naam }) => naam)).toEqual([
      ROSTER.piet.naam,
      ROSTER.jet.naam,
    ]);
    app.clock.forward(30 * 60_000);
    expect((await roster(cast.assen)).nu.map(({ naam }) => naam)).toEqual([ROSTER.piet.naam]);
    const { diensten, onbezet } = await roster(cast.operator);
    expect([diensten!.map(({ naam }) => naam), onbezet]).toEqual([[ROSTER.piet.naam], []]);
    expect((await kiesraad.post(`/dienst/${diensten![0]!.id}/verwijderen`, {})).status).toBe(303);
    expect((await roster(cast.assen)).nu).toEqual([{ naam: null, telefoon: HELPDESK }]);
    expect((await eventsOf(app, 'duty.entered')).length).toBe(2);
    expect((await eventsOf(app, 'duty.removed')).length).toBe(1);
  });

  it('refuses times that cannot be, and is kept by the Kiesraad alone', async () => {
    const wrong: [string, string][] = [
      ['2027-03-17', '10:00'],
      ['2027-04-18', '10:00'],
      ['2027-02-30', '10:00'],
      ['2027-03-18', 'straks'],
    ];
    for (const tot of wrong)
      expect([tot, (await enter(ROSTER.jet, ['2027-03-18', '03:00'], tot)).status]).toEqual([tot, 422]);
    const empty = await enter(
      { naam: 'Jet', telefoon: '' },
      ['2027-03-18', '03:00'],
      ['2027-03-18', '04:00'],
    );
    expect(empty.status).toBe(422);
    const gsb = await browse(app, cast.assen);
    expect((await gsb.get('/dienst')).status).toBe(404);
    expect((await gsb.post('/dienst', ROSTER.jet)).status).toBe(404);
  });
});

/** How long each act of a person takes at most, in minutes, with everything at hand: to be said aloud, typed or waited for. */
const MINUTES: Readonly<Record<string, number>> = {
  call: 3,
  'access.restored': 1,
  'passkey.added': 2,
  'key.registered': 3,
  'key.readOut': 4,
  'key.approvedByOne': 1,
  'key.approved': 1,
  'fallback.asked': 1,
  'fallback.allowed': 2,
  'submission.opened': 1,
  'submission.delivered': 2,
};

/** What people did since `from`, by the log, with one call before it. */
async function actsSince(from: bigint): Promise<readonly string[]> {
  const events = await app.db.read.auditEvent.findMany({
    where: { id: { gt: from }, result: 'done', action: { in: Object.keys(MINUTES) } },
    orderBy: { id: 'asc' },
  });
  return ['call', ...events.map(({ action }) => action)];
}
const lastEvent = async () => (await app.db.read.auditEvent.findFirstOrThrow({ orderBy: { id: 'desc' } })).id;
const minutesOf = (acts: readonly string[]) => acts.reduce((sum, act) => sum + MINUTES[act]!, 0);

describe('at one in the morning, in at most 15 minutes of work', () => {
  it('a phone that was lost: a call, a new invitation, a new passkey', async () => {
    const { hat } = (await app.person('TK2027', 'GSB', '0106')).actor;
    const before = await lastEvent();
    const invited = await kiesraad.post(`/mensen/${hat.id}/uitnodigen`, {
      verkiezing: 'TK2027',
      niveau: 'GSB',
      code: '0106',
    });
    const link = /http:\/\/localhost(\/uitnodiging\/[\w-]{43})/.exec(await invited.text())![1]!;
    const visitor = new Visitor(app);
    const fields = { naam: 'nieuwe telefoon' };
    const asked = await visitor.json(`${link}/passkey/opties`, fields);
    const options = (await asked.json()) as { challenge: string; user: { id: string } };
    const antwoord = new Authenticator('http://localhost').register(options);
    const answer = await visitor.json(`${link}/passkey/antwoord`, { ...fields, antwoord });
    expect(answer.status).toBe(200);
    expect((await visitor.get('/leveringen')).status).toBe(200);
    const acts = await actsSince(before);
    expect(acts).toEqual(['call', 'access.restored', 'passkey.added']);
    expect(minutesOf(acts)).toBeLessThanOrEqual(15);
  });

  it('a key that was lost: a new one is registered, read out and approved by two', async () => {
    const before = await lastEvent();
    const gsb = await browse(app, cast.assen);
    const { certificate } = await testCommitteeKey(5);
    const form = new FormData();
    form.append('bestand', new Blob([Buffer.from(certificate)]), 'public_key_nieuw.crt');
    expect((await gsb.post('/sleutels', form)).status).toBeLessThan(400);
    const { rows } = await app.sql(
      "SELECT id, certificate_sha256 AS f FROM committee_key WHERE state = 'registered'",
    );
    const [{ id, f }] = rows as [{ id: string; f: string }];
    const groups = Object.fromEntries((f.match(/.{4}/g) ?? []).map((_, i) => [`${id}.${i + 1}`, 'ja']));
    const call = await kiesraad.post(`/sleutels/${id}/gesprek`, {
      ...{
        beller: 'council',
        gesprokenMet: 'J. de Boer',
        tijd: '1:05',
        nummer: 'anders',
        anderNummer: '0592-366911',
      },
      ...{ bron: 'gids gemeenten', ...groups },
    });
    expect([call.status, call.status === 303 ? '' : await call.text()]).toEqual([303, '']);
    const second = await browse(app, await secondOperator(app));
    for (const by of [kiesraad, second])
      expect((await by.post(`/sleutels/${id}/goedkeuren`, {})).status).toBe(303);
    const made = await madePackage({ count: tkCount({ created: '2027-03-18T01:20:00' }), key: 5 });
    const { id: submission, staat } = await upload(app, cast.assen, [made]);
    expect(staat).toBe('gecontroleerd');
    const said = { vingerafdruk: made.pair!.fingerprint, gelezenDoor: READER };
    expect((await submit(app, cast.assen, submission, said)).status).toBe(200);
    const acts = await actsSince(before);
    expect(acts).toEqual([
      ...['call', 'key.registered', 'key.readOut', 'key.approvedByOne', 'key.approved'],
      ...['submission.opened', 'submission.delivered'],
    ]);
    expect(minutesOf(acts)).toBeLessThanOrEqual(15);
  });

  it('without any key: asked, allowed, delivered', async () => {
    const before = await lastEvent();
    const gsb = await browse(app, cast.coevorden);
    expect((await gsb.post('/terugval', { soort: '510b', reden: 'laptop kapot' })).status).toBe(303);
    const { rows } = await app.sql("SELECT id FROM fallback_request WHERE state = 'asked'");
    const [{ id }] = rows as [{ id: string }];
    const until = { dag: '2027-03-18', tijd: '06:00' };
    const allowed = await kiesraad.post(`/terugval/${id}/toestaan`, { artikel: 'artikel 9', ...until });
    expect(allowed.status).toBe(303);
    const count = tkCount({ authority: { id: '0109', name: 'Coevorden' }, created: '2027-03-18T01:30:00' });
    const [eml] = (await packageParts({ count, key: 1 })).inner;
    const { pair } = await madePackage({ count, key: 1 });
    const bare = { name: String(eml.name), bytes: Buffer.from(eml.data) };
    const { id: submission, staat } = await upload(app, cast.coevorden, [bare]);
    expect(staat).toBe('gecontroleerd');
    const said = { vingerafdruk: pair!.fingerprint, gelezenDoor: READER };
    expect((await submit(app, cast.coevorden, submission, said)).status).toBe(200);
    const acts = await actsSince(before);
    expect(acts).toEqual([
      ...['call', 'fallback.asked', 'fallback.allowed', 'submission.opened', 'submission.delivered'],
    ]);
    expect(minutesOf(acts)).toBeLessThanOrEqual(15);
  });
});
