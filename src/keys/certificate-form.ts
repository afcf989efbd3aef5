import '@fastify/multipart';
import type { FastifyRequest } from 'fastify';
import { Refusal } from '../kernel/refusal.js';
import { InvalidInput } from '../platform/http/parse.js';

/** What came with the form: a file or a pasted text, and the text to show again. */
export interface SentCertificate {
  readonly bytes: Uint8Array;
  readonly typed: string | undefined;
}

/**
 * The certificate of a multipart form with `bestand` or `tekst`; the file goes first when both came. Refused:
 * request.invalid when neither did, request.tooLarge, request.unsupportedType.
 */
export async function readCertificateForm(request: FastifyRequest, limit: number): Promise<SentCertificate> {
  if (!request.isMultipart()) throw new Refusal('request.unsupportedType');
  let file: Uint8Array | undefined;
  let typed: string | undefined;
  for await (const part of request.parts({ limits: { fileSize: limit, files: 2 } })) {
    if (part.type === 'file') {
      const bytes = await part.toBuffer();
      if (part.fieldname === 'bestand' && bytes.length > 0) file = bytes;
    } else if (part.fieldname === 'tekst' && typeof part.value === 'string' && part.value.trim() !== '') {
      typed = part.value;
    }
  }
  const bytes = file ?? (typed === undefined ? undefined : Buffer.from(typed));
  if (bytes === undefined)
    throw new InvalidInput([
      { pointer: '/bestand', detail: 'Kies een bestand, of plak de tekst van het certificaat.' },
    ]);
  return { bytes, typed };
}
