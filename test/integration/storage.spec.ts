import { mkdtempSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { FileLabels, S3Labels, type Labels } from '../../src/platform/objects/labels.js';
import { Numbers } from '../../src/platform/objects/numbers.store.js';
import { readS3Address } from '../../src/platform/objects/s3-address.js';
import { claimStorage } from '../../src/platform/objects/storage.store.js';
import { Database } from '../../src/platform/postgres/database.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { startApp } from '../support/app.js';
import { sharedParts, type SharedParts } from '../support/shared-parts.js';

const SEQUENCE = 'submission_number_seq';

let home: string;
let database: TestDatabase;
let db: Database;

beforeEach(async () => {
  home = mkdtempSync(path.join(tmpdir(), 'overdracht-storage-'));
  database = await createTestDatabase();
  db = new Database(database.appUrl, 4);
});
afterEach(async () => {
  await db.close();
  await database.drop();
  rmSync(home, { recursive: true, force: true });
});

/** The shared parts of a storage of this name; null where storages are folders. */
const partsOf = (name: string): SharedParts | null => sharedParts(`${database.name}_${name}`);
function labelsIn(name: string): Labels {
  const parts = partsOf(name);
  return parts === null ? new FileLabels(path.join(home, name)) : new S3Labels(readS3Address(parts.s3Url));
}
const holds = async () => true;

describe('database and storage belong together', () => {
  it('the first to come writes the marker down, and everybody after that finds it', async () => {
    await claimStorage(db, labelsIn('a'), holds);
    await claimStorage(db, labelsIn('a'), async () => false);
    expect(await labelsIn('a').read('marker')).toMatch(/^[0-9a-f-]{36}$/);
  });

  it('an empty, unmounted or second storage is refused in a sentence', async () => {
    await claimStorage(db, labelsIn('a'), holds);
    await expect(claimStorage(db, labelsIn('b'), holds)).rejects.toThrow(
      /staan niet in de (map|bucket) .*: leeg, niet aangekoppeld, of een tweede plek\. Er is niets gestart/,
    );
    expect(await labelsIn('b').read('marker')).toBeNull();
  });

  it('so is that of another database', async () => {
    await labelsIn('a').write('marker', 'somebody-else');
    await expect(claimStorage(db, labelsIn('a'), holds)).rejects.toThrow(/horen bij een andere database/);
  });

  it('a database that is older than its marker claims only a storage that holds its files', async () => {
    await expect(claimStorage(db, labelsIn('a'), async () => false)).rejects.toThrow(/staan niet in/);
    await claimStorage(db, labelsIn('a'), holds);
  });

  it('a storage that cannot be read is not an empty one', async () => {
    const broken: Labels = Object.assign(labelsIn('a'), {
      read: async () => Promise.reject(new Error('the store does not answer')),
    });
    await expect(claimStorage(db, broken, holds)).rejects.toThrow('the store does not answer');
  });

  it('the application refuses to start beside an empty storage', async () => {
    const start = (name: string) => {
      const shared = partsOf(name);
      const over = { database, varDir: path.join(home, shared === null ? name : 'var') };
      return startApp({ worker: false, over, ...(shared === null ? {} : { shared }) });
    };
    const first = await start('a');
    expect((await first.ask('GET', '/health/ready')).status).toBe(200);
    if (partsOf('a') === null) {
      renameSync(path.join(home, 'a/objects'), path.join(home, 'unmounted'));
      expect((await first.ask('GET', '/health/ready')).status).toBe(503);
    }
    await first.app.stop();
    for (const name of partsOf('a') === null ? ['a', 'b'] : ['b'])
      await expect(start(name)).rejects.toThrow(/niet aangekoppeld/);
  });
});

describe('numbers are never given twice', () => {
  const give = (numbers: Numbers) => db.transaction((tx) => numbers.next(tx, SEQUENCE));
  const times = async (count: number, numbers: Numbers) => {
    const given: number[] = [];
    for (let i = 0; i < count; i += 1) given.push(await give(numbers));
    return given;
  };
  /** Does to the sequence what putting back an earlier dump does. */
  async function putBack(): Promise<void> {
    const owner = new pg.Client({ connectionString: database.ownerUrl });
    await owner.connect();
    await owner.query('SELECT setval($1, 1)', [SEQUENCE]);
    await owner.end();
  }

  it('one after the other, and a block is written down before its first is given', async () => {
    const numbers = new Numbers(labelsIn('a'));
    expect(await times(3, numbers)).toEqual([1, 2, 3]);
    expect(await labelsIn('a').read(SEQUENCE)).toBe('100');
    await times(98, numbers);
    expect(await labelsIn('a').read(SEQUENCE)).toBe('200');
  });

  it('many at once in a process that has just started share one block', async () => {
    const numbers = new Numbers(labelsIn('a'));
    const given = await Promise.all(Array.from({ length: 10 }, () => give(numbers)));
    expect(given.sort((a, b) => a - b)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
    expect(await labelsIn('a').read(SEQUENCE)).toBe('100');
  });

  it('two processes, also at the edges of blocks', async () => {
    const [one, other] = [new Numbers(labelsIn('a')), new Numbers(labelsIn('a'))];
    const given = await Promise.all(Array.from({ length: 260 }, (_, i) => give(i % 2 === 0 ? one : other)));
    expect(new Set(given).size).toBe(260);
    expect(Number(await labelsIn('a').read(SEQUENCE))).toBeGreaterThanOrEqual(Math.max(...given));
  });

  it('after the database was put back to an earlier moment, within the same block or many further', async () => {
    for (const count of [7, 250]) {
      const given = await times(count, new Numbers(labelsIn('a')));
      await putBack();
      const next = await give(new Numbers(labelsIn('a')));
      expect(next).toBeGreaterThan(Math.max(...given));
    }
  });

  it('nothing is given when it cannot be written down', async () => {
    const full = Object.assign(labelsIn('a'), { write: async () => Promise.reject(new Error('disk full')) });
    await expect(give(new Numbers(full))).rejects.toThrow('disk full');
  });
});
