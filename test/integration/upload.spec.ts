import { startApp, type TestApp, type TestPerson } from '../support/app.js';
import { madePackage } from '../support/packages.js';
import { tkCount } from '../support/counts.js';
import { approveKey, codesOf, configureTk, rowOf, submit, upload } from '../support/uploads.js';

jest.setTimeout(120_000);

describe('a signed count, from announcement to receipt', () => {
  let app: TestApp;
  let assen: TestPerson;
  let operator: TestPerson;

  beforeAll(async () => {
    app = await startApp();
    await configureTk(app);
    assen = await app.person('TK2027', 'GSB', '0106');
    operator = await app.person(null, 'OPERATOR', 'OPERATOR');
    const { key } = await madePackage();
    await approveKey(app, assen, operator, key!);
  });
  afterAll(() => app.close());

  it('judges, delivers and gives the same receipt again', async () => {
    const made = await madePackage({ count: tkCount({ created: '2027-03-18T01:00:00' }) });
    const judged = await upload(app, assen, [made]);
    expect(codesOf(judged, 'refuse')).toEqual([]);
    expect(judged).toMatchObject({ staat: 'gecontroleerd', vingerafdruk: made.pair!.fingerprint });
    const first = await submit(app, assen, judged.id, { vingerafdruk: made.pair!.fingerprint });
    const receipt = (await first.json()) as Record<string, unknown>;
    expect(receipt).toMatchObject({ uitkomst: 'ontvangen en goedgekeurd', nummer: judged.nummer, oefening: true });
    const again = await submit(app, assen, judged.id, { vingerafdruk: made.pair!.fingerprint });
    expect(await again.json()).toEqual(receipt);
    expect((await rowOf(app, judged.id)).state).toBe('delivered');
  });
});
