import { randomUUID } from 'node:crypto';
import { writeDefinition } from '../../src/rehearsal/definition-writer.js';
import { startApp, type TestApp, type TestPerson } from '../support/app.js';
import { fillBoard } from '../support/board.js';
import { aDefinition } from '../support/definition.js';
import type { TestPackage } from '../support/packages.js';
import {
  arrival,
  bytesOf,
  castOf,
  deliver,
  eventually,
  eventsOf,
  inboxOf,
  packageAt,
  type Cast,
  type ReceivedAnswer,
} from '../support/routing.js';
import { comparedOn, configureGr, configureTk } from '../support/uploads.js';
import { codeOf } from '../support/visitor.js';

let app: TestApp;
let cast: Cast;
let made: TestPackage;
let submission: string;
let atHsb: ReceivedAnswer;

const fingerprint = () => made.pair!.fingerprint;
const get = (url: string, as: Parameters<TestApp['ask']>[2]) => app.ask('GET', url, as);
const events = (action: string, objectId?: string) => eventsOf(app, action, objectId);

beforeAll(async () => {
  app = await startApp();
  await configureTk(app);
  await configureGr(app);
  cast = await castOf(app);
  made = await packageAt('2027-03-18T01:00:00');
  submission = await deliver(app, cast.assen, [made], fingerprint());
  atHsb = await arrival(app, cast.hsb, fingerprint());
});
afterAll(() => app?.close());

describe('a delivery reaches who must get it by law', () => {
  it('and nobody else, each with its article, once', async () => {
    const rows = await app.db.read.delivery.findMany({ where: { submissionId: submission } });
    expect(rows.map((row) => `${row.level}:${row.code} ${row.law}`).sort()).toEqual([
      'COUNCIL:COUNCIL A 3 d',
      'CSB:CSB Na 32 lid 3',
      'HSB:HSB3 Na 32 lid 3',
      'MAYOR:0106 Na 32 lid 3',
    ]);
    expect(await events('delivery.created')).toHaveLength(4);
  });

  it('the inbox says what came and what is missing', async () => {
    const { stand, overzicht } = await inboxOf(app, cast.hsb);
    expect(stand).toMatchObject({ verwacht: 2, binnen: 1, ontbreekt: 1 });
    expect(overzicht).toMatchObject([
      { stembureau: { niveau: 'GSB', code: '0106' }, staat: 'ontvangen', levering: atHsb.id },
      { stembureau: { niveau: 'GSB', code: '0109' }, staat: 'ontbreekt', levering: null },
    ]);
    expect((await inboxOf(app, cast.csb)).stand).toMatchObject({ verwacht: 4, binnen: 1 });
    expect((await inboxOf(app, cast.mayor)).stand).toMatchObject({ verwacht: 1, binnen: 1 });
  });

  it('the inbox can be narrowed, and refuses a narrowing it does not know', async () => {
    expect((await inboxOf(app, cast.hsb, '?status=ontbreekt')).overzicht).toHaveLength(1);
    expect((await inboxOf(app, cast.hsb, '?sinds=2099-01-01T00:00:00Z')).leveringen).toEqual([]);
    expect((await get('/v1/ontvangen?status=alles', { as: cast.hsb })).status).toBe(400);
    expect((await get('/v1/ontvangen?verkiezing=GR2027_Stadskanaal', { as: cast.hsb })).status).toBe(404);
  });
});

describe('segments', () => {
  it('another’s delivery is the same 404 as one that is not there, on every address', async () => {
    const others = [
      await app.person('TK2027', 'MAYOR', '0109'),
      await app.person('GR2027_Stadskanaal', 'CSB', 'CSB'),
      cast.assen,
      cast.operator,
    ];
    const parts = ['', '/bestand', '/bestanden/1', '/eml', '/telling.zip', '/handtekening', '/bijlagen/1'];
    for (const as of others) {
      for (const part of parts) {
        const foreign = await get(`/v1/ontvangen/${atHsb.id}${part}`, { as });
        const absent = await get(`/v1/ontvangen/${randomUUID()}${part}`, { as });
        expect([foreign.status, absent.status]).toEqual([404, 404]);
        const [a, b] = [await foreign.json(), await absent.json()] as Record<string, unknown>[];
        expect({ ...a, instance: null }).toEqual({ ...b, instance: null });
      }
      for (const mark of ['bevestigen', 'gelijk'])
        expect(
          (
            await app.ask('POST', `/v1/ontvangen/${atHsb.id}/${mark}`, {
              as,
              body: { vingerafdruk: fingerprint() },
            })
          ).status,
        ).toBe(404);
    }
    expect(await app.db.read.deliveryMark.count({ where: { deliveryId: atHsb.id } })).toBe(0);
  });

  it('without an account nothing is said at all', async () => {
    expect((await get(`/v1/ontvangen/${atHsb.id}/bestand`, {})).status).toBe(401);
  });

  it('nonsense in an address is a 404 too', async () => {
    for (const part of ['x', `${atHsb.id}/bestanden/0`, `${atHsb.id}/bestanden/2`, `${atHsb.id}/bijlagen/99`])
      expect((await get(`/v1/ontvangen/${part}`, { as: cast.hsb })).status).toBe(404);
  });
});

