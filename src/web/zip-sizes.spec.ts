import { writeZip } from '../../test/support/zip-writer.js';
import { ENTRY_BYTES } from '../kernel/recognise-file.js';
import { zipSizes } from './islands/zip-sizes.js';

const sizesOf = (bytes: Uint8Array) =>
  zipSizes(bytes.length, (start, end) => Promise.resolve(bytes.subarray(start, end)));

describe('the files that a ZIP says it holds', () => {
  it('come with their unpacked size, that of a scan which is too large too', async () => {
    const scan = 300 * 1024 * 1024;
    const bytes = writeZip([
      {
        name: 'Súdwest.pdf',
        data: 'x'.repeat(1000),
        spoilCentral: (header) => header.writeUInt32LE(scan, 24),
      },
      { name: 'telling.zip', data: 'abc' },
    ]);
    expect(await sizesOf(bytes)).toEqual([
      { name: 'Súdwest.pdf', size: scan },
      { name: 'telling.zip', size: 3 },
    ]);
    expect(scan).toBeGreaterThan(ENTRY_BYTES);
  });

  it.each([
    ['what is no ZIP', Buffer.from('%PDF-1.7 iets')],
    ['nothing', Buffer.alloc(0)],
    ['a ZIP that was cut off', writeZip([{ name: 'a', data: 'abc' }]).subarray(0, -10)],
  ])('are not to be had of %s', async (_, bytes) => expect(await sizesOf(bytes)).toBeNull());

  it('stand before a comment too', async () => {
    const bytes = Buffer.concat([writeZip([{ name: 'a', data: 'abc' }]), Buffer.from('commentaar')]);
    expect(await sizesOf(bytes)).toEqual([{ name: 'a', size: 3 }]);
  });
});
