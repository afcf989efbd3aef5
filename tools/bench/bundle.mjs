// A kieskring as one ZIP: read whole and compared with its digests, then written, as the site does it; beside `zip -0` on the
// same files. Neither the network nor the database is in it.
import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { crc32 } from 'node:zlib';
import { compiled } from './election.mjs';
import { busyness, mb, median, ms, table, times } from './measure.mjs';

const SIZE = 8_000_000;
const AT_ONCE = 4;

export async function run({ count = 40, rounds = 5 }) {
  const { FileObjects } = await compiled('platform/objects/file-objects.js');
  const { Workbench } = await compiled('platform/objects/workbench.js');
  const { ChunkHasher } = await compiled('platform/objects/chunk-digests.js');
  const { openVerified, readObject } = await compiled('platform/objects/verified.js');
  const { writeStoredZip } = await compiled('routing/stored-zip.js');
  const folder = mkdtempSync(path.join(tmpdir(), 'bench-bundle-'));
  try {
    const loose = path.join(folder, 'los');
    mkdirSync(loose);
    const objects = new FileObjects(path.join(folder, 'objects'), new Workbench(path.join(folder, 'werk')));
    const files = [];
    for (let i = 0; i < count; i++) {
      const bytes = randomBytes(SIZE);
      const hasher = new ChunkHasher();
      hasher.update(bytes);
      const { id } = await objects.put(bytes);
      files.push({ id, size: SIZE, chunks: hasher.end(), path: `${i}.zip` });
      writeFileSync(path.join(loose, `${i}.zip`), bytes);
    }
    const total = count * SIZE;
    console.log(
      `\nEen kieskring als ZIP: ${count} bestanden, samen ${mb(total)}, ${rounds} rondes. Belasting vooraf ${busyness()}.`,
    );
    const found = { checked: [], written: [], whole: [], zip: [] };
    for (let round = 0; round < rounds; round++) {
      const begun = performance.now();
      const crcs = await checked(objects, files, openVerified);
      const half = performance.now();
      const stored = files.map((file) => ({
        ...{ path: file.path, size: file.size, crc: crcs.get(file.id) },
        open: () => readObject(objects, file.id),
      }));
      let length = 0;
      const { size, bytes } = writeStoredZip([], stored, new Date());
      for await (const chunk of bytes) length += chunk.length;
      if (length !== size) throw new Error('de ZIP is anders lang dan gezegd');
      const end = performance.now();
      found.checked.push(half - begun);
      found.written.push(end - half);
      found.whole.push(end - begun);
      found.zip.push(await zipped(loose, files));
    }
    const zip = median(found.zip);
    const row = (what, all) => {
      const time = median(all);
      return [what, ms(time), `${mb(total / (time / 1000))}/s`, times(time / zip)];
    };
    console.log(
      table(
        ['wat', 'mediaan', 'snelheid', '÷ zip -0'],
        [
          row('nagekeken', found.checked),
          row('geschreven', found.written),
          row('samen', found.whole),
          row('zip -0', found.zip),
        ],
      ),
    );
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function checked(objects, files, openVerified) {
  const crcs = new Map();
  const waiting = files.values();
  const reader = async () => {
    for (const file of waiting) {
      let crc = 0;
      for await (const chunk of openVerified(objects, file)) crc = crc32(chunk, crc);
      crcs.set(file.id, crc);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, reader));
  return crcs;
}

async function zipped(folder, files) {
  const begun = performance.now();
  const child = spawn('zip', ['-q', '-0', '-', ...files.map((file) => file.path)], {
    cwd: folder,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  child.stdout.resume();
  await new Promise((resolve, reject) =>
    child
      .on('error', reject)
      .on('close', (code) => (code === 0 ? resolve() : reject(new Error(`zip: ${code}`)))),
  );
  return performance.now() - begun;
}
