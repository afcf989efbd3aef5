import { createHash, randomBytes } from 'node:crypto';
import type { Sha256 } from '../../src/kernel/fingerprint.js';
import { ChunkHasher } from '../../src/platform/objects/chunk-digests.js';
import { ObjectDamaged, ObjectMissing, type Objects } from '../../src/platform/objects/objects.js';
import { isIntact, openVerified } from '../../src/platform/objects/verified.js';
import type { WorkFile, Workbench } from '../../src/platform/objects/workbench.js';

/** A store under test, and the ways in which it can be made to fail. */
export interface StoreUnderTest {
  readonly objects: Objects;
  /** The same store as another process sees it. */
  readonly other: Objects;
  readonly bench: Workbench;
  /** Changes one byte of what is kept, behind the store's back. */
  damage(id: Sha256): Promise<void>;
  /** From now on writing answers success and has no effect. */
  lie(): Promise<void> | void;
  /** The next write is cut off half way. */
  cutNextWrite(): Promise<void> | void;
  /** From now on the store does not answer. */
  leave(): Promise<void> | void;
  /** All is well again. */
  heal(): Promise<void> | void;
}

const MiB = 1024 * 1024;
export const shaOf = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex') as Sha256;

async function bytesOf(source: AsyncIterable<unknown>): Promise<Buffer> {
  const parts: Uint8Array[] = [];
  for await (const part of source as AsyncIterable<Uint8Array>) parts.push(part);
  return Buffer.concat(parts);
}

async function fileOf(bench: Workbench, bytes: Uint8Array): Promise<WorkFile> {
  const file = await bench.create();
  for (let at = 0; at < bytes.length; at += 300_000) await file.write(bytes.subarray(at, at + 300_000));
  return file;
}

function known(bytes: Uint8Array) {
  const hasher = new ChunkHasher();
  hasher.update(bytes);
  return { id: shaOf(bytes), size: bytes.length, chunks: hasher.end() };
}

async function namesIn(objects: Objects, prefix: string): Promise<string[]> {
  const names: string[] = [];
  for await (const { id } of objects.list(prefix)) names.push(id);
  return names;
}

