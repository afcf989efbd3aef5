import { randomUUID } from 'node:crypto';
import type { Submission, SubmissionId } from '../../src/upload/submission.js';
import { putInTurn, takeTasks } from '../../src/upload/judgement.store.js';
import { createTestJobs, type TestJobs } from '../support/jobs.js';

describe('the order in which is judged', () => {
  let jobs: TestJobs;
  const names = new Map<SubmissionId, string>();
  beforeAll(async () => {
    jobs = await createTestJobs();
  });
  afterAll(() => jobs.close());
  beforeEach(() => jobs.sql('TRUNCATE submission CASCADE'));

  /** Waits since `age` seconds, in turn; gives nothing. */
  async function put(name: string, body: string, kB: number, age = 0): Promise<void> {
    const id = randomUUID() as SubmissionId;
    names.set(id, name);
    await jobs.sql(
      `INSERT INTO submission (id, election_id, level, code, person_id, state) VALUES ($1, 'TK', 'GSB', $2, $3, 'open')`,
      [id, body, randomUUID()],
    );
    const waiting = {
      id,
      electionId: 'TK',
      sender: { level: 'GSB', code: body },
      files: [{ size: kB * 1024 }],
    };
    await jobs.db.transaction((tx) => putInTurn(tx, waiting as unknown as Submission));
    if (age > 0)
      await jobs.sql(`UPDATE judgement SET due = due - make_interval(secs => $2) WHERE submission_id = $1`, [
        id,
        age,
      ]);
  }

  async function taken(busy: string[] = []): Promise<string> {
    const order: string[] = [];
    for (;;) {
      const [task] = await takeTasks(jobs.db, randomUUID(), 1, busy);
      if (task === undefined) return order.join(' ');
      order.push(names.get(task.id)!);
    }
  }

  it('takes the smallest of what is due', async () => {
    await put('city', '0363', 1000);
    await put('village', '0037', 45);
    await put('town', '0310', 90);
    expect(await taken()).toBe('village town city');
  });

  it('lets nobody wait for smaller ones longer than eight seconds, and those in turn', async () => {
    await put('city', '0363', 1000, 9);
    await put('larger', '0599', 2000, 12);
    await put('village', '0037', 45, 7);
    expect(await taken()).toBe('larger city village');
  });

  it('keeps who puts in many behind his own', async () => {
    for (const i of [1, 2, 3]) await put(`many${i}`, '0037', 10);
    await put('city', '0363', 1000);
    expect(await taken()).toBe('many1 city many2 many3');
  });

  it('passes over whoever has a judge already', async () => {
    await put('busy', '0037', 10);
    await put('free', '0363', 1000);
    expect(await taken(['TK:GSB:0037'])).toBe('free');
  });
});
