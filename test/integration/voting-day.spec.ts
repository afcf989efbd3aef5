import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { listVersions } from '../../src/declarations/declaration.store.js';
import { ConfirmSecond } from '../../src/declarations/confirm-second.js';
import { countLines } from '../../src/declarations/monitor.js';
import { RaiseSignals } from '../../src/declarations/raise-signals.js';
import { ShowMonitor } from '../../src/declarations/show-monitor.js';
import type { Standing } from '../../src/setup/decision-changes.js';
import { ElectionStore } from '../../src/elections/election.store.js';
import { ISLANDS } from '../../src/kernel/committee.js';
import { addDays } from '../../src/kernel/days.js';
import { PlanReminders } from '../../src/notify/plan-reminders.js';
import { SendWaiting } from '../../src/notify/send-waiting.js';
import { ORGANISATIONS } from '../../src/rehearsal/organisations.js';
import { pem } from '../../src/rehearsal/key-writer.js';
import { firstCount } from '../../src/rehearsal/made-delivery.js';
import { ShowVotingDay } from '../../src/site/show-voting-day.js';
import { CheckSetup } from '../../src/trial/check-setup.js';
import { segmentOf } from '../../src/kernel/actor.js';
import { digestOf } from '../../src/trial/setup-check.js';
import { ShowSetup } from '../../src/trial/show-setup.js';
import { startApp, type TestApp, type TestPerson } from '../support/app.js';
import { DECLARED, publishModel } from '../support/declarations.js';
import { MailServer } from '../support/mail-server.js';
import { testCommitteeKey } from '../support/keys.js';
import { madePackage } from '../support/packages.js';
import { ROOT } from '../support/pdf/pdf-corpus.js';
import { until } from '../support/until.js';
import { approveKey } from '../support/uploads.js';
import { dayOfProvinces, decideByTwo, setUpByTwo, VOTING_DAY, type Two } from '../support/voting-day.js';
import { declareBy, declareByForm, WAYS, type Way } from '../support/ways-to-declare.js';

jest.setTimeout(600_000);

/** How many gemeenten of each TK kieskring take part: all of them in CI. */
const PER_DISTRICT = Number(process.env['GEMEENTEN'] ?? (process.env['CI'] === undefined ? '1' : '100'));
/** Which days are played, by how long before the vote: in CI all of them, else those on which something happens. */
const DAYS =
  process.env['CI'] === undefined
    ? [60, 45, 30, 16, 9, 5, 4, 3, 2, 1]
    : Array.from({ length: 60 }, (_, i) => 60 - i);
const FIRST_DAY = addDays(VOTING_DAY, -60);
const EVERYTHING = { words: null, state: null, province: null, arrangement: null, sort: 'naam' } as const;

const server = new MailServer();
const folder = mkdtempSync(path.join(tmpdir(), 'overdracht-day-'));
let app: TestApp;
let operator: TestPerson;
let second: TestPerson;
let both: Two;
const elections = dayOfProvinces(PER_DISTRICT);
/** Code of each body that must declare, with the person who does it, how, and when: days before the vote; null: never. */
const bodies: { code: string; person: TestPerson; way: Way; declares: number | null }[] = [];

const at = (day: string, clock = '09:00') => app.clock.setTo(new Date(`${day}T${clock}:00Z`));
const monitor = () => app.get(ShowMonitor).run(VOTING_DAY, EVERYTHING);

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
  const trustListFile = path.join(folder, 'trust.pem');
  writeFileSync(trustListFile, pem('CERTIFICATE', ROOT.certificate));
  app = await startApp({ worker: false, settings: { smtp: server.address, trustListFile, judges: 1 } });
  operator = await app.person(null, 'OPERATOR', 'OPERATOR');
  second = await app.person(null, 'OPERATOR', 'OPERATOR');
  both = [operator, second];
  at(FIRST_DAY);
});
afterAll(async () => {
  await app?.close();
  await server.stop();
  rmSync(folder, { recursive: true, force: true });
});

/** How a declaration by each way is kept. */
const KEPT_AS: Readonly<Record<Way, object>> = {
  form: { way: 'form', outcome: 'deviates', mandateId: null },
  mandate: { way: 'form', outcome: 'deviates', mandateId: expect.any(String) as string },
  pdf: { way: 'pdf', outcome: 'complies' },
  beside: { way: 'pdf', outcome: 'complies' },
  scan: { way: 'scan', outcome: 'complies' },
};
/** By all ways in turn; outside CI most by a PDF of their own, which costs least. */
const wayOf = (i: number): Way =>
  process.env['CI'] === undefined && i >= 2 * WAYS.length ? WAYS[2 + (i % 3)]! : WAYS[i % WAYS.length]!;
