import { districtCount } from '../../src/rehearsal/made-count.js';
import { writeNothingCorrected } from '../../src/rehearsal/package-writer.js';
import { writePdf } from '../../src/rehearsal/pdf-writer.js';
import { writeZip } from '../../src/rehearsal/zip-writer.js';
import { startApp, type TestApp, type TestPerson } from '../support/app.js';
import { tkCount } from '../support/counts.js';
import { testCommitteeKey } from '../support/keys.js';
import { madePackage } from '../support/packages.js';
import { approveKey, codesOf, configureTk, rowOf, submit, upload } from '../support/uploads.js';

const ASSEN = { category: 'gemeente', name: 'Assen' } as const;
const DISTRICT = { id: 'HSB3', name: 'Assen' } as const;

/** A package with one PDF, packed at another moment each time. */
const paper = async (name: string, text: string, at: string) => ({
  name: `correctie_tk2027_gemeente_assen-${at.replace(/[-:]/g, '').replace('T', '-')}.zip`,
  bytes: await writeZip([{ name, bytes: writePdf(text, []) }], at),
});
const p2a = (session: string, at: string) => paper('Leeg_Model_P2a.pdf', `Model P 2a, ${session}`, at);

describe('files of the field, through the platform', () => {
  let app: TestApp;
  let assen: TestPerson;
  let csb: TestPerson;
  const count = tkCount({ seed: 'field' });

  beforeAll(async () => {
    app = await startApp();
    await configureTk(app);
    const operator = await app.person(null, 'OPERATOR', 'OPERATOR');
    assen = await app.person('TK2027', 'GSB', '0106');
    csb = await app.person('TK2027', 'CSB', 'CSB');
    const own = await madePackage({ count });
    await approveKey(app, assen, operator, own.key!);
    const key = await testCommitteeKey(2, { authority: 'CSB', commonName: 'Kiesraad' });
    await approveKey(app, csb, operator, key);
  });
  afterAll(() => app.close());

  it('a P 2a needs a count that stands before it, and says so beforehand', async () => {
    const judged = await upload(app, assen, [await p2a('zitting 1', '2027-03-19T10:00:00')]);
    expect(judged).toMatchObject({ staat: 'gecontroleerd' });
    expect(codesOf(judged, 'warn')).toEqual(['order.replaces']);
    const early = await submit(app, assen, judged.id, {});
    expect([early.status, await early.json()]).toMatchObject([409, { code: 'upload.countMissing' }]);
    const first = await madePackage({ count });
    const counted = await upload(app, assen, [first]);
    const said = { vingerafdruk: first.pair!.fingerprint };
    expect((await submit(app, assen, counted.id, said)).status).toBe(200);
    // who is asked for a count answers with a P 2a where nothing is corrected
    const wanted = { niveau: 'GSB', code: '0106', bericht: '510b' };
    const asked = await app.ask('POST', '/v1/ontvangen/verzoek', { as: csb, body: wanted });
    expect(asked.status).toBe(202);
    const states = async () => {
      const response = await app.ask('GET', '/v1/verzoeken', { as: assen });
      return ((await response.json()) as { verzoeken: { stand: string }[] }).verzoeken.map(
        ({ stand }) => stand,
      );
    };
    expect(await states()).toEqual(['gevraagd']);
    const paper = (await (await submit(app, assen, judged.id, {})).json()) as {
      soort: string;
      nummer: string;
    };
    expect(paper.soort).toBe('P2a');
    expect(await states()).toEqual(['geleverd']);
    const history = await app.ask('GET', `/leveringen/nummer/${paper.nummer}`, {
      ...{ as: assen, headers: { accept: 'text/html' } },
    });
    expect(await history.text()).toContain('Verzoek om alsnog te verstrekken');
    expect((await rowOf(app, counted.id)).state).toBe('delivered');
  });

  it('the same P 2a downloaded again is the same delivery; one of another session stands beside it', async () => {
    const before = await app.sql(
      "SELECT id, number FROM submission WHERE state = 'delivered' AND message_type = 'P2a'",
    );
    const [{ id }] = before.rows as [{ id: string }];
    const again = await upload(app, assen, [await p2a('zitting 1', '2027-03-19T11:30:00')]);
    expect(codesOf(again, 'warn')).toEqual([]);
    expect(await (await submit(app, assen, again.id, {})).json()).toMatchObject({ id });
    const second = await upload(app, assen, [await p2a('zitting 2', '2027-03-20T10:00:00')]);
    expect(codesOf(second, 'warn')).toEqual([]);
    expect(await (await submit(app, assen, second.id, {})).json()).toMatchObject({
      id: second.id,
      vervangt: null,
    });
    const { rows } = await app.sql(
      "SELECT count(*)::int AS n FROM submission WHERE state = 'delivered' AND message_type = 'P2a'",
    );
    expect(rows[0]).toEqual({ n: 2 });
  });

  it('any other lone PDF is a count forgotten', async () => {
    const judged = await upload(app, assen, [await paper('Model_Na31-2.pdf', 'PV', '2027-03-18T02:00:00')]);
    expect([judged.staat, codesOf(judged, 'refuse')]).toEqual(['geweigerd', ['container.contents']]);
  });

  it('the annex to the P 22 is the CSB’s, goes where the 520 goes, and is replaced as a version', async () => {
    const annex = (text: string) => paper('Model_P22-2_bijlage.pdf', text, '2027-03-26T10:00:00');
    const judged = await upload(app, csb, [await annex('een')]);
    expect(judged).toMatchObject({ staat: 'gecontroleerd', vingerafdruk: null });
    expect(judged.ontvangers.map(({ niveau }) => niveau)).toEqual(['COUNCIL']);
    expect(await (await submit(app, csb, judged.id, {})).json()).toMatchObject({ soort: 'P22-bijlage' });
    const next = await upload(app, csb, [await annex('twee')]);
    expect(await (await submit(app, csb, next.id, {})).json()).toMatchObject({
      code: 'upload.replacesMissing',
    });
    const named = await submit(app, csb, next.id, { vervangt: judged.id });
    expect(await named.json()).toMatchObject({ soort: 'P22-bijlage' });
    const byGsb = await upload(app, assen, [await annex('drie')]);
    expect(codesOf(byGsb, 'refuse')).toEqual(['identity.type']);
  });

  it('a 510c that the CSB corrected and signed goes to the HSB, by the key of the CSB', async () => {
    const adder = {
      authority: DISTRICT,
      contest: { id: '3', name: 'Assen' },
      created: '2026-11-20T09:00:00',
    };
    const key = await testCommitteeKey(2, { authority: 'CSB', commonName: 'Kiesraad' });
    const region = { category: 'kieskring', name: 'Assen' } as const;
    const made = await madePackage({ count: districtCount(adder, [count]), region, key });
    const judged = await upload(app, csb, [made]);
    expect([codesOf(judged, 'refuse'), codesOf(judged, 'warn')]).toEqual([[], []]);
    const receipt = await submit(app, csb, judged.id, { vingerafdruk: made.pair!.fingerprint });
    expect(await receipt.json()).toMatchObject({ soort: '510c' });
    expect(judged.ontvangers.map(({ niveau, code }) => `${niveau}:${code}`)).toContain('HSB:HSB3');
    const row = await rowOf(app, judged.id);
    expect([row.aboutLevel, row.aboutCode]).toEqual(['HSB', 'HSB3']);
    expect((row.verdict as { keyId: string | null }).keyId).not.toBeNull();
  });

  it('a 510c about an HSB that the election does not have is refused, and is no fault', async () => {
    const adder = {
      authority: { id: 'HSB9', name: 'Nergens' },
      contest: { id: '9', name: 'Nergens' },
      created: '2026-11-20T09:00:00',
    };
    const made = await madePackage({
      count: districtCount(adder, [count]),
      region: { category: 'kieskring', name: 'Nergens' },
      key: null,
    });
    const judged = await upload(app, csb, [made]);
    expect(codesOf(judged, 'refuse')).toEqual(['identity.committee', 'identity.contest']);
  });

  it('a verdict that an older version kept can still be delivered', async () => {
    const nothing = await writeNothingCorrected(
      { ...tkCount(), created: '2027-03-21T10:00:00' },
      { ...ASSEN, name: 'Assen' },
    );
    const judged = await upload(app, assen, [nothing]);
    await app.sql(
      "UPDATE submission SET verdict = (verdict - 'catalogue') || jsonb_build_object('checks', (SELECT jsonb_agg(c) FROM jsonb_array_elements(verdict->'checks') c WHERE c->>'code' <> 'order.clock')) WHERE id = $1",
      [judged.id],
    );
    expect(await (await submit(app, assen, judged.id, {})).json()).toMatchObject({ soort: 'P2a' });
  });
});
