import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { deflateRawSync } from 'node:zlib';
import { describeWithShared, SHARED } from '../../../test/support/shared-data.js';
import { writeZip, type Spoil, type WrittenFile } from '../../../test/support/zip-writer.js';
import { bytesSource } from '../source.js';
import { ZipDamage, type ZipFault } from './fault.js';
import { entryBytes } from './inflate.js';
import { readZip } from './read-zip.js';

const good: WrittenFile[] = [
  { name: 'telling.eml.xml', data: '<EML/>'.repeat(1000) },
  { name: 'telling.eml.xml.signature', data: Buffer.from([0x30, 0, 1, 2]), stored: true },
  { name: 'model.pdf', data: '%PDF-1.7', descriptor: 16 },
  { name: 'leeg.csv', data: '', descriptor: 12 },
];

/** Lists and inflates everything; all that is wrong, as `code weight: detail`. */
async function faultsOf(bytes: Buffer): Promise<ZipFault[]> {
  const source = bytesSource(bytes);
  const { entries, faults } = readZip(source);
  const found = [...faults];
  for (const entry of entries) {
    try {
      for await (const chunk of entryBytes(source, entry)) expect(chunk.length).toBeLessThanOrEqual(262144);
    } catch (error) {
      if (!(error instanceof ZipDamage)) throw error;
      found.push(error.fault);
    }
  }
  return found;
}

async function refusals(files: WrittenFile[], spoil?: Spoil): Promise<string[]> {
  const faults = await faultsOf(writeZip(files, spoil));
  return faults.filter((fault) => fault.weight === 'refuse').map((fault) => fault.code);
}

const with0 = (changes: Partial<WrittenFile>): WrittenFile[] => [
  { ...good[0]!, ...changes },
  ...good.slice(1),
];

describe('a ZIP that is in order', () => {
  it('gives every file its bytes, however it was packed', async () => {
    const source = bytesSource(writeZip(good));
    const { entries, faults } = readZip(source);
    expect(faults).toEqual([]);
    const read: string[] = [];
    for (const entry of entries) {
      const parts: Buffer[] = [];
      for await (const chunk of entryBytes(source, entry)) parts.push(Buffer.from(chunk));
      read.push(Buffer.concat(parts).toString('latin1'));
    }
    expect(read).toEqual(good.map((file) => Buffer.from(file.data).toString('latin1')));
  });

  it.each<[string, WrittenFile[]]>([
    [
      'a folder with a file',
      [
        { name: 'map/', data: '', stored: true, mode: 0o040755 },
        { name: 'map/a.pdf', data: 'x' },
      ],
    ],
    ['names with accents and apostrophes', [{ name: "Súdwest-Fryslân 's-Gravenhage.pdf", data: 'x' }]],
    ['a mode of 0, as async_zip writes', good.map((file) => ({ ...file, mode: 0 }))],
    ['an empty ZIP', []],
  ])('accepts %s', async (_, files) => expect(await faultsOf(writeZip(files))).toEqual([]));

  it('reads a file of many chunks, exactly', async () => {
    const data = Buffer.alloc(3_000_001, 'een telling van een stembureau 0123456789 ');
    const source = bytesSource(writeZip([{ name: 'groot', data }]));
    const parts: Buffer[] = [];
    for await (const chunk of entryBytes(source, readZip(source).entries[0]!)) parts.push(Buffer.from(chunk));
    expect(Buffer.concat(parts).equals(data)).toBe(true);
  });
});

