import type { FastifyRequest } from 'fastify';
import '@fastify/multipart';
import { once } from 'node:events';

/** The parameter that asks to see a form with what was filled in, and to do nothing. Its value: where the form stood. */
export const AGAIN = 'opnieuw';

/** What is said of a form that can be sent now, in the address of a page whose form has no fields to show again. */
export const NOT_SENT_YET = 'nog-niet-verstuurd';

/** So much of a form is read for its fields, which stand before its files, and so long. */
const FIELDS_BYTES = 1024 * 1024;
const FIELDS_MS = 5_000;

/** What a form sent: each name once, with all that it had. */
export type SentFields = Readonly<Record<string, string | readonly string[]>>;

/** Where the form stood, when this request asks to see it again with what was filled in; null: it is a real one. */
export function askedAgain(request: FastifyRequest): string | null {
  const { [AGAIN]: page } = (request.query ?? {}) as Record<string, unknown>;
  return typeof page === 'string' && request.method === 'POST' ? page : null;
}

/** The address at which a form that was sent to `url` is shown again with its fields. `page`: where it stood. */
export function addressAgain(url: string, page: string): string {
  return withParameter(url, AGAIN, page);
}

/** An address of ours with this parameter, once. */
export function withParameter(url: string, name: string, value: string): string {
  const [path, query] = url.split('?', 2);
  const parameters = new URLSearchParams(query);
  parameters.set(name, value);
  return `${path}?${parameters.toString()}`;
}

/** An address of ours without this parameter. */
export function withoutParameter(url: string, name: string): string {
  const [path = '', query] = url.split('?', 2);
  const parameters = new URLSearchParams(query);
  parameters.delete(name);
  return parameters.size === 0 ? path : `${path}?${parameters.toString()}`;
}

/**
 * The fields that came with a form, files excepted: of one that breaks off, is larger than a MiB or takes longer than five
 * seconds those that came. Whoever sends it need not be anybody: no more than that is read for them. Of what was read
 * before it gives nothing.
 */
export async function sentFields(request: FastifyRequest): Promise<SentFields> {
  const read = new Map<string, string | readonly string[]>();
  const take = (name: string, value: unknown): void => {
    const values = [read.get(name) ?? [], value].flat().filter((each) => typeof each === 'string');
    if (values.length > 0) read.set(name, values.length === 1 ? values[0]! : values);
  };
  if (!request.isMultipart())
    for (const [name, value] of Object.entries(request.body ?? {})) take(name, value);
  else if (!request.raw.readableDidRead) await readParts(request, take).catch(() => undefined);
  return Object.fromEntries(read);
}

async function readParts(
  request: FastifyRequest,
  take: (name: string, value: unknown) => void,
): Promise<void> {
  const { raw } = request;
  const read = async (): Promise<void> => {
    for await (const part of request.parts()) {
      if (part.type === 'file') part.file.resume();
      else take(part.fieldname, part.value);
    }
  };
  const enough = new AbortController();
  const timer = setTimeout(() => enough.abort(), FIELDS_MS);
  let bytes = 0;
  const count = (piece: Uint8Array): void => {
    bytes += piece.length;
    if (bytes > FIELDS_BYTES) enough.abort();
  };
  const stopped = once(enough.signal, 'abort');
  const reading = read();
  // heard below, unless enough came first
  reading.catch(() => undefined);
  raw.on('data', count);
  try {
    await Promise.race([reading, stopped]);
  } finally {
    clearTimeout(timer);
    raw.off('data', count);
    raw.unpipe();
  }
}
