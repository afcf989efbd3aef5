import { DecideKey } from '../../src/keys/decide-key.js';
import { JudgeProof } from '../../src/keys/judge-proof.js';
import { RegisterKey } from '../../src/keys/register-key.js';
import { startApp, type TestApp, type TestPerson } from '../support/app.js';
import { browse, type BrowserSession } from '../support/browser-session.js';
import { ceremony } from '../support/ceremony.js';
import { tkCount } from '../support/counts.js';
import { testCommitteeKey } from '../support/keys.js';
import { madePackage, type TestPackage } from '../support/packages.js';
import { castOf, deliver, eventsOf, inboxOf, type Cast } from '../support/routing.js';
import { approveKey, codesOf, configureTk, READER, submit, upload } from '../support/uploads.js';
import { codeOf } from '../support/visitor.js';

const ASSEN = { region: 'Assen', authority: '0106' };
const VOTING_DAY = new Date('2027-03-17T10:00:00+01:00');
const WEEK_BEFORE = new Date('2027-03-10T10:00:00+01:00');

let app: TestApp;
let cast: Cast;
let keyNumber = 1;
let second = 0;

beforeAll(async () => {
  app = await startApp();
  app.clock.setTo(WEEK_BEFORE);
  await configureTk(app);
  cast = await castOf(app);
});
afterAll(() => app?.close());
beforeEach(() => app.clock.setTo(WEEK_BEFORE));

interface Waiting {
  readonly id: string;
  /** Another test count of this key each time. */
  readonly made: (choice?: Parameters<typeof tkCount>[0], by?: number) => Promise<TestPackage>;
}

/** A key of Assen that waits. */
async function waitingKey(): Promise<Waiting> {
  keyNumber = (keyNumber % 7) + 1;
  await app.sql('TRUNCATE committee_key, key_call CASCADE');
  const own = keyNumber;
  const { certificate } = await testCommitteeKey(own, ASSEN);
  const { id } = await app.get(RegisterKey).run(certificate, cast.assen.actor);
  return { id, made: (choice = {}, by = own) => countOf(choice, by) };
}

function countOf(choice: Parameters<typeof tkCount>[0], key: number): Promise<TestPackage> {
  second += 1;
  const created = `2027-03-10T09:${String(Math.floor(second / 60)).padStart(2, '0')}:${String(second % 60).padStart(2, '0')}`;
  return madePackage({ count: tkCount({ created, ...choice }), key });
}

const offer = (id: string, bytes: Uint8Array, as: TestPerson = cast.assen) =>
  app.ask('POST', `/v1/sleutels/${id}/proeftelling`, {
    as,
    body: bytes,
    headers: { 'content-type': 'application/octet-stream' },
  });
const kept = async () => {
  const { rows } = await app.sql(
    `SELECT (SELECT count(*) FROM key_proof)::int AS proofs,
       (SELECT count(*) FROM barred_fingerprint)::int AS barred,
       (SELECT count(*) FROM submission)::int AS submissions, (SELECT count(*) FROM object)::int AS objects`,
  );
  return rows[0] as Record<'proofs' | 'barred' | 'submissions' | 'objects', number>;
};
const idOf = async (spoken: string) => {
  const { rows } = await app.sql('SELECT id FROM submission WHERE number = $1', [Number(spoken.slice(5))]);
  return (rows[0] as { id: string }).id;
};
const refusedLast = async () => {
  const { rows } = await app.sql(
    "SELECT code FROM audit_event WHERE person_id = $1 AND result = 'refused' ORDER BY id DESC LIMIT 1",
    [cast.assen.actor.personId],
  );
  return (rows[0] as { code: string } | undefined)?.code;
};
/** Answered with this code, logged, and nothing of it stayed. */
async function refused(answer: Promise<Response>, code: string, status = 422): Promise<void> {
  const before = await kept();
  const response = await answer;
  expect([response.status, await codeOf(response)]).toEqual([status, code]);
  expect(await refusedLast()).toBe(code);
  expect(await kept()).toEqual(before);
}
const text = async (session: BrowserSession, url: string) =>
  (await (await session.get(url)).text()).replace(/<[^>]*>/g, ' ').replace(/\s+/g, ' ');

