import '@fastify/multipart';
import type { FastifyRequest } from 'fastify';
import { InvalidInput } from '../platform/http/parse.js';
import { readUpTo } from '../platform/http/read-body.js';

/**
 * What `take` makes of each file `field` of a form, which is read to its end: one file at a time is in memory. Refused:
 * request.invalid without one, with more than 40, or with one larger than `limit` bytes.
 */
export async function readFilesForm<T>(
  request: FastifyRequest,
  field: string,
  limit: number,
  take: (bytes: Uint8Array) => T,
): Promise<readonly [T, ...T[]]> {
  const taken: T[] = [];
  let isTooLarge = false;
  for await (const part of request.parts({ limits: { files: 40 } })) {
    if (part.type !== 'file') continue;
    const bytes = await readUpTo(part.file, limit);
    if (part.fieldname !== field) continue;
    if (bytes === null) isTooLarge = true;
    else if (bytes.length > 0) taken.push(take(bytes));
  }
  const wrong = (detail: string) => new InvalidInput([{ pointer: `/${field}`, detail }]);
  if (isTooLarge) throw wrong(`Het bestand is groter dan ${limit / 1024 / 1024} MB. Kies een ander.`);
  const [first, ...others] = taken;
  if (first === undefined) throw wrong('Kies het bestand.');
  return [first, ...others];
}

/** The one file `lijst` of a form. Refused as {@link readFilesForm}. */
export async function readFileForm(request: FastifyRequest, limit: number): Promise<Uint8Array> {
  const files = await readFilesForm(request, 'lijst', limit, (bytes) => bytes);
  return files[0];
}