describe('hostile ZIPs', () => {
  const packed = deflateRawSync(Buffer.from(good[0]!.data));
  const at =
    (offset: number, value: number, bytes: 2 | 4 = 2) =>
    (header: Buffer) =>
      void (bytes === 2 ? header.writeUInt16LE(value, offset) : header.writeUInt32LE(value, offset));

  it.each<[string, string, WrittenFile[], Spoil?]>([
    ['bytes before', 'container.sound', good, { prefix: Buffer.from('MZ') }],
    ['bytes after', 'container.sound', good, { suffix: Buffer.from('x') }],
    ['a second ZIP after it', 'container.sound', good, { suffix: writeZip(good) }],
    ['a second ZIP before it', 'container.sound', good, { prefix: writeZip(good) }],
    ['a comment', 'container.sound', good, { suffix: Buffer.from('hi'), spoilEnd: at(20, 2) }],
    ['a comment announced and absent', 'container.sound', good, { spoilEnd: at(20, 2) }],
    ['a gap before the directory', 'container.sound', good, { beforeDirectory: Buffer.alloc(7) }],
    ['a gap between files', 'container.sound', [good[0]!, { ...good[1]!, gap: Buffer.alloc(3) }]],
    ['a second disk', 'container.sound', good, { spoilEnd: at(4, 1) }],
    [
      'a count that differs',
      'container.sound',
      good,
      { spoilEnd: (end) => (end.writeUInt16LE(3, 8), end.writeUInt16LE(3, 10)) },
    ],
    [
      'a count of 65535 (ZIP64)',
      'container.sound',
      good,
      { spoilEnd: (end) => (end.writeUInt16LE(0xffff, 8), end.writeUInt16LE(0xffff, 10)) },
    ],
    ['a directory elsewhere', 'container.sound', good, { spoilEnd: at(16, 5, 4) }],
    ['encryption', 'container.sound', with0({ spoilLocal: at(6, 0x801), spoilCentral: at(8, 0x801) })],
    ['strong encryption', 'container.sound', with0({ spoilLocal: at(6, 0x841), spoilCentral: at(8, 0x841) })],
    [
      'a masked directory',
      'container.sound',
      with0({ spoilLocal: at(6, 0x2800), spoilCentral: at(8, 0x2800) }),
    ],
    [
      'AES',
      'container.sound',
      with0({
        extra: Buffer.from('019907000200414503080', 'latin1')
          .fill(Buffer.from([1, 0x99, 2, 0, 0, 0]), 0, 6)
          .subarray(0, 6),
      }),
    ],
    ['bzip2', 'container.sound', with0({ spoilLocal: at(8, 12), spoilCentral: at(10, 12) })],
    ['a ZIP64 field', 'container.sound', with0({ extra: Buffer.from([1, 0, 8, 0, 0, 0, 0, 0, 0, 0, 0, 0]) })],
    ['an extra field that does not fit', 'container.sound', with0({ extra: Buffer.from([1, 0, 9, 0, 0]) })],
    ['a symbolic link', 'container.sound', with0({ mode: 0o120777 })],
    ['a device', 'container.sound', with0({ mode: 0o020666 })],
    ['a folder with content', 'container.sound', [{ name: 'map/', data: 'x' }]],
    ['a name that pretends to be a file', 'container.sound', with0({ mode: 0o040755 })],
    [
      'a wrong CRC in both headers',
      'container.sound',
      with0({ spoilLocal: at(14, 1, 4), spoilCentral: at(16, 1, 4) }),
    ],
    [
      'a size too small in both',
      'container.sound',
      with0({ spoilLocal: at(22, 5999, 4), spoilCentral: at(24, 5999, 4) }),
    ],
    [
      'a size too large in both',
      'container.sound',
      with0({ spoilLocal: at(22, 6001, 4), spoilCentral: at(24, 6001, 4) }),
    ],
    ['deflate that ends early', 'container.sound', with0({ compressed: packed.subarray(0, -4) })],
    [
      'bytes after the deflate data',
      'container.sound',
      with0({ compressed: Buffer.concat([packed, Buffer.from('geheim')]) }),
    ],
    [
      'a second deflate stream after it',
      'container.sound',
      with0({ compressed: Buffer.concat([packed, packed]) }),
    ],
    ['deflate that is noise', 'container.sound', with0({ compressed: Buffer.alloc(50, 0xff) })],
    ['another local name', 'container.headers', with0({ spoilLocal: (h) => h.write('X', 30) })],
    ['another local CRC', 'container.headers', with0({ spoilLocal: at(14, 1, 4) })],
    ['another local size', 'container.headers', with0({ spoilLocal: at(22, 1, 4) })],
    ['another local packed size', 'container.headers', with0({ spoilLocal: at(18, 1, 4) })],
    ['another local method', 'container.headers', with0({ spoilLocal: at(8, 0) })],
    ['other local flags', 'container.headers', with0({ spoilLocal: at(6, 0) })],
    [
      'a descriptor announced and absent',
      'container.headers',
      with0({ spoilLocal: at(6, 0x808), spoilCentral: at(8, 0x808) }),
    ],
    ['slip', 'container.names', with0({ name: '../../etc/passwd' })],
    ['an absolute path', 'container.names', with0({ name: '/etc/passwd' })],
    ['a drive', 'container.names', with0({ name: 'C:/x' })],
    ['a drive without a slash', 'container.names', with0({ name: 'C:x' })],
    ['a backslash', 'container.names', with0({ name: 'a\\..\\b' })],
    ['a stream of NTFS', 'container.names', with0({ name: 'a.pdf:verborgen' })],
    ['NUL in a name', 'container.names', with0({ name: 'a.pdf\0.exe' })],
    ['a new line', 'container.names', with0({ name: 'a\nb' })],
    ['text turned round', 'container.names', with0({ name: 'a\u202efdp.exe' })],
    ['a zero-width space', 'container.names', with0({ name: 'a\u200bb' })],
    ['no name', 'container.names', with0({ name: '' })],
    ['a dot as a folder', 'container.names', with0({ name: 'a/./b' })],
    ['an empty folder name', 'container.names', with0({ name: 'a//b' })],
    ['a device of Windows', 'container.names', with0({ name: 'NUL.pdf' })],
    ['a dot at the end', 'container.names', with0({ name: 'a.pdf.' })],
    ['a long name', 'container.names', with0({ name: 'é'.repeat(128) })],
    ['folders too deep', 'container.names', with0({ name: 'a/b/c/d/e/f' })],
    ['a name in CP437', 'container.names', with0({ name: Buffer.from([0x82, 0x61]) })],
    ['an overlong encoding', 'container.names', with0({ name: Buffer.from([0x61, 0xc0, 0xaf, 0x62]) })],
    ['the same name twice', 'container.duplicates', [good[0]!, good[0]!]],
    [
      'the same name in capitals',
      'container.duplicates',
      [good[0]!, { ...good[0]!, name: 'TELLING.eml.xml' }],
    ],
    [
      'ß beside SS',
      'container.duplicates',
      [
        { name: 'straße', data: 'x' },
        { name: 'STRASSE', data: 'x' },
      ],
    ],
    [
      'one name composed and decomposed',
      'container.duplicates',
      [
        { name: 'caf\u00e9', data: 'x' },
        { name: 'cafe\u0301', data: 'x' },
      ],
    ],
    [
      'a file that is a folder too',
      'container.duplicates',
      [
        { name: 'a', data: 'x' },
        { name: 'A/b', data: 'x' },
      ],
    ],
    [
      'too many files',
      'container.limits',
      Array.from({ length: 33 }, (_, i) => ({ name: `f${i}`, data: 'x' })),
    ],
    [
      'a file said to be too large',
      'container.limits',
      with0({ spoilLocal: at(22, 268435457, 4), spoilCentral: at(24, 268435457, 4) }),
    ],
  ])('refuses %s', async (...[, code, files, spoil]) => expect(await refusals(files, spoil)).toContain(code));

  it('refuses overlapping files', async () => {
    const zip = writeZip([
      { name: 'a', data: 'xx', stored: true },
      { name: 'a', data: 'xx', stored: true },
    ]);
    const second = zip.lastIndexOf(Buffer.from([0x50, 0x4b, 1, 2]));
    zip.writeUInt32LE(0, second + 42);
    expect((await faultsOf(zip)).map((fault) => fault.detail)).toContain(
      'Bestanden in de ZIP overlappen elkaar.',
    );
  });

  it('stops a bomb at the size it declares, without inflating the rest', async () => {
    const bomb = deflateRawSync(Buffer.alloc(64 * 1024 * 1024));
    const zip = writeZip([{ name: 'bom', data: 'klein', compressed: bomb }]);
    const source = bytesSource(zip);
    const before = process.memoryUsage().arrayBuffers;
    await expect(entryBytes(source, readZip(source).entries[0]!).next()).rejects.toThrow(
      'groter dan de ZIP zegt',
    );
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(8 * 1024 * 1024);
  });

  it('passes a fault in reading on as it is', async () => {
    const zip = writeZip([good[0]!]);
    const source = bytesSource(zip);
    const { entries } = readZip(source);
    const broken = {
      size: source.size,
      read: () => {
        throw Object.assign(new Error('EIO'), { errno: -5, code: 'EIO' });
      },
    };
    await expect(entryBytes(broken, entries[0]!).next()).rejects.toThrow('EIO');
  });

  it('never accepts other bytes than were packed, whichever byte is flipped', async () => {
    const files = good.slice(0, 3);
    const zip = writeZip(files);
    const contents = new Set(
      files.map((file) => `${String(file.name)} ${Buffer.from(file.data).toString('hex')}`),
    );
    for (let i = 0; i < zip.length; i++) {
      const flipped = Buffer.from(zip);
      flipped[i]! ^= 1 << (i % 8);
      const source = bytesSource(flipped);
      const { entries, faults } = readZip(source);
      if (faults.some((fault) => fault.weight === 'refuse')) continue;
      for (const entry of entries) {
        const parts: Buffer[] = [];
        try {
          for await (const chunk of entryBytes(source, entry)) parts.push(Buffer.from(chunk));
        } catch (error) {
          expect(error).toBeInstanceOf(ZipDamage);
          continue;
        }
        expect(contents).toContain(`${entry.name} ${Buffer.concat(parts).toString('hex')}`);
      }
    }
  });
});

describeWithShared('the hostile ZIPs of another reader', () => {
  const folder = path.join(SHARED, 'vectors/zip');
  // Names of the vectors lost their punctuation; with the reason that this reader gives.
  it.each(readdirSync(folder))('refuses %s', async (name) => {
    const faults = await faultsOf(readFileSync(path.join(folder, name)));
    expect(faults.filter((fault) => fault.weight === 'refuse')).not.toEqual([]);
  });
  it('has all 24', () => expect(readdirSync(folder)).toHaveLength(24));
});
