import { inflateRawSync } from 'node:zlib';
import { writeZip } from './zip-writer.js';

const files = [
  { name: 'Telling_Súdwest.eml.xml', bytes: Buffer.from('<EML/>'.repeat(1000)) },
  { name: 'leeg', bytes: Buffer.alloc(0) },
];

describe('a made ZIP', () => {
  it('has plain headers: sizes and checksum up front, no descriptors, no extra fields', async () => {
    const zip = await writeZip(files, '2027-03-18T01:02:04');
    let at = 0;
    for (const { name, bytes } of files) {
      expect(zip.readUInt32LE(at)).toBe(0x04034b50);
      const flags = zip.readUInt16LE(at + 6);
      expect(flags & 0b1001).toBe(0);
      const [packed, unpacked] = [zip.readUInt32LE(at + 18), zip.readUInt32LE(at + 22)];
      const nameLength = zip.readUInt16LE(at + 26);
      expect(zip.readUInt16LE(at + 28)).toBe(0);
      expect(zip.toString('utf8', at + 30, at + 30 + nameLength)).toBe(name);
      const body = zip.subarray(at + 30 + nameLength, at + 30 + nameLength + packed);
      expect(unpacked).toBe(bytes.length);
      expect(zip.readUInt16LE(at + 8) === 8 ? inflateRawSync(body) : body).toEqual(bytes);
      expect(zip.readUInt16LE(at + 10)).toBe((1 << 11) | (2 << 5) | 2);
      expect(zip.readUInt16LE(at + 12)).toBe((47 << 9) | (3 << 5) | 18);
      at += 30 + nameLength + packed;
    }
    expect(zip.readUInt32LE(at)).toBe(0x02014b50);
  });

  it('is the same for the same files', async () => {
    const [a, b] = [
      await writeZip(files, '2027-03-18T01:02:04'),
      await writeZip(files, '2027-03-18T01:02:04'),
    ];
    expect(a.equals(b)).toBe(true);
  });

  it('refuses a time that is none', async () => {
    await expect(writeZip(files, 'gisteren')).rejects.toThrow(RangeError);
  });
});
