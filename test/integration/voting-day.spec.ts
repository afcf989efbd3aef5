import { listVersions } from '../../src/declarations/declaration.store.js';
import { ConfirmSecond } from '../../src/declarations/confirm-second.js';
import { Declare } from '../../src/declarations/declare.js';
import { FillIn } from '../../src/declarations/fill-in.js';
import { countLines } from '../../src/declarations/monitor.js';
import { RaiseSignals } from '../../src/declarations/raise-signals.js';
import { ShowMonitor } from '../../src/declarations/show-monitor.js';
import { DecideElection } from '../../src/elections/decide-election.js';
import { addDays } from '../../src/kernel/days.js';
import { PlanReminders } from '../../src/notify/plan-reminders.js';
import { SendWaiting } from '../../src/notify/send-waiting.js';
import { ORGANISATIONS } from '../../src/rehearsal/organisations.js';
import { writeDefinition } from '../../src/rehearsal/definition-writer.js';
import { ShowVotingDay } from '../../src/site/show-voting-day.js';
import { startApp, type TestApp, type TestPerson } from '../support/app.js';
import { DECLARED, publishModel } from '../support/declarations.js';
import { MailServer } from '../support/mail-server.js';
import { fillBoard } from '../support/board.js';
import { aCouncilDefinition, aRegion } from '../support/definition.js';
import { COUNTED_AS, Statements } from '../support/statements.js';
import { until } from '../support/until.js';
import { Visitor } from '../support/visitor.js';
import { dayOfProvinces, VOTING_DAY } from '../support/voting-day.js';

jest.setTimeout(600_000);

/** How many gemeenten of each TK kieskring take part: all of them in CI. */
const PER_DISTRICT = Number(process.env['GEMEENTEN'] ?? (process.env['CI'] === undefined ? '1' : '100'));
/** From so many days before the vote every day is played. */
const FROM = process.env['CI'] === undefined ? 17 : 45;
const EVERYTHING = { words: null, state: null, province: null, arrangement: null, sort: 'naam' } as const;

const server = new MailServer();
let app: TestApp;
let operator: TestPerson;
let second: TestPerson;
/** Code of each body that must declare, with the person who does it, and when: days before the vote; null: never. */
const bodies: { code: string; person: TestPerson; declares: number | null }[] = [];

const at = (day: string, clock = '09:00') => app.clock.setTo(new Date(`${day}T${clock}:00Z`));
const monitor = () => app.get(ShowMonitor).run(VOTING_DAY, EVERYTHING);

async function declare(person: TestPerson, fields = DECLARED) {
  await app.get(FillIn).keep(VOTING_DAY, fields, person.actor);
  const { revision } = await app.get(FillIn).show(VOTING_DAY, person.actor);
  return await app.get(Declare).run(VOTING_DAY, revision, person.actor);
}

/** One of the Kiesraad enters where committees have their seat, another confirms it. */
async function decideSeats(electionId: string, seats: Readonly<Record<string, string>>): Promise<void> {
  const decide = app.get(DecideElection);
  const waits = await decide.run(
    electionId,
    (now) => ({ ...now, decisions: { ...now.decisions, seats } }),
    'Opgegeven door de provincie',
    operator.actor,
  );
  if (waits) await decide.confirm(electionId, second.actor);
}

/** The days on which a body was reminded of its declaration. */
async function remindedDays(code: string): Promise<readonly string[]> {
  const { rows } = await app.sql(
    `SELECT day FROM reminder WHERE organisation = $1 AND duties @> '[{"subject": "declaration"}]' ORDER BY day`,
    [code],
  );
  return (rows as { day: string }[]).map(({ day }) => day);
}

beforeAll(async () => {
  await server.start();
  app = await startApp({ worker: false, settings: { smtp: server.address } });
  operator = await app.person(null, 'OPERATOR', 'OPERATOR');
  second = await app.person(null, 'OPERATOR', 'OPERATOR');
  at(addDays(VOTING_DAY, -60));
});
afterAll(async () => {
  await app?.close();
  await server.stop();
});

