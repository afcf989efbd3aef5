import { DecideKey } from '../../src/keys/decide-key.js';
import { RegisterKey } from '../../src/keys/register-key.js';
import { keyStillUsable } from '../../src/keys/key.store.js';
import { startApp, type TestApp, type TestPerson } from '../support/app.js';
import { browse } from '../support/browser-session.js';
import { ceremony, secondOperator } from '../support/ceremony.js';
import { testCommitteeKey } from '../support/keys.js';
import { madePackage } from '../support/packages.js';
import { arrival, castOf, deliver, eventually, inboxOf, packageAt, type Cast } from '../support/routing.js';
import { configureTk } from '../support/uploads.js';
import { codeOf } from '../support/visitor.js';

const COEVORDEN = { region: 'Coevorden', authority: '0109' };
const STOLEN = { reason: 'laptop gestolen', misusedSince: null };

let app: TestApp;
let cast: Cast;
let first: TestPerson;
let second: TestPerson;
let decide: DecideKey;
let keyId: string;

beforeAll(async () => {
  app = await startApp();
  await configureTk(app);
  cast = await castOf(app);
  first = cast.operator;
  second = await secondOperator(app);
  decide = app.get(DecideKey);
});
afterAll(() => app?.close());

async function text(as: TestPerson, url: string): Promise<string> {
  const html = await (await (await browse(app, as)).get(url)).text();
  return html.replace(/<[^>]*>/g, ' ').replace(/\s+/g, ' ');
}
const fingerprintOf = async (id: string): Promise<string> =>
  (
    (await app.sql('SELECT certificate_sha256 AS f FROM committee_key WHERE id = $1', [id])).rows[0] as {
      f: string;
    }
  ).f;

