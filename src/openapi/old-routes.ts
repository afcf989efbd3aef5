import type { z } from 'zod';
import { SHAPES } from '../platform/http/shapes.js';
import { asRoute } from './operation.js';
import { UPLOAD_PATHS, UPLOAD_SCHEMAS } from './upload-paths.js';

const SCHEMAS: Readonly<Record<string, z.ZodType>> = UPLOAD_SCHEMAS;
for (const [id, schema] of Object.entries(SCHEMAS)) SHAPES.add(schema, { id });

/** The routes that their rooms do not yet declare themselves. */
export const OLD_ROUTES = UPLOAD_PATHS.map(asRoute);