describe('the calendar of a voting day: provincial councils and 21 water authorities', () => {
  it('60 days before: who must declare follows from the elections, the seats and the organisations', async () => {
    await app.sql(
      `INSERT INTO organisation (code, kind, name, executive, province)
       SELECT code, kind, name, executive, province FROM jsonb_to_recordset($1::jsonb)
         AS o(code text, kind text, name text, executive text, province text) ON CONFLICT DO NOTHING`,
      [JSON.stringify(ORGANISATIONS)],
    );
    const elections = dayOfProvinces(PER_DISTRICT);
    for (const { definition } of elections) await app.configure(writeDefinition(definition));
    expect((await monitor()).unseated.length).toBeGreaterThan(0);
    for (const { definition, seats } of elections)
      if (Object.keys(seats).length > 0) await decideSeats(definition.id, seats);
    const { lines, unseated } = await monitor();
    expect(unseated).toEqual([]);
    const waters = lines.filter(({ known }) => known?.kind === 'waterAuthority');
    const hosted = new Set(
      elections.flatMap(({ definition: { regions } }) =>
        regions.filter(({ category }) => category === 'GEMEENTE').map(({ number }) => number),
      ),
    );
    const seats = new Set(elections.flatMap((each) => Object.values(each.seats)).map(Number));
    expect(waters).toHaveLength(elections.filter(({ definition: { category } }) => category === 'AB').length);
    expect(lines).toHaveLength(waters.length + new Set([...hosted, ...seats]).size);
    expect(lines.every(({ standing }) => standing === 'open')).toBe(true);
  });

  it('every body has somebody who declares, and a contact person', async () => {
    const { lines } = await monitor();
    for (const [i, { organisation: code, name }] of lines.entries()) {
      const person = await app.person(null, 'EXECUTIVE', code);
      const declares = i === 0 ? null : i <= 3 ? 1 : 2 + ((i * 7) % 40);
      bodies.push({ code, person, declares });
      await app.sql(
        `INSERT INTO contact_person (organisation, kinds, deputy, name, email, entered_at)
         VALUES ($1, '{connection,usage}', false, $2, $3, $4)`,
        [code, name, `c${code.toLowerCase()}@body.example`, app.clock.now()],
      );
    }
    expect(await publishModel(app, VOTING_DAY, operator)).toBe(1);
  });

  it('each day they declare, and who did not is reminded once, whoever looks how often', async () => {
    for (let before = FROM; before >= 1; before -= 1) {
      const day = addDays(VOTING_DAY, -before);
      at(day, '06:00');
      for (const { person, declares } of bodies)
        if (declares !== null && Math.min(declares, FROM) === before) await declare(person);
      at(day);
      const plan = app.get(PlanReminders);
      await Promise.all([plan.run(), plan.run()]);
      if (before % 5 === 0) await plan.run();
      await Promise.all([app.get(RaiseSignals).run(), app.get(RaiseSignals).run()]);
    }
    const daily = [4, 3, 2, 1];
    for (const { code, declares } of bodies) {
      const open = [16, 9, 5, ...daily].filter((before) => declares === null || before > declares);
      const expected = open.map((before) => addDays(VOTING_DAY, -before));
      const days = await remindedDays(code);
      expect([code, days.filter((day) => expected.includes(day))]).toEqual([code, expected]);
      const declared = declares === null ? VOTING_DAY : addDays(VOTING_DAY, -Math.min(declares, FROM));
      expect([code, days.filter((day) => day >= declared)]).toEqual([code, []]);
      expect(new Set(days).size).toBe(days.length);
    }
  });

  it('three are late and one is missing, which is a signal, once', async () => {
    at(addDays(VOTING_DAY, -1), '10:00');
    const counts = countLines((await monitor()).lines);
    expect(counts).toMatchObject({ late: 3, missing: 1, open: 0, all: bodies.length });
    const { rows } = await app.sql("SELECT organisation FROM declaration_signal WHERE kind = 'missing'");
    expect(rows).toEqual([{ organisation: bodies[0]!.code }]);
    const [first] = await listVersions(app.db.read, bodies[1]!.code, VOTING_DAY);
    expect(first).toMatchObject({ late: true, version: 1, outcome: 'deviates' });
  });

  it('one is corrected: the old one stays, and it is as much in time as it was', async () => {
    const { code, person } = bodies[4]!;
    await declare(person, { ...DECLARED, 'antwoord-v2': 'complies', 'maatregel-v2': '' });
    const versions = await listVersions(app.db.read, code, VOTING_DAY);
    expect(versions.map(({ version, outcome, late }) => [version, outcome, late])).toEqual([
      [2, 'complies', false],
      [1, 'deviates', false],
    ]);
  });

  it('a second person of the body confirms, and never the same one', async () => {
    const { code, person } = bodies[5]!;
    const { id } = (await listVersions(app.db.read, code, VOTING_DAY))[0]!;
    await app.get(ConfirmSecond).ask(id, person.actor);
    await expect(app.get(ConfirmSecond).confirm(id, person.actor)).rejects.toThrow('declaration');
    const other = await app.person(null, 'EXECUTIVE', code);
    await app.get(ConfirmSecond).confirm(id, other.actor);
  });

  it('all elections of the day stand together', async () => {
    const { elections } = await app.get(ShowVotingDay).run(VOTING_DAY);
    expect(elections).toHaveLength(dayOfProvinces(PER_DISTRICT).length);
    const due = elections.reduce((sum, { declarations }) => sum + declarations.due, 0);
    const done = elections.reduce((sum, { declarations }) => sum + declarations.done, 0);
    const missing = (await monitor()).lines.find(({ organisation }) => organisation === bodies[0]!.code)!;
    expect(due - done).toBe(new Set(missing.because.map(({ electionId }) => electionId)).size);
    expect(elections.every(({ keys, deliveries }) => keys.done === 0 && deliveries.done === 0)).toBe(true);
  });

  it('the day after: nobody is reminded any more, and every mail went out once', async () => {
    const before = await app.db.read.reminder.count();
    at(addDays(VOTING_DAY, 1));
    expect(await app.get(PlanReminders).run()).toBe(0);
    expect(await app.db.read.reminder.count()).toBe(before);
    app.get(SendWaiting).start();
    const open = { channel: 'mail', state: { in: ['waiting', 'sending'] } };
    await until(async () => (await app.db.read.dispatch.count({ where: open })) === 0, 120_000);
    const sent = await app.db.read.dispatch.count({ where: { channel: 'mail', state: 'sent' } });
    expect(server.taken).toHaveLength(sent);
    expect([...server.times.values()].every((times) => times === 1)).toBe(true);
    const reminded = await app.db.read.dispatch.count({ where: { cause: { startsWith: 'reminder:' } } });
    expect(reminded).toBe(before - (await app.db.read.reminder.count({ where: { reached: 'nobody' } })));
  });
});