describe('from registered to approved', () => {
  it('the committee sees nowhere the fingerprint that it must read from its own file', async () => {
    const { certificate } = await testCommitteeKey(3, COEVORDEN);
    keyId = (await app.get(RegisterKey).run(certificate, cast.coevorden.actor)).id;
    const fingerprint = await fingerprintOf(keyId);
    const told = await Promise.all(
      [`/v1/sleutels/${keyId}`, '/v1/sleutels', '/sleutels', `/sleutels/${keyId}`, '/', '/berichten'].map(
        async (url) => {
          const api = url.startsWith('/v1');
          return api
            ? await (await app.ask('GET', url, { as: cast.coevorden })).text()
            : await (await (await browse(app, cast.coevorden)).get(url)).text();
        },
      ),
    );
    const groups = fingerprint.slice(0, 8).replace(/(.{4})(.{4})/, '$1 $2');
    for (const page of told) {
      expect(page).not.toContain(fingerprint);
      expect(page).not.toContain(groups);
      expect(page).not.toContain(certificate.toString('base64').slice(0, 64));
    }
    expect(await text(cast.coevorden, '/sleutels')).toContain('Nu: lees de vingerafdruk voor');
    const desk = await browse(app, first);
    expect(await (await desk.get(`/sleutels/${keyId}/gesprek`)).text()).toContain(
      `16. ${fingerprint.slice(-4)}`,
    );
    expect((await (await browse(app, cast.coevorden)).get(`/sleutels/${keyId}/gesprek`)).status).toBe(404);
  });

  it('a call ticks all groups or none, by a number with its source', async () => {
    await expect(decide.approve(keyId, first.actor)).rejects.toThrow('keys.notReadOut');
    const desk = await browse(app, first);
    const call = { nummer: 'anders', beller: 'council', gesprokenMet: 'J. de Boer', tijd: '09:00' };
    const tick = (count: number) =>
      Object.fromEntries(Array.from({ length: count }, (_, i) => [`${keyId}.${i + 1}`, 'ja']));
    const send = (fields: Record<string, string>) => desk.post(`/sleutels/${keyId}/gesprek`, fields);
    const noSource = await send({ ...call, ...tick(16) });
    expect([noSource.status, await noSource.text()]).toEqual([
      422,
      expect.stringContaining('Vul het nummer in.'),
    ]);
    const known = { ...call, anderNummer: '0524-123456', bron: 'lijst van 1 februari' };
    expect((await send({ ...known, ...tick(15) })).status).toBe(422);
    expect((await send(known)).status).toBe(422);
    expect((await send({ ...known, ...tick(16), tijd: '25:00' })).status).toBe(422);
    expect((await send({ ...known, ...tick(16) })).status).toBe(303);
    expect((await send({ ...known, ...tick(16) })).status).toBe(409);
    expect(await text(first, `/sleutels/${keyId}`)).toContain('lijst van 1 februari');
    expect(await text(cast.coevorden, `/sleutels/${keyId}`)).not.toContain('lijst van 1 februari');
  });

  it('two different people approve, none of whom registered it; with a token nobody does', async () => {
    const real = { ...first.actor, via: { kind: 'token', id: 'a'.repeat(64), exercise: false } };
    await expect(decide.approve(keyId, real as typeof first.actor)).rejects.toThrow('access.');
    const twice = await Promise.allSettled([
      decide.approve(keyId, first.actor),
      decide.approve(keyId, first.actor),
    ]);
    expect(twice.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    await expect(decide.approve(keyId, first.actor)).rejects.toThrow('keys.sameApprover');
    const otherHat = { ...first.actor, hat: { ...first.actor.hat } };
    await expect(decide.approve(keyId, otherHat)).rejects.toThrow('keys.sameApprover');
    const own = await app.person(null, 'OPERATOR', 'OPERATOR');
    await app.sql(
      `INSERT INTO hat (id, person_id, election_id, level, code, role, granted_at, ended_at)
       VALUES (gen_random_uuid(), $1, 'TK2027', 'GSB', '0109', 'member', now(), now())`,
      [own.actor.personId],
    );
    await expect(decide.approve(keyId, own.actor)).rejects.toThrow('keys.ownKey');
    const { state } = await decide.approve(keyId, second.actor);
    expect(state).toBe('approved');
    expect(await text(cast.coevorden, `/sleutels/${keyId}`)).toContain(
      (await fingerprintOf(keyId)).slice(0, 4),
    );
  });

  it('what one approved before is valid, shown so, and completed by another', async () => {
    const { certificate } = await testCommitteeKey(4, COEVORDEN);
    const { id } = await app.get(RegisterKey).run(certificate, cast.coevorden.actor);
    await app.sql(
      "UPDATE committee_key SET state = 'approved', decided_at = now(), decided_by = $2 WHERE id = $1",
      [id, first.actor.personId],
    );
    expect(await text(first, `/sleutels/${id}`)).toContain('Door één');
    await ceremony(app).readOut(id, second.actor);
    await expect(decide.approve(id, first.actor)).rejects.toThrow('keys.sameApprover');
    expect(await decide.approve(id, second.actor)).toMatchObject({
      approvals: [{ by: first.actor.personId }, { by: second.actor.personId }],
    });
    expect(await text(first, `/sleutels/${id}`)).not.toContain('Door één');
  });
});

describe('stopped by one of the Kiesraad', () => {
  const usable = (id: string) =>
    app.db.transaction(async (tx) => {
      const { rows } = await app.sql('SELECT key_id FROM committee_key WHERE id = $1', [id]);
      const { key_id } = rows[0] as { key_id: Parameters<typeof keyStillUsable>[1] };
      return keyStillUsable(tx, key_id, 'TK2027', { level: 'GSB', code: '0109' });
    });

  it('is unusable at once, for the release before too, and open after an hour until another answers', async () => {
    expect((await decide.revoke(keyId, STOLEN, first.actor)).state).toBe('suspended');
    expect(await usable(keyId)).toBe(false);
    const { rows } = await app.sql('SELECT state FROM committee_key WHERE id = $1', [keyId]);
    expect(rows).toEqual([{ state: 'revoked' }]);
    const { toestand, opgeschort } = (await (
      await app.ask('GET', `/v1/sleutels/${keyId}`, { as: cast.coevorden })
    ).json()) as { toestand: string; opgeschort: boolean };
    expect([toestand, opgeschort]).toEqual(['ingetrokken', true]);
    expect(await text(second, '/')).toContain('Beslis over 1 opgeschorte sleutel');
    app.clock.forward(3_601_000);
    expect(await text(second, '/')).toContain('1 sleutel is langer dan een uur opgeschort');
    await expect(decide.lift(keyId, first.actor)).rejects.toThrow('keys.samePerson');
    await expect(decide.confirm(keyId, first.actor)).rejects.toThrow('keys.samePerson');
    expect((await decide.lift(keyId, second.actor)).state).toBe('approved');
    expect(await usable(keyId)).toBe(true);
    await decide.revoke(keyId, STOLEN, second.actor);
    expect((await decide.confirm(keyId, first.actor)).state).toBe('revoked');
    expect(await usable(keyId)).toBe(false);
    const again = await app.ask('POST', `/v1/sleutels/${keyId}/intrekken`, {
      as: cast.coevorden,
      body: { reden: 'kwijt' },
    });
    expect(await codeOf(again)).toBe('keys.alreadyDecided');
  });
});

it('a suspension with misuse is told to who received it and marked for all; lifted, all of them hear so, once', async () => {
  const since = new Date(app.clock.now().getTime() - 60_000);
  const made = await madePackage();
  const own = await deliver(app, cast.assen, [made], made.pair!.fingerprint);
  await arrival(app, cast.hsb, made.pair!.fingerprint);
  const key = await keyOfAssen();
  await decide.revoke(key, { reason: 'laptop kwijt', misusedSince: since }, first.actor);
  const marked = { sleutelMisbruiktSinds: since.toISOString() };
  const answers = [`/v1/leveringen/${own}`, `/v1/leveringen/${own}/ontvangstbewijs`];
  const pages = [`/leveringen/${own}`, `/leveringen/${own}/ontvangstbewijs`];
  for (const url of answers)
    expect(await (await app.ask('GET', url, { as: cast.assen })).json()).toMatchObject(marked);
  for (const url of pages) expect(await text(cast.assen, url)).toContain('Uw sleutel is misschien misbruikt');
  expect(await text(first, '/overzicht')).toContain('Sleutel misschien misbruikt sinds');
  const told = (kind: string) =>
    app.db.read.notice.findMany({ where: { kind }, select: { level: true }, orderBy: { level: 'asc' } });
  const receivers = await eventually(async () => {
    const all = await told('key.misused');
    return all.length === 0 ? undefined : all;
  });
  expect(receivers.length).toBeGreaterThan(2);

  await decide.lift(key, second.actor);
  const cleared = await eventually(async () => {
    const all = await told('key.cleared');
    return all.length < receivers.length ? undefined : all;
  });
  expect(cleared).toEqual(receivers);
  expect(await text(cast.hsb, '/berichten')).toContain('Sleutel toch in orde');
  for (const url of pages) expect(await text(cast.assen, url)).not.toContain('misschien misbruikt');
  expect(await text(first, '/overzicht')).not.toContain('misschien misbruikt');

  // stopped anew: told anew, and again when that is lifted
  await decide.revoke(key, { reason: 'toch kwijt', misusedSince: since }, first.actor);
  await eventually(async () => (await told('key.misused')).length === 2 * receivers.length || undefined);
  await decide.lift(key, second.actor);
  await eventually(async () => (await told('key.cleared')).length === 2 * receivers.length || undefined);
});

async function keyOfAssen(): Promise<string> {
  const { rows } = await app.sql("SELECT id FROM committee_key WHERE code = '0106' AND state = 'approved'");
  return (rows[0] as { id: string }).id;
}

it('what was delivered since a key may have been misused stays, marked, and its receivers are told', async () => {
  const made = await packageAt('2027-03-17T23:40:00');
  const since = new Date(app.clock.now().getTime() - 60_000).toISOString();
  const [{ id: before }] = (await app.sql("SELECT id FROM submission WHERE state = 'delivered'")).rows as [
    { id: string },
  ];
  await deliver(app, cast.assen, [made], made.pair!.fingerprint, before);
  const { id } = await arrival(app, cast.hsb, made.pair!.fingerprint);
  const key = await keyOfAssen();
  const revoke = (misbruiktSinds: string) =>
    app.ask('POST', `/v1/sleutels/${key}/intrekken`, {
      as: cast.assen,
      body: { reden: 'gestolen', misbruiktSinds },
    });
  const later = new Date(app.clock.now().getTime() + 60_000).toISOString();
  expect(await codeOf(await revoke(later))).toBe('keys.misusedLater');
  expect((await revoke(since)).status).toBe(200);
  const marked = { sleutelMisbruiktSinds: since };
  expect((await inboxOf(app, cast.hsb)).leveringen.find((one) => one.id === id)).toMatchObject(marked);
  expect(await (await app.ask('GET', `/v1/ontvangen/${id}`, { as: cast.hsb })).json()).toMatchObject(marked);
  expect(await text(cast.hsb, `/ontvangen/${id}`)).toContain('De sleutel is misschien misbruikt');
  for (const receiver of [cast.hsb, cast.csb])
    await eventually(
      async () => (await text(receiver, '/')).includes('Sleutel misschien misbruikt') || undefined,
    );
});
