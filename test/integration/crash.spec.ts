import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { ElectionPlan } from '../../src/elections/election.js';
import { approveByTwo } from '../support/ceremony.js';
import { RegisterKey } from '../../src/keys/register-key.js';
import { writeDefinition } from '../../src/rehearsal/definition-writer.js';
import { rehearsalElections } from '../../src/rehearsal/definitions.js';
import type { RingKey } from '../../src/rehearsal/key-ring.js';
import { firstCount, nextCount, packageOf } from '../../src/rehearsal/made-delivery.js';
import type { CountDocument } from '../../src/rehearsal/count-document.js';
import { createTestDatabase } from '../support/database.js';
import { startApp, type TestApp, type TestPerson } from '../support/app.js';
import { PlatformProcess, type Death, type ProcessOptions } from '../support/crash/platform-process.js';
import { testCommitteeKey } from '../support/keys.js';
import { PatientSender, type Receipt } from '../support/patient-sender.js';
import { sharedParts } from '../support/shared-parts.js';

const GSB = { level: 'GSB', code: '0106' } as const;
const ARRIVES_WITHIN_MS = 30_000;
const PATIENCE_MS = 90_000;

/** So many steps one delivery takes at least, so that there is something to die at: a site or a worker does a part of it. */
const LEAST_STEPS = { all: 30, site: 25, worker: 12 } as const;
/** Which process dies: all of the platform, or in the second column a site, or the only worker. */
const DOOMED = process.env['PARTS'] === 'real' ? (['site', 'worker'] as const) : (['all'] as const);
/** How many of the steps are tried: a sample, which is smaller on one's own machine, or `all`. */
const POINTS = process.env['CRASH_POINTS'] ?? (process.env['CI'] === undefined ? '4' : '12');

/**
 * kill -9 at every step of I/O on the way from upload to inbox, each once before and once after its effect. The sender
 * does what a sender does: it tries again.
 */
describe.each(DOOMED)('kill -9 at every step of the way (%s)', (command) => {
  let setUp: TestApp;
  let varDir: string;
  let plan: ElectionPlan;
  let person: TestPerson;
  let sender: PatientSender;
  let key: RingKey;
  let count: CountDocument;
  /** What the sender speaks to: what dies, or beside a worker that dies a site that stays. */
  const sites: { baseUrl: string }[] = [];
  const staying: PlatformProcess[] = [];
  const acknowledged: Receipt[] = [];

  beforeAll(async () => {
    varDir = mkdtempSync(path.join(tmpdir(), 'overdracht-crash-'));
    // the same folder as the processes that die: a database has one place for its objects
    const over = { database: await createTestDatabase(), varDir: path.join(varDir, 'rehearsal') };
    setUp = await startApp({ worker: false, judging: false, over });
    const [tk] = rehearsalElections('2027-03-03');
    plan = await setUp.configure(writeDefinition(tk!));
    person = await setUp.person(plan.definition.id, GSB.level, GSB.code);
    const operator = await setUp.person(null, 'OPERATOR', 'OPERATOR');
    const made = await testCommitteeKey(1, {
      election: plan.definition.id,
      electionDate: plan.definition.electionDate,
    });
    key = { ...made, electionId: plan.definition.id, holder: GSB } as RingKey;
    const registered = await setUp.get(RegisterKey).run(made.certificate, person.actor);
    await approveByTwo(setUp, registered.id, operator);
    count = firstCount(plan, GSB, 2, '2027-03-18T00:00:00.000');
    sender = new PatientSender(sites, person.token, PATIENCE_MS, 0);
    const beside = { site: ['site', 'worker', 'worker'], worker: ['site', 'site'] } as const;
    for (const other of command === 'all' ? [] : beside[command]) staying.push(await start(other));
    if (command === 'worker') sites.push(...staying);
    if (command === 'site') sites[1] = staying[0]!;
  }, 120_000);

  afterAll(async () => {
    await Promise.all(staying.map((one) => one.end('SIGKILL')));
    await setUp.close();
    rmSync(varDir, { recursive: true, force: true });
  });

  const start = (part: 'all' | 'site' | 'worker', options: Partial<ProcessOptions> = {}) =>
    PlatformProcess.start({
      database: setUp.database,
      shared: sharedParts(setUp.database.name),
      ...(part === 'all' ? {} : { command: part }),
      settings: { LEASE_SECONDS: '1' },
      ...options,
    });

  /** What dies, over the same folder as the one before it. */
  async function rise(death: Death | null = null): Promise<PlatformProcess> {
    const risen = await start(command, { varDir, death });
    if (command !== 'worker') sites[0] = risen;
    return risen;
  }

  /** The next version of the count, as a package. */
  async function nextPackage(version: number) {
    const at = new Date(Date.UTC(2027, 2, 18, 0, version)).toISOString().slice(0, 23);
    count = version === 0 ? count : nextCount(count, at);
    return await packageOf(count, key);
  }

  async function deliver(version: number): Promise<Receipt> {
    const receipt = await sender.deliver(
      plan.definition.id,
      await nextPackage(version),
      acknowledged.at(-1)?.id ?? null,
    );
    acknowledged.push(receipt);
    expect(await untilArrived(receipt.id)).toBe(4);
    return receipt;
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

  /**
   * How many steps one delivery takes, from announcement to the last inbox, once folders and caches are there. What a
   * sweep does beside one of them is no step of it: the fewest of three.
   */
  async function countSteps(): Promise<number> {
    const platform = await rise();
    await deliver(0);
    platform.arm();
    const after: number[] = [];
    for (const version of [1, 2, 3]) {
      await deliver(version);
      after.push(platform.steps);
    }
    await platform.end('SIGKILL');
    return Math.min(...after.map((steps, i) => steps - (after[i - 1] ?? 0)));
  }

  /** The sender's way through one death: it goes on trying, until somebody has risen. */
  async function deliverThrough(doomed: PlatformProcess, version: number, next: (died: boolean) => Death) {
    doomed.arm();
    const delivering = deliver(version);
    const delivered = delivering.then(
      () => true,
      () => true,
    );
    await Promise.race([delivered, doomed.dies(PATIENCE_MS)]);
    const died = await doomed.dies(1500);
    await doomed.end('SIGKILL');
    const risen = await rise(next(died));
    await delivering;
    return { died, risen };
  }

  it('loses nothing that was acknowledged and delivers nothing twice', async () => {
    const steps = await countSteps();
    expect(steps).toBeGreaterThan(LEAST_STEPS[command]);
    const points = POINTS === 'all' ? steps : Math.min(steps, Number(POINTS));
    const deathAt = (i: number) => ({ at: 1 + Math.floor((i * steps) / points), after: i % 2 === 1 });
    let platform = await rise(deathAt(0));
    let deaths = 0;
    for (let i = 0, version = 4, lived = 0; i < points; version += 1) {
      // a delivery may go another way, past its death: then it is tried again, but not for ever
      const again = (died: boolean) => !died && lived < 2;
      const { died, risen } = await deliverThrough(platform, version, (went) =>
        deathAt(again(went) ? i : i + 1),
      );
      platform = risen;
      lived = again(died) ? lived + 1 : 0;
      if (lived > 0) continue;
      if (died) deaths += 1;
      i += 1;
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
