import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { sha256 } from '../../src/kernel/fingerprint.js';
import { bytesSource } from '../../src/verify/source.js';
import { readZip } from '../../src/verify/zip/read-zip.js';
import { startApp, type TestApp, type TestPerson } from '../support/app.js';
import { candidateList, handOutCandidates } from '../support/candidate-list.js';
import { tkCount } from '../support/counts.js';
import { packageParts, type TestPackage } from '../support/packages.js';
import { writeZip } from '../support/zip-writer.js';
import {
  arrival,
  BUNDLE_TEXTS as TEXTS,
  bytesOf,
  castOf,
  deliver,
  eventsOf,
  filesIn,
  inboxOf,
  packageAt,
  type Cast,
  type ReceivedAnswer,
} from '../support/routing.js';
import { configureTk, digestOf } from '../support/uploads.js';
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
  cast = await castOf(app);
  made = await packageAt('2027-03-18T01:00:00');
  submission = await deliver(app, cast.assen, [made], fingerprint());
  atHsb = await arrival(app, cast.hsb, fingerprint());
});
afterAll(() => app?.close());

describe('downloading', () => {
  const file = () => `/v1/ontvangen/${atHsb.id}/bestand`;

  it('HEAD gives the same headers, no bytes, and marks nothing', async () => {
    const head = await app.ask('HEAD', file(), { as: cast.hsb });
    expect(head.status).toBe(200);
    expect(head.headers.get('content-length')).toBe(String(made.bytes.length));
    expect((await inboxOf(app, cast.hsb)).leveringen[0]?.opgehaald).toBeNull();
  });

  it('the last byte alone, or all but one in the middle, marks nothing', async () => {
    const size = made.bytes.length;
    const at = await arrival(app, cast.mayor, fingerprint());
    const url = `/v1/ontvangen/${at.id}/bestand`;
    for (const range of ['bytes=-1', `bytes=2000-${size - 1}`, 'bytes=0-1998'])
      await bytesOf(await get(url, { as: cast.mayor, headers: { range } }));
    expect((await inboxOf(app, cast.mayor)).leveringen[0]?.opgehaald).toBeNull();
    await bytesOf(await get(url, { as: cast.mayor, headers: { range: 'bytes=1999-1999' } }));
    expect((await inboxOf(app, cast.mayor)).leveringen[0]?.opgehaald).not.toBeNull();
  });

  it('a part, then the rest: together the file; only all of it marks it downloaded', async () => {
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

  it('If-Match: 412 when it names other bytes, also for HEAD; a weak tag never matches', async () => {
    const etag = (await app.ask('HEAD', file(), { as: cast.hsb })).headers.get('etag')!;
    for (const [ifMatch, status] of [
      [etag, 200],
      ['*', 200],
      [`"other", ${etag}`, 200],
      ['"other"', 412],
      [`W/${etag}`, 412],
    ] as const) {
      const headers = { 'if-match': ifMatch };
      expect((await get(file(), { as: cast.hsb, headers })).status).toBe(status);
      expect((await app.ask('HEAD', file(), { as: cast.hsb, headers })).status).toBe(status);
    }
  });

  it("the ZIP inside the package, as a CSB's software reads it in", async () => {
    const response = await get(`/v1/ontvangen/${atHsb.id}/telling.zip`, { as: cast.hsb });
    expect(response.headers.get('content-type')).toBe('application/zip');
    const zip = await bytesOf(response);
    expect(response.headers.get('repr-digest')).toBe(digestOf(zip));
    expect([...(await filesIn(Buffer.from(made.bytes))).values()].some((file) => file.equals(zip))).toBe(
      true,
    );
    expect(readZip(bytesSource(zip)).entries.map(({ name }) => name.replace(/^.*?\./, '.'))).toEqual([
      '.eml.xml',
      '.eml.xml.signature',
    ]);
    const part = await get(`/v1/ontvangen/${atHsb.id}/telling.zip`, {
      as: cast.hsb,
      headers: { range: 'bytes=10-19' },
    });
    expect(await bytesOf(part)).toEqual(zip.subarray(10, 20));
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

  it('the figures as the CSV that came along, with names once the list of candidates is handed out', async () => {
    const files = [...(await filesIn(Buffer.from(made.bytes)))];
    const theirs = files.find(([name]) => name.endsWith('.csv'))![1].toString();
    const url = `/v1/ontvangen/${atHsb.id}/telling.csv`;
    const text = async (at: string, as: TestPerson) => {
      const response = await get(at, { as });
      return [response.status, (await bytesOf(response)).toString()] as const;
    };
    const [status, nameless] = await text(url, cast.hsb);
    expect([status, nameless.replace(/^(;;"\d+");;/gm, '$1;"";')]).toEqual([
      200,
      theirs.replace(/^(;;"\d+");"[^"]*";/gm, '$1;"";'),
    ]);

    const second = await app.person(null, 'OPERATOR', 'OPERATOR');
    const handOut = (lists: ReturnType<typeof tkCount>['lists']) =>
      handOutCandidates(app, [cast.operator, second], candidateList('3', 'TK2027', '', lists));
    const page = async (path: string, as: TestPerson) =>
      await (await get(path, { as, headers: { accept: 'text/html' } })).text();
    const shown = [
      [`/ontvangen/${atHsb.id}`, cast.hsb],
      [`/leveringen/${submission}`, cast.assen],
      ['/ontvangen', cast.csb],
    ] as const;
    const off = /ndere lijsten dan op de kandidatenlijst|De lijsten zijn anders dan op/;
    const [, ...others] = tkCount().lists;
    await handOut(others);
    for (const [path, as] of shown) expect(await page(path, as)).toMatch(off);
    await handOut(tkCount().lists);
    for (const [path, as] of shown) expect(await page(path, as)).not.toMatch(off);
    const atMayor = await arrival(app, cast.mayor, fingerprint());
    for (const [at, as] of [
      [url, cast.hsb],
      [`/ontvangen/${atMayor.id}/telling.csv?vorm=osv`, cast.mayor],
      [`/v1/leveringen/${submission}/telling.csv`, cast.assen],
    ] as const)
      expect(await text(at, as)).toEqual([200, theirs]);

    const long = await get(`${url}?vorm=lang`, { as: cast.hsb });
    expect(Object.fromEntries(long.headers)).toMatchObject({
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': 'attachment; filename="telling_lang_tk2027_0106_assen.csv"',
    });
    expect((await bytesOf(long)).toString()).toContain(`"kandidaat";"";"1";`);
    expect((await get(`${url}?vorm=kort`, { as: cast.hsb })).status).toBe(400);
    for (const as of [cast.coevorden, cast.operator, cast.mayor])
      expect((await get(url, { as })).status).toBe(404);
    const log = await events('delivery.tabulated', atHsb.id);
    expect(log.map(({ details }) => (details as { form: string }).form)).toEqual(['osv', 'lang']);

    await app.sql('DELETE FROM submission_count WHERE submission_id = $1', [submission]);
    const uncounted = await get(url, { as: cast.hsb });
    expect([uncounted.status, await codeOf(uncounted)]).toEqual([409, 'counts.notReadYet']);
  });

  it('is marked once and logged each time', async () => {
    const marks = await app.db.read.deliveryMark.findMany({ where: { deliveryId: atHsb.id } });
    expect(marks.map(({ kind }) => kind)).toEqual(['downloaded']);
    expect(marks[0]?.personId).toBe(cast.hsb.actor.personId);
    const log = await events('delivery.downloaded', atHsb.id);
    expect(log.length).toBeGreaterThan(5);
    const fetched = await events('delivery.fetched', atHsb.id);
    expect(fetched.length).toBeGreaterThan(1);
    expect(fetched.map(({ details }) => (details as { first: boolean }).first)).toEqual([
      true,
      ...fetched.slice(1).map(() => false),
    ]);
    expect(log.every((event) => event.personId === cast.hsb.actor.personId)).toBe(true);
    expect((await inboxOf(app, cast.council)).leveringen[0]?.opgehaald).toBeNull();
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

  it('sent as a bare pair it can be read in as a ZIP all the same, each time the same bytes', async () => {
    const { id } = (await inboxOf(app, cast.hsb)).leveringen[0]!;
    const { eml, signature } = second.pair!;
    const first = await bytesOf(await get(`/v1/ontvangen/${id}/telling.zip`, { as: cast.hsb }));
    const again = await get(`/v1/ontvangen/${id}/telling.zip`, { as: cast.hsb });
    expect(again.headers.get('content-disposition')).toContain(eml.name.replace('.eml.xml', '.zip'));
    expect(await bytesOf(again)).toEqual(first);
    expect([...(await filesIn(first)).values()]).toEqual([
      Buffer.from(eml.bytes),
      Buffer.from(signature!.bytes),
    ]);
  });

  it('HEAD on the bundle says that there is one, and marks nothing', async () => {
    const head = await app.ask('HEAD', '/v1/ontvangen/alles', { as: cast.csb });
    expect([head.status, head.headers.get('content-type')]).toEqual([200, 'application/zip']);
  });

  it('all that is new in one ZIP, byte for byte, with the list; then there is nothing new', async () => {
    const response = await get('/v1/ontvangen/alles', { as: cast.csb });
    const zip = await bytesOf(response);
    expect(response.headers.get('content-length')).toBe(String(zip.length));
    expect(readZip(bytesSource(zip)).faults.filter(({ weight }) => weight === 'refuse')).toEqual([]);
    const contents = await filesIn(zip);
    const [list = '', ...others] = contents.keys();
    expect([list, ...others.splice(0, 3)]).toEqual(TEXTS);
    const names = others;
    expect(names).toHaveLength(2);
    expect(names.every((name) => name.startsWith('GSB-0106_'))).toBe(true);
    expect(contents.get(names[0]!)!.equals(Buffer.from(second.pair!.eml.bytes))).toBe(true);
    expect(contents.get(names[1]!)!.equals(Buffer.from(second.pair!.signature!.bytes))).toBe(true);
    expect(contents.get(list)!.toString()).toContain(second.pair!.fingerprint.match(/.{4}/g)!.join(' '));
    const { leveringen } = await inboxOf(app, cast.csb);
    expect(leveringen.map(({ opgehaald }) => opgehaald !== null)).toEqual([true, false]);
    const nothing = await get('/v1/ontvangen/alles', { as: cast.csb });
    expect((await app.ask('HEAD', '/v1/ontvangen/alles', { as: cast.csb })).status).toBe(409);
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
    expect(readZip(bytesSource(zip)).entries).toHaveLength(TEXTS.length + 2);
    expect(zip.toString('latin1')).toContain('NIET MEEGELEVERD, bij ons beschadigd');
    bytes[bytes.length >> 1]! ^= 1;
    writeFileSync(object, bytes);
    const mended = await get(`/v1/ontvangen/${old.id}/bestand`, { as: cast.council });
    expect((await bytesOf(mended)).equals(Buffer.from(made.bytes))).toBe(true);
  });
});

describe('a package with the pair loose in it', () => {
  it('can be read in as a ZIP of the two all the same', async () => {
    const parts = await packageParts({ count: tkCount({ created: '2027-03-20T10:00:00' }) });
    const [eml, signature] = parts.inner;
    const bytes = writeZip([...parts.outer, eml, signature]);
    const fingerprint = sha256(createHash('sha256').update(eml.data).digest('hex'));
    const { leveringen } = await inboxOf(app, cast.mayor);
    const current = leveringen.find(({ vervangen }) => !vervangen)!;
    const { rows } = await app.sql('SELECT submission_id AS id FROM delivery WHERE id = $1', [current.id]);
    const replaced = (rows[0] as { id: string }).id;
    await deliver(app, cast.assen, [{ name: 'pakket.zip', bytes }], fingerprint, replaced);
    const { id } = await arrival(app, cast.hsb, fingerprint);
    const zip = await bytesOf(await get(`/v1/ontvangen/${id}/telling.zip`, { as: cast.hsb }));
    expect([...(await filesIn(zip)).values()]).toEqual([Buffer.from(eml.data), Buffer.from(signature.data)]);
  });
});
