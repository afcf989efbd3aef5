import { createHash, verify } from 'node:crypto';
import { inflateRawSync } from 'node:zlib';
import { grCount, tkCount } from '../../test/support/counts.js';
import { ASSEN, testKey } from '../../test/support/keys.js';
import { selfSigned, type CommitteeKey } from './key-writer.js';
import { centralCount, correctedCount, districtCount } from './made-count.js';
import { writeNothingCorrected, writePackage, writePair, type MadePackage } from './package-writer.js';

const privateKey = testKey(1);
const key: CommitteeKey = {
  privateKey,
  certificate: selfSigned(privateKey, ASSEN, new Date('2027-01-01T00:00:00Z'), Buffer.of(1)),
};
const assen = { category: 'gemeente', name: 'Assen' } as const;

/** Reads the plain ZIPs that the writer makes, front to back. */
function unzipped(zip: Buffer): Map<string, Buffer> {
  const found = new Map<string, Buffer>();
  for (let at = 0; zip.readUInt32LE(at) === 0x04034b50;) {
    const [size, nameLength] = [zip.readUInt32LE(at + 18), zip.readUInt16LE(at + 26)];
    const start = at + 30 + nameLength;
    found.set(zip.toString('utf8', at + 30, start), inflateRawSync(zip.subarray(start, start + size)));
    at = start + size;
  }
  return found;
}

function inner(made: MadePackage): Map<string, Buffer> {
  const zips = [...unzipped(made.bytes)].filter(([name]) => name.endsWith('.zip'));
  expect(zips).toHaveLength(1);
  return unzipped(zips[0]![1]);
}

const names = (files: Map<string, Buffer>) => [...files.keys()];

describe('a package of a first session', () => {
  it('holds model, spreadsheet and an inner ZIP with the signed count', async () => {
    const made = await writePackage(tkCount(), assen, key);
    expect(made.name).toBe('definitieve-documenten_tk2027_gemeente_assen-20270318-010203.zip');
    expect(names(unzipped(made.bytes))).toEqual([
      'Model_Na31-1.pdf',
      'osv4-3_telling_tk2027.csv',
      'Telling_TK2027_gemeente_Assen.zip',
    ]);
    const stem = 'Telling_TK2027_gemeente_Assen.eml.xml';
    expect(names(inner(made))).toEqual([stem, `${stem}.signature`]);
    const eml = inner(made).get(stem)!;
    expect(createHash('sha256').update(eml).digest('hex')).toBe(made.pair!.fingerprint);
    expect(verify('sha256', eml, privateKey, inner(made).get(`${stem}.signature`)!.subarray(-512))).toBe(
      true,
    );
  });

  it('is the same bytes every time', async () => {
    const [one, two] = [await writePackage(tkCount(), assen, key), await writePackage(tkCount(), assen, key)];
    expect(one.bytes.equals(two.bytes)).toBe(true);
  });

  it('prints the fingerprint on the model', async () => {
    const made = await writePackage(grCount(), { category: 'gemeente', name: 'Stadskanaal' }, key);
    const model = unzipped(made.bytes).get('Model_Na31-1.pdf')!.toString('latin1');
    expect(model).toContain(made.pair!.fingerprint.match(/.{4}/g)!.join(' '));
    expect(model).toContain('OEFENING');
  });
});

describe('other packages', () => {
  it('a correction holds the models of a next session', async () => {
    const made = await writePackage(correctedCount(tkCount(), 'x', '2027-03-20T09:00:00.000'), assen, key);
    expect(made.name).toBe('correctie_tk2027_gemeente_assen-20270320-090000.zip');
    expect(names(unzipped(made.bytes)).slice(0, 2)).toEqual(['Leeg_Model_P2a.pdf', 'Model_Na14-2.pdf']);
  });

  it('a next session in which nothing was corrected holds only a P 2a', async () => {
    const made = await writeNothingCorrected(tkCount(), assen);
    expect(names(unzipped(made.bytes))).toEqual(['Leeg_Model_P2a.pdf']);
    expect(made.pair).toBeNull();
  });

  it('a 510c is signed and a 510d is not', async () => {
    const adder = { created: '2027-03-19T10:00:00.000', contest: { id: '3', name: 'Assen' } };
    const district = districtCount({ ...adder, authority: { id: 'HSB3', name: 'Assen' } }, [tkCount()]);
    const c = await writePackage(district, { category: 'kieskring', name: 'Assen' }, key);
    expect(names(inner(c))).toEqual([
      'Telling_TK2027_kieskring_Assen.eml.xml',
      'Telling_TK2027_kieskring_Assen.eml.xml.signature',
    ]);
    const gr = grCount();
    const central = centralCount(
      { ...adder, authority: { id: 'CSB', name: 'Stadskanaal' }, contest: { id: 'geen', name: null } },
      [gr],
    );
    const d = await writePackage(central, { category: 'gemeente', name: 'Stadskanaal' }, null);
    expect(names(inner(d))).toEqual(['Totaaltelling_GR2027_Stadskanaal_gemeente_Stadskanaal.eml.xml']);
    expect(d.pair!.signature).toBeNull();
  });

  it('a bare pair is the count and its signature', () => {
    const pair = writePair(tkCount(), assen, key);
    expect(pair.signature!.name).toBe(`${pair.eml.name}.signature`);
    expect(pair.eml.bytes.subarray(0, 5).toString()).toBe('<EML ');
  });
});
