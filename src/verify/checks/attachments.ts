import { createHash } from 'node:crypto';
import { sha256 } from '../../kernel/fingerprint.js';
import type { Contents, Part } from '../contents.js';
import type { Reading } from '../eml/count.js';
import type { Attachment, Check } from '../verdict.js';
import { ZipDamage, type ZipFault } from '../zip/fault.js';
import { skipped, type CheckGroup } from './check.js';
import { CsvComparer } from './csv-comparer.js';

/** 9. The spreadsheet. */
export const ATTACHMENT_CHECKS = {
  'attachments.csv': {
    number: 91,
    title: 'Het CSV-bestand komt overeen met het telbestand',
    outcomes: ['warn', 'skipped'],
  },
} as const satisfies CheckGroup;

/** Different ballots in one count that are compared: genuine files have one, or one per district. */
const MAX_LAYOUTS = 64;

/** Everything in a package beside the pair and the ZIP around it: kept and passed on, never covered by the signature. */
function attachmentParts(contents: Contents): Part[] {
  return contents.parts.filter((part) => !['eml', 'signature', 'zip'].includes(part.kind));
}

/** Reads every attachment once: size, SHA-256, kind. Damage is what the ZIP promised and the bytes did not keep. */
export async function readAttachments(
  contents: Contents,
): Promise<{ attachments: Attachment[]; damage: ZipFault[] }> {
  const attachments: Attachment[] = [];
  const damage: ZipFault[] = [];
  for (const part of attachmentParts(contents)) {
    const hash = createHash('sha256');
    const fault = await readPart(part, (chunk) => void hash.update(chunk));
    if (fault !== null) damage.push(fault);
    else
      attachments.push({
        name: part.name,
        size: part.size,
        sha256: sha256(hash.digest('hex')),
        kind: kindOf(part),
      });
  }
  return { attachments, damage };
}

function kindOf(part: Part): Attachment['kind'] {
  return part.kind === 'pdf' || part.kind === 'csv' ? part.kind : 'other';
}

/** Passes all bytes of a part to `take`; gives the fault when they turn out not to be what the ZIP promised. */
export async function readPart(part: Part, take: (chunk: Uint8Array) => void): Promise<ZipFault | null> {
  try {
    for await (const chunk of part.bytes()) take(chunk);
    return null;
  } catch (error) {
    if (!(error instanceof ZipDamage)) throw error;
    return error.fault;
  }
}

/** Compares the one CSV of a package with the count. */
export async function csvCheck(contents: Contents, reading: Reading | null): Promise<Check> {
  const code = 'attachments.csv';
  const sheets = contents.parts.filter((part) => part.kind === 'csv');
  const [sheet] = sheets;
  if (sheet === undefined) return skipped(code, 'Er is geen CSV-bestand bijgevoegd.');
  if (sheets.length > 1) return skipped(code, 'Er is meer dan één CSV-bestand bijgevoegd.');
  if (reading?.kind !== 'count')
    return skipped(code, 'Er is geen leesbaar telbestand om mee te vergelijken.');
  const { count } = reading;
  const { totals } = count;
  if (totals === null) return skipped(code, 'Dit telbestand heeft geen aantallen om mee te vergelijken.');
  if (new Set(count.units.map(({ block }) => block.layout)).size > MAX_LAYOUTS)
    return skipped(code, 'De stembureaus in het telbestand hebben te veel verschillende lijsten.');
  const comparer = new CsvComparer({ ...count, totals }, sheet.name);
  const fault = await readPart(sheet, (chunk) => comparer.push(chunk));
  return fault === null ? comparer.end() : skipped(code, 'Het CSV-bestand kon niet worden uitgepakt.');
}
