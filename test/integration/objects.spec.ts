import fs from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Sha256 } from '../../src/kernel/fingerprint.js';
import { FileObjects } from '../../src/platform/objects/file-objects.js';
import { readS3Address } from '../../src/platform/objects/s3-address.js';
import { S3Objects } from '../../src/platform/objects/s3-objects.js';
import { Workbench } from '../../src/platform/objects/workbench.js';
import { keepsTheContract, shaOf, type StoreUnderTest } from '../support/objects-contract.js';
import { clientOf, S3Proxy, startBucket, whyNoS3, type TestBucket } from '../support/s3-server.js';

async function flipMiddle(file: string): Promise<void> {
  const handle = await fs.open(file, 'r+');
  const middle = (await handle.stat()).size >> 1;
  const { buffer } = await handle.read(Buffer.alloc(1), 0, 1, middle);
  await handle.write(Buffer.from([buffer[0]! ^ 1]), 0, 1, middle);
  await handle.close();
}

describe('objects as files', () => {
  let folder: string;
  let store: StoreUnderTest;

  beforeAll(async () => {
    folder = await fs.mkdtemp(path.join(tmpdir(), 'objects-'));
    const root = path.join(folder, 'objects');
    const bench = new Workbench(path.join(folder, 'workbench'));
    const put = (id: Sha256) => path.join(root, id.slice(0, 2), id);
    const fails = (name: 'link' | 'copyFile', work: () => Promise<void>) =>
      void jest.spyOn(fs, name).mockImplementation(work);
    let away = false;
    store = {
      bench,
      objects: new FileObjects(root, bench),
      other: new FileObjects(root, bench),
      damage: (id) => flipMiddle(put(id)),
      lie: () => fails('link', async () => undefined),
      cutNextWrite: () => fails('link', () => Promise.reject(new Error('cut'))),
      leave: async () => {
        await fs.rename(root, `${root}.away`);
        await fs.writeFile(root, 'not a folder');
        away = true;
      },
      heal: async () => {
        jest.restoreAllMocks();
        if (!away) return;
        await fs.rm(root);
        await fs.rename(`${root}.away`, root);
        away = false;
      },
    };
  });

  afterAll(() => fs.rm(folder, { recursive: true, force: true }));

  keepsTheContract(() => store);

  it('leaves nothing beside the objects, and nothing on the bench', async () => {
    const left = await fs.readdir(folder, { recursive: true, withFileTypes: true });
    const strange = left.filter((entry) => entry.isFile() && !/^[0-9a-f]{64}$/.test(entry.name));
    expect(strange.map(({ name }) => name)).toEqual([]);
  });

  it('copies where a file system has no hard links', async () => {
    jest.spyOn(fs, 'link').mockRejectedValue(Object.assign(new Error('no'), { code: 'EPERM' }));
    const { id, existed } = await store.objects.put(Buffer.from('no hard links'));
    expect(existed).toBe(false);
    expect(await store.other.stat(id)).toEqual({ size: 13 });
  });

  it('opens a bench on which a killed process left things, and clears them', async () => {
    const benches = path.join(folder, 'workbench');
    const { hostname } = await import('node:os');
    const dead = path.join(benches, `${hostname()}~4194300~gone`);
    const alive = path.join(benches, `${hostname()}~${process.ppid}~alive`);
    const elsewhere = path.join(benches, 'another-host~4194300~far');
    for (const bench of [dead, alive, elsewhere]) await fs.mkdir(bench);
    await (await new Workbench(benches).create()).drop();
    const left = await fs.readdir(benches);
    expect(left).not.toContain(path.basename(dead));
    expect(left).toEqual(expect.arrayContaining([path.basename(alive), path.basename(elsewhere)]));
  });
});

const reason = whyNoS3();

(reason === null ? describe : describe.skip)(`objects in S3${reason === null ? '' : ` (${reason})`}`, () => {
  let server: TestBucket;
  let proxy: S3Proxy;
  let folder: string;
  let store: StoreUnderTest & { objects: S3Objects };

  beforeAll(async () => {
    server = await startBucket();
    folder = await fs.mkdtemp(path.join(tmpdir(), 'objects-s3-'));
    const before = await S3Proxy.before(server.url);
    proxy = before.proxy;
    const bench = new Workbench(path.join(folder, 'workbench'));
    const mood = (wanted: S3Proxy['mood']) => () => void (proxy.mood = wanted);
    store = {
      bench,
      objects: new S3Objects(readS3Address(before.url), bench, 3_000),
      other: new S3Objects(readS3Address(server.url), bench),
      async damage(id) {
        const { bucket, prefix } = readS3Address(server.url);
        const name = `${prefix}${id.slice(0, 2)}/${id}`;
        const parts: Uint8Array[] = [];
        for await (const part of await clientOf(server.url).getObject(bucket, name))
          parts.push(part as Buffer);
        const bytes = Buffer.concat(parts);
        bytes[bytes.length >> 1]! ^= 1;
        await clientOf(server.url).putObject(bucket, name, bytes);
      },
      lie: mood('lie'),
      cutNextWrite: mood('cut'),
      leave: mood('gone'),
      heal: mood('honest'),
    };
  });

  afterAll(async () => {
    await proxy?.stop();
    await server?.stop();
    await fs.rm(folder, { recursive: true, force: true });
  });

  keepsTheContract(() => store);

  it('proves what the server does, and the contract holds with that too', async () => {
    const facts = await store.objects.prove();
    expect(facts.kind).toBe('s3');
    // our own server is known; another's answers are what they are
    if (process.env['TEST_S3_URL'] === undefined)
      expect(facts).toEqual({ kind: 's3', createIfAbsent: true, versions: true, locks: true });
    expect(store.objects.facts).toEqual(facts);
  });

  describe('once its powers are proven', () => {
    keepsTheContract(() => store);
  });

  it('locks what is delivered where that was proven, and leaves its bytes as they were', async () => {
    const bytes = Buffer.from('delivered');
    await store.objects.put(bytes);
    await store.objects.retain(shaOf(bytes));
    const { bucket, prefix } = readS3Address(server.url);
    const client = clientOf(server.url);
    const name = `${prefix}${shaOf(bytes).slice(0, 2)}/${shaOf(bytes)}`;
    const { versionId } = await client.statObject(bucket, name);
    if (store.objects.facts.locks)
      await expect(
        client.removeObject(bucket, name, { versionId: versionId!, governanceBypass: true }),
      ).rejects.toThrow();
    expect((await client.statObject(bucket, name)).size).toBe(bytes.length);
    const until = await store.objects.lockedUntil(shaOf(bytes));
    expect(until !== null && until.getTime() > Date.now()).toBe(store.objects.facts.locks);
    const loose = Buffer.from('refused');
    await store.objects.put(loose);
    expect(await store.objects.lockedUntil(shaOf(loose))).toBeNull();
    expect(await store.objects.lockedUntil(shaOf(Buffer.from('not there')))).toBeNull();
  });

  it('does not start on a server that does not keep what it is given', async () => {
    proxy.mood = 'lie';
    await expect(store.objects.prove()).rejects.toThrow();
    proxy.mood = 'honest';
  });
});
