import { InvitePerson } from '../../src/people/invite-person.js';
import { LoadOrganisations } from '../../src/bodies/load-organisations.js';
import { ShowAuthorisations } from '../../src/people/show-authorisations.js';
import { SweepAuthorisations } from '../../src/people/sweep-authorisations.js';
import { VotingDays } from '../../src/bodies/voting-days.js';
import { OpenDuties } from '../../src/frame/open-duties.js';
import { writeDefinition } from '../../src/rehearsal/definition-writer.js';
import { startApp, type TestApp, type TestPerson } from '../support/app.js';
import { aDefinition } from '../support/definition.js';
import { Visitor } from '../support/visitor.js';

const DAY = '2027-03-17';

describe('accounts and roles before a vote', () => {
  let app: TestApp;
  let operator: TestPerson;
  let manager: TestPerson;
  let colleague: TestPerson;
  let lonely: TestPerson;
  let established: string | null = null;

  beforeAll(async () => {
    app = await startApp({ worker: false });
    app.clock.setTo(new Date('2027-01-12T12:00:00Z'));
    const map = 'code;naam\n0037;Stadskanaal\n0505;Dordrecht\nKR;Kiesraad\n';
    await app.get(LoadOrganisations).run(Buffer.from(map), { kind: 'system', part: 'test' });
    await app.configure(writeDefinition(aDefinition()));
    operator = await app.person(null, 'OPERATOR', 'OPERATOR');
    manager = await app.person('TK2027', 'GSB', '0037');
    colleague = await app.person('TK2027', 'GSB', '0037', 'member');
    lonely = await app.person('TK2027', 'GSB', '0505');
    app.get(VotingDays).know({ hosts: async () => () => null, establishedOn: async () => established });
  }, 60_000);
  afterAll(() => app.close());

  const on = (day: string) => app.clock.setTo(new Date(`${day}T12:00:00Z`));
  const sweep = () => app.get(SweepAuthorisations).run();
  const at = (person: TestPerson) => new Visitor(app).chooseToBe(person.actor.personId);
  const round = async () =>
    (await app.sql('SELECT * FROM authorisation_round')).rows as Record<string, string | null>[];
  const events = async () =>
    (await app.sql("SELECT payload FROM outbox WHERE topic = 'authorisations.due' ORDER BY id")).rows as {
      payload: { step: string; closesOn: string; bodies: { level: string; code: string; open: number }[] };
    }[];
  const live = async (person: TestPerson) =>
    (await app.sql('SELECT 1 FROM hat WHERE person_id = $1 AND ended_at IS NULL', [person.actor.personId]))
      .rows.length;
  const duties = async () =>
    (await app.get(OpenDuties).of(DAY, app.clock.now()))
      .filter(({ subject }) => subject === 'authorisations')
      .map(({ organisation, due }) => `${organisation} ${due}`);

  it('are asked about nine weeks before, once however many look', async () => {
    expect([await sweep(), await duties()]).toEqual([0, []]);
    on('2027-01-13');
    expect((await Promise.all([sweep(), sweep(), sweep()])).reduce((a, b) => a + b)).toBe(1);
    expect(await sweep()).toBe(0);
    expect(await round()).toMatchObject([{ voting_day: DAY, asked_on: '2027-01-13', closed_on: null }]);
    const told = (await events()).map(({ payload }) => payload);
    expect(told).toMatchObject([{ step: 'asked', closesOn: '2027-02-17' }]);
    expect(told[0]!.bodies).toEqual(
      expect.arrayContaining([expect.objectContaining({ level: 'GSB', code: '0037', open: 2 })]),
    );
    expect((await duties()).sort()).toEqual(['0037 2027-02-17', '0505 2027-02-17', 'KR 2027-02-17']);
  });

  it('are confirmed by who granted them, and never one’s own', async () => {
    const invited = await app.get(InvitePerson).run(
      {
        electionId: 'TK2027',
        body: { level: 'GSB', code: '0037' },
        name: 'Nieuw',
        email: 'nieuw@s.example',
        role: 'member',
      },
      manager.actor,
    );
    expect(invited).not.toBeNull();
    const visitor = await at(manager);
    const page = await (await visitor.get('/rechten')).text();
    expect([page.includes('Nieuw'), page.includes(colleague.actor.name)]).toEqual([true, true]);
    expect(page).not.toContain(`name="rol" value="${manager.actor.hat.id}"`);
    const own = await visitor.post('/rechten', { dag: DAY, rol: manager.actor.hat.id });
    expect(own.status).toBe(404);
    const foreign = await visitor.post('/rechten', { dag: DAY, rol: lonely.actor.hat.id });
    expect(foreign.status).toBe(404);
    expect((await visitor.post('/rechten', { dag: DAY })).status).toBe(422);
    expect((await visitor.post('/rechten', { dag: DAY, rol: colleague.actor.hat.id })).status).toBe(303);
    expect(await (await visitor.get('/rechten')).text()).not.toContain(colleague.actor.name);
    // the Kiesraad sees who did it, and what somebody ended by hand
    const { roles } = await app.get(ShowAuthorisations).inventory(DAY);
    const confirmed = roles.find(({ hatId }) => hatId === colleague.actor.hat.id);
    expect(confirmed?.review).toMatchObject({ outcome: 'confirmed', byPerson: manager.actor.personId });
    const { hatId } = roles.find(({ name }) => name === 'Nieuw')!;
    expect((await visitor.post(`/mensen/${hatId}/beeindigen`)).status).toBe(303);
    const { closed } = await app.get(ShowAuthorisations).inventory(DAY);
    expect(closed).toMatchObject([{ hatId, by: manager.actor.name }]);
  });

  it('are warned about twice, a week apart, and closed after it, but for a body’s last account', async () => {
    on('2027-02-20');
    // late: nobody swept for a month, and still a week lies between the steps
    expect([await sweep(), await sweep()]).toEqual([1, 0]);
    on('2027-02-27');
    expect(await sweep()).toBe(1);
    expect((await events()).map(({ payload }) => [payload.step, payload.closesOn])).toEqual([
      ['asked', '2027-02-17'],
      ['firstWarning', '2027-03-06'],
      ['secondWarning', '2027-03-06'],
    ]);
    // from the 21st day before the vote on nothing is closed by itself
    on('2027-03-08');
    expect(await sweep()).toBe(0);
    on('2027-03-25');
    expect(await sweep()).toBe(0);
    established = '2027-03-26';
    on('2027-03-26');
    expect(await sweep()).toBe(0);
    on('2027-03-27');
    expect((await Promise.all([sweep(), sweep()])).reduce((a, b) => a + b)).toBe(1);
    expect(await Promise.all([manager, colleague, lonely, operator].map(live))).toEqual([0, 1, 1, 1]);
    const { closed } = await app.get(ShowAuthorisations).inventory(DAY);
    expect(closed.map(({ hatId, by }) => [hatId, by])).toContainEqual([manager.actor.hat.id, 'het platform']);
    expect((await round())[0]).toMatchObject({ closed_on: '2027-03-27' });
    const { rows } = await app.sql("SELECT details FROM audit_event WHERE action = 'authorisations.closed'");
    expect(rows).toHaveLength(1);
  });

  it('are opened again in a minute, and a last one is closed after a call alone', async () => {
    const visitor = await at(operator);
    const reopened = await visitor.post('/rechten/heropenen', { dag: DAY, rol: manager.actor.hat.id });
    expect([reopened.status, await live(manager)]).toEqual([303, 1]);
    const again = await visitor.post('/rechten/heropenen', { dag: DAY, rol: manager.actor.hat.id });
    expect(again.status).toBe(404);
    const rol = lonely.actor.hat.id;
    const unsaid = await visitor.post('/rechten/sluiten', { dag: DAY, rol, gesprokenMet: '', telefoon: '' });
    expect([unsaid.status, await live(lonely)]).toEqual([422, 1]);
    const call = { gesprokenMet: 'mevrouw De Vries', telefoon: '078-1234567' };
    expect((await visitor.post('/rechten/sluiten', { dag: DAY, rol, ...call })).status).toBe(303);
    expect(await live(lonely)).toBe(0);
    const csv = await visitor.get(`/rechten/overzicht.csv?dag=${DAY}`);
    const text = await csv.text();
    expect(text).toContain('mevrouw De Vries');
    expect(text).toContain('gesloten, weer geopend');
    expect((await (await at(colleague)).get(`/rechten/overzicht?dag=${DAY}`)).status).toBe(404);
    expect(await (await visitor.get(`/rechten/overzicht?dag=${DAY}`)).text()).toContain('Inventaris als CSV');
  });
});