/** A body that declared in time by the form. */
const byForm = () => bodies.find(({ way, declares }) => way === 'form' && (declares ?? 0) > 1)!;

/** The day, so long before the vote or a little later, that is played. */
const dayFor = (before: number): number => DAYS.find((day) => day <= before)!;

/** A GSB of each kind of election: PS without and with kieskringen, and AB; outside CI of one. */
async function verifiers() {
  const plans = await app.get(ElectionStore).ofDay(VOTING_DAY);
  const kinds = process.env['CI'] === undefined ? ['PS2'] : ['PS1', 'PS2', 'AB2'];
  return kinds.map((subcategory) => {
    const plan = plans.find(({ definition }) => definition.subcategory === subcategory)!;
    return { plan, committee: plan.committees.find(({ level }) => level === 'GSB')! };
  });
}

describe('the calendar of a voting day: provincial councils, 21 water authorities and the islands', () => {
  it('60 days before: every election is set up by two', async () => {
    await app.sql(
      `INSERT INTO organisation (code, kind, name, executive, province)
       SELECT code, kind, name, executive, province FROM jsonb_to_recordset($1::jsonb)
         AS o(code text, kind text, name text, executive text, province text) ON CONFLICT DO NOTHING`,
      [JSON.stringify(ORGANISATIONS)],
    );
    expect(await setUpByTwo(app, elections, both)).toBe(elections.length);
    const { rows } = await app.sql(
      `SELECT d.by_person <> c.by_person AS two, count(*)::int AS n
       FROM election_definition d JOIN election_confirmation c USING (election_id, number) GROUP BY 1`,
    );
    expect(rows).toEqual([{ two: true, n: elections.length }]);
  });

  it('seats and islands are decided by two, with why; who must declare follows from all of it', async () => {
    expect((await monitor()).unseated.length).toBeGreaterThan(0);
    for (const { definition, seats } of elections)
      if (Object.keys(seats).length > 0)
        await decideByTwo(
          app,
          definition.id,
          {
            wish: (now) => ({ ...now, decisions: { ...now.decisions, seats } }),
            why: 'Opgegeven door de provincie',
          },
          both,
        );
    expect((await monitor()).lines.filter(({ organisation }) => organisation in ISLANDS)).toEqual([]);
    // Bonaire takes part, Sint Eustatius and Saba do not (Ya 3b)
    const taking = {
      wish: (now: Standing) => ({ ...now, settings: { ...now.settings, islands: ['9001' as const] } }),
      why: 'Besloten met het bestuurscollege',
    };
    await decideByTwo(app, 'ER2027_Bonaire', taking, both);
    const { lines, unseated } = await monitor();
    expect(unseated).toEqual([]);
    const islands = lines.map(({ organisation }) => organisation).filter((code) => code in ISLANDS);
    expect(islands).toEqual(['9001']);
    const waters = lines.filter(({ known }) => known?.kind === 'waterAuthority');
    const hosted = new Set(
      elections.flatMap(({ definition: { regions, category } }) =>
        regions.flatMap((region) =>
          region.category === 'GEMEENTE' && category !== 'ER' ? [region.number] : [],
        ),
      ),
    );
    const seats = new Set(elections.flatMap((each) => Object.values(each.seats)).map(Number));
    expect(waters).toHaveLength(elections.filter(({ definition: { category } }) => category === 'AB').length);
    expect(lines).toHaveLength(islands.length + waters.length + new Set([...hosted, ...seats]).size);
    expect(lines.every(({ standing }) => standing === 'open')).toBe(true);
  });

  it('every body has somebody who declares, and a contact person', async () => {
    const { lines } = await monitor();
    for (const [i, { organisation: code, name }] of lines.entries()) {
      const person = await app.person(null, 'EXECUTIVE', code);
      const declares = i === 0 ? null : i <= 3 ? 1 : dayFor(2 + ((i * 7) % 59));
      bodies.push({ code, person, way: wayOf(i), declares });
      await app.sql(
        `INSERT INTO contact_person (organisation, kinds, deputy, name, email, entered_at)
         VALUES ($1, '{connection,usage}', false, $2, $3, $4)`,
        [code, name, `c${code.toLowerCase()}@body.example`, app.clock.now()],
      );
    }
    expect(await publishModel(app, VOTING_DAY, operator)).toBe(1);
  });

  it('45 days before: municipalities verify their set-up, with a test delivery by their real key', async () => {
    at(addDays(VOTING_DAY, -45));
    for (const [i, { plan, committee }] of (await verifiers()).entries()) {
      const { id: election, electionDate } = plan.definition;
      const member = await app.person(election, 'GSB', committee.code);
      const { code: authority, place: region } = committee;
      const key = await testCommitteeKey(i + 1, { region, election, electionDate, authority });
      await approveKey(app, member, operator, key);
      const count = firstCount(plan, committee, 3, `${addDays(VOTING_DAY, -45)}T08:00:00`);
      const { bytes } = await madePackage({ count, region: { category: 'gemeente', name: region }, key });
      const headers = { 'content-type': 'application/octet-stream' };
      const answer = await app.ask('POST', '/v1/proefleveringen', { as: member, body: bytes, headers });
      expect([answer.status, await answer.json()]).toMatchObject([201, { proef: true, soort: '510b' }]);
      const points = await app.get(ShowSetup).points(segmentOf(member.actor));
      const faults = new Map(points.map(({ code }) => [code, null]));
      await app.get(CheckSetup).run({ seen: digestOf(points), faults }, member.actor);
      const { rows } = (await app.get(ShowSetup).board(election))!;
      const verified = rows.filter(({ state }) => state === 'verified');
      expect(verified.map((row) => row.committee.code)).toEqual([authority]);
    }
    expect(await app.db.read.submission.count()).toBe(0);
    at(FIRST_DAY);
  });

  it('each day they declare, and who did not is reminded once, whoever looks how often', async () => {
    for (const before of DAYS) {
      const day = addDays(VOTING_DAY, -before);
      at(day, '06:00');
      const today = bodies.filter(({ declares }) => declares === before);
      await Promise.all(today.map(({ person, way }) => declareBy(app, way, VOTING_DAY, person)));
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
      const declared = declares === null ? VOTING_DAY : addDays(VOTING_DAY, -declares);
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
    for (const { code, way, declares } of bodies.slice(1)) {
      const [only, none] = await listVersions(app.db.read, code, VOTING_DAY);
      expect(none).toBeUndefined();
      expect([code, only]).toMatchObject([code, { ...KEPT_AS[way], version: 1, late: declares === 1 }]);
    }
  });

  it('one is corrected: the old one stays, and it is as much in time as it was', async () => {
    const { code, person } = byForm();
    await declareByForm(app, VOTING_DAY, person, {
      ...DECLARED,
      'antwoord-v2': 'complies',
      'maatregel-v2': '',
    });
    const versions = await listVersions(app.db.read, code, VOTING_DAY);
    expect(versions.map(({ version, outcome, late }) => [version, outcome, late])).toEqual([
      [2, 'complies', false],
      [1, 'deviates', false],
    ]);
  });

  it('a second person of the body confirms, and never the same one', async () => {
    const { code, person } = byForm();
    const { id } = (await listVersions(app.db.read, code, VOTING_DAY))[0]!;
    await app.get(ConfirmSecond).ask(id, person.actor);
    await expect(app.get(ConfirmSecond).confirm(id, person.actor)).rejects.toThrow('declaration');
    const other = await app.person(null, 'EXECUTIVE', code);
    await app.get(ConfirmSecond).confirm(id, other.actor);
  });

  it('all elections of the day stand together', async () => {
    const { elections: shown } = await app.get(ShowVotingDay).run(VOTING_DAY);
    expect(shown).toHaveLength(elections.length);
    const due = shown.reduce((sum, { declarations }) => sum + declarations.due, 0);
    const done = shown.reduce((sum, { declarations }) => sum + declarations.done, 0);
    const missing = (await monitor()).lines.find(({ organisation }) => organisation === bodies[0]!.code)!;
    expect(due - done).toBe(new Set(missing.because.map(({ electionId }) => electionId)).size);
    expect(shown.reduce((sum, { keys }) => sum + keys.done, 0)).toBe((await verifiers()).length);
    expect(shown.every(({ deliveries }) => deliveries.done === 0)).toBe(true);
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
