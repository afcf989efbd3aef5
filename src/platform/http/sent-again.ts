import type { FastifyRequest } from 'fastify';
import '@fastify/multipart';

/** The parameter that asks to see a form with what was filled in, and to do nothing. Its value: where the form stood. */
export const AGAIN = 'opnieuw';

/** What just happened, in the address of a page whose form has no fields to show again. */
export const SIGNED_IN_AGAIN = 'weer-ingelogd';

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

/**
 * The fields that came with a form, files excepted. Reads it to its end and keeps nothing of a file. Of one that breaks off
 * it gives what came; of what was read before nothing.
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
  for await (const part of request.parts()) {
    if (part.type === 'file') part.file.resume();
    else take(part.fieldname, part.value);
  }
}
