import { createHash } from 'node:crypto';
import { once } from 'node:events';
import fs from 'node:fs/promises';
import http from 'node:http';
import path from 'node:path';
import { Readable } from 'node:stream';
import { sha256 } from '../../src/kernel/fingerprint.js';
import { Objects } from '../../src/platform/objects/objects.js';
import { isIntact } from '../../src/platform/objects/verified.js';
import { ComposeRelease } from '../../src/releases/compose-release.js';
import { DecideRelease } from '../../src/releases/decide-release.js';
import { UPLOAD_LIMITS } from '../../src/upload/limits.js';
import { TendObjects } from '../../src/upload/tend-objects.js';
import type { TestApp, TestPerson } from '../support/app.js';
import { about, digestOf, ReleaseStage, said, someBytes, type ReleaseAnswer } from '../support/releases.js';
import { until } from '../support/until.js';
import { codeOf } from '../support/visitor.js';

const MIB = 1024 * 1024;
/** The size of a large file; the whole 2 GiB where that is asked. */
const LARGE_MIB = Number(process.env['LARGE_RELEASE_MIB'] ?? (process.env['CI'] === undefined ? 64 : 256));
const hex = (bytes: Uint8Array, algorithm = 'sha256') => createHash(algorithm).update(bytes).digest('hex');

