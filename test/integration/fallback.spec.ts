import { DecideFallback } from '../../src/fallback/decide-fallback.js';
import { sha256 } from '../../src/kernel/fingerprint.js';
import { startApp, type TestApp, type TestPerson } from '../support/app.js';
import { tkCount } from '../support/counts.js';
import { packageParts, assembled, madePackage } from '../support/packages.js';
import { arrival, castOf, eventsOf, eventually, inboxOf, type Cast } from '../support/routing.js';
import {
  codesOf,
  configureTk,
  READER,
  rowOf,
  submit,
  upload,
  type SubmissionAnswer,
  type UploadFile,
} from '../support/uploads.js';
import { codeOf, pageOf, postForm } from '../support/visitor.js';

const ARTICLE = 'artikel 9 van de gebruiksvoorschriften';
const HOUR = 3_600_000;

let app: TestApp;
let cast: Cast;
let minute = 0;

beforeAll(async () => {
  app = await startApp();
  await configureTk(app);
  cast = await castOf(app);
});
afterAll(() => app?.close());
beforeEach(async () => {
  await app.sql("UPDATE submission SET state = 'abandoned' WHERE state <> 'refused'");
  await app.sql("UPDATE fallback_request SET state = 'expired' WHERE state = 'allowed'");
  await app.sql("DELETE FROM fallback_request WHERE state = 'asked'");
});

/** A count of Assen without its signature, with the fingerprint that stands on its paper. */
async function unsignedCount(): Promise<{
  bare: UploadFile;
  zip: UploadFile;
  fingerprint: string;
  created: string;
}> {
  const created = `2027-03-18T01:${String((minute += 1)).padStart(2, '0')}:00`;
  const count = tkCount({ created });
  const parts = await packageParts({ count });
  const [eml] = parts.inner;
  const { pair } = await madePackage({ count });
  return {
    bare: { name: String(eml.name), bytes: Buffer.from(eml.data) },
    zip: { name: 'definitieve-documenten.zip', bytes: assembled({ ...parts, inner: [eml] }) },
    fingerprint: pair!.fingerprint,
    created,
  };
}

const ask = (as: TestPerson, soort = '510b') =>
  app.ask('POST', '/v1/terugval', { as, body: { soort, reden: 'de laptop met de sleutel is kapot' } });

async function asked(as = cast.assen): Promise<string> {
  const response = await ask(as);
  expect(response.status).toBe(201);
  return ((await response.json()) as { id: string }).id;
}

const allow = (id: string, until = new Date(app.clock.now().getTime() + 4 * HOUR)) =>
  app.get(DecideFallback).allow(id, { article: ARTICLE, until }, cast.operator.actor);

async function allowed(as = cast.assen): Promise<string> {
  const id = await asked(as);
  await allow(id);
  return id;
}

const read = (fingerprint: string) => ({ vingerafdruk: fingerprint, gelezenDoor: READER });

describe('asking and answering', () => {
  it('a committee asks, the Kiesraad sees it first of all, one person allows it, and both are told', async () => {
    const id = await asked();
    expect(await pageOf(app, cast.operator, '/')).toContain('Geen sleutel meer');
    expect(await pageOf(app, cast.operator, `/terugval/${id}`)).toContain(
      'de laptop met de sleutel is kapot',
    );
    expect(await codeOf(await ask(cast.assen))).toBe('fallback.alreadyAsked');
    const sent = await postForm(app, cast.operator, `/terugval/${id}/toestaan`, {
      artikel: ARTICLE,
      dag: '2020-01-01',
      tijd: '10:00',
    });
    expect(sent.status).toBe(422);
    await allow(id);
    const told = async (kind: string) =>
      await eventually(async () => (await app.db.read.notice.findFirst({ where: { kind } })) ?? undefined);
    expect(await told('fallback.asked')).toMatchObject({ level: 'OPERATOR' });
    expect(await told('fallback.answered')).toMatchObject({ level: 'GSB', code: '0106' });
    expect(await pageOf(app, cast.assen, '/leveringen/nieuw')).toContain(ARTICLE);
    const [event] = await eventsOf(app, 'fallback.allowed', id);
    expect(event).toMatchObject({ result: 'done', personId: cast.operator.actor.personId });
    // the next in this election gets the same article to start from
    const next = await asked(cast.coevorden);
    expect(await pageOf(app, cast.operator, `/terugval/${next}`)).toContain(ARTICLE);
  });

  it('nobody of that committee answers, no token does, and of another nothing can be seen', async () => {
    const id = await asked();
    const person = await app.person(null, 'OPERATOR', 'OPERATOR');
    await app.sql(
      `INSERT INTO hat (id, person_id, election_id, level, code, role, granted_at, ended_at)
       VALUES (gen_random_uuid(), $1, 'TK2027', 'GSB', '0106', 'member', now(), now())`,
      [person.actor.personId],
    );
    const terms = { article: ARTICLE, until: new Date(app.clock.now().getTime() + HOUR) };
    await expect(app.get(DecideFallback).allow(id, terms, person.actor)).rejects.toMatchObject({
      code: 'fallback.ownCommittee',
    });
    const token = {
      ...cast.operator.actor,
      via: { kind: 'token', id: sha256('ab'.repeat(32)), exercise: false },
    } as const;
    await expect(app.get(DecideFallback).allow(id, terms, token)).rejects.toMatchObject({
      code: expect.stringMatching(/^access\./) as string,
    });
    for (const other of [cast.coevorden, cast.csb]) {
      expect((await app.ask('GET', `/v1/terugval/${id}`, { as: other })).status).toBe(404);
      const list = (await (await app.ask('GET', '/v1/terugval', { as: other })).json()) as {
        vragen: unknown[];
      };
      expect(list.vragen.filter((each) => JSON.stringify(each).includes(id))).toEqual([]);
    }
    for (const act of ['toestaan', 'weigeren', 'intrekken'])
      expect((await postForm(app, cast.coevorden, `/terugval/${id}/${act}`, { reden: 'x' })).status).toBe(
        404,
      );
    expect(await codeOf(await ask(cast.csb))).toBe('fallback.notSigned');
    const refused = await app.ask('POST', `/v1/terugval/${id}/weigeren`, {
      as: cast.operator,
      body: { reden: 'uw sleutel werkt nog' },
    });
    expect(await refused.json()).toMatchObject({ stand: 'geweigerd', antwoord: 'uw sleutel werkt nog' });
    await expect(allow(id)).rejects.toMatchObject({ code: 'fallback.alreadySettled' });
  });
});

