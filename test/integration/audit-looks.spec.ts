import { AttemptLog } from '../../src/audit/attempts.js';
import { listEvents } from '../../src/audit/audit-list.store.js';
import type { LoggedEvent } from '../../src/audit/audit-query.js';
import { REFUSED_ALONE } from '../../src/audit/repeat.store.js';
import { startApp, type TestApp, type TestPerson } from '../support/app.js';
import { configureTk } from '../support/uploads.js';
import { Visitor } from '../support/visitor.js';

const TEN_MINUTES = 600_000;

describe('what known people look at', () => {
  let app: TestApp;
  let other: TestApp;
  let operator: TestPerson;
  let csb: TestPerson;

  beforeAll(async () => {
    app = await startApp({ worker: false });
    other = await startApp({ worker: false, over: app });
    await configureTk(app);
    operator = await app.person(null, 'OPERATOR', 'OPERATOR');
    csb = await app.person('TK2027', 'CSB', 'CSB');
  }, 60_000);
  afterAll(async () => {
    await other.app.stop();
    await app.close();
  });
  /** Every test at the start of an interval of its own. */
  beforeEach(async () => {
    const start = Math.ceil(app.clock.now().getTime() / TEN_MINUTES + 1) * TEN_MINUTES;
    for (const { clock } of [app, other]) clock.setTo(new Date(start + 1000));
    await app.sql('TRUNCATE audit_event, audit_personal, repeat_count');
  });

  const logged = async (query = {}): Promise<readonly LoggedEvent[]> =>
    (await listEvents(app.db.read, query, 1000)).toReversed();
  const tenMinutesLater = async (): Promise<void> => {
    for (const { clock } of [app, other]) clock.forward(TEN_MINUTES);
    await app.get(AttemptLog).close();
  };

  it('writes the polling of a list once, and how often it went on, whichever process was asked', async () => {
    for (let i = 0; i < 50; i++) {
      expect((await app.ask('GET', '/v1/ontvangen', { as: csb })).status).toBe(200);
      expect((await other.ask('GET', '/v1/ontvangen', { as: csb })).status).toBe(200);
    }
    expect(await logged()).toMatchObject([
      { action: 'thing.viewed', personName: csb.actor.name, details: { route: '/v1/ontvangen' } },
    ]);
    const [first] = await logged();
    await tenMinutesLater();
    const [, counted, ...more] = await logged();
    expect(more).toEqual([]);
    expect(counted).toMatchObject({
      action: 'repeat.counted',
      result: 'done',
      personName: csb.actor.name,
      hat: 'CSB:CSB TK2027 manager',
      electionId: 'TK2027',
      details: {
        repeated: 'thing.viewed',
        what: '/v1/ontvangen',
        count: 100,
        since: first!.at.toISOString(),
      },
    });
    const until = Date.parse(counted!.details['until'] as string);
    expect(until).toBeGreaterThan(first!.at.getTime());
    expect(until).toBeLessThan(counted!.at.getTime());
    await tenMinutesLater();
    expect(await logged()).toHaveLength(2);
  });

  it('does not count what happened once', async () => {
    await app.ask('GET', '/v1/ontvangen', { as: csb });
    await tenMinutesLater();
    expect((await logged()).map(({ action }) => action)).toEqual(['thing.viewed']);
    await app.ask('GET', '/v1/ontvangen', { as: csb });
    expect(await logged()).toHaveLength(2);
  });

  it('writes every look at another thing, found by what was looked at', async () => {
    const looks = ['/v1/verkiezingen/TK2027', '/v1/verkiezingen/TK2027/stembureaus', '/v1/sleutels'];
    for (const url of [...looks, ...looks])
      expect((await app.ask('GET', url, { as: operator })).status).toBe(200);
    expect((await logged({ person: operator.actor.name })).map(({ details }) => details['route'])).toEqual([
      '/v1/verkiezingen/:id',
      '/v1/verkiezingen/:id/stembureaus',
      '/v1/sleutels',
    ]);
    expect(await logged({ about: 'TK2027' })).toHaveLength(2);
  });

  it('keeps people and roles apart, and looks at people as much as at files', async () => {
    const visitor = await new Visitor(app).chooseToBe(operator.actor.personId);
    expect((await visitor.get('/mensen')).status).toBeLessThan(400);
    await app.ask('GET', '/v1/berichten', { as: csb });
    await app.ask('GET', '/v1/berichten', { as: operator });
    const routes = (await logged({ action: 'thing.viewed' })).map(
      ({ personName, details }) => `${personName} ${String(details['route'])}`,
    );
    expect(routes).toEqual(
      expect.arrayContaining([
        `${csb.actor.name} /v1/berichten`,
        `${operator.actor.name} /v1/berichten`,
        `${operator.actor.name} /mensen`,
      ]),
    );
  });

  it('never writes the secret of an address', async () => {
    const secret = 'Zx9'.repeat(14) + 'q';
    const visitor = await new Visitor(app).chooseToBe(operator.actor.personId);
    await visitor.get(`/uitnodiging/${secret}`);
    const { rows } = await app.sql(
      `SELECT 1 FROM audit_event e LEFT JOIN audit_personal p ON p.event_id = e.id
       WHERE concat(e::text, convert_from(leaf, 'UTF8'), p::text) LIKE '%' || $1 || '%'
       UNION ALL SELECT 1 FROM repeat_count r WHERE r::text LIKE '%' || $1 || '%'`,
      [secret],
    );
    expect(rows).toEqual([]);
  });

  it('shows nothing that it cannot log', async () => {
    await app.sql('ALTER TABLE repeat_count RENAME TO away');
    try {
      const answer = await app.ask('GET', '/v1/ontvangen', { as: csb });
      expect(answer.status).toBeGreaterThanOrEqual(500);
      expect(await answer.text()).not.toContain('leveringen');
    } finally {
      await app.sql('ALTER TABLE away RENAME TO repeat_count');
    }
  });

  it('writes the first refusals of a kind one by one, and keeps the route of the others', async () => {
    for (let i = 0; i < 30; i++) await app.ask('GET', `/v1/ontvangen/x${i}`, { as: csb });
    for (let i = 0; i < 3; i++) await app.ask('POST', '/v1/verkiezingen', { as: csb });
    const alone = await logged({ result: 'refused' });
    expect(alone).toHaveLength(REFUSED_ALONE + 3);
    await tenMinutesLater();
    const [counted, ...more] = await logged({ action: 'repeat.counted' });
    expect(more).toEqual([]);
    expect(counted).toMatchObject({
      result: 'refused',
      code: 'request.notFound',
      details: { what: 'GET /v1/ontvangen/:id', count: 30 },
    });
  });
});
