import { createHash } from 'node:crypto';
import {
  stationListOf,
  writeStationList,
  type StationList,
} from '../../src/rehearsal/station-list-writer.js';
import type { Check } from '../../src/verify/verdict.js';
import { startApp, type TestApp, type TestPerson } from '../support/app.js';
import { tkCount } from '../support/counts.js';
import { madePackage } from '../support/packages.js';
import { approveKey, configureTk, upload } from '../support/uploads.js';
import { pageOf } from '../support/visitor.js';

interface ListAnswer {
  readonly id: string;
  readonly versie: number;
  readonly geldt: boolean;
  readonly sha256: string;
  readonly stembureaus: number;
  readonly waarschuwingen: number;
  readonly wijzigingen: readonly { readonly nummer: string; readonly wat: string }[] | null;
  readonly lijst: readonly { readonly nummer: string; readonly naam: string }[];
  readonly controles: readonly { readonly code: string; readonly uitkomst: string }[];
  readonly versies: readonly object[];
}

const RAW = { 'content-type': 'application/octet-stream' };
const MADE = stationListOf(tkCount());
const list = (given: Partial<StationList> = {}) => Buffer.from(writeStationList({ ...MADE, ...given }));
const digest = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

describe('lists of polling stations', () => {
  let app: TestApp;
  let assen: TestPerson;
  let other: TestPerson;
  let operator: TestPerson;
  let hsb: TestPerson;

  beforeAll(async () => {
    app = await startApp({ worker: false });
    await configureTk(app);
    assen = await app.person('TK2027', 'GSB', '0106');
    other = await app.person('TK2027', 'GSB', '0109');
    operator = await app.person(null, 'OPERATOR', 'OPERATOR');
    hsb = await app.person('TK2027', 'HSB', 'HSB3');
    app.clock.setTo(new Date('2027-03-10T12:00:00Z'));
  }, 60_000);
  afterAll(() => app.close(), 15_000);

  const handIn = (body: Uint8Array, as = assen) =>
    app.ask('POST', '/v1/stembureaulijsten', { as, body, headers: RAW });
  const answer = async (response: Promise<Response>) => (await (await response).json()) as ListAnswer;
  const acts = async () => {
    const { rows } = await app.sql(
      "SELECT action FROM audit_event WHERE action LIKE 'stations.%' OR code LIKE 'stations.%'",
    );
    return rows.length;
  };

  it('are refused with every reason at once; nothing is kept, and the attempt is in the log', async () => {
    const before = await acts();
    const wrong = { ...MADE, authority: { id: '0109', name: 'Coevorden' } };
    const doubled = { ...wrong, stations: [...MADE.stations, MADE.stations[0]!] };
    const response = await handIn(list(doubled));
    const body = (await response.json()) as { code: string; errors: { code: string }[] };
    expect([response.status, body.code]).toEqual([422, 'stations.refused']);
    expect(body.errors.map(({ code }) => code)).toEqual(['list.committee', 'list.unique']);
    expect((await app.sql('SELECT 1 FROM station_list')).rows).toEqual([]);
    expect(await acts()).toBe(before + 1);
  });

  it('are kept by version: the same bytes give the same answer, a newer list says what changed', async () => {
    const first = list();
    const made = await handIn(first);
    const one = (await made.json()) as ListAnswer;
    expect([made.status, made.headers.get('location')]).toEqual([201, `/v1/stembureaulijsten/${one.id}`]);
    expect(one).toMatchObject({
      versie: 1,
      geldt: true,
      stembureaus: 7,
      waarschuwingen: 0,
      wijzigingen: null,
    });
    expect(one.sha256).toBe(digest(first));
    const again = await handIn(first);
    expect([again.status, await again.json()]).toEqual([200, one]);

    const [gone, ...kept] = MADE.stations;
    const stations = [{ ...kept[0]!, name: 'De nieuwe zaal' }, ...kept.slice(1), { ...gone!, id: 'SB-9' }];
    const second = list({ stations, created: '2027-03-11T09:00:00' });
    const two = await answer(handIn(second));
    expect(two).toMatchObject({ versie: 2, geldt: true, waarschuwingen: 1 });
    expect(two.wijzigingen).toEqual([
      { nummer: '2', naam: 'De nieuwe zaal', wat: 'gewijzigd' },
      { nummer: 'SB-9', naam: gone!.name, wat: 'erbij' },
      { nummer: '1', naam: gone!.name, wat: 'eraf' },
    ]);
    expect(two.controles.filter(({ uitkomst }) => uitkomst === 'warn').map(({ code }) => code)).toEqual([
      'list.ids',
    ]);
    const earlier = await answer(app.ask('GET', `/v1/stembureaulijsten/${one.id}`, { as: assen }));
    expect([earlier.geldt, earlier.versies.length]).toEqual([false, 2]);

    const back = await handIn(first);
    expect([back.status, ((await back.json()) as { code: string }).code]).toEqual([
      409,
      'stations.replacedBefore',
    ]);
  });

  it('that come at once are one after the other', async () => {
    const versions = ['08', '09', '10', '11'].map((hour) => list({ created: `2027-03-12T${hour}:00:00` }));
    const answers = await Promise.all([...versions, ...versions].map((bytes) => answer(handIn(bytes))));
    const numbers = answers.flatMap(({ versie }) => versie ?? []);
    expect([...new Set(numbers)].sort((a, b) => a - b)).toEqual([3, 4, 5, 6]);
    const { rows } = await app.sql('SELECT version FROM station_list ORDER BY version');
    expect(rows).toEqual([1, 2, 3, 4, 5, 6].map((version) => ({ version })));
  });

  it('are handed out to the byte to their HSB, CSB and the Kiesraad that collects, and to nobody else', async () => {
    const bytes = list({ created: '2027-03-13T09:00:00' });
    const { id, sha256 } = await answer(handIn(bytes));
    const path = `/v1/stembureaulijsten/${id}/bestand`;
    const csb = await app.person('TK2027', 'CSB', 'CSB');
    const council = await app.person('TK2027', 'COUNCIL', 'COUNCIL');
    for (const as of [assen, hsb, csb, council]) {
      const file = await app.ask('GET', path, { as });
      expect(file.status).toBe(200);
      expect(Buffer.from(await file.arrayBuffer())).toEqual(bytes);
      expect([file.headers.get('etag'), file.headers.get('content-disposition')]).toEqual([
        `"${sha256}"`,
        'attachment; filename="Stembureaus_TK2027_Assen.eml.xml"',
      ]);
      expect(file.headers.get('repr-digest')).toBe(
        `sha-256=:${Buffer.from(sha256, 'hex').toString('base64')}:`,
      );
    }
    const part = await app.ask('GET', path, { as: hsb, headers: { range: 'bytes=5-9' } });
    expect([part.status, await part.text()]).toEqual([206, bytes.subarray(5, 10).toString()]);
    const same = await app.ask('GET', path, { as: hsb, headers: { 'if-none-match': `"${sha256}"` } });
    expect(same.status).toBe(304);
    const absent = '/v1/stembureaulijsten/00000000-0000-4000-8000-000000000000/bestand';
    for (const as of [other, operator, await app.person('TK2027', 'MAYOR', '0106')]) {
      const [foreign, nothing] = await Promise.all([path, absent].map((at) => app.ask('GET', at, { as })));
      expect([foreign!.status, nothing!.status]).toEqual([404, 404]);
    }
    const { rows } = await app.sql("SELECT 1 FROM audit_event WHERE action = 'stations.fetched'");
    expect(rows).toHaveLength(4);
  });

  it('that are damaged are not handed out, and the log says so once', async () => {
    const bytes = list({ created: '2027-03-13T10:00:00' });
    const { id, sha256 } = await answer(handIn(bytes));
    await app.sql("UPDATE object SET chunks = sha256('other') WHERE id = $1", [sha256]);
    for (let i = 0; i < 2; i += 1) {
      const file = await app.ask('GET', `/v1/stembureaulijsten/${id}/bestand`, { as: hsb });
      expect([file.status, ((await file.json()) as { code: string }).code]).toEqual([
        503,
        'stations.damaged',
      ]);
    }
    const { rows } = await app.sql("SELECT 1 FROM audit_event WHERE action = 'object.damaged'");
    expect(rows).toHaveLength(1);
  });

  it('that are missing are on the first page, the page of lists and its CSV, with their day', async () => {
    const begin = await pageOf(app, operator, '/');
    expect(begin).toContain('nog 1 van 2 niet aangeleverd');
    expect(await pageOf(app, other, '/')).toContain('Lever uw stembureaulijst aan');
    expect(await pageOf(app, assen, '/')).not.toContain('Lever uw stembureaulijst aan');
    const board = await pageOf(app, operator, '/stembureaulijsten?verkiezing=TK2027');
    expect(board).toContain('15 maart 2027');
    expect(board).toContain('Gemeentelijk stembureau Coevorden');
    const csv = await app.ask('GET', '/stembureaulijsten/lijst.csv?verkiezing=TK2027', { as: operator });
    expect(await csv.text()).toContain('"GSB";"0109";"Gemeentelijk stembureau Coevorden";"nog geen lijst"');
    app.clock.setTo(new Date('2027-03-16T12:00:00Z'));
    expect(await pageOf(app, operator, '/stembureaulijsten')).toContain('Nog geen lijst, te laat');
    expect(await pageOf(app, operator, '/')).toContain('Bel deze gemeenten');
  });

  it('are handed in on a page beside the keys, which tells every reason', async () => {
    const send = async (bytes: Uint8Array) => {
      const body = new FormData();
      body.append('lijst', new Blob([new Uint8Array(bytes)]), 'Stembureaus_TK2027_Coevorden.eml.xml');
      const headers = { accept: 'text/html' };
      return app.ask('POST', '/sleutels/stembureaulijst', { as: other, body, headers });
    };
    expect(await pageOf(app, other, '/sleutels')).toContain('action="/sleutels/stembureaulijst?');
    const refused = await send(list());
    expect(refused.status).toBe(422);
    const told = await refused.text();
    expect(told).toContain('list.committee');
    expect((await send(Buffer.from('PK\u0003\u0004'))).status).toBe(422);
    expect((await send(Buffer.alloc(0))).status).toBe(422);
    const authority = { id: '0109', name: 'Coevorden' };
    const taken = await send(list({ authority }));
    expect([taken.status, taken.headers.get('location')]).toEqual([
      303,
      expect.stringMatching(/^\/stembureaulijsten\/[0-9a-f-]{36}\?melding=aangeleverd$/),
    ]);
    const shown = await pageOf(app, other, taken.headers.get('location')!);
    expect(shown).toContain('De stembureaulijst is aangeleverd');
    expect(shown).toContain(MADE.stations[0]!.name.replace("'", '&#39;'));
    expect(await pageOf(app, other, '/sleutels')).toContain('Versie 1 geldt');
  });
});

