import { addDays } from '../../src/kernel/days.js';
import { writeDefinition } from '../../src/rehearsal/definition-writer.js';
import { startApp, type TestApp } from '../support/app.js';
import { fillBoard } from '../support/board.js';
import { aCouncilDefinition, aRegion } from '../support/definition.js';
import { COUNTED_AS, Statements } from '../support/statements.js';
import { Visitor } from '../support/visitor.js';

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
  let app: TestApp;
  let statements: Statements;
  let desk: Visitor;

  beforeAll(async () => {
    app = await startApp({ worker: false });
    const operator = await app.person(null, 'OPERATOR', 'OPERATOR');
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
  afterAll(async () => {
    statements?.stop();
    await app?.close();
  });

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
