import '@fastify/multipart';
import type { FastifyRequest } from 'fastify';
import { NOTHING, TOO_MANY } from '../kernel/recognise-file.js';
import { Refusal } from '../kernel/refusal.js';
import { InvalidInput } from '../platform/http/parse.js';
import type { Workbench } from '../platform/objects/workbench.js';
import type { ProofFile } from './judge-proof.js';
import { LONGEST_PROOF, PROOF_FILES } from './key-proof.js';

/** What a package is called that came without a name; content decides. */
const PACKAGE = 'proeftelling.zip';

/** A file as it comes. */
interface ComingFile {
  readonly name: string;
  readonly bytes: AsyncIterable<Uint8Array>;
}

/**
 * Has a test count in hand on the workbench for as long as `use` takes: of its bytes nothing stays. Reads `sent` to its end: the
 * bytes of one package, or a form with one or two files in `bestand`. Refused: keys.proofTooLarge, request.invalid for none or
 * more than two.
 */
export async function withTestCount<T>(
  bench: Workbench,
  sent: AsyncIterable<Uint8Array> | FastifyRequest,
  use: (files: readonly ProofFile[]) => Promise<T>,
): Promise<T> {
  const taken: ProofFile[] = [];
  try {
    await take(bench, 'raw' in sent ? partsOf(sent) : [{ name: PACKAGE, bytes: sent }], taken);
    return await use(taken);
  } finally {
    for (const { file } of taken) await file.drop();
  }
}

async function take(
  bench: Workbench,
  coming: AsyncIterable<ComingFile> | Iterable<ComingFile>,
  taken: ProofFile[],
): Promise<void> {
  let size = 0;
  for await (const { name, bytes } of coming) {
    const file = await bench.create();
    taken.push({ name, file });
    for await (const piece of bytes) {
      size += piece.length;
      if (size <= LONGEST_PROOF && taken.length <= PROOF_FILES) await file.write(piece);
    }
    // a browser sends an empty part for a field in which nothing was chosen
    if (name === '' && file.size === 0) await taken.pop()!.file.drop();
  }
  if (size > LONGEST_PROOF) throw new Refusal('keys.proofTooLarge');
  const wrong = taken.length === 0 ? NOTHING : taken.length > PROOF_FILES ? TOO_MANY : null;
  if (wrong !== null) throw new InvalidInput([{ pointer: '/bestand', detail: wrong }]);
}

async function* partsOf(request: FastifyRequest): AsyncGenerator<ComingFile, void, undefined> {
  for await (const part of request.parts()) {
    if (part.type !== 'file') continue;
    if (part.fieldname === 'bestand') yield { name: part.filename ?? '', bytes: part.file };
    else part.file.resume();
  }
}
