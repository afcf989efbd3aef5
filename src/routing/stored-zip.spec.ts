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
  crc: crc32(bytes),
  open: () => Readable.from([bytes]),
});

describe('a ZIP of files as they are', () => {
  it('passes our own strict reader, byte for byte, and is as long as it said', async () => {
    const files = [
      stored('a.zip', Buffer.from('PK\x03\x04 not really')),
      stored('map/leeg.xml', Buffer.alloc(0)),
    ];
    const { size, bytes } = writeStoredZip([text], files, at);
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

  it('says sizes and places beyond 4 GiB in ZIP64', async () => {
    const part = Buffer.alloc(64 * 2 ** 20);
    const large = 5 * 2 ** 30;
    const zeros = async function* () {
      for (let left = large; left > 0; left -= part.length) yield part;
    };
    const files = [{ path: 'groot', size: large, crc: 0, open: zeros }, stored('erna', Buffer.from('x'))];
    const { size, bytes } = writeStoredZip([], files, at);
    let length = 0;
    let last = Buffer.alloc(0);
    for await (const chunk of bytes) {
      length += chunk.length;
      last = Buffer.from(chunk.length < part.length ? chunk : []);
    }
    expect(length).toBe(size);
    const [first, second] = ['groot', 'erna'].map((name) => last.subarray(last.indexOf(name) + name.length));
    expect([first!.readBigUInt64LE(4), first!.readBigUInt64LE(12)]).toEqual([BigInt(large), BigInt(large)]);
    const offset = 30 + 'groot'.length + 20 + large;
    expect([second!.readUInt16LE(2), second!.readBigUInt64LE(4)]).toEqual([8, BigInt(offset)]);
    const end = last.subarray(-22 - 20 - 56);
    const start = offset + 30 + 'erna'.length + 1;
    expect([end.readUInt32LE(0), end.readBigUInt64LE(32), end.readBigUInt64LE(48)]).toEqual([
      0x06064b50,
      2n,
      BigInt(start),
    ]);
    expect(end.readBigUInt64LE(56 + 8)).toBe(BigInt(size - 98));
  });

  it('a file that turns out shorter than it was breaks the ZIP off', async () => {
    const { bytes } = writeStoredZip([text], [stored('a.zip', Buffer.from('abc'), 4)], at);
    await expect(gather(bytes)).rejects.toThrow();
  });

  it('a file that cannot be read breaks the ZIP off', async () => {
    const broken = new Readable({ read: () => undefined });
    const file = { path: 'a.zip', size: 4, crc: 0, open: () => broken };
    const { bytes } = writeStoredZip([text], [file], at);
    setImmediate(() => broken.destroy(new Error('disk')));
    await expect(gather(bytes)).rejects.toThrow('disk');
  });
});
