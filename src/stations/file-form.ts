import '@fastify/multipart';
import type { FastifyRequest } from 'fastify';
import { InvalidInput } from '../platform/http/parse.js';
import { readUpTo } from '../platform/http/read-body.js';

/** The file `lijst` of a form, which is read to its end. Refused: request.invalid without one, or with one larger than `limit` bytes. */
export async function readFileForm(request: FastifyRequest, limit: number): Promise<Uint8Array> {
  let file: Uint8Array | null = new Uint8Array();
  for await (const part of request.parts()) {
    if (part.type !== 'file') continue;
    const bytes = await readUpTo(part.file, limit);
    if (part.fieldname === 'lijst') file = bytes;
  }
  const wrong = (detail: string) => new InvalidInput([{ pointer: '/lijst', detail }]);
  if (file === null) throw wrong(`Het bestand is groter dan ${limit / 1024 / 1024} MB. Kies een ander.`);
  if (file.length === 0) throw wrong('Kies het bestand.');
  return file;
}
