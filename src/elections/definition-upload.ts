import { gunzipSync, gzipSync } from 'node:zlib';
import '@fastify/multipart';
import type { FastifyRequest } from 'fastify';
import { Refusal } from '../kernel/refusal.js';
import { readUpTo } from '../platform/http/read-body.js';
import type { OwnCommittee } from './configure-election.js';
import { MAX_DEFINITION_BYTES } from './read-definition.js';

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

/**
 * Reads a form with 110a's, chosen or carried along in a field, to its end: at most 400 of 2 MB. Refused: election.noFile,
 * election.fileTooLarge.
 */
export async function readDefinitionForm(request: FastifyRequest): Promise<DefinitionForm> {
  const chosen: ChosenDefinition[] = [];
  const typed: Record<string, string> = {};
  let tooLarge = false;
  const limits = { fieldSize: LONGEST_FIELD, files: MOST_FILES, parts: MOST_FILES + 20 };
  for await (const part of request.parts({ limits })) {
    if (part.type === 'field' && part.fieldname !== 'definitie') {
      typed[part.fieldname] = String(part.value);
      continue;
    }
    const bytes =
      part.type === 'file' ? await readUpTo(part.file, MAX_DEFINITION_BYTES) : unpacked(String(part.value));
    if (bytes === null) tooLarge = true;
    else if (bytes.length > 0)
      chosen.push({ name: part.type === 'file' ? part.filename : part.fieldname, bytes });
  }
  if (tooLarge) throw new Refusal('election.fileTooLarge');
  const [first, ...others] = chosen;
  if (first === undefined) throw new Refusal('election.noFile');
  return { chosen: [first, ...others], typed };
}