describe('a test count that the key signed', () => {
  it('proves the key, is never delivered, and is barred as a count for good', async () => {
    const { id, made } = await waitingKey();
    const proof = await made();
    const before = await kept();
    const answer = await offer(id, proof.bytes);
    expect([answer.status, await answer.json()]).toMatchObject([
      200,
      {
        bewezenOp: expect.any(String) as string,
        proeftelling: proof.pair!.fingerprint,
        toestand: 'aangemeld',
      },
    ]);
    expect(await kept()).toEqual({ ...before, proofs: before.proofs + 1, barred: before.barred + 1 });
    const [event] = await eventsOf(app, 'key.proven', id);
    expect(event?.details).toMatchObject({
      fingerprint: proof.pair!.fingerprint,
      digests: [expect.stringMatching(/^[0-9a-f]{64}$/)],
    });
    const { rows } = await app.sql('SELECT verdict, files FROM key_proof WHERE key_id = $1', [id]);
    const [{ verdict, files }] = rows as [
      { verdict: { verdict: string; checks: unknown[] }; files: string[] },
    ];
    expect([verdict.verdict, verdict.checks.length > 30, files.length]).toEqual(['accepted', true, 1]);
    expect((await inboxOf(app, cast.hsb)).leveringen).toEqual([]);
    await ceremony(app).readOut(id, cast.operator.actor);
    const desk = await browse(app, cast.operator);
    const committee = await browse(app, cast.assen);
    expect(await text(desk, `/sleutels/${id}`)).toContain('Met een proeftelling,');
    expect(await text(desk, '/sleutels?verkiezing=TK2027')).toContain('Proeftelling');
    const own = await text(committee, `/sleutels/${id}`);
    expect(own).toContain('Bewezen met een proeftelling');
    expect(own).not.toContain('Controleer de proeftelling');
    // the same bytes as a count, with the key in use
    await app.get(DecideKey).reject(id, 'oefening', cast.operator.actor);
    await app.sql("UPDATE committee_key SET state = 'approved', reason = NULL WHERE id = $1", [id]);
    const judged = await upload(app, cast.assen, [proof]);
    expect(codesOf(judged, 'refuse')).toEqual(['order.barred']);
  });

  it('is handed in as a pair too, without script', async () => {
    const { id, made } = await waitingKey();
    const { eml, signature } = (await made()).pair!;
    const committee = await browse(app, cast.assen);
    expect(await text(committee, '/sleutels')).toContain('Dit mag ook: bewijs met een proeftelling');
    const form = new FormData();
    for (const { name, bytes } of [signature!, eml])
      form.append('bestand', new Blob([new Uint8Array(bytes)]), name);
    const sent = await committee.post(`/sleutels/${id}/proeftelling`, form);
    expect([sent.status, sent.headers.get('location')]).toEqual([303, `/sleutels/${id}?melding=bewezen`]);
    expect(await text(committee, '/sleutels')).not.toContain('Dit mag ook');
  });

  it('is handed in for one’s own key alone', async () => {
    const { id, made } = await waitingKey();
    const proof = await made();
    for (const [as, status] of [
      [cast.coevorden, 404],
      [cast.operator, 404],
    ] as const)
      expect((await offer(id, proof.bytes, as)).status).toBe(status);
    expect((await kept()).proofs).toBe(0);
  });
});

