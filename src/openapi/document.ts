import { z } from 'zod';
import { API_VERSION } from '../platform/http/api-version.js';
import type { RefusalTexts } from '../platform/http/refusals.js';
import { ELECTION_PATHS, ELECTION_SCHEMAS } from './elections-paths.js';
import type { Answer, Operation, RefusalCode } from './operation.js';
import { KEY_PATHS, KEY_SCHEMAS } from './keys-paths.js';
import { NOTICE_PATHS, NOTICE_SCHEMAS } from './notices-paths.js';
import { OWN_PATHS } from './own-paths.js';
import { problemAnswer } from './problem-answer.js';
import { ROUTING_PATHS, ROUTING_SCHEMAS } from './routing-paths.js';
import { UPLOAD_PATHS, UPLOAD_SCHEMAS } from './upload-paths.js';
import { verdictAnswer } from './verdict-answer.js';

/** Everything that a program can ask, in the order of the document. */
export const OPERATIONS: readonly Operation[] = [
  ...OWN_PATHS,
  ...ELECTION_PATHS,
  ...KEY_PATHS,
  ...UPLOAD_PATHS,
  ...ROUTING_PATHS,
  ...NOTICE_PATHS,
];

/** Answers with a name of their own: `#/components/schemas/…`. */
export const NAMED_SCHEMAS: Readonly<Record<string, z.ZodType>> = {
  Probleem: problemAnswer,
  Controle: verdictAnswer,
  ...ELECTION_SCHEMAS,
  ...KEY_SCHEMAS,
  ...UPLOAD_SCHEMAS,
  ...ROUTING_SCHEMAS,
  ...NOTICE_SCHEMAS,
};

/** What the document must know of where it stands. */
export interface DocumentFacts {
  /** Without a slash at the end. */
  readonly baseUrl: string;
  readonly helpdeskPhone: string;
  readonly texts: RefusalTexts;
}

type Json = Record<string, unknown>;

const VERSION_HEADER = { 'API-Version': { $ref: '#/components/headers/API-Version' } };

/** The OpenAPI 3.1 document, after NL API Design Rules 2.1. Made of data: nothing in it is written twice. */
export function openApiDocument(facts: DocumentFacts): Json {
  const registry = z.registry<{ id: string }>();
  for (const [id, schema] of Object.entries(NAMED_SCHEMAS)) registry.add(schema, { id });
  const paths: Record<string, Json> = {};
  for (const operation of OPERATIONS) {
    const at = (paths[operation.path] ??= {});
    at[operation.method] = operationJson(operation, registry, facts.texts);
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Digitaal overdrachtsplatform verkiezingen',
      version: API_VERSION,
      description: DESCRIPTION,
      contact: { name: `Helpdesk, telefoon ${facts.helpdeskPhone}`, url: facts.baseUrl },
      license: { name: 'EUPL-1.2', identifier: 'EUPL-1.2' },
    },
    servers: [{ url: `${facts.baseUrl}/v1` }],
    tags: [...new Set(OPERATIONS.map(({ tag }) => tag))].map((name) => ({ name })),
    paths,
    components: {
      securitySchemes: {
        token: { type: 'http', scheme: 'bearer', description: 'Een toegangstoken van een rol in een orgaan' },
      },
      headers: {
        'API-Version': {
          description: 'Versie van deze koppeling',
          schema: { type: 'string', example: API_VERSION },
        },
      },
      schemas: namedSchemas(registry),
    },
  };
}

const DESCRIPTION = [
  'Gemeenten leveren ondertekende telbestanden; wie de wet aanwijst, haalt ze op.',
  'Het papieren proces-verbaal gaat altijd voor.',
  'Elke weigering is application/problem+json (RFC 9457) met een vaste code. Wat niet van u is, bestaat voor u niet: 404.',
  'Ook HEAD werkt waar GET werkt.',
].join(' ');

type Registry = z.core.$ZodRegistry<{ id: string }>;
const REF = (id: string) => `#/components/schemas/${id}`;

function namedSchemas(registry: Registry): Json {
  const { schemas } = z.toJSONSchema(registry, { uri: REF, override: open });
  return Object.fromEntries(Object.entries(schemas).map(([id, schema]) => [id, bare(schema)]));
}

/** A client must be able to live with a field that is added later. */
function open({ jsonSchema }: { jsonSchema: Json }): void {
  if (jsonSchema['additionalProperties'] === false) delete jsonSchema['additionalProperties'];
}

const NOT_HERE = new Set(['$schema', '$id', '~standard']);

function bare(schema: object): Json {
  return Object.fromEntries(Object.entries(schema).filter(([key]) => !NOT_HERE.has(key)));
}

