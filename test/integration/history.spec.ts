import { startApp, type TestApp, type TestPerson } from '../support/app.js';
import type { TestPackage } from '../support/packages.js';
import {
  arrival,
  bytesOf,
  castOf,
  deliver,
  packageAt,
  type Cast,
  type ReceivedAnswer,
} from '../support/routing.js';
import { comparedOn, configureTk, READER, submit, upload } from '../support/uploads.js';
import { askPage, pageOf, postForm } from '../support/visitor.js';

describe('what happened to a delivery', () => {
  let app: TestApp;
  let cast: Cast;
  let made: TestPackage;
  let atHsb: ReceivedAnswer;
  let second: ReceivedAnswer;

  beforeAll(async () => {
    app = await startApp();
    await configureTk(app);
    cast = await castOf(app);
    await askFor();
    made = await packageAt('2027-03-18T01:00:00');
    const first = await deliver(app, cast.assen, [made], made.pair!.fingerprint);
    atHsb = await arrival(app, cast.hsb, made.pair!.fingerprint);
    const atCsb = await arrival(app, cast.csb, made.pair!.fingerprint);
    await bytesOf(await app.ask('GET', atHsb.bestand, { as: cast.hsb }));
    await app.ask('POST', `/v1/ontvangen/${atCsb.id}/bevestigen`, { as: cast.csb, body: {} });
    app.clock.forward(11 * 60_000);
    await askFor();
    const newer = await packageAt('2027-03-18T02:00:00');
    const { id } = await upload(app, cast.assen, [newer], { vervangt: first });
    await slip(cast.assen, `/leveringen/${id}`, 'indienen', newer.pair!.fingerprint);
    const word = { vingerafdruk: newer.pair!.fingerprint, gelezenDoor: READER };
    expect((await submit(app, cast.assen, id, word)).status).toBe(200);
    second = await arrival(app, cast.hsb, newer.pair!.fingerprint);
    const { id: atOther } = await arrival(app, cast.csb, newer.pair!.fingerprint);
    await slip(cast.csb, `/ontvangen/${atOther}`, 'gelijk', newer.pair!.fingerprint);
  });
  afterAll(() => app?.close());

  /** The CSB asks Assen for its count. */
  const askFor = async () => {
    const body = { niveau: 'GSB', code: '0106', bericht: '510b' };
    expect((await app.ask('POST', '/v1/ontvangen/verzoek', { as: cast.csb, body })).status).toBe(202);
  };
  /** Somebody types a group wrong that the page at this address asks for. */
  const slip = async (as: TestPerson, at: string, action: string, fingerprint: string) => {
    const word = comparedOn(await pageOf(app, as, at), fingerprint);
    const asked = Object.keys(word).find((name) => name.startsWith('groep'))!;
    expect((await postForm(app, as, `${at}/${action}`, { ...word, [asked]: '0000' })).status).toBe(422);
  };
  const ask = async (as: TestPerson, path: string) => {
    const response = await askPage(app, as, path);
    return { status: response.status, html: (await response.text()).replace(/<[^>]*>/g, '|') };
  };
  const history = (as: TestPerson, number = atHsb.nummer) => ask(as, `/leveringen/nummer/${number}`);

  it('is told to its sender: every step, by whom, and what followed', async () => {
    const { status, html } = await history(cast.assen);
    expect(status).toBe(200);
    const steps = [
      'Levering begonnen',
      'Bestand ontvangen',
      'Levering gecontroleerd',
      'Levering ingediend',
      'Bestand afgeleverd bij een ontvanger',
      'Bestand helemaal opgehaald',
      'Ontvangst bevestigd',
      'Levering vervangen door een nieuwe versie',
    ];
    expect(steps.map((step) => html.includes(`|${step}|`))).toEqual(steps.map(() => true));
    expect(html).toContain(cast.assen.actor.name);
    expect(html).toContain('Hoofdstembureau Assen');
    expect(html).toContain(second.nummer);
  });

  it('names of another body no people, and shows no whole fingerprint', async () => {
    const { html } = await history(cast.assen);
    expect(html).not.toContain(cast.hsb.actor.name);
    expect(html).not.toContain(made.pair!.fingerprint);
    expect((await history(cast.hsb)).html).not.toContain(cast.assen.actor.name);
    expect((await history(cast.operator)).html).toContain(made.pair!.fingerprint);
  });

  it('tells a recipient its own part alone', async () => {
    const { status, html } = await history(cast.hsb);
    expect(status).toBe(200);
    expect(html).toContain('Bestand helemaal opgehaald');
    expect(html).toContain(cast.hsb.actor.name);
    expect(html).not.toContain('Ontvangst bevestigd');
    expect((await history(cast.csb)).html).toContain('Ontvangst bevestigd');
  });

  it('begins with the requests that it answers, to who asked, the sender and the Kiesraad', async () => {
    const asked = async (as: TestPerson, number: string) =>
      (await history(as, number)).html.split('|Verzoek om alsnog te verstrekken|').length - 1;
    for (const as of [cast.csb, cast.assen, cast.operator]) {
      expect(await asked(as, atHsb.nummer)).toBe(1);
      expect(await asked(as, second.nummer)).toBe(1);
    }
    expect([await asked(cast.hsb, atHsb.nummer), await asked(cast.hsb, second.nummer)]).toEqual([0, 0]);
    const { html } = await history(cast.csb);
    expect(html.indexOf('Verzoek om alsnog')).toBeLessThan(html.indexOf('Bestand afgeleverd'));
  });

  it('says from which session a correction is', async () => {
    const { html } = await history(cast.assen, second.nummer);
    expect(html).toMatch(/Cijfers:\s*\|*\s*gelijk aan de vorige versie/);
  });

  it('tells nobody of the slips of another body, and a recipient not who else gets the file', async () => {
    const seen = async (as: TestPerson) => {
      const { html } = await history(as, second.nummer);
      const slips = html.match(/\|[^|]*groepen van het papier[^|]*die niet gelijk zijn\|/gi) ?? [];
      return [slips.length, html.includes('|Ontvangers')];
    };
    expect(await seen(cast.operator)).toEqual([2, true]);
    expect(await seen(cast.assen)).toEqual([1, true]);
    expect(await seen(cast.csb)).toEqual([1, false]);
    expect(await seen(cast.hsb)).toEqual([0, false]);
  });

  it('keeps its newest steps, however often it was looked at', async () => {
    const { rows } = await app.sql('SELECT submission_id FROM delivery WHERE id = $1', [second.id]);
    await app.sql(
      `INSERT INTO audit_event (action, object_kind, object_id, result, details)
       SELECT 'submission.viewed', 'submission', $1, 'done', '{}' FROM generate_series(1, 2000)`,
      [(rows[0] as { submission_id: string }).submission_id],
    );
    await app.ask('POST', `/v1/ontvangen/${second.id}/bevestigen`, { as: cast.hsb, body: {} });
    expect((await history(cast.hsb, second.nummer)).html).toContain('|Ontvangst bevestigd|');
  });

  it('tells the Kiesraad as beheerder all of it, and leads to no file', async () => {
    const { status, html } = await history(cast.operator);
    expect(status).toBe(200);
    for (const name of [cast.assen, cast.hsb, cast.csb].map(({ actor }) => actor.name))
      expect(html).toContain(name);
    expect(await pageOf(app, cast.operator, `/leveringen/nummer/${atHsb.nummer}`)).not.toContain(
      '/ontvangen/',
    );
  });

  it('is the same 404 for others as a number that never was', async () => {
    for (const as of [cast.coevorden, await app.person('TK2027', 'MAYOR', '0109')]) {
      const foreign = await history(as);
      const absent = await history(as, '2026-999999');
      expect([foreign.status, absent.status]).toEqual([404, 404]);
      const trace = /[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g;
      const bare = (html: string, number: string) => html.replace(trace, '').replaceAll(number, '');
      expect(bare(foreign.html, atHsb.nummer)).toBe(bare(absent.html, '2026-999999'));
    }
    expect((await history(cast.assen, atHsb.nummer.replace(/^\d{4}/, '2019'))).status).toBe(404);
  });

  describe('in the log', () => {
    /** The lines alone: the filter above them names every action. */
    const log = async (query: string) => {
      const response = await askPage(app, cast.operator, `/logboek?${query}`);
      const html = await response.text();
      return { status: response.status, html: /<tbody[\s\S]*<\/tbody>/.exec(html)?.[0] ?? '' };
    };

    it.each([
      ['the number', () => atHsb.nummer, 'Levering ingediend'],
      ['a gemeente', () => 'assen', 'Levering ingediend'],
      ['the name of a body', () => 'hoofdstembureau ass', 'Bestand helemaal opgehaald'],
      ['a person', () => cast.csb.actor.name, 'Ontvangst bevestigd'],
      ['a code', () => 'request.notFound', 'Niet gevonden'],
    ])('is found by %s', async (_, zoek, found) => {
      if (zoek() === 'request.notFound') await history(cast.coevorden);
      const { status, html } = await log(`zoek=${encodeURIComponent(zoek())}`);
      expect(status).toBe(200);
      expect(html).toContain(found);
    });

    it('of another gemeente tells nothing of this one', async () => {
      await history(cast.coevorden);
      const { status, html } = await log('zoek=Coevorden');
      expect(status).toBe(200);
      expect(html).toContain('Gemeentelijk stembureau Coevorden');
      expect(html).not.toContain('Levering ingediend');
    });

    it('says bodies, files and checks by their names, and leads to the delivery', async () => {
      const { html } = await log(`zoek=${atHsb.nummer}`);
      expect(html).toContain(`href="/leveringen/nummer/${atHsb.nummer}"`);
      expect(html).toContain('telling (510b)');
      expect(html).toContain('Hoofdstembureau Assen');
      expect(html).not.toMatch(/GSB:0106|HSB:HSB3|>true<|>false<|manager</);
    });
  });
});
