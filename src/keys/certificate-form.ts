import '@fastify/multipart';
import type { FastifyRequest } from 'fastify';
import { InvalidInput } from '../platform/http/parse.js';
import { readUpTo } from '../platform/http/read-body.js';

/** What came with the form: a file or a pasted text, and the text to show again. */
export interface SentCertificate {
  readonly bytes: Uint8Array;
  readonly typed: string | undefined;
}

/**
 * The certificate of a multipart form with `bestand` or `tekst`; the file goes first when both came. Refused:
 * request.invalid when neither did or the file is larger.
 */
export async function readCertificateForm(request: FastifyRequest, limit: number): Promise<SentCertificate> {
  let file: Uint8Array | null = new Uint8Array();
  let typed: string | undefined;
  for await (const part of request.parts()) {
    if (part.type === 'file') {
      const bytes = await readUpTo(part.file, limit);
      if (part.fieldname === 'bestand') file = bytes;
    } else if (part.fieldname === 'tekst' && typeof part.value === 'string' && part.value.trim() !== '') {
      typed = part.value;
    }
  }
  if (file === null)
    throw new InvalidInput([
      { pointer: '/bestand', detail: 'Dit is geen certificaat. Kies het bestand public_key….crt.' },
    ]);
  const bytes = file.length > 0 ? file : Buffer.from(typed ?? '');
  if (bytes.length === 0)
    throw new InvalidInput([
      { pointer: '/bestand', detail: 'Kies een bestand, of plak de tekst van het certificaat.' },
    ]);
  return { bytes, typed };
}
