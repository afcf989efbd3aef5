import { z } from 'zod';
import type { Operation } from './operation.js';

/** The document itself. */
export const OWN_PATHS: readonly Operation[] = [
  {
    method: 'get',
    path: '/openapi.json',
    id: 'openapi',
    tag: 'Beschrijving',
    summary: 'Deze beschrijving',
    access: 'public',
    answers: [
      {
        status: 200,
        description: 'OpenAPI 3.1',
        schema: z.looseObject({ openapi: z.string() }),
        headers: { 'Access-Control-Allow-Origin': '*' },
      },
    ],
  },
];
