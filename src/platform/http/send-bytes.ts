import { Readable } from 'node:stream';
import { z } from 'zod';
import type { Sha256 } from '../../kernel/fingerprint.js';
import { Refusal, type RefusalCode } from '../../kernel/refusal.js';
import type { Call } from './handle.js';
import { alreadyHas, entityTag, readRange, reprDigest, saveAs, wantsOther } from './download-headers.js';
import type { ByteRange } from './download-headers.js';

const header = (description: string) => z.string().optional().meta({ description });
const ETAG = 'Sterke ETag: de SHA-256';

/** What may be asked of a file, and what is answered: for the declaration of a route. */
export const ASKED_OF_FILE = {
  Range: header('Eén deel, zoals bytes=0-1023'),
  'If-Range': header('ETag: zijn de bytes andere, dan alles'),
  'If-Match': header('ETag van de bytes die u verwacht: zijn het andere, dan 412'),
  'If-None-Match': header('ETag van wat u al hebt: dan 304'),
};
/** The answers of a route that sends a file of one of these media types. */
export const fileAnswers = (types: readonly string[]) => ({
  200: {
    description: 'De bytes, precies zoals geleverd en opnieuw gehasht bij het versturen',
    types,
    headers: {
      ETag: ETAG,
      'Repr-Digest': 'RFC 9530, sha-256 over het hele bestand',
      'Accept-Ranges': 'bytes',
      'Content-Disposition': 'Altijd attachment',
    },
  },
  206: {
    description: 'Het gevraagde deel',
    types,
    headers: { 'Content-Range': 'Welk deel dit is', ETag: ETAG },
  },
  304: { description: 'U hebt deze bytes al', headers: { ETag: ETAG } },
});
export const FILE_REFUSALS = [
  'delivery.rangeOutside',
  'delivery.otherBytes',
] as const satisfies readonly RefusalCode[];

/** A file that may be handed out, with all that is known of it before it is read. */
export interface Sendable {
  readonly name: string;
  readonly size: number;
  readonly sha256: Sha256;
  readonly type: 'application/octet-stream' | 'application/zip';
  /** Beside those that every file has, or instead of them. */
  readonly headers?: Readonly<Record<string, string>>;
  /** The bytes of a range (null: all). Refuses before the first byte; an error after it breaks the connection. */
  open(range: ByteRange | null): Promise<AsyncIterable<Uint8Array>>;
}

/**
 * Answers 200, 206, 304, 412, or 416 with the size; always to be saved, never shown: whoever made a file can put anything
 * in it. HEAD has no range, sends nothing and opens nothing.
 */
export async function sendBytes(
  file: Sendable,
  { request: { headers, method }, reply }: Pick<Call, 'request' | 'reply'>,
): Promise<void> {
  const { size } = file;
  const etag = entityTag(file.sha256);
  if (wantsOther(headers['if-match'], etag)) throw new Refusal('delivery.otherBytes');
  if (alreadyHas(headers['if-none-match'], etag)) {
    await reply.status(304).header('etag', etag).send();
    return;
  }
  if (method === 'HEAD') {
    await reply.headers(headersOf(file, size)).send(Readable.from([]));
    return;
  }
  const ifRange = headers['if-range'];
  const answer = readRange(headers.range, size, etag, typeof ifRange === 'string' ? ifRange : undefined);
  if (answer.kind === 'unsatisfiable') {
    void reply.header('content-range', `bytes */${size}`);
    throw new Refusal('delivery.rangeOutside', { grootte: size });
  }
  const range = answer.kind === 'part' ? answer.range : null;
  const bytes = await file.open(range);
  void reply.headers(headersOf(file, range ? range.end - range.start + 1 : size));
  if (range) void reply.status(206).header('content-range', `bytes ${range.start}-${range.end}/${size}`);
  await reply.send(Readable.from(bytes, { objectMode: false }));
}

function headersOf({ name, sha256, type, headers }: Sendable, length: number) {
  return {
    'content-type': type,
    'content-length': length,
    'content-disposition': saveAs(name),
    'accept-ranges': 'bytes',
    etag: entityTag(sha256),
    'repr-digest': reprDigest(sha256),
    ...headers,
  };
}
