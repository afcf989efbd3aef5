import { crc32 } from 'node:zlib';
import { Readable } from 'node:stream';
import { bytesSource } from '../verify/source.js';
import { entryBytes } from '../verify/zip/inflate.js';
import { readZip } from '../verify/zip/read-zip.js';
import { writeStoredZip } from './stored-zip.js';

async function gather(chunks: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const all: Uint8Array[] = [];
  for await (const chunk of chunks) all.push(chunk);
  return Buffer.concat(all);
}

const at = new Date('2027-03-17T21:00:00Z');
const text = { name: 'lijst.txt', content: 'één' };
const stored = (path: string, bytes: Buffer, size = bytes.length) => ({
  path,
  size,
  open: () => Readable.from([bytes]),
});

describe('a ZIP of files as they are', () => {
  it('passes our own strict reader, byte for byte, and is as long as it said', async () => {
    const files = [
      stored('a.zip', Buffer.from('PK\x03\x04 not really')),
      stored('map/leeg.xml', Buffer.alloc(0)),
    ];
    const { size, bytes } = await writeStoredZip([text], files, at);
    const zip = await gather(bytes);
    expect(zip.length).toBe(size);
    const source = bytesSource(zip);
    const { entries, faults } = readZip(source);
    expect(faults.filter((fault) => fault.weight === 'refuse')).toEqual([]);
    expect(entries.map((e) => [e.name, e.method, e.size])).toEqual([
      ['lijst.txt', 'stored', 5],
      ['a.zip', 'stored', 15],
      ['map/leeg.xml', 'stored', 0],
    ]);
    expect(crc32(await gather(entryBytes(source, entries[1]!)))).toBe(
      crc32(Buffer.from('PK\x03\x04 not really')),
    );
  });

  it('a file that turns out shorter than it was breaks the ZIP off', async () => {
    const { bytes } = await writeStoredZip([text], [stored('a.zip', Buffer.from('abc'), 4)], at);
    await expect(gather(bytes)).rejects.toThrow();
  });

  it('a file that cannot be read breaks the ZIP off', async () => {
    const broken = new Readable({ read: () => undefined });
    const file = { path: 'a.zip', size: 4, open: () => broken };
    const { bytes } = await writeStoredZip([text], [file], at);
    setImmediate(() => broken.destroy(new Error('disk')));
    await expect(gather(bytes)).rejects.toThrow('disk');
  });
});
