/**
 * The refusal tables of all rooms, by room. Each room adds its own beside its table (declaration merging), so that a code
 * that no table holds does not compile, and the kernel knows no room:
 *
 *     declare module '../kernel/refusal.js' {
 *       interface RefusalTables { keys: typeof KEY_REFUSALS }
 *     }
 */
// eslint-disable-next-line @typescript-eslint/no-empty-object-type -- rooms add to it
export interface RefusalTables {}

/** Any refusal of the platform. */
export type RefusalCode = {
  [Room in keyof RefusalTables]: keyof RefusalTables[Room] & string;
}[keyof RefusalTables];

/**
 * An expected "no": the request was understood and is turned down for a reason the asker can act on.
 * `code` is stable and belongs to the feature that throws it; the HTTP status and the Dutch sentence for it stand in
 * that feature's refusal table (see platform/http). Anything thrown that is not a Refusal is a fault.
 */
export class Refusal extends Error {
  override readonly name = 'Refusal';

  constructor(
    readonly code: RefusalCode,
    /** Facts for the Dutch sentence and the log. Never secrets, never whether something foreign exists. */
    readonly details: Readonly<Record<string, string | number | boolean | null>> = {},
  ) {
    super(code);
  }
}

/** What a feature says of one of its refusal codes. `{name}` in a text is filled from the refusal's details. */
export interface RefusalText {
  readonly status:
    | 400
    | 401
    | 403
    | 404
    | 405
    | 406
    | 408
    | 409
    | 410
    | 412
    | 413
    | 414
    | 415
    | 416
    | 417
    | 421
    | 422
    | 428
    | 429
    | 431
    | 503
    | 507;
  /** Short Dutch title, B1. */
  readonly title: string;
  /** What happened, why, and what to do now. */
  readonly detail: string;
}

/** The text with `{name}` in it filled from a refusal's details. */
export function explained<T extends Pick<RefusalText, 'title' | 'detail'>>(
  text: T,
  details: Refusal['details'],
): T {
  const fill = (sentence: string) =>
    sentence.replace(/\{(\w+)\}/g, (_, name: string) => String(details[name] ?? ''));
  return { ...text, title: fill(text.title), detail: fill(text.detail) };
}

/** A feature's complete table of refusal codes. */
export type RefusalTable = Readonly<Record<string, RefusalText>>;

/** What every room says of a file of its own that is not what it was when it came. */
export const DAMAGED_FILE = {
  status: 503,
  title: 'Dit bestand is nu niet op te halen',
  detail:
    'Het bestand is bij ons beschadigd. De Kiesraad ziet dat in het logboek. Probeer het later opnieuw.',
} as const satisfies RefusalText;
