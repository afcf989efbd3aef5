import { AttemptLog } from '../../src/audit/attempts.js';
import { LOGGED_PER_ORIGIN } from '../../src/audit/attempt-count.store.js';
import { startApp, type TestApp, type TestPerson } from '../support/app.js';
import { Visitor } from '../support/visitor.js';

interface Row {
  readonly action: string;
  readonly code: string | null;
  readonly result: string;
  readonly person_name: string | null;
  readonly ip: string | null;
  readonly details: Record<string, unknown>;
}

describe('attempts and the log', () => {
  let app: TestApp;
  let operator: TestPerson;
  let log: AttemptLog;

  beforeAll(async () => {
    app = await startApp({ worker: false });
    operator = await app.person(null, 'OPERATOR', 'OPERATOR');
    log = app.get(AttemptLog);
  }, 60_000);
  afterAll(() => app.close());
  beforeEach(() => app.sql('TRUNCATE audit_event, audit_personal, repeat_count, tally, attempt_count'));

  /** As if the ten minutes were over. */
  const tenMinutesLater = () => app.sql("UPDATE attempt_count SET since = since - interval '10 minutes'");

  const rows = async (where = 'true') =>
    (
      await app.sql(`SELECT * FROM (
        SELECT e.id, e.action, e.code, e.result, e.hat, e.details, p.name AS person_name, p.ip
        FROM audit_event e LEFT JOIN audit_personal p ON p.event_id = e.id) AS logged
        WHERE ${where} ORDER BY id`)
    ).rows as Row[];
  const attempt = (ip: string) =>
    log.record({
      actor: { kind: 'anonymous', origin: { ip, agent: null } },
      method: 'GET',
      route: null,
      traceId: '00000000-0000-4000-8000-000000000000',
      code: 'request.notFound',
    });

  it('logs what was refused, with who, from where and why', async () => {
    await app.ask('GET', '/v1/sleutels');
    await app.ask('GET', '/logboek/bestaat-niet', { as: operator });
    await app.ask('GET', '/v1/sleutels', { as: 'odp_verzonnen' });
    expect(await rows()).toEqual([
      expect.objectContaining({
        action: 'access.attempted',
        code: 'access.signInFirst',
        result: 'refused',
        person_name: null,
        details: { method: 'GET', route: '/v1/sleutels' },
      }),
      expect.objectContaining({
        action: 'access.attempted',
        code: 'request.notFound',
        person_name: operator.actor.name,
        hat: 'OPERATOR:OPERATOR operator',
      }),
      expect.objectContaining({ code: 'access.tokenInvalid', person_name: null }),
    ]);
  });

  it('of a flood logs the first and one line with the count, also when it comes by HTTP', async () => {
    const flood = Array.from({ length: 150 }, () => app.ask('GET', '/v1/sleutels'));
    const statuses = (await Promise.all(flood)).map(({ status }) => status);
    expect(new Set(statuses)).toEqual(new Set([401]));
    expect(await rows()).toHaveLength(LOGGED_PER_ORIGIN);
    expect((await app.sql('SELECT sum(count)::int AS count FROM attempt_count')).rows).toEqual([
      { count: 130 },
    ]);
    expect(await log.close()).toBe(0);
    await tenMinutesLater();
    expect(await log.close()).toBe(1);
    expect(await rows("action = 'flood.counted'")).toEqual([
      expect.objectContaining({
        result: 'done',
        details: expect.objectContaining({
          attempted: 'access.attempted',
          route: '/v1/sleutels',
          refusal: 'access.signInFirst',
          count: 130,
        }) as unknown,
      }),
    ]);
    expect((await app.sql('SELECT 1 FROM attempt_count')).rows).toHaveLength(0);
    expect(await log.close()).toBe(0);
  });

  it('does not let one origin hide another', async () => {
    for (let i = 0; i < 200; i++) await attempt('203.0.113.9');
    await attempt('198.51.100.7');
    expect(await rows("ip = '198.51.100.7'")).toHaveLength(1);
  });

  it('closes what a process left behind that was killed', async () => {
    await app.sql(`INSERT INTO attempt_count (since, origin, action, route, code, count)
      VALUES (now() - interval '1 hour', '192.0.2.0/24', 'request.attempted', '', '', 77)`);
    await Promise.all([log.close(), log.close()]);
    expect(await rows()).toEqual([
      expect.objectContaining({
        action: 'flood.counted',
        details: expect.objectContaining({ origin: '192.0.2.0/24', route: null, count: 77 }) as unknown,
      }),
    ]);
  });

  describe('the list for the Kiesraad', () => {
    const visit = () => new Visitor(app).chooseToBe(operator.actor.personId);

    it('is for the operator, newest first, fifty at a time, and looking is logged', async () => {
      const visitor = await visit();
      for (let i = 0; i < 60; i++) await attempt(`203.0.${i}.1`);
      const page = await (await visitor.get('/logboek')).text();
      expect(page.match(/<td[^>]*data-label="Wat"/g)).toHaveLength(50);
      const next = /href="(\/logboek\?voor=\d+)"/.exec(page)![1]!;
      const second = await (await visitor.get(next)).text();
      expect(second).toContain('Ingelogd');
      expect(await rows("action = 'audit.viewed'")).toHaveLength(2);
    });

    it('can be narrowed, and takes no nonsense for a filter', async () => {
      const visitor = await visit();
      await attempt('203.0.113.1');
      const refused = await (
        await visitor.get('/logboek?uitkomst=refused&handeling=access.attempted')
      ).text();
      expect(refused).toContain('request.notFound');
      expect(refused).toContain('Niet gevonden');
      expect(refused).not.toMatch(/role="cell"[^>]*><div[^>]*>Ingelogd/);
      const nobody = await (await visitor.get('/logboek?persoon=%25zoek%25')).text();
      expect(nobody).toContain('Niets gevonden');
      for (const query of [
        'persoon=%00',
        'orgaan=%27%3B--',
        'van=2027-02-31&tot=x',
        'voor=99999999999999999999',
        'handeling=__proto__',
        'persoon=a&persoon=b',
        'object=%F0%9F%98%80',
        'verkiezing=%ED%A0%80',
      ])
        expect((await visitor.get(`/logboek?${query}`)).status).toBe(200);
    });

    it('narrows by days of the Netherlands', async () => {
      const visitor = await visit();
      const day = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Amsterdam' }).format(new Date());
      const today = await (await visitor.get(`/logboek?van=${day}&tot=${day}`)).text();
      expect(today).toContain('Ingelogd');
      expect(await (await visitor.get('/logboek?tot=2020-01-01')).text()).toContain('Niets gevonden');
    });
  });
});