describe('a count beside the list of its polling stations', () => {
  let app: TestApp;
  afterEach(() => app.close(), 15_000);

  it('is warned of what is missing or unknown, and can be delivered', async () => {
    app = await startApp({ worker: false });
    await configureTk(app);
    const assen = await app.person('TK2027', 'GSB', '0106');
    const operator = await app.person(null, 'OPERATOR', 'OPERATOR');
    const made = await madePackage();
    await approveKey(app, assen, operator, made.key!);
    const checkOf = async () => {
      const { controle } = await upload(app, assen, [made]);
      return [controle.verdict, controle.checks.find(({ code }) => code === 'stations.listed')] as const;
    };
    expect(await checkOf()).toMatchObject(['accepted', { result: 'skipped' }]);
    const handIn = (body: Uint8Array) =>
      app.ask('POST', '/v1/stembureaulijsten', { as: assen, body, headers: RAW });
    const [first, ...rest] = MADE.stations;
    expect((await handIn(list({ stations: [...rest, { ...first!, id: '99' }] }))).status).toBe(201);
    const [verdict, found] = await checkOf();
    expect([verdict, found?.result]).toEqual(['accepted', 'warn']);
    const { detail, more } = found as Check;
    const said = [detail, ...more.map((each) => each.detail)];
    expect(said).toEqual([
      expect.stringMatching(/^Stembureau "99".*staat in de stembureaulijst/),
      expect.stringMatching(/^Stembureau "0106::SB1".*staat niet in de stembureaulijst/),
    ]);
    expect((await handIn(list())).status).toBe(201);
    expect(await checkOf()).toMatchObject(['accepted', { result: 'pass' }]);
  }, 60_000);
});
