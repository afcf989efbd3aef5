import type { Refusal, RefusalCode } from '../../kernel/refusal.js';
import type { FieldError } from './parse.js';

/** What is wrong with a field of a form. */
export interface FieldProblem {
  readonly field: string;
  readonly message: string;
}

/** Why a form was refused as a whole: one sentence, or every reason. */
export interface Refused {
  readonly code: RefusalCode;
  readonly details: Refusal['details'];
  readonly title: string;
  readonly detail: string;
  readonly reasons: readonly FieldError[];
}

/** A form was refused; its page can be shown again with what is wrong. */
export class FormTurnedDown extends Error {
  constructor(
    readonly refusal: Refusal,
    /** Where a problem is shown that belongs to no field of its own. */
    readonly field: string | undefined,
    readonly page: (problems: readonly FieldProblem[], refused: Refused) => Promise<string>,
  ) {
    super(refusal.code);
  }
}
