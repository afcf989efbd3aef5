import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { startApp, type TestApp, type TestPerson } from '../support/app.js';
import type { TestPackage } from '../support/packages.js';
import { arrival, castOf, deliver, eventually, inboxOf, packageAt, type Cast } from '../support/routing.js';
import { configureTk } from '../support/uploads.js';

interface Told {
  readonly id: string;
  readonly soort: string;
  readonly titel: string;
  readonly gelezen: string | null;
  readonly adres: string | null;
}

let app: TestApp;
let cast: Cast;
let made: TestPackage;
let submission: string;

async function told(as: TestPerson, query = ''): Promise<readonly Told[]> {
  const response = await app.ask('GET', `/v1/berichten${query}`, { as });
  return ((await response.json()) as { berichten: Told[] }).berichten;
}

const firstOf = (as: TestPerson, kind: string): Promise<Told> =>
  eventually(async () => (await told(as)).find(({ soort }) => soort === kind));

async function page(url: string, as?: TestPerson): Promise<string> {
  const response = await app.ask('GET', url, {
    ...(as === undefined ? {} : { as }),
    headers: { accept: 'text/html' },
  });
  expect(response.status).toBe(200);
  return await response.text();
}

beforeAll(async () => {
  app = await startApp();
  await configureTk(app);
  cast = await castOf(app);
  made = await packageAt('2027-03-18T01:00:00');
  submission = await deliver(app, cast.assen, [made], made.pair!.fingerprint);
  await arrival(app, cast.hsb, made.pair!.fingerprint);
});
afterAll(() => app?.close());

describe('notices', () => {
  it('each recipient is told of a file, once; the sender of its key', async () => {
    const notice = await firstOf(cast.hsb, 'delivery.created');
    expect(notice.titel).toBe('Nieuw: telling (510b) van Gemeentelijk stembureau Assen');
    const delivery = (await inboxOf(app, cast.hsb)).leveringen[0]!;
    expect(notice.adres).toBe(`/leveringen/nummer/${delivery.nummer}`);
    for (const as of [cast.csb, cast.mayor, cast.council]) await firstOf(as, 'delivery.created');
    await app.db.transaction((tx) =>
      tx.outbox.create({ data: { topic: 'delivery.created', payload: { deliveryIds: [delivery.id] } } }),
    );
    await eventually(async () =>
      (await app.db.read.outbox.count({ where: { doneAt: null } })) === 0 ? true : null,
    );
    expect(await told(cast.hsb)).toHaveLength(1);
    expect((await told(cast.assen)).map(({ soort }) => soort)).toEqual(['key.decided']);
    expect(await told(cast.coevorden)).toEqual([]);
  });

  it('a lost event is made good by the sweep', async () => {
    await app.sql("DELETE FROM notice WHERE level = 'MAYOR'");
    expect(await told(cast.mayor)).toEqual([]);
    await firstOf(cast.mayor, 'delivery.created');
    expect(await told(cast.mayor)).toHaveLength(1);
  });

  it('who is asked to deliver is told by whom', async () => {
    const body = { niveau: 'GSB', code: '0109', bericht: '510b' };
    await app.ask('POST', '/v1/ontvangen/verzoek', { as: cast.hsb, body });
    const notice = await firstOf(cast.coevorden, 'delivery.requested');
    expect(notice.titel).toBe('Hoofdstembureau Assen vraagt u te leveren');
    expect(await page('/', cast.coevorden)).toContain('Hoofdstembureau Assen vraagt u te leveren');
  });

  it('a correction is told as a new version', async () => {
    const second = await packageAt('2027-03-19T10:00:00');
    await deliver(app, cast.assen, [second], second.pair!.fingerprint, submission);
    await firstOf(cast.council, 'submission.superseded');
  });

  it('the beginning says what to do about the key: register it, or nothing', async () => {
    const approved = await page('/', cast.assen);
    expect(approved).toContain('Uw sleutel is goedgekeurd');
    expect(approved).not.toContain('Meld de sleutel');
    expect(await page('/', cast.coevorden)).toContain('Meld de sleutel van uw stembureau aan');
  });

  it('a damaged file alarms the operator', async () => {
    const { sha256 } = await app.db.read.submissionFile.findFirstOrThrow({
      where: { submissionId: submission },
    });
    const object = path.join(app.varDir, 'objects', sha256!.slice(0, 2), sha256!);
    const bytes = readFileSync(object);
    writeFileSync(object, Buffer.concat([bytes, Buffer.of(0)]));
    const { leveringen } = await inboxOf(app, cast.mayor);
    const damaged = leveringen.find(({ vervangen }) => vervangen)!;
    for (let i = 0; i < 2; i++)
      expect((await app.ask('GET', damaged.bestand, { as: cast.mayor })).status).toBe(503);
    await firstOf(cast.operator, 'object.damaged');
    expect(await told(cast.operator)).toHaveLength(1);
    const refused = await app.ask('GET', `/ontvangen/${damaged.id}/bestand`, {
      as: cast.mayor,
      headers: { accept: 'text/html' },
    });
    expect(refused.status).toBe(503);
    expect(await refused.text()).toContain('Dit bestand is bij ons beschadigd');
    writeFileSync(object, bytes);
  });
});

