import { ROOMS } from '../../src/app.module.js';
import { DecideKey } from '../../src/keys/decide-key.js';
import { JudgeProof } from '../../src/keys/judge-proof.js';
import { inGroups, sha256 } from '../../src/kernel/fingerprint.js';
import { declaredRoutes } from '../../src/platform/http/declared-routes.js';
import { startApp, type TestApp, type TestPerson } from '../support/app.js';
import { browse, type BrowserSession } from '../support/browser-session.js';
import { tkCount } from '../support/counts.js';
import { decideLane } from '../support/lane.js';
import { madePackage, type TestPackage } from '../support/packages.js';
import { arrival, castOf, deliver, eventsOf, eventually, inboxOf, type Cast } from '../support/routing.js';
import { announce, codesOf, configureTk, put, READER, rowOf, submit, upload } from '../support/uploads.js';
import { codeOf } from '../support/visitor.js';

const WEEK_BEFORE = new Date('2027-03-10T10:00:00+01:00');
const OPENING = new Date('2027-03-17T21:00:00+01:00');

/** Pages and answers that tell of deliveries, or of what is due. */
const LISTING =
  /^(\/v1)?\/(leveringen|ontvangen|overzicht|dagen|berichten|geschiedenis|terugval|stembureaulijsten)|^\/$/;

let app: TestApp;
let cast: Cast;
let second = 0;

beforeAll(async () => {
  app = await startApp();
  app.clock.setTo(WEEK_BEFORE);
  await configureTk(app);
  await decideLane(app.db, 'TK2027', null);
  cast = await castOf(app);
});
afterAll(() => app?.close());
beforeEach(() => app.clock.setTo(WEEK_BEFORE));
afterEach(() => jest.restoreAllMocks());

function testCount(key = 1): Promise<TestPackage> {
  second += 1;
  return madePackage({
    count: tkCount({ created: `2027-03-09T09:00:${String(second).padStart(2, '0')}` }),
    key,
  });
}
const printOf = ({ pair }: TestPackage) => pair!.fingerprint;
const attempt = (bytes: Uint8Array, as: TestPerson = cast.assen) =>
  app.ask('POST', '/v1/proefleveringen', {
    as,
    body: bytes,
    headers: { 'content-type': 'application/octet-stream' },
  });
type TrialAnswer = Record<'id' | 'vingerafdruk', string>;
async function tried(made: TestPackage): Promise<TrialAnswer> {
  const response = await attempt(made.bytes);
  if (response.status !== 201) throw new Error(`${response.status} ${await response.text()}`);
  return (await response.json()) as TrialAnswer;
}
/** What stands in the tables that the release before this one knows, and in its own. */
const kept = async () => {
  const count = (table: string) => `(SELECT count(*) FROM ${table})::int AS ${table}`;
  const tables = ['submission', 'submission_file', 'judgement', 'delivery', 'object', 'barred_fingerprint'];
  const { rows } = await app.sql(
    `SELECT ${[...tables, 'trial_delivery', 'setup_check'].map(count).join(', ')}`,
  );
  return rows[0] as Record<string, number>;
};
async function refused(answer: Promise<Response>, code: string, status: number): Promise<void> {
  const before = await kept();
  const response = await answer;
  expect([response.status, await codeOf(response)]).toEqual([status, code]);
  expect(await kept()).toEqual(before);
}
const text = async (session: BrowserSession, url: string) =>
  (await (await session.get(url)).text()).replace(/<[^>]*>/g, ' ').replace(/\s+/g, ' ');

