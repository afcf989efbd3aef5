import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { writeDefinition } from '../../src/rehearsal/definition-writer.js';
import { aCouncilDefinition, aDefinition } from '../support/definition.js';
import { startApp, type TestApp, type TestPerson } from '../support/app.js';
import { SHARED } from '../support/shared-data.js';
import { askPage, postForm } from '../support/visitor.js';

const NATIONAL = Buffer.from(writeDefinition(aDefinition()));
const COUNCIL = Buffer.from(writeDefinition(aCouncilDefinition()));
const BYTES = { 'content-type': 'application/octet-stream' };

const OWN_STRINGS = [
  '<script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  "'; DROP TABLE exemption; --",
  '\u202egpj.exe',
  'e\u0301 \u00e9 \ud83d\ude00',
  '{{7*7}} ${7*7} %s %n',
  '0',
  '\u0000',
];

/** Texts that break careless programs: our own, and the shared list where it is. */
function hostileStrings(): string[] {
  const file = path.join(SHARED, 'vectors/strings/blns.json');
  const shared = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as string[]) : [];
  return [...OWN_STRINGS, ...shared.filter((_, i) => i % 4 === 0)];
}

describe('elections', () => {
  let app: TestApp;
  let operator: TestPerson;
  let member: TestPerson;

  beforeAll(async () => {
    app = await startApp({ worker: false });
    await app.configure(COUNCIL);
    operator = await app.person(null, 'OPERATOR', 'OPERATOR');
    member = await app.person('GR2027_Stadskanaal', 'GSB', '0037', 'member');
  }, 60_000);
  afterAll(() => app.close(), 15_000);

  const json = async (path: string, as: TestPerson): Promise<unknown> =>
    (await app.ask('GET', path, { as })).json();
  const page = async (path: string, as = operator) => (await askPage(app, as, path)).text();
  const logged = async (action: string) =>
    (await app.sql('SELECT * FROM audit_event WHERE action = $1 ORDER BY id', [action])).rows as {
      object_id: string;
      election_id: string;
      result: string;
      details: Record<string, unknown>;
    }[];

  describe('setting one up', () => {
    it('shows on a fresh page what to do', async () => {
      const html = await page('/verkiezingen');
      expect(html).toContain('Verkiezing inrichten');
      expect(html).toContain('Gemeenteraad Stadskanaal 2027');
    });

    it('takes a 110a, answers with the election and where it stands, and logs it', async () => {
      const response = await app.ask('POST', '/v1/verkiezingen', {
        as: operator,
        body: NATIONAL,
        headers: { 'content-type': 'text/xml' },
      });
      expect(response.status).toBe(201);
      expect(response.headers.get('location')).toBe('/v1/verkiezingen/TK2027');
      expect(await response.json()).toMatchObject({
        id: 'TK2027',
        naam: 'Tweede Kamer 2027',
        verkiezingsdatum: '2027-03-17',
        organen: { CSB: 1, HSB: 3, GSB: 3, SOL: 1, NBSB: 1, MAYOR: 4, COUNCIL: 1 },
        kalender: { programmatuurUiterlijk: '2027-02-24', verklaringUiterlijk: '2027-03-15' },
      });
      expect(await logged('definition.offered')).toEqual([
        expect.objectContaining({ object_id: 'TK2027', result: 'done' }),
      ]);
      const body = { vingerafdruk: createHash('sha256').update(NATIONAL).digest('hex') };
      const as = await app.person(null, 'OPERATOR', 'OPERATOR');
      const confirmed = await app.ask('POST', '/v1/verkiezingen/TK2027/definitie/bevestigen', { as, body });
      expect(await confirmed.json()).toMatchObject({ id: 'TK2027', stand: 'ingericht' });
    });

    it('refuses the same election again', async () => {
      const response = await app.ask('POST', '/v1/verkiezingen', {
        as: operator,
        body: COUNCIL,
        headers: BYTES,
      });
      expect(response.status).toBe(409);
      expect(await response.json()).toMatchObject({ code: 'election.alreadyConfigured' });
    });

    it('refuses a broken 110a with every reason and its place', async () => {
      const broken = COUNCIL.toString().replace('>23<', '>99<').replace('GR2</', 'ZZ9</');
      const response = await app.ask('POST', '/v1/verkiezingen', {
        as: operator,
        body: Buffer.from(broken),
        headers: BYTES,
      });
      expect(response.status).toBe(422);
      const problem = (await response.json()) as { code: string; errors: Record<string, string>[] };
      expect(problem.code).toBe('election.definitionRefused');
      expect(problem.errors.map((error) => error['code'])).toEqual(
        expect.arrayContaining(['subcategory.unknown', 'seats.range']),
      );
      for (const { pointer, detail } of problem.errors) {
        expect(pointer).toMatch(/^\/\w/);
        expect(detail).toMatch(/regel \d+/);
      }
    });

    it.each([
      ['what is no XML', Buffer.from('PK\x03\x04'), BYTES, 422],
      ['nothing', Buffer.alloc(0), BYTES, 422],
      ['more than 2 MiB', Buffer.alloc(2 * 1024 * 1024 + 1, 0x20), BYTES, 413],
      ['far more than 2 MiB', Buffer.alloc(20 * 1024 * 1024, 0x20), BYTES, 413],
      ['JSON', Buffer.from('{}'), { 'content-type': 'application/json' }, 415],
      ['a picture', Buffer.from('x'), { 'content-type': 'image/png' }, 415],
    ])('answers %s with a problem', async (_, body, headers, status) => {
      const response = await app.ask('POST', '/v1/verkiezingen', { as: operator, body, headers });
      expect(response.status).toBe(status);
      expect(response.headers.get('content-type')).toMatch('application/problem+json');
    });

    it('is for the operator alone: for others the way does not exist', async () => {
      const response = await app.ask('POST', '/v1/verkiezingen', {
        as: member,
        body: NATIONAL,
        headers: BYTES,
      });
      expect(response.status).toBe(404);
    });
  });

  describe('the form of the site', () => {
    const send = (file: Buffer | null) => {
      const form = new FormData();
      form.set(
        'definitie',
        new Blob(file === null ? [] : [new Uint8Array(file)]),
        file === null ? '' : 'def.xml',
      );
      return postForm(app, operator, '/verkiezingen', form);
    };

    it('goes to the draft of the new election', async () => {
      const made = writeDefinition(aDefinition({ id: 'TK2027_Tweede', name: 'Nog een <Kamer>' }));
      const response = await send(Buffer.from(made));
      expect(response.status).toBe(303);
      expect(response.headers.get('location')).toBe(
        '/verkiezingen/TK2027_Tweede/definitie?melding=aangeboden',
      );
      const html = await page('/verkiezingen/TK2027_Tweede/definitie?melding=aangeboden');
      expect(html).toContain('Aangeboden. Het is nog niet klaar.');
      expect(html).toContain('Nog een &lt;Kamer>');
    });

    it('shows every reason beside the form, and logs the attempt', async () => {
      const before = (await logged('request.attempted')).length;
      const response = await send(
        Buffer.from(COUNCIL.toString().replace('>23<', '>99<').replace('GR2</', 'ZZ9</')),
      );
      expect(response.status).toBe(422);
      const html = await response.text();
      expect(html).toContain('seats.range');
      expect(html).toContain('subcategory.unknown');
      expect(html).toContain('name="definitie"');
      expect(await logged('request.attempted')).toHaveLength(before + 1);
    });

    it.each([
      ['no file', null, 400, 'U koos geen bestand'],
      ['an election that is there', COUNCIL, 409, 'Deze verkiezing bestaat al'],
      ['a file that is too large', Buffer.alloc(3 * 1024 * 1024, 0x20), 413, 'Het bestand is te groot'],
    ])('says what to do after %s', async (_, file, status, words) => {
      const response = await send(file);
      expect(response.status).toBe(status);
      expect(await response.text()).toContain(words);
    });
  });

  describe('reading', () => {
    const ids = (answer: unknown) =>
      (answer as { verkiezingen: { id: string }[] }).verkiezingen.map((election) => election.id).sort();

    it('shows the operator all and others those of their hats', async () => {
      expect(ids(await json('/v1/verkiezingen', operator))).toEqual(
        expect.arrayContaining(['GR2027_Stadskanaal', 'TK2027']),
      );
      expect(ids(await json('/v1/verkiezingen', member))).toEqual(['GR2027_Stadskanaal']);
    });

    it('does not tell a foreign election from one that is not there', async () => {
      const answers = await Promise.all(
        ['TK2027', 'TK2099', '%00', 'x'.repeat(190)].flatMap((id) =>
          ['', '/stembureaus', '/routes'].map(async (below) => {
            const response = await app.ask('GET', `/v1/verkiezingen/${id}${below}`, { as: member });
            const { code, detail } = (await response.json()) as Record<string, string>;
            return `${response.status} ${code} ${detail}`;
          }),
        ),
      );
      expect(new Set(answers).size).toBe(1);
      expect(answers[0]).toMatch(/^404 request.notFound/);
    });

    it('asks who has not signed in to do so', async () => {
      expect((await app.ask('GET', '/v1/verkiezingen')).status).toBe(401);
    });

    it('gives the committees, narrowed by level and search', async () => {
      const answer = (await json('/v1/verkiezingen/TK2027/stembureaus?niveau=GSB&zoek=dordr', operator)) as {
        stembureaus: unknown[];
      };
      expect(answer.stembureaus).toEqual([
        {
          niveau: 'GSB',
          code: '0505',
          naam: 'Gemeentelijk stembureau Dordrecht',
          plaats: 'Dordrecht',
          hoofdstembureau: 'HSB14',
          burgemeester: '0505',
        },
      ]);
    });

    it('names every wrong query together', async () => {
      const response = await app.ask(
        'GET',
        `/v1/verkiezingen/TK2027/stembureaus?niveau=X&zoek=${'x'.repeat(101)}`,
        {
          as: operator,
        },
      );
      expect(response.status).toBe(400);
      const { errors } = (await response.json()) as { errors: { pointer: string }[] };
      expect(errors.map((error) => error.pointer)).toEqual(['/niveau', '/zoek']);
    });

    it('gives each route with its article, and a page to print', async () => {
      const { routes } = (await json('/v1/verkiezingen/TK2027/routes', operator)) as { routes: unknown[] };
      expect(routes).toContainEqual({
        van: 'GSB',
        bestand: '510b',
        naar: ['MAYOR', 'HSB', 'CSB'],
        artikel: 'Na 32 lid 3',
        grond: 'wet',
      });
      const html = await page('/verkiezingen/TK2027/routes');
      expect(html).toContain('Na 32 lid 3');
      expect(html).toContain('afgeleid');
    });

    it('shows facts, calendar and committees a page at a time', async () => {
      const html = await page('/verkiezingen/TK2027?zoek=dordrecht&pagina=7');
      expect(html).toContain('woensdag 17 maart 2027');
      expect(html).toContain('Kiesbesluit Ea 6');
      expect(html).toContain('Hoofdstembureau Dordrecht');
      expect(html).not.toContain('Gemeentelijk stembureau Stadskanaal');
      expect((await app.ask('GET', '/verkiezingen/TK2027', { as: member })).status).toBe(404);
    });
  });

  describe('what is not due', () => {
    const address = '/v1/verkiezingen/TK2027/niet-verschuldigd';
    const wish = { niveau: 'GSB', code: '0505', reden: 'onderbroken', toelichting: 'Besluit <1>' };
    const declare = (body: unknown, as = operator) => app.ask('POST', address, { as, body });

    it('lists what follows from the settings', async () => {
      const { nietVerschuldigd } = (await json(address, operator)) as { nietVerschuldigd: unknown[] };
      expect(nietVerschuldigd).toEqual([
        {
          id: null,
          niveau: 'SOL',
          code: '9001',
          reden: 'eilandNeemtNietDeel',
          artikel: 'Ya 3b lid 2',
          toelichting: null,
          sinds: null,
          tot: null,
        },
      ]);
    });

    it('is declared once, shown with its article, ended once, and both are logged', async () => {
      const [first, second] = await Promise.all([declare(wish), declare(wish)]);
      expect([first.status, second.status].sort()).toEqual([201, 409]);
      const made = (await (first.status === 201 ? first : second).json()) as { id: string };
      expect(made).toMatchObject({ ...wish, artikel: 'Ea 13', tot: null });
      expect(await page('/verkiezingen/TK2027')).toContain('Besluit &lt;1>');

      const end = () => app.ask('POST', `${address}/${made.id}/beeindigen`, { as: operator });
      const ended = await end();
      expect(ended.status).toBe(200);
      expect(((await ended.json()) as { tot: string }).tot).toMatch(/Z$/);
      expect((await end()).status).toBe(404);
      expect(await logged('exemption.declared')).toMatchObject([
        {
          object_id: made.id,
          election_id: 'TK2027',
          details: { committee: 'GSB:0505', ground: 'interrupted' },
        },
      ]);
      expect(await logged('exemption.ended')).toMatchObject([{ object_id: made.id, result: 'done' }]);
      expect((await declare(wish)).status).toBe(201);
    });

    it.each([
      ['a committee that delivers nothing', { ...wish, niveau: 'MAYOR' }, 422, 'election.unknownCommittee'],
      ['a reason for islands', { ...wish, reden: 'eilandNeemtNietDeel' }, 422, 'election.reasonDoesNotFit'],
      ['no reason at all', { ...wish, toelichting: '  ' }, 400, 'request.invalid'],
      ['a NUL', { ...wish, toelichting: 'a\0b' }, 400, 'request.invalid'],
      ['another field', { ...wish, extra: 1 }, 400, 'request.invalid'],
    ])('is refused with %s', async (_, body, status, code) => {
      const response = await declare(body);
      expect(response.status).toBe(status);
      expect(await response.json()).toMatchObject({ code });
    });

    it('cannot be ended from another election, nor by what is no id', async () => {
      const { nietVerschuldigd } = (await json(address, operator)) as { nietVerschuldigd: { id: string }[] };
      const { id } = nietVerschuldigd.at(-1)!;
      const foreign = `/v1/verkiezingen/GR2027_Stadskanaal/niet-verschuldigd/${id}/beeindigen`;
      expect((await app.ask('POST', foreign, { as: operator })).status).toBe(404);
      expect((await app.ask('POST', `${address}/1/beeindigen`, { as: operator })).status).toBe(404);
    });

    it('keeps any text that can be kept as it was typed, and refuses the rest', async () => {
      const blns = ['\ud800', ...hostileStrings()];
      for (const toelichting of blns) {
        const response = await declare({ ...wish, code: '0518', toelichting });
        expect([201, 400]).toContain(response.status);
        if (response.status === 400) continue;
        const made = (await response.json()) as { id: string; toelichting: string };
        expect(made.toelichting).toBe(toelichting.trim());
        await app.ask('POST', `${address}/${made.id}/beeindigen`, { as: operator });
      }
      const html = await page('/verkiezingen/TK2027');
      expect(html).not.toMatch(/<script>alert|<img src=x/i);
    }, 60_000);

    it('finds nothing and breaks nothing when searched for any text', async () => {
      for (const text of hostileStrings().slice(0, 60)) {
        const zoek = encodeURIComponent(text.slice(0, 60));
        const response = await app.ask('GET', `/v1/verkiezingen/TK2027/stembureaus?zoek=${zoek}`, {
          as: operator,
        });
        expect(response.status).toBe(200);
      }
    }, 60_000);

    it('is for the operator alone', async () => {
      expect((await declare(wish, member)).status).toBe(404);
      expect((await app.ask('GET', address, { as: member })).status).toBe(404);
    });

    it('can be done with the form, which comes back with what was typed', async () => {
      const post = (fields: Record<string, string>) =>
        postForm(app, operator, '/verkiezingen/TK2027/niet-verschuldigd', fields);
      const wrong = await post({ orgaan: 'GSB:0037', toelichting: 'kenmerk 7' });
      expect(wrong.status).toBe(422);
      const html = await wrong.text();
      expect(html).toContain('Kies een reden.');
      expect(html).toContain('kenmerk 7');
      expect(html).toMatch(/<option value="GSB:0037" selected/);
      const theirs = await post({ orgaan: 'GSB:0037', reden: 'buitenBeschouwing', toelichting: 'kenmerk 7' });
      expect(await theirs.text()).toContain('Dit besluit neemt het stembureau zelf');
      const right = await post({ orgaan: 'GSB:0037', reden: 'onderbroken', toelichting: 'kenmerk 7' });
      expect(right.status).toBe(303);
      expect(await page('/verkiezingen/TK2027?melding=verklaard')).toContain('hoeft niet te komen');
    });
  });
});