describe('is refused, and nothing of it is kept or barred,', () => {
  it('when it is of another election, another committee or another key', async () => {
    const { id, made } = await waitingKey();
    const { election } = tkCount();
    const elsewhere = await made({ election: { ...election, id: 'TK2025' } });
    await refused(offer(id, elsewhere.bytes), 'keys.proofOtherElection');
    const others = await made({ authority: { id: '0109', name: 'Coevorden' } });
    await refused(offer(id, others.bytes), 'keys.proofOtherCommittee');
    const { bytes } = await made({}, (keyNumber % 7) + 1);
    await refused(offer(id, bytes), 'keys.proofOtherKey');
  });

  it('when it is damaged, no count, too large, nothing or too much', async () => {
    const { id, made } = await waitingKey();
    const { bytes } = await made();
    await refused(offer(id, bytes.subarray(0, bytes.length - 100)), 'keys.proofDamaged');
    await refused(offer(id, Buffer.from('%PDF-1.7 geen telling')), 'keys.proofNoCount');
    await refused(offer(id, Buffer.alloc(16 * 1024 * 1024 + 1)), 'keys.proofTooLarge', 413);
    const committee = await browse(app, cast.assen);
    const none = await committee.post(`/sleutels/${id}/proeftelling`, new FormData());
    expect([none.status, await none.text()]).toEqual([422, expect.stringContaining('Kies het ZIP-bestand')]);
    const three = new FormData();
    for (const name of ['a.zip', 'b.zip', 'c.zip']) three.append('bestand', new Blob(['x']), name);
    const many = await committee.post(`/sleutels/${id}/proeftelling`, three);
    expect([many.status, await many.text()]).toEqual([422, expect.stringContaining('te veel bestanden')]);
    expect((await kept()).proofs).toBe(0);
  });

  it('when it is offered again, for this key or another', async () => {
    const { id, made } = await waitingKey();
    const proof = await made();
    expect((await offer(id, proof.bytes)).status).toBe(200);
    await refused(offer(id, proof.bytes), 'keys.proofUsed', 409);
    await refused(offer(id, (await made()).bytes), 'keys.alreadyProven', 409);
    const next = await waitingKey();
    await refused(offer(next.id, proof.bytes), 'keys.proofUsed', 409);
    const resigned = await madePackage({ count: proof.count, key: keyNumber });
    expect(resigned.pair!.fingerprint).toBe(proof.pair!.fingerprint);
    await refused(offer(next.id, resigned.bytes), 'keys.proofUsed', 409);
  });

  it('when it was delivered as a genuine count, which it stays', async () => {
    const { id, made } = await waitingKey();
    const count = await made();
    await app.sql("UPDATE committee_key SET state = 'approved' WHERE id = $1", [id]);
    await app.sql('UPDATE committee_key SET decided_at = now(), decided_by = $2 WHERE id = $1', [
      id,
      cast.operator.actor.personId,
    ]);
    await deliver(app, cast.assen, [count], count.pair!.fingerprint);
    await app.sql(
      "UPDATE committee_key SET state = 'registered', decided_at = NULL, decided_by = NULL WHERE id = $1",
      [id],
    );
    await refused(offer(id, count.bytes), 'keys.proofDelivered', 409);
  });

  it('from the voting day on: what is handed in then is a real count', async () => {
    const { id, made } = await waitingKey();
    const { bytes } = await made();
    app.clock.setTo(VOTING_DAY);
    await refused(offer(id, bytes), 'keys.proofTooLate', 409);
    const committee = await browse(app, cast.assen);
    expect(await text(committee, `/sleutels/${id}`)).not.toContain('Controleer de proeftelling');
    expect(await text(committee, '/sleutels')).not.toContain('Dit mag ook');
  });
});