describe('one unsigned delivery', () => {
  it('is refused without, and allowed once with it: bare or in a ZIP, visibly unsigned', async () => {
    const { bare, zip, fingerprint } = await unsignedCount();
    const without = await upload(app, cast.assen, [bare]);
    expect(without.staat).toBe('geweigerd');
    expect(codesOf(without, 'refuse')).toEqual(['container.contents', 'signature.verifies']);

    const id = await allowed();
    // of another nothing changes
    expect((await upload(app, cast.coevorden, [bare])).staat).toBe('geweigerd');
    const other = await upload(app, cast.assen, [zip]);
    const judged = await upload(app, cast.assen, [bare]);
    for (const answer of [other, judged]) {
      expect(answer.staat).toBe('gecontroleerd');
      expect(answer.controle.checks).toContainEqual(
        expect.objectContaining({
          code: 'signature.verifies',
          result: 'warn',
          detail: expect.stringContaining(ARTICLE) as string,
        }),
      );
      expect(answer).toMatchObject({ nietOndertekend: { artikel: ARTICLE } });
    }
    expect(codesOf(judged, 'pass').filter((code) => code.startsWith('signature.'))).toEqual([]);
    expect(await pageOf(app, cast.assen, `/leveringen/${judged.id}`)).toContain('niet ondertekend');
    const receipt = await submit(app, cast.assen, judged.id, read(fingerprint));
    expect(receipt.status).toBe(200);
    expect(await receipt.json()).toMatchObject({ nietOndertekend: { artikel: ARTICLE } });
    expect(await (await app.ask('GET', `/v1/terugval/${id}`, { as: cast.assen })).json()).toMatchObject({
      stand: 'gebruikt',
    });
    // the same bytes again give the same receipt, without another allowance
    expect(await (await submit(app, cast.assen, other.id, read(fingerprint))).json()).toMatchObject({
      id: judged.id,
    });
    expect(await rowOf(app, judged.id)).toMatchObject({ allowanceId: id });
    const [delivered] = await eventsOf(app, 'submission.delivered', judged.id);
    expect(delivered?.details).toMatchObject({ unsigned: ARTICLE });
    expect(await eventsOf(app, 'fallback.used', id)).toHaveLength(1);
  });

  it('is shown as unsigned to everybody, and is acknowledged only by who found it equal to paper', async () => {
    await allowed();
    const { bare, fingerprint } = await unsignedCount();
    const { id, nummer } = await upload(app, cast.assen, [bare]);
    await submit(app, cast.assen, id, read(fingerprint));
    const { id: there } = await arrival(app, cast.hsb, fingerprint);
    const inbox = await inboxOf(app, cast.hsb);
    expect(inbox.leveringen.find((each) => each.id === there)).toMatchObject({ nietOndertekend: true });
    const pages: [TestPerson, string][] = [
      [cast.assen, `/leveringen/${id}`],
      [cast.assen, `/leveringen/${id}/ontvangstbewijs`],
      [cast.assen, '/leveringen'],
      [cast.hsb, '/ontvangen'],
      [cast.hsb, '/ontvangen/lijst.csv'],
      [cast.hsb, `/ontvangen/${there}`],
      [cast.operator, '/overzicht'],
      [cast.operator, '/overzicht/lijst.csv'],
      [cast.hsb, `/leveringen/nummer/${nummer}`],
      [cast.operator, `/leveringen/nummer/${nummer}`],
    ];
    for (const [as, path] of pages)
      expect([path, (await pageOf(app, as, path)).toLowerCase()]).toEqual([
        path,
        expect.stringContaining('niet ondertekend'),
      ]);
    await eventually(async () => {
      const found = await app.db.read.notice.findMany({ where: { kind: 'delivery.unsigned', level: 'HSB' } });
      return found.length > 0 || undefined;
    });
    const board = await (await app.ask('GET', '/v1/overzicht', { as: cast.operator })).text();
    expect(board).toContain('"nietOndertekend":true');

    const confirm = () => app.ask('POST', `/v1/ontvangen/${there}/bevestigen`, { as: cast.hsb });
    expect(await codeOf(await confirm())).toBe('delivery.compareFirst');
    const check = await app.ask('POST', `/v1/ontvangen/${there}/oordeel`, {
      as: cast.hsb,
      body: { voldoet: true },
    });
    expect(await codeOf(check)).toBe('delivery.compareFirst');
    expect(await pageOf(app, cast.hsb, `/ontvangen/${there}`)).not.toContain('/bevestigen');
    // the release before this one would set the mark: the database does not take it
    await expect(
      app.db.transaction((tx) =>
        tx.deliveryMark.create({
          data: {
            deliveryId: there,
            kind: 'acknowledged',
            personId: cast.hsb.actor.personId,
            at: new Date(),
          },
        }),
      ),
    ).rejects.toThrow(/compared with paper/);
    const compare = await app.ask('POST', `/v1/ontvangen/${there}/gelijk`, {
      as: cast.hsb,
      body: { vingerafdruk: fingerprint },
    });
    expect(compare.status).toBe(200);
    expect((await confirm()).status).toBe(200);
  });

  it('is not handed in when what allowed it was withdrawn or ran out since, and can be when it is allowed anew', async () => {
    const id = await allowed();
    const { bare, fingerprint } = await unsignedCount();
    const judged = await upload(app, cast.assen, [bare]);
    await app.ask('POST', `/v1/terugval/${id}/intrekken`, {
      as: cast.operator,
      body: { reden: 'vergissing' },
    });
    const late = await submit(app, cast.assen, judged.id, read(fingerprint));
    expect([late.status, await codeOf(late)]).toEqual([409, 'upload.notAllowed']);
    expect((await rowOf(app, judged.id)).state).toBe('judged');
    // nor by the release before this one, which knows of no allowance
    await expect(
      app.sql("UPDATE submission SET state = 'delivered', delivered_at = now() WHERE id = $1", [judged.id]),
    ).rejects.toThrow(/submission_allowed/);

    const second = await allowed();
    app.clock.forward(5 * HOUR);
    expect(await codeOf(await submit(app, cast.assen, judged.id, read(fingerprint)))).toBe(
      'upload.notAllowed',
    );
    expect(await (await app.ask('GET', `/v1/terugval/${second}`, { as: cast.assen })).json()).toMatchObject({
      stand: 'verlopen',
    });

    const third = await asked();
    await allow(third);
    const receipt = await submit(app, cast.assen, judged.id, read(fingerprint));
    expect(receipt.status).toBe(200);
    expect(await rowOf(app, judged.id)).toMatchObject({ allowanceId: third, unsigned: { allowance: third } });
  });

  it('of two at once one is handed in, and a correction takes a signature or another allowance', async () => {
    await allowed();
    const counts = [await unsignedCount(), await unsignedCount()] as const;
    const judged: SubmissionAnswer[] = [];
    for (const { bare } of counts) judged.push(await upload(app, cast.assen, [bare]));
    const answers = await Promise.all(
      judged.map(({ id }, i) => submit(app, cast.assen, id, read(counts[i]!.fingerprint))),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
    const won = answers.findIndex(({ status }) => status === 200);
    const wish = { ...read(counts[1 - won]!.fingerprint), vervangt: judged[won]!.id };
    expect(await codeOf(await submit(app, cast.assen, judged[1 - won]!.id, wish))).toBe('upload.notAllowed');

    // the very same bytes, signed after all, take its place
    const signed = await madePackage({ count: tkCount({ created: counts[won]!.created }) });
    expect(signed.pair!.fingerprint).toBe(counts[won]!.fingerprint);
    const better = await upload(app, cast.assen, [signed], { vervangt: judged[won]!.id });
    expect(better).toMatchObject({ staat: 'gecontroleerd', nietOndertekend: null });
    expect(await pageOf(app, cast.assen, `/leveringen/${better.id}`)).not.toContain('al ingediend');
    const receipt = await submit(app, cast.assen, better.id, read(signed.pair!.fingerprint));
    expect([receipt.status, await receipt.json()]).toMatchObject([
      200,
      { id: better.id, nietOndertekend: null, vervangt: { id: judged[won]!.id } },
    ]);
  });

  it('a signature that is there is judged as always, whatever is allowed', async () => {
    await allowed();
    const forged = await madePackage({ count: tkCount({ created: '2027-03-18T03:00:00' }), key: 2 });
    const answer = await upload(app, cast.assen, [forged]);
    expect(codesOf(answer, 'refuse')).toEqual(['signature.verifies']);
  });
});
