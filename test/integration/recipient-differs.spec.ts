import { startApp, type TestApp } from '../support/app.js';
import { browse } from '../support/browser-session.js';
import {
  arrival,
  castOf,
  deliver,
  eventsOf,
  eventually,
  inboxOf,
  packageAt,
  type Cast,
  type ReceivedAnswer,
} from '../support/routing.js';
import { configureTk } from '../support/uploads.js';
import { codeOf, pageOf, postForm } from '../support/visitor.js';

describe('a recipient whose paper says something else', () => {
  let app: TestApp;
  let cast: Cast;
  let fingerprint: string;
  let atHsb: ReceivedAnswer;
  beforeAll(async () => {
    app = await startApp();
    await configureTk(app);
    cast = await castOf(app);
    const made = await packageAt('2027-03-18T01:00:00');
    fingerprint = made.pair!.fingerprint;
    await deliver(app, cast.assen, [made], fingerprint);
    atHsb = await arrival(app, cast.hsb, fingerprint);
  });
  afterAll(() => app?.close());

  const differs = (fields: Record<string, string>) =>
    postForm(app, cast.hsb, `/ontvangen/${atHsb.id}/papier-anders`, fields);
  const word = (body: unknown, as = cast.hsb, id = atHsb.id) =>
    app.ask('POST', `/v1/ontvangen/${id}/gelijk`, { as, body });
  const told = (cause: string) =>
    eventually(async () => {
      const { rows } = await app.sql('SELECT level, code, kind FROM notice WHERE cause = $1 ORDER BY level', [
        `paper:${atHsb.id}:${cause}`,
      ]);
      return rows.length === 0 ? null : rows;
    });
  const watched = async () => {
    const response = await app.ask('GET', '/v1/overzicht', { as: cast.operator });
    const { overzicht } = (await response.json()) as {
      overzicht: { nummer: string | null; wijktAfVanPapier: boolean }[];
    };
    return overzicht.find(({ nummer }) => nummer === atHsb.nummer)?.wijktAfVanPapier;
  };

  it('is asked once more: without its tick nothing is said', async () => {
    const response = await differs({});
    expect(response.status).toBe(422);
    expect(await response.text()).toContain('Zet eerst het vinkje');
    expect((await word({})).status).toBe(400);
    expect((await word({ wijktAf: true, vingerafdruk: fingerprint })).status).toBe(400);
    expect(await eventsOf(app, 'delivery.paperDiffered')).toHaveLength(0);
    expect(await pageOf(app, cast.operator, '/overzicht')).not.toContain('Wijkt af van papier');
    expect(await watched()).toBe(false);
  });

  it('of another body is absent', async () => {
    expect((await word({ wijktAf: true }, cast.csb)).status).toBe(404);
  });

  it('says so once: boards and history have it, sender and Kiesraad are told, nothing is undone', async () => {
    expect((await differs({ begrepen: 'ja' })).status).toBe(303);
    expect((await word({ wijktAf: true })).status).toBe(200);
    expect(await eventsOf(app, 'delivery.paperDiffered', atHsb.id)).toHaveLength(1);
    expect(await pageOf(app, cast.hsb, '/ontvangen')).toContain('wijkt af van papier');
    expect(await pageOf(app, cast.csb, '/ontvangen')).not.toContain('wijkt af van papier');
    expect(await pageOf(app, cast.operator, '/overzicht')).toContain('Wijkt af van papier bij 1 ontvanger');
    expect(await watched()).toBe(true);
    expect(await told('recipient')).toEqual([
      { level: 'GSB', code: '0106', kind: 'paper.differs' },
      { level: 'OPERATOR', code: 'OPERATOR', kind: 'submission.differs' },
    ]);
    expect(await pageOf(app, cast.operator, '/')).toContain('Gemeentelijk stembureau Assen');
    const begin = await pageOf(app, cast.assen, '/');
    expect(begin).toContain('Hoofdstembureau');
    expect(begin).toContain(`/leveringen/nummer/${atHsb.nummer}`);
    for (const as of [cast.assen, cast.hsb, cast.operator])
      expect(await pageOf(app, as, `/leveringen/nummer/${atHsb.nummer}`)).toContain(
        'Ontvanger meldde dat het papier iets anders zegt',
      );
    expect((await inboxOf(app, cast.hsb)).stand['binnen']).toBe(1);
    expect((await app.ask('GET', atHsb.bestand, { as: cast.hsb })).status).toBe(200);
  });

  it('is told by the sweep as well, when the event was lost', async () => {
    await app.sql("DELETE FROM notice WHERE cause LIKE 'paper:%'");
    expect(await told('recipient')).toHaveLength(2);
  });

  it('can compare after all: then it is equal, for good, and the sender hears that too', async () => {
    const page = await pageOf(app, cast.hsb, `/ontvangen/${atHsb.id}`);
    expect(page).toContain('Dit bestand wijkt af van papier');
    expect(page).not.toContain('Meld dat het papier afwijkt');
    expect((await word({ vingerafdruk: fingerprint })).status).toBe(200);
    expect(await pageOf(app, cast.hsb, '/ontvangen')).not.toContain('wijkt af van papier');
    expect(await watched()).toBe(false);
    expect(await told('recipient:equal')).toEqual([{ level: 'GSB', code: '0106', kind: 'paper.equal' }]);
    const after = (await (await word({ wijktAf: true })).json()) as ReceivedAnswer & {
      wijktAfVanPapier: string | null;
    };
    expect([after.gelijkAanPapier === null, after.wijktAfVanPapier]).toEqual([false, null]);
  });

  it('has nothing to say of a delivery without a count', async () => {
    const { rows } = await app.sql('SELECT submission_id FROM delivery WHERE id = $1', [atHsb.id]);
    const { id } = await arrival(app, cast.csb, fingerprint);
    await app.sql('UPDATE submission SET fingerprint = NULL WHERE id = $1', [
      (rows[0] as { submission_id: string }).submission_id,
    ]);
    const response = await word({ wijktAf: true }, cast.csb, id);
    expect([response.status, await codeOf(response)]).toEqual([409, 'delivery.noFingerprint']);
    await app.sql('UPDATE submission SET fingerprint = $2 WHERE id = $1', [
      (rows[0] as { submission_id: string }).submission_id,
      fingerprint,
    ]);
  });

  describe('the JSON of its session', () => {
    const seen = async (as: keyof Cast, path: string) => {
      const answer = await (await browse(app, cast[as])).get(path, 'application/json');
      expect(answer.status).toBe(200);
      return await answer.text();
    };

    it('has no digits that must still be read from paper; a program gets them all', async () => {
      const { id } = await arrival(app, cast.csb, fingerprint);
      for (const path of ['/v1/ontvangen', `/v1/ontvangen/${id}`]) {
        expect(await seen('csb', path)).not.toContain(fingerprint);
        expect(await (await app.ask('GET', path, { as: cast.csb })).text()).toContain(fingerprint);
      }
    });

    it('has them once they were compared', async () => {
      for (const path of ['/v1/ontvangen', `/v1/ontvangen/${atHsb.id}`])
        expect(await seen('hsb', path)).toContain(fingerprint);
    });
  });
});
