import type { ElectionDecisions } from '../../src/elections/decisions.js';
import { DecideElection } from '../../src/setup/decide-election.js';
import { startApp, type TestApp, type TestPerson } from '../support/app.js';
import { arrival, castOf, eventually, packageAt, type Cast } from '../support/routing.js';
import { announce, comparedOn, configureTk, put, READER, submit, upload } from '../support/uploads.js';
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

  it('need not be compared where that was decided, and is then no warning and nothing to do', async () => {
    await decided(app, cast, { paperComparison: false });
    const made = await packageAt('2027-03-18T05:00:00');
    const { id, staat } = await upload(app, cast.assen, [made], { indienen: 'direct' });
    expect(staat).toBe('ingediend');
    const receipt = await page(`/leveringen/${id}/ontvangstbewijs`);
    expect(receipt).toContain('niet met het papier hoeft te vergelijken');
    expect(receipt).not.toContain('is gelijk');
    const shown = await page(`/leveringen/${id}`);
    expect(shown).toContain('U kunt het nu alsnog doen');
    expect(await page('/')).not.toContain('nog met het papier');
    const next = await upload(app, cast.assen, [await packageAt('2027-03-18T06:00:00')]);
    expect(await page(`/leveringen/${next.id}`)).toContain('hoeft u niet te vergelijken');
    const form = { vervangt: id, zitting: 'nieuw' };
    expect((await post(`/leveringen/${next.id}/indienen`, form)).headers.get('location')).toContain(
      'ontvangstbewijs',
    );
    await decided(app, cast, { paperComparison: true });
    const asked = await announce(app, cast.assen, [made], { indienen: 'direct' }).catch(String);
    expect(asked).toContain('upload.paperMissing');
  });

  it('is refused in another version of EML_NL than two people of the Kiesraad decided', async () => {
    await decided(app, cast, { emlVersion: '1.3' });
    const version = async (created: string) => {
      const { controle } = await upload(app, cast.assen, [await packageAt(created)]);
      return controle.checks.find(({ code }) => code === 'identity.version');
    };
    expect(await version('2027-03-18T07:00:00')).toMatchObject({ result: 'skipped' });
    const second = await app.person(null, 'OPERATOR', 'OPERATOR');
    await app.get(DecideElection).confirm('TK2027', second.actor);
    expect(await version('2027-03-18T08:00:00')).toMatchObject({
      result: 'refuse',
      detail: expect.stringContaining('is 1.3 bepaald') as string,
    });
  });
});

/** Decides it, with everything else as it is. */
function decided(app: TestApp, { operator }: Cast, wish: Partial<ElectionDecisions>): Promise<boolean> {
  return app
    .get(DecideElection)
    .run(
      'TK2027',
      (now) => ({ ...now, decisions: { ...now.decisions, ...wish } }),
      'Zo is het besloten.',
      operator.actor,
    );
}

describe('where two people of a committee look', () => {
  let app: TestApp;
  let cast: Cast;
  let second: TestPerson;
  const decide = (fourEyes: boolean) => decided(app, cast, { fourEyes });
  beforeAll(async () => {
    app = await startApp();
    await configureTk(app);
    cast = await castOf(app);
    second = await app.person('TK2027', 'GSB', '0106');
    await decide(true);
  });
  afterAll(() => app?.close());

  const sent = async (created: string) => {
    const made = await packageAt(created);
    const fingerprint = made.pair!.fingerprint;
    const said = { indienen: 'direct', ...compared(fingerprint) };
    const { id, bestanden } = await announce(app, cast.assen, [made], said);
    expect(await codeOf(await put(app, cast.assen, bestanden[0]!.adres, made.bytes))).toEqual(MISSING);
    return { id, address: bestanden[0]!.adres, size: made.bytes.length, fingerprint };
  };
  const compared = (fingerprint: string) => ({ vingerafdruk: fingerprint, gelezenDoor: READER });
  const codeOf = async (answer: Response) => [
    answer.status,
    ((await answer.json()) as { code?: string }).code,
  ];
  const MISSING = [409, 'upload.secondMissing'];

  it('who sent a file cannot hand it in, by a program, on its page or in advance; a second person can', async () => {
    const { id, fingerprint, address, size } = await sent('2027-03-18T01:00:00');
    expect(await codeOf(await submit(app, cast.assen, id, compared(fingerprint)))).toEqual(MISSING);
    expect(await codeOf(await submit(app, cast.assen, id, { reden: 'Het papier is nog onderweg.' }))).toEqual(
      MISSING,
    );
    const own = await pageOf(app, cast.assen, `/leveringen/${id}`);
    expect(own).toContain('Een ander dient dit in');
    expect(own).not.toContain(`/leveringen/${id}/indienen`);
    expect(await pageOf(app, cast.assen, '/')).toContain('Een ander moet');
    expect(await pageOf(app, second, '/')).toContain('U bent de tweede persoon');
    const changed = await put(app, cast.assen, address, Buffer.alloc(size));
    expect(await codeOf(changed)).toEqual([409, 'upload.alreadyReceived']);
    expect(await codeOf(await submit(app, second, id, {}))).toEqual([400, 'upload.paperMissing']);
    const asked = await pageOf(app, second, `/leveringen/${id}`);
    const fields = { ...comparedOn(asked, fingerprint), vervangt: '' };
    const first = await postForm(app, cast.assen, `/leveringen/${id}/indienen`, fields);
    expect([first.status, await first.text()]).toEqual([
      409,
      expect.stringContaining('Dit moet een tweede persoon doen'),
    ]);
    const done = await Promise.all(
      [1, 2].map(() => postForm(app, second, `/leveringen/${id}/indienen`, fields)),
    );
    expect(done.map(({ status }) => status)).toEqual([303, 303]);
    const receipt = await pageOf(app, second, `/leveringen/${id}/ontvangstbewijs`);
    expect(receipt).toContain('Verstuurd door');
    expect(receipt).toContain('alle 64 tekens zijn gelijk');
  });

  it('what was handed in without comparing is compared later by who did not send it', async () => {
    await app.sql("UPDATE submission SET state = 'abandoned'");
    const { id, fingerprint } = await sent('2027-03-18T02:00:00');
    expect((await submit(app, second, id, { reden: 'Het papier is nog onderweg.' })).status).toBe(200);
    const fields = comparedOn(await pageOf(app, second, `/leveringen/${id}`), fingerprint);
    expect(await pageOf(app, cast.assen, `/leveringen/${id}`)).toContain('Een ander vergelijkt dit nog');
    const first = await postForm(app, cast.assen, `/leveringen/${id}/vergelijken`, fields);
    expect([first.status, await first.text()]).toEqual([
      409,
      expect.stringContaining('Dit moet een tweede persoon doen'),
    ]);
    expect((await postForm(app, second, `/leveringen/${id}/vergelijken`, fields)).status).toBe(303);
    expect(await pageOf(app, second, `/leveringen/${id}/ontvangstbewijs`)).toContain(
      'alle 64 tekens zijn gelijk',
    );
  });

  it('is chosen until the day of kandidaatstelling and not after it', async () => {
    app.clock.setTo(new Date('2027-02-01T22:00:00Z'));
    await expect(decide(false)).resolves.toBe(false);
    app.clock.setTo(new Date('2027-02-01T23:30:00Z'));
    await expect(decide(true)).rejects.toThrow('election.fourEyesFixed');
  });
});