/** What every implementation of Objects promises: the comment in objects.ts, as tests. */
export function keepsTheContract(make: () => StoreUnderTest): void {
  const keep = async (bytes: Uint8Array) => {
    const file = await fileOf(make().bench, bytes);
    try {
      return await make().objects.put(file);
    } finally {
      await file.drop();
    }
  };
  afterEach(() => make().heal());

  it('keeps bytes under their digest, small and larger than one part', async () => {
    for (const size of [1, 70_000, 20 * MiB + 17]) {
      const bytes = randomBytes(size);
      const id = shaOf(bytes);
      expect(await keep(bytes)).toEqual({ id, size, existed: false });
      expect(await make().other.stat(id)).toEqual({ size });
      expect((await bytesOf(await make().other.open(id))).equals(bytes)).toBe(true);
      expect(await isIntact(make().other, id)).toBe(true);
      expect(await keep(bytes)).toEqual({ id, size, existed: true });
    }
  });

  it('makes one object of many writers at once', async () => {
    const bytes = randomBytes(200_000);
    const stores = Array.from({ length: 16 }, (_, i) => (i % 2 === 0 ? make().objects : make().other));
    const kept = await Promise.all(stores.map((store) => store.put(bytes)));
    expect(new Set(kept.map(({ id }) => id))).toEqual(new Set([shaOf(bytes)]));
    const beside = await namesIn(make().objects, shaOf(bytes).slice(0, 2));
    expect(beside.filter((name) => name === shaOf(bytes))).toHaveLength(1);
    expect(await isIntact(make().objects, shaOf(bytes))).toBe(true);
  });

  it('gives a range, and checks no more than its chunks', async () => {
    const bytes = randomBytes(3 * MiB + 5);
    const { id } = await keep(bytes);
    const part = await make().objects.open(id, { start: MiB - 2, end: MiB + 1 });
    expect((await bytesOf(part)).equals(bytes.subarray(MiB - 2, MiB + 2))).toBe(true);
    for (const [start, end] of [
      [0, 0],
      [MiB - 1, MiB],
      [3 * MiB + 4, 3 * MiB + 4],
      [5, 3 * MiB],
    ] as const) {
      const read = await bytesOf(openVerified(make().objects, known(bytes), { start, end }));
      expect(read.equals(bytes.subarray(start, end + 1))).toBe(true);
    }
    expect((await bytesOf(openVerified(make().objects, known(bytes)))).equals(bytes)).toBe(true);
    expect(
      (await bytesOf(openVerified(make().objects, { ...known(bytes), chunks: null }))).equals(bytes),
    ).toBe(true);
  });

  it('never hands out a byte of a damaged chunk, and is whole again when it is put again', async () => {
    const bytes = randomBytes(3 * MiB);
    const object = known(bytes);
    await keep(bytes);
    await make().damage(object.id); // in the middle: the second chunk
    const first = openVerified(make().objects, object, { start: 0, end: MiB - 1 });
    expect((await bytesOf(first)).length).toBe(MiB);
    const given: Uint8Array[] = [];
    const all = async () => {
      for await (const chunk of openVerified(make().objects, object)) given.push(chunk);
    };
    await expect(all()).rejects.toThrow(ObjectDamaged);
    expect(Buffer.concat(given).equals(bytes.subarray(0, MiB))).toBe(true);
    await expect(
      bytesOf(openVerified(make().objects, { ...object, chunks: null }, { start: 0, end: 0 })),
    ).rejects.toThrow(ObjectDamaged);
    expect(await isIntact(make().objects, object.id)).toBe(false);
    await keep(bytes);
    expect(await isIntact(make().objects, object.id)).toBe(true);
  });

  it('gives a descriptor to read at random, and fills a slot that others hold open', async () => {
    const bytes = randomBytes(100_000);
    const { id } = await keep(bytes);
    const handle = await make().objects.descriptor(id);
    const { buffer } = await handle.read(Buffer.alloc(10), 0, 10, 99_000);
    await handle.close();
    expect(buffer.equals(bytes.subarray(99_000, 99_010))).toBe(true);
    const slot = await fileOf(make().bench, randomBytes(300_000));
    await slot.end();
    await make().objects.copyTo(id, slot);
    const again = await make().objects.put(bytes);
    expect(again.existed).toBe(true);
    await slot.drop();
  });

  it('says that an object is not there, and removes twice', async () => {
    const { id } = await keep(randomBytes(10));
    await make().objects.remove(id);
    await make().objects.remove(id);
    expect(await make().objects.stat(id)).toBeNull();
    await expect(make().objects.open(id).then(bytesOf)).rejects.toThrow(ObjectMissing);
    await expect(make().objects.descriptor(id)).rejects.toThrow(ObjectMissing);
    expect(await isIntact(make().objects, id)).toBe(false);
  });

  it('does not believe a store that says yes and does nothing', async () => {
    const bytes = randomBytes(50_000);
    await make().lie();
    await expect(make().objects.put(bytes)).rejects.toThrow();
    await make().heal();
    expect(await make().objects.stat(shaOf(bytes))).toBeNull();
    expect((await make().objects.put(bytes)).existed).toBe(false);
  });

  it('leaves nothing or everything when it is interrupted in the middle', async () => {
    const bytes = randomBytes(9 * MiB);
    await make().cutNextWrite();
    await expect(keep(bytes)).rejects.toThrow();
    expect(await make().objects.stat(shaOf(bytes))).toBeNull();
    await make().heal();
    await keep(bytes);
    expect(await isIntact(make().objects, shaOf(bytes))).toBe(true);
  });

  it('fails while the store is gone, and goes on when it is back', async () => {
    const bytes = randomBytes(40_000);
    const { id } = await keep(bytes);
    await make().leave();
    await expect(make().objects.put(randomBytes(5))).rejects.toThrow();
    await expect(make().objects.open(id).then(bytesOf)).rejects.toThrow();
    await expect(make().objects.stat(id)).rejects.toThrow();
    await expect(isIntact(make().objects, id)).rejects.toThrow();
    await make().heal();
    expect(await isIntact(make().objects, id)).toBe(true);
    expect((await keep(bytes)).existed).toBe(true);
  });
}
