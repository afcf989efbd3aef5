import { Readable } from 'node:stream';
import { saveAs } from './download-headers.js';
import type { Call } from './handle.js';

/** What a browser and a program take it for. */
export const CSV_TYPE = 'text/csv; charset=utf-8';

/** Sends a CSV file part by part: what comes of other requests goes on between them. HEAD makes none of it. */
export async function sendCsv(
  { name, parts }: { readonly name: string; readonly parts: Iterable<string> | AsyncIterable<string> },
  { request, reply }: Call,
): Promise<void> {
  const bytes = Readable.from(request.method === 'HEAD' ? [] : parts, { objectMode: false });
  await reply.headers({ 'content-type': CSV_TYPE, 'content-disposition': saveAs(name) }).send(bytes);
}
