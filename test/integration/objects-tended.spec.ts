import { randomBytes } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { sha256, type Sha256 } from '../../src/kernel/fingerprint.js';
import { Objects } from '../../src/platform/objects/objects.js';
import { TakeOverFiles } from '../../src/upload/take-over-files.js';
import { TendObjects } from '../../src/upload/tend-objects.js';
import { startApp, type TestApp } from '../support/app.js';
import { castOf, deliver, eventually, packageAt, type Cast } from '../support/routing.js';
import { configureTk, upload } from '../support/uploads.js';

let app: TestApp;
let cast: Cast;
let id: Sha256;

const tend = () => app.get(TendObjects);
const rowOf = async (object: Sha256) =>
  (await app.sql('SELECT * FROM object WHERE id = $1', [object])).rows[0] as
    { chunks: Buffer | null; damaged_at: Date | null; removing_at: Date | null } | undefined;
const never = () => app.sql('UPDATE object SET checked_at = NULL');
const alarms = async () =>
  (await app.sql("SELECT details FROM audit_event WHERE action = 'object.damaged' AND object_id = $1", [id]))
    .rows.length;
/** As if a day had gone by. */
const aDayLater = () =>
  app.sql(
    "UPDATE object SET touched_at = touched_at - interval '25 hours', doomed_at = doomed_at - interval '6 minutes'",
  );

beforeAll(async () => {
  app = await startApp();
  await configureTk(app);
  cast = await castOf(app);
  const made = await packageAt('2027-03-18T01:00:00');
  const submission = await deliver(app, cast.assen, [made], made.pair!.fingerprint);
  const { rows } = await app.sql('SELECT sha256 FROM submission_file WHERE submission_id = $1', [submission]);
  id = sha256((rows[0] as { sha256: string }).sha256);
});
afterAll(() => app?.close());

describe('objects that nobody fetches', () => {
  it('are read all the same: damage is an alarm, once, and mending ends it', async () => {
    const place = path.join(app.varDir, 'objects', id.slice(0, 2), id);
    const bytes = readFileSync(place);
    const other = Buffer.from(bytes);
    other[other.length >> 1]! ^= 1;
    writeFileSync(place, other);
    await never();
    await tend().check();
    expect(await alarms()).toBe(1);
    await never();
    expect(await tend().check()).toBe(0);
    expect(await alarms()).toBe(1);
    await eventually(async () => {
      const { rows } = await app.sql("SELECT 1 FROM notice WHERE kind = 'object.damaged'");
      return rows[0] as unknown;
    });
    writeFileSync(place, bytes);
    await never();
    await tend().check();
    expect((await rowOf(id))?.damaged_at).toBeNull();
  });

  it('get the digests of their stretches when an earlier release kept them', async () => {
    const before = (await rowOf(id))!.chunks!;
    await app.sql('UPDATE object SET chunks = NULL, checked_at = NULL WHERE id = $1', [id]);
    await tend().check();
    expect((await rowOf(id))?.chunks?.equals(before)).toBe(true);
  });

  it('go when nothing names them, after a day and in two steps; what is named stays', async () => {
    const objects = app.get(Objects);
    const { id: stray } = await objects.put(randomBytes(1000));
    await tend().remove();
    expect(await rowOf(stray)).toBeDefined();
    await aDayLater();
    await tend().remove();
    expect(await objects.stat(stray)).not.toBeNull();
    await aDayLater();
    await tend().remove();
    expect(await objects.stat(stray)).toBeNull();
    expect(await rowOf(stray)).toBeUndefined();
    expect(await objects.stat(id)).not.toBeNull();
    expect((await rowOf(id))?.removing_at).toBeNull();
  });
});

describe('files of the release before objects', () => {
  it('become objects, once; a damaged one stays where it is', async () => {
    const made = await packageAt('2027-03-19T01:00:00');
    const judged = await upload(app, cast.coevorden, [made]);
    const { rows } = await app.sql('SELECT sha256 FROM submission_file WHERE submission_id = $1', [
      judged.id,
    ]);
    const { sha256: name } = rows[0] as { sha256: string };
    rmSync(path.join(app.varDir, 'objects', name.slice(0, 2), name));
    await app.sql('DELETE FROM object WHERE id = $1', [name]);
    const received = path.join(app.varDir, 'upload', 'received');
    const quarantined = path.join(app.varDir, 'quarantine', 'ab');
    mkdirSync(received, { recursive: true });
    mkdirSync(quarantined, { recursive: true });
    writeFileSync(path.join(received, `${judged.id}-1-${name}`), made.bytes);
    writeFileSync(path.join(quarantined, 'ab'.repeat(32)), 'other bytes');
    expect(await app.get(TakeOverFiles).run()).toBe(1);
    expect(readdirSync(received)).toEqual([]);
    expect(readdirSync(quarantined)).toHaveLength(1);
    expect(await app.get(TakeOverFiles).run()).toBe(0);
    expect(await app.get(Objects).stat(sha256(name))).toEqual({ size: made.bytes.length });
    expect(await rowOf(sha256(name))).toBeDefined();
  });
});
