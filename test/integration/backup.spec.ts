import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { Numbers } from '../../src/platform/objects/numbers.store.js';
import { Objects } from '../../src/platform/objects/objects.js';
import { startEmbeddedPostgres, type EmbeddedPostgres } from '../../src/platform/postgres/embedded.js';
import { migrate } from '../../src/platform/postgres/migrate.js';
import { startApp, type TestApp } from '../support/app.js';
import { sharedParts } from '../support/shared-parts.js';

const ROOT = path.resolve(__dirname, '../..');
const SEQUENCE = 'submission_number_seq';
const BYTES = Buffer.from('what somebody delivered');

/** pg_dump and a server of one version; null where this machine has none. */
function programs(): string | null {
  const { stdout } = spawnSync('pg_dump', ['--version'], { encoding: 'utf8' });
  const major = /\b(\d+)\.\d+/.exec(stdout ?? '')?.[1];
  const folder = `/usr/lib/postgresql/${major}`;
  return major !== undefined && existsSync(path.join(folder, 'bin/initdb')) ? folder : null;
}

/** The commands of the docs, as they stand there, with their addresses filled in. */
function documented(script: string): string {
  const text = readFileSync(path.join(ROOT, 'docs/operations.md'), 'utf8');
  const blocks = [...text.matchAll(/```sh\n([^]*?)```/g)].map(([, block]) => block!);
  const found = blocks.filter((block) => block.includes(script));
  expect(found).toHaveLength(1);
  return found[0]!;
}

const found = programs();
const why = 'geen pg_dump met een server van dezelfde versie';
/** Null where the files stand in a folder, which is copied too. */
const shared = sharedParts(`backup_${process.pid}`);

(found === null ? describe.skip : describe)(
  `a copy and its way back${found === null ? ` (${why})` : ''}`,
  () => {
    let home: string;
    let postgres: EmbeddedPostgres;
    let app: TestApp;

    const varDir = () => path.join(home, 'var/real');
    const open = () => {
      const { ownerUrl, appUrl } = postgres;
      const database = { name: 'overdracht', ownerUrl, appUrl, drop: async () => undefined };
      const over = { database, varDir: varDir() };
      return startApp({ worker: false, over, ...(shared === null ? {} : { shared }) });
    };
    const give = () => app.db.transaction((tx) => app.get(Numbers).next(tx, SEQUENCE));

    /** Runs a block of the docs: only what is an example in it is replaced. */
    function run(block: string) {
      const address = (role: string, url: string) =>
        [new RegExp(`postgresql://overdracht_${role}:\\S+`, 'g'), url] as const;
      const filled = [
        address('owner', postgres.ownerUrl),
        address('app', postgres.appUrl),
        [/VAR_DIR=var\b/g, `VAR_DIR=${path.join(home, 'var')}`] as const,
        [/\/kopie\b/g, path.join(home, 'kopie')] as const,
      ].reduce((text, [example, real]) => text.replace(example, real), block);
      const env = {
        PATH: process.env['PATH'],
        PUBLIC_URL: 'http://localhost:1',
        ...(shared === null ? {} : { S3_URL: shared.s3Url, REDIS_URL: shared.redisUrl }),
      };
      return spawnSync('sh', ['-euc', filled], { cwd: ROOT, encoding: 'utf8', env });
    }

    async function asSuperuser(statements: readonly string[]): Promise<void> {
      const client = new pg.Client({ connectionString: postgres.superUrl });
      await client.connect();
      for (const statement of statements) await client.query(statement);
      await client.end();
    }

    beforeAll(async () => {
      home = mkdtempSync(path.join(tmpdir(), 'overdracht-backup-'));
      chmodSync(home, 0o755);
      const dir = path.join(home, 'postgres');
      postgres = await startEmbeddedPostgres({ dir, durable: false, programs: found! });
      const { ownerUrl, appUrl } = postgres;
      await migrate({ root: ROOT, ownerUrl, appUrl, mode: 'real' });
      app = await open();
    });
    afterAll(async () => {
      await app?.app.stop().catch(() => undefined);
      postgres?.stop();
      rmSync(home, { recursive: true, force: true });
    });

    it('the commands in docs/operations.md bring back what was there, with the rights that belong to it', async () => {
      await app.person(null, 'OPERATOR', 'OPERATOR');
      const { id } = await app.get(Objects).put(BYTES);
      await give();
      const copied = run(documented('deploy/backup.sh'));
      expect(copied).toMatchObject({
        status: 0,
        stdout: expect.stringMatching(
          shared === null ? 'compleet en nagekeken' : 'De bestanden staan in de bucket',
        ) as string,
      });
      const later = [await give(), await give()];
      await app.app.stop();

      const create = /CREATE DATABASE overdracht[^;]*;/.exec(
        readFileSync(path.join(ROOT, 'docs/operations.md'), 'utf8'),
      )![0];
      await asSuperuser(['DROP DATABASE overdracht WITH (FORCE)', create]);
      if (shared === null) rmSync(path.join(varDir(), 'objects', id.slice(0, 2)), { recursive: true });
      const restored = run(documented('deploy/restore.sh'));
      expect({ status: restored.status, stderr: restored.stderr }).toEqual({ status: 0, stderr: '' });

      app = await open();
      expect((await app.sql('SELECT count(*)::int AS n FROM person')).rows).toEqual([{ n: 1 }]);
      expect((await app.get(Objects).stat(id))?.size).toBe(BYTES.length);
      expect(await give()).toBeGreaterThan(Math.max(...later));
      const service = new pg.Client({ connectionString: postgres.appUrl });
      await service.connect();
      await expect(service.query('DELETE FROM audit_event')).rejects.toThrow('permission denied');
      await service.end();
    });

    const itCopiesFiles = shared === null ? it : () => undefined;
    itCopiesFiles('a copy with a damaged file says so', async () => {
      const { id } = await app.get(Objects).put(Buffer.from('another'));
      const file = path.join(varDir(), 'objects', id.slice(0, 2), id);
      chmodSync(file, 0o600);
      writeFileSync(file, 'anotheR');
      const copied = run(documented('deploy/backup.sh'));
      expect(copied.status).toBe(1);
      expect(copied.stderr).toMatch(/Deze kopie is niet goed/);
    });
  },
);