describe('a test delivery', () => {
  it('is judged with the real key, barred as a count, and is no submission', async () => {
    const made = await testCount();
    const before = await kept();
    const trial = await tried(made);
    expect(trial).toMatchObject({ proef: true, soort: '510b', vingerafdruk: printOf(made) });
    expect(await kept()).toEqual({
      ...before,
      barred_fingerprint: before['barred_fingerprint']! + 1,
      trial_delivery: before['trial_delivery']! + 1,
    });
    const { rows } = await app.sql(
      'SELECT why, code, verdict FROM barred_fingerprint b JOIN trial_delivery t USING (fingerprint, code) WHERE fingerprint = $1',
      [printOf(made)],
    );
    expect(rows).toMatchObject([{ why: 'testLane', code: '0106', verdict: { verdict: 'accepted' } }]);
    const [event] = await eventsOf(app, 'trial.delivered', trial.id);
    expect(event?.details).toMatchObject({
      fingerprint: printOf(made),
      recipients: ['MAYOR:0106', 'HSB:HSB3', 'CSB:CSB', 'COUNCIL:COUNCIL'],
    });
    // once more is the same, also when both come at once
    const again = await testCount();
    const both = await Promise.all([attempt(again.bytes), attempt(again.bytes)]);
    expect(both.map(({ status }) => status).sort()).toEqual([200, 201]);
    const [one, other] = (await Promise.all(both.map((each) => each.json()))) as TrialAnswer[];
    expect(one).toEqual(other);
    expect((await kept())['trial_delivery']).toBe(before['trial_delivery']! + 2);
  });

  it('is on no list of deliveries of anybody, nor behind an address of one', async () => {
    const asked = ['/v1/leveringen', '/v1/ontvangen', '/v1/overzicht', '/v1/berichten'];
    const lists = async () =>
      await Promise.all(
        Object.values(cast).flatMap((as: TestPerson) =>
          asked.map(async (url) => {
            const response = await app.ask('GET', url, { as });
            const body = (await response.text()).replace(/urn:uuid:[\w-]+|"bijgewerkt":"[^"]*"/g, '');
            return [url, as.actor.name, response.status, body];
          }),
        ),
      );
    const [before, made] = [await lists(), await testCount()];
    const { id } = await tried(made);
    expect(await lists()).toEqual(before);
    const routes = declaredRoutes([...ROOMS])
      .filter(({ method, path }) => method === 'GET' && !path.startsWith('/v1/events'))
      .map(({ path }) => path.replace(/:(id|nummer)/g, id).replace(':dag', '2027-03-17'))
      .filter((path) => !path.includes(':') && LISTING.test(path));
    expect(routes.length).toBeGreaterThan(20);
    const signs = [printOf(made), inGroups(sha256(printOf(made))).slice(0, 19)];
    const shown: string[] = [];
    const look = async (person: TestPerson) => {
      const session = await browse(app, person);
      for (const path of routes) {
        const response = path.startsWith('/v1/')
          ? await app.ask('GET', path, { as: person })
          : await session.get(path);
        const body = await response.text();
        if (signs.some((sign) => body.includes(sign))) shown.push(`${person.actor.name} ${path}`);
        if (path.includes(id) && response.status < 400) shown.push(`${person.actor.name} ${path} is there`);
      }
    };
    await Promise.all([cast.assen, cast.hsb, cast.operator].map(look));
    expect(shown).toEqual([]);
  });

  it('is shown as a test to who made it and to who would get it', async () => {
    const made = await testCount();
    await tried(made);
    for (const who of ['assen', 'hsb', 'csb', 'mayor', 'council'] as const) {
      const page = await (await (await browse(app, cast[who])).get('/inrichting')).text();
      expect(page).toContain('Proef: telt niet mee');
      expect(page).toContain(printOf(made));
    }
    const elsewhere = await text(await browse(app, cast.coevorden), '/inrichting');
    expect(elsewhere).not.toContain('Proef: telt niet mee');
    const answer = await app.ask('GET', '/v1/proefleveringen', { as: cast.coevorden });
    const at = OPENING.toISOString();
    expect(await answer.json()).toMatchObject({
      echtLeverenVanaf: at,
      proefleverenTot: at,
      proefleveringen: [],
    });
  });

  it('can be made without script, and tells every reason when it would be refused', async () => {
    const session = await browse(app, cast.assen);
    const send = (made: TestPackage) => {
      const form = new FormData();
      const { eml, signature } = made.pair!;
      for (const { name, bytes } of [eml, signature!])
        form.append('bestand', new Blob([new Uint8Array(bytes)]), name);
      return session.post('/inrichting/proeflevering', form);
    };
    const sent = await send(await testCount());
    expect([sent.status, sent.headers.get('location')]).toEqual([303, '/inrichting?melding=geprobeerd']);
    const before = await kept();
    const other = await send(await testCount(2));
    const page = await other.text();
    expect(other.status).toBe(422);
    expect(page).toContain('Deze proeftelling zou worden geweigerd');
    expect(page).toContain('signature.verifies');
    expect(await kept()).toEqual(before);
    await refused(attempt(Buffer.from('geen telling')), 'trial.refused', 422);
    const mayor = await browse(app, cast.mayor);
    expect(await text(mayor, '/inrichting')).not.toContain('Doe de proeflevering');
    expect((await attempt((await testCount()).bytes, cast.mayor)).status).toBe(404);
  });

  it('ends when the real lane opens, also for one that is on its way: nothing is barred by accident', async () => {
    const late = await testCount();
    const judging = app.get(JudgeProof);
    const judge = judging.run.bind(judging);
    jest.spyOn(judging, 'run').mockImplementation(async (...asked) => {
      const verdict = await judge(...asked);
      app.clock.setTo(OPENING);
      return verdict;
    });
    await refused(attempt(late.bytes), 'trial.closed', 409);
    await refused(attempt((await testCount()).bytes), 'trial.closed', 409);
    jest.restoreAllMocks();
    // what was turned away as a test is a count like any other
    await deliver(app, cast.assen, [late], printOf(late));
    await arrival(app, cast.hsb, printOf(late));
    // the clock is put back: what was delivered is no test
    app.clock.setTo(WEEK_BEFORE);
    await refused(attempt(late.bytes), 'trial.delivered', 409);
  });

  it('can never be a count: the real lane refuses its fingerprint', async () => {
    const made = await testCount();
    await tried(made);
    app.clock.setTo(OPENING);
    expect(codesOf(await upload(app, cast.assen, [made]), 'refuse')).toEqual(['order.barred']);
    const delivered = (await inboxOf(app, cast.hsb)).leveringen.map(({ vingerafdruk }) => vingerafdruk);
    expect(delivered).not.toContain(printOf(made));
  });
});

