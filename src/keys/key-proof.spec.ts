import { makeCertificate } from '../../test/support/certificate-writer.js';
import { signOsv } from '../../test/support/cms-writer.js';
import { testKey } from '../../test/support/keys.js';
import {
  certificate,
  context,
  eml,
  extras,
  judge,
  NAME,
  pack,
  pair,
  STEM,
} from '../../test/support/small-package.js';
import { bytesSource, type Delivery } from '../verify/source.js';
import { isTooLate, proofContext, proofRefusal } from './key-proof.js';

const { keyId } = context.keys[0]!;
const electionId = context.election.id;
const key = { electionId, committee: context.sender, keyId };
const at = new Date('2022-03-01T12:00:00Z');
const unsignedHere = { ...context.election, signed: [] };
const asked = proofContext(key, certificate, unsignedHere, at);

const [count, signature] = pair;
const loose = (name: string, data: Buffer | string) => ({ name, source: bytesSource(Buffer.from(data)) });
const other = testKey(2);
const otherCertificate = makeCertificate(other);

async function codeOf(delivery: Delivery | Buffer, given = asked): Promise<string | null> {
  return proofRefusal(await judge(delivery, given), key)?.code ?? null;
}

describe('a test count as a proof', () => {
  it('proves when it is signed with this very key, as a package or as a pair', async () => {
    expect(await codeOf(pack())).toBeNull();
    const files = {
      kind: 'pair',
      eml: loose(`${STEM}.eml.xml`, eml),
      signature: loose(`${STEM}.eml.xml.signature`, Buffer.from(signature!.data)),
    } as const;
    expect(await codeOf(files)).toBeNull();
  });

  it('is judged by this one key, and unsigned in no election', () => {
    expect(asked.keys).toEqual([{ keyId, certificate }]);
    expect(asked.election.signed).toContain('510b');
  });

  const signedBy = (data: Buffer, by = testKey(1), own = certificate) => ({
    name: `${STEM}.eml.xml.signature`,
    data: signOsv(data, by, own),
  });
  const changed = (from: string, to: string) => Buffer.from(eml.toString().replaceAll(from, to));
  const packed = (data: Buffer) => pack([{ ...count!, data }, signedBy(data)]);

  it.each<[string, string, () => Delivery | Buffer]>([
    [
      'of another election',
      'keys.proofOtherElection',
      () => packed(changed('GR2022_WestMaasenWaal', 'GR2022_Druten')),
    ],
    ['of another committee', 'keys.proofOtherCommittee', () => packed(changed('"0668"', '"0225"'))],
    ['of another key', 'keys.proofOtherKey', () => pack([count!, signedBy(eml, other, otherCertificate)])],
    [
      'changed afterwards',
      'keys.proofChanged',
      () => pack([{ ...count!, data: changed('Partij A', 'Partij C') }, signature!]),
    ],
    ['without its signature', 'keys.proofUnsigned', () => pack([count!])],
    [
      'alone',
      'keys.proofUnsigned',
      () => ({ kind: 'pair', eml: loose(`${STEM}.eml.xml`, eml), signature: null }),
    ],
    [
      'that is a paper alone',
      'keys.proofNoCount',
      () => pack([], [{ name: 'Model_P2a.pdf', data: '%PDF-1.7 x' }]),
    ],
    ['that is a package without a count', 'keys.proofNoCount', () => pack([], extras)],
    ['that is a PDF', 'keys.proofNoCount', () => Buffer.from('%PDF-1.7 geen telling')],
    ['that is cut off', 'keys.proofDamaged', () => pack().subarray(0, 900)],
    [
      'with a flipped bit in what is packed',
      'keys.proofDamaged',
      () => {
        const bytes = Buffer.from(pack(pair, extras, true));
        bytes[bytes.indexOf(`${STEM}.zip`) + STEM.length + 120]! ^= 0xff;
        return bytes;
      },
    ],
    ['that is nothing at all', 'keys.proofDamaged', () => Buffer.from('zomaar wat')],
    [
      'of which the votes are no numbers',
      'keys.proofRefused',
      () => packed(changed('<ValidVotes>5</ValidVotes>', '<ValidVotes>vijf</ValidVotes>')),
    ],
  ])('is refused when it is one %s', async (_, code, make) => {
    expect(await codeOf(make())).toBe(code);
  });

  it('says where it belongs, and names the package nowhere', async () => {
    const refusal = proofRefusal(await judge(packed(changed('"0668"', '"0225"')), asked), key);
    expect(refusal?.details).toEqual({ found: '0225', expected: '0668' });
    expect(JSON.stringify(refusal?.details)).not.toContain(NAME);
  });

  it('comes too late from the voting day on', () => {
    expect(isTooLate('2027-03-17', '2027-03-16')).toBe(false);
    expect(isTooLate('2027-03-17', '2027-03-17')).toBe(true);
    expect(isTooLate('2027-03-17', '2027-03-18')).toBe(true);
  });
});
