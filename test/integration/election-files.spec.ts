import { createHash } from 'node:crypto';
import { stationListOf, writeStationList } from '../../src/rehearsal/station-list-writer.js';
import { filesSchema } from '../../src/stations/station-api.js';
import { startApp, type TestApp, type TestPerson } from '../support/app.js';
import { candidateList } from '../support/candidate-list.js';
import { tkCount } from '../support/counts.js';
import { configureTk } from '../support/uploads.js';
import { filledIn, pageOf, postForm } from '../support/visitor.js';

const RAW = { 'content-type': 'application/octet-stream' };
const digest = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

describe('the files of an election', () => {
  let app: TestApp;
  let assen: TestPerson;
  let operator: TestPerson;
  let second: TestPerson;

  beforeAll(async () => {
    app = await startApp({ worker: false });
    await configureTk(app);
    assen = await app.person('TK2027', 'GSB', '0106');
    operator = await app.person(null, 'OPERATOR', 'OPERATOR');
    second = await app.person(null, 'OPERATOR', 'OPERATOR');
  }, 60_000);
  afterAll(() => app.close(), 15_000);

  interface Files {
    readonly verkiezingsdefinitie: { readonly sha256: string; readonly adres: string };
    readonly kandidatenlijsten: readonly { kieskring: string; versie: number; adres: string }[];
    readonly aangeboden?: readonly {
      readonly kieskring: string;
      readonly sha256: string | null;
      readonly afwijzing: { readonly reden: string } | null;
    }[];
  }
  const offer = (body: Uint8Array, as = operator) =>
    app.ask('POST', '/v1/verkiezingen/TK2027/bestanden/kandidaten', { as, body, headers: RAW });
  const files = async (as = assen) =>
    (await (await app.ask('GET', '/v1/verkiezingen/TK2027/bestanden', { as })).json()) as Files;

  it('are its 110a, to the byte', async () => {
    const { sha256, adres } = (await files()).verkiezingsdefinitie;
    const file = await app.ask('GET', adres, { as: assen });
    expect(digest(Buffer.from(await file.arrayBuffer()))).toBe(sha256);
    const page = await app.ask('GET', '/verkiezingsbestanden/TK2027/definitie', { as: assen });
    expect(page.headers.get('content-disposition')).toBe(
      'attachment; filename="Verkiezingsdefinitie_TK2027.eml.xml"',
    );
  });

  const post = (act: string, fields: Record<string, string> | FormData, as = second) =>
    postForm(app, as, `/verkiezingsbestanden/TK2027/${act}`, fields);
  const said = async (response: Response) => [response.status, await response.text()];
  const page = (as: TestPerson) => pageOf(app, as, '/verkiezingsbestanden/TK2027');
  const newest = async () =>
    (await files()).kandidatenlijsten.map(({ kieskring, versie }) => [kieskring, versie]);
  const acts = async () => {
    const { rows } = await app.sql(
      "SELECT action FROM audit_event WHERE action LIKE 'stations.candidates%' AND result = 'done' ORDER BY id",
    );
    return (rows as { action: string }[]).map(({ action }) => action.replace('stations.candidates', ''));
  };

  it('and a 230b is handed out to nobody before another of the Kiesraad confirms it by its fingerprint', async () => {
    for (const body of [candidateList('3'), candidateList('3'), candidateList('4')])
      expect((await offer(body)).status).toBe(200);
    expect(await newest()).toEqual([]);
    expect(await page(assen)).not.toContain('kieskring 3');
    expect(await pageOf(app, operator, '/')).not.toContain('Bevestig 2 kandidatenlijsten');
    expect(await pageOf(app, second, '/')).toContain('Bevestig 2 kandidatenlijsten');
    const whole = digest(candidateList('3')).match(/.{4}/g)!;
    const shown = (html: string) => whole.every((group) => html.includes(group));
    expect([shown(await page(operator)), shown(await page(second))]).toEqual([true, false]);
    const [offered, others] = [await files(operator), await files(second)];
    expect(filesSchema.parse(offered)).toEqual(offered);
    expect(offered.aangeboden).toMatchObject([
      { kieskring: '3', sha256: digest(candidateList('3')), afwijzing: null },
      { kieskring: '4', sha256: digest(candidateList('4')), afwijzing: null },
    ]);
    expect(others.aangeboden).toEqual(offered.aangeboden!.map((one) => ({ ...one, sha256: null })));
    expect(await files()).not.toHaveProperty('aangeboden');
    const { rows } = await app.sql('SELECT id, sha256 FROM candidate_offer ORDER BY contest');
    const [{ id, sha256 }] = rows as [{ id: string; sha256: string }];
    const secret = await app.ask('GET', `/v1/verkiezingen/TK2027/bestanden/kandidaten/${id}`, { as: second });
    expect(secret.status).toBe(404);
    expect((await app.sql('SELECT 1 FROM station_object WHERE sha256 = $1', [sha256])).rows).toHaveLength(1);

    const vingerafdruk = digest(candidateList('3'));
    expect(await said(await post('bevestigen', { vingerafdruk }, operator))).toEqual([
      409,
      expect.stringContaining('Dit moet een ander bevestigen'),
    ]);
    expect(await said(await post('bevestigen', { vingerafdruk: 'ab'.repeat(32) }))).toEqual([
      422,
      expect.stringContaining('De vingerafdruk is anders'),
    ]);
    expect((await post('bevestigen', { vingerafdruk }, assen)).status).toBe(404);
    expect(await newest()).toEqual([]);
    expect((await post('bevestigen', { vingerafdruk })).status).toBe(303);
    expect((await post('bevestigen', { vingerafdruk })).status).toBe(422);
    expect(await newest()).toEqual([['3', 1]]);
    expect(await acts()).toEqual(['Offered', 'Offered', 'Added']);
  });

  it('is turned down by another with a reason, and taken back by who offered it', async () => {
    const waiting = async () =>
      (
        (
          await app.sql(
            'SELECT id FROM candidate_offer WHERE id NOT IN (SELECT offer_id FROM candidate_confirmation)',
          )
        ).rows as { id: string }[]
      )[0]!.id;
    const kandidatenlijst = await waiting();
    expect((await offer(candidateList('4', 'TK2027', '<!-- -->'))).status).toBe(409);
    expect(await said(await post('afwijzen', { kandidatenlijst }))).toEqual([
      422,
      expect.stringContaining('Vul in wat er niet klopt'),
    ]);
    const why = { kandidatenlijst, waarom: 'lijst 3 mist' };
    expect((await post('afwijzen', why)).status).toBe(303);
    expect((await post('afwijzen', why)).status).toBe(404);
    expect(await page(operator)).toContain('lijst 3 mist');
    expect(await page(assen)).not.toContain('lijst 3 mist');
    const afwijzing = expect.objectContaining({ reden: 'lijst 3 mist' }) as object;
    expect((await files(second)).aangeboden).toMatchObject([{ kieskring: '4', sha256: null, afwijzing }]);
    expect(await files()).not.toHaveProperty('aangeboden');
    expect(await pageOf(app, operator, '/')).toContain('Een kandidatenlijst is afgewezen');
    await offer(candidateList('5'));
    expect((await post('afwijzen', { kandidatenlijst: await waiting() }, operator)).status).toBe(303);
    expect(await newest()).toEqual([['3', 1]]);
    expect((await acts()).slice(3)).toEqual(['Rejected', 'Offered', 'Rejected']);
  });

  it('several are compared and confirmed in one act, and the newest of each kieskring is handed out', async () => {
    const again = candidateList('3', 'TK2027', '<!-- -->');
    for (const body of [again, candidateList('4')]) expect((await offer(body)).status).toBe(200);
    const own = [again, candidateList('4'), candidateList('9')];
    const compared = await post('vergelijken', filledIn('exemplaar', own));
    const html = await compared.text();
    expect(html).toContain('Van uw 3 bestanden zijn er 2 byte voor byte gelijk');
    const [, vingerafdrukken] = /name="vingerafdrukken" value="([^"]*)"/.exec(html)!;
    const both = await Promise.all(
      [0, 1].map(() => post('bevestigen', { vingerafdrukken: vingerafdrukken! })),
    );
    expect(both.map(({ status }) => status).sort()).toEqual([303, 404]);
    expect(await newest()).toEqual([
      ['3', 2],
      ['4', 1],
    ]);
    const { kandidatenlijsten } = await files();
    const file = await app.ask('GET', kandidatenlijsten[0]!.adres, { as: assen });
    expect(Buffer.from(await file.arrayBuffer())).toEqual(again);
    expect(await pageOf(app, assen, '/sleutels')).toContain('De kandidatenlijsten van kieskring 4 (230b)');
    expect((await offer(again)).status).toBe(409);
  });

  it.each([
    ['another election', () => candidateList('3', 'TK2026')],
    ['no kieskring', () => candidateList('x')],
    ['a 110b', () => Buffer.from(writeStationList(stationListOf(tkCount())))],
    ['a DOCTYPE', () => Buffer.from('<!DOCTYPE EML><EML/>')],
  ])('refuse %s', async (_, bytes) => {
    const response = await offer(bytes());
    expect([response.status, ((await response.json()) as { code: string }).code]).toEqual([
      422,
      'stations.notCandidates',
    ]);
  });

  it('are offered by the Kiesraad alone, and are of nobody elsewhere', async () => {
    expect((await offer(candidateList('5'), assen)).status).toBe(404);
    expect((await app.ask('GET', '/v1/verkiezingen/TK2099/bestanden', { as: assen })).status).toBe(404);
  });
});
