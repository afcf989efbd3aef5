import { OpenDuties } from '../../src/frame/open-duties.js';
import { PlanReminders } from '../../src/notify/plan-reminders.js';
import { SendWaiting } from '../../src/notify/send-waiting.js';
import { startApp, type TestApp, type TestPerson } from '../support/app.js';
import { MailServer } from '../support/mail-server.js';
import { until } from '../support/until.js';
import { configureTk } from '../support/uploads.js';

const server = new MailServer();
let app: TestApp;
let operator: TestPerson;

/** Looks at nine o'clock of this day, twice at the same moment as two leaders would; gives how many were reminded. */
async function look(day: string): Promise<number> {
  app.clock.setTo(new Date(`${day}T08:00:00Z`));
  const plan = app.get(PlanReminders);
  const [first, second] = await Promise.all([plan.run(), plan.run()]);
  return first + second;
}

/** Every reminder there is, with to how many it went. */
async function reminders(): Promise<readonly string[]> {
  const { rows } = await app.sql(
    `SELECT r.day || ' ' || r.organisation || ' ' || r.reached || ' '
       || (SELECT count(*) FROM dispatch d WHERE d.cause = 'reminder:' || r.organisation || ':' || r.day) AS line
     FROM reminder r ORDER BY r.day, r.organisation`,
  );
  return (rows as { line: string }[]).map(({ line }) => line);
}

const of = async (day: string) =>
  (await reminders()).filter((line) => line.startsWith(day)).map((line) => line.slice(11));

beforeAll(async () => {
  await server.start();
  app = await startApp({ worker: false, settings: { smtp: server.address } });
  await configureTk(app);
  operator = await app.person(null, 'OPERATOR', 'OPERATOR');
  await app.sql(`INSERT INTO organisation (code, kind, name, executive) VALUES
    ('0106', 'municipality', 'Assen', 'college van B&W van Assen'), ('0109', 'municipality', 'Coevorden', 'college van B&W van Coevorden')
    ON CONFLICT DO NOTHING`);
  await app.sql(`INSERT INTO contact_person (organisation, kinds, deputy, name, email, entered_at) VALUES
    ('0106', '{connection,usage}', false, 'Jet de Wit', 'jet@assen.example', now()),
    ('0106', '{usage}', true, 'Piet', 'piet@assen.example', now())`);
  // what is due last stands open, and nothing else
  await app.sql(`INSERT INTO contact_confirmation (organisation, voting_day, at, person_id)
    SELECT code, '2027-03-17', now(), '${operator.actor.personId}' FROM organisation`);
});
afterAll(async () => {
  await app?.close();
  await server.stop();
});

describe('reminders', () => {
  it('go out once per organisation and day, also when two look at once', async () => {
    expect(await look('2027-02-20')).toBe(0);
    await look('2027-03-01');
    await look('2027-03-01');
    expect(await of('2027-03-01')).toEqual(expect.arrayContaining(['0106 contacts 1', '0109 nobody 0']));
    await look('2027-03-02');
    expect(await of('2027-03-02')).toEqual([]);
  });

  it('of days that nobody looked one comes, and none of a clock that goes back or ran ahead', async () => {
    const before = await reminders();
    // nobody looked on the 8th
    await look('2027-03-10');
    expect(await of('2027-03-10')).toContain('0106 contacts 1');
    await look('2027-03-05');
    await look('2027-03-11');
    await look('2027-03-16');
    // the clock had run ahead: what it was is not forgotten
    await look('2027-03-12');
    await look('2027-03-16');
    const days = (await reminders())
      .filter((line) => line.includes(' 0106 '))
      .map((line) => line.slice(0, 10));
    expect(days).toEqual(['2027-03-01', '2027-03-10', '2027-03-12', '2027-03-16']);
    expect(await of('2027-03-12')).toContain('0106 deputies 2');
    expect((await reminders()).slice(0, before.length)).toEqual(before);
  });

  it('say what is open, with what the Kiesraad added, and the phone list says whom to call', async () => {
    const page = async (fields?: Record<string, string>) => {
      const headers = { accept: 'text/html', origin: app.baseUrl };
      const body = fields && new URLSearchParams(fields);
      const [method, path] = fields ? ['POST', '/herinneringen/tekst'] : ['GET', '/herinneringen'];
      return await app.ask(method, path, { as: operator, headers, ...(body ? { body } : {}) });
    };
    const html = await (await page()).text();
    expect(html).toContain('Er is geen contactpersoon. Bel het algemene nummer.');
    expect(await (await page({ dag: '2027-03-17', tekst: 'Bel ons <gerust>.' })).text()).toContain(
      'Bel ons &lt;gerust>.',
    );
    const kept = await page({ dag: '2027-03-17', tekst: 'Bel ons gerust.', doen: 'bewaar' });
    expect(kept.headers.get('location')).toBe('/herinneringen?dag=2027-03-17&melding=bewaard');
  });

  it('are mailed to who is to be reached, and not to who is no contact person any more', async () => {
    app.clock.setTo(new Date('2027-03-16T09:00:00Z'));
    await app.sql("UPDATE contact_person SET removed_at = now() WHERE name = 'Piet'");
    app.get(SendWaiting).start();
    const open = { state: { in: ['waiting', 'sending'] } };
    await until(async () => (await app.db.read.dispatch.count({ where: open })) === 0);
    expect(new Set(server.taken.map(({ to }) => to))).toEqual(new Set(['jet@assen.example']));
    expect(server.taken).toHaveLength(4);
    expect(server.taken[0]!.text).toContain('Voor college van B&W van Assen moet nog dit gebeuren');
    expect(server.taken[0]!.text).toContain('Bel ons gerust.');
  });

  it('of 362 organisations are planned at once', async () => {
    await app.sql(`INSERT INTO organisation (code, kind, name, executive)
      SELECT lpad(n::text, 4, '0'), 'municipality', 'G' || n, 'college van G' || n FROM generate_series(2000, 2361) n`);
    await app.sql(`INSERT INTO contact_person (organisation, kinds, deputy, name, email, entered_at)
      SELECT lpad(n::text, 4, '0'), '{usage}', d = 1, 'p', 'p' || n || '@x.example', now()
      FROM generate_series(2000, 2361) n, generate_series(0, 1) d`);
    app.get(OpenDuties).add(async () =>
      Array.from({ length: 362 }, (_, n) => ({
        ...{ organisation: String(2000 + n), subject: 'declaration' as const, of: null, due: '2027-03-15' },
      })),
    );
    app.clock.setTo(new Date('2027-03-14T09:00:00Z'));
    expect(await app.get(PlanReminders).run()).toBeGreaterThanOrEqual(362);
  });
});
