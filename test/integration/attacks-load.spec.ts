import { createHash } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { signOsv } from '../../src/rehearsal/cms-writer.js';
import { AttemptLog } from '../../src/audit/attempts.js';
import { LOGGED_PER_ORIGIN } from '../../src/audit/attempt-count.store.js';
import { startApp, type TestApp, type TestPerson } from '../support/app.js';
import { request, Wire } from '../support/attacks/raw.js';
import { tkCount } from '../support/counts.js';
import { assembled, madePackage, packageParts, type TestPackage } from '../support/packages.js';
import { eventually, inboxOf } from '../support/routing.js';
import { SPARSE } from '../support/sparse.js';
import { familyOf } from '../support/started-platform.js';
import { announce, approveKey, codesOf, configureTk, submit, upload } from '../support/uploads.js';

let app: TestApp;
let assen: TestPerson;
let colleague: TestPerson;
let coevorden: TestPerson;
let operator: TestPerson;
let hour = 0;

beforeAll(async () => {
  app = await startApp();
  await configureTk(app);
  assen = await app.person('TK2027', 'GSB', '0106');
  colleague = await app.person('TK2027', 'GSB', '0106', 'member');
  coevorden = await app.person('TK2027', 'GSB', '0109');
  operator = await app.person(null, 'OPERATOR', 'OPERATOR');
  await approveKey(app, assen, operator, (await madePackage()).key!);
  await approveKey(app, coevorden, operator, (await nextOf('Coevorden')).key!);
});
afterAll(() => app?.close());

/** A count that nobody had before, an hour after the last. */
async function nextOf(place: 'Assen' | 'Coevorden' = 'Assen'): Promise<TestPackage> {
  hour += 1;
  const created = new Date(Date.UTC(2027, 2, 18, hour)).toISOString().slice(0, 19);
  const authority = { id: place === 'Assen' ? '0106' : '0109', name: place };
  const count = tkCount({ created, authority, seed: `${place} ${hour}` });
  return await madePackage({ count, key: place === 'Assen' ? 1 : 2 });
}

/** How long it takes to announce, send, have judged and deliver; in milliseconds. */
async function timeOfDelivery(as: TestPerson, place: 'Assen' | 'Coevorden', replaces: string | null) {
  const made = await nextOf(place);
  const from = Date.now();
  const judged = await upload(app, as, [made]);
  const word = { vingerafdruk: made.pair!.fingerprint, ...(replaces === null ? {} : { vervangt: replaces }) };
  const sent = await submit(app, as, judged.id, word);
  expect([sent.status, codesOf(judged, 'refuse')]).toEqual([200, []]);
  return { ms: Date.now() - from, id: judged.id };
}

describe('two colleagues at once', () => {
  const rounds = Math.ceil(10 / SPARSE);

  it('again and again: one is current, the other is told which', async () => {
    let current: string | null = null;
    for (let round = 0; round < rounds; round += 1) {
      const [one, other] = await Promise.all([nextOf(), nextOf()]);
      const [mine, theirs] = await Promise.all([upload(app, assen, [one]), upload(app, colleague, [other])]);
      const word = (made: TestPackage) => ({
        vingerafdruk: made.pair!.fingerprint,
        ...(current === null ? {} : { vervangt: current }),
      });
      const answers = await Promise.all([
        submit(app, assen, mine.id, word(one)),
        submit(app, colleague, theirs.id, word(other)),
      ]);
      const statuses = answers.map(({ status }) => status);
      expect([...statuses].sort()).toEqual([200, 409]);
      const won = statuses.indexOf(200);
      const receipt = (await answers[won]!.json()) as { nummer: string };
      const refusal = (await answers[1 - won]!.json()) as { code: string; detail: string };
      expect(refusal.code).toMatch(/^upload\.replaces(Missing|Wrong)$/);
      expect(refusal.detail).toContain(receipt.nummer);
      const { rows } = await app.sql("SELECT id FROM submission WHERE state = 'delivered' AND code = '0106'");
      const winner = [mine.id, theirs.id][won]!;
      expect(rows).toEqual([{ id: winner }]);
      current = winner;
    }
    const { rows } = await app.sql(
      "SELECT count(*)::int AS n FROM audit_event WHERE action = 'submission.delivered' AND object_id IS NOT NULL",
    );
    expect((rows[0] as { n: number }).n).toBe(rounds);
  });
});

