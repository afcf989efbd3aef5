import { DecideKey } from '../../src/keys/decide-key.js';
import { correctedCount } from '../../src/rehearsal/made-count.js';
import { writeNothingCorrected } from '../../src/rehearsal/package-writer.js';
import { startApp, type TestApp, type TestPerson } from '../support/app.js';
import { tkCount } from '../support/counts.js';
import { madePackage, type TestPackage } from '../support/packages.js';
import {
  announce,
  approveKey,
  codesOf,
  configureTk,
  READER,
  rowOf,
  submit,
  upload,
  type SubmissionAnswer,
} from '../support/uploads.js';

const OCTETS = { 'content-type': 'application/octet-stream' };

type Problem = { readonly code: string; readonly details?: Record<string, unknown> };
type Receipt = { readonly id: string; readonly nummer: string; readonly staat: string };

/** A count that no other test has, in a package signed with test key 1. */
const packageOf = (seed: string, created = '2026-11-18T01:02:03') =>
  madePackage({ count: tkCount({ seed, created }) });

describe('from announcement to receipt', () => {
  let app: TestApp;
  let assen: TestPerson;
  let colleague: TestPerson;
  let operator: TestPerson;

  beforeAll(async () => {
    app = await startApp();
    await configureTk(app);
    assen = await app.person('TK2027', 'GSB', '0106');
    colleague = await app.person('TK2027', 'GSB', '0106');
    operator = await app.person(null, 'OPERATOR', 'OPERATOR');
    await approveKey(app, assen, operator, (await packageOf('any')).key!);
  });
  afterAll(() => app.close());
  /** Every test starts with nothing delivered. */
  beforeEach(() => app.sql("UPDATE submission SET state = 'abandoned' WHERE state <> 'refused'"));

  const deliver = async (made: TestPackage, extra: Record<string, unknown> = {}) => {
    const judged = await upload(app, assen, [made], extra);
    const response = await submit(app, assen, judged.id, { vingerafdruk: made.pair!.fingerprint });
    if (response.status !== 200) throw new Error(`${response.status} ${await response.text()}`);
    return { judged, receipt: (await response.json()) as Receipt };
  };

  it('judges, delivers and gives the same receipt again', async () => {
    const made = await packageOf('once');
    const judged = await upload(app, assen, [made]);
    expect(codesOf(judged, 'refuse')).toEqual([]);
    expect(judged).toMatchObject({ staat: 'gecontroleerd', vingerafdruk: made.pair!.fingerprint });
    expect(judged.ontvangers.map(({ niveau, code }) => `${niveau}:${code}`)).toEqual([
      'MAYOR:0106',
      'HSB:HSB3',
      'CSB:CSB',
      'COUNCIL:COUNCIL',
    ]);
    const say = () =>
      submit(app, assen, judged.id, { vingerafdruk: made.pair!.fingerprint, gelezenDoor: READER });
    const receipt = (await (await say()).json()) as Record<string, unknown>;
    expect(receipt).toMatchObject({
      uitkomst: 'ontvangen en goedgekeurd',
      nummer: judged.nummer,
      oefening: true,
      papier: { vergeleken: true, reden: null, gelezenDoor: READER },
    });
    expect((receipt['vingerafdrukGroepen'] as string[]).join('')).toBe(made.pair!.fingerprint);
    expect(((await (await say()).json()) as Receipt).nummer).toBe(receipt['nummer']);
    const { rows } = await app.sql(
      "SELECT 1 FROM audit_event WHERE action = 'submission.delivered' AND object_id = $1",
      [judged.id],
    );
    expect(rows).toHaveLength(1);
    const events = await app.sql(
      "SELECT 1 FROM outbox WHERE topic = 'submission.accepted' AND payload->>'submissionId' = $1",
      [judged.id],
    );
    expect(events.rows).toHaveLength(1);
  });

  it('gives the receipt that there is when the same count comes again, also in another wrapping', async () => {
    const made = await packageOf('twice');
    const { receipt } = await deliver(made);
    const { receipt: again } = await deliver(made);
    expect(again.nummer).toBe(receipt.nummer);
    const pair = await upload(app, assen, [made.pair!.eml, made.pair!.signature!]);
    const bare = await submit(app, assen, pair.id, { vingerafdruk: made.pair!.fingerprint });
    expect(((await bare.json()) as Receipt).nummer).toBe(receipt.nummer);
    expect((await rowOf(app, pair.id)).state).toBe('abandoned');
    const once = await submit(app, assen, pair.id, { vingerafdruk: made.pair!.fingerprint });
    expect(((await once.json()) as Receipt).nummer).toBe(receipt.nummer);
    const { rows } = await app.sql("SELECT count(*)::int AS n FROM submission WHERE state = 'delivered'");
    expect(rows[0]).toEqual({ n: 1 });
  });

  it('takes a correction that names what it replaces, and lets nothing replaced come back', async () => {
    const first = await packageOf('chain');
    const { judged } = await deliver(first);
    const second = await madePackage({ count: correctedCount(first.count, 'fix', '2026-11-19T10:00:00') });

    const nameless = await upload(app, assen, [second]);
    expect(codesOf(nameless, 'warn')).toContain('order.replaces');
    const refused = await submit(app, assen, nameless.id, { vingerafdruk: second.pair!.fingerprint });
    expect(refused.status).toBe(409);
    const problem = (await refused.json()) as Problem;
    expect(problem).toMatchObject({
      code: 'upload.replacesMissing',
      details: { huidig: judged.nummer, huidigId: judged.id },
    });
    expect((await rowOf(app, nameless.id)).state).toBe('judged');

    const named = await submit(app, assen, nameless.id, {
      vingerafdruk: second.pair!.fingerprint,
      vervangt: judged.id,
    });
    expect(named.status).toBe(200);
    expect((await rowOf(app, judged.id)).state).toBe('superseded');
    expect(await named.json()).toMatchObject({ vervangt: { nummer: judged.nummer } });

    const back = await upload(app, assen, [first], { vervangt: nameless.id });
    expect(back.staat).toBe('geweigerd');
    expect(codesOf(back, 'refuse')).toEqual(['order.repeat']);
    const stale = await madePackage({ count: correctedCount(first.count, 'other', '2026-11-19T11:00:00') });
    const late = await upload(app, assen, [stale], { vervangt: judged.id });
    const wrong = await submit(app, assen, late.id, { vingerafdruk: stale.pair!.fingerprint });
    expect(await wrong.json()).toMatchObject({
      code: 'upload.replacesWrong',
      details: { huidig: nameless.nummer },
    });
  });

  it('lets one of two colleagues through and tells the other about the first', async () => {
    const [one, two] = await Promise.all([packageOf('race a'), packageOf('race b')]);
    const mine = await upload(app, assen, [one]);
    const theirs = await upload(app, colleague, [two]);
    const answers = await Promise.all([
      submit(app, assen, mine.id, { vingerafdruk: one.pair!.fingerprint }),
      submit(app, colleague, theirs.id, { vingerafdruk: two.pair!.fingerprint }),
    ]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
    const won = answers[0].status === 200 ? mine : theirs;
    const lost = answers.find(({ status }) => status === 409)!;
    expect(await lost.json()).toMatchObject({
      code: 'upload.replacesMissing',
      details: { huidig: won.nummer },
    });
  });

  it('delivers one submission once, however many say so at the same moment', async () => {
    const made = await packageOf('many clicks');
    const judged = await upload(app, assen, [made]);
    const say = () => submit(app, assen, judged.id, { vingerafdruk: made.pair!.fingerprint });
    const answers = await Promise.all([say(), say(), say(), say(), say()]);
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200]);
    const { rows } = await app.sql(
      "SELECT 1 FROM outbox WHERE topic = 'submission.accepted' AND payload->>'submissionId' = $1",
      [judged.id],
    );
    expect(rows).toHaveLength(1);
  });

  it('refuses nothing when one digit of the paper differs, and for good when that is said on purpose', async () => {
    const made = await packageOf('paper');
    const judged = await upload(app, assen, [made]);
    const digits = made.pair!.fingerprint;
    const typed = digits.slice(0, 63) + (digits.endsWith('0') ? '1' : '0');
    const slip = await submit(app, assen, judged.id, { vingerafdruk: typed, gelezenDoor: READER });
    expect(await slip.json()).toMatchObject({ code: 'upload.paperSlip', status: 409 });
    expect((await rowOf(app, judged.id)).state).toBe('judged');
    const both = await submit(app, assen, judged.id, { wijktAf: true, vingerafdruk: digits });
    expect([both.status, (await rowOf(app, judged.id)).state]).toEqual([400, 'judged']);
    const refused = await submit(app, assen, judged.id, { wijktAf: true });
    expect(await refused.json()).toMatchObject({
      code: 'upload.refused',
      details: { controle: 'fingerprint.compared' },
    });
    expect((await rowOf(app, judged.id)).state).toBe('refused');
    const again = await submit(app, assen, judged.id, { vingerafdruk: digits });
    expect(again.status).toBe(409);
  });

  it('asks for the paper or a reason, and shows the reason', async () => {
    const made = await packageOf('no paper');
    const judged = await upload(app, assen, [made]);
    const nothing = await submit(app, assen, judged.id, {});
    expect(await nothing.json()).toMatchObject({ code: 'upload.paperMissing', status: 400 });
    const both = await submit(app, assen, judged.id, { vingerafdruk: made.pair!.fingerprint, reden: 'x' });
    expect(await both.json()).toMatchObject({ code: 'request.invalid' });
    const receipt = await submit(app, assen, judged.id, { reden: 'Het PV is nog onderweg.' });
    expect(await receipt.json()).toMatchObject({
      papier: { vergeleken: false, reden: 'Het PV is nog onderweg.' },
    });
  });

  it('delivers at once when asked to, with the paper told in advance', async () => {
    const made = await packageOf('direct');
    const answer = await upload(app, assen, [made], {
      indienen: 'direct',
      vingerafdruk: made.pair!.fingerprint,
    });
    expect(answer.staat).toBe('ingediend');
    const untold = await app.ask('POST', '/v1/leveringen', {
      as: assen,
      body: { verkiezing: 'TK2027', bestanden: [{ naam: 'a.zip', grootte: 10 }], indienen: 'direct' },
    });
    expect(await untold.json()).toMatchObject({ code: 'upload.paperMissing', status: 400 });
  });

  it('takes a bare pair, in any order', async () => {
    const made = await packageOf('pair');
    const { eml, signature } = made.pair!;
    for (const files of [
      [eml, signature!],
      [signature!, eml],
    ]) {
      const judged = await upload(app, assen, files);
      expect(codesOf(judged, 'refuse')).toEqual([]);
      expect(judged).toMatchObject({ staat: 'gecontroleerd', vingerafdruk: made.pair!.fingerprint });
    }
    const lone = await upload(app, assen, [eml]);
    expect(codesOf(lone, 'refuse')).toContain('signature.verifies');
  });

  it('takes a P 2a alone, which replaces nothing', async () => {
    const first = await packageOf('then nothing');
    const { judged } = await deliver(first);
    const made = await writeNothingCorrected(first.count, { category: 'gemeente', name: 'Assen' });
    const p2a = await upload(app, assen, [made], { vervangt: judged.id });
    expect(p2a).toMatchObject({ staat: 'gecontroleerd', vingerafdruk: null });
    const receipt = await submit(app, assen, p2a.id, {});
    expect(await receipt.json()).toMatchObject({ soort: 'P2a', staat: 'ingediend', vervangt: null });
    expect((await rowOf(app, judged.id)).state).toBe('delivered');
  });

  it('warns of a file dated 2099, which blocks no correction', async () => {
    const future = await packageOf('future', '2099-01-01T00:00:00');
    const judged = await upload(app, assen, [future]);
    expect(codesOf(judged, 'warn')).toContain('order.clock');
    await submit(app, assen, judged.id, { vingerafdruk: future.pair!.fingerprint });
    const next = await madePackage({ count: correctedCount(future.count, 'fix', '2026-11-20T10:00:00') });
    const { receipt } = await deliver(next, { vervangt: judged.id });
    expect(receipt.staat).toBe('ingediend');
  });

  it('checks without delivering, and stops', async () => {
    const judged = await upload(app, assen, [await packageOf('look')]);
    const stopped = await app.ask('POST', `/v1/leveringen/${judged.id}/stoppen`, { as: assen });
    expect(await stopped.json()).toMatchObject({ staat: 'afgebroken' });
    const late = await submit(app, assen, judged.id, { reden: 'elders' });
    expect(await late.json()).toMatchObject({ code: 'upload.stopped' });
    const receipt = await app.ask('GET', `/v1/leveringen/${judged.id}/ontvangstbewijs`, { as: assen });
    expect(await receipt.json()).toMatchObject({ code: 'upload.noReceipt' });
  });

  it('shows a submission to its own committee alone: foreign and absent are the same', async () => {
    const judged = await upload(app, assen, [await packageOf('private')]);
    const neighbour = await app.person('TK2027', 'GSB', '0109');
    const csb = await app.person('TK2027', 'CSB', 'CSB');
    const mayor = await app.person('TK2027', 'MAYOR', '0106');
    const absent = '00000000-0000-4000-8000-000000000000';
    for (const as of [neighbour, csb, mayor, operator]) {
      for (const id of [judged.id, absent, 'x', '..%2f..']) {
        const asked: [string, string][] = [
          ['GET', `/v1/leveringen/${id}`],
          ['GET', `/v1/leveringen/${id}/ontvangstbewijs`],
          ['POST', `/v1/leveringen/${id}/indienen`],
          ['POST', `/v1/leveringen/${id}/stoppen`],
          ['PUT', `/v1/leveringen/${id}/bestanden/1`],
        ];
        for (const [method, url] of asked) {
          const bytes = method === 'PUT' ? { body: Buffer.from('x'), headers: OCTETS } : {};
          const response = await app.ask(method, url, { as, ...bytes });
          expect([method, url, response.status]).toEqual([method, url, 404]);
          expect(((await response.json()) as Problem).code).toBe('request.notFound');
        }
      }
    }
    const foreign = await app.ask('POST', '/v1/leveringen', {
      as: neighbour,
      body: { verkiezing: 'TK2027', bestanden: [{ naam: 'a.zip', grootte: 10 }], vervangt: judged.id },
    });
    expect(((await foreign.json()) as Problem).code).toBe('upload.replacesUnknown');
  });

  it('refuses a file of another committee, and an announcement for another election', async () => {
    const count = tkCount({ seed: 'elsewhere', authority: { id: '0109', name: 'Coevorden' } });
    const other = await upload(app, assen, [await madePackage({ count })]);
    expect(codesOf(other, 'refuse')).toContain('identity.committee');
    const wrong = await app.ask('POST', '/v1/leveringen', {
      as: assen,
      body: { verkiezing: 'GR2027_Stadskanaal', bestanden: [{ naam: 'a.zip', grootte: 10 }] },
    });
    expect(((await wrong.json()) as Problem).code).toBe('upload.otherElection');
  });

  it('refuses when the key was revoked between the verdict and the word', async () => {
    const made = await madePackage({ count: tkCount({ seed: 'revoked' }), key: 7 });
    const id = await approveKey(app, assen, operator, made.key!);
    const judged: SubmissionAnswer = await upload(app, assen, [made]);
    expect(judged.staat).toBe('gecontroleerd');
    const said = async () => {
      const headers = { accept: 'text/html' };
      return (await app.ask('GET', `/sleutels/${id}`, { as: operator, headers })).text();
    };
    expect(await said()).toContain('1 levering met deze sleutel is gecontroleerd en nog niet ingediend.');
    await announce(app, assen, [made]);
    expect(await said()).toMatch(/leveringe?n? van dit stembureau (is|zijn) nog niet gecontroleerd/);
    await app.get(DecideKey).revoke(id, { reason: 'laptop gestolen', misusedSince: null }, operator.actor);
    const refused = await submit(app, assen, judged.id, { vingerafdruk: made.pair!.fingerprint });
    expect(await refused.json()).toMatchObject({
      code: 'upload.refused',
      details: { controle: 'signature.key' },
    });
    expect((await rowOf(app, judged.id)).state).toBe('refused');
  });
});