describe('a real count', () => {
  const announcing = () =>
    app.ask('POST', '/v1/leveringen', {
      as: cast.assen,
      body: { verkiezing: 'TK2027', bestanden: [{ naam: 'telling.zip', grootte: 1000 }] },
    });

  const currentOf = async () => {
    const { rows } = await app.sql("SELECT id FROM submission WHERE state = 'delivered' LIMIT 1");
    return (rows[0] as { id: string } | undefined)?.id ?? null;
  };

  it('is refused before the real lane opens, before a byte of it is read, and its sender reads when it opens', async () => {
    await refused(announcing(), 'upload.notOpenYet', 409);
    const answer = await announcing();
    expect(await answer.json()).toMatchObject({
      detail: expect.stringContaining('Dat kan vanaf wo 17 mrt 2027 21:00. Er is niets ingediend.') as string,
    });
    const session = await browse(app, cast.assen);
    for (const page of ['/leveringen', '/leveringen/nieuw']) {
      expect(await text(session, page)).toContain(
        'Echt leveren kan nog niet Dat kan vanaf wo 17 mrt 2027 21:00',
      );
      expect(await (await session.get(page)).text()).toContain('href="/inrichting"');
    }
    const form = new FormData();
    form.append('bestand', new Blob(['PK']), 'telling.zip');
    const sent = await session.post('/leveringen', form);
    expect([sent.status, await sent.text()]).toEqual([
      409,
      expect.stringContaining('Echt leveren kan nog niet'),
    ]);
    app.clock.setTo(new Date(OPENING.getTime() - 1_000));
    await refused(announcing(), 'upload.notOpenYet', 409);
    app.clock.setTo(OPENING);
    expect((await announcing()).status).toBe(201);
  });

  it('is not taken when the opening is put off while it is being sent: it waits, and nothing is barred', async () => {
    const made = await testCount();
    app.clock.setTo(OPENING);
    const judged = await upload(app, cast.assen, [made]);
    expect(judged.staat).toBe('gecontroleerd');
    const direct = await testCount();
    const begun = await announce(app, cast.assen, [direct], {
      ...{ indienen: 'direct', vingerafdruk: printOf(direct), gelezenDoor: READER },
    });
    await decideLane(app.db, 'TK2027', '2027-03-17T22:00:00.000Z');
    await put(app, cast.assen, begun.bestanden[0]!.adres, direct.bytes);
    expect((await rowOf(app, begun.id)).state).toBe('judged');
    const said = { vingerafdruk: printOf(made), gelezenDoor: READER };
    await refused(submit(app, cast.assen, judged.id, said), 'upload.notOpenYet', 409);
    // between the polls' close and a later opening there is no lane at all
    await refused(attempt((await testCount()).bytes), 'trial.closed', 409);
    app.clock.setTo(new Date('2027-03-17T23:00:00+01:00'));
    const answer = await submit(app, cast.assen, judged.id, { ...said, vervangt: await currentOf() });
    expect(answer.status).toBe(200);
    await decideLane(app.db, 'TK2027', null);
  });
});

