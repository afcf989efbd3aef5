import { startApp, type TestApp } from '../support/app.js';
import { arrival, castOf, eventually, packageAt, type Cast } from '../support/routing.js';
import { comparedOn, configureTk, READER, submit, upload } from '../support/uploads.js';
import { askPage, pageOf, postForm } from '../support/visitor.js';

describe('what was delivered without comparing', () => {
  let app: TestApp;
  let cast: Cast;
  beforeAll(async () => {
    app = await startApp();
    await configureTk(app);
    cast = await castOf(app);
  });
  afterAll(() => app?.close());
  beforeEach(() => app.sql("UPDATE submission SET state = 'abandoned' WHERE state <> 'refused'"));

  const page = (path: string, as = cast.assen) => pageOf(app, as, path);
  const post = (path: string, fields: Record<string, string>) => postForm(app, cast.assen, path, fields);
  const told = (kind: string) =>
    eventually(async () => {
      const { rows } = await app.sql('SELECT level FROM notice WHERE kind = $1', [kind]);
      return rows.length === 0 ? null : (rows as { level: string }[]).map(({ level }) => level).sort();
    });
  const delivered = async (created: string) => {
    const made = await packageAt(created);
    const { id } = await upload(app, cast.assen, [made]);
    expect((await submit(app, cast.assen, id, { reden: 'onderweg' })).status).toBe(200);
    const { id: there } = await arrival(app, cast.hsb, made.pair!.fingerprint);
    return { id, there, fingerprint: made.pair!.fingerprint };
  };

  it('says so, shows no whole fingerprint, and is compared by its page; recipients are told', async () => {
    const { id, there, fingerprint } = await delivered('2027-03-18T01:00:00');
    const receipt = await page(`/leveringen/${id}/ontvangstbewijs`);
    expect(receipt).toContain('niet vergeleken');
    expect(receipt).not.toContain('is gelijk');
    expect(receipt).not.toContain(fingerprint);
    const asked = await page(`/leveringen/${id}`);
    const done = await post(`/leveringen/${id}/vergelijken`, comparedOn(asked, fingerprint));
    expect(done.status).toBe(303);
    expect(await page(`/leveringen/${id}/ontvangstbewijs`)).toContain('alle 64 tekens zijn gelijk');
    expect(await page(`/ontvangen/${there}`, cast.hsb)).toContain(
      'ja, alle 64 tekens gelijk, na het indienen',
    );
    expect(await told('paper.equal')).toEqual(['COUNCIL', 'CSB', 'HSB', 'MAYOR']);
    expect((await askPage(app, cast.hsb, '/')).status).toBe(200);
  });

  it('is marked when it differs on purpose; it stays, and the Kiesraad is told too', async () => {
    const { id, there } = await delivered('2027-03-18T02:00:00');
    const slip = await submit(app, cast.assen, id, { vingerafdruk: 'a'.repeat(64), gelezenDoor: READER });
    expect(await slip.json()).toMatchObject({ code: 'upload.paperSlip' });
    const differs = await post(`/leveringen/${id}/papier-anders`, { begrepen: 'ja' });
    expect(differs.status).toBe(303);
    expect(await page(`/leveringen/${id}`)).toContain('wijkt af van papier');
    expect(await page(`/ontvangen/${there}`, cast.hsb)).toContain('Dit bestand wijkt af van het papier');
    expect(await page('/ontvangen', cast.hsb)).toContain('wijkt af van het papier');
    expect(await page('/overzicht', cast.operator)).toContain('Wijkt af van papier');
    expect(await told('submission.differs')).toEqual(['OPERATOR']);
    expect(await told('paper.differs')).toContain('HSB');
  });
});
