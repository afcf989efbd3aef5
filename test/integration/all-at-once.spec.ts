import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { startApp, type TestApp } from '../support/app.js';
import {
  arrival,
  BUNDLE_TEXTS,
  bytesOf,
  castOf,
  deliver,
  filesIn,
  packageAt,
  type Cast,
} from '../support/routing.js';
import { configureTk } from '../support/uploads.js';
import { pageOf } from '../support/visitor.js';

/** Of a bundle, as far as the tests look at it. */
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

describe('who takes all at once', () => {
  let app: TestApp;
  let cast: Cast;
  beforeAll(async () => {
    app = await startApp();
    await configureTk(app);
    cast = await castOf(app);
    const [first, newer] = [await packageAt('2027-03-18T01:00:00'), await packageAt('2027-03-18T02:00:00')];
    const { fingerprint } = newer.pair!;
    const replaced = await deliver(app, cast.assen, [first], first.pair!.fingerprint);
    await arrival(app, cast.csb, first.pair!.fingerprint);
    await arrival(app, cast.council, first.pair!.fingerprint);
    await deliver(app, cast.assen, [newer], fingerprint, replaced);
    await arrival(app, cast.csb, fingerprint);
    await arrival(app, cast.council, fingerprint);
  });
  afterAll(() => app?.close());

  it('gets all of a kieskring in one ZIP, with a manifest that is true of its bytes; without files nothing, kindly', async () => {
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
    expect(first).toMatchObject({ ...common, versie: 1 });
    expect(second).toMatchObject({ ...common, versie: 2, vervangen: null });
    expect([typeof first!.vervangen, typeof first!.sleutel, files.length]).toEqual(['string', 'string', 2]);
    expect(manifest).toMatchObject({ verkiezing: 'TK2027', keuze: 'HSB3', beschadigd: [] });
    const after = await app.ask('GET', `/v1/ontvangen/nieuw?na=${laatste}`, { as: cast.csb });
    expect(await after.json()).toMatchObject({ leveringen: [], volgende: 2 });
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
    const shown = await pageOf(app, cast.council, '/ontvangen?kring=HSB3');
    for (const href of ['/ontvangen/alles?kring=HSB3', '/ontvangen/git'])
      expect(shown).toContain(`"${href}"`);
  });

  const itWithGit = process.env['CI'] || spawnSync('git', ['--version']).status === 0 ? it : it.skip;
  itWithGit('gets a history that Git reads in, each time the same (skipped without git)', async () => {
    const fetched = await app.ask('GET', '/v1/ontvangen/git', { as: cast.council });
    const stream = await bytesOf(fetched);
    expect(fetched.headers.get('content-length')).toBe(String(stream.length));
    const again = await app.ask('GET', '/ontvangen/git', { as: cast.council });
    expect((await bytesOf(again)).equals(stream)).toBe(true);
    for (const nobody of [cast.csb, cast.operator])
      expect((await app.ask('GET', '/v1/ontvangen/git', { as: nobody })).status).toBe(404);
    const dir = mkdtempSync(path.join(tmpdir(), 'git-'));
    const git = (repository: string, args: readonly string[], input?: Buffer) =>
      spawnSync('git', ['-C', path.join(dir, repository), ...args], {
        input,
        encoding: 'utf8',
        timeout: 60_000,
      });
    try {
      for (const name of ['een', 'twee']) {
        spawnSync('git', ['init', '--quiet', '--bare', path.join(dir, name)]);
        expect(git(name, ['fast-import', '--quiet'], stream).status).toBe(0);
      }
      expect(git('een', ['fast-import', '--quiet'], stream).status).toBe(0);
      const tip = (name: string) => git(name, ['rev-parse', '--verify', 'auto-tk2027-tel']).stdout;
      expect([tip('een'), tip('een').length]).toEqual([tip('twee'), 41]);
      const log = git('een', [
        'log',
        '--reverse',
        '--no-renames',
        '--name-status',
        '--format=%at %ct %s',
        'auto-tk2027-tel',
      ]);
      const { rows } = await app.sql(
        `SELECT floor(extract(epoch FROM s.delivered_at))::int AS at, f.name FROM submission s
           JOIN submission_file f ON f.submission_id = s.id WHERE s.code = '0106' ORDER BY s.delivered_at`,
      );
      const [first, second] = rows as { at: number; name: string }[];
      const folder = 'dob1/gemeente/assen/';
      expect(log.stdout.split('\n').filter((line) => line !== '')).toEqual([
        `${first!.at} ${first!.at} 510b Gemeentelijk stembureau Assen`,
        `A\t${folder}${first!.name}`,
        `${second!.at} ${second!.at} 510b Gemeentelijk stembureau Assen, versie 2`,
        ...[`D\t${folder}${first!.name}`, `A\t${folder}${second!.name}`].toSorted((a, b) =>
          a.slice(2) < b.slice(2) ? -1 : 1,
        ),
      ]);
      const definition = 'dob2pk/Verkiezingsdefinitie_TK2027.eml.xml';
      const files = git('een', ['log', '--name-status', '--format=%s', 'auto-tk2027-uit']).stdout;
      expect(files).toContain(`A\t${definition}`);
      const { source } = (await app.sql("SELECT source FROM election WHERE id = 'TK2027'")).rows[0] as {
        source: Buffer;
      };
      expect(git('een', ['show', `auto-tk2027-uit:${definition}`]).stdout).toBe(source.toString());
      expect(git('een', ['fsck', '--strict']).status).toBe(0);
      spawnSync('git', ['init', '--quiet', '--bare', path.join(dir, 'half')]);
      expect(git('half', ['fast-import', '--quiet'], stream.subarray(0, -5)).status).not.toBe(0);
      expect(tip('half')).toBe('');
    } finally {
      rmSync(dir, { recursive: true });
    }
  });
});
