import { readConfig } from '../../src/config.js';
import { JudgeWaiting } from '../../src/upload/judge-waiting.js';
import { startApp, type TestApp, type TestPerson } from '../support/app.js';
import { browse, type BrowserSession } from '../support/browser-session.js';
import { grCount, tkCount } from '../support/counts.js';
import { madePackage, type TestPackage } from '../support/packages.js';
import { until } from '../support/until.js';
import {
  announce,
  approveKey,
  comparedOn,
  configureGr,
  configureTk,
  put,
  rowOf,
} from '../support/uploads.js';

describe('delivering with a browser that runs no script', () => {
  let app: TestApp;
  let assen: TestPerson;
  let operator: TestPerson;
  let browser: BrowserSession;

  beforeAll(async () => {
    app = await startApp();
    await configureTk(app);
    await configureGr(app);
    assen = await app.person('TK2027', 'GSB', '0106');
    operator = await app.person(null, 'OPERATOR', 'OPERATOR');
    await approveKey(app, assen, operator, (await packageOf('any')).key!);
    browser = await browse(app, assen);
  });
  afterAll(() => app.close());
  beforeEach(() => app.sql("UPDATE submission SET state = 'abandoned' WHERE state <> 'refused'"));

  const packageOf = (seed: string) =>
    madePackage({ count: tkCount({ seed, created: '2026-11-18T01:02:03' }) });

  function form(files: readonly { name: string; bytes: Uint8Array }[], fields: Record<string, string> = {}) {
    const data = new FormData();
    for (const [name, value] of Object.entries({ verkiezing: 'TK2027', ...fields })) data.set(name, value);
    for (const { name, bytes } of files) data.append('bestand', new Blob([new Uint8Array(bytes)]), name);
    return data;
  }

  /** Step 1; gives the path of step 2. */
  async function send(made: TestPackage, fields: Record<string, string> = {}): Promise<string> {
    const response = await browser.post('/leveringen', form([made], fields));
    expect(response.status).toBe(303);
    return response.headers.get('location')!;
  }

  const page = async (path: string) => {
    const response = await browser.get(path);
    expect(response.status).toBe(200);
    return await response.text();
  };

  it('walks from an empty list to a receipt', async () => {
    const empty = await page('/leveringen');
    expect(empty).toContain('Telbestand leveren');
    expect(empty).toContain('nog niet ingediend');
    expect(await page('/leveringen/nieuw')).toContain('Stap 1 van 3');
    const made = await packageOf('walk');
    const path = await send(made);
    const step2 = await page(path);
    expect(step2).toContain('Het bestand is in orde');
    expect(step2).toContain('Gemeentelijk stembureau Assen');
    expect(step2.match(/name="groep\d+"/g)).toHaveLength(4);
    expect(step2.match(/name="rij\d"/g)).toHaveLength(3);
    expect(step2).toContain('Stoppen zonder indienen');
    const done = await browser.post(`${path}/indienen`, {
      vervangt: '',
      ...comparedOn(step2, made.pair!.fingerprint),
    });
    expect([done.status, done.headers.get('location')]).toEqual([303, `${path}/ontvangstbewijs`]);
    const receipt = await page(`${path}/ontvangstbewijs`);
    for (const text of [
      'Ontvangstbewijs',
      'OEFENING',
      'Hoofdstembureau Assen',
      'Na 32 lid 3',
      'alle 64 tekens',
    ])
      expect(receipt).toContain(text);
    expect(await page('/leveringen')).toContain('Bewijs van');
    expect(await page('/leveringen/nieuw')).toContain('Dit wordt een correctie van');
  });

  it('prefills what a correction replaces, and says so', async () => {
    const first = await packageOf('first');
    const path = await send(first);
    await browser.post(`${path}/indienen`, { vervangt: '', waarom: 'onderweg' });
    const current = /name="vervangt" value="([0-9a-f-]{36})"/.exec(await page('/leveringen/nieuw'))?.[1];
    expect(`/leveringen/${current}`).toBe(path);
    const second = await send(await packageOf('second'), { vervangt: current! });
    expect(await page(second)).toContain('Dit vervangt');
    await browser.post(`${second}/indienen`, { vervangt: current!, waarom: 'onderweg', zitting: 'nieuw' });
    expect(await page(`${path}/ontvangstbewijs`)).toContain('vervangen door een nieuwere');
  });

  it('says of a file that counts already when it was delivered, and asks nothing', async () => {
    const made = await packageOf('twice');
    const path = await send(made);
    const word = comparedOn(await page(path), made.pair!.fingerprint);
    await browser.post(`${path}/indienen`, { vervangt: '', ...word });
    const again = await page(await send(made));
    expect(again).toContain('U hebt dit bestand al ingediend');
    expect(again).toContain(`${path}/ontvangstbewijs`);
    expect(again).not.toMatch(/name="groep\d/);
    expect(again).not.toContain('nog niet klaar');
  });

  it('says at the field what is missing or wrong, and changes nothing', async () => {
    const made = await packageOf('fields');
    const path = await send(made);
    const equal = comparedOn(await page(path), made.pair!.fingerprint);
    const [first, ...others] = Object.keys(equal).filter((name) => name.startsWith('groep')) as [string];
    const wrong: [Record<string, string>, string][] = [
      [{}, 'waarom u nu niet kunt vergelijken'],
      [{ [first]: 'abc' }, `Typ groep ${first.slice(5)} over`],
      [{ ...equal, rij2: '' }, 'Vergelijk rij 2 met het papier'],
      [{ ...equal, waarom: 'onderweg' }, 'Kies één van beide'],
      [{ waarom: 'anders', reden: 'r'.repeat(501) }, 'hoogstens 500 tekens'],
      [{ reden: 'PV onderweg' }, 'in minstens 20 tekens'],
    ];
    for (const [fields, text] of wrong) {
      const response = await browser.post(`${path}/indienen`, fields);
      expect([text, response.status, (await response.text()).includes(text)]).toEqual([text, 422, true]);
    }
    expect(others).toHaveLength(3);
    expect((await rowOf(app, path.split('/').pop()!)).state).toBe('judged');
    const nothing = await browser.post('/leveringen', form([{ name: '', bytes: new Uint8Array() }]));
    expect([nothing.status, (await nothing.text()).includes('Kies het ZIP-bestand')]).toEqual([400, true]);
  });

  it('shows a refusal with what to say by phone and what to do', async () => {
    const path = await send(await packageOf('differs'));
    const asked = await browser.post(`${path}/papier-anders`, {});
    expect([asked.status, (await asked.text()).includes('Zet eerst het vinkje')]).toEqual([422, true]);
    expect((await rowOf(app, path.split('/').pop()!)).state).toBe('judged');
    const answer = await browser.post(`${path}/papier-anders`, { begrepen: 'ja' });
    expect(answer.status).toBe(409);
    const html = await answer.text();
    for (const text of [
      'Dit bestand is geweigerd',
      '070 - 123 45 67',
      '<code class="utrecht-code">22</code>',
      '<title>Geweigerd: levering ',
    ])
      expect(html).toContain(text);
  });

  it('says before choosing that there is no approved key, and what to do', async () => {
    const coevorden = await browse(app, await app.person('TK2027', 'GSB', '0109'));
    const html = await (await coevorden.get('/leveringen/nieuw')).text();
    expect(html).toContain('Uw stembureau heeft nog geen sleutel aangemeld');
    expect(html).toContain('Meld eerst uw sleutel aan.');
    expect(await page('/leveringen/nieuw')).not.toContain('sleutel aangemeld');
  });

  it('offers to go on with what was cut off; sent whole in its place, nothing of it stays', async () => {
    const made = await packageOf('cut off');
    const { id, nummer } = await announce(app, assen, [made]);
    for (const path of ['/leveringen', '/leveringen/nieuw'])
      expect(await page(path)).toContain(`href="/leveringen/${id}">Ga verder met ${nummer}`);
    const half = await page(`/leveringen/${id}`);
    expect(half).toContain('Kies hetzelfde bestand nog eens');
    expect(half).toContain(`name="stopt" value="${id}"`);
    const path = await send(made, { stopt: id });
    expect(await page(path)).toContain('Het bestand is in orde');
    expect((await rowOf(app, id)).state).toBe('abandoned');
    expect(await page('/leveringen')).not.toContain('Ga verder met');
  });

  it('stops without delivering', async () => {
    const path = await send(await packageOf('stop'));
    const stopped = await browser.post(`${path}/stoppen`, {});
    expect(stopped.headers.get('location')).toBe('/leveringen?melding=gestopt');
    expect(await page('/leveringen?melding=gestopt')).toContain('Er is niets ingediend');
    expect(await page(path)).toContain('Deze levering is gestopt');
  });

  it('offers a file of another election of the same person there, from the same bytes', async () => {
    const both = await app.person('TK2027', 'GSB', '0106');
    const there = await app.hat(both, 'GR2027_Stadskanaal', 'GSB', '0037');
    const made = await madePackage({ count: grCount(), key: 2 });
    await approveKey(app, there, operator, made.key!);
    const session = await browse(app, both);
    const sent = await session.post('/leveringen', form([made]));
    const refused = sent.headers.get('location')!;
    const html = await (await session.get(refused)).text();
    expect(html).toContain('identity.election');
    expect(html).toContain('Controleer het daar');
    const foreignHat = await session.post(`${refused}/verplaatsen`, { rol: operator.actor.hat.id });
    expect(foreignHat.status).toBe(409);
    const moved = await session.post(`${refused}/verplaatsen`, { rol: there.actor.hat.id });
    expect(moved.status).toBe(303);
    const now = await session.get(moved.headers.get('location')!);
    expect(await now.text()).toContain('Het bestand is in orde');
    expect((await session.get(refused)).status).toBe(404);
  });

  it('turns down what is no form, and too much of one', async () => {
    const plain = await browser.post('/leveringen', { verkiezing: 'TK2027' });
    expect(plain.status).toBe(415);
    const three = [1, 2, 3].map((n) => ({ name: `${n}.zip`, bytes: Buffer.alloc(10, n) }));
    expect((await browser.post('/leveringen', form(three))).status).toBeLessThan(500);
    const elsewhere = await browser.post(
      '/leveringen',
      form([await packageOf('x')], { verkiezing: 'PS2027' }),
    );
    expect(elsewhere.status).toBe(409);
    const vervangt = await browser.post(
      '/leveringen',
      form([await packageOf('x')], { vervangt: "' OR 1=1" }),
    );
    expect(vervangt.status).toBe(409);
  });

  it('shows names of files as text, whatever they are', async () => {
    const name = '<img src=x onerror=alert(1)>\u202egnp.zip';
    const response = await browser.post('/leveringen', form([{ name, bytes: Buffer.from('geen zip') }]));
    const html = await page(response.headers.get('location')!);
    expect(html).not.toContain('<img src=x');
    expect(html).not.toContain('\u202e');
    expect(html).toContain('&lt;img src=x');
  });
});

describe('a file that is received and not yet judged', () => {
  let app: TestApp;
  let assen: TestPerson;
  let browser: BrowserSession;
  beforeAll(async () => {
    const waits = { ...readConfig({}).waits, verdictMs: 0 };
    app = await startApp({ worker: false, judging: false, settings: { waits } });
    await configureTk(app);
    assen = await app.person('TK2027', 'GSB', '0106');
    const operator = await app.person(null, 'OPERATOR', 'OPERATOR');
    await approveKey(app, assen, operator, (await madePackage({ count: tkCount() })).key!);
    browser = await browse(app, assen);
  });
  afterAll(() => app?.close());

  const page = async (path: string) => await (await browser.get(path)).text();
  const AGAIN = /<noscript><a [^>]+>Kijk opnieuw<\/a><\/noscript>/;

  it('tells a program where and when to look, later as more wait', async () => {
    const made = await madePackage({ count: tkCount({ seed: 'a program' }) });
    const send = async () => {
      const opened = await announce(app, assen, [made]);
      return await put(app, assen, opened.bestanden[0]!.adres, made.bytes);
    };
    const answer = await send();
    expect(answer.status).toBe(202);
    expect(await answer.json()).toMatchObject({ wachtOp: 'controle' });
    expect(answer.headers.get('location')).toMatch(/^\/v1\/leveringen\/[0-9a-f-]{36}$/);
    expect(answer.headers.get('retry-after')).toBe('2');
    await app.sql(
      `WITH many AS (
         INSERT INTO submission (id, election_id, level, code, person_id, state)
         SELECT gen_random_uuid(), election_id, level, '0109', person_id, 'open' FROM submission, generate_series(1, 400) LIMIT 400
         RETURNING id)
       INSERT INTO judgement (submission_id, lane, bytes, due) SELECT id, 'elders', 1, now() FROM many`,
    );
    expect((await send()).headers.get('retry-after')).toBe('30');
    await app.sql("DELETE FROM judgement WHERE lane = 'elders'");
    await app.sql("UPDATE submission SET state = 'abandoned'");
    await app.sql('DELETE FROM judgement');
  });

  it('says so at once, on its page and in the list, and shows the verdict when it is there', async () => {
    const made = await madePackage({ count: tkCount() });
    const form = new FormData();
    form.set('verkiezing', 'TK2027');
    form.append('bestand', new Blob([new Uint8Array(made.bytes)]), made.name);
    const sent = await browser.post('/leveringen', form);
    expect(sent.status).toBe(303);
    const path = sent.headers.get('location')!;
    const first = await page(path);
    for (const text of ['wordt nog gecontroleerd', 'nog niets ingediend', 'later terugkomen'])
      expect(first).toContain(text);
    for (const text of ['Begin opnieuw', 'Opnieuw beginnen', 'lukte nog niet', 'Niet compleet'])
      expect(first).not.toContain(text);
    expect(first).toMatch(AGAIN);
    expect(first).toContain('data-island="refresh"');
    const list = await page('/leveringen');
    expect(list).toContain('Wordt nog gecontroleerd');
    expect(list).toMatch(AGAIN);

    await app.sql("UPDATE judgement SET trouble = 'killed: 9'");
    expect(await page(path)).toContain('Het controleren lukte nog niet. Dat ligt niet aan uw bestand.');

    await app.sql('UPDATE judgement SET waits_until = NULL');
    app.get(JudgeWaiting).start();
    await until(async () => (await page(path)).includes('Het bestand is in orde'));
    for (const html of [await page(path), await page('/leveringen')]) {
      expect(html).not.toContain('ordt nog gecontroleerd');
      expect(html).not.toMatch(AGAIN);
    }
  });
});
