import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { ElectionPlan } from '../../src/elections/election.js';
import { ApproveKey } from '../../src/keys/approve-key.js';
import { RegisterKey } from '../../src/keys/register-key.js';
import { ApiClient, type Delivered } from '../../src/rehearsal/api-client.js';
import { writeDefinition } from '../../src/rehearsal/definition-writer.js';
import { rehearsalElections } from '../../src/rehearsal/definitions.js';
import type { RingKey } from '../../src/rehearsal/key-ring.js';
import { firstCount, nextCount, packageOf } from '../../src/rehearsal/made-delivery.js';
import type { CountDocument } from '../../src/rehearsal/count-document.js';
import { startApp, type TestApp, type TestPerson } from '../support/app.js';
import { PlatformProcess, type Death } from '../support/crash/platform-process.js';
import { testCommitteeKey } from '../support/keys.js';

const GSB = { level: 'GSB', code: '0106' } as const;
const ARRIVES_WITHIN_MS = 15_000;

/** One acknowledged delivery: what the sender was told. */
interface Acknowledged {
  readonly id: string;
  readonly number: string;
}

/**
 * kill -9 at every step of I/O on the way from upload to inbox, each once before and once after its effect. The sender
 * does what a sender does: it tries again.
 */
describe('kill -9 at every step of the way', () => {
  let setUp: TestApp;
  let varDir: string;
  let plan: ElectionPlan;
  let sender: TestPerson;
  let key: RingKey;
  let count: CountDocument;
  const acknowledged: Acknowledged[] = [];

  beforeAll(async () => {
    varDir = mkdtempSync(path.join(tmpdir(), 'overdracht-crash-'));
    setUp = await startApp({ worker: false });
    const [tk] = rehearsalElections('2027-03-03');
    plan = await setUp.configure(writeDefinition(tk!));
    sender = await setUp.person(plan.definition.id, GSB.level, GSB.code);
    const operator = await setUp.person(null, 'OPERATOR', 'OPERATOR');
    const made = await testCommitteeKey(1, {
      election: plan.definition.id,
      electionDate: plan.definition.electionDate,
    });
    key = { ...made, electionId: plan.definition.id, holder: GSB } as RingKey;
    const registered = await setUp.get(RegisterKey).run(made.certificate, sender.actor);
    await setUp.get(ApproveKey).run(registered.id, operator.actor);
    count = firstCount(plan, GSB, 2, '2027-03-18T00:00:00.000');
  }, 60_000);

  afterAll(async () => {
    await setUp.close();
    rmSync(varDir, { recursive: true, force: true });
  });

  /** The platform, over the same database and files as the one that died. */
  const rise = (death: Death | null = null) =>
    PlatformProcess.start({ database: setUp.database, varDir, death });

  /** The next version of the count, as a package. */
  async function nextPackage(version: number) {
    const at = new Date(Date.UTC(2027, 2, 18, 0, version)).toISOString().slice(0, 23);
    count = version === 0 ? count : nextCount(count, at);
    return await packageOf(count, key);
  }

  async function deliver(
    platform: PlatformProcess,
    made: Awaited<ReturnType<typeof nextPackage>>,
  ): Promise<Delivered> {
    const client = new ApiClient(platform.baseUrl, sender.token);
    return await client.deliver(plan.definition.id, made, made.pair!.fingerprint, acknowledged.at(-1)?.id);
  }

  /** After a crash the sender asks what became of it, and delivers again what was not acknowledged. */
  async function deliverAgain(platform: PlatformProcess, made: Awaited<ReturnType<typeof nextPackage>>) {
    const response = await fetch(`${platform.baseUrl}/v1/leveringen`, {
      headers: { authorization: `Bearer ${sender.token}` },
    });
    const { leveringen } = (await response.json()) as {
      leveringen: { id: string; nummer: string; staat: string; vingerafdruk: string | null }[];
    };
    const kept = leveringen.find(
      ({ staat, vingerafdruk }) => staat === 'ingediend' && vingerafdruk === made.pair!.fingerprint,
    );
    if (kept !== undefined) return { outcome: 'delivered', id: kept.id, number: kept.nummer } as const;
    return await deliver(platform, made);
  }

  async function untilArrived(id: string): Promise<number> {
    const expected = 4; // burgemeester, HSB, CSB and the Kiesraad that collects
    const end = Date.now() + ARRIVES_WITHIN_MS;
    for (;;) {
      const { rows } = await setUp.sql('SELECT level FROM delivery WHERE submission_id = $1', [id]);
      if (rows.length >= expected || Date.now() > end) return rows.length;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }

  /** How many steps one delivery takes, from announcement to the last inbox, once folders and caches are there. */
  async function countSteps(): Promise<number> {
    const platform = await rise();
    for (const version of [0, 1]) {
      if (version === 1) platform.arm();
      const delivered = await deliver(platform, await nextPackage(version));
      if (delivered.outcome !== 'delivered') throw new Error(delivered.reasons.join(', '));
      acknowledged.push(delivered);
      expect(await untilArrived(delivered.id)).toBe(4);
    }
    const { steps } = platform;
    await platform.end('SIGKILL');
    return steps;
  }

  /** The sender's way through one death: deliver, find the line dead, try again at the platform that rose. */
  async function deliverThrough(
    doomed: PlatformProcess,
    version: number,
    next: () => Promise<PlatformProcess>,
  ) {
    const made = await nextPackage(version);
    doomed.arm();
    const first = await deliver(doomed, made).catch(() => null);
    const died = await doomed.dies(1500);
    if (!died && first !== null) await untilArrived(first.id);
    await doomed.end('SIGKILL');
    const risen = await next();
    const last = first ?? (await deliverAgain(risen, made));
    if (last.outcome !== 'delivered') throw new Error(last.reasons.join(', '));
    acknowledged.push(last);
    expect(await untilArrived(last.id)).toBe(4);
    return { died, risen };
  }

  it('loses nothing that was acknowledged and delivers nothing twice', async () => {
    const steps = await countSteps();
    expect(steps).toBeGreaterThan(20);
    const points = Math.min(steps, Number(process.env['CRASH_POINTS'] ?? 24));
    const deathAt = (i: number) => ({ at: 1 + Math.floor((i * steps) / points), after: i % 2 === 1 });
    let platform = await rise(deathAt(0));
    let deaths = 0;
    for (let i = 0; i < points; i += 1) {
      const { died, risen } = await deliverThrough(platform, i + 2, () => rise(deathAt(i + 1)));
      if (died) deaths += 1;
      platform = risen;
    }
    await platform.end('SIGKILL');
    expect(deaths).toBeGreaterThan(points * 0.8);
    await nothingLostNothingDouble();
  }, 900_000);

  async function nothingLostNothingDouble(): Promise<void> {
    const { rows } = await setUp.sql(
      `SELECT s.id, s.state, s.fingerprint, count(d.id)::int AS deliveries, count(DISTINCT d.level || d.code)::int AS recipients
         FROM submission s LEFT JOIN delivery d ON d.submission_id = s.id
        WHERE s.state IN ('delivered', 'superseded') GROUP BY s.id`,
    );
    const kept = new Map(rows.map((row: { id: string }) => [row.id, row]));
    for (const { id } of acknowledged) expect(kept.get(id)).toMatchObject({ deliveries: 4, recipients: 4 });
    expect(rows.filter((row: { state: string }) => row.state === 'delivered')).toHaveLength(1);
    expect(new Set(rows.map((row: { fingerprint: string }) => row.fingerprint)).size).toBe(rows.length);
    const logged = await setUp.sql(
      "SELECT object_id, count(*)::int AS n FROM audit_event WHERE action = 'submission.delivered' GROUP BY 1",
    );
    expect(logged.rows.every((row: { n: number }) => row.n === 1)).toBe(true);
    expect(logged.rows).toHaveLength(rows.length);
  }
});
