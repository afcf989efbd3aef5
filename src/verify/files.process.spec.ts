import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { openFileSource, spillScratch } from './files.process.js';
import type { ByteSource } from './source.js';

const folder = mkdtempSync(path.join(tmpdir(), 'files-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function read(source: ByteSource, position: number, length: number): string {
  const bytes = Buffer.alloc(length);
  return bytes.subarray(0, source.read(position, bytes)).toString('latin1');
}

describe('a file as a source', () => {
  it('is read anywhere, and short only at its end', () => {
    writeFileSync(path.join(folder, 'a'), 'abcdef');
    const source = openFileSource(path.join(folder, 'a'));
    expect([source.size, read(source, 2, 3), read(source, 4, 9), read(source, 9, 1)]).toEqual([
      6,
      'cde',
      'ef',
      '',
    ]);
    source.close();
  });

  it('is no folder and no file that is absent', () => {
    expect(() => openFileSource(folder)).toThrow('not a regular file');
    expect(() => openFileSource(path.join(folder, 'weg'))).toThrow('ENOENT');
  });
});

describe('a scratch', () => {
  const chunk = Buffer.alloc(1024 * 1024, 'x');

  it.each([
    ['in memory', 2],
    ['on disk', 12],
  ])('gives back what was written, %s, and leaves no name behind', (_, count) => {
    const before = readdirSync(folder);
    const scratch = spillScratch(folder);
    for (let i = 0; i < count; i++) {
      chunk[0] = 65 + i;
      scratch.write(chunk);
    }
    const source = scratch.source();
    expect(source.size).toBe(count * chunk.length);
    for (let i = 0; i < count; i++)
      expect(read(source, i * chunk.length, 2)).toBe(`${String.fromCharCode(65 + i)}x`);
    expect(read(source, source.size - 1, 10)).toBe('x');
    expect(readdirSync(folder)).toEqual(before);
    scratch.dispose();
    scratch.dispose();
  });
});
