import type { z } from 'zod';
import { inDutch } from './dutch.js';
import { Refusal, type RefusalCode } from '../../kernel/refusal.js';

/** One wrong field: a JSON pointer (RFC 6901) and what is wrong with it. */
export interface FieldError {
  readonly pointer: string;
  readonly detail: string;
  /** Stable, where the feature gives its reasons codes of their own. */
  readonly code?: string;
}

/** A refusal with all its reasons together: `errors` in the answer (RFC 9457 §3). */
export class RefusalWithReasons extends Refusal {
  constructor(
    code: RefusalCode,
    readonly errors: readonly FieldError[],
    details: Refusal['details'] = {},
  ) {
    super(code, details);
  }
}

/** Input that does not have the agreed shape, with every wrong field together (NL API Design Rules: 400). */
export class InvalidInput extends RefusalWithReasons {
  constructor(errors: readonly FieldError[]) {
    super('request.invalid', errors);
  }
}

/** The JSON pointer (RFC 6901) of a place. */
export function pointerTo(place: readonly PropertyKey[]): string {
  return place.map((part) => `/${String(part).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
}

/** Parses what came from outside; throws InvalidInput with all errors. The only way in for bodies and parameters. */
export function parse<T>(schema: z.ZodType<T>, input: unknown): T {
  const result = schema.safeParse(input, { error: inDutch });
  if (result.success) return result.data;
  throw new InvalidInput(
    result.error.issues.map((issue) => ({
      pointer: pointerTo(issue.path),
      detail: issue.message,
    })),
  );
}