describe('slow senders', () => {
  it('thirty of them at a byte a second keep nobody waiting', async () => {
    const { id } = await timeOfDelivery(coevorden, 'Coevorden', null);
    const calm = await timeOfDelivery(coevorden, 'Coevorden', id);
    const wires: Wire[] = [];
    const head = (address: string) =>
      request(`PUT ${address}`, {
        Host: new URL(app.baseUrl).host,
        Authorization: `Bearer ${assen.token}`,
        'Content-Type': 'application/octet-stream',
        'Content-Length': 100_000,
      });
    for (let n = 0; n < 30; n += 1) {
      const file = { name: `traag-${n}.zip`, bytes: Buffer.alloc(100_000) };
      const { adres } = (await announce(app, assen, [file])).bestanden[0]!;
      const wire = await Wire.open(app.baseUrl);
      wire.send(head(adres));
      wires.push(wire);
    }
    const drip = setInterval(() => wires.forEach((wire) => wire.send('P')), 1000);
    await sleep(2000);
    const times: number[] = [];
    let current = calm.id;
    for (let i = 0; i < 3; i += 1) {
      const { ms, id: delivered } = await timeOfDelivery(coevorden, 'Coevorden', current);
      times.push(ms);
      current = delivered;
    }
    clearInterval(drip);
    expect(wires.filter(({ closed }) => closed)).toHaveLength(0);
    wires.forEach((wire) => wire.cut());
    await eventually(async () => {
      const { rows } = await app.sql(
        "SELECT coalesce(sum(count), 0)::int AS n FROM repeat_count WHERE code = 'request.aborted' AND who->>'name' LIKE 'GSB 0106%'",
      );
      return (rows[0] as { n: number }).n === wires.length ? true : null;
    });
    process.stdout.write(
      `delivery: ${calm.ms} ms alone, ${times.join(', ')} ms beside ${wires.length} slow senders\n`,
    );
    expect(Math.min(...times)).toBeLessThan(Math.max(3000, 3 * calm.ms));
  });
});

describe('a flood without an account', () => {
  const FLOOD = 3000;

  it('is counted, fills no log, and slows nobody', async () => {
    await app.sql('TRUNCATE tally, attempt_count'); // as in an interval of its own
    const lines = async () =>
      (await app.sql('SELECT count(*)::int AS n FROM audit_event')).rows[0] as { n: number };
    const before = await lines();
    const counted = async () =>
      (await app.sql('SELECT coalesce(sum(count), 0)::int AS n FROM attempt_count')).rows[0] as { n: number };

    const took: number[] = [];
    let flooding = true;
    const csb = await app.person('TK2027', 'CSB', 'CSB');
    const between = await lines();
    const bystander = (async () => {
      while (flooding) {
        const from = Date.now();
        await inboxOf(app, csb);
        took.push(Date.now() - from);
        await sleep(50);
      }
    })();
    const urls = ['/v1/leveringen', '/v1/ontvangen', '/bestaat-niet', '/v1/leveringen/x', '/logboek'];
    for (let at = 0; at < FLOOD; at += 30)
      await Promise.all(
        Array.from({ length: 30 }, async (_, i) => {
          const answer = await app.ask('GET', urls[i % urls.length]!);
          expect([401, 404]).toContain(answer.status);
          await answer.arrayBuffer();
        }),
      );
    flooding = false;
    await bystander;
    const after = await lines();
    expect(between.n - before.n).toBeLessThan(5);
    expect(after.n - between.n).toBeLessThanOrEqual(50);
    const { n } = await counted();
    // ten minutes may have ended meanwhile: then the first are logged again
    expect([FLOOD - LOGGED_PER_ORIGIN, FLOOD - 2 * LOGGED_PER_ORIGIN]).toContain(n);
    const slowest = took.sort((a, b) => a - b).at(-1)!;
    process.stdout.write(
      `flood: ${took.length} others beside it, slowest ${slowest} ms; ${after.n - between.n} lines\n`,
    );
    expect(slowest).toBeLessThan(3000);

    await app.sql("UPDATE attempt_count SET since = since - interval '10 minutes'");
    await app.get(AttemptLog).close();
    const { rows } = await app.sql(
      "SELECT details->>'attempted' AS attempted, (details->>'count')::int AS n FROM audit_event WHERE action = 'flood.counted'",
    );
    const sum = (rows as { n: number }[]).reduce((total, row) => total + row.n, 0);
    expect(sum).toBeGreaterThanOrEqual(FLOOD - LOGGED_PER_ORIGIN);
    expect((await counted()).n).toBe(0);
  });
});

