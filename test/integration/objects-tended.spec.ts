import { randomBytes } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { sha256, type Sha256 } from '../../src/kernel/fingerprint.js';
import { Objects } from '../../src/platform/objects/objects.js';
import { Database } from '../../src/platform/postgres/database.js';
import { CarryOutRemovals } from '../../src/removal/carry-out-removals.js';
import { DecideRemoval } from '../../src/removal/decide-removal.js';
import { EvidenceStore } from '../../src/removal/evidence.store.js';
import { ExportEvidence } from '../../src/removal/export-evidence.js';
import { KeepHold } from '../../src/removal/keep-hold.js';
import { ShowRemovals } from '../../src/removal/show-removals.js';
import { listRefusedFiles } from '../../src/upload/quarantine.store.js';
import { TakeOverFiles } from '../../src/upload/take-over-files.js';
import { TendObjects } from '../../src/upload/tend-objects.js';
import { startApp, type TestApp, type TestPerson } from '../support/app.js';
import { admit, aHold } from '../support/removal.js';
import { castOf, deliver, eventually, packageAt, type Cast } from '../support/routing.js';
import { configureTk, upload } from '../support/uploads.js';
import { pageOf } from '../support/visitor.js';

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

describe('copies whose term is over', () => {
  const DAYS = 24 * 3_600_000;
  let second: TestPerson;
  const decide = () => app.get(DecideRemoval);
  const carryOut = () => app.get(CarryOutRemovals).run();
  const fetched = (as: TestPerson, delivery: string) =>
    app.ask('GET', `/v1/ontvangen/${delivery}/bestand`, { as });
  const confirmed = async (removal: string) => {
    app.clock.forward(15 * DAYS);
    for (const { actor } of [cast.operator, second]) await decide().confirm(removal, actor);
  };
  const certificateOf = async (removal: string) =>
    JSON.parse((await app.get(ShowRemovals).certificate(removal)).text) as {
      kopieen: { uitkomst: string }[];
      bytes: { sha256: string; uitkomst: string }[];
    };
  const outcomes = (all: readonly { readonly uitkomst: string }[]) =>
    [...new Set(all.map(({ uitkomst }) => uitkomst))].sort();

  const hold = () => app.get(KeepHold).place('TK2027', null, 'onderzoek', cast.operator.actor);
  const lift = async () => {
    const id = await aHold(app, cast.operator, 'TK2027');
    await app.get(KeepHold).lift(id, 'voorbij', cast.operator.actor);
  };

  beforeAll(async () => {
    second = await app.person(null, 'OPERATOR', 'OPERATOR');
    app.clock.setTo(new Date('2027-07-01T10:00:00Z'));
  });

  it('go when two confirmed it and no hold keeps them; bytes that another has stay, and the certificate says both', async () => {
    const { actor } = cast.operator;
    const announce = () => decide().announce('TK2027', 'mayor', actor);
    await expect(announce()).rejects.toMatchObject({ code: 'removal.noAdmission' });
    await admit(app, cast.operator);
    const { rows } = await app.sql(
      "SELECT id, level FROM delivery WHERE level IN ('MAYOR', 'COUNCIL') AND submission_id IN (SELECT id FROM submission WHERE code = '0106')",
    );
    const at = (level: string) =>
      (rows as { id: string; level: string }[]).find((row) => row.level === level)!.id;
    const removal = await announce();
    await expect(announce()).rejects.toMatchObject({ code: 'removal.nothing' });
    await expect(decide().confirm(removal, actor)).rejects.toMatchObject({ code: 'removal.notYet' });
    expect(await pageOf(app, cast.mayor, '/')).toContain('Wordt vernietigd');
    app.clock.forward(15 * DAYS);
    await admit(app, cast.operator, '2027-06-30');
    await expect(decide().confirm(removal, actor)).rejects.toMatchObject({ code: 'removal.notYet' });
    await admit(app, cast.operator);
    await hold();
    await expect(decide().confirm(removal, actor)).rejects.toMatchObject({ code: 'removal.changed' });
    await lift();
    await decide().confirm(removal, actor);
    await expect(decide().confirm(removal, actor)).rejects.toMatchObject({
      code: 'removal.secondMustDiffer',
    });
    await carryOut();
    expect((await fetched(cast.mayor, at('MAYOR'))).status).toBe(200);

    await decide().confirm(removal, second.actor);
    await hold();
    await carryOut();
    expect(outcomes((await certificateOf(removal)).kopieen)).toEqual(['aangehouden']);
    expect((await fetched(cast.mayor, at('MAYOR'))).status).toBe(200);

    await lift();
    const again = await announce();
    await confirmed(again);
    await Promise.all([carryOut(), carryOut()]);
    await carryOut();
    const gone = await fetched(cast.mayor, at('MAYOR'));
    expect([gone.status, ((await gone.json()) as { code: string }).code]).toEqual([410, 'delivery.removed']);
    expect((await fetched(cast.council, at('COUNCIL'))).status).toBe(200);
    expect(await pageOf(app, cast.mayor, `/ontvangen/${at('MAYOR')}`)).toContain('besluit 2 van de Kiesraad');
    const { kopieen, bytes } = await certificateOf(again);
    expect([outcomes(kopieen), outcomes(bytes)]).toEqual([['vernietigd'], ['nog nodig']]);
    await app.sql("UPDATE removal_item SET name = 'anders' WHERE removal_id = $1", [again]);
    await expect(certificateOf(again)).rejects.toThrow('is not what it was');
  });

  it('stay as evidence as long as a hold says so, and go for good when it is lifted', async () => {
    const { actor } = cast.operator;
    const bytes = randomBytes(5000);
    const { id: refused } = await upload(app, cast.assen, [{ name: 'kwaad.zip', bytes }]);
    const announce = () => decide().announce('TK2027', 'refused', actor);
    const quarantined = await app.get(EvidenceStore).files('TK2027');
    const name = quarantined.find(({ submissionId }) => submissionId === refused)!.sha256;
    const ids = [...new Set(quarantined.map(({ submissionId }) => submissionId))];
    await app.get(KeepHold).place('TK2027', ids, 'onderzoek 12', actor);
    await expect(announce()).rejects.toMatchObject({ code: 'removal.nothing' });
    const body = { electionId: 'TK2027', body: { level: 'GSB', code: '0106' } } as const;
    expect(await listRefusedFiles(app.get(Database).read, body)).toEqual([]);

    const asked = await app.get(ExportEvidence).ask('voor de officier', cast.council.actor);
    const zip = (as: TestPerson) => app.ask('GET', `/geweigerd/${asked}/bewijs.zip`, { as });
    const other = await app.person('TK2027', 'COUNCIL', 'COUNCIL');
    for (const as of [other, cast.operator, cast.assen]) expect((await zip(as)).status).toBe(404);
    const held = Buffer.from(await (await zip(cast.council)).arrayBuffer());
    expect(held.includes(bytes)).toBe(true);
    expect(held.includes('bestanden/kwaad.zip')).toBe(false);
    const { rows: logged } = await app.sql("SELECT 1 FROM audit_event WHERE action = 'evidence.fetched'");
    expect(logged).toHaveLength(1);

    const { rows } = await app.sql('SELECT id FROM standing_hold WHERE submission_id = $1', [refused]);
    await app.get(KeepHold).lift((rows[0] as { id: string }).id, 'onderzoek voorbij', actor);
    const removal = await announce();
    await confirmed(removal);
    await carryOut();
    expect(await app.get(Objects).stat(name)).not.toBeNull();
    await expect(certificateOf(removal)).rejects.toMatchObject({ code: 'request.notFound' });
    await hold();
    await aDayLater();
    await tend().remove();
    expect(await app.get(Objects).stat(name)).not.toBeNull();
    await lift();
    for (let day = 0; day < 2; day += 1) {
      await aDayLater();
      await tend().remove();
    }
    await carryOut();
    expect(await app.get(Objects).stat(name)).toBeNull();
    expect((await certificateOf(removal)).bytes).toMatchObject([{ sha256: name, uitkomst: 'vernietigd' }]);
  });
});
