import { readFileSync } from 'node:fs';
import path from 'node:path';
import { itWithShared, SHARED } from '../../../test/support/shared-data.js';
import { smallCount } from '../../../test/support/small-count.js';
import type { Block, Count } from './count.js';
import { createCountReader } from './count-reader.js';
import { PACKED_VERSION, packCount, unpackCount } from './packed-count.js';

function counted(bytes: Uint8Array): Count {
  const reader = createCountReader();
  reader.push(bytes);
  const reading = reader.end();
  if (reading.kind === 'failed') throw new Error(reading.failure.message);
  const { head, totals, units } = reading.count;
  return {
    head,
    totals: totals && declared(totals),
    units: units.map((u) => ({ ...u, block: declared(u.block) })),
  };
}

/** A block with what its type says and no more: the reader's layouts know more than that. */
function declared({ layout: { lists, size }, ...block }: Block): Block {
  return { ...block, layout: { lists, size } };
}

const FILES = [
  'real/Telling_GR2022_WestMaasenWaal.eml.xml',
  'made/eml510b_with_investigations.eml.xml',
  'made/deserialize_eml510d_test.eml.xml',
  'made/eml520_test.eml.xml',
];

describe('a packed count', () => {
  it('is the same count when it is unpacked', () => {
    const count = counted(smallCount());
    expect(unpackCount(packCount(count))).toEqual(count);
  });

  itWithShared.each(FILES)('also of %s', (file) => {
    const bytes = readFileSync(path.join(SHARED, 'eml', file));
    const count = counted(bytes);
    const small = packCount(count);
    expect(unpackCount(small)).toEqual(count);
    expect(small.length).toBeLessThan(bytes.length);
  });

  itWithShared('also what was investigated', () => {
    const count = counted(readFileSync(path.join(SHARED, 'eml/made/eml510b_with_investigations.eml.xml')));
    const kept = unpackCount(packCount(count))!.units.map(({ investigated }) => investigated);
    expect(kept).toEqual([['toegelaten kiezers opnieuw vastgesteld']]);
  });

  it('keeps the largest numbers, and what was counted before', () => {
    const count = counted(smallCount());
    const { block } = count.units[0]!;
    const votes = Uint32Array.from(block.votes, () => 999_999_999);
    const initial = {
      votes: Int32Array.from(votes, (_, i) => (i === 0 ? -1 : 999_999_999)),
      ...{ cast: null, totalCounted: 3, rejected: [{ reason: 'blanco', votes: 2 }], uncounted: [] },
    };
    const other = { ...count, units: [{ ...count.units[0]!, block: { ...block, votes, initial } }] };
    expect(unpackCount(packCount(other))).toEqual(other);
  });

  it('of another version says nothing, and cut short it is a fault', () => {
    const bytes = packCount(counted(smallCount()));
    const other = Uint8Array.from(bytes);
    other[0] = PACKED_VERSION + 1;
    expect(unpackCount(other)).toBeNull();
    expect(() => unpackCount(bytes.subarray(0, -9))).toThrow();
  });
});
