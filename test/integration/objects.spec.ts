import fs from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Sha256 } from '../../src/kernel/fingerprint.js';
import { FileObjects } from '../../src/platform/objects/file-objects.js';
import { Workbench } from '../../src/platform/objects/workbench.js';
import { keepsTheContract, type StoreUnderTest } from '../support/objects-contract.js';

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
