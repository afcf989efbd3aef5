import { z } from 'zod';
import { accessText } from '../platform/http/access.js';
import type { RefusalTexts } from '../platform/http/refusals.js';
import type { Answer, Body, Route } from '../platform/http/route.js';
import { SHAPES } from '../platform/http/shapes.js';
import { refusalsOf } from './refusals-of.js';

export type Json = Record<string, unknown>;

export const REF = (id: string) => `#/components/schemas/${id}`;
const headerRef = (name: string) => ({ [name]: { $ref: `#/components/headers/${name}` } });
const VERSION_HEADER = headerRef('API-Version');
const RATE_HEADERS = { ...headerRef('RateLimit-Policy'), ...headerRef('RateLimit') };

/** What every answer of a route says in headers: its rate too, where there is one. */
function alwaysOf({ access, limited }: Route): Json {
  const counted = access.kind !== 'public' || limited !== undefined;
  return { ...VERSION_HEADER, ...(counted ? RATE_HEADERS : {}) };
}

/** One route as an operation of the document. */
export function operationJson(route: Route, texts: RefusalTexts): Json {
  const { id, tag, summary, description, law, access, body, answers } = route;
  const parameters = parametersOf(route);
  const told = [description, law && `Wet: ${law}.`, `Voor: ${accessText(access)}.`];
  return {
    operationId: id,
    tags: [tag],
    summary,
    description: told.filter(Boolean).join(' '),
    security: access.kind === 'public' ? [] : [{ token: [] }],
    ...(parameters.length === 0 ? {} : { parameters }),
    ...(body === undefined ? {} : { requestBody: bodyJson([body].flat()) }),
    responses: {
      ...Object.fromEntries(
        Object.entries(answers).map(([status, answer]) => [status, answerJson(answer, alwaysOf(route))]),
      ),
      ...problems(route, texts),
    },
  };
}

/** A client must be able to live with a field that is added later. */
export function open({ jsonSchema }: { jsonSchema: Json }): void {
  if (jsonSchema['additionalProperties'] === false) delete jsonSchema['additionalProperties'];
}

const NOT_HERE = new Set(['$schema', '$id', '~standard']);

/** A JSON schema without what only says where it came from. */
export function bare(schema: object): Json {
  return Object.fromEntries(Object.entries(schema).filter(([key]) => !NOT_HERE.has(key)));
}

const asSent = (schema: z.ZodType): Json => bare(z.toJSONSchema(schema, { io: 'input' }));

function asAnswered(schema: z.ZodType): Json {
  const named = SHAPES.get(schema);
  return named === undefined ? bare(z.toJSONSchema(schema, { override: open })) : { $ref: REF(named.id) };
}

const PATH_PARAMETERS: Readonly<Record<string, string>> = {
  id: 'Id, zoals een eerder antwoord het gaf',
  nummer: 'Nummer of id binnen het geheel',
  index: 'Nummer van het bestand, vanaf 1',
};

function parametersOf({ path, params = {}, query, headers = {} }: Route): Json[] {
  const inPath = [...path.matchAll(/:(\w+)/g)].map(([, name = '']) => {
    const schema = params[name];
    return {
      name,
      in: 'path',
      required: true,
      description: PATH_PARAMETERS[name] ?? name,
      schema: schema === undefined ? { type: 'string' } : asSent(schema),
    };
  });
  const asked = query === undefined ? {} : asSent(query);
  const required = new Set((asked['required'] ?? []) as string[]);
  const inQuery = Object.entries((asked['properties'] ?? {}) as Json).map(([name, schema]) => ({
    name,
    in: 'query',
    required: required.has(name),
    schema,
  }));
  const inHeaders = Object.entries(headers).map(([name, schema]) => ({
    name,
    in: 'header',
    required: !schema.safeParse(undefined).success,
    schema: asSent(schema),
  }));
  return [...inPath, ...inQuery, ...inHeaders];
}

/** A form with files. */
const FILES: Json = {
  type: 'object',
  required: ['bestand'],
  properties: { bestand: { type: 'array', items: { type: 'string', format: 'binary' } } },
};

function bodyJson(bodies: readonly Body[]): Json {
  const content: Json = {};
  const told: string[] = [];
  for (const body of bodies) {
    if (body.kind === 'json') content['application/json'] = { schema: asSent(body.schema) };
    if (body.kind === 'parts') content['multipart/form-data'] = { schema: FILES };
    if (body.kind !== 'bytes' && body.kind !== 'stream') continue;
    told.push(body.description);
    for (const type of body.types) content[type] = {};
  }
  const required = !bodies.some((body) => body.kind === 'json' && body.optional);
  return { required, ...(told.length === 0 ? {} : { description: told.join(' ') }), content };
}

function answerJson({ description, schema, types, headers = {} }: Answer, always: Json): Json {
  const content =
    schema === undefined
      ? Object.fromEntries((types ?? []).map((type) => [type, {}]))
      : { 'application/json': { schema: asAnswered(schema) } };
  return {
    description,
    headers: headersOf(always, headers),
    ...(Object.keys(content).length === 0 ? {} : { content }),
  };
}

function headersOf(always: Json, named: Readonly<Record<string, string>> = {}): Json {
  const told = Object.entries(named).map(([name, text]) => [
    name,
    { description: text, schema: { type: 'string' } },
  ]);
  return { ...always, ...(Object.fromEntries(told) as Json) };
}

/** What the answer to a problem says in headers, by its status (RFC 9110 §15.5.2, §15.5.6, §15.6.4; RFC 6585 §4). */
const PROBLEM_HEADERS: Readonly<Record<number, Readonly<Record<string, string>>>> = {
  401: { 'WWW-Authenticate': 'Hoe een programma zich bekend maakt' },
  405: { Allow: 'De methoden die dit adres wel kent' },
  429: { 'Retry-After': 'Na zoveel seconden mag u weer' },
  503: { 'Retry-After': 'Na zoveel seconden is opnieuw vragen zinvol' },
};

function problems(route: Route, texts: RefusalTexts): Json {
  const codes = refusalsOf(route);
  const byStatus = new Map<number, string[]>();
  for (const [code, { status, title }] of texts.entries())
    if (codes.has(code)) byStatus.set(status, [...(byStatus.get(status) ?? []), `\`${code}\`: ${title}`]);
  const content = { 'application/problem+json': { schema: { $ref: REF('Probleem') } } };
  const listed = [...byStatus].map(([status, lines]) => [
    status,
    {
      description: `${lines.join('. ')}.`,
      headers: headersOf(alwaysOf(route), PROBLEM_HEADERS[status]),
      content,
    },
  ]);
  const fault = { description: 'Er ging iets mis bij ons.', headers: alwaysOf(route), content };
  return { ...(Object.fromEntries(listed) as Json), 500: fault };
}