function answerSchema(schema: z.ZodType, registry: Registry): Json {
  const named = registry.get(schema);
  if (named !== undefined) return { $ref: REF(named.id) };
  return bare(z.toJSONSchema(schema, { override: open }));
}

function operationJson(operation: Operation, registry: Registry, texts: RefusalTexts): Json {
  const { id, tag, summary, description, access, body, answers } = operation;
  const parameters = parametersOf(operation);
  return {
    operationId: id,
    tags: [tag],
    summary,
    description: [description, accessText(access)].filter(Boolean).join(' '),
    security: access === 'public' ? [] : [{ token: [] }],
    ...(parameters.length === 0 ? {} : { parameters }),
    ...(body === undefined ? {} : { requestBody: bodyJson(body) }),
    responses: {
      ...Object.fromEntries(answers.map((answer) => [answer.status, answerJson(answer, registry)])),
      ...problems(operation, texts),
    },
  };
}

/** Who may use an operation, in Dutch. */
export function accessText(access: Operation['access']): string {
  if (access === 'public') return 'Voor iedereen.';
  if (access === 'signedIn') return 'Voor wie is ingelogd.';
  return `Voor: ${access.join(', ')}.`;
}

const PATH_PARAMETERS: Readonly<Record<string, string>> = {
  id: 'Kenmerk, zoals een eerder antwoord het gaf',
  nummer: 'Nummer of kenmerk binnen het geheel',
  index: 'Nummer van het bestand, vanaf 1',
};

function parametersOf({ path, query, headers = [] }: Operation): Json[] {
  const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => ({
    name,
    in: 'path',
    required: true,
    description: PATH_PARAMETERS[name] ?? name,
    schema: { type: 'string' },
  }));
  const shape =
    query === undefined ? {} : (bare(z.toJSONSchema(query, { io: 'input' }))['properties'] as Json);
  const inQuery = Object.entries(shape).map(([name, schema]) => ({
    name,
    in: 'query',
    required: false,
    schema,
  }));
  const inHeaders = headers.map(({ name, description }) => ({
    name,
    in: 'header',
    required: false,
    description,
    schema: { type: 'string' },
  }));
  return [...inPath, ...inQuery, ...inHeaders];
}

function bodyJson(body: NonNullable<Operation['body']>): Json {
  if (body.kind === 'json') {
    const schema = bare(z.toJSONSchema(body.schema, { io: 'input' }));
    const bytes = Object.fromEntries((body.or ?? []).map((type) => [type, {}]));
    return { required: body.required, content: { 'application/json': { schema }, ...bytes } };
  }
  const content = Object.fromEntries(body.types.map((type) => [type, {}]));
  return { required: true, description: body.description, content };
}

function answerJson({ description, schema, types, headers = {} }: Answer, registry: Registry): Json {
  const content =
    schema === undefined
      ? Object.fromEntries((types ?? []).map((type) => [type, {}]))
      : { 'application/json': { schema: answerSchema(schema, registry) } };
  const named = Object.entries(headers).map(([name, text]) => [
    name,
    { description: text, schema: { type: 'string' } },
  ]);
  const all: Json = { ...VERSION_HEADER, ...(Object.fromEntries(named) as Json) };
  return { description, headers: all, ...(Object.keys(content).length === 0 ? {} : { content }) };
}

/** Every refusal that an operation may give: its own, and those that any such operation may. */
export function refusalsOf(operation: Operation): ReadonlySet<RefusalCode> {
  return new Set([...commonRefusals(operation), ...(operation.refusals ?? [])]);
}

function commonRefusals({ access, path, query, body }: Operation): readonly RefusalCode[] {
  const closed: RefusalCode[] =
    access === 'public' ? [] : ['access.signInFirst', 'access.tokenInvalid', 'request.notFound'];
  const narrow = query !== undefined || body?.kind === 'json' || path.includes('{');
  return [...closed, ...(narrow ? (['request.invalid', 'request.notFound'] as const) : [])];
}

function problems(operation: Operation, texts: RefusalTexts): Json {
  const codes = refusalsOf(operation);
  const byStatus = new Map<number, string[]>();
  for (const [code, { status, title }] of texts.entries()) {
    if (!codes.has(code as RefusalCode)) continue;
    byStatus.set(status, [...(byStatus.get(status) ?? []), `\`${code}\`: ${title}`]);
  }
  const content = { 'application/problem+json': { schema: { $ref: REF('Probleem') } } };
  const listed = [...byStatus].map(([status, lines]) => [
    status,
    { description: `${lines.join('. ')}.`, headers: VERSION_HEADER, content },
  ]);
  const fault = { description: 'Er ging iets mis bij ons.', headers: VERSION_HEADER, content };
  return { ...(Object.fromEntries(listed) as Json), default: fault };
}
