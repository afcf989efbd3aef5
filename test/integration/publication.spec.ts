import { createHash } from 'node:crypto';
import { MOST_PER_HOUR } from '../../src/frame/open-forms.js';
import { ForgetContacts } from '../../src/reports/forget-contacts.js';
import { tkCount } from '../support/counts.js';
import { startApp, type TestApp } from '../support/app.js';
import { madePackage } from '../support/packages.js';
import { browse } from '../support/browser-session.js';
import { goodFiles } from '../support/pdf/pdf-corpus.js';
import { PLAIN, stream, writePdf } from '../support/pdf/pdf-writer.js';
import { arrival, castOf, deliver, eventually, type Cast } from '../support/routing.js';
import { configureTk } from '../support/uploads.js';

describe('results that become public', () => {
  let app: TestApp;
  let cast: Cast;
  let first: Awaited<ReturnType<typeof count>>;
  const RESULT = '/v1/uitslagen/TK2027/0106/510b';

  const count = async (created: string, replaces?: string) => {
    const made = await madePackage({ count: tkCount({ created }) });
    const { fingerprint } = made.pair!;
    const id = await deliver(app, cast.assen, [made], fingerprint, replaces);
    return { id, made, fingerprint, atMayor: (await arrival(app, cast.mayor, fingerprint)).id };
  };
  const publish = (id: string, as = cast.mayor, body: object = { waar: 'hier' }) =>
    app.ask('POST', `/v1/openbaarmakingen/${id}`, { as, body });
  const json = async <T>(path: string, as?: Cast['mayor']) =>
    (await (await app.ask('GET', path, as === undefined ? {} : { as })).json()) as T;
  const refused = async (response: Response) =>
    [response.status, ((await response.json()) as { code?: string }).code] as const;
  interface Result {
    readonly laatste: object | null;
    readonly nieuwereGeleverd: boolean;
    readonly versies: Record<string, unknown>[];
  }

  beforeAll(async () => {
    app = await startApp();
    await configureTk(app);
    cast = await castOf(app);
    first = await count('2027-03-18T01:00:00');
  });
  afterAll(() => app?.close());

  it('are not public by themselves; who must make them so sees that, the Kiesraad of everybody', async () => {
    expect(await json<Result>(RESULT)).toMatchObject({ laatste: null, versies: [] });
    expect((await app.ask('GET', `${RESULT}/1/bestand`)).status).toBe(404);
    const listed = (as: Cast['mayor']) => json<{ nogNiet: object[] }>('/v1/openbaarmakingen', as);
    expect((await listed(cast.mayor)).nogNiet).toMatchObject([
      { id: first.atMayor, wet: 'Na 33 lid 1', openbaarSinds: null },
    ]);
    expect((await listed(cast.council)).nogNiet).toMatchObject([{ id: null, bestand: '510b' }]);
    expect((await listed(cast.hsb)).nogNiet).toEqual([]);
  });

  it('of the Europees Parlement are not, nor what is beside them, until polls closed in the last member state', async () => {
    const category = (code: string) =>
      app.sql(
        `UPDATE election SET definition = jsonb_set(definition, '{category}', '"${code}"'), revision = revision + 1`,
      );
    await category('EP');
    expect(await refused(await publish(first.atMayor))).toEqual([409, 'publication.notYet']);
    const later = new Date(app.clock.now().getTime() + 60_000);
    await app.sql(
      `UPDATE election_decision SET decided = jsonb_set(decided, '{moments,resultsPublicFrom}', $1)`,
      [JSON.stringify(later)],
    );
    expect(await refused(await publish(first.atMayor))).toEqual([409, 'publication.notYet']);
    const form = new FormData();
    form.set('gezien', 'ja');
    form.set('bestand', new Blob([new Uint8Array(writePdf(PLAIN))]), 'pv.pdf');
    const mayor = await browse(app, cast.mayor);
    const beside = await mayor.post(`/openbaar-maken/${first.atMayor}/pv`, form);
    expect([beside.status, await beside.text()]).toEqual([
      409,
      expect.stringContaining('Maak eerst het telbestand'),
    ]);
    expect((await app.ask('GET', `${RESULT}/1/bestand`)).status).toBe(404);
    await category('TK');
  });

  it('become so by who must alone, once, whoever is first', async () => {
    const atHsb = (await arrival(app, cast.hsb, first.fingerprint)).id;
    for (const [id, as] of [
      [atHsb, cast.hsb],
      [first.atMayor, cast.csb],
      [first.id, cast.assen],
      [first.id, cast.mayor],
      [first.atMayor, cast.operator],
    ] as const)
      expect((await publish(id, as)).status).toBe(404);
    expect((await publish(first.atMayor, cast.mayor, { waar: 'elders', adres: 'http://x' })).status).toBe(
      400,
    );
    const both = await Promise.all([publish(first.atMayor), publish(first.atMayor)]);
    expect(both.map(({ status }) => status).sort()).toEqual([201, 409]);
    expect(await refused(await publish(first.atMayor))).toEqual([409, 'publication.already']);
    const { rows } = await app.sql("SELECT FROM audit_event WHERE action = 'result.published'");
    expect(rows).toHaveLength(1);
    const told = await eventually(async () => {
      const { rows: notices } = await app.sql(
        "SELECT level, code FROM notice WHERE kind = 'result.published'",
      );
      return notices.length === 0 ? null : notices;
    });
    expect(told).toEqual([{ level: 'GSB', code: '0106' }]);
  });

  it('are handed out to everybody byte for byte, in parts too; the signature, the key and the rest never', async () => {
    const { versies } = await json<Result>(RESULT);
    expect(versies).toMatchObject([
      {
        versie: 1,
        vingerafdruk: first.fingerprint,
        vervangen: false,
        plaats: 'hier',
        adres: `${RESULT}/1/bestand`,
      },
    ]);
    const whole = await app.ask('GET', `${RESULT}/1/bestand`);
    const bytes = Buffer.from(await whole.arrayBuffer());
    expect(bytes.equals(Buffer.from(first.made.pair!.eml.bytes))).toBe(true);
    expect(createHash('sha256').update(bytes).digest('hex')).toBe(first.fingerprint);
    expect(whole.headers.get('repr-digest')).toBe(
      `sha-256=:${Buffer.from(first.fingerprint, 'hex').toString('base64')}:`,
    );
    const part = await app.ask('GET', `/uitslagen/TK2027/0106/510b/1/bestand`, {
      headers: { range: 'bytes=10-19' },
    });
    expect([part.status, await part.text()]).toEqual([206, bytes.subarray(10, 20).toString()]);
    for (const path of ['CSB/230c/1/bestand', '0106/510b/1/handtekening', '0106/230c', '0106/510b/2/bestand'])
      expect((await app.ask('GET', `/v1/uitslagen/TK2027/${path}`)).status).toBe(404);
    expect(JSON.stringify(await json(RESULT))).not.toMatch(/signature|\.crt|\.pdf/);
  });

  it('say that they were superseded, and what is newer; what is old becomes public no more', async () => {
    const second = await count('2027-03-18T02:00:00', first.id);
    expect(await json<Result>(RESULT)).toMatchObject({
      nieuwereGeleverd: true,
      versies: [{ versie: 1, vervangen: true, nieuwere: null }],
    });
    const third = await count('2027-03-18T03:00:00', second.id);
    expect(await refused(await publish(second.atMayor))).toEqual([409, 'delivery.superseded']);
    const adres = 'https://assen.example/uitslag';
    expect((await publish(third.atMayor, cast.mayor, { waar: 'elders', adres })).status).toBe(201);
    expect((await json<Result>(RESULT)).versies).toMatchObject([
      { versie: 2, vervangen: false, plaats: 'elders', adres, nieuwere: null },
      { versie: 1, vervangen: true, nieuwere: 2, plaats: 'hier' },
    ]);
    expect((await app.ask('GET', `${RESULT}/1/bestand`)).status).toBe(200);
    expect((await app.ask('GET', `${RESULT}/2/bestand`)).status).toBe(404);
  });

  it('have their proces-verbaal beside them without signatures, looked at by who publishes it, and taken back', async () => {
    const at = `/openbaar-maken/${first.atMayor}/pv`;
    const mayor = await browse(app, cast.mayor);
    const add = async (bytes: Buffer, ticked: Record<string, string> = { gezien: 'ja' }, by = mayor) => {
      const form = new FormData();
      for (const [name, value] of Object.entries(ticked)) form.set(name, value);
      form.set('bestand', new Blob([new Uint8Array(bytes)]), 'pv-jansen.pdf');
      const response = await by.post(at, form);
      return [response.status, await response.text()] as const;
    };
    const plain = writePdf(PLAIN);
    const image = stream('x', '/Type /XObject /Subtype /Image /Width 1 /Height 1');
    const scan = writePdf({ ...PLAIN, 5: image });
    const signed = goodFiles().find(({ name }) => name === 'signed in one go')!.bytes;
    expect(await (await mayor.get(at)).text()).toContain('Er mag geen handtekening te zien zijn');
    for (const [bytes, ticked, said] of [
      [plain, {}, 'Bekijk elke bladzijde'],
      [signed, { gezien: 'ja' }, 'digitale handtekening'],
      [Buffer.from('geen pdf'), { gezien: 'ja' }, 'Dit is geen PDF'],
      [scan, { gezien: 'ja' }, 'Aantal afbeeldingen in de PDF: 1'],
    ] as const) {
      const [status, html] = await add(bytes, ticked);
      expect([status, html.includes(said)]).toEqual([422, true]);
    }
    const stranger = await browse(app, cast.csb);
    expect((await add(plain, { gezien: 'ja' }, stranger))[0]).toBe(404);
    expect((await add(scan, { gezien: 'ja', afbeeldingen: 'ja' }))[0]).toBe(303);
    expect((await add(plain))[0]).toBe(303);
    expect((await add(plain))[0]).toBe(409);

    interface Papers {
      readonly versies: { versie: number; processenVerbaal: Record<string, unknown>[] }[];
    }
    const papers = async () =>
      (await json<Papers>(RESULT)).versies.find(({ versie }) => versie === 1)!.processenVerbaal;
    const file = `${RESULT}/1/pv/1/bestand`;
    expect(await papers()).toMatchObject([
      { versie: 2, bladzijden: 1 },
      { versie: 1, adres: file },
    ]);
    const fetched = await app.ask('GET', file);
    expect(fetched.headers.get('content-disposition')).toMatch(/^attachment; .*Proces-verbaal_TK2027_0106/);
    expect(Buffer.from(await fetched.arrayBuffer()).equals(scan)).toBe(true);

    expect((await stranger.post(`${at}/1/intrekken`, {})).status).toBe(404);
    expect((await mayor.get(`${at}/1/intrekken`)).status).toBe(200);
    expect((await mayor.post(`${at}/1/intrekken`, {})).status).toBe(303);
    expect((await mayor.post(`${at}/1/intrekken`, {})).status).toBe(404);
    expect(await refused(await app.ask('GET', file))).toEqual([410, 'publication.paperWithdrawn']);
    expect(await papers()).toMatchObject([{ versie: 2 }, { versie: 1, adres: null }]);
    expect((await add(scan, { gezien: 'ja', afbeeldingen: 'ja' }))[0]).toBe(409);
    const { rows } = await app.sql(
      'SELECT count(*)::int AS n FROM publication_object p JOIN object o ON o.id = p.sha256 WHERE o.doomed_at IS NOT NULL',
    );
    expect(rows).toEqual([{ n: 0 }]);
  });

  describe('may be said to be wrong by anybody', () => {
    const FAULT = '/uitslagen/TK2027/0106/510b/fout-melden';
    const SAID = {
      versie: '1',
      plaats: 'bureau 12',
      fout: 'Lijst 3 heeft in het bestand 40 stemmen en op papier 400.',
      naam: 'Jet de Vries',
      email: 'jet@burger.example',
    };
    const send = async (path: string, fields: Record<string, string>) => {
      const headers = { accept: 'text/html', origin: app.baseUrl };
      const response = await app.ask('POST', path, { headers, body: new URLSearchParams(fields) });
      return [response.status, await response.text()] as const;
    };
    const shown = async () => {
      const html = await (await app.ask('GET', FAULT, { headers: { accept: 'text/html' } })).text();
      return { ...SAID, website: '', formulier: /name="formulier" value="([^"]+)"/.exec(html)![1]! };
    };
    const receiptIn = (html: string) => ({
      nummer: /M-\d{4}-\d{6}/.exec(html)![0],
      code: /[a-z2-9]{5}(?:-[a-z2-9]{5}){3}/.exec(html)![0],
    });
    let receipt: ReturnType<typeof receiptIn>;
    let csb: Awaited<ReturnType<typeof browse>>;
    let at: string;

    it('without an account, once per form, not at once, and not by who fills in what nobody sees', async () => {
      const of = (code: string) => app.ask('GET', FAULT.replace('0106', code));
      expect((await of('9999')).status).toBe(404);
      expect(await (await of('0109')).text()).toContain('nog niets openbaar');
      const form = await shown();
      const [early, again] = await send(FAULT, form);
      expect([early, again.includes('sneller terug'), again.includes(SAID.fout)]).toEqual([422, true, true]);
      expect(again).toContain(form.formulier);
      app.clock.forward(5_000);
      for (const [fields, said] of [
        [{ ...form, website: 'https://spam.example' }, 'verborgen veld'],
        [{ ...form, formulier: 'x' }, 'te lang open'],
        [{ ...form, fout: 'kort' }, 'minstens 20 tekens'],
        [{ ...form, email: 'jet zonder apenstaart' }, 'e-mailadres'],
        [{ ...form, versie: '9' }, 'Kies een versie'],
      ] as const) {
        const [status, html] = await send(FAULT, fields);
        expect([status, html.includes(said), html.includes('Geheime code')]).toEqual([422, true, false]);
      }
      const both = await Promise.all([send(FAULT, form), send(FAULT, form)]);
      expect(both.map(([status]) => status)).toEqual([200, 200]);
      receipt = receiptIn(both[0][1]);
      expect(receiptIn(both[1][1])).toEqual(receipt);
      expect((await send(FAULT, { ...form, naam: 'Jan' }))[0]).toBe(409);
      const [used, other] = await send(FAULT, { ...form, fout: 'Iets anders klopt ook niet in lijst 4.' });
      expect([used, other.includes('met iets anders erin'), other.includes(form.formulier)]).toEqual([
        409,
        true,
        false,
      ]);
      expect((await app.sql('SELECT FROM public_report')).rows).toHaveLength(1);
      app.clock.forward(13 * 3_600_000);
      expect((await send(FAULT, form))[0]).toBe(422);
    });

    it('is handled by the CSB alone, which is told that there is something to read', async () => {
      const told = await eventually(async () => {
        const { rows } = await app.sql("SELECT level, facts FROM notice WHERE kind = 'report.received'");
        return rows.length === 0 ? null : rows;
      });
      expect(told).toEqual([{ level: 'CSB', facts: { kind: 'report.received' } }]);
      csb = await browse(app, cast.csb);
      const list = await (await csb.get('/meldingen')).text();
      at = /\/meldingen\/[0-9a-f-]{36}/.exec(list)![0];
      const one = await (await csb.get(at)).text();
      for (const text of [SAID.fout, SAID.naam, SAID.email, SAID.plaats]) expect(one).toContain(text);
      const hsb = await browse(app, cast.hsb);
      expect((await hsb.get(at)).status).toBe(404);
      expect((await csb.post(`${at}/bekijken`, {})).status).toBe(303);
      expect((await csb.post(`${at}/bekijken`, {})).status).toBe(303);
      const answer = { uitkomst: 'beantwoord', antwoord: 'Wij corrigeren dit in een nieuwe zitting.' };
      const both = await Promise.all([csb.post(at, answer), csb.post(at, answer)]);
      expect(both.map(({ status }) => status).sort()).toEqual([303, 409]);
    });

    it('is followed by who has its number and secret, and by nobody else', async () => {
      const wrong = { ...receipt, code: 'abcde-abcde-abcde-abcde' };
      for (const fields of [wrong, { ...receipt, nummer: 'M-2027-999999' }, { nummer: 'x', code: 'y' }])
        expect((await send('/melding-volgen', fields))[0]).toBe(422);
      const typed = { nummer: receipt.nummer.toLowerCase(), code: receipt.code.replaceAll('-', ' ') };
      const [status, html] = await send('/melding-volgen', typed);
      expect([status, html.includes('Wij corrigeren dit')]).toEqual([200, true]);
      for (const text of [SAID.naam, SAID.email, cast.csb.actor.name]) expect(html).not.toContain(text);
    });

    it('stands in no log, event or notice, and who said so is forgotten in time', async () => {
      const { rows } = await app.sql(`SELECT string_agg(t, ' ') AS text FROM (
        SELECT e::text AS t FROM audit_event e UNION ALL SELECT p::text FROM audit_personal p
        UNION ALL SELECT o::text FROM outbox o UNION ALL SELECT n::text FROM notice n
        UNION ALL SELECT d::text FROM dispatch d) AS kept`);
      const { text } = rows[0] as { text: string };
      expect(text).toContain(receipt.nummer);
      for (const said of [...Object.values(SAID).slice(1), receipt.code, 'nieuwe zitting'])
        expect(text).not.toContain(said);
      app.clock.forward(29 * 86_400_000);
      expect(await app.get(ForgetContacts).run()).toBe(0);
      app.clock.forward(2 * 86_400_000);
      expect(await app.get(ForgetContacts).run()).toBe(1);
      expect((await app.sql('SELECT FROM report_contact')).rows).toEqual([]);
    });

    it('is taken so often an hour from one network', async () => {
      const form = await shown();
      app.clock.forward(5_000);
      await app.sql("UPDATE tally SET count = $1 WHERE kind = 'form fault'", [MOST_PER_HOUR]);
      expect((await send(FAULT, form))[0]).toBe(429);
    });
  });
});
