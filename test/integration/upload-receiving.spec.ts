import fs from 'node:fs/promises';
import http from 'node:http';
import { TidySubmissions } from '../../src/upload/tidy-submissions.js';
import type { TestApp, TestPerson } from '../support/app.js';
import { packageOf, startReceiving } from '../support/receiving.js';
import {
  announce,
  codesOf,
  digestOf,
  put,
  rowOf,
  submit,
  upload,
  type SubmissionAnswer,
} from '../support/uploads.js';
import { codeOf } from '../support/visitor.js';

const HOUR = 3_600_000;

describe('receiving files', () => {
  let app: TestApp;
  let assen: TestPerson;
  let by: Awaited<ReturnType<typeof startReceiving>>['by'];

  beforeAll(async () => {
    ({ app, assen, by } = await startReceiving());
  });
  afterAll(() => app.close());
  beforeEach(() => app.sql("UPDATE submission SET state = 'abandoned' WHERE state <> 'refused'"));
  afterEach(() => jest.restoreAllMocks());

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
    expect(await by.scratch()).toEqual([]);
    expect((await by.fileOf(opened.id)).binnen).toBe(0);
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
    for (let i = 0; i < 3; i += 1) {
      const answer = await put(app, assen, address, made.bytes);
      expect([answer.status, ((await answer.json()) as SubmissionAnswer).staat]).toEqual([
        200,
        'gecontroleerd',
      ]);
    }
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
    const big = 320 * 1024 * 1024;
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
    const body = { verkiezing: 'TK2027', bestanden: [{ naam: 'a', grootte: 320 * 1024 * 1024 }] };
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
      if (String(file).includes('workbench')) handle.write = () => Promise.reject(full);
      return handle;
    });
    const refused = await put(app, assen, address, made.bytes);
    expect([refused.status, await codeOf(refused)]).toEqual([507, 'upload.noSpace']);
    expect(await by.scratch()).toEqual([]);
    jest.restoreAllMocks();
    jest.spyOn(fs, 'link').mockRejectedValueOnce(full);
    expect(await codeOf(await put(app, assen, address, made.bytes))).toBe('upload.noSpace');
    jest.spyOn(by.objects(), 'room').mockResolvedValueOnce(1000);
    const body = { verkiezing: 'TK2027', bestanden: [{ naam: 'a', grootte: 10 }] };
    expect(await codeOf(await app.ask('POST', '/v1/leveringen', { as: assen, body }))).toBe('upload.noSpace');
    expect((await put(app, assen, address, made.bytes)).status).toBe(200);
  });

  it('keeps the bytes of what was delivered and of what was refused, and not of what was stopped', async () => {
    const made = await packageOf('places');
    const delivered = await upload(app, assen, [made]);
    await submit(app, assen, delivered.id, { vingerafdruk: made.pair!.fingerprint });
    const bad = Buffer.from((await packageOf('bad')).bytes);
    bad[bad.length >> 1]! ^= 0xff;
    const refused = await upload(app, assen, [{ name: 'slecht.zip', bytes: bad }]);
    expect(refused.staat).toBe('geweigerd');
    const stopped = await upload(app, assen, [await packageOf('stopped')]);
    await app.ask('POST', `/v1/leveringen/${stopped.id}/stoppen`, { as: assen });
    const ids = [delivered.id, refused.id, stopped.id];
    expect(await Promise.all(ids.map((id) => by.isKept(id)))).toEqual([true, true, false]);
  });

  it('makes room among the refused by letting the oldest of the same body go, and says so in the log', async () => {
    const junk = (n: number) => ({ name: `rommel-${n}.zip`, bytes: Buffer.alloc(90_000, n) });
    const ids: string[] = [];
    for (let n = 1; n <= 3; n += 1) ids.push((await upload(app, assen, [junk(n)])).id);
    expect(await Promise.all(ids.map((id) => by.isKept(id)))).toEqual([false, true, true]);
    const oldest = await rowOf(app, ids[0]!);
    expect(oldest.verdict).not.toBeNull();
    const { rows } = await app.sql(
      "SELECT details->'numbers' AS numbers FROM audit_event WHERE action = 'submission.bytesReleased'",
    );
    expect(rows.flatMap((row: { numbers: string[] }) => row.numbers)).toContain(String(oldest.number));
  });

  describe('what a process left behind when it was killed', () => {
    it('judges what arrived whole and waits for no judge', async () => {
      const opened = await leftUnjudged('killed, then a sweep');
      await app.sql(
        "UPDATE submission_file SET received_at = now() - interval '1 minute' WHERE submission_id = $1",
        [opened.id],
      );
      await app.get(TidySubmissions).run();
      await by.until(async () => (await rowOf(app, opened.id)).state === 'judged');
    });

    it.each([
      ['delivers what was to be delivered at once', 'delivered', null],
      ['but not for a sender who lost the role since', 'judged', 'UPDATE hat SET ended_at = now()'],
      ['nor for one who is blocked', 'judged', 'UPDATE person SET blocked_at = now()'],
    ])('%s', async (title, state, lost) => {
      const clerk = await app.person('TK2027', 'GSB', '0106');
      const opened = await leftUnjudged(title);
      const promised = { reason: 'Het proces-verbaal is nog onderweg.' };
      await app.sql('UPDATE submission SET direct = true, paper = $2, person_id = $3 WHERE id = $1', [
        opened.id,
        JSON.stringify(promised),
        clerk.actor.personId,
      ]);
      if (lost !== null)
        await app.sql(`${lost} WHERE ${lost.includes('hat') ? 'person_id' : 'id'} = $1`, [
          clerk.actor.personId,
        ]);
      await app.sql(
        "UPDATE submission_file SET received_at = now() - interval '1 minute' WHERE submission_id = $1",
        [opened.id],
      );
      await app.get(TidySubmissions).run();
      await by.until(async () => (await rowOf(app, opened.id)).state !== 'open');
      expect((await rowOf(app, opened.id)).state).toBe(state);
    });

    it('is not kept waiting by a body with 25 empty announcements', async () => {
      const body = { verkiezing: 'TK2027', bestanden: [{ naam: 'leeg', grootte: 10 }] };
      for (let i = 0; i < 25; i += 1) await app.ask('POST', '/v1/leveringen', { as: assen, body });
      const opened = await leftUnjudged('behind the empty ones');
      await app.sql(
        "UPDATE submission_file SET received_at = now() - interval '1 minute' WHERE submission_id = $1",
        [opened.id],
      );
      await app.get(TidySubmissions).run();
      await by.until(async () => (await rowOf(app, opened.id)).state === 'judged');
    });

    it('ends what was left alone, by the clock of the database and no other', async () => {
      const opened = await announce(app, assen, [await packageOf('forgotten'), await packageOf('half')]);
      await put(app, assen, opened.bestanden[0]!.adres, (await packageOf('forgotten')).bytes);
      const judged = await upload(app, assen, [await packageOf('forgotten too')]);
      app.clock.forward(30 * 24 * HOUR);
      await app.get(TidySubmissions).run();
      expect((await rowOf(app, opened.id)).state).toBe('open');
      app.clock.forward(-30 * 24 * HOUR);
      await app.sql("UPDATE submission SET created_at = now() - interval '25 hours' WHERE id = $1", [
        opened.id,
      ]);
      await app.sql("UPDATE submission SET judged_at = now() - interval '8 days' WHERE id = $1", [judged.id]);
      await app.sql(
        "UPDATE submission_file SET receiver_until = now() + interval '1 minute' WHERE submission_id = $1 AND index = 2",
        [opened.id],
      );
      await app.get(TidySubmissions).run();
      expect((await rowOf(app, opened.id)).state).toBe('open'); // it is being received
      expect((await rowOf(app, judged.id)).state).toBe('abandoned');
      await app.sql('UPDATE submission_file SET receiver_until = NULL WHERE submission_id = $1', [opened.id]);
      await app.get(TidySubmissions).run();
      expect((await rowOf(app, opened.id)).state).toBe('open'); // a part of it came today
      await app.sql(
        "UPDATE submission_file SET received_at = now() - interval '25 hours' WHERE submission_id = $1",
        [opened.id],
      );
      await app.get(TidySubmissions).run();
      expect((await rowOf(app, opened.id)).state).toBe('abandoned');
      expect(await by.isKept(judged.id)).toBe(false);
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

  it('is not slowed by many who send slowly', async () => {
    const slow: http.ClientRequest[] = [];
    for (let n = 0; n < 40; n += 1) {
      const opened = await announce(app, assen, [{ name: `traag-${n}.zip`, bytes: Buffer.alloc(100_000) }]);
      slow.push(await by.begin(opened.bestanden[0]!.adres, 100_000, Buffer.alloc(10)));
    }
    const made = await packageOf('quick');
    const from = Date.now();
    const judged = await upload(app, assen, [made]);
    expect(judged.staat).toBe('gecontroleerd');
    expect(Date.now() - from).toBeLessThan(15_000);
    for (const request of slow) request.destroy();
    await by.until(async () => (await by.scratch()).length === 0);
  });
});
