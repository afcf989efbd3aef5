import { Declare } from '../../src/declarations/declare.js';
import { FillIn } from '../../src/declarations/fill-in.js';
import { KeepModel, markOf } from '../../src/declarations/keep-model.js';
import { RaiseSignals } from '../../src/declarations/raise-signals.js';
import { TellAddress } from '../../src/declarations/tell-address.js';
import { WhoDeclares } from '../../src/declarations/who-declares.js';
import { Agenda } from '../../src/frame/agenda.js';
import { writeDefinition } from '../../src/rehearsal/definition-writer.js';
import { startApp, type TestApp, type TestPerson } from '../support/app.js';
import { browse, type BrowserSession } from '../support/browser-session.js';
import { DECLARED, MODEL } from '../support/declarations.js';
import { aCouncilDefinition } from '../support/definition.js';
import { keepOrganisations } from '../support/organisations.js';

const DAY = '2027-03-17';
const EDITOR = `/verklaringen/${DAY}/model`;
const BODY = `/verklaringen/${DAY}/0037`;

describe('the Kiesraad, of declarations', () => {
  let app: TestApp;
  let session: BrowserSession;
  let executive: TestPerson;

  beforeAll(async () => {
    app = await startApp({ worker: false });
    await keepOrganisations(app, [
      ['0037', 'municipality', 'Stadskanaal', 'college van B&W van Stadskanaal'],
    ]);
    await app.configure(writeDefinition(aCouncilDefinition()));
    session = await browse(app, await app.person(null, 'OPERATOR', 'OPERATOR'));
    executive = await app.person(null, 'EXECUTIVE', '0037');
    app.clock.setTo(new Date('2027-03-01T10:00:00Z'));
  }, 60_000);
  afterAll(() => app?.close(), 15_000);

  const agenda = async ({ actor }: TestPerson) =>
    (await app.get(Agenda).of(actor))
      .filter(({ title }) => /verklaring/.test(title))
      .map(({ title, when }) => [title, when]);
  const page = async (at: string) => (await session.get(at)).text();
  const send = async (to: string, form: FormData | Readonly<Record<string, string>>) => {
    const response = await session.post(to, form);
    return { status: response.status, to: response.headers.get('location'), html: await response.text() };
  };
  /** The mark of what stands there now. */
  const gezien = async () => markOf((await app.get(KeepModel).show(DAY)).models[0]);
  const TEXTS = { titel: 'Verklaring', inleiding: 'Onderzocht.', slot: 'Klaar.' };
  const edit = async (more: Readonly<Record<string, string>>) =>
    send(EDITOR, { ...TEXTS, gezien: await gezien(), ...more });
  const questions = async () =>
    (await app.get(KeepModel).show(DAY)).start.questions.map(({ id, text }) => `${id} ${text}`);
  const load = async (text: string) => {
    const form = new FormData();
    form.set('gezien', await gezien());
    form.set('bestand', new Blob([text]), 'model.json');
    return send(`${EDITOR}/laden`, form);
  };

  it('writes the model: adds, changes, moves and removes questions, each keeping its id', async () => {
    expect(await page(EDITOR)).toContain('Er is nog geen model gepubliceerd');
    const first = { volgorde: 'v1', 'vraag-v1': 'Netwerk?', 'nieuwe-vraag': 'Laptop?' };
    expect(await edit({ ...first, actie: 'erbij' })).toMatchObject({
      status: 303,
      to: `${EDITOR}?melding=bewaard`,
    });
    expect(await questions()).toEqual(['v1 Netwerk?', 'v2 Laptop?']);
    const both = { volgorde: 'v1,v2', 'vraag-v1': 'Het netwerk?', 'vraag-v2': 'Laptop?' };
    await edit({ ...both, actie: 'omhoog-v2' });
    expect(await questions()).toEqual(['v2 Laptop?', 'v1 Het netwerk?']);
    await edit({ ...both, actie: 'weg-v2', 'nieuwe-vraag': 'Sleutel?' });
    expect(await questions()).toEqual(['v1 Het netwerk?', 'v3 Sleutel?']);
  });

  it('shows again what was typed, with what is wrong at its field, and keeps nothing', async () => {
    const wrong = { titel: '', volgorde: 'v1', 'vraag-v1': ' ', 'nieuwe-uitleg': 'alleen <uitleg>' };
    const { status, html } = await edit(wrong);
    expect(status).toBe(422);
    for (const field of ['titel', 'vraag-v1', 'nieuwe-vraag']) expect(html).toContain(`href="#${field}"`);
    expect(html).toContain('alleen &lt;uitleg>');
    expect(await questions()).toEqual(['v1 Het netwerk?', 'v3 Sleutel?']);
  });

  it('of two who edit it at the same time tells the second, who keeps what was typed beside what is kept', async () => {
    const seen = await gezien();
    const both = { volgorde: 'v1,v3', 'vraag-v1': 'Het netwerk?', 'vraag-v3': 'Sleutel?' };
    expect((await edit({ ...both, slot: 'Van Jet.', actie: 'weg-v3' })).status).toBe(303);
    const later = {
      ...both,
      gezien: seen,
      slot: 'Van Jo.',
      'vraag-v3': 'Sleutel van Jo?',
      'nieuwe-vraag': 'Ook?',
    };
    const { status, html } = await edit(later);
    expect([status, html.includes('Het model is intussen gewijzigd')]).toEqual([409, true]);
    for (const kept of [
      'Van Jo.',
      'Sleutel van Jo?',
      'Ook?',
      'Nu bewaard: Van Jet.',
      'Bewaard is hier nu niets.',
    ])
      expect(html).toContain(kept);
    expect(html).not.toContain('Nu bewaard: Het netwerk?');
    expect(await questions()).toEqual(['v1 Het netwerk?']);
    // having looked, it may be kept after all
    expect((await edit({ ...later, gezien: await gezien(), 'nieuwe-vraag': '' })).status).toBe(303);
    expect(await questions()).toEqual(['v1 Het netwerk?', 'v3 Sleutel van Jo?']);
  });

  it('takes a model as JSON, gives it as JSON, and refuses another file', async () => {
    expect((await load(JSON.stringify(MODEL))).to).toBe(`${EDITOR}?melding=geladen`);
    const file = await session.get(`${EDITOR}/model.json`);
    expect(file.headers.get('content-disposition')).toContain('attachment');
    expect(await file.json()).toEqual(MODEL);
    const other = await load('{"opmaak":1}');
    expect([other.status, other.html.includes('Dit is geen model van de verklaring')]).toEqual([422, true]);
    expect((await load('')).html).toContain('Kies het bestand.');
  });

  it('looks at it, and publishes what it saw', async () => {
    const before = await page(`${EDITOR}/publiceren`);
    expect(before).toContain('Voldoet het netwerk?');
    expect(before).toContain('verandert niet meer');
    const seen = await gezien();
    await load(JSON.stringify({ ...MODEL, closing: 'Anders.' }));
    expect((await send(`${EDITOR}/publiceren`, { gezien: seen })).status).toBe(409);
    await load(JSON.stringify(MODEL));
    expect((await send(`${EDITOR}/publiceren`, { gezien: seen })).to).toBe(`${EDITOR}?melding=gepubliceerd`);
    expect((await app.get(KeepModel).inForce(DAY))?.content).toEqual(MODEL);
    // the same text again is no new version
    expect((await load(JSON.stringify(MODEL))).status).toBe(303);
    expect((await app.get(KeepModel).show(DAY)).models).toHaveLength(1);
  });

  it('sees who must declare and why, and corrects that with a reason', async () => {
    expect(await page('/verkiezingen')).toContain('href="/verklaringen"');
    const list = await page('/verklaringen');
    for (const link of [BODY, EDITOR, `/verklaringen/monitor/${DAY}`])
      expect(list).toContain(`href="${link}"`);
    expect(await page(BODY)).toContain('Gemeentelijk stembureau voor');
    expect((await send(BODY, { moet: 'mustNot', reden: '' })).status).toBe(422);
    const must = async () => (await app.get(WhoDeclares).run(DAY)).bodies[0]?.must;
    await send(BODY, { moet: 'mustNot', reden: 'telt samen met de buren' });
    expect(await must()).toBe(false);
    expect(await page(BODY)).toContain('telt samen met de buren');
    await send(BODY, { moet: 'byRule', reden: 'toch niet' });
    expect(await must()).toBe(true);
  });

  it('sees what is declared, says what it saw on the own site, and decides of a signal', async () => {
    const { actor } = executive;
    expect(await agenda(executive)).toEqual([
      ['Leg de verklaring af voor de stemming van woensdag 17 maart 2027', 'uiterlijk maandag 15 maart 2027'],
    ]);
    await app.get(FillIn).keep(DAY, DECLARED, actor);
    const { id } = await app.get(Declare).run(DAY, (await app.get(FillIn).show(DAY, actor)).revision, actor);
    expect(await agenda(executive)).toEqual([['Zet de verklaring op uw eigen website', null]]);
    await app.get(TellAddress).tell(DAY, 'https://stadskanaal.example/verklaring', actor);
    const shown = await page(BODY);
    expect(shown).toContain('href="https://stadskanaal.example/verklaring"');
    expect((await session.get(`/verklaring-pdf/${id}/bestand`)).status).toBe(200);
    const adres = /name="adres" value="([^"]+)"/.exec(shown)![1]!;
    expect((await send(`${BODY}/adres`, { adres, gezien: 'nee' })).to).toBe(`${BODY}?melding=gezien`);
    app.clock.setTo(new Date('2027-03-16T10:00:00Z'));
    await app.get(RaiseSignals).run();
    expect(await page(`/verklaringen?dag=${DAY}`)).toContain('Niet gepubliceerd op de eigen site');
    const operator = await app.person(null, 'OPERATOR', 'OPERATOR');
    expect(await agenda(operator)).toEqual([['Eén signaal over een verklaring', null]]);
    const decided = { signaal: 'unpublished', besluit: 'called', toelichting: 'morgen staat zij er' };
    expect((await send(`${BODY}/signaal`, { ...decided, signaal: 'missing' })).status).toBe(404);
    expect((await send(`${BODY}/signaal`, decided)).to).toBe(`${BODY}?melding=besloten`);
    expect(await page(BODY)).toContain('morgen staat zij er');
    expect(await agenda(operator)).toEqual([]);
    expect(await page(`/verklaringen?dag=${DAY}`)).not.toContain('Signalen waarover nog niet is besloten');
  });

  it('tells everybody who declared, when and where to read it, and not what', async () => {
    const path = '/afgelegde-verklaringen';
    expect(await page('/publicaties')).toContain(`href="${path}"`);
    const url = 'https://stadskanaal.example/verklaring';
    const listed = {
      organisatie: '0037',
      naam: 'Stadskanaal',
      ontvangen: expect.stringMatching(/^2027-03-01T10:0/) as string,
    };
    const json = await app.ask('GET', '/v1/verklaringen');
    expect(await json.json()).toEqual({ dag: DAY, verklaringen: [{ ...listed, adres: url }] });
    const other = await app.ask('GET', '/v1/verklaringen?dag=2026-01-01');
    expect(await other.json()).toEqual({ dag: '2026-01-01', verklaringen: [] });
    const texts = await Promise.all(
      [path, `${path}/lijst.csv`].map(async (at) => (await app.ask('GET', at)).text()),
    );
    for (const text of texts) {
      expect(text).toContain(url);
      expect(text).not.toMatch(/afwijking|andere laptop/);
    }
  });
});