describe('a file made to exhaust its judge', () => {
  const SIZE = 120 * 1024 * 1024;

  /** Signed and well-formed: a hundred megabytes of stations that are all different. */
  async function hungry(): Promise<Buffer> {
    const parts = await packageParts();
    const [eml, signature] = parts.inner;
    const [head = '', tail = ''] = Buffer.from(eml.data)
      .toString('utf8')
      .split(/(?=<ReportingUnitVotes>)[^]*(?=<\/Contest>)/);
    const [unit = ''] =
      /<ReportingUnitVotes>.*?<\/ReportingUnitVotes>/s.exec(Buffer.from(eml.data).toString()) ?? [];
    const small = unit.replace(/<Selection>[^]*<\/Selection>/, '');
    const pieces = [Buffer.from(head)];
    for (let n = 1, size = 0; size < SIZE; n += 1) {
      const piece = Buffer.from(small.replace(/::SB\d+/, `::SB${n}`));
      size += piece.length;
      pieces.push(piece);
    }
    const data = Buffer.concat([...pieces, Buffer.from(tail)]);
    const inner = [
      { ...eml, data },
      { ...signature, data: signOsv([data], parts.key) },
    ];
    return assembled({ ...parts, inner });
  }

  it('ends in a verdict, and others are judged meanwhile', async () => {
    const bytes = await hungry();
    const first = upload(app, assen, [{ name: 'groot.zip', bytes }]);
    let done = false;
    void first.finally(() => (done = true)).catch(() => undefined);
    const times: number[] = [];
    let beside = 0;
    do {
      const [current] = await app.db.read.submission.findMany({
        where: { code: '0109', state: 'delivered' },
      });
      const { ms } = await timeOfDelivery(coevorden, 'Coevorden', current?.id ?? null);
      if (!done) beside += 1;
      times.push(ms);
    } while (!done);
    const answer = await first;
    const why = answer.controle.checks.filter(({ result }) => result === 'refuse').map(({ code }) => code);
    process.stdout.write(
      `hungry file: ${answer.staat} (${why.join(', ')}); ${beside} delivered meanwhile, slowest ${Math.max(...times)} ms\n`,
    );
    expect(answer.staat).toBe('geweigerd');
    expect(Math.max(...times)).toBeLessThan(10_000);
    const again = await timeOfDelivery(assen, 'Assen', await currentOf('0106'));
    expect(again.ms).toBeLessThan(10_000);
  });

  it('a judge that is killed, at rest or at work, costs nobody a verdict', async () => {
    const judges = () => familyOf(process.pid).filter(({ command }) => command.includes('judge.process'));
    const kill = () => {
      const found = judges();
      for (const { pid } of found) process.kill(pid, 'SIGKILL');
      return found.length;
    };
    expect(kill()).toBeGreaterThan(0);
    for (const ms of [0, 15, 60]) {
      const judging = upload(app, assen, [await nextOf()]);
      await sleep(ms);
      kill();
      const answer = await judging;
      expect([ms, answer.staat]).toEqual([ms, 'gecontroleerd']);
      await app.ask('POST', `/v1/leveringen/${answer.id}/stoppen`, { as: assen });
    }
  });

  async function currentOf(code: string): Promise<string | null> {
    const [current] = await app.db.read.submission.findMany({ where: { code, state: 'delivered' } });
    return current?.id ?? null;
  }
});

it('after all of this every object still is what its name says', async () => {
  const files = await app.db.read.submissionFile.findMany({
    where: { submission: { state: { in: ['delivered', 'superseded'] } } },
  });
  expect(files.length).toBeGreaterThan(12);
  const csb = await app.person('TK2027', 'CSB', 'CSB');
  const { leveringen } = await inboxOf(app, csb);
  for (const { bestand } of leveringen.slice(0, 5)) {
    const answer = await app.ask('GET', bestand, { as: csb });
    const bytes = Buffer.from(await answer.arrayBuffer());
    const digest = createHash('sha256').update(bytes).digest('hex');
    expect(files.map(({ sha256 }) => sha256)).toContain(digest);
  }
});
