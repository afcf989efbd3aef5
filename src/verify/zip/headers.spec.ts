import { deflateRawSync } from 'node:zlib';
import { writeZip, type WrittenFile } from '../../../test/support/zip-writer.js';
import { bytesSource } from '../source.js';
import { hasLoosePadding } from './padding.js';
import { readZip } from './read-zip.js';

const good: WrittenFile = { name: 'telling.eml.xml', data: '<EML/>'.repeat(1000) };
const time = (seconds: number): Buffer => Buffer.from([0x55, 0x54, 5, 0, 1, seconds, 0, 0, 0]);

describe('headers that decide nothing', () => {
  it.each<[string, WrittenFile]>([
    ['no extra fields', good],
    ['the same time in both headers', { ...good, extra: time(1) }],
    ['an accent in a name that says it is UTF-8', { ...good, name: 'Súdwest.pdf' }],
  ])('pass with %s', (_, file) => expect(readZip(bytesSource(writeZip([file]))).faults).toEqual([]));

  it.each<[string, WrittenFile, string]>([
    [
      'a mark that it is text',
      { ...good, spoilCentral: (header) => header.writeUInt16LE(1, 36) },
      'ongewone kenmerken',
    ],
    [
      'a time that differs',
      { ...good, extra: time(1), spoilLocal: (header) => (header[header.length - 4] = 2) },
      'verschillen',
    ],
    ['an unknown field', { ...good, extra: Buffer.from([0xfe, 0xca, 0, 0]) }, 'onbekend extra veld'],
  ])('warn of %s', (_, file, detail) => {
    const { faults } = readZip(bytesSource(writeZip([file])));
    expect(new Set(faults.map(({ code, weight }) => `${code} ${weight}`))).toEqual(
      new Set(['container.headers warn']),
    );
    expect(faults[0]!.detail).toContain(detail);
  });

  it('refuse two names that are shown as one', () => {
    const files = ['a', 'b'].map((end) => ({ name: `${'x'.repeat(130)}${end}`, data: end }));
    const { faults } = readZip(bytesSource(writeZip(files)));
    expect(faults.map(({ code, weight }) => [code, weight])).toEqual([['container.duplicates', 'refuse']]);
  });
});

describe('bits that deflate passes over', () => {
  const isLoose = (compressed: Buffer, data: Buffer): boolean => {
    const source = bytesSource(writeZip([{ name: 'a', data, compressed }]));
    return hasLoosePadding(source, readZip(source).entries[0]!);
  };
  const texts = ['', 'a', 'een telling', 'stem '.repeat(1000), '<EML/>'.repeat(77)].map((text) =>
    Buffer.from(text),
  );
  const noise = Buffer.from(
    Array.from({ length: 70_000 }, (_, i) => (Math.imul(i, 2_654_435_761) >>> 13) & 0xff),
  );

  it.each([...texts, noise].map((data): [number, Buffer] => [data.length, data]))(
    'are 0 in what zlib writes (%s bytes)',
    (_, data) => {
      for (const level of [0, 1, 6, 9]) expect(isLoose(deflateRawSync(data, { level }), data)).toBe(false);
    },
  );

  it('are found at the end, each of them', () => {
    let found = 0;
    for (const data of texts) {
      const packed = deflateRawSync(data);
      for (let bit = 7; bit >= 0; bit--) {
        const changed = Buffer.from(packed);
        changed[changed.length - 1]! ^= 1 << bit;
        if (isLoose(changed, data)) found++;
        else break;
      }
    }
    expect(found).toBeGreaterThan(10);
  });

  it('are found after the header of a stored block', () => {
    const packed = deflateRawSync(noise, { level: 0 });
    const second = 5 + packed.readUInt16LE(1);
    for (const at of [0, second]) {
      const changed = Buffer.from(packed);
      changed[at]! |= 0x10;
      expect(isLoose(changed, noise)).toBe(true);
    }
  });
});
