import { z } from 'zod';
import type { Level } from '../kernel/committee.js';
import type { RefusalCode } from '../kernel/refusal.js';
import { hats, PUBLIC, SIGNED_IN } from '../platform/http/access.js';
import { bytes, json, optionalJson, type Answer, type Route } from '../platform/http/route.js';

/** An answer with its status. */
export interface OldAnswer extends Answer {
  readonly status: 200 | 201 | 202 | 204 | 206;
}

/** A route that its room does not yet declare itself. */
export interface Operation {
  readonly method: 'get' | 'head' | 'post' | 'put' | 'patch';
  /** Below `/v1`, with `{name}` for what varies. */
  readonly path: string;
  readonly id: string;
  readonly tag: string;
  readonly summary: string;
  readonly description?: string;
  readonly access: 'public' | 'signedIn' | readonly Level[];
  readonly query?: z.ZodObject;
  readonly headers?: readonly { readonly name: string; readonly description: string }[];
  readonly body?:
    | { readonly kind: 'json'; readonly schema: z.ZodType; readonly required: boolean }
    | { readonly kind: 'bytes'; readonly types: readonly string[]; readonly description: string };
  readonly answers: readonly OldAnswer[];
  readonly refusals?: readonly RefusalCode[];
}

/** The same as a declared route. */
export function asRoute({ method, path, access, headers = [], body, answers, ...rest }: Operation): Route {
  const whole = body?.kind === 'json' && body.required ? json : optionalJson;
  return {
    ...rest,
    kind: 'api',
    method: method.toUpperCase() as Route['method'],
    path: `/v1${path.replace(/\{(\w+)\}/g, ':$1')}`,
    access: access === 'public' ? PUBLIC : access === 'signedIn' ? SIGNED_IN : hats(access),
    headers: Object.fromEntries(
      headers.map(({ name, description }) => [name, z.string().optional().meta({ description })]),
    ),
    ...(body === undefined
      ? {}
      : { body: body.kind === 'json' ? whole(body.schema) : bytes(body.types, 0, body.description) }),
    answers: Object.fromEntries(answers.map(({ status, ...answer }) => [status, answer])),
  };
}
