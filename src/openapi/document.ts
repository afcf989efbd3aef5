import { z } from 'zod';
import { API_VERSION } from '../platform/http/api-version.js';
import type { RefusalTexts } from '../platform/http/refusals.js';
import type { Route } from '../platform/http/route.js';
import { SHAPES } from '../platform/http/shapes.js';
import { bare, open, operationJson, REF, type Json } from './operation-json.js';

/** What the document must know of where it stands. */
export interface DocumentFacts {
  readonly routes: readonly Route[];
  /** Without a slash at the end. */
  readonly baseUrl: string;
  readonly helpdeskPhone: string;
  /** Where who writes a client may write to. */
  readonly email: string;
  readonly texts: RefusalTexts;
}

const DESCRIPTION = [
  'Gemeenten leveren ondertekende telbestanden; wie de wet aanwijst, haalt ze op.',
  'Het papieren proces-verbaal gaat altijd voor.',
  'Elke weigering is application/problem+json (RFC 9457) met een vaste code. Wat niet van u is, bestaat voor u niet: 404.',
  'Ook HEAD werkt waar GET werkt.',
].join(' ');

/** The OpenAPI 3.1 document, after NL API Design Rules 2.1. Made of the declarations: nothing in it is written twice. */
export function openApiDocument({ routes, baseUrl, helpdeskPhone, email, texts }: DocumentFacts) {
  const paths: Record<string, Json> = {};
  for (const route of routes) {
    const path = documentedPath(route);
    if (path !== null) (paths[path] ??= {})[route.method.toLowerCase()] = operationJson(route, texts);
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Digitaal overdrachtsplatform verkiezingen',
      version: API_VERSION,
      description: DESCRIPTION,
      contact: { name: `Helpdesk, telefoon ${helpdeskPhone}`, email, url: baseUrl },
      license: { name: 'EUPL-1.2', identifier: 'EUPL-1.2' },
    },
    servers: [{ url: `${baseUrl}/v1` }],
    tags: [...new Set(routes.map(({ tag }) => tag))].map((name) => ({ name })),
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
        'RateLimit-Policy': {
          description:
            'Hoe vaak u mag vragen: `q` keer in `w` seconden (draft-ietf-httpapi-ratelimit-headers-10). `token` telt per toegangstoken, `reading` per netwerk.',
          schema: { type: 'string', example: '"token";q=6000;w=60' },
        },
        RateLimit: {
          description: 'Hoe vaak u nog mag: `r` keer, en over `t` seconden weer alles.',
          schema: { type: 'string', example: '"token";r=5998;t=41' },
        },
      },
      schemas: namedShapes(paths),
    },
  };
}

/** A route's path below the server's; null for the address of the interface itself, which has none there. */
function documentedPath({ path }: Route): string | null {
  const below = path.replace(/^\/v1/, '').replace(/:(\w+)/g, '{$1}');
  return below === '' ? null : below;
}

/** The shapes that the paths use, and those that these use. */
function namedShapes(paths: Json): Json {
  const all = z.toJSONSchema(SHAPES, { uri: REF, override: open }).schemas;
  const used: Json = {};
  const take = (part: unknown): void => {
    for (const [, id] of JSON.stringify(part).matchAll(/"#\/components\/schemas\/(\w+)"/g)) {
      const shape = all[id!];
      if (shape === undefined || id! in used) continue;
      used[id!] = bare(shape);
      take(used[id!]);
    }
  };
  take(paths);
  return used;
}
