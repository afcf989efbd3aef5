import { madeStations } from '../../src/rehearsal/made-count.js';
import { startApp, type TestApp } from '../support/app.js';
import { tkCount } from '../support/counts.js';
import { madePackage } from '../support/packages.js';
import { arrival, castOf, eventually, type Cast } from '../support/routing.js';
import { configureTk, submit, upload } from '../support/uploads.js';
import { askPage, pageOf } from '../support/visitor.js';

describe('stations that the CSB sends back', () => {
  let app: TestApp;
  let cast: Cast;
  const page = (path: string, as = cast.assen) => pageOf(app, as, path);

  interface Sent {
    readonly id: string;
    readonly levering: string;
    readonly stembureaus: { id: string; stand: string; nieuweVersie: string | null }[];
  }
  const count = async (stations: number, replaces?: string) => {
    const created = `2027-03-18T0${stations}:00:00`;
    const counted = await madePackage({
      count: tkCount({ created, stations: madeStations('Assen', stations) }),
    });
    const extra = replaces === undefined ? {} : { vervangt: replaces };
    const { id } = await upload(app, cast.assen, [counted], extra);
    const said = replaces === undefined ? {} : { zitting: 'nieuw' };
    expect((await submit(app, cast.assen, id, { reden: 'onderweg', ...said })).status).toBe(200);
    return { id, atCsb: (await arrival(app, cast.csb, counted.pair!.fingerprint)).id };
  };
  const refer = (delivery: string, units: readonly string[], as = cast.csb, reden = 'veel blanco') =>
    app.ask('POST', `/v1/ontvangen/${delivery}/terugverwijzing`, {
      ...{ as, body: { stembureaus: units.map((id) => ({ id, reden })) } },
    });
  const reply = (referral: string, units: readonly string[], as = cast.assen) =>
    app.ask('POST', `/v1/terugverwijzingen/${referral}/antwoord`, {
      ...{ as, body: { stembureaus: units, bevinding: 'blijft', uitleg: 'opnieuw geteld' } },
    });
  const standing = async (as: Cast['csb']) =>
    (await (await app.ask('GET', '/v1/terugverwijzingen', { as })).json()) as {
      totaal: Record<string, number>;
      gemeenten: Record<string, unknown>[];
      terugverwijzingen: Sent[];
    };
  const refused = async (response: Response) =>
    [response.status, ((await response.json()) as { code?: string }).code] as const;
  const told = (kind: string, expected = 1) =>
    eventually(async () => {
      const { rows } = await app.sql('SELECT level, facts FROM notice WHERE kind = $1', [kind]);
      return rows.length < expected ? null : (rows as { level: string; facts: object }[]);
    });
  let first: Awaited<ReturnType<typeof count>>;
  let sent: Sent;

  beforeAll(async () => {
    app = await startApp();
    await configureTk(app);
    cast = await castOf(app);
    first = await count(7);
    sent = (await (await refer(first.atCsb, ['SB1', 'SB2', 'SB7'])).json()) as Sent;
  });
  afterAll(() => app?.close());

  it('refuses what is not there, not theirs, open already or old, and of two at once the later', async () => {
    expect(await refused(await refer(first.atCsb, ['SB3', 'SB99']))).toEqual([
      409,
      'referral.unknownStation',
    ]);
    expect(await refused(await refer(first.atCsb, ['SB3', 'SB1']))).toEqual([409, 'referral.openAlready']);
    expect((await refer(first.atCsb, ['SB3', 'SB3'])).status).toBe(400);
    expect((await refer(first.atCsb, ['SB3'], cast.hsb)).status).toBe(404);
    expect((await refer(first.id, ['SB3'])).status).toBe(404);
    const both = await Promise.all([refer(first.atCsb, ['SB3']), refer(first.atCsb, ['SB3'])]);
    expect(both.map(({ status }) => status).sort()).toEqual([201, 409]);
    expect((await standing(cast.csb)).totaal).toMatchObject({ terugverwezen: 4, open: 4 });
  });

  it('tells the GSB how many, never why, also when the event was lost; it sees them first', async () => {
    const notices = await told('stations.referred', 2);
    expect(notices.map(({ level }) => level)).toEqual(notices.map(() => 'GSB'));
    expect(JSON.stringify(notices)).toMatch(/"stations":3/);
    expect(JSON.stringify(notices)).not.toContain('veel blanco');
    const { rows: logged } = await app.sql('SELECT FROM audit_personal WHERE strpos(clear, $1) > 0', [
      'veel blanco',
    ]);
    expect(logged).toEqual([]);
    await app.sql("DELETE FROM notice WHERE kind = 'stations.referred'");
    expect(await told('stations.referred', 2)).toHaveLength(2);
    expect(await page('/')).toContain('Kijk naar 3 stembureaus');
    const one = await page(`/terugverwijzingen/${sent.id}`);
    for (const text of ['veel blanco', 'SB7', first.id]) expect(one).toContain(text);
    expect(one).not.toContain(first.atCsb);
    expect(await page(`/terugverwijzingen/${sent.id}`, cast.csb)).not.toContain(first.id);
    for (const as of [cast.coevorden, cast.hsb, cast.operator])
      expect((await askPage(app, as, `/terugverwijzingen/${sent.id}`)).status).toBe(404);
  });

  it('is answered once per station by the GSB alone, and the CSB is told', async () => {
    expect((await reply(sent.id, ['SB1'], cast.coevorden)).status).toBe(404);
    expect(await refused(await reply(sent.id, ['SB3']))).toEqual([409, 'referral.unknownStation']);
    const both = await Promise.all([reply(sent.id, ['SB1']), reply(sent.id, ['SB1'])]);
    expect(both.map(({ status }) => status).sort()).toEqual([200, 409]);
    expect(await refused(await reply(sent.id, ['SB2', 'SB1']))).toEqual([409, 'referral.answeredAlready']);
    expect(await told('stations.answered')).toEqual([
      { level: 'CSB', facts: expect.objectContaining({ stations: 1 }) as object },
    ]);
    expect(await page(`/terugverwijzingen/${sent.id}`, cast.csb)).toContain('opnieuw geteld');
  });

  it('has what a newer version changed as corrected, by itself; the rest waits, and the old version is done', async () => {
    const { atCsb } = await count(6, first.id);
    const { gemeenten, terugverwijzingen } = await standing(cast.csb);
    const found = terugverwijzingen.find(({ id }) => id === sent.id)!;
    expect(found.stembureaus.map(({ id, stand }) => [id, stand])).toEqual([
      ['SB1', 'blijft'],
      ['SB2', 'open'],
      ['SB7', 'gecorrigeerd'],
    ]);
    expect(found.stembureaus.at(-1)!.nieuweVersie).not.toBeNull();
    const tally = { terugverwezen: 4, beantwoord: 2, gecorrigeerd: 1, blijft: 1, open: 2 };
    expect(gemeenten).toEqual([{ code: '0106', naam: expect.any(String) as string, ...tally }]);
    expect((await standing(cast.assen)).totaal).toEqual(tally);
    expect((await standing(cast.coevorden)).terugverwijzingen).toEqual([]);
    expect(await refused(await reply(sent.id, ['SB7']))).toEqual([409, 'referral.answeredAlready']);
    expect(await refused(await refer(first.atCsb, ['SB4']))).toEqual([409, 'delivery.superseded']);
    expect(await refused(await refer(atCsb, ['SB2']))).toEqual([409, 'referral.openAlready']);
    expect((await refer(atCsb, ['SB1'], cast.csb, 'toch nog eens')).status).toBe(201);
    for (const as of [cast.csb, cast.assen])
      expect((await page('/terugverwijzingen.csv', as)).trim().split('\r\n')).toHaveLength(6);
  });
});
