import { gunzipSync, gzipSync } from 'node:zlib';
import '@fastify/multipart';
import type { FastifyRequest } from 'fastify';
import { Refusal } from '../kernel/refusal.js';
import { HEAD_BYTES, MB, recogniseFile } from '../kernel/recognise-file.js';
import { readUpTo } from '../platform/http/read-body.js';
import { bytesSource } from '../verify/source.js';
import { ZipDamage, type ZipFault } from '../verify/zip/fault.js';
import { entryBytes } from '../verify/zip/inflate.js';
import { readZip } from '../verify/zip/read-zip.js';
import type { OwnCommittee } from './configure-election.js';
import { MAX_DEFINITION_BYTES } from '../elections/read-definition.js';

/** A 110a as it was chosen. */
export interface ChosenDefinition {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** What a form with definitions held. */
export interface DefinitionForm {
  /** Without empty ones. */
  readonly chosen: readonly [ChosenDefinition, ...ChosenDefinition[]];
  readonly typed: Readonly<Record<string, string>>;
}

/** Name of the box that lets the gemeente's own committee confirm. */
export const OWN_COMMITTEE_FIELD = 'eigenStembureau';

/** What a form says of who confirms. */
export function ownCommitteeOf(typed: DefinitionForm['typed']): OwnCommittee {
  return { byOwnCommittee: typed[OWN_COMMITTEE_FIELD] === 'ja' };
}

/** As many gemeenten as there are, and room. */
const MOST_FILES = 400;
/** A ZIP of them, as it comes: 400 of 0.5 MB, ten times shorter. */
const MAX_ZIP_BYTES = 32 * MB;
const ZIP_LIMITS = {
  entries: MOST_FILES,
  entryBytes: MAX_DEFINITION_BYTES,
  totalBytes: 200 * MB,
  /** 400 headers with long names and room for extra fields. */
  directoryBytes: 256 * 1024,
};
const LONGEST_FIELD = Math.ceil(MAX_DEFINITION_BYTES * 1.5);

/** A 110a as a field of a form, byte for byte, and some ten times shorter. */
export function packed(definition: Uint8Array): string {
  return gzipSync(definition).toString('base64');
}

/** What {@link packed} made; null when it would be longer than a 110a may be, empty when it is no such thing. */
function unpacked(text: string): Uint8Array | null {
  try {
    return gunzipSync(Buffer.from(text, 'base64'), { maxOutputLength: MAX_DEFINITION_BYTES });
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE' ? null : new Uint8Array();
  }
}

/** The 110a's in a ZIP that holds nothing else, by the names they have there. Refused: election.zipRefused, with the file at fault. */
async function definitionsIn(zip: Uint8Array): Promise<readonly ChosenDefinition[]> {
  const source = bytesSource(zip);
  const { entries, faults } = readZip(source, ZIP_LIMITS);
  const fault = faults.find(({ weight }) => weight === 'refuse');
  if (fault !== undefined) throw zipRefused(fault);
  const other = entries.find(({ name }) => !name.toLowerCase().endsWith('.eml.xml'));
  if (other !== undefined)
    throw zipRefused({ detail: 'De naam eindigt niet op .eml.xml.', file: other.shown });
  const found: ChosenDefinition[] = [];
  try {
    for (const entry of entries) {
      const pieces: Buffer[] = [];
      // a chunk is valid until the next one
      for await (const chunk of entryBytes(source, entry)) pieces.push(Buffer.from(chunk));
      found.push({ name: entry.shown, bytes: Buffer.concat(pieces) });
    }
  } catch (error) {
    if (error instanceof ZipDamage) throw zipRefused(error.fault);
    throw error;
  }
  return found;
}

function zipRefused({ detail, file }: Pick<ZipFault, 'detail' | 'file'>): Refusal {
  return new Refusal('election.zipRefused', { reason: file === null ? detail : `${file}: ${detail}` });
}

/**
 * Reads a form with 110a's, chosen by themselves or in a ZIP, or carried along in a field, to its end: at most 400 of 2 MB, and a ZIP
 * of at most 32 MB. Refused: election.noFile, election.fileTooLarge, election.zipRefused.
 */
export async function readDefinitionForm(request: FastifyRequest): Promise<DefinitionForm> {
  const chosen: ChosenDefinition[] = [];
  const typed: Record<string, string> = {};
  const zips: Uint8Array[] = [];
  let tooLarge = false;
  const limits = { fieldSize: LONGEST_FIELD, files: MOST_FILES, parts: MOST_FILES + 20 };
  for await (const part of request.parts({ limits })) {
    if (part.type === 'field' && part.fieldname !== 'definitie') {
      typed[part.fieldname] = String(part.value);
      continue;
    }
    const bytes =
      part.type === 'file' ? await readUpTo(part.file, MAX_ZIP_BYTES) : unpacked(String(part.value));
    const isZip = bytes !== null && recogniseFile('', bytes.subarray(0, HEAD_BYTES)) === 'zip';
    if (bytes === null || (bytes.length > MAX_DEFINITION_BYTES && !isZip)) tooLarge = true;
    else if (isZip) zips.push(bytes);
    else if (bytes.length > 0)
      chosen.push({ name: part.type === 'file' ? part.filename : part.fieldname, bytes });
    if (zips.length > 1) throw new Refusal('election.zipRefused', { reason: 'Kies één ZIP tegelijk.' });
  }
  if (tooLarge) throw new Refusal('election.fileTooLarge');
  for (const zip of zips) chosen.push(...(await definitionsIn(zip)));
  if (chosen.length > MOST_FILES)
    throw new Refusal('election.zipRefused', { reason: `Het zijn er meer dan ${MOST_FILES}.` });
  const [first, ...others] = chosen;
  if (first === undefined) throw new Refusal('election.noFile');
  return { chosen: [first, ...others], typed };
}