describe('while a test count is judged', () => {
  it.each([
    ['rejected', (id: string) => app.get(DecideKey).reject(id, 'verkeerd', cast.operator.actor)],
    [
      'revoked',
      (id: string) =>
        app.get(DecideKey).revoke(id, { reason: 'kwijt', misusedSince: null }, cast.assen.actor),
    ],
    [
      'suspended',
      (id: string) =>
        app.get(DecideKey).revoke(id, { reason: 'kwijt', misusedSince: null }, cast.operator.actor),
    ],
  ])('a key that is %s is not proved by it', async (_, change) => {
    const { id, made } = await waitingKey();
    const { bytes } = await made();
    const judging = app.get(JudgeProof);
    const run = judging.run.bind(judging);
    const spy = jest.spyOn(judging, 'run').mockImplementation(async (files, context) => {
      const verdict = await run(files, context);
      await change(id);
      return verdict;
    });
    await refused(offer(id, bytes), 'keys.alreadyDecided', 409);
    spy.mockRestore();
  });

  it('two that are offered at once for one key bar one', async () => {
    const { id, made } = await waitingKey();
    const before = await kept();
    const [one, other] = [await made(), await made()];
    const answers = await Promise.all([offer(id, one.bytes), offer(id, other.bytes)]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
    expect((await kept()).barred).toBe(before.barred + 1);
  });

  it('it is delivered as a count or barred, never both', async () => {
    const outcomes = new Set<string>();
    for (const first of ['deliver', 'prove', 'at once', 'at once']) {
      const { id, made } = await waitingKey();
      const proof = await made();
      const { fingerprint } = proof.pair!;
      const signer = await testCommitteeKey((keyNumber % 7) + 1, ASSEN);
      await approveKey(app, cast.assen, cast.operator, signer);
      const judged = await upload(app, cast.assen, [await madePackage({ count: proof.count, key: signer })]);
      expect(judged.staat).toBe('gecontroleerd');
      const current = judged.versies.find(({ geldt }) => geldt)?.nummer ?? null;
      const replaces = current === null ? null : await idOf(current);
      const say = { vingerafdruk: fingerprint, gelezenDoor: READER, ...(replaces && { vervangt: replaces }) };
      const delivering = () => submit(app, cast.assen, judged.id, say);
      const proving = () => offer(id, proof.bytes);
      const [delivered, proved] =
        first === 'deliver'
          ? [await delivering(), await proving()]
          : first === 'prove'
            ? ([await proving(), await delivering()].reverse() as [Response, Response])
            : await Promise.all([delivering(), proving()]);
      const told = await Promise.all([delivered.json(), proved.json()]);
      if (delivered.status === 200) expect(told[1]).toMatchObject({ code: 'keys.proofDelivered' });
      else expect(told[0]).toMatchObject({ details: { controle: 'order.barred' } });
      expect([delivered.status, proved.status].filter((status) => status === 200)).toHaveLength(1);
      outcomes.add(delivered.status === 200 ? 'delivered' : 'barred');
    }
    expect(outcomes.size).toBe(2);
  });

  it('a judge that cannot is asked again, and then says nothing of the count', async () => {
    const { id, made } = await waitingKey();
    const { bytes } = await made();
    const judging = app.get(JudgeProof) as unknown as { judge: () => Promise<object> };
    const spy = jest.spyOn(judging, 'judge');
    const failed = { kind: 'failed', why: 'killed', message: 'gone' };
    spy.mockResolvedValue(failed);
    await refused(offer(id, bytes), 'keys.proofNotJudged', 503);
    expect(spy).toHaveBeenCalledTimes(3);
    spy.mockReset();
    spy.mockRestore();
    jest.spyOn(judging, 'judge').mockResolvedValueOnce(failed);
    expect((await offer(id, bytes)).status).toBe(200);
    jest.restoreAllMocks();
  });

  it('a limit that is reached twice refuses', async () => {
    const { id, made } = await waitingKey();
    const { bytes } = await made();
    const judging = app.get(JudgeProof) as unknown as { judge: () => Promise<object> };
    jest.spyOn(judging, 'judge').mockResolvedValue({ kind: 'exhausted', limit: 'memory' });
    await refused(offer(id, bytes), 'keys.proofRefused');
    jest.restoreAllMocks();
  });

  it('a crash before it is recorded leaves nothing half, and it can be offered again', async () => {
    const { id, made } = await waitingKey();
    const proof = await made();
    const before = await kept();
    await app.sql('ALTER TABLE key_proof ADD CONSTRAINT crash CHECK (false) NOT VALID');
    expect((await offer(id, proof.bytes)).status).toBe(500);
    expect(await kept()).toEqual(before);
    await app.sql('ALTER TABLE key_proof DROP CONSTRAINT crash');
    expect((await offer(id, proof.bytes)).status).toBe(200);
  });
});
