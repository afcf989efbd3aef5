import type { z } from 'zod';
import type { BODY_REFUSALS } from '../bodies/refusals.js';
import type { IDENTITY_REFUSALS } from '../identity/refusals.js';
import type { ELECTION_REFUSALS } from '../elections/refusals.js';
import type { KEY_REFUSALS } from '../keys/refusals.js';
import type { Level } from '../kernel/committee.js';
import type { HTTP_REFUSALS } from '../platform/http/refusals.js';
import type { ROUTING_REFUSALS } from '../routing/refusals.js';
import type { UPLOAD_REFUSALS } from '../upload/refusals.js';

/** Any refusal of the platform. A code that does not exist does not compile. */
export type RefusalCode =
  | keyof typeof HTTP_REFUSALS
  | keyof typeof BODY_REFUSALS
  | keyof typeof IDENTITY_REFUSALS
  | keyof typeof ELECTION_REFUSALS
  | keyof typeof KEY_REFUSALS
  | keyof typeof UPLOAD_REFUSALS
  | keyof typeof ROUTING_REFUSALS;

/** What a request carries: JSON of a shape (or the same as bytes of the types in `or`), or bytes of one of these types. */
export type RequestBody =
  | {
      readonly kind: 'json';
      readonly schema: z.ZodType;
      readonly required: boolean;
      readonly or?: readonly string[];
    }
  | { readonly kind: 'bytes'; readonly types: readonly string[]; readonly description: string };

/** What comes back when all is well. */
export interface Answer {
  readonly status: 200 | 201 | 202 | 204 | 206;
  readonly description: string;
  /** Shape of the JSON; absent where bytes come. */
  readonly schema?: z.ZodType;
  /** Media types, where the answer is not JSON. */
  readonly types?: readonly string[];
  /** Headers that say something, beside those of every answer. */
  readonly headers?: Readonly<Record<string, string>>;
}

/** A parameter that is no part of the path. */
export interface HeaderParameter {
  readonly name: string;
  readonly description: string;
}

/** One thing that a program can ask. Data: from this the document is made, and a test holds it against the routes. */
export interface Operation {
  readonly method: 'get' | 'post' | 'put';
  /** Below `/v1`, with `{name}` for what varies. */
  readonly path: string;
  readonly id: string;
  readonly tag: string;
  readonly summary: string;
  readonly description?: string;
  readonly access: 'public' | 'signedIn' | readonly Level[];
  /** The query, as the edge itself parses it. */
  readonly query?: z.ZodObject;
  readonly headers?: readonly HeaderParameter[];
  readonly body?: RequestBody;
  readonly answers: readonly Answer[];
  /** The refusals that belong to this operation; those that any operation may give are added. */
  readonly refusals?: readonly RefusalCode[];
}