describe('marks', () => {
  const post = (mark: string, body: unknown = {}) =>
    app.ask('POST', `/v1/ontvangen/${atHsb.id}/${mark}`, { as: cast.hsb, body });

  it('a fingerprint that differs in its last digit is refused and logged, and marks nothing', async () => {
    const last = fingerprint().endsWith('0') ? '1' : '0';
    const refused = await post('gelijk', { vingerafdruk: fingerprint().slice(0, -1) + last });
    expect([refused.status, await codeOf(refused)]).toEqual([409, 'delivery.differsFromPaper']);
    expect((await post('gelijk', { vingerafdruk: fingerprint().slice(0, 60) })).status).toBe(400);
    const logged = await app.db.read.auditEvent.count({ where: { code: 'delivery.differsFromPaper' } });
    expect(logged).toBe(1);
    expect((await inboxOf(app, cast.hsb)).leveringen[0]?.gelijkAanPapier).toBeNull();
  });

  it('read in with another fingerprint: kept, told to all three, and not read in; with this one it is', async () => {
    const other = 'a'.repeat(64);
    const refused = await post('ingelezen', { vingerafdruk: other });
    expect([refused.status, await codeOf(refused)]).toEqual([409, 'delivery.readDiffers']);
    const shown = async () =>
      (await (await get(`/v1/ontvangen/${atHsb.id}`, { as: cast.hsb })).json()) as Record<string, unknown>;
    expect(await shown()).toMatchObject({ ingelezen: null, tweemaalMetDeHand: null });
    expect((await shown())['ingelezenAnders']).not.toBeNull();
    const [kept] = await events('delivery.readDiffered', atHsb.id);
    expect(kept).toMatchObject({ details: { shown: other, fingerprint: fingerprint() } });
    const told = await eventually(async () => {
      const rows = await app.db.read.notice.findMany({ where: { cause: { startsWith: 'readDiffers:' } } });
      return rows.length === 3 ? rows.map(({ level }) => level).sort() : null;
    });
    expect(told).toEqual(['GSB', 'HSB', 'OPERATOR']);
    expect(
      (
        await app.ask('POST', `/v1/ontvangen/${atHsb.id}/ingelezen`, {
          as: cast.csb,
          body: { vingerafdruk: other },
        })
      ).status,
    ).toBe(404);
    for (const body of [{ vingerafdruk: fingerprint() }, { tweemaalMetDeHand: true }])
      expect((await post('ingelezen', body)).status).toBe(200);
    expect(await shown()).toMatchObject({ ingelezenAnders: null });
    expect((await shown())['ingelezen']).not.toBeNull();
    expect(await events('delivery.readIn', atHsb.id)).toHaveLength(1);
    expect(await events('delivery.typedTwice', atHsb.id)).toHaveLength(1);
  });

  it('equal to the paper, typed in groups, and acknowledged: separate, once', async () => {
    const groups = fingerprint().toUpperCase().match(/.{4}/g)!.join(' ');
    const equal = (await (await post('gelijk', { vingerafdruk: groups })).json()) as ReceivedAnswer;
    expect(equal.gelijkAanPapier).not.toBeNull();
    expect(equal.bevestigd).toBeNull();
    const first = (await (await post('bevestigen')).json()) as ReceivedAnswer;
    app.clock.forward(60_000);
    const second = (await (await post('bevestigen')).json()) as ReceivedAnswer;
    expect(second.bevestigd).toBe(first.bevestigd);
    expect(await events('delivery.acknowledged', atHsb.id)).toHaveLength(1);
    expect(await events('delivery.comparedWithPaper', atHsb.id)).toHaveLength(1);
  });
});