/** A gemeenteraad of a made-up place. */
function councilAt(electionDate: string, i: number) {
  const name = `Plaats${electionDate.slice(5, 7)}${i}`;
  const place = aRegion('GEMEENTE', 1000 + i, name);
  return aCouncilDefinition({
    ...{ id: `GR2030_${name}`, name: `Gemeenteraad ${name}`, electionDate, regions: [place] },
    ...{ domain: { code: String(1000 + i), name }, nominationDate: addDays(electionDate, -44) },
  });
}

describe('a voting day of many councils', () => {
  const FEW = { day: '2030-03-20', count: 2 };
  const MANY = { day: '2030-11-20', count: 40 };
  let statements: Statements;
  let desk: Visitor;

  beforeAll(async () => {
    for (const { day, count } of [FEW, MANY])
      for (let i = 0; i < count; i += 1) await app.configure(writeDefinition(councilAt(day, i)));
    await app.sql(
      `INSERT INTO committee_key (id, election_id, level, code, key_id, certificate, certificate_sha256, subject, not_after,
         registered_at, registered_by, state)
       SELECT gen_random_uuid(), election_id, level, code, encode(sha256(convert_to(election_id, 'UTF8')), 'hex'), '\\x00',
         encode(sha256(convert_to(election_id, 'UTF8')), 'hex'), 'CN=Plaats', now(), now(), $1, 'registered'
       FROM committee WHERE level = 'GSB' AND election_id LIKE 'GR2030%1'`,
      [operator.actor.personId],
    );
    await fillBoard(app, 'GR2030_Plaats1131', operator, 'true');
    statements = new Statements(app);
    desk = await new Visitor(app).chooseToBe(operator.actor.personId);
  });
  afterAll(() => statements.stop());

  const look = async (path: string) => {
    const response = await desk.get(path, { [COUNTED_AS]: path });
    return { text: await response.text(), asked: statements.take(path)! };
  };

  it.each([
    ['/overzicht?dag='],
    ['/sleutels?dag='],
    ['/overzicht/dag/'],
    ['/overzicht/lijst.csv?dag='],
    ['/sleutels/lijst.csv?dag='],
  ])('%s asks of 40 elections no more than of 2', async (path) => {
    await look(`${path}${MANY.day}`);
    await look(`${path}${FEW.day}`);
    const [few, many] = [await look(`${path}${FEW.day}`), await look(`${path}${MANY.day}`)];
    expect(few.asked.length).toBeGreaterThan(3);
    expect(many.asked).toHaveLength(few.asked.length);
    expect(many.text.length).toBeGreaterThan(few.text.length);
  });

  it('every line names its election, is found by it, and leads to its own', async () => {
    const deliveries = (await look(`/overzicht?dag=${MANY.day}&zoek=plaats1131`)).text;
    expect(deliveries).toContain('3 van 120 gevonden.');
    expect(deliveries).toContain('<strong>1</strong> van 120');
    expect(deliveries).toMatch(/id="rij-GR2030_Plaats1131-GSB-\d{4}-510b"/);
    const missing = (await look(`/sleutels?dag=${MANY.day}&stand=zonder&zoek=1030`)).text;
    expect(missing).toContain('/mensen?verkiezing=GR2030_Plaats1130&amp;niveau=GSB');
    const csv = (await look(`/sleutels/lijst.csv?dag=${MANY.day}&stand=aangemeld`)).text
      .trimEnd()
      .split('\r\n');
    expect(csv).toHaveLength(1 + 4);
  });

  it.each([['/overzicht'], ['/sleutels']])(
    "%s: a day without elections, and another's, is not there",
    async (path) => {
      for (const day of ['2031-01-01', 'morgen'])
        expect((await desk.get(`${path}?dag=${day}`)).status).toBe(404);
      const member = await new Visitor(app).chooseToBe(
        (await app.person('GR2030_Plaats1131', 'GSB', '1031')).actor.personId,
      );
      expect(await (await member.get(`${path}?dag=${MANY.day}`)).text()).not.toContain('GR2030_Plaats1139');
    },
  );
});
