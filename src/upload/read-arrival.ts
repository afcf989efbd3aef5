import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { Refusal } from '../kernel/refusal.js';
import { readContentDigest } from './content-digest.js';
import type { Arrival } from './reception.js';

const text = (description: string) => z.string().optional().meta({ description });

/** What may be said of the bytes of a file that is sent. */
export const DIGEST_HEADERS = {
  'Content-Digest': text(
    'RFC 9530, sha-256 of sha-512 over wat u stuurt. Weglaten mag; fout is een weigering.',
  ),
  'Repr-Digest': text(
    'RFC 9530, sha-256 of sha-512 over het hele bestand. Weglaten mag; fout is een weigering.',
  ),
};
/** The same, and where the rest of a file goes on. */
export const REST_HEADERS = {
  ...DIGEST_HEADERS,
  'Upload-Offset': text('Hoeveel bytes er al zijn; verplicht, anders `upload.noPart`'),
  'Upload-Complete': text('`?0` als er na dit stuk nog meer komt'),
};

type Said<H> = { readonly [K in keyof H]?: string | undefined };

/** A file from its first byte to its last. Refuses `upload.noPart`, `upload.encoded`, `upload.digestUnreadable`. */
export function readWhole(
  request: FastifyRequest,
  bytes: AsyncIterable<Uint8Array>,
  headers: Said<typeof DIGEST_HEADERS>,
): Arrival {
  refusePieces(request);
  return {
    bytes,
    offset: null,
    complete: true,
    length: lengthOf(request),
    content: readContentDigest(headers['Content-Digest']),
    whole: readContentDigest(headers['Repr-Digest']),
  };
}

/** The rest of a file from where it was cut off (draft-ietf-httpbis-resumable-upload). Refuses as {@link readWhole}. */
export function readRest(
  request: FastifyRequest,
  bytes: AsyncIterable<Uint8Array>,
  headers: Said<typeof REST_HEADERS>,
): Arrival {
  const arrival = readWhole(request, bytes, headers);
  const offset = headers['Upload-Offset'];
  if (offset === undefined || !/^\d{1,12}$/.test(offset)) throw new Refusal('upload.noPart');
  return { ...arrival, offset: Number(offset), complete: headers['Upload-Complete'] !== '?0' };
}

/** A file is sent as it is, and whole or from where it was cut off; anything else would be taken for other bytes. */
function refusePieces({ headers }: FastifyRequest): void {
  const { 'content-range': range, 'content-encoding': encoding } = headers;
  if (range !== undefined) throw new Refusal('upload.noPart');
  if (encoding !== undefined && encoding.toLowerCase() !== 'identity') throw new Refusal('upload.encoded');
}

function lengthOf(request: FastifyRequest): number | null {
  const { 'content-length': length, 'transfer-encoding': encoding } = request.headers;
  return length === undefined || encoding !== undefined ? null : Number(length);
}
