import { startApp, type TestApp } from '../support/app.js';
import { runSql } from '../support/database.js';
import { arrival, castOf, deliver, eventually, packageAt } from '../support/routing.js';
import { configureTk } from '../support/uploads.js';

/** Empties every table of the queue, as the application's role, and the outbox. */
async function emptyQueues({ database: { appUrl } }: TestApp): Promise<number> {
  const { rows } = await runSql(
    appUrl,
    "SELECT format('%I.%I', schemaname, tablename) AS name FROM pg_tables WHERE schemaname = 'bullmq'",
  );
  await runSql(appUrl, `TRUNCATE ${rows.map(({ name }) => name as string).join(', ')} CASCADE`);
  await runSql(appUrl, 'DELETE FROM outbox');
  return rows.length;
}

describe('when queue and outbox are lost', () => {
  let site: TestApp;
  let worker: TestApp | undefined;

  beforeAll(async () => {
    site = await startApp({ worker: false });
    await configureTk(site);
  });
  afterAll(async () => {
    await worker?.app.stop();
    await site?.close();
  });

  it('everything delivered still arrives at everyone within 10 seconds', async () => {
    const cast = await castOf(site);
    const made = await packageAt('2027-03-18T01:00:00');
    const submissionId = await deliver(site, cast.assen, [made], made.pair!.fingerprint);
    expect(await site.db.read.outbox.count({ where: { topic: 'submission.accepted' } })).toBe(1);
    expect(await site.db.read.delivery.count()).toBe(0);
    expect(await emptyQueues(site)).toBeGreaterThan(0);
    expect(await site.db.read.outbox.count()).toBe(0);

    const started = Date.now();
    worker = await startApp({ worker: true, over: { database: site.database, varDir: site.varDir } });
    for (const as of [cast.hsb, cast.csb, cast.mayor, cast.council])
      await arrival(site, as, made.pair!.fingerprint);
    expect(Date.now() - started).toBeLessThan(10_000);
    expect(await site.db.read.delivery.count({ where: { submissionId } })).toBe(4);
    expect(await site.db.read.auditEvent.count({ where: { action: 'delivery.created' } })).toBe(4);
  });

  it('and again when the queues are emptied while the workers run', async () => {
    const as = await site.person('TK2027', 'GSB', '0106');
    const hsb = await site.person('TK2027', 'HSB', 'HSB3');
    const [first] = await site.db.read.submission.findMany({ where: { state: 'delivered' } });
    const made = await packageAt('2027-03-19T01:00:00');
    await deliver(site, as, [made], made.pair!.fingerprint, first!.id);
    await emptyQueues(site);
    await arrival(site, hsb, made.pair!.fingerprint);
    expect(await site.db.read.delivery.count()).toBe(8);
  });

  it('a whole night at once, beside one that cannot be routed', async () => {
    const counts = () => site.db.read.delivery.count({ where: { level: 'COUNCIL' } });
    const before = await counts();
    const insert = `INSERT INTO submission (id, election_id, level, code, person_id, state, message_type, about_level,
        about_code, fingerprint, verdict, paper, delivered_at)
      SELECT gen_random_uuid(), $1, 'GSB', '0109', gen_random_uuid(), 'superseded', '510b', 'GSB', '0109',
        encode(sha256(n::text::bytea), 'hex'), '{"attachments":[],"checks":[],"pair":null}', '{"compared":true}', now()
      FROM generate_series(1, $2::int) AS n`;
    await site.sql(insert, ['TK1999', 1]);
    await site.sql(insert, ['TK2027', 345]);
    await eventually(async () => ((await counts()) === before + 345 ? true : null), 20_000);
    expect(await site.db.read.delivery.count({ where: { electionId: 'TK1999' } })).toBe(0);
  });
});
