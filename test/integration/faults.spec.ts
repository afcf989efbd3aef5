import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import type { ElectionCommittee } from '../../src/elections/committees.js';
import type { ElectionPlan } from '../../src/elections/election.js';
import { writeDefinition } from '../../src/rehearsal/definition-writer.js';
import { rehearsalElections } from '../../src/rehearsal/definitions.js';
import { districtCount } from '../../src/rehearsal/made-count.js';
import { firstCount } from '../../src/rehearsal/made-delivery.js';
import { startApp, type TestPerson } from '../support/app.js';
import { ManyProcesses } from '../support/many-processes.js';
import { madePackage, type TestPackage } from '../support/packages.js';
import { PatientSender, type Receipt, type TurnedDown } from '../support/patient-sender.js';
import { eventually } from '../support/routing.js';

/** So long a killed part stays away: a minute where it counts, shorter where somebody waits for it. */
const DOWN_MS = process.env['CI'] === undefined ? 10_000 : 60_000;
const PATIENCE_MS = DOWN_MS + 120_000;
const SENDERS = 20;
/** Between one sender and the next: the part dies in the middle of them. */
const EVERY_MS = 150;
const KILLED_AFTER_MS = 1_500;

jest.setTimeout(PATIENCE_MS + 120_000);

/** A district's stembureau, which delivers a count of its own. */
interface District {
  readonly committee: ElectionCommittee;
  readonly person: TestPerson;
  last: string | null;
}

