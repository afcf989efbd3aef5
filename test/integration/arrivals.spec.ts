import { createHash } from 'node:crypto';
import { execFile, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { startApp, type TestApp } from '../support/app.js';
import { HAS_OPENSSL } from '../support/openssl.js';
import type { TestPackage } from '../support/packages.js';
import { arrival, castOf, deliver, inboxOf, packageAt, type Cast } from '../support/routing.js';
import { until } from '../support/until.js';
import { configureTk } from '../support/uploads.js';
import { codeOf } from '../support/visitor.js';

describe('what came since a program last asked', () => {
  let app: TestApp;
  let cast: Cast;
  let made: TestPackage;
  let submission: string;
  beforeAll(async () => {
    app = await startApp();
    await configureTk(app);
    cast = await castOf(app);
    made = await packageAt('2027-03-18T01:00:00');
    submission = await deliver(app, cast.assen, [made], made.pair!.fingerprint);
    await arrival(app, cast.csb, made.pair!.fingerprint);
  });
  afterAll(() => app?.close());

  interface Fresh {
    readonly code?: string;
    readonly volgende: number;
    readonly meer: boolean;
    readonly leveringen: readonly { readonly id: string }[];
  }
  const since = async (na: number, as = cast.csb) =>
    (await (await app.ask('GET', `/v1/ontvangen/nieuw?na=${na}`, { as })).json()) as Fresh;
  /** Versions that were replaced, of the one file that there is. */
  const older = async (rows: number) => {
    const { rows: made } = await app.sql(
      `INSERT INTO submission (id, election_id, level, code, person_id, state, message_type, about_level, about_code,
         fingerprint, verdict, judged_at, paper, delivered_at, superseded_at)
       SELECT gen_random_uuid(), election_id, level, code, person_id, 'superseded', message_type, about_level, about_code,
         fingerprint, '{}', now(), '{"compared": true}', now(), now()
       FROM submission, generate_series(1, $2) WHERE id = $1 RETURNING id`,
      [submission, rows],
    );
    return made.map(({ id }: { id: string }) => id);
  };
  const toCsb = `INSERT INTO delivery (id, submission_id, election_id, level, code, law)
    SELECT gen_random_uuid(), id::uuid, 'TK2027', 'CSB', 'CSB', 'Na 32 lid 3' FROM unnest($1::text[]) id`;

  it('is every file once and in its order, and nothing where nothing came', async () => {
    const { volgende: start } = await since(0);
    const [first] = (await since(0)).leveringen;
    expect(first).toMatchObject({ opgehaald: null, ingelezen: null, ingelezenAnders: null });
    await app.sql(toCsb, [await older(250)]);
    const seen: string[] = [];
    const sizes: number[] = [];
    for (let at: Fresh = { volgende: start, meer: true, leveringen: [] }; at.meer;) {
      at = await since(at.volgende);
      sizes.push(at.leveringen.length);
      seen.push(...at.leveringen.map(({ id }) => id));
    }
    expect([sizes, new Set(seen).size]).toEqual([[100, 100, 50], 250]);
    expect(await since(start + 250)).toMatchObject({ leveringen: [], volgende: start + 250, meer: false });
    expect((await since(start + 251)).code).toBe('delivery.cursorAhead');
    expect((await since(0, cast.coevorden)).code).toBe('request.notFound');
  });

  it('tells a program how often it may ask, and when it may again', async () => {
    const { headers } = await app.ask('GET', '/v1/ontvangen/nieuw?na=0', { as: cast.mayor });
    expect(headers.get('ratelimit-policy')).toBe('"token";q=6000;w=60');
    const told = /^"token";r=(\d+);t=(\d+)$/;
    const [, left, seconds] = told.exec(headers.get('ratelimit')!)!;
    expect([Number(left) < 6000, Number(seconds) >= 1 && Number(seconds) <= 60]).toEqual([true, true]);
    await app.sql(
      `INSERT INTO tally SELECT 'token', date_bin('1 minute', now(), 'epoch') + n * interval '1 minute', network, 6000
       FROM (SELECT DISTINCT network FROM tally WHERE kind = 'token') t, generate_series(0, 1) n
       ON CONFLICT (kind, since, network) DO UPDATE SET count = 6000`,
    );
    const refused = await app.ask('GET', '/v1/ontvangen/bestaat-niet', { as: cast.mayor });
    expect([refused.status, await codeOf(refused)]).toEqual([429, 'request.tooMany']);
    expect(refused.headers.get('ratelimit')).toMatch(/^"token";r=0;/);
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
    await app.sql("DELETE FROM tally WHERE kind = 'token'");
    const page = await app.ask('GET', '/gezondheid', {});
    expect(page.headers.get('ratelimit')).toBeNull();
  });

  it('misses nothing that another machine was still bringing while it was read', async () => {
    const [first, second] = await older(2);
    const { volgende: start } = await since(0).then(async function on(at): Promise<Fresh> {
      return at.meer ? await on(await since(at.volgende)) : at;
    });
    let later: Promise<unknown> | undefined;
    await app.db.transaction(async (tx) => {
      await tx.$executeRawUnsafe(toCsb, [first]);
      later = app.sql(toCsb, [[second]]);
      await until(async () => {
        const { rows } = await app.sql("SELECT FROM pg_locks WHERE locktype = 'advisory' AND NOT granted");
        return rows.length > 0;
      });
      expect(await since(start)).toMatchObject({ leveringen: [], volgende: start });
    });
    await later;
    const found = await since(start);
    const { rows } = await app.sql(
      "SELECT submission_id FROM delivery WHERE level = 'CSB' AND arrival > $1 ORDER BY arrival",
      [start],
    );
    expect(found.leveringen).toHaveLength(2);
    expect(rows).toEqual([{ submission_id: first }, { submission_id: second }]);
    await app.sql("DELETE FROM delivery WHERE level = 'CSB' AND submission_id <> $1", [submission]);
  });

  const runs = (command: string, asked = '--version') => spawnSync(command, [asked]).status === 0;
  const itWithCurl = process.env['CI'] || (runs('curl') && runs('unzip', '-v') && HAS_OPENSSL) ? it : it.skip;
  itWithCurl(
    'is fetched, checked and confirmed by the examples in docs, one by one and all at once (skipped without curl)',
    async () => {
      const dir = mkdtempSync(path.join(tmpdir(), 'ophalen-'));
      try {
        const header = path.join(dir, 'kop');
        writeFileSync(header, `Authorization: Bearer ${cast.csb.token}\n`, { mode: 0o600 });
        const env = {
          PATH: process.env['PATH'],
          SITE: app.baseUrl,
          TOKEN: header,
          MAP: path.join(dir, 'hier'),
        };
        const fetch = async () =>
          (await promisify(execFile)('sh', ['docs/voorbeelden/ophalen.sh'], { env, timeout: 60_000 })).stdout;
        const [name] = (await fetch()).split('\n');
        expect(readFileSync(name!).equals(Buffer.from(made.bytes))).toBe(true);
        const [file] = (await inboxOf(app, cast.csb)).leveringen;
        expect([file!.opgehaald, file!.bevestigd]).not.toContain(null);
        expect(await fetch()).toBe('');
        const all = path.join(dir, 'alles');
        await promisify(execFile)('sh', ['docs/voorbeelden/alles.sh'], {
          env: { ...env, MAP: all },
          timeout: 60_000,
        });
        const listed = readFileSync(path.join(all, 'SHA256SUMS'), 'utf8');
        expect(listed).toContain(createHash('sha256').update(made.bytes).digest('hex'));
      } finally {
        rmSync(dir, { recursive: true });
      }
    },
  );
});
