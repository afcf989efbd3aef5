import { startApp, type TestApp, type TestPerson } from '../support/app.js';
import { Visitor } from '../support/visitor.js';

describe('work that was given up', () => {
  let app: TestApp;
  let operator: TestPerson;
  let visitor: Visitor;
  beforeAll(async () => {
    app = await startApp({ worker: false });
    operator = await app.person(null, 'OPERATOR', 'OPERATOR');
    visitor = await new Visitor(app).chooseToBe(operator.actor.personId);
  });
  afterAll(() => app.close());
  beforeEach(async () => {
    await app.sql('DELETE FROM outbox');
    await app.sql(`INSERT INTO outbox (id, topic, payload, attempts, dead_at, last_error) VALUES
      (11, 'submission.accepted', '{}', 10, now(), 'TypeError: <script>'), (12, 'key.decided', '{}', 10, now(), 'x'),
      (13, 'key.decided', '{}', 3, NULL, 'still tried')`);
    await app.sql('TRUNCATE audit_event CASCADE');
  });

  const dead = async () =>
    (await app.sql('SELECT id::int AS id FROM outbox WHERE dead_at IS NOT NULL ORDER BY id')).rows.map(
      (row: { id: number }) => row.id,
    );
  const retried = async () =>
    (
      await app.sql(
        "SELECT object_id AS id, person_id AS by, (details->>'count')::int AS count FROM audit_event WHERE action = 'event.retried'",
      )
    ).rows as unknown[];

  it('is shown to the operator, with its last failure', async () => {
    const page = await (await visitor.get('/opdrachten')).text();
    expect(page).toContain('submission.accepted');
    expect(page).toContain('TypeError: &lt;script>');
    expect(page).toContain('Alle 2 opnieuw');
    expect(page).not.toContain('still tried');
    await app.sql('DELETE FROM outbox');
    expect(await (await visitor.get('/opdrachten')).text()).toContain('Er zijn geen mislukte opdrachten');
  });

  it('is done again one by one, which stands in the log', async () => {
    const answer = await visitor.post('/opdrachten/opnieuw', { nummer: '12' });
    expect([answer.status, answer.headers.get('location')]).toEqual([303, '/opdrachten?melding=opnieuw']);
    expect(await dead()).toEqual([11]);
    const { rows } = await app.sql(
      'SELECT attempts, relayed_at, next_attempt_at <= now() AS due FROM outbox WHERE id = 12',
    );
    expect(rows).toEqual([{ attempts: 0, relayed_at: null, due: true }]);
    expect(await retried()).toEqual([{ id: '12', by: operator.actor.personId, count: 1 }]);
  });

  it('is done again all at once', async () => {
    expect((await visitor.post('/opdrachten/opnieuw', {})).status).toBe(303);
    expect(await dead()).toEqual([]);
    expect(await retried()).toEqual([{ id: null, by: operator.actor.personId, count: 2 }]);
    expect((await visitor.post('/opdrachten/opnieuw', {})).status).toBe(303);
    expect(await retried()).toHaveLength(1);
  });

  it.each(['13', '14', '999999999999999999'])('is not there under number %s', async (nummer) => {
    expect((await visitor.post('/opdrachten/opnieuw', { nummer })).status).toBe(404);
    expect(await dead()).toEqual([11, 12]);
    expect(await retried()).toEqual([]);
  });

  it.each(['x', '-1', '1e3', '99999999999999999999'])('has no number %s', async (nummer) => {
    const { status } = await visitor.post('/opdrachten/opnieuw', { nummer });
    expect([400, 422]).toContain(status);
    expect(await dead()).toEqual([11, 12]);
  });
});