describe('asking again', () => {
  const ask = (as: Cast['hsb'], code: string, bericht = '510b') =>
    app.ask('POST', '/v1/ontvangen/verzoek', { as, body: { niveau: 'GSB', code, bericht } });

  it('an HSB asks a gemeente, is shown when, and cannot flood it', async () => {
    expect((await ask(cast.hsb, '0109')).status).toBe(202);
    const again = await ask(cast.hsb, '0109');
    expect([again.status, await codeOf(again)]).toEqual([409, 'delivery.askedAlready']);
    const { overzicht } = await inboxOf(app, cast.hsb);
    expect(overzicht.find(({ stembureau }) => stembureau.code === '0109')?.gevraagd).not.toBeNull();
    app.clock.forward(11 * 60_000);
    expect((await ask(cast.hsb, '0109')).status).toBe(202);
    expect(await events('delivery.requested')).toHaveLength(2);
  });

  it('only what the law brings here, and only by an HSB or CSB', async () => {
    expect((await ask(cast.hsb, '9999')).status).toBe(404);
    expect((await ask(cast.hsb, '0109', '510c')).status).toBe(404);
    expect((await ask(cast.mayor, '0106')).status).toBe(404);
    expect((await ask(cast.assen, '0109')).status).toBe(404);
  });
});

describe('the operator', () => {
  it('sees every state and fingerprint and no way to a file', async () => {
    await bytesOf(await get(atHsb.bestand, { as: cast.hsb }));
    const response = await get('/v1/overzicht?verkiezing=TK2027', { as: cast.operator });
    const text = await response.text();
    const board = JSON.parse(text) as { overzicht: Record<string, unknown>[]; stand: unknown };
    expect(board.stand).toMatchObject({ verwacht: 6, binnen: 1 });
    const assen = board.overzicht.find((row) => (row['stembureau'] as { code: string }).code === '0106');
    expect(assen).toMatchObject({
      staat: 'ontvangen',
      vingerafdruk: fingerprint(),
      ontvangers: 4,
      opgehaald: 1,
      sleutels: { goedgekeurd: 1, wachtend: 0 },
    });
    expect(text).not.toMatch(/bestand|\/v1\/ontvangen/);
    const page = await get('/overzicht?verkiezing=TK2027', {
      as: cast.operator,
      headers: { accept: 'text/html' },
    });
    const html = await page.text();
    expect(page.status).toBe(200);
    expect(html).toContain('id="rij-GSB-0106-510b"');
    expect(html).not.toContain('/ontvangen/');
    for (const url of ['/v1/ontvangen', '/v1/ontvangen/alles', '/ontvangen', `/ontvangen/${atHsb.id}`])
      expect((await get(url, { as: cast.operator })).status).toBe(404);
    expect((await get('/v1/overzicht', { as: cast.csb })).status).toBe(404);
    expect((await get('/v1/overzicht?verkiezing=TK1999', { as: cast.operator })).status).toBe(404);
  });
});

