import { execFile, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { startApp, type TestApp } from '../support/app.js';
import { HAS_OPENSSL } from '../support/openssl.js';
import type { TestPackage } from '../support/packages.js';
import {
  arrival,
  BUNDLE_TEXTS,
  bytesOf,
  castOf,
  deliver,
  filesIn,
  inboxOf,
  packageAt,
  type Cast,
} from '../support/routing.js';
import { until } from '../support/until.js';
import { configureTk } from '../support/uploads.js';

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
  interface Manifest {
    readonly laatste: number;
    readonly bestanden: readonly {
      readonly pad: string;
      readonly sha256: string;
      readonly grootte: number;
      readonly vervangen: unknown;
      readonly sleutel: unknown;
    }[];
  }
  const hexOf = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');
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

  const runs = (command: string) => spawnSync(command, ['--version']).status === 0;
  const itWithCurl = process.env['CI'] || (runs('curl') && HAS_OPENSSL) ? it : it.skip;
  itWithCurl('is fetched, checked and confirmed by the example in docs (skipped without curl)', async () => {
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
    } finally {
      rmSync(dir, { recursive: true });
    }
  });

  it('is all of a kieskring in one ZIP, with a manifest that is true of its bytes; without files nothing, kindly', async () => {
    const newer = await packageAt('2027-03-18T02:00:00');
    await deliver(app, cast.assen, [newer], newer.pair!.fingerprint, submission);
    await arrival(app, cast.csb, newer.pair!.fingerprint);
    const response = await app.ask('GET', '/v1/ontvangen/alles?kring=HSB3', { as: cast.csb });
    expect(response.headers.get('content-disposition')).toContain('_kieskring-HSB3_');
    const contents = await filesIn(await bytesOf(response));
    const manifest = JSON.parse(contents.get('manifest.json')!.toString()) as Manifest;
    const { bestanden: files, laatste } = manifest;
    expect([...contents.keys()]).toEqual([...BUNDLE_TEXTS, ...files.map(({ pad }) => pad)]);
    for (const { pad, sha256, grootte } of files) {
      const bytes = contents.get(pad)!;
      expect([hexOf(bytes), bytes.length]).toEqual([sha256, grootte]);
    }
    const assen = { niveau: 'GSB', code: '0106', naam: 'Gemeentelijk stembureau Assen' };
    const common = { bericht: '510b', afzender: assen, over: assen };
    const [first, second] = files;
    expect(first).toMatchObject({ ...common, versie: 1, vingerafdruk: made.pair!.fingerprint });
    expect(second).toMatchObject({
      ...common,
      versie: 2,
      vervangen: null,
      vingerafdruk: newer.pair!.fingerprint,
    });
    expect([typeof first!.vervangen, typeof first!.sleutel, files.length]).toEqual(['string', 'string', 2]);
    expect(manifest).toMatchObject({ verkiezing: 'TK2027', keuze: 'HSB3', beschadigd: [] });
    expect(await since(laatste)).toMatchObject({ leveringen: [] });
    expect(contents.get('SHA256SUMS')!.toString()).toBe(
      [...contents]
        .filter(([name]) => name !== 'SHA256SUMS')
        .map(([name, bytes]) => `${hexOf(bytes)}  ${name}\n`)
        .join(''),
    );
    expect(contents.get('manifest.csv')!.toString().split('\r\n')).toHaveLength(files.length + 2);
    const page = (kring: string) => app.ask('GET', `/ontvangen/alles?kring=${kring}`, { as: cast.csb });
    for (const kring of ['HSB4', 'geen', 'HSB99']) {
      const empty = await page(kring);
      expect([empty.status, await empty.text()]).toEqual([
        409,
        expect.stringContaining('Er is nog niets binnen'),
      ]);
    }
    expect((await page('Assen')).status).toBe(400);
  });
});