describe('reading them', () => {
  it('is marked and logged once, and only by the body itself', async () => {
    const notice = await firstOf(cast.hsb, 'delivery.created');
    const read = (as: TestPerson, id = notice.id) => app.ask('POST', `/v1/berichten/${id}/gelezen`, { as });
    expect((await read(cast.csb)).status).toBe(404);
    expect((await read(cast.hsb, 'x')).status).toBe(404);
    expect((await read(cast.hsb)).status).toBe(204);
    expect((await read(cast.hsb)).status).toBe(204);
    expect(
      await app.db.read.auditEvent.count({ where: { action: 'notice.seen', objectId: notice.id } }),
    ).toBe(1);
    expect((await told(cast.hsb, '?ongelezen=1')).map(({ id }) => id)).not.toContain(notice.id);
    expect((await told(cast.hsb)).find(({ id }) => id === notice.id)?.gelezen).not.toBeNull();
  });

  it('all files that came at once, by form', async () => {
    const response = await app.ask('POST', '/berichten/gelezen', {
      as: cast.council,
      body: new URLSearchParams(),
    });
    expect([response.status, response.headers.get('location')]).toEqual([303, '/berichten']);
    expect(await told(cast.council, '?ongelezen=1')).toEqual([]);
    expect(await page('/', cast.council)).toContain('Er zijn geen nieuwe berichten');
    expect(await page('/berichten', cast.council)).toContain('Nieuwe versie');
  });
});

describe('one of a kind that a newer release wrote', () => {
  it('is said plainly, and the others stay readable', async () => {
    const before = (await told(cast.mayor)).length;
    await app.sql(
      `INSERT INTO notice (id, cause, election_id, level, code, kind, facts)
       VALUES (gen_random_uuid(), 'newer', 'TK2027', 'MAYOR', '0106', 'count.weighed', $1)`,
      [JSON.stringify({ kind: 'count.weighed', number: '2027-000012', grams: 3 })],
    );
    const notices = await told(cast.mayor);
    expect(notices).toHaveLength(before + 1);
    expect(notices.filter(({ soort }) => soort === 'unknown')).toMatchObject([
      { titel: 'Bericht over levering 2027-000012', adres: '/leveringen/nummer/2027-000012' },
    ]);
    for (const at of ['/', '/berichten'])
      expect(await page(at, cast.mayor)).toContain('Bericht over levering 2027-000012');
  });
});

describe('the begin page', () => {
  it('for anyone says what this is and how to check a file yourself', async () => {
    const html = await page('/');
    expect(html).toContain('overdracht verify');
    expect(html).toContain('href="/inloggen"');
  });
});