describe('on the site', () => {
  const page = async (url: string, as = cast.csb) => {
    const response = await get(url, { as, headers: { accept: 'text/html' } });
    return { status: response.status, html: await response.text() };
  };

  it('the inbox, its filter and a delivery', async () => {
    const all = await page('/ontvangen');
    expect(all.status).toBe(200);
    expect(all.html).toContain('data-island="refresh"');
    expect(all.html).toContain('data-island="board"');
    expect(all.html).toContain('href="/ontvangen/vragen?rij=GSB-0109-510b"');
    const map = (await page('/ontvangen/kaart')).html;
    expect([map.match(/class="tile tile--ok"/g), map.includes('geen eerdere avond')]).toEqual([
      [expect.any(String)],
      true,
    ]);
    const { votingDay } = (
      await app.sql('SELECT election_date AS "votingDay" FROM election WHERE id = \'TK2027\'')
    ).rows[0] as { votingDay: string };
    const ofDay = (await page(`/overzicht/kaart?dag=${votingDay}`, cast.operator)).html;
    expect(ofDay.match(/class="tile tile--ok"/g)).toHaveLength(1);
    expect(ofDay).not.toContain('geen eerdere avond');
    expect((await page('/ontvangen')).html).not.toContain('board-table--roomy');
    const roomy = (await page('/ontvangen?regels=ruim&zoek=Assen')).html;
    expect(roomy).toContain('board-table--roomy');
    expect(roomy).toContain('href="/ontvangen?zoek=Assen">Regels dichter op elkaar');
    const missing = await page('/ontvangen?status=ontbreekt');
    expect(missing.html).not.toContain('id="rij-GSB-0106-510b"');
    expect(missing.html).toContain('id="rij-GSB-0109-510b"');
    expect((await page('/ontvangen?status=nietVerschuldigd')).html).toContain('Niets voldoet aan deze keuze');
    const { id } = (await inboxOf(app, cast.csb)).leveringen[0]!;
    const detail = await page(`/ontvangen/${id}`);
    expect(detail.status).toBe(200);
    expect(detail.html).toContain('Bijlagen zonder handtekening');
    expect(detail.html).not.toContain(fingerprint());
  });

  it('marks by form, with the error at the field when the digits differ', async () => {
    const { id } = (await inboxOf(app, cast.csb)).leveringen[0]!;
    const form = (body: Record<string, string>, action: string) =>
      app.ask('POST', `/ontvangen/${id}/${action}`, {
        as: cast.csb,
        body: new URLSearchParams(body),
        headers: { accept: 'text/html' },
      });
    const look = async () =>
      await (
        await app.ask('GET', `/ontvangen/${id}`, { as: cast.csb, headers: { accept: 'text/html' } })
      ).text();
    const word = comparedOn(await look(), fingerprint());
    const [asked] = Object.keys(word).filter((name) => name.startsWith('groep')) as [string];
    for (let round = 1; round <= 3; round += 1) {
      const differs = await form({ ...word, [asked]: '0000' }, 'gelijk');
      const html = await differs.text();
      expect(differs.status).toBe(422);
      expect(html).toContain(`Groep ${asked.slice(5)} is niet gelijk`);
      expect(html.includes('Bel de helpdesk')).toBe(round === 3);
      expect(comparedOn(html, fingerprint())).toEqual(word);
    }
    expect((await eventsOf(app, 'delivery.paperSlipped', id)).length).toBe(3);
    const half = await form({ [asked]: word[asked]! }, 'gelijk');
    expect(half.status).toBe(422);
    const equal = await form(word, 'gelijk');
    expect(await look()).toContain(`data-fingerprint="${fingerprint()}"`);
    expect([equal.status, equal.headers.get('location')]).toEqual([303, `/ontvangen/${id}?melding=gelijk`]);
    const confirmed = await form({}, 'bevestigen');
    expect(confirmed.headers.get('location')).toBe(`/ontvangen/${id}?melding=bevestigd`);
    expect((await inboxOf(app, cast.csb)).leveringen[0]).toMatchObject({
      bevestigd: expect.any(String) as string,
      gelijkAanPapier: expect.any(String) as string,
      opgehaald: null,
    });
  });
});

describe('repeating', () => {
  it('the event once more creates nothing', async () => {
    const before = await app.db.read.delivery.count();
    await app.db.transaction((tx) =>
      tx.outbox.create({ data: { topic: 'submission.accepted', payload: { submissionId: submission } } }),
    );
    await eventually(async () =>
      (await app.db.read.outbox.count({ where: { doneAt: null } })) === 0 ? true : null,
    );
    expect(await app.db.read.delivery.count()).toBe(before);
  });
});

describe('the map of a night', () => {
  it('stands beside the last night of the same council', async () => {
    const before = {
      id: 'TK2023',
      name: 'De vorige Kamer',
      electionDate: '2023-11-22',
      nominationDate: '2023-10-09',
    };
    await app.configure(writeDefinition(aDefinition(before)));
    expect(await fillBoard(app, 'TK2023', cast.csb, "c.code = '0505'")).toBe(1);
    await app.sql("UPDATE submission SET delivered_at = '2023-11-22T21:30:00Z' WHERE election_id = 'TK2023'");
    const map = async (path: string, as: TestPerson) =>
      await (await get(path, { as, headers: { accept: 'text/html' } })).text();
    const html = await map('/overzicht/kaart?verkiezing=TK2027', cast.operator);
    expect(html).toContain('De vorige Kamer, woensdag 22 november 2023');
    const counted = [...html.matchAll(/<tr[ >].*?<\/tr>/gs)].map(([row]) =>
      row.replace(/<[^>]*>/g, ' ').trim(),
    );
    expect(counted.at(0)).toContain('Vorige keer');
    expect(counted.at(1)).toMatch(/0$/);
    expect(counted.at(-1)).toMatch(/1$/);
    expect(await map('/ontvangen/kaart', cast.hsb)).not.toContain('De vorige Kamer');
  });
});
