import { createHash } from 'node:crypto';
import { inGroups, sha256, type Sha256 } from '../kernel/fingerprint.js';
import { signOsv } from './cms-writer.js';
import type { CountDocument } from './count-document.js';
import { writeCountCsv } from './count-csv.js';
import { writeCount } from './count-writer.js';
import {
  countStem,
  csvName,
  packageName,
  type FileOwner,
  type RegionCategory,
} from '../kernel/file-names.js';
import type { CommitteeKey } from './key-writer.js';
import { writePdf } from './pdf-writer.js';
import { writeZip, type ZipEntry } from './zip-writer.js';

/** A count as its committee exports it: the file, its fingerprint, and its signature where the type has one. */
export interface MadePair {
  readonly eml: ZipEntry;
  readonly signature: ZipEntry | null;
  readonly fingerprint: Sha256;
}

/** A package ready for upload. `pair` is null for a next session in which nothing was corrected. */
export interface MadePackage extends ZipEntry {
  readonly pair: MadePair | null;
}

/** What the region is called in file names, and how its territory is called in the spreadsheet. */
export interface Region {
  readonly category: RegionCategory;
  readonly name: string;
}

/** The count and, with a key, its signature, as two loose files. Holds the whole EML in memory once. */
export function writePair(document: CountDocument, region: Region, key: CommitteeKey | null): MadePair {
  const pieces: Buffer[] = [];
  for (const piece of writeCount(document)) pieces.push(Buffer.from(piece, 'utf8'));
  return pairOf(Buffer.concat(pieces), countStem(document.type, ownerOf(document, region)), key);
}

/** The same for EML bytes that already exist. `stem` is the file name without `.eml.xml`. */
export function pairOf(bytes: Buffer, stem: string, key: CommitteeKey | null): MadePair {
  return {
    eml: { name: `${stem}.eml.xml`, bytes },
    signature: key === null ? null : { name: `${stem}.eml.xml.signature`, bytes: signOsv([bytes], key) },
    fingerprint: sha256(createHash('sha256').update(bytes).digest('hex')),
  };
}

/**
 * The package of a count: `definitieve-documenten_…zip` or, when a unit was corrected, `correctie_…zip`, with the
 * models of that session, the spreadsheet and the inner ZIP with the pair. A 510c or 510d
 * has no model here, and is signed when a key is given.
 */
export async function writePackage(
  document: CountDocument,
  region: Region,
  key: CommitteeKey | null,
): Promise<MadePackage> {
  return packageAround(document, region, writePair(document, region, key));
}

/** The package of a count around a pair made elsewhere, which may be wrong on purpose. */
export async function packageAround(
  document: CountDocument,
  region: Region,
  pair: MadePair,
): Promise<MadePackage> {
  const corrected = document.units.some((unit) => unit.before !== null);
  const owner = ownerOf(document, region);
  const stem = countStem(document.type, owner);
  const inside = [pair.eml, ...(pair.signature === null ? [] : [pair.signature])];
  const csv = [...writeCountCsv(document, `${TERRITORY[region.category]} ${region.name}`)].join('');
  const entries: ZipEntry[] = [
    ...models(document, region, pair.fingerprint, corrected),
    { name: csvName(document.product, document.election.id), bytes: Buffer.from(csv, 'utf8') },
    { name: `${stem}.zip`, bytes: await writeZip(inside, document.created) },
  ];
  const kind = document.type === '510d' ? 'central' : corrected ? 'correction' : 'first';
  return {
    name: packageName(kind, owner, document.created),
    bytes: await writeZip(entries, document.created),
    pair,
  };
}

/** A next session in which nothing was corrected: the package holds a P 2a and nothing else. */
export async function writeNothingCorrected(
  document: Pick<CountDocument, 'election' | 'created'>,
  region: Region,
): Promise<MadePackage> {
  const pdf = writePdf('Model P 2a - OEFENING', [
    document.election.name,
    `${TERRITORY[region.category]} ${region.name}`,
    'Er is in deze zitting niets gecorrigeerd.',
  ]);
  return {
    name: packageName('correction', ownerOf(document, region), document.created),
    bytes: await writeZip([{ name: 'Leeg_Model_P2a.pdf', bytes: pdf }], document.created),
    pair: null,
  };
}

const TERRITORY: Readonly<Record<RegionCategory, string>> = {
  gemeente: 'Gemeente',
  provincie: 'Provincie',
  kieskring: 'Kieskring',
  waterschap: 'Waterschap',
  openbaar_lichaam: 'Openbaar lichaam',
};

function ownerOf(document: Pick<CountDocument, 'election'>, region: Region): FileOwner {
  return { election: document.election.id, category: region.category, region: region.name };
}

/** The printed models of one session; each says that it is made up and carries the fingerprint in 16 groups. */
function models(
  document: CountDocument,
  region: Region,
  fingerprint: Sha256,
  corrected: boolean,
): readonly ZipEntry[] {
  if (document.type !== '510b') return [];
  const lines = [
    document.election.name,
    `${TERRITORY[region.category]} ${region.name}`,
    `Aangemaakt ${document.created}`,
    '',
    'Digitale vingerafdruk van het telbestand:',
    inGroups(fingerprint),
  ];
  const pdf = (file: string, title: string): ZipEntry => ({
    name: `${file}.pdf`,
    bytes: writePdf(`${title} - OEFENING, verzonnen cijfers`, lines),
  });
  return corrected
    ? [pdf('Leeg_Model_P2a', 'Model P 2a'), pdf('Model_Na14-2', 'Model Na 14-2')]
    : [pdf('Model_Na31-1', 'Model Na 31-1')];
}
