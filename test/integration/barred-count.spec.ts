import { bar } from '../../src/keys/barred.store.js';
import { sha256 } from '../../src/kernel/fingerprint.js';
import { startApp, type TestApp } from '../support/app.js';
import { browse } from '../support/browser-session.js';
import { castOf, eventsOf, packageAt, type Cast } from '../support/routing.js';
import { announce, codesOf, configureTk, put, READER, rowOf, submit, upload } from '../support/uploads.js';

let app: TestApp;
let cast: Cast;

beforeAll(async () => {
  app = await startApp();
  await configureTk(app);
  cast = await castOf(app);
});
afterAll(() => app?.close());

const countAt = async (created: string) => {
  const { name, bytes, pair } = await packageAt(created);
  return { name, bytes, fingerprint: pair!.fingerprint };
};
const barred = (fingerprint: string) =>
  app.db.transaction((tx) =>
    bar(tx, {
      fingerprint: sha256(fingerprint),
      owner: { electionId: 'TK2027', body: { level: 'GSB', code: '0106' } },
      why: 'testLane',
      personId: cast.assen.actor.personId,
      at: app.clock.now(),
    }),
  );

describe('a count that was made to try something', () => {
  it('is refused before its sender can deliver it, who is told what to do', async () => {
    const made = await countAt('2027-03-17T22:01:00');
    expect(await barred(made.fingerprint)).toBe(true);
    expect(await barred(made.fingerprint)).toBe(false);
    const judged = await upload(app, cast.assen, [made]);
    expect(judged.staat).toBe('geweigerd');
    expect(codesOf(judged, 'refuse')).toEqual(['order.barred']);
    const page = await (await (await browse(app, cast.assen)).get(`/leveringen/${judged.id}`)).text();
    expect(page).toContain('Dit bestand is een proeftelling');
    expect(page).toContain('Exporteer de echte telling uit OSV of Abacus');
    const [event] = await eventsOf(app, 'submission.refused', judged.id);
    expect(event?.details).toMatchObject({ check: 'order.barred' });
  });

  it('is refused at delivery when it was barred after it was judged', async () => {
    const made = await countAt('2027-03-17T22:02:00');
    const judged = await upload(app, cast.assen, [made]);
    expect(judged.staat).toBe('gecontroleerd');
    await barred(made.fingerprint);
    const answer = await submit(app, cast.assen, judged.id, {
      vingerafdruk: made.fingerprint,
      gelezenDoor: READER,
    });
    expect(await answer.json()).toMatchObject({
      code: 'upload.refused',
      details: { controle: 'order.barred' },
    });
    expect(await rowOf(app, judged.id)).toMatchObject({ state: 'refused', deliveredAt: null });
  });

  it('is refused when its sender asked beforehand to deliver it', async () => {
    const made = await countAt('2027-03-17T22:03:00');
    await barred(made.fingerprint);
    const { id, bestanden } = await announce(app, cast.assen, [made], {
      indienen: 'direct',
      vingerafdruk: made.fingerprint,
      gelezenDoor: READER,
    });
    await put(app, cast.assen, bestanden[0]!.adres, made.bytes);
    expect(await rowOf(app, id)).toMatchObject({ state: 'refused', deliveredAt: null });
  });

  it('says nothing of any other count', async () => {
    const made = await countAt('2027-03-17T22:04:00');
    const judged = await upload(app, cast.assen, [made]);
    const answer = await submit(app, cast.assen, judged.id, {
      vingerafdruk: made.fingerprint,
      gelezenDoor: READER,
    });
    expect(answer.status).toBe(200);
  });

  it('stays barred: the service itself cannot take it away', async () => {
    await expect(app.db.transaction((tx) => tx.barredFingerprint.deleteMany())).rejects.toThrow();
    await expect(
      app.db.transaction((tx) => tx.barredFingerprint.updateMany({ data: { why: 'keyProof' } })),
    ).rejects.toThrow();
  });
});