describe('verifying the set-up', () => {
  const field = (html: string, name: string) =>
    new RegExp(`name="${name}" value="([^"]*)"`).exec(html)?.[1] ?? '';
  const pointsIn = (html: string) => [
    ...new Set([...html.matchAll(/name="punt-(\w+)"/g)].map(([, code]) => code!)),
  ];
  async function answer(session: BrowserSession, wrong: Readonly<Record<string, string>> = {}) {
    const html = await (await session.get('/inrichting')).text();
    const form: Record<string, string> = { gezien: field(html, 'gezien') };
    for (const code of pointsIn(html)) {
      form[`punt-${code}`] = code in wrong ? 'nee' : 'ja';
      form[`fout-${code}`] = wrong[code] ?? '';
    }
    return { form, sent: await session.post('/inrichting', form) };
  }
  const stateOf = async (code: string, level = 'GSB') => {
    const desk = await browse(app, cast.operator);
    const csv = await (await desk.get('/inrichtingen/lijst.csv?verkiezing=TK2027', 'text/csv')).text();
    return csv.split('\r\n').find((line) => line.includes(`"${level}";"${code}"`));
  };

  it('shows a committee its own data, and the Kiesraad who confirmed them', async () => {
    const session = await browse(app, cast.assen);
    const page = await text(session, '/inrichting');
    for (const shown of [
      'Gemeentelijk stembureau Assen',
      'code 0106',
      'TK2027',
      '17 maart 2027',
      'Hoofdstembureau Assen',
    ])
      expect(page).toContain(shown);
    expect(await stateOf('0106')).toContain('Nog niet klaar');
    expect(await stateOf('0109')).toContain('Nog niet begonnen');
    const { sent } = await answer(session);
    expect(sent.headers.get('location')).toBe('/inrichting?melding=klopt');
    expect(await stateOf('0106')).toContain('Gecontroleerd, klopt');
    const hsb = await browse(app, cast.hsb);
    expect(await text(hsb, '/inrichting')).toContain(
      'Telling (510b) krijgt u van 2: Gemeentelijk stembureau Assen, Gemeentelijk stembureau Coevorden',
    );
    await answer(hsb);
    // a district committee can make a test delivery too
    expect(await stateOf('HSB3', 'HSB')).toContain('Nog niet klaar');
    await answer(await browse(app, cast.mayor));
    expect(await stateOf('0106', 'MAYOR')).toContain('Gecontroleerd, klopt');
    expect((await eventsOf(app, 'setup.confirmed')).length).toBe(3);
  });

  it('tells the Kiesraad what is wrong, until it is otherwise', async () => {
    const session = await browse(app, cast.coevorden);
    const { sent, form } = await answer(session, { keys: 'Wij hebben wel een sleutel.' });
    expect(sent.headers.get('location')).toBe('/inrichting?melding=gemeld');
    expect(await stateOf('0109')).toContain('sleutels: Wij hebben wel een sleutel.');
    const desk = await browse(app, cast.operator);
    expect(await text(desk, '/inrichtingen?verkiezing=TK2027&stand=wrong')).toContain(
      'Wij hebben wel een sleutel.',
    );
    const told = await eventually(async () => {
      const answer = await app.ask('GET', '/v1/berichten', { as: cast.operator });
      const { berichten } = (await answer.json()) as {
        berichten: Record<'soort' | 'titel' | 'adres', string>[];
      };
      return berichten.find(({ soort }) => soort === 'setup.wrong');
    });
    expect(told).toMatchObject({
      titel: 'Inrichting klopt niet: Gemeentelijk stembureau Coevorden',
      adres: '/inrichtingen?verkiezing=TK2027&stand=wrong',
    });
    const [{ details } = { details: null }] = await eventsOf(app, 'setup.reportedWrong');
    expect(details).toEqual(expect.objectContaining({ wrongPoints: ['keys'] }));
    expect(JSON.stringify(details)).not.toContain('Wij hebben');
    // nothing is wrong without saying what
    const silent = await session.post('/inrichting', { ...form, 'fout-keys': ' ' });
    expect([silent.status, await silent.text()]).toEqual([
      422,
      expect.stringContaining('Schrijf wat er niet klopt'),
    ]);
    const open = await session.post('/inrichting', { ...form, 'punt-election': '' });
    expect([open.status, await open.text()]).toEqual([
      422,
      expect.stringContaining('Kies of dit klopt: de verkiezing.'),
    ]);
  });

  it('holds for what was shown: changed data are confirmed anew', async () => {
    const session = await browse(app, cast.assen);
    const { form } = await answer(session);
    const { rows } = await app.sql("SELECT id FROM committee_key WHERE code = '0106' AND state = 'approved'");
    const { id } = rows[0] as { id: string };
    await app.get(DecideKey).revoke(id, { reason: 'oefening', misusedSince: null }, cast.assen.actor);
    expect(await stateOf('0106')).toContain('Gewijzigd na de controle');
    const stale = await session.post('/inrichting', form);
    expect([stale.status, await stale.text()]).toEqual([
      409,
      expect.stringContaining('De gegevens zijn intussen veranderd'),
    ]);
    await answer(session);
    expect(await stateOf('0106')).toContain('Gecontroleerd, klopt');
  });
});
