import { randomUUID } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { bytesSource } from '../../src/verify/source.js';
import { entryBytes } from '../../src/verify/zip/inflate.js';
import { readZip } from '../../src/verify/zip/read-zip.js';
import { startApp, type TestApp } from '../support/app.js';
import type { TestPackage } from '../support/packages.js';
import {
  arrival,
  bytesOf,
  castOf,
  deliver,
  eventually,
  inboxOf,
  packageAt,
  type Cast,
  type ReceivedAnswer,
} from '../support/routing.js';
import { configureGr, configureTk, digestOf } from '../support/uploads.js';

jest.setTimeout(120_000);

let app: TestApp;
let cast: Cast;
let made: TestPackage;
let submission: string;
let atHsb: ReceivedAnswer;

const fingerprint = () => made.pair!.fingerprint;
const get = (url: string, as: Parameters<TestApp['ask']>[2]) => app.ask('GET', url, as);
const codeOf = async (response: Response) => ((await response.json()) as { code: string }).code;
const events = (action: string, objectId?: string) =>
  app.db.read.auditEvent.findMany({
    where: { action, ...(objectId === undefined ? {} : { objectId }) },
    orderBy: { id: 'asc' },
  });

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
    const parts = ['', '/bestand', '/bestanden/1', '/eml', '/handtekening', '/bijlagen/1'];
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

