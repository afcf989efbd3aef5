import { createHash } from 'node:crypto';
import fs from 'node:fs/promises';
import path from 'node:path';
import pg from 'pg';
import { TellBodies } from '../../src/notify/tell-bodies.js';
import type { Payload } from '../../src/platform/jobs/outbox.js';
import { writeDefinition } from '../../src/rehearsal/definition-writer.js';
import { TendObjects } from '../../src/upload/tend-objects.js';
import { startApp, type TestApp, type TestPerson } from '../support/app.js';
import { aCouncilDefinition, aDefinition } from '../support/definition.js';

interface Shown {
  readonly documenten: readonly {
    readonly soort: string;
    readonly uiterlijk: string | null;
    readonly teLaat: boolean;
    readonly ontbreekt: boolean;
    readonly nu: { readonly stand: string; readonly bestand?: { readonly adres: string } } | null;
    readonly eerder: readonly unknown[];
  }[];
}

const PDF = Buffer.from('%PDF-1.7\nproef');
const BYTES = { 'content-type': 'application/octet-stream' };

describe('the publication register', () => {
  let app: TestApp;
  let operator: TestPerson;
  let other: TestPerson;

  beforeAll(async () => {
    app = await startApp({ worker: false });
    await app.configure(writeDefinition(aDefinition()));
    await app.configure(
      writeDefinition(aCouncilDefinition({ id: 'BC2027_Bonaire', category: 'BC', subcategory: 'BC' })),
    );
    operator = await app.person(null, 'OPERATOR', 'OPERATOR');
    other = await app.person(null, 'OPERATOR', 'OPERATOR');
    app.clock.setTo(new Date('2027-01-20T12:00:00Z'));
  }, 60_000);
  afterAll(() => app.close(), 15_000);

  const shown = async (kind: string) => {
    const register = (await (await app.ask('GET', '/v1/publicaties/TK2027')).json()) as Shown;
    return register.documenten.find(({ soort }) => soort === kind)!;
  };
  const put = (kind: string, name: string, seen: number, body: Uint8Array, as = operator) =>
    app.ask(
      'PUT',
      `/v1/publicaties/TK2027/documenten/${kind}?naam=${encodeURIComponent(name)}&versie=${seen}`,
      {
        ...{ as, body },
        headers: BYTES,
      },
    );
  const say = (kind: string, body: object, as: TestPerson | null = operator) =>
    app.ask('POST', `/v1/publicaties/TK2027/documenten/${kind}`, {
      ...(as === null ? {} : { as }),
      body,
    });
  const page = async (path: string, as?: TestPerson) =>
    (
      await app.ask('GET', path, { ...(as === undefined ? {} : { as }), headers: { accept: 'text/html' } })
    ).text();

  it('takes a file, in time, and gives it to everybody to save', async () => {
    expect((await put('toets', 'toets.pdf', 0, PDF)).status).toBe(200);
    const { nu, teLaat, uiterlijk } = await shown('toets');
    expect([nu?.stand, teLaat, uiterlijk]).toEqual(['hier', false, '2027-02-01']);
    const file = await app.ask('GET', nu!.bestand!.adres);
    expect(Buffer.from(await file.arrayBuffer())).toEqual(PDF);
    expect(file.headers.get('content-disposition')).toBe('attachment; filename="toets.pdf"');
    expect(file.headers.get('x-content-type-options')).toBe('nosniff');
  });

  it('takes what is replaced into its history, and tells the second of two at once', async () => {
    const answers = await Promise.all([
      say('toets', { stand: 'elders', versie: 1, adres: 'https://kiesraad.example/toets' }, operator),
      put('toets', 'anders.pdf', 1, Buffer.concat([PDF, PDF]), other),
    ]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
    expect((await shown('toets')).eerder).toHaveLength(1);
  });

  it.each([
    ['een.html', '<html>'],
    ['een.svg', '<svg/>'],
    ['een.xml', '<a/><svg />'],
  ])('refuses %s', async (name, text) => {
    const response = await put('specificatie', name, 0, Buffer.from(text));
    expect([response.status, ((await response.json()) as { code: string }).code]).toEqual([
      415,
      'register.badFile',
    ]);
  });

  it.each([
    { stand: 'elders', versie: 0, adres: 'http://kiesraad.example/' },
    { stand: 'elders', versie: 0, adres: 'javascript:alert(1)' },
    { stand: 'geldtNog', versie: 0, uitgave: '1' },
    { stand: 'nietOpenbaar', versie: 0, reden: ' ' },
  ])('refuses %j', async (body) => expect((await say('specificatie', body)).status).toBe(400));

  it('is written by the Kiesraad alone', async () => {
    const csb = await app.person('TK2027', 'CSB', 'CSB');
    const body = { stand: 'nietOpenbaar', versie: 0, reden: 'proef' };
    expect((await say('specificatie', body, csb)).status).toBe(404);
    expect((await say('specificatie', body, null)).status).toBe(401);
  });

  it('knows no election outside the Kieswet', async () => {
    expect((await app.ask('GET', '/v1/publicaties/BC2027_Bonaire')).status).toBe(404);
    expect(await page('/publicaties')).not.toContain('BC2027_Bonaire');
  });

  it('asks for what is due on the first page, and says what is late when its day is over', async () => {
    const open = await shown('gebruiksvoorschriften');
    expect(open.ontbreekt).toBe(false);
    expect(await page('/', operator)).toContain('Naar het register');
    app.clock.setTo(new Date('2027-02-01T23:00:00Z'));
    expect((await shown('gebruiksvoorschriften')).ontbreekt).toBe(true);
    expect(await page('/', operator)).toContain('te laat: Tweede Kamer 2027');
    expect(await page('/register/TK2027', operator)).toContain('ontbreekt, te laat');
  });

  it('accepts what comes after its day, from a page that was open before it, and marks it', async () => {
    const adres = 'https://kiesraad.example/voorschriften';
    expect((await say('gebruiksvoorschriften', { stand: 'elders', versie: 0, adres })).status).toBe(200);
    expect(await shown('gebruiksvoorschriften')).toMatchObject({ teLaat: true, ontbreekt: false });
    await say('aansluitvoorschriften', {
      ...{ stand: 'geldtNog', versie: 0, uitgave: '2025', staatscourant: '2025, 26913' },
    });
    expect(await shown('aansluitvoorschriften')).toMatchObject({ teLaat: false, ontbreekt: false });
  });

  it('keeps each day that is entered, with the old value in the log', async () => {
    const enter = (day: string) =>
      app.ask('PUT', '/v1/publicaties/TK2027/gegevens', { as: operator, body: { uitslagvaststelling: day } });
    await enter('2027-03-25');
    expect((await enter('2027-03-26')).status).toBe(200);
    expect((await shown('meldingen')).uiterlijk).toBe('2027-03-26');
    const { gegevens } = (await (
      await app.ask('GET', '/v1/publicaties/TK2027', { as: operator })
    ).json()) as {
      gegevens: object;
    };
    expect(gegevens).toMatchObject({ uitslagvaststelling: '2027-03-26', geloofsbrieven: null });
    expect((await enter('2027-02-30')).status).toBe(400);
    const { rows } = await app.sql(
      "SELECT details FROM audit_event WHERE action = 'register.factEntered' ORDER BY id",
    );
    expect(rows).toMatchObject([
      { details: { fact: 'result', value: '2027-03-25', valueBefore: null } },
      { details: { fact: 'result', value: '2027-03-26', valueBefore: '2027-03-25' } },
    ]);
  });

  it('shows everybody the documents, finds one, and gives a calendar', async () => {
    const html = await page('/publicaties?zoek=gebruiks');
    expect(html).toContain('https://kiesraad.example/voorschriften');
    expect(html).toContain('gepubliceerd, te laat');
    expect(html).not.toContain('Uitvoeringsplan');
    const file = await app.ask('GET', '/publicaties/agenda.ics');
    expect(file.headers.get('content-type')).toContain('text/calendar');
    expect(await file.text()).toContain('UID:TK2027-uitslag@localhost\r\n');
  });

  it('finds by what was said of a document, by program too', async () => {
    const found = async (zoek: string) => {
      const answer = await app.ask('GET', `/v1/publicaties?zoek=${encodeURIComponent(zoek)}`);
      return ((await answer.json()) as { registers: Shown[] }).registers.flatMap(({ documenten }) =>
        documenten.map(({ soort }) => soort),
      );
    };
    expect(await found('voorschriften 26913')).toEqual(['aansluitvoorschriften']);
    expect(await found('toets.pdf niet')).toEqual([]);
  });

  it('raises an alarm, once, when a kept file is not what was published: fetched, or found by the platform', async () => {
    const spoil = async (kind: string, bytes: Buffer) => {
      await put(kind, `${kind}.pdf`, 0, bytes);
      const sha = createHash('sha256').update(bytes).digest('hex');
      const kept = path.join(app.varDir, 'objects', sha.slice(0, 2), sha);
      await fs.chmod(kept, 0o600);
      await fs.writeFile(kept, Buffer.alloc(bytes.length, 1));
      return sha;
    };
    const fetched = await spoil('specificatie', Buffer.from('%PDF-1.7 een'));
    const { nu } = await shown('specificatie');
    for (let i = 0; i < 2; i += 1) {
      const answer = await app.ask('GET', nu!.bestand!.adres);
      expect([answer.status, ((await answer.json()) as { code: string }).code]).toEqual([
        503,
        'register.damaged',
      ]);
    }
    const tended = await spoil('uitvoeringsplan', Buffer.from('%PDF-1.7 twee'));
    await app.sql('UPDATE object SET checked_at = NULL WHERE id = $1', [tended]);
    await app.sql('UPDATE object SET checked_at = now() WHERE id <> $1', [tended]);
    expect(await app.get(TendObjects).check()).toBe(1);
    const alarms = await app.sql(
      "SELECT object_id, election_id, details FROM audit_event WHERE action = 'object.damaged' ORDER BY id",
    );
    expect(alarms.rows).toMatchObject([
      { object_id: fetched, election_id: 'TK2027', details: { documentKind: 'specificatie', file: 1 } },
      { object_id: tended, election_id: 'TK2027', details: { documentKind: 'uitvoeringsplan', file: 1 } },
    ]);
    const { rows } = await app.sql("SELECT payload FROM outbox WHERE topic = 'register.damaged' ORDER BY id");
    const told = app.get(TellBodies);
    const payloads = (rows as { payload: Payload }[]).map(({ payload }) => payload);
    expect(await app.db.transaction((tx) => told.run(tx, 'register.damaged', payloads))).toBe(2);
    const first = await page('/', operator);
    expect(first).toContain('Alarm: een document van het publicatieregister is beschadigd');
    expect(first).toContain('/register/TK2027/specificatie');
  });

  it('says to the Kiesraad alone by whom', async () => {
    expect(await page('/register/TK2027/specificatie', other)).toContain(operator.actor.name);
    expect(await page('/publicaties')).not.toContain(operator.actor.name);
  });

  it('changes and removes nothing', async () => {
    const service = new pg.Client({ connectionString: app.database.appUrl });
    await service.connect();
    for (const table of ['register_entry', 'register_fact'])
      for (const act of [`UPDATE ${table} SET number = 1`, `DELETE FROM ${table}`])
        await expect(service.query(act)).rejects.toThrow('permission denied');
    await service.end();
  });
});
