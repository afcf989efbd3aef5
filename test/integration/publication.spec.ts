import { createHash } from 'node:crypto';
import { tkCount } from '../support/counts.js';
import { startApp, type TestApp } from '../support/app.js';
import { madePackage } from '../support/packages.js';
import { arrival, castOf, deliver, eventually, type Cast } from '../support/routing.js';
import { configureTk } from '../support/uploads.js';

describe('results that become public', () => {
  let app: TestApp;
  let cast: Cast;
  let first: Awaited<ReturnType<typeof count>>;
  const RESULT = '/v1/uitslagen/TK2027/0106/510b';

  const count = async (created: string, replaces?: string) => {
    const made = await madePackage({ count: tkCount({ created }) });
    const { fingerprint } = made.pair!;
    const id = await deliver(app, cast.assen, [made], fingerprint, replaces);
    return { id, made, fingerprint, atMayor: (await arrival(app, cast.mayor, fingerprint)).id };
  };
  const publish = (id: string, as = cast.mayor, body: object = { waar: 'hier' }) =>
    app.ask('POST', `/v1/openbaarmakingen/${id}`, { as, body });
  const json = async <T>(path: string, as?: Cast['mayor']) =>
    (await (await app.ask('GET', path, as === undefined ? {} : { as })).json()) as T;
  const refused = async (response: Response) =>
    [response.status, ((await response.json()) as { code?: string }).code] as const;
  interface Result {
    readonly laatste: object | null;
    readonly nieuwereGeleverd: boolean;
    readonly versies: Record<string, unknown>[];
  }

  beforeAll(async () => {
    app = await startApp();
    await configureTk(app);
    cast = await castOf(app);
    first = await count('2027-03-18T01:00:00');
  });
  afterAll(() => app?.close());

  it('are not public by themselves; who must make them so sees that, the Kiesraad of everybody', async () => {
    expect(await json<Result>(RESULT)).toMatchObject({ laatste: null, versies: [] });
    expect((await app.ask('GET', `${RESULT}/1/bestand`)).status).toBe(404);
    const listed = (as: Cast['mayor']) => json<{ nogNiet: object[] }>('/v1/openbaarmakingen', as);
    expect((await listed(cast.mayor)).nogNiet).toMatchObject([
      { id: first.atMayor, wet: 'Na 33 lid 1', openbaarSinds: null },
    ]);
    expect((await listed(cast.council)).nogNiet).toMatchObject([{ id: null, bestand: '510b' }]);
    expect((await listed(cast.hsb)).nogNiet).toEqual([]);
  });

  it('become so by who must alone, once, whoever is first', async () => {
    const atHsb = (await arrival(app, cast.hsb, first.fingerprint)).id;
    for (const [id, as] of [
      [atHsb, cast.hsb],
      [first.atMayor, cast.csb],
      [first.id, cast.assen],
      [first.id, cast.mayor],
      [first.atMayor, cast.operator],
    ] as const)
      expect((await publish(id, as)).status).toBe(404);
    expect((await publish(first.atMayor, cast.mayor, { waar: 'elders', adres: 'http://x' })).status).toBe(
      400,
    );
    const both = await Promise.all([publish(first.atMayor), publish(first.atMayor)]);
    expect(both.map(({ status }) => status).sort()).toEqual([201, 409]);
    expect(await refused(await publish(first.atMayor))).toEqual([409, 'publication.already']);
    const { rows } = await app.sql("SELECT FROM audit_event WHERE action = 'result.published'");
    expect(rows).toHaveLength(1);
    const told = await eventually(async () => {
      const { rows: notices } = await app.sql(
        "SELECT level, code FROM notice WHERE kind = 'result.published'",
      );
      return notices.length === 0 ? null : notices;
    });
    expect(told).toEqual([{ level: 'GSB', code: '0106' }]);
  });

  it('are handed out to everybody byte for byte, in parts too; the signature, the key and the rest never', async () => {
    const { versies } = await json<Result>(RESULT);
    expect(versies).toMatchObject([
      {
        versie: 1,
        vingerafdruk: first.fingerprint,
        vervangen: false,
        plaats: 'hier',
        adres: `${RESULT}/1/bestand`,
      },
    ]);
    const whole = await app.ask('GET', `${RESULT}/1/bestand`);
    const bytes = Buffer.from(await whole.arrayBuffer());
    expect(bytes.equals(Buffer.from(first.made.pair!.eml.bytes))).toBe(true);
    expect(createHash('sha256').update(bytes).digest('hex')).toBe(first.fingerprint);
    expect(whole.headers.get('repr-digest')).toBe(
      `sha-256=:${Buffer.from(first.fingerprint, 'hex').toString('base64')}:`,
    );
    const part = await app.ask('GET', `/uitslagen/TK2027/0106/510b/1/bestand`, {
      headers: { range: 'bytes=10-19' },
    });
    expect([part.status, await part.text()]).toEqual([206, bytes.subarray(10, 20).toString()]);
    for (const path of ['CSB/230c/1/bestand', '0106/510b/1/handtekening', '0106/230c', '0106/510b/2/bestand'])
      expect((await app.ask('GET', `/v1/uitslagen/TK2027/${path}`)).status).toBe(404);
    expect(JSON.stringify(await json(RESULT))).not.toMatch(/signature|\.crt|\.pdf/);
  });

  it('say that they were superseded, and what is newer; what is old becomes public no more', async () => {
    const second = await count('2027-03-18T02:00:00', first.id);
    expect(await json<Result>(RESULT)).toMatchObject({
      nieuwereGeleverd: true,
      versies: [{ versie: 1, vervangen: true, nieuwere: null }],
    });
    const third = await count('2027-03-18T03:00:00', second.id);
    expect(await refused(await publish(second.atMayor))).toEqual([409, 'delivery.superseded']);
    const adres = 'https://assen.example/uitslag';
    expect((await publish(third.atMayor, cast.mayor, { waar: 'elders', adres })).status).toBe(201);
    expect((await json<Result>(RESULT)).versies).toMatchObject([
      { versie: 2, vervangen: false, plaats: 'elders', adres, nieuwere: null },
      { versie: 1, vervangen: true, nieuwere: 2, plaats: 'hier' },
    ]);
    expect((await app.ask('GET', `${RESULT}/1/bestand`)).status).toBe(200);
    expect((await app.ask('GET', `${RESULT}/2/bestand`)).status).toBe(404);
  });
});