describe('downloading', () => {
  const file = () => `/v1/ontvangen/${atHsb.id}/bestand`;

  it('HEAD gives the same headers, no bytes, and marks nothing', async () => {
    const head = await app.ask('HEAD', file(), { as: cast.hsb });
    expect(head.status).toBe(200);
    expect(head.headers.get('content-length')).toBe(String(made.bytes.length));
    expect((await inboxOf(app, cast.hsb)).leveringen[0]?.opgehaald).toBeNull();
  });

  it('a part, then the rest: together the file; only the end marks it downloaded', async () => {
    const first = await get(file(), { as: cast.hsb, headers: { range: 'bytes=0-999' } });
    expect(first.status).toBe(206);
    expect(first.headers.get('content-range')).toBe(`bytes 0-999/${made.bytes.length}`);
    const start = await bytesOf(first);
    expect((await inboxOf(app, cast.hsb)).leveringen[0]?.opgehaald).toBeNull();
    const etag = first.headers.get('etag')!;
    const rest = await get(file(), { as: cast.hsb, headers: { range: 'bytes=1000-', 'if-range': etag } });
    expect(rest.status).toBe(206);
    expect(Buffer.concat([start, await bytesOf(rest)]).equals(Buffer.from(made.bytes))).toBe(true);
    expect((await inboxOf(app, cast.hsb)).leveringen[0]?.opgehaald).not.toBeNull();
  });

  it('byte for byte, as a file to save, with its digest', async () => {
    const response = await get(file(), { as: cast.hsb });
    expect(response.status).toBe(200);
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'content-type': 'application/zip',
      'content-disposition': `attachment; filename="${made.name}"`,
      'repr-digest': digestOf(made.bytes),
      'accept-ranges': 'bytes',
      'x-content-type-options': 'nosniff',
    });
    expect((await bytesOf(response)).equals(Buffer.from(made.bytes))).toBe(true);
  });

  it('If-None-Match: 304; a range beyond the end: 416 with the size', async () => {
    const etag = (await app.ask('HEAD', file(), { as: cast.hsb })).headers.get('etag')!;
    const same = await get(file(), { as: cast.hsb, headers: { 'if-none-match': etag } });
    expect([same.status, (await bytesOf(same)).length]).toEqual([304, 0]);
    const beyond = await get(file(), { as: cast.hsb, headers: { range: 'bytes=999999999-' } });
    expect([beyond.status, await codeOf(beyond)]).toEqual([416, 'delivery.rangeOutside']);
    expect(beyond.headers.get('content-range')).toBe(`bytes */${made.bytes.length}`);
    expect(beyond.headers.get('etag')).toBeNull();
  });

  it('If-Range with other bytes gives the whole', async () => {
    const headers = { range: 'bytes=0-9', 'if-range': '"other"' };
    expect((await get(file(), { as: cast.hsb, headers })).status).toBe(200);
  });

  it('the count and its signature apart', async () => {
    const eml = await get(`/v1/ontvangen/${atHsb.id}/eml`, { as: cast.hsb });
    expect(eml.headers.get('etag')).toBe(`"${fingerprint()}"`);
    expect(eml.headers.get('content-disposition')).toMatch(/^attachment; filename="Telling_.*\.eml\.xml"/);
    const bytes = await bytesOf(eml);
    expect(digestOf(bytes)).toBe(eml.headers.get('repr-digest'));
    expect(bytes.equals(Buffer.from(made.pair!.eml.bytes))).toBe(true);
    const part = await get(`/v1/ontvangen/${atHsb.id}/eml`, {
      as: cast.hsb,
      headers: { range: 'bytes=100-199' },
    });
    expect((await bytesOf(part)).equals(bytes.subarray(100, 200))).toBe(true);
    const signature = await get(`/v1/ontvangen/${atHsb.id}/handtekening`, { as: cast.hsb });
    expect((await bytesOf(signature)).equals(Buffer.from(made.pair!.signature!.bytes))).toBe(true);
  });

  it('attachments say that no signature covers them, and are never shown in the browser', async () => {
    const detail = (await (await get(`/v1/ontvangen/${atHsb.id}`, { as: cast.hsb })).json()) as {
      bijlagen: { naam: string; adres: string; gedektDoorHandtekening: boolean; sha256: string }[];
    };
    expect(detail.bijlagen.map(({ naam }) => naam.split('.').at(-1)).sort()).toEqual(['csv', 'pdf']);
    for (const { adres, gedektDoorHandtekening, sha256 } of detail.bijlagen) {
      expect(gedektDoorHandtekening).toBe(false);
      const response = await get(adres, { as: cast.hsb });
      expect(response.headers.get('content-type')).toBe('application/octet-stream');
      expect(response.headers.get('content-disposition')).toMatch(/^attachment;/);
      expect(digestOf(await bytesOf(response))).toBe(
        `sha-256=:${Buffer.from(sha256, 'hex').toString('base64')}:`,
      );
    }
  });

  it('is marked once and logged each time', async () => {
    const marks = await app.db.read.deliveryMark.findMany({ where: { deliveryId: atHsb.id } });
    expect(marks.map(({ kind }) => kind)).toEqual(['downloaded']);
    expect(marks[0]?.personId).toBe(cast.hsb.actor.personId);
    const log = await events('delivery.downloaded', atHsb.id);
    expect(log.length).toBeGreaterThan(5);
    expect(log.every((event) => event.personId === cast.hsb.actor.personId)).toBe(true);
    expect((await inboxOf(app, cast.csb)).leveringen[0]?.opgehaald).toBeNull();
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
    expect(html).toContain('Gemeentelijk stembureau Assen');
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
    expect(all.html).toContain('Kieskring Assen');
    expect(all.html).toContain('Vraag te leveren');
    const missing = await page('/ontvangen?status=ontbreekt');
    expect(missing.html).not.toContain('Gemeentelijk stembureau Assen');
    expect(missing.html).toContain('Gemeentelijk stembureau Coevorden');
    expect((await page('/ontvangen?status=nietVerschuldigd')).html).toContain('Niets voldoet aan deze keuze');
    const { id } = (await inboxOf(app, cast.csb)).leveringen[0]!;
    const detail = await page(`/ontvangen/${id}`);
    expect(detail.status).toBe(200);
    expect(detail.html).toContain('niet gedekt door de handtekening');
    expect(detail.html).toContain(`data-fingerprint="${fingerprint()}"`);
  });

  it('marks by form, with the error at the field when the digits differ', async () => {
    const { id } = (await inboxOf(app, cast.csb)).leveringen[0]!;
    const form = (body: Record<string, string>, action: string) =>
      app.ask('POST', `/ontvangen/${id}/${action}`, {
        as: cast.csb,
        body: new URLSearchParams(body),
        headers: { accept: 'text/html' },
      });
    const groups = (text: string) =>
      Object.fromEntries(text.match(/.{4}/g)!.map((group, i) => [`groep${i + 1}`, group]));
    const differs = await form(groups('0'.repeat(64)), 'gelijk');
    expect(differs.status).toBe(409);
    expect(await differs.text()).toContain('De vergelijking is niet gelukt');
    const half = await form({ groep1: fingerprint().slice(0, 4) }, 'gelijk');
    expect(half.status).toBe(400);
    const equal = await form(groups(fingerprint()), 'gelijk');
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

describe('a correction', () => {
  let second: TestPackage;

  beforeAll(async () => {
    second = await packageAt('2027-03-19T10:00:00');
    const { eml, signature } = second.pair!;
    await deliver(app, cast.assen, [eml, signature!], second.pair!.fingerprint, submission);
    await arrival(app, cast.hsb, second.pair!.fingerprint);
  });

  it('stands beside the older one, which is marked and still readable', async () => {
    const inbox = await inboxOf(app, cast.hsb);
    expect(inbox.leveringen.map(({ vervangen }) => vervangen)).toEqual([false, true]);
    expect(inbox.overzicht[0]).toMatchObject({ staat: 'gecorrigeerd', versies: 2 });
    expect(inbox.overzicht[0]?.levering).toBe(inbox.leveringen[0]?.id);
    const old = await get(`/v1/ontvangen/${atHsb.id}/bestand`, { as: cast.hsb });
    expect((await bytesOf(old)).equals(Buffer.from(made.bytes))).toBe(true);
    const html = await (
      await get(`/ontvangen/${atHsb.id}`, { as: cast.hsb, headers: { accept: 'text/html' } })
    ).text();
    expect(html).toContain('Dit is een oude versie');
  });

  it('delivered as a bare pair comes out as that pair', async () => {
    const { id } = (await inboxOf(app, cast.hsb)).leveringen[0]!;
    const { eml, signature } = second.pair!;
    for (const [part, bytes] of [
      ['bestanden/1', eml.bytes],
      ['bestanden/2', signature!.bytes],
      ['handtekening', signature!.bytes],
      ['eml', eml.bytes],
    ] as const) {
      const response = await get(`/v1/ontvangen/${id}/${part}`, { as: cast.hsb });
      expect(response.headers.get('content-type')).toBe('application/octet-stream');
      expect((await bytesOf(response)).equals(Buffer.from(bytes))).toBe(true);
    }
  });

  it('all that is new in one ZIP, byte for byte, with the list; then there is nothing new', async () => {
    const response = await get('/v1/ontvangen/alles', { as: cast.csb });
    const zip = await bytesOf(response);
    expect(response.headers.get('content-length')).toBe(String(zip.length));
    const source = bytesSource(zip);
    const { entries, faults } = readZip(source);
    expect(faults.filter(({ weight }) => weight === 'refuse')).toEqual([]);
    const contents = new Map<string, Buffer>();
    for (const entry of entries) {
      const parts: Buffer[] = [];
      for await (const chunk of entryBytes(source, entry)) parts.push(Buffer.from(chunk));
      contents.set(entry.name, Buffer.concat(parts));
    }
    const [list = '', ...names] = contents.keys();
    expect(list).toBe('vingerafdrukken.txt');
    expect(names).toHaveLength(2);
    expect(names.every((name) => name.startsWith('GSB-0106_'))).toBe(true);
    expect(contents.get(names[0]!)!.equals(Buffer.from(second.pair!.eml.bytes))).toBe(true);
    expect(contents.get(names[1]!)!.equals(Buffer.from(second.pair!.signature!.bytes))).toBe(true);
    expect(contents.get(list)!.toString()).toContain(second.pair!.fingerprint.match(/.{4}/g)!.join(' '));
    const { leveringen } = await inboxOf(app, cast.csb);
    expect(leveringen.map(({ opgehaald }) => opgehaald !== null)).toEqual([true, false]);
    const nothing = await get('/v1/ontvangen/alles', { as: cast.csb });
    expect([nothing.status, await codeOf(nothing)]).toEqual([409, 'delivery.nothingNew']);
    const everything = readZip(
      bytesSource(await bytesOf(await get('/v1/ontvangen/alles?alles=1', { as: cast.csb }))),
    );
    expect(
      everything.entries.map(({ name }) => name).filter((name) => name.startsWith('vervangen/')),
    ).toHaveLength(1);
  });
});

describe('a file that changed on our disk', () => {
  it('serves nothing, raises an alarm, and is left out of the bundle', async () => {
    const { leveringen } = await inboxOf(app, cast.council);
    const old = leveringen.find(({ vervangen }) => vervangen)!;
    const { sha256 } = await app.db.read.submissionFile.findFirstOrThrow({
      where: { submissionId: submission },
    });
    const object = path.join(app.varDir, 'objects', sha256!.slice(0, 2), sha256!);
    const bytes = readFileSync(object);
    bytes[bytes.length >> 1]! ^= 1;
    writeFileSync(object, bytes);
    for (const part of ['bestand', 'eml', 'handtekening', 'bijlagen/1']) {
      const response = await get(`/v1/ontvangen/${old.id}/${part}`, { as: cast.council });
      expect(response.status).toBe(503);
      expect(response.headers.get('content-type')).toMatch(/^application\/problem\+json/);
      expect(response.headers.get('etag')).toBeNull();
      expect(await codeOf(response)).toBe('delivery.damaged');
    }
    const alarms = await events('object.damaged', sha256!);
    expect(alarms.length).toBe(4);
    expect(await app.db.read.deliveryMark.count({ where: { deliveryId: old.id } })).toBe(0);
    const zip = await bytesOf(await get('/v1/ontvangen/alles?alles=1', { as: cast.council }));
    expect(readZip(bytesSource(zip)).entries).toHaveLength(3);
    expect(zip.toString('latin1')).toContain('NIET MEEGELEVERD, bij ons beschadigd');
    bytes[bytes.length >> 1]! ^= 1;
    writeFileSync(object, bytes);
    const mended = await get(`/v1/ontvangen/${old.id}/bestand`, { as: cast.council });
    expect((await bytesOf(mended)).equals(Buffer.from(made.bytes))).toBe(true);
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
