import { aDefinition } from '../../test/support/definition.js';
import { aDelivery } from '../../test/support/deliveries.js';
import { planElection } from '../elections/election.js';
import type { Delivery } from './delivery.js';
import { countBranch, historyOf } from './git-history.js';
import { fastImport, streamBytes, streamSize } from './git-stream.js';

const plan = planElection(aDefinition());
const gsb = plan.committees.find(({ level }) => level === 'GSB')!;
/** Both are of 's-Gravenhage. */
const place = 's_gravenhage';
const hsb = plan.committees.find(({ level }) => level === 'HSB')!;
const of = ({ level, code }: Delivery['about'], given: Partial<Delivery> = {}) =>
  aDelivery({ sender: { level, code }, about: { level, code }, ...given });
const named = (name: string, content = name) => [
  { index: 1, name, size: content.length, sha256: content as Delivery['files'][number]['sha256'] },
];
const paths = (...deliveries: Delivery[]) =>
  historyOf(plan, deliveries).map(({ removes, adds }) => [removes, adds.map(({ path }) => path)]);
const streamOf = async (...deliveries: Delivery[]) => {
  const parts = fastImport([{ name: countBranch('TK2027'), commits: historyOf(plan, deliveries) }]);
  const chunks: Uint8Array[] = [];
  for await (const chunk of streamBytes(parts, async function* ({ sha256 }) {
    yield Buffer.from(sha256);
  }))
    chunks.push(chunk);
  expect(Buffer.concat(chunks).length).toBe(streamSize(parts));
  return Buffer.concat(chunks).toString();
};

describe('the history of what a body received', () => {
  it('has a folder per committee, with the files as they were sent under safe names', () => {
    expect(paths(of(gsb, { files: named('../Télling 1.zip') }), of(hsb, { files: named('a.zip') }))).toEqual([
      [[], [`dob1/gemeente/${place}/Telling_1.zip`]],
      [[], [`dob1/hoofdstembureau/${place}/a.zip`]],
    ]);
  });

  it('a correction takes away what it replaces, also where the CSB made it; a P 2a stands beside the count', () => {
    const folder = `dob1/hoofdstembureau/${place}`;
    expect(
      paths(
        of(hsb, { message: '510c', files: named('a.zip') }),
        of(hsb, { message: 'P2a', files: named('A.zip'), number: 13 }),
        of(hsb, { message: '510c', files: named('b.zip'), sender: { level: 'CSB', code: 'CSB' } }),
      ),
    ).toEqual([
      [[], [`${folder}/a.zip`]],
      [[], [`${folder}/2027-000013_A.zip`]],
      [[`${folder}/a.zip`], [`${folder}/b.zip`]],
    ]);
  });

  it('goes on where it was: what came before stays the same to the byte', async () => {
    const first = of(gsb, { files: named('a.zip') });
    const early = await streamOf(first);
    const late = await streamOf(
      { ...first, supersededAt: new Date(), misusedSince: new Date() },
      of(gsb, { files: named('b.zip'), version: 2 }),
    );
    expect(late.startsWith(early.replace(/done\n$/, ''))).toBe(true);
    expect(late).toContain(`D dob1/gemeente/${place}/a.zip\nM 100644 inline dob1/gemeente/${place}/b.zip\n`);
    expect(late).toContain(
      `committer Digitaal overdrachtsplatform verkiezingen <overdracht@platform.invalid> 1805317500 +0000\n`,
    );
    expect(late.endsWith('\ndone\n')).toBe(true);
  });
});
