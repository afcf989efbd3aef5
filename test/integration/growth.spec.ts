import { ForgetExpired } from '../../src/identity/forget-expired.js';
import { SweepDeliveries } from '../../src/routing/sweep-deliveries.js';
import { TidySubmissions } from '../../src/upload/tidy-submissions.js';
import { DeliveryStore } from '../../src/routing/delivery.store.js';
import type { DeliveryId } from '../../src/routing/delivery.js';
import { sha256 } from '../../src/kernel/fingerprint.js';
import { startApp, type TestApp, type TestPerson } from '../support/app.js';
import { configureTk } from '../support/uploads.js';

describe('what would grow without bound', () => {
  let app: TestApp;
  let assen: TestPerson;
  beforeAll(async () => {
    app = await startApp({ worker: false });
    await configureTk(app);
    assen = await app.person('TK2027', 'GSB', '0106');
  });
  afterAll(() => app?.close());

  const column = async (sql: string) =>
    (await app.sql(sql)).rows.map((row: object) => Object.values(row)[0] as unknown);

  it('idempotency keys go after a week, and room that nobody used when its time is over', async () => {
    await app.sql(`INSERT INTO submission_request (election_id, level, code, key, digest, submission_id, at) VALUES
      ('TK2027', 'GSB', '0106', 'old', 'd', gen_random_uuid(), now() - interval '8 days'),
      ('TK2027', 'GSB', '0106', 'new', 'd', gen_random_uuid(), now() - interval '6 days')`);
    await app.sql(`INSERT INTO upload_reservation (id, election_id, level, code, bytes, until) VALUES
      (gen_random_uuid(), 'TK2027', 'GSB', '0106', 1, now() - interval '1 second'),
      (gen_random_uuid(), 'TK2027', 'GSB', '0106', 2, now() + interval '1 minute')`);
    expect(await app.get(TidySubmissions).forget()).toBe(2);
    expect(await column('SELECT key FROM submission_request')).toEqual(['new']);
    expect(await column('SELECT bytes::int FROM upload_reservation')).toEqual([2]);
  });

  it('invitations and tokens go a month after their end', async () => {
    const { personId, hat } = assen.actor;
    await app.sql(
      `INSERT INTO invitation (token_hash, person_id, expires_at) VALUES
      ('old', $1, now() - interval '31 days'), ('over', $1, now() - interval '29 days')`,
      [personId],
    );
    await app.sql(
      `INSERT INTO access_token (token_hash, hat_id, label, expires_at, revoked_at) VALUES
      ('old', $1, 'x', now() - interval '31 days', NULL),
      ('revoked', $1, 'x', now() + interval '1 day', now() - interval '31 days'),
      ('over', $1, 'x', now() - interval '29 days', NULL)`,
      [hat.id],
    );
    expect(await app.get(ForgetExpired).run()).toBe(3);
    expect(await column('SELECT token_hash FROM invitation')).toEqual(['over']);
    expect(await column('SELECT token_hash FROM access_token WHERE length(token_hash) < 64')).toEqual([
      'over',
    ]);
    expect((await app.ask('GET', '/v1/leveringen', { as: assen })).status).toBe(200);
  });

  it('what was noted of parts that were fetched goes with the delivery fetched, and stays small before', async () => {
    const { personId } = assen.actor;
    await app.sql(
      `WITH s AS (INSERT INTO submission (id, election_id, level, code, person_id, state)
         VALUES (gen_random_uuid(), 'TK2027', 'GSB', '0106', $1, 'open') RETURNING id)
       INSERT INTO delivery (id, submission_id, election_id, level, code, law)
       SELECT gen_random_uuid(), s.id, 'TK2027', 'HSB', code, 'O 10' FROM s, unnest(ARRAY['HSB3', 'HSB4']) AS code`,
      [personId],
    );
    const [fetched, busy] = (await column('SELECT id FROM delivery ORDER BY code')) as [
      DeliveryId,
      DeliveryId,
    ];
    const store = app.get(DeliveryStore);
    const of = (id: DeliveryId) => ({ delivery: { id }, sha256: sha256('a'.repeat(64)), size: 1_000_000 });
    for (const id of [fetched, busy]) await store.noteProgress(personId, of(id), { start: 0, end: 9 });
    await app.sql(
      `UPDATE delivery_progress SET covered = (SELECT range_agg(int8range((i * i) % 99999989, (i * i) % 99999989 + 1))
         FROM generate_series(1, 20000) AS i) WHERE delivery_id = $1`,
      [busy],
    );
    await store.noteProgress(personId, of(busy), { start: 5, end: 6 });
    const size = `SELECT pg_column_size(covered) FROM delivery_progress WHERE delivery_id = '${busy}'`;
    expect((await column(size))[0]).toBeLessThan(1_000);
    await app.sql('INSERT INTO delivery_mark (delivery_id, kind, person_id) VALUES ($1, $2, $3)', [
      fetched,
      'downloaded',
      personId,
    ]);
    expect(await app.get(SweepDeliveries).forget()).toBe(1);
    expect(await column('SELECT delivery_id FROM delivery_progress')).toEqual([busy]);
  });
});