describe('the files of a release', () => {
  let app: TestApp;
  let anna: TestPerson;
  let bert: TestPerson;
  let stage: ReleaseStage;

  beforeAll(async () => {
    stage = await ReleaseStage.start();
    ({ app, anna, bert } = stage);
  });
  afterAll(() => app.close());

  describe('a file', () => {
    it.each([
      '../telprogramma.exe',
      'map/telprogramma.exe',
      'telprogramma\u202Eexe.txt',
      `${'a'.repeat(300)}.exe`,
      'SHA256SUMS',
    ])('is not called %j', async (name) => {
      expect(await codeOf(await stage.announce(await stage.draft(), name))).toBe('release.badName');
    });

    it('has a name of its own, and there are no more than twenty', async () => {
      const id = await stage.draft();
      expect(await codeOf(await stage.announce(id, 'TELPROGRAMMA-1.4.0.EXE'))).toBe('release.nameTaken');
      for (let i = 2; i <= 20; i += 1) expect((await stage.announce(id, `deel-${i}.bin`)).status).toBe(201);
      expect(await codeOf(await stage.announce(id, 'deel-21.bin'))).toBe('release.tooManyFiles');
    });

    it('is at most 4 GB and not empty', async () => {
      const id = await stage.draft();
      expect((await stage.announce(id, 'te-groot.iso', 4 * 1024 * MIB + 1)).status).toBe(400);
      expect((await stage.announce(id, 'leeg.bin', 0)).status).toBe(400);
    });

    it('is not announced where there is no room for it twice', async () => {
      const id = await stage.draft();
      const room = jest.spyOn(app.get(Objects), 'room').mockResolvedValue(512 * MIB + 1999);
      expect((await stage.announce(id, 'past.bin', 999)).status).toBe(201);
      expect(await codeOf(await stage.announce(id, 'past-niet.bin', 1000))).toBe('upload.noSpace');
      room.mockRestore();
    });

    it('that is a web page or a drawing is refused, and so is a note that is one', async () => {
      const { id } = await app.get(ComposeRelease).make(about({ version: stage.next() }), anna.actor);
      const svg = Buffer.from('<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"/>');
      const address = (await stage.announce(id, 'nieuw.pdf', svg.length)).headers.get('location')!;
      const sent = await app.ask('PUT', address, {
        as: anna,
        body: svg,
        headers: { 'content-type': 'application/octet-stream' },
      });
      expect(await codeOf(sent)).toBe('release.webPage');
      expect((await stage.answer(id)).bestanden).toMatchObject([{ ontvangen: false, sha256: null }]);
      const note = said({ versie: stage.next(), toelichting: '<!DOCTYPE html><p>x' });
      expect((await app.ask('POST', '/v1/releases', { as: anna, body: note })).status).toBe(400);
    });
  });

  describe('the bytes of a file', () => {
    const objects = () => app.get(Objects);
    const shaOf = async (id: string) => sha256((await stage.answer(id)).bestanden[0]!.sha256!);
    const longAgo = (sha: string, column: string) =>
      app.sql(`UPDATE object SET ${column} = now() - interval '2 days' WHERE id = $1`, [sha]);
    const sweep = () => app.get(TendObjects).remove();

    it('are never swept away while the release names them, and go when it no longer does', async () => {
      const id = await stage.draft({ bytes: someBytes(10_000, 31) });
      const sha = await shaOf(id);
      await longAgo(sha, 'touched_at');
      await sweep();
      expect(await isIntact(objects(), sha)).toBe(true);
      await app.get(ComposeRelease).remove(id, 1, anna.actor);
      await longAgo(sha, 'doomed_at');
      await sweep();
      expect(await objects().stat(sha)).toBeNull();
    });

    it('are out of reach of a sweep that does not know releases, once published', async () => {
      const { files } = await stage.published();
      const { rows } = await app.sql(
        "SELECT touched_at > now() + interval '50 years' AS pinned, kept_at IS NOT NULL AS kept FROM object WHERE id = $1",
        [files[0]!.sha256],
      );
      expect(rows).toEqual([{ pinned: true, kept: true }]);
    });

    it('are read again by the platform itself, which raises the alarm for the release', async () => {
      const id = await stage.draft({ bytes: someBytes(10_000, 32) });
      const sha = await shaOf(id);
      await objects().remove(sha);
      await app.sql('UPDATE object SET checked_at = CASE WHEN id = $1 THEN NULL ELSE now() END', [sha]);
      expect(await app.get(TendObjects).check()).toBe(1);
      const { rows } = await app.sql(
        "SELECT payload->>'releaseId' AS id FROM outbox WHERE topic = 'release.damaged'",
      );
      expect(rows).toEqual([{ id }]);
    });
  });

  describe('sending a file', () => {
    const goOn = (address: string, offset: number, bytes: Uint8Array, headers: Record<string, string> = {}) =>
      app.ask('PATCH', address, {
        as: anna,
        body: bytes,
        headers: {
          'content-type': 'application/partial-upload',
          'upload-offset': String(offset),
          'upload-complete': '?1',
          ...headers,
        },
      });

    afterEach(() => jest.restoreAllMocks());

    it.each([
      ['kept at each cut', UPLOAD_LIMITS.partBytes, UPLOAD_LIMITS.partEveryMs],
      ['kept all the time', 300_000, 0],
    ])(
      'goes on after five cuts, and is put together with its own digests: %s',
      async (_, partBytes, partEveryMs) => {
        jest.replaceProperty(UPLOAD_LIMITS, 'partBytes', partBytes);
        jest.replaceProperty(UPLOAD_LIMITS, 'partEveryMs', partEveryMs as never);
        const bytes = someBytes(7 * MIB + 123, 3);
        const { id } = await app.get(ComposeRelease).make(about({ version: stage.next() }), anna.actor);
        const address = (await stage.announce(id, 'groot.iso', bytes.length)).headers.get('location')!;
        const cuts = [1_000_000, 1_000_001, 3_500_000, 3_500_100, 7 * MIB];
        let offset = 0;
        for (const cut of cuts) {
          await cutOff(address, bytes.subarray(offset, cut), bytes.length - offset, offset);
          offset = await standsAt(address, cut);
          expect(await codeOf(await goOn(address, offset + 1, bytes.subarray(offset + 1)))).toBe(
            'upload.wrongOffset',
          );
        }
        const whole = await goOn(address, offset, bytes.subarray(offset), {
          'repr-digest': `sha-512=:${createHash('sha512').update(bytes).digest('base64')}:`,
        });
        expect(whole.status).toBe(200);
        expect(((await whole.json()) as ReleaseAnswer).bestanden[0]).toMatchObject({
          sha256: hex(bytes),
          sha512: hex(bytes, 'sha512'),
        });
        expect((await app.sql('SELECT 1 FROM software_part WHERE release_id = $1', [id])).rowCount).toBe(0);
      },
    );

    it('that is not cut needs no putting together, though parts of it were kept', async () => {
      jest.replaceProperty(UPLOAD_LIMITS, 'partBytes', MIB);
      jest.replaceProperty(UPLOAD_LIMITS, 'partEveryMs', 0 as never);
      const parts = jest.spyOn(app.get(Objects), 'put');
      const bytes = someBytes(5 * MIB + 7, 43);
      const { files } = await stage.published({ bytes });
      expect(files[0]).toMatchObject({ sha256: hex(bytes), sha512: hex(bytes, 'sha512') });
      expect(parts.mock.calls.length).toBeGreaterThan(3);
      expect((await app.sql('SELECT 1 FROM software_part')).rowCount).toBe(0);
      const sizes = parts.mock.results.map(async ({ value }) => ((await value) as { size: number }).size);
      const kept = await Promise.all(sizes);
      expect(kept.slice(0, -1).reduce((sum, size) => sum + size, 0)).toBeLessThanOrEqual(bytes.length);
      expect(kept.at(-1)).toBe(bytes.length);
    });

    /** Sends `bytes` of a body of `length` and breaks the line. */
    async function cutOff(address: string, bytes: Uint8Array, length: number, offset: number): Promise<void> {
      const request = http.request(new URL(address, app.baseUrl), {
        method: offset === 0 ? 'PUT' : 'PATCH',
        headers: {
          authorization: `Bearer ${anna.token}`,
          'content-type': offset === 0 ? 'application/octet-stream' : 'application/partial-upload',
          'content-length': length,
          ...(offset === 0 ? {} : { 'upload-offset': offset }),
        },
      });
      request.on('error', () => undefined);
      await new Promise<void>((resolve) => request.write(bytes, () => resolve()));
      await new Promise((resolve) => setTimeout(resolve, 100));
      request.destroy();
    }

    async function standsAt(address: string, wanted: number): Promise<number> {
      for (let i = 0; i < 200; i += 1) {
        const { headers } = await app.ask('HEAD', address, { as: anna });
        const busy = await app.sql('SELECT 1 FROM software_file WHERE receiver_until > now()');
        if (Number(headers.get('upload-offset')) >= wanted && busy.rowCount === 0) break;
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
      return Number((await app.ask('HEAD', address, { as: anna })).headers.get('upload-offset'));
    }

    it('by two at once is one of them', async () => {
      const bytes = someBytes(4 * MIB, 4);
      const { id } = await app.get(ComposeRelease).make(about({ version: stage.next() }), anna.actor);
      const address = (await stage.announce(id, 'samen.iso', bytes.length)).headers.get('location')!;
      const request = http.request(new URL(address, app.baseUrl), {
        method: 'PUT',
        headers: {
          authorization: `Bearer ${anna.token}`,
          'content-type': 'application/octet-stream',
          'content-length': bytes.length,
        },
      });
      const done = new Promise<number>((resolve) => request.on('response', (r) => resolve(r.statusCode!)));
      await new Promise<void>((resolve) => request.write(bytes.subarray(0, MIB), () => resolve()));
      await new Promise((resolve) => setTimeout(resolve, 100));
      const other = await app.ask('PUT', address, {
        as: bert,
        body: bytes,
        headers: { 'content-type': 'application/octet-stream' },
      });
      expect(await codeOf(other)).toBe('upload.beingReceived');
      request.end(bytes.subarray(MIB));
      expect(await done).toBe(200);
    });

    it('of other bytes than were announced, or than the digest says, keeps nothing', async () => {
      const bytes = someBytes(20_000, 5);
      const { id } = await app.get(ComposeRelease).make(about({ version: stage.next() }), anna.actor);
      const first = await stage.announce(id, 'a.bin', bytes.length, { sha256: 'ab'.repeat(32) });
      const second = await stage.announce(id, 'b.bin', bytes.length);
      const put = (response: Response, body: Uint8Array, headers: Record<string, string> = {}) =>
        app.ask('PUT', response.headers.get('location')!, {
          as: anna,
          body,
          headers: { 'content-type': 'application/octet-stream', ...headers },
        });
      expect(await codeOf(await put(first, bytes))).toBe('upload.wrongDigest');
      expect(
        await codeOf(
          await put(second, bytes, { 'repr-digest': `sha-512=:${Buffer.alloc(64).toString('base64')}:` }),
        ),
      ).toBe('upload.wrongDigest');
      expect(await codeOf(await put(second, bytes.subarray(1)))).toBe('upload.wrongLength');
      expect((await stage.answer(id)).bestanden.map(({ binnen }) => binnen)).toEqual([0, 0]);
      expect((await put(second, bytes)).status).toBe(200);
      expect((await put(second, bytes)).status).toBe(200);
      expect(await codeOf(await put(second, someBytes(20_000, 6)))).toBe('release.fileHere');
    });
  });

  describe('fetching a file', () => {
    it('of which the line is cut ends there: no second answer is begun', async () => {
      const { id } = await stage.published({ bytes: someBytes(20 * MIB, 41) });
      const answered = new Promise<http.ServerResponse>((resolve) => {
        const server: http.Server = app.app.nest.getHttpServer();
        server.once('request', (_, response) => resolve(response));
      });
      const answer = await new Promise<http.IncomingMessage>((resolve, reject) => {
        http.get(new URL(`/programmatuur/${id}/bestanden/1`, app.baseUrl), resolve).on('error', reject);
      });
      await once(answer, 'data');
      const response = await answered;
      const begun = jest.spyOn(response, 'writeHead');
      answer.destroy();
      await until(() => response.destroyed);
      await new Promise((resolve) => setTimeout(resolve, 200));
      expect(begun).not.toHaveBeenCalled();
    });

    it(`of ${LARGE_MIB} MiB of which the last byte is damaged breaks off before it, and comes whole once it is mended`, async () => {
      const { id } = await app.get(ComposeRelease).make(about({ version: stage.next() }), anna.actor);
      const size = LARGE_MIB * MIB;
      const address = (await stage.announce(id, 'groot.iso', size)).headers.get('location')!;
      const piece = someBytes(MIB, 42);
      const whole = createHash('sha256');
      const pieces = function* () {
        for (let i = 0; i < LARGE_MIB; i += 1) {
          piece.writeUInt32BE(i, 0);
          whole.update(piece);
          yield Buffer.from(piece);
        }
      };
      expect(await putAll(address, Readable.from(pieces()), size)).toBe(200);
      const sha = sha256(whole.digest('hex'));
      const digest = await digestOf(app, id, anna);
      for (const { actor } of [anna, bert]) await app.get(DecideRelease).approve(id, digest, actor);
      await app.get(DecideRelease).publish(id, anna.actor);

      const kept = path.join(app.varDir, 'objects', sha.slice(0, 2), sha);
      await flipLastByte(kept, size);
      expect(await fetchAll(id)).toEqual({ came: size - MIB, whole: false, sha: null });
      const { rows } = await app.sql(
        "SELECT code FROM audit_event WHERE action = 'object.damaged' AND object_id = $1",
        [sha],
      );
      expect(rows).toEqual([{ code: 'release.damaged' }]);
      await flipLastByte(kept, size);
      expect(await fetchAll(id)).toEqual({ came: size, whole: true, sha });
    });

    async function putAll(address: string, bytes: Readable, length: number): Promise<number> {
      const headers = {
        authorization: `Bearer ${anna.token}`,
        'content-type': 'application/octet-stream',
        'content-length': length,
      };
      const request = http.request(new URL(address, app.baseUrl), { method: 'PUT', headers });
      const answered = new Promise<number>((resolve, reject) => {
        request.on('response', (answer) => resolve(answer.resume().statusCode!)).on('error', reject);
      });
      bytes.pipe(request);
      return await answered;
    }

    async function flipLastByte(file: string, size: number): Promise<void> {
      await fs.chmod(file, 0o600);
      const handle = await fs.open(file, 'r+');
      const { buffer } = await handle.read(Buffer.alloc(1), 0, 1, size - 1);
      await handle.write(Buffer.from([buffer[0]! ^ 1]), 0, 1, size - 1);
      await handle.close();
    }

    /** How many bytes came, whether that was all, and what they hash to then. */
    async function fetchAll(id: string): Promise<{ came: number; whole: boolean; sha: string | null }> {
      const hash = createHash('sha256');
      let came = 0;
      const answer = await app.ask('GET', `/programmatuur/${id}/bestanden/1`);
      try {
        for await (const bytes of answer.body!) {
          came += bytes.length;
          hash.update(bytes);
        }
        return { came, whole: true, sha: hash.digest('hex') };
      } catch {
        return { came, whole: false, sha: null };
      }
    }
  });
});
