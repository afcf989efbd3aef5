/**
 * An expected "no": the request was understood and is turned down for a reason the asker can act on.
 * `code` is stable and belongs to the feature that throws it; the HTTP status and the Dutch sentence for it stand in
 * that feature's refusal table (see platform/http). Anything thrown that is not a Refusal is a fault.
 */
export class Refusal extends Error {
  override readonly name = 'Refusal';

  constructor(
    readonly code: string,
    /** Facts for the Dutch sentence and the log. Never secrets, never whether something foreign exists. */
    readonly details: Readonly<Record<string, string | number | boolean | null>> = {},
  ) {
    super(code);
  }
}

/** What a feature says of one of its refusal codes. `{name}` in a text is filled from the refusal's details. */
export interface RefusalText {
  readonly status:
    400 | 401 | 403 | 404 | 409 | 410 | 412 | 413 | 415 | 416 | 421 | 422 | 428 | 429 | 503 | 507;
  /** Short Dutch title, B1. */
  readonly title: string;
  /** What happened, why, and what to do now. */
  readonly detail: string;
}

/** A feature's complete table of refusal codes. */
export type RefusalTable = Readonly<Record<string, RefusalText>>;
