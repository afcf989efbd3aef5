import pg from 'pg';
import { append, appendAll } from '../../src/audit/audit.store.js';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { erasePersonal } from '../../src/audit/erasure.store.js';
import { listEvents } from '../../src/audit/audit-list.store.js';
import { readClear, readLeaf } from '../../src/audit/leaf.js';
import { keyRejected, keyRevoked } from '../../src/keys/events.js';
import { submissionReceived } from '../../src/upload/events.js';
import { startApp, type TestApp, type TestPerson } from '../support/app.js';
import { StartedPlatform } from '../support/started-platform.js';
import { Visitor } from '../support/visitor.js';

const KEY = 'ab'.repeat(32);
const SHA = 'cd'.repeat(32);

interface Kept {
  readonly id: string;
  readonly version: number;
  readonly at: Date;
  readonly leaf: Buffer;
  readonly salt: Buffer | null;
  readonly clear: string | null;
}

describe('the log as it is kept', () => {
  let app: TestApp;
  let operator: TestPerson;
  let filled = false;

  beforeAll(async () => {
    app = await startApp({ worker: false });
    operator = await app.person(null, 'OPERATOR', 'OPERATOR');
  }, 60_000);
  afterAll(() => app.close());
  beforeEach(async () => {
    if (!filled) await app.sql('TRUNCATE audit_event CASCADE');
  });

  const asOwner = async <T>(work: (client: pg.Client) => Promise<T>): Promise<T> => {
    const client = new pg.Client({ connectionString: app.database.ownerUrl });
    await client.connect();
    try {
      return await work(client);
    } finally {
      await client.end();
    }
  };
  const rejected = (reason = 'verkeerd') =>
    keyRejected({
      object: { id: 'k1', electionId: 'TK2027' },
      actor: operator.actor,
      details: { keyId: KEY, from: 'registered', reason },
    });
  const keep = (reason?: string) => app.db.transaction((tx) => append(tx, rejected(reason), app.clock.now()));
  const kept = async () =>
    (
      await app.sql(
        'SELECT e.*, p.salt, p.clear FROM audit_event e LEFT JOIN audit_personal p ON p.event_id = e.id ORDER BY e.id',
      )
    ).rows as Kept[];
  const found = (query: object) => listEvents(app.db.read, query, 100);

  it('fixes an event by our own clock, to the millisecond, and keeps what is personal apart', async () => {
    app.clock.setTo(new Date('2027-03-17T20:15:30.125Z'));
    await keep('met "aanhalingstekens" en 😀');
    const [event] = await kept();
    const leaf = readLeaf(event!.leaf.toString());
    expect(event).toMatchObject({ version: 1, person_name: null, ip: null, agent: null });
    expect(event!.at.toISOString()).toBe(leaf.at);
    expect(leaf.at).toMatch(/^2027-03-17T20:15:30\.\d{3}Z$/);
    expect(event!.leaf.toString()).not.toContain(operator.actor.name);
    expect(readClear(leaf, event!.salt!, event!.clear!)).toEqual({
      name: operator.actor.name,
      ip: '127.0.0.1',
      agent: 'test',
      details: { reason: 'met "aanhalingstekens" en 😀' },
    });
  });

  it('keeps many at once in their order, each with its own salt', async () => {
    const events = Array.from({ length: 50 }, (_, i) => rejected(`reden ${i}`));
    await app.db.transaction((tx) => appendAll(tx, events, app.clock.now()));
    const rows = await kept();
    expect(rows.map(({ clear }) => (JSON.parse(clear!) as { details: object }).details)).toEqual(
      events.map((_, i) => ({ reason: `reden ${i}` })),
    );
    expect(new Set(rows.map(({ salt }) => salt!.toString('hex'))).size).toBe(50);
  });

  it('is not kept when what it records is not', async () => {
    const work = app.db.transaction(async (tx) => {
      await append(tx, rejected(), app.clock.now());
      throw new Error('stop');
    });
    await expect(work).rejects.toThrow('stop');
    expect(await kept()).toEqual([]);
    expect((await app.sql('SELECT 1 FROM audit_personal')).rows).toEqual([]);
  });

  it('lets the running application add, and nothing else', async () => {
    await keep();
    const client = new pg.Client({ connectionString: app.database.appUrl });
    await client.connect();
    try {
      for (const statement of [
        "UPDATE audit_event SET action = 'x'",
        'DELETE FROM audit_event',
        "UPDATE audit_personal SET clear = '{}'",
        'DELETE FROM audit_personal',
        'TRUNCATE audit_personal',
      ])
        await expect(client.query(statement)).rejects.toThrow('permission denied');
    } finally {
      await client.end();
    }
  });

  it('takes what a release before this one adds, and reads it beside its own', async () => {
    await app.sql(`INSERT INTO audit_event (action, object_kind, object_id, result, person_name, ip, details)
      VALUES ('submission.opened', 'submission', 'oud', 'done', 'Bert Oud', '192.0.2.9', '{"nummer": "2026-000019"}')`);
    await keep();
    expect((await found({})).map(({ action, state }) => [action, state])).toEqual([
      ['key.rejected', 'whole'],
      ['submission.opened', 'whole'],
    ]);
    for (const query of [{ person: 'bert' }, { ip: '192.0.2.' }, { about: '2026-000019' }, { about: 'oud' }])
      expect((await found(query)).map(({ personName }) => personName)).toEqual(['Bert Oud']);
  });

  it('stays valid when what is personal is erased, and says that it was', async () => {
    await keep();
    const before = await kept();
    const personId = operator.actor.personId;
    expect(await asOwner((owner) => erasePersonal(owner, personId, app.clock.now()))).toBe(1);
    const [after, logged] = await kept();
    expect(after).toMatchObject({ salt: null, clear: null, leaf: before[0]!.leaf });
    expect(readLeaf(after!.leaf.toString())).toMatchObject({ action: 'key.rejected', actor: { personId } });
    expect(readLeaf(logged!.leaf.toString())).toMatchObject({
      action: 'personal.erased',
      object: { id: personId },
      details: { count: 1 },
    });
    const page = await (await (await new Visitor(app).chooseToBe(personId)).get('/logboek')).text();
    expect(page).toContain('Gewist');
    expect(page).not.toContain('verkeerd');
  });

  it('erases what it says of somebody by a command of who owns the database, and logs that', async () => {
    await keep();
    const { personId } = operator.actor;
    const [{ email }] = (await app.sql('SELECT email FROM person WHERE id = $1', [personId])).rows as [
      { email: string },
    ];
    const urls = { DATABASE_URL: app.database.appUrl, DATABASE_OWNER_URL: app.database.ownerUrl };
    const run = async (...args: string[]) => {
      const folder = mkdtempSync(path.join(tmpdir(), 'overdracht-wis-'));
      const started = StartedPlatform.start({ VAR_DIR: folder, ...urls }, ['dist/main.js', ...args]);
      const code = await started.ended(60_000);
      rmSync(folder, { recursive: true, force: true });
      return { code, said: started.output };
    };
    expect(await run('wis-persoon', 'niemand@test.example')).toMatchObject({
      code: 1,
      said: expect.stringContaining('Er is geen persoon «niemand@test.example»') as string,
    });
    expect((await run('wis-persoon')).said).toContain('Geef ook wie');
    expect(await run('wis-persoon', email)).toMatchObject({
      code: 0,
      said: expect.stringContaining('Gewist in 1 regels') as string,
    });
    const [erased, logged] = await kept();
    expect(erased).toMatchObject({ salt: null, clear: null });
    expect(readLeaf(logged!.leaf.toString())).toMatchObject({
      action: 'personal.erased',
      object: { id: personId },
      details: { count: 1 },
    });
  });

  it('shows what was changed behind its back as damaged, and the rest of the page', async () => {
    await keep();
    await app.sql(`UPDATE audit_personal SET clear = replace(clear, 'verkeerd', 'goed')`);
    await keep();
    expect((await found({})).map(({ state }) => state)).toEqual(['whole', 'damaged']);
  });

  it('finds all about one object by any of its names', async () => {
    const actor = operator.actor;
    const object = { id: '00000000-0000-4000-8000-00000000000a', electionId: null };
    await keep();
    await app.db.transaction((tx) =>
      appendAll(
        tx,
        [
          keyRevoked({ object: { id: 'k2' }, actor, details: { keyId: KEY, from: 'approved', reason: 'x' } }),
          submissionReceived({
            object,
            actor,
            details: { number: '2026-000019', index: 0, fileName: 'a.zip', size: 3, sha256: SHA },
          }),
        ],
        app.clock.now(),
      ),
    );
    const actions = async (query: object) => (await found(query)).map(({ action }) => action);
    expect(await actions({ about: KEY })).toEqual(['key.revoked', 'key.rejected']);
    expect(await actions({ about: 'k1' })).toEqual(['key.rejected']);
    expect(await actions({ about: '2026-000019' })).toEqual(['submission.received']);
    expect(await actions({ about: '00000000-0000-4' })).toEqual(['submission.received']);
    expect(await actions({ about: SHA.replace(/(.{4})(?!$)/g, '$1 ') })).toEqual(['submission.received']);
    expect(await actions({ about: '%' })).toEqual([]);
    expect(await actions({ person: actor.name.toUpperCase(), action: 'key.revoked' })).toEqual([
      'key.revoked',
    ]);
    expect(await actions({ person: '%' })).toEqual([]);
    expect(await actions({ ip: '127.0.', body: 'OPERATOR' })).toHaveLength(3);
  });

  it.each([
    { about: '2026-000019' },
    { about: SHA },
    { person: 'persoon 77' },
    { ip: '10.0.7.' },
    { code: 'keys.rare' },
    { electionId: 'EP2029' },
    { body: 'HSB:HSB7 ' },
    { action: 'key.approved' },
  ])('is searched by an index: %p', async (query) => {
    const [name] = Object.keys(query);
    if (!filled) await fill(20_000);
    filled = true;
    const plans: string[] = [];
    const explaining = {
      $queryRaw: async (strings: TemplateStringsArray, ...values: unknown[]) => {
        const { Prisma } = await import('../../src/platform/postgres/generated/client.js');
        const { text, values: bound } = Prisma.sql(strings, ...values);
        const { rows } = await app.sql(`EXPLAIN ${text}`, bound);
        plans.push(...(rows as { 'QUERY PLAN': string }[]).map((row) => row['QUERY PLAN']));
        return [];
      },
    };
    await listEvents(explaining as never, query, 51);
    expect({ name, scans: plans.filter((line) => /Seq Scan/.test(line)) }).toEqual({ name, scans: [] });
    expect(plans.join('\n')).not.toMatch(
      /audit_event_pkey.*\n.*Filter: \(?\(?(object|code|hat|election|action)/,
    );
  });

  /** Events of many people, addresses and objects, of which the searched ones are few. */
  async function fill(count: number): Promise<void> {
    await app.sql(
      `INSERT INTO audit_event (version, action, object_kind, object_id, election_id, result, code, hat, details, leaf, names)
      SELECT 1, CASE WHEN i % 500 = 0 THEN 'key.approved' ELSE 'submission.viewed' END, 'submission', md5(i::text),
        CASE WHEN i % 500 = 1 THEN 'EP2029' ELSE 'TK2027' END, CASE WHEN i % 3 = 0 THEN 'refused' ELSE 'done' END,
        CASE WHEN i % 900 = 0 THEN 'keys.rare' WHEN i % 3 = 0 THEN 'request.notFound' END,
        'HSB:HSB' || (i % 300) || ' TK2027 member', '{}', '\\x7b7d',
        ARRAY['2026-' || lpad((i / 5)::text, 6, '0'), sha256(i::text::bytea)::text]
      FROM generate_series(1, $1::int) AS i`,
      [count],
    );
    await app.sql(`INSERT INTO audit_personal (event_id, salt, clear)
      SELECT id, '\\x00', json_build_object('name', 'Persoon ' || id % 1000, 'ip', '10.0.' || id % 250 || '.' || id % 99)
      FROM audit_event`);
    await app.sql('VACUUM ANALYZE audit_event, audit_personal');
  }
});
