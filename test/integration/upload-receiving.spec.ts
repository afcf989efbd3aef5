import fs from 'node:fs/promises';
import http from 'node:http';
import path from 'node:path';
import { TidySubmissions } from '../../src/upload/tidy-submissions.js';
import { startApp, type TestApp, type TestPerson } from '../support/app.js';
import { tkCount } from '../support/counts.js';
import { madePackage } from '../support/packages.js';
import {
  announce,
  approveKey,
  codesOf,
  configureTk,
  digestOf,
  put,
  rowOf,
  submit,
  upload,
  type SubmissionAnswer,
} from '../support/uploads.js';

jest.setTimeout(120_000);

const packageOf = (seed: string) => madePackage({ count: tkCount({ seed, created: '2026-11-18T01:02:03' }) });
const HOUR = 3_600_000;

describe('receiving files', () => {
  let app: TestApp;
  let assen: TestPerson;

  beforeAll(async () => {
    app = await startApp({ worker: false, settings: { quarantineBytesPerCommittee: 200_000 } });
    await configureTk(app);
    assen = await app.person('TK2027', 'GSB', '0106');
    const operator = await app.person(null, 'OPERATOR', 'OPERATOR');
    await approveKey(app, assen, operator, (await packageOf('any')).key!);
  });
  afterAll(() => app.close());
  beforeEach(() => app.sql("UPDATE submission SET state = 'abandoned' WHERE state <> 'refused'"));
  afterEach(() => jest.restoreAllMocks());

  const codeOf = async (response: Response) => ((await response.json()) as { code: string }).code;
  const filesIn = (folder: string) =>
    fs.readdir(path.join(app.varDir, 'upload', folder)).catch(() => [] as string[]);
  const everything = async (folder: string) =>
    (
      await fs
        .readdir(path.join(app.varDir, folder), { recursive: true, withFileTypes: true })
        .catch(() => [])
    )
      .filter((entry) => entry.isFile())
      .map((entry) => entry.name);

  /** Sends the head of a request and `bytes` of its body, and leaves it there. */
  function begin(address: string, announced: number, bytes: Uint8Array): Promise<http.ClientRequest> {
    const request = http.request(new URL(address, app.baseUrl), {
      method: 'PUT',
      headers: {
        authorization: `Bearer ${assen.token}`,
        'content-type': 'application/octet-stream',
        'content-length': announced,
      },
    });
    request.on('error', () => undefined);
    return new Promise((resolve) => request.write(bytes, () => resolve(request)));
  }

  it('forgets what was cut off half way, and takes the same file again', async () => {
    const made = await packageOf('cut');
    const opened = await announce(app, assen, [made]);
    const address = opened.bestanden[0]!.adres;
    const request = await begin(address, made.bytes.length, made.bytes.subarray(0, 5000));
    while ((await filesIn('incoming')).length === 0) await new Promise((next) => setTimeout(next, 20));
    request.destroy();
    while ((await filesIn('incoming')).length > 0) await new Promise((next) => setTimeout(next, 20));
    const seen = await app.ask('GET', `/v1/leveringen/${opened.id}`, { as: assen });
    expect(await seen.json()).toMatchObject({ staat: 'open', bestanden: [{ ontvangen: null }] });
    const again = await put(app, assen, address, made.bytes);
    expect(await again.json()).toMatchObject({ staat: 'gecontroleerd' });
  });

  it('refuses what arrived wrong, keeps nothing of it and takes it when it is right', async () => {
    const made = await packageOf('wrong');
    const opened = await announce(app, assen, [made]);
    const address = opened.bestanden[0]!.adres;
    const other = Buffer.from(made.bytes);
    other[100]! ^= 1;
    const bad: [string, Uint8Array, Record<string, string>][] = [
      ['upload.wrongDigest', other, { 'content-digest': digestOf(made.bytes) }],
      ['upload.digestUnreadable', made.bytes, { 'content-digest': 'sha-256=abc' }],
      ['upload.digestUnreadable', made.bytes, { 'content-digest': 'md5=:AAAA:' }],
      ['upload.wrongLength', made.bytes.subarray(1), {}],
      ['upload.wrongLength', Buffer.concat([made.bytes, Buffer.from('x')]), {}],
      ['request.unsupportedType', Buffer.from('{}'), { 'content-type': 'application/json' }],
      ['request.unsupportedType', made.bytes, { 'content-type': 'image/png' }],
    ];
    for (const [code, bytes, headers] of bad)
      expect(await codeOf(await put(app, assen, address, bytes, headers))).toBe(code);
    expect(await filesIn('incoming')).toEqual([]);
    expect((await filesIn('received')).filter((name) => name.startsWith(opened.id))).toEqual([]);
    const right = await put(app, assen, address, made.bytes);
    expect(right.status).toBe(200);
  });

  it('measures what comes without a length', async () => {
    const made = await packageOf('chunked');
    const opened = await announce(app, assen, [made]);
    const send = (bytes: Uint8Array) =>
      new Promise<{ status: number; body: string }>((resolve, reject) => {
        const request = http.request(new URL(opened.bestanden[0]!.adres, app.baseUrl), {
          method: 'PUT',
          headers: {
            authorization: `Bearer ${assen.token}`,
            'content-type': 'application/octet-stream',
            'transfer-encoding': 'chunked',
          },
        });
        request.on('error', reject).on('response', (response) => {
          let body = '';
          response.on('data', (chunk: Buffer) => (body += chunk.toString()));
          response.on('end', () => resolve({ status: response.statusCode ?? 0, body }));
        });
        request.end(bytes);
      });
    expect((await send(Buffer.concat([made.bytes, Buffer.from('x')]))).body).toContain('upload.tooLarge');
    expect((await send(made.bytes.subarray(1))).body).toContain('upload.wrongLength');
    expect((await send(made.bytes)).status).toBe(200);
  });

  it('takes the same bytes as often as they come, and other bytes never', async () => {
    const made = await packageOf('again');
    const opened = await announce(app, assen, [made]);
    const address = opened.bestanden[0]!.adres;
    const answers = await Promise.all([1, 2, 3].map(() => put(app, assen, address, made.bytes)));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
    const bodies = (await Promise.all(answers.map((answer) => answer.json()))) as SubmissionAnswer[];
    expect(bodies.map(({ staat }) => staat)).toEqual(['gecontroleerd', 'gecontroleerd', 'gecontroleerd']);
    const later = await put(app, assen, address, made.bytes);
    expect(later.status).toBe(200);
    const other = Buffer.from(made.bytes);
    other[100]! ^= 1;
    expect(await codeOf(await put(app, assen, address, other))).toBe('upload.alreadyReceived');
    const { rows } = await app.sql(
      "SELECT action FROM audit_event WHERE object_id = $1 AND action IN ('submission.received', 'submission.judged')",
      [opened.id],
    );
    expect(rows).toHaveLength(2);
  });

  it('refuses an announcement with every fault in it at once', async () => {
    const big = 256 * 1024 * 1024;
    const bodies: [unknown, string[]][] = [
      [{}, ['/verkiezing', '/bestanden']],
      [{ verkiezing: 1, bestanden: [] }, ['/verkiezing', '/bestanden']],
      [
        { verkiezing: 'TK2027', bestanden: [{ naam: '', grootte: 0 }] },
        ['/bestanden/0/naam', '/bestanden/0/grootte'],
      ],
      [
        { verkiezing: 'TK2027', bestanden: [{ naam: 'a\u0000b', grootte: 1.5 }] },
        ['/bestanden/0/naam', '/bestanden/0/grootte'],
      ],
      [{ verkiezing: 'TK2027', bestanden: [{ naam: 'a', grootte: big + 1 }] }, ['/bestanden/0/grootte']],
      [{ verkiezing: 'TK2027', bestanden: [{ naam: 'n'.repeat(256), grootte: 1 }] }, ['/bestanden/0/naam']],
      [
        { verkiezing: 'TK2027', bestanden: [{ naam: 'a', grootte: 1 }], vervangt: 'x', meer: 1 },
        ['/vervangt', ''],
      ],
      [[], ['']],
      ['tekst', ['']],
    ];
    for (const [body, pointers] of bodies) {
      const response = await app.ask('POST', '/v1/leveringen', {
        as: assen,
        body: JSON.stringify(body),
        headers: { 'content-type': 'application/json' },
      });
      expect(response.status).toBe(400);
      const { errors } = (await response.json()) as { errors: { pointer: string; detail: string }[] };
      expect(errors.map(({ pointer }) => pointer).sort()).toEqual([...pointers].sort());
    }
    const two = [
      { naam: 'a', grootte: big },
      { naam: 'b', grootte: 1 },
    ];
    const together = await app.ask('POST', '/v1/leveringen', {
      as: assen,
      body: { verkiezing: 'TK2027', bestanden: two },
    });
    expect(await codeOf(together)).toBe('upload.tooLarge');
  });

  it('lets one body not fill the disk by announcing', async () => {
    const body = { verkiezing: 'TK2027', bestanden: [{ naam: 'a', grootte: 256 * 1024 * 1024 }] };
    for (let i = 0; i < 8; i += 1)
      expect((await app.ask('POST', '/v1/leveringen', { as: assen, body })).status).toBe(201);
    expect(await codeOf(await app.ask('POST', '/v1/leveringen', { as: assen, body }))).toBe(
      'upload.tooManyWaiting',
    );
  });

  it('says that the disk is full, loses nothing and goes on when there is room again', async () => {
    const made = await packageOf('full');
    const opened = await announce(app, assen, [made]);
    const address = opened.bestanden[0]!.adres;
    const real = fs.open.bind(fs);
    const full = Object.assign(new Error('no space left on device'), { code: 'ENOSPC' });
    jest.spyOn(fs, 'open').mockImplementation(async (file, ...rest) => {
      const handle = await real(file, ...(rest as []));
      if (String(file).includes('incoming')) handle.write = () => Promise.reject(full);
      return handle;
    });
    const refused = await put(app, assen, address, made.bytes);
    expect([refused.status, await codeOf(refused)]).toEqual([507, 'upload.noSpace']);
    expect(await filesIn('incoming')).toEqual([]);
    jest.restoreAllMocks();
    jest.spyOn(fs, 'rename').mockRejectedValueOnce(full);
    expect(await codeOf(await put(app, assen, address, made.bytes))).toBe('upload.noSpace');
    const again = await put(app, assen, address, made.bytes);
    expect(again.status).toBe(200);
    jest.spyOn(fs, 'link').mockRejectedValueOnce(full);
    const word = () => submit(app, assen, opened.id, { vingerafdruk: made.pair!.fingerprint });
    expect(await codeOf(await word())).toBe('upload.noSpace');
    expect((await rowOf(app, opened.id)).state).toBe('judged');
    expect((await word()).status).toBe(200);
  });

  it('keeps delivered bytes among the objects, refused ones in quarantine, and nothing of what was stopped', async () => {
    const made = await packageOf('places');
    const judged = await upload(app, assen, [made]);
    expect(await everything('objects')).not.toContain(await shaOf(judged.id));
    await submit(app, assen, judged.id, { vingerafdruk: made.pair!.fingerprint });
    expect(await everything('objects')).toContain(await shaOf(judged.id));

    const bad = Buffer.from((await packageOf('bad')).bytes);
    bad[bad.length >> 1]! ^= 0xff;
    const refused = await upload(app, assen, [{ name: 'slecht.zip', bytes: bad }]);
    expect(refused.staat).toBe('geweigerd');
    expect(await everything('quarantine')).toContain(await shaOf(refused.id));
    expect(await everything('objects')).not.toContain(await shaOf(refused.id));

    const stopped = await upload(app, assen, [await packageOf('stopped')]);
    await app.ask('POST', `/v1/leveringen/${stopped.id}/stoppen`, { as: assen });
    const mine = (name: string) => [judged.id, refused.id, stopped.id].some((id) => name.startsWith(id));
    expect((await filesIn('received')).filter(mine)).toEqual([]);
  });

  it('makes room in the quarantine by letting the oldest of the same body go', async () => {
    const junk = (n: number) => ({ name: `rommel-${n}.zip`, bytes: Buffer.alloc(90_000, n) });
    const ids: string[] = [];
    for (let n = 1; n <= 3; n += 1) ids.push((await upload(app, assen, [junk(n)])).id);
    const there = await everything('quarantine');
    const hashes = await Promise.all(ids.map(shaOf));
    expect(hashes.map((hash) => there.includes(hash))).toEqual([false, true, true]);
    expect((await rowOf(app, ids[0]!)).verdict).not.toBeNull();
  });

  const shaOf = async (id: string) => {
    const { rows } = await app.sql('SELECT sha256 FROM submission_file WHERE submission_id = $1', [id]);
    return (rows[0] as { sha256: string }).sha256;
  };

  describe('what a process left behind when it was killed', () => {
    it('judges what arrived whole, at the next look or by the sweep', async () => {
      for (const finish of ['look', 'sweep'] as const) {
        const opened = await leftUnjudged(`killed, then a ${finish}`);
        if (finish === 'look') {
          const seen = await app.ask('GET', `/v1/leveringen/${opened.id}`, { as: assen });
          expect(await seen.json()).toMatchObject({ staat: 'gecontroleerd' });
        } else {
          app.clock.forward(60_000);
          await app.get(TidySubmissions).run();
        }
        expect((await rowOf(app, opened.id)).state).toBe('judged');
      }
    });

    it('ends what was left alone for a day, and leaves no bytes of it', async () => {
      const opened = await announce(app, assen, [await packageOf('forgotten'), await packageOf('half')]);
      await put(app, assen, opened.bestanden[0]!.adres, (await packageOf('forgotten')).bytes);
      const judged = await upload(app, assen, [await packageOf('forgotten too')]);
      app.clock.forward(25 * HOUR);
      await app.get(TidySubmissions).run();
      expect((await rowOf(app, opened.id)).state).toBe('abandoned');
      expect((await rowOf(app, judged.id)).state).toBe('judged');
      app.clock.forward(7 * 24 * HOUR);
      await app.get(TidySubmissions).run();
      expect((await rowOf(app, judged.id)).state).toBe('abandoned');
      const left = (await filesIn('received')).filter(
        (n) => n.startsWith(opened.id) || n.startsWith(judged.id),
      );
      expect(left).toEqual([]);
    });

    it('brings files to where their state says they belong', async () => {
      const made = await packageOf('unsettled');
      const judged = await upload(app, assen, [made]);
      const [name] = (await filesIn('received')).filter((file) => file.startsWith(judged.id));
      const place = path.join(app.varDir, 'upload', 'received', name!);
      const bytes = await fs.readFile(place);
      await submit(app, assen, judged.id, { vingerafdruk: made.pair!.fingerprint });
      await fs.writeFile(place, bytes);
      app.clock.forward(2 * 60_000);
      await app.get(TidySubmissions).run();
      expect(await filesIn('received')).not.toContain(name);
      expect(await everything('objects')).toContain(await shaOf(judged.id));
    });

    it('removes bytes that no submission names, once they are old', async () => {
      const stray = path.join(
        app.varDir,
        'upload',
        'received',
        `00000000-0000-4000-8000-000000000000-1-${'0'.repeat(64)}`,
      );
      await fs.writeFile(stray, 'x');
      app.clock.forward(2 * 60_000);
      await app.get(TidySubmissions).run();
      expect(await filesIn('received')).toContain(path.basename(stray));
    });

    /** All bytes there and recorded, and no verdict: killed between the two. */
    async function leftUnjudged(seed: string): Promise<SubmissionAnswer> {
      const made = await packageOf(seed);
      const answer = await upload(app, assen, [made]);
      await app.sql("UPDATE submission SET state = 'open', verdict = NULL, judged_at = NULL WHERE id = $1", [
        answer.id,
      ]);
      expect(codesOf(answer, 'refuse')).toEqual([]);
      return answer;
    }
  });

  it('is not slowed by a hundred who send slowly', async () => {
    const slow: http.ClientRequest[] = [];
    for (let n = 0; n < 5; n += 1) {
      const opened = await announce(app, assen, [{ name: `traag-${n}.zip`, bytes: Buffer.alloc(100_000) }]);
      for (let i = 0; i < 20; i += 1)
        slow.push(await begin(opened.bestanden[0]!.adres, 100_000, Buffer.alloc(10)));
    }
    const made = await packageOf('quick');
    const from = Date.now();
    const judged = await upload(app, assen, [made]);
    expect(judged.staat).toBe('gecontroleerd');
    expect(Date.now() - from).toBeLessThan(15_000);
    for (const request of slow) request.destroy();
    while ((await filesIn('incoming')).length > 0) await new Promise((next) => setTimeout(next, 50));
    await new Promise((next) => setTimeout(next, 1000));
  });
});
