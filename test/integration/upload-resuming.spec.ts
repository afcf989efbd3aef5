import { createHash } from 'node:crypto';
import { Settings } from '../../src/platform/settings.js';
import type { TestApp, TestPerson } from '../support/app.js';
import { packageOf, startReceiving } from '../support/receiving.js';
import { announce, digestOf, put, submit, upload } from '../support/uploads.js';
import { codeOf } from '../support/visitor.js';

describe('receiving a file in pieces, and once', () => {
  let app: TestApp;
  let assen: TestPerson;
  let by: Awaited<ReturnType<typeof startReceiving>>['by'];

  beforeAll(async () => {
    ({ app, assen, by } = await startReceiving());
  });
  afterAll(() => app.close());
  beforeEach(() => app.sql("UPDATE submission SET state = 'abandoned' WHERE state <> 'refused'"));
  afterEach(() => jest.restoreAllMocks());

  it('keeps what was cut off half way, goes on from there, and takes it anew as well', async () => {
    const made = await packageOf('cut');
    for (const way of ['go on', 'anew'] as const) {
      const opened = await announce(app, assen, [made]);
      const address = opened.bestanden[0]!.adres;
      const request = await by.begin(address, made.bytes.length, made.bytes.subarray(0, 5000));
      await by.until(async () => (await by.scratch()).length > 0);
      request.destroy();
      await by.until(async () => (await by.fileOf(opened.id)).binnen === 5000);
      await by.until(async () => (await by.scratch()).length === 0);
      const head = await app.ask('HEAD', address, { as: assen });
      expect([head.status, head.headers.get('upload-offset'), head.headers.get('upload-complete')]).toEqual([
        204,
        '5000',
        '?0',
      ]);
      expect(await codeOf(await by.goOn(address, 4999, made.bytes.subarray(4999)))).toBe(
        'upload.wrongOffset',
      );
      const answer =
        way === 'anew'
          ? await put(app, assen, address, made.bytes)
          : await by.goOn(address, 5000, made.bytes.subarray(5000), {
              'content-digest': digestOf(made.bytes.subarray(5000)),
              'repr-digest': digestOf(made.bytes),
            });
      expect(await answer.json()).toMatchObject({ staat: 'gecontroleerd', wachtOp: null });
      expect(await by.isKept(opened.id)).toBe(true);
      const { rows } = await app.sql('SELECT 1 FROM submission_part WHERE submission_id = $1', [opened.id]);
      expect(rows).toEqual([]);
    }
  });

  it('takes a file in pieces, each to another process, and checks the whole', async () => {
    const made = await packageOf('pieces');
    const opened = await announce(app, assen, [made]);
    const address = opened.bestanden[0]!.adres;
    const step = Math.ceil(made.bytes.length / 3);
    for (let at = 0; at < made.bytes.length - step; at += step) {
      const answer = await by.goOn(address, at, made.bytes.subarray(at, at + step), {
        'upload-complete': '?0',
      });
      expect(await answer.json()).toMatchObject({ staat: 'open', wachtOp: 'bestanden' });
    }
    const rest = made.bytes.subarray(2 * step);
    const wrong = await by.goOn(address, 2 * step, rest, { 'repr-digest': digestOf(rest) });
    expect(await codeOf(wrong)).toBe('upload.wrongDigest');
    expect((await by.fileOf(opened.id)).binnen).toBe(0);
    const right = await put(app, assen, address, made.bytes);
    expect(await right.json()).toMatchObject({ staat: 'gecontroleerd' });
  });

  it('takes only the bytes whose digest was announced, also after a cut', async () => {
    const made = await packageOf('announced');
    const other = Buffer.from(made.bytes);
    other[other.length - 40]! ^= 1;
    const sha256 = createHash('sha256').update(made.bytes).digest('hex');
    const bestanden = [{ naam: made.name, grootte: made.bytes.length, sha256 }];
    const opened = await announce(app, assen, [made], { bestanden });
    const address = opened.bestanden[0]!.adres;
    expect(opened.bestanden[0]).toMatchObject({ aangekondigd: sha256 });
    await by.goOn(address, 0, made.bytes.subarray(0, 5000), { 'upload-complete': '?0' });
    expect(await codeOf(await by.goOn(address, 5000, other.subarray(5000)))).toBe('upload.wrongDigest');
    expect((await by.fileOf(opened.id)).binnen).toBe(0);
    expect(await codeOf(await put(app, assen, address, other))).toBe('upload.wrongDigest');
    expect(await (await put(app, assen, address, made.bytes)).json()).toMatchObject({
      staat: 'gecontroleerd',
    });
  });

  it('goes on where all bytes came and nobody said that this was the end', async () => {
    const made = await packageOf('the end');
    const opened = await announce(app, assen, [made]);
    const address = opened.bestanden[0]!.adres;
    const half = made.bytes.length >> 1;
    await by.goOn(address, 0, made.bytes.subarray(0, half), { 'upload-complete': '?0' });
    const answer = await by.goOn(address, half, made.bytes.subarray(half), { 'upload-complete': '?0' });
    expect(await answer.json()).toMatchObject({ staat: 'gecontroleerd' });
  });

  it('says before the bytes come that they count already, with the receipt', async () => {
    const made = await packageOf('counts already');
    const delivered = await upload(app, assen, [made]);
    const done = await submit(app, assen, delivered.id, { vingerafdruk: made.pair!.fingerprint });
    expect(done.status).toBe(200);
    const sha256 = createHash('sha256').update(made.bytes).digest('hex');
    const body = {
      verkiezing: 'TK2027',
      bestanden: [{ naam: 'anders.zip', grootte: made.bytes.length, sha256 }],
    };
    const answer = await app.ask('POST', '/v1/leveringen', { as: assen, body });
    expect([answer.status, await answer.json()]).toEqual([
      409,
      expect.objectContaining({
        code: 'upload.alreadySubmitted',
        details: expect.objectContaining({ id: delivered.id, nummer: delivered.nummer }) as unknown,
      }),
    ]);
    const coevorden = await app.person('TK2027', 'GSB', '0109');
    expect((await app.ask('POST', '/v1/leveringen', { as: coevorden, body })).status).toBe(201);
  });

  it('lets go of what was stopped while it was coming', async () => {
    const made = await packageOf('stopped under way');
    const opened = await announce(app, assen, [made]);
    const request = await by.begin(
      opened.bestanden[0]!.adres,
      made.bytes.length,
      made.bytes.subarray(0, 5000),
    );
    await by.until(async () => (await by.scratch()).length > 0);
    await app.ask('POST', `/v1/leveringen/${opened.id}/stoppen`, { as: assen });
    request.destroy();
    await by.until(async () => (await by.scratch()).length === 0);
    const { rows } = await app.sql('SELECT 1 FROM submission_part WHERE submission_id = $1', [opened.id]);
    expect(rows).toEqual([]);
  });

  it('lets one request at a time receive a file: eight at once take the place of one', async () => {
    const made = await packageOf('eight');
    const opened = await announce(app, assen, [made]);
    const address = opened.bestanden[0]!.adres;
    const first = await by.begin(address, made.bytes.length, made.bytes.subarray(0, 5000));
    await by.until(async () => (await by.scratch()).length > 0);
    const others = await Promise.all(Array.from({ length: 7 }, () => put(app, assen, address, made.bytes)));
    for (const response of others) expect(await codeOf(response)).toBe('upload.beingReceived');
    expect(await by.scratch()).toHaveLength(1);
    first.destroy();
    await by.until(async () => (await put(app, assen, address, made.bytes)).status === 200);
  });

  it('answers a sender that stands still, and keeps what he sent', async () => {
    const { waits } = app.get(Settings);
    const { stallMs } = waits;
    Object.assign(waits, { stallMs: 300 });
    try {
      const made = await packageOf('still');
      const opened = await announce(app, assen, [made]);
      const address = opened.bestanden[0]!.adres;
      const request = await by.begin(address, made.bytes.length, made.bytes.subarray(0, 5000));
      const status = await new Promise((resolve) =>
        request.on('response', (response) => resolve(response.statusCode)),
      );
      expect(status).toBe(408);
      expect((await by.fileOf(opened.id)).binnen).toBe(5000);
      request.destroy();
    } finally {
      Object.assign(waits, { stallMs });
    }
  });

  it('checks every digest that is given, and takes a file only as it is', async () => {
    const made = await packageOf('digests');
    const opened = await announce(app, assen, [made]);
    const address = opened.bestanden[0]!.adres;
    const sha512 = (bytes: Uint8Array) => `sha-512=:${createHash('sha512').update(bytes).digest('base64')}:`;
    const right = digestOf(made.bytes);
    const bad: [string, number, Record<string, string>][] = [
      ['upload.wrongDigest', 400, { 'content-digest': `${right}, ${sha512(Buffer.from('x'))}` }],
      ['upload.wrongDigest', 400, { 'content-digest': right, 'repr-digest': sha512(Buffer.from('x')) }],
      ['upload.digestUnreadable', 400, { 'content-digest': 'md5=:AAAA:' }],
      ['upload.noPart', 400, { 'content-range': 'bytes 0-9/10' }],
      ['upload.encoded', 415, { 'content-encoding': 'gzip' }],
    ];
    for (const [code, status, headers] of bad) {
      const response = await put(app, assen, address, made.bytes, headers);
      expect([await codeOf(response), response.status]).toEqual([code, status]);
    }
    const both = { 'content-digest': `${right}, ${sha512(made.bytes)}, crc32c=:AAAA:`, 'repr-digest': right };
    expect((await put(app, assen, address, made.bytes, both)).status).toBe(200);
  });

  it('gives the same submission to the same announcement with the same key', async () => {
    const body = { verkiezing: 'TK2027', bestanden: [{ naam: 'a', grootte: 10 }] };
    const ask = (given: unknown, key: string) =>
      app.ask('POST', '/v1/leveringen', { as: assen, body: given, headers: { 'idempotency-key': key } });
    const answers = await Promise.all([1, 2, 3].map(() => ask(body, 'een')));
    const ids = await Promise.all(answers.map(async (a) => ((await a.json()) as { id: string }).id));
    expect(new Set(ids).size).toBe(1);
    expect(((await (await ask(body, 'twee')).json()) as { id: string }).id).not.toBe(ids[0]);
    const other = { ...body, bestanden: [{ naam: 'a', grootte: 11 }] };
    expect(await codeOf(await ask(other, 'een'))).toBe('upload.keyReused');
    expect(await codeOf(await ask(body, 'met spatie'))).toBe('upload.keyUnreadable');
  });
});
