import type { Act } from './removal.js';

/** That something is kept whatever its term: of one submission, or of a whole election. */
export interface Hold {
  readonly id: string;
  readonly electionId: string;
  /** Null: everything of the election. */
  readonly submissionId: string | null;
  readonly why: string;
  readonly placed: Act;
  readonly lifted: (Act & { readonly why: string }) | null;
}

/** The holds among these that keep this submission now. */
export function holdsOn(holds: readonly Hold[], submissionId: string): readonly Hold[] {
  return holds.filter(
    ({ submissionId: of, lifted }) => lifted === null && (of === null || of === submissionId),
  );
}
