import { packageName } from '../../src/kernel/file-names.js';
import type { CountDocument } from '../../src/rehearsal/count-document.js';
import { writeCount } from '../../src/rehearsal/count-writer.js';
import { pairOf, type MadePackage } from '../../src/rehearsal/package-writer.js';
import { writePdf } from '../../src/rehearsal/pdf-writer.js';
import { writeZip } from '../../src/rehearsal/zip-writer.js';

const ELECTED =
  '<Selection><AffiliationIdentifier Id="1"><RegisteredName>Lijst 1</RegisteredName></AffiliationIdentifier><Elected>yes</Elected></Selection>';

/** A 520 under the head of this 510d, with one list that is elected. */
function resultOf(count: CountDocument): string {
  return [...writeCount(count)]
    .join('')
    .replace('Id="510d"', 'Id="520"')
    .replace('<EventIdentifier></EventIdentifier>', '')
    .replace(/(<\/?)Count>/g, '$1Result>')
    .replace(/<\/?Contests>/g, '')
    .replace(/<TotalVotes>.*<\/ReportingUnitVotes>/s, ELECTED);
}

/** The package of a result (520) as a CSB exports it when it has established it, after its 510d as OSV writes that. Unsigned. */
export async function resultPackage(count: CountDocument): Promise<MadePackage> {
  const { election, authority, created } = count;
  const stem = `Resultaat_${election.id}`;
  const pair = pairOf(Buffer.from(resultOf(count)), stem, null);
  const entries = [
    { name: 'Model_P22-2.pdf', bytes: writePdf('Model P 22-2 - OEFENING', [election.name]) },
    { name: `${stem}.zip`, bytes: await writeZip([pair.eml], created) },
  ];
  const owner = { election: election.id, category: 'gemeente', region: authority.name } as const;
  return {
    name: packageName('established', owner, created),
    bytes: await writeZip(entries, created),
    pair,
  };
}
