import { Readable } from 'node:stream';
import type { FastifyRequest } from 'fastify';
import type { z } from 'zod';
import { Refusal } from '../../kernel/refusal.js';
import { InvalidInput, parse, type FieldError } from './parse.js';
import { readBody } from './read-body.js';
import { actorOf } from './request.js';
import type { AnyRoute, Body, BytesBody, Input } from './route.js';

type Parts = Pick<AnyRoute, 'params' | 'query'> & {
  readonly headers?: Readonly<Record<string, z.ZodType>>;
  readonly body?: Body | readonly Body[] | undefined;
};

/**
 * Everything that came with a request, as its route declares it; nothing that was not declared. Refused:
 * request.notFound for an address that can name nothing, request.unsupportedType, request.tooLarge, and InvalidInput
 * with every wrong part of query, headers and body together.
 */
export async function readInput<R extends AnyRoute>(declared: R, request: FastifyRequest): Promise<Input<R>> {
  const { params, query, headers, body }: Parts = declared;
  const errors: FieldError[] = [];
  const given = (schema: z.ZodType, value: unknown) => collect(errors, () => parse(schema, value));
  const input = {
    actor: actorOf(request),
    params: readParams(params ?? {}, request.params as Record<string, string>),
    query: query === undefined ? {} : await given(query, request.query ?? {}),
    headers: await readHeaders(headers ?? {}, request, given),
    body: body === undefined ? undefined : await collect(errors, () => readBodyOf([body].flat(), request)),
  };
  if (errors.length > 0) throw new InvalidInput(errors);
  return input as Input<R>;
}

/** What `work` gives; its wrong fields go to `errors`. */
async function collect(errors: FieldError[], work: () => unknown): Promise<unknown> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof InvalidInput)) throw error;
    errors.push(...error.errors);
    return undefined;
  }
}

function readParams(
  declared: Readonly<Record<string, z.ZodType>>,
  given: Readonly<Record<string, string>>,
): Record<string, unknown> {
  const read = ([name, schema]: [string, z.ZodType]) => {
    const result = schema.safeParse(given[name]);
    // what no text in the database can hold
    if (!result.success || given[name]?.includes('\0') === true) throw new Refusal('request.notFound');
    return [name, result.data];
  };
  return Object.fromEntries(Object.entries(declared).map(read)) as Record<string, unknown>;
}

async function readHeaders(
  declared: Readonly<Record<string, z.ZodType>>,
  { headers }: FastifyRequest,
  given: (schema: z.ZodType, value: unknown) => Promise<unknown>,
): Promise<Record<string, unknown>> {
  const read: Record<string, unknown> = {};
  for (const [name, schema] of Object.entries(declared))
    read[name] = await given(schema, headers[name.toLowerCase()]);
  return read;
}

const JSON_TYPE = /^application\/json\s*(;|$)/i;
const PARTS_TYPE = /^multipart\/form-data\s*(;|$)/i;
const FIELDS_TYPE = /^application\/(json|x-www-form-urlencoded)\s*(;|$)/i;

/** The body, as the first of the declared kinds that its media type fits. */
async function readBodyOf(bodies: readonly Body[], request: FastifyRequest): Promise<unknown> {
  const type = request.headers['content-type'] ?? '';
  for (const body of bodies) {
    if (body.kind === 'parts' && PARTS_TYPE.test(type)) return undefined;
    if (body.kind === 'json' && body.optional && isEmpty(request.body)) return parse(body.schema, {});
    if (body.kind === 'json' && JSON_TYPE.test(type)) return parse(body.schema, request.body);
    if (body.kind === 'fields' && (FIELDS_TYPE.test(type) || isEmpty(request.body)))
      return parse(body.schema, request.body ?? {});
    if (isBytes(body) && request.body instanceof Readable)
      return body.kind === 'stream' ? request.body : await readBody(request.body, body.limit);
  }
  throw new Refusal('request.unsupportedType');
}

const isBytes = (body: Body): body is BytesBody => body.kind === 'bytes' || body.kind === 'stream';
const isEmpty = (body: unknown): boolean => body === undefined || body === null;