describe('two of everything, and one of them dies in the middle of twenty uploads', () => {
  let platform: ManyProcesses;
  let plan: ElectionPlan;
  let csb: TestPerson;
  const districts: District[] = [];
  let round = 0;

  beforeAll(async () => {
    platform = await ManyProcesses.prepare();
    const varDir = mkdtempSync(path.join(tmpdir(), 'overdracht-faults-'));
    const { database, shared } = platform;
    const setUp = await startApp({ over: { database, varDir }, worker: false, shared });
    plan = await setUp.configure(writeDefinition(rehearsalElections('2027-03-03')[0]!));
    const { id } = plan.definition;
    csb = await setUp.person(id, 'CSB', 'CSB');
    for (const committee of plan.committees.filter(({ level }) => level === 'HSB').slice(0, SENDERS))
      districts.push({ committee, person: await setUp.person(id, 'HSB', committee.code), last: null });
    await setUp.app.stop();
    rmSync(varDir, { recursive: true });
    await platform.start();
  }, 300_000);

  afterAll(() => platform?.stop());

  /** This district's count of this round: unsigned, for this election says so. */
  async function packageOf({ committee }: District): Promise<TestPackage> {
    const created = `2027-03-19T${String(8 + round).padStart(2, '0')}:00:00`;
    const below = plan.committees.find(({ district }) => district === committee.code)!;
    const { code, place: name } = committee;
    const adder = { authority: { id: code, name }, contest: { id: code.replace('HSB', ''), name }, created };
    const count = districtCount(adder, [firstCount(plan, below, 2, created)]);
    return await madePackage({ count, region: { category: 'kieskring', name }, key: null });
  }

  interface Sent {
    readonly district: District;
    readonly made: TestPackage;
    readonly receipt: Receipt;
  }

  /** Twenty senders, one after another, while `fault` does its work. Gives what they were told. */
  async function sendThrough(fault: () => Promise<void>) {
    round += 1;
    const packages = await Promise.all(districts.map(packageOf));
    const senders = districts.map(
      ({ person }, i) => new PatientSender(platform.sites, person.token, PATIENCE_MS, i),
    );
    const sending = districts.map(async (district, i): Promise<Sent> => {
      await sleep(i * EVERY_MS);
      const made = packages[i]!;
      const receipt = await senders[i]!.deliver(plan.definition.id, made, district.last);
      return { district, made, receipt };
    });
    const [sent] = await Promise.all([Promise.all(sending), sleep(KILLED_AFTER_MS).then(fault)]);
    for (const { district, receipt } of sent) district.last = receipt.id;
    return { sent, turnedDown: senders.flatMap((sender) => sender.turnedDown) };
  }

  /** Every receipt is true: delivered once, to each recipient once, in the log once; and the CSB has the bytes. */
  async function nothingLostNothingDouble(sent: readonly Sent[]): Promise<void> {
    expect(new Set(sent.map(({ receipt }) => receipt.nummer)).size).toBe(SENDERS);
    const owner = new pg.Client({ connectionString: platform.database.ownerUrl });
    await owner.connect();
    try {
      for (const { receipt } of sent) {
        const deliveries = await eventually(async () => {
          const { rows } = await owner.query('SELECT level FROM delivery WHERE submission_id = $1', [
            receipt.id,
          ]);
          return rows.length >= receipt.recipients ? rows.length : null;
        }, 60_000);
        expect(deliveries).toBe(receipt.recipients);
        const { rows } = await owner.query<{ n: number }>(
          "SELECT count(*)::int AS n FROM audit_event WHERE action = 'submission.delivered' AND object_id = $1",
          [receipt.id],
        );
        expect(rows[0]!.n).toBe(1);
      }
      const { rows } = await owner.query<{ n: number }>(
        "SELECT count(*)::int AS n FROM submission WHERE state IN ('delivered', 'superseded')",
      );
      expect(rows[0]!.n).toBe(round * SENDERS);
    } finally {
      await owner.end();
    }
    await theCsbHasThem(sent);
  }

  async function theCsbHasThem(sent: readonly Sent[]): Promise<void> {
    const ask = (url: string) =>
      fetch(new URL(url, platform.sites[round % 2]!.baseUrl), {
        headers: { authorization: `Bearer ${csb.token}` },
      });
    const inbox = (await (await ask('/v1/ontvangen')).json()) as {
      leveringen: { id: string; vingerafdruk: string }[];
    };
    for (const { made } of sent) {
      const mine = inbox.leveringen.filter(({ vingerafdruk }) => vingerafdruk === made.pair!.fingerprint);
      expect(mine).toHaveLength(1);
      const bytes = Buffer.from(await (await ask(`/v1/ontvangen/${mine[0]!.id}/bestand`)).arrayBuffer());
      const [got, meant] = [bytes, made.bytes].map((one) => createHash('sha256').update(one).digest('hex'));
      expect(got).toBe(meant);
    }
  }

  /** Whoever was turned down was told so in a sentence, with a code of ours, and never that it was his fault. */
  function saidInASentence(turnedDown: readonly TurnedDown[]): void {
    for (const { what, status, type, body } of turnedDown) {
      expect([what, type, status === 500 ? body : '']).toEqual([
        what,
        expect.stringMatching(/^application\/problem\+json/),
        '',
      ]);
      const problem = JSON.parse(body) as { code: string; title: string; detail: string };
      expect([status, problem]).toEqual([
        status,
        expect.objectContaining({
          code: expect.stringMatching(/^\w+\.\w+$/) as string,
          title: expect.stringMatching(/\w/) as string,
          detail: expect.stringMatching(/\w/) as string,
        }),
      ]);
    }
  }

  it('nothing dies: all twenty arrive', async () => {
    const { sent, turnedDown } = await sendThrough(async () => undefined);
    expect(turnedDown).toEqual([]);
    await nothingLostNothingDouble(sent);
  });

  it.each(['postgres', 'redis', 's3'] as const)('%s, by kill -9, and gone for a while', async (part) => {
    const { sent, turnedDown } = await sendThrough(async () => {
      await platform[part].kill();
      await sleep(DOWN_MS);
      await platform[part].start();
    });
    saidInASentence(turnedDown);
    // nobody notices that the queue is gone; of the others somebody was told, and could go on
    if (part === 'redis') expect(turnedDown).toEqual([]);
    else expect(turnedDown.map(({ status }) => status)).toContain(503);
    await nothingLostNothingDouble(sent);
  });

  it.each(['sites', 'workers'] as const)('one of the two %s, by kill -9', async (kind) => {
    const { sent, turnedDown } = await sendThrough(async () => {
      await platform[kind][0]!.end('SIGKILL');
      await sleep(DOWN_MS / 2);
      platform[kind][0] = await (kind === 'sites' ? platform.site() : platform.worker());
    });
    saidInASentence(turnedDown);
    await nothingLostNothingDouble(sent);
  });
});
