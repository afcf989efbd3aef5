import {
  assembled,
  flipped,
  HOSTILE,
  madePackage,
  packageParts,
  type Parts,
} from '../../test/support/packages.js';
import { bytesSource } from '../verify/source.js';
import { ZipDamage } from '../verify/zip/fault.js';
import { entryBytes } from '../verify/zip/inflate.js';
import { readZip } from '../verify/zip/read-zip.js';

/** Which checks of the ZIP layer refuse this package, reading every file to its end. */
async function refusers(bytes: Buffer): Promise<Set<string>> {
  const source = bytesSource(bytes);
  const { entries, faults } = readZip(source);
  const found = new Set(
    faults.filter((fault) => fault.weight === 'refuse').map((fault) => fault.code as string),
  );
  for (const entry of entries) {
    try {
      let size = 0;
      for await (const chunk of entryBytes(source, entry)) size += chunk.length;
      expect(size).toBe(entry.size);
    } catch (error) {
      if (!(error instanceof ZipDamage)) throw error;
      found.add(error.fault.code);
    }
  }
  return found;
}

let parts: Parts;
beforeAll(async () => {
  parts = await packageParts();
}, 60_000);

describe('packages made for tests', () => {
  it('are good to begin with, both as the software writes them and in parts', async () => {
    expect(await refusers(assembled(parts))).toEqual(new Set());
    expect(await refusers((await madePackage()).bytes)).toEqual(new Set());
  });

  const container = Object.entries(HOSTILE).filter(
    ([, { refusedBy }]) => refusedBy.startsWith('container.') && refusedBy !== 'container.contents',
  );
  it.each(container)('%s: refused by the check it names', async (_, { make, refusedBy }) => {
    expect(await refusers(make(parts))).toContain(refusedBy);
  });

  const beyond = Object.entries(HOSTILE).filter(([name]) => !container.some(([other]) => other === name));
  it.each(beyond)('%s: a sound ZIP, so that what is inside has to refuse it', async (_, { make }) => {
    expect(make(parts).equals(assembled(parts))).toBe(false);
    expect(await refusers(make(parts))).toEqual(new Set());
  });

  it('a flip changes one bit', () => {
    const bytes = Buffer.from('0123456789');
    expect([...flipped(bytes)].filter((byte, i) => byte !== bytes[i])).toHaveLength(1);
  });
});
