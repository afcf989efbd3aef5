import type { CommitteeRef, MessageType } from '../kernel/committee.js';
import { Refusal } from '../kernel/refusal.js';

/** Why a file is asked for again, and by when; null: not said. */
export interface Terms {
  readonly reason: string | null;
  readonly dueAt: Date | null;
}

/** Nothing was said of why or by when. */
export const NO_TERMS: Terms = { reason: null, dueAt: null };

/**
 * How a request stands. It is asked; then a newer version of that file was delivered, or who was asked answered in words why
 * there will be none; and who asked checked what came.
 */
export type RequestState =
  | { readonly state: 'asked' }
  | { readonly state: 'answered'; readonly at: Date; readonly text: string }
  | { readonly state: 'delivered'; readonly at: Date }
  | { readonly state: 'checked'; readonly at: Date };

/** One body asks another for a file (Kieswet O 2, P 1c). */
export interface FileRequest extends Terms {
  readonly id: string;
  readonly electionId: string;
  readonly from: CommitteeRef;
  readonly to: CommitteeRef;
  readonly message: MessageType;
  readonly at: Date;
  readonly state: RequestState;
}

/** What is known of a request, from which its state follows. */
export interface RequestFacts {
  readonly answer: string | null;
  readonly answered_at: Date | null;
  readonly delivered_at: Date | null;
  readonly assessed_at: Date | null;
}

/** The state that follows from what happened: what came counts before what was said, and what was checked before that. */
export function requestState({ answer, answered_at, delivered_at, assessed_at }: RequestFacts): RequestState {
  if (assessed_at !== null) return { state: 'checked', at: assessed_at };
  if (delivered_at !== null) return { state: 'delivered', at: delivered_at };
  if (answered_at !== null) return { state: 'answered', at: answered_at, text: answer ?? '' };
  return { state: 'asked' };
}

/** Asked, not answered by a file or in words, and its term is over. */
export function isOverdue({ state, dueAt }: Pick<FileRequest, 'state' | 'dueAt'>, now: Date): boolean {
  return state.state === 'asked' && dueAt !== null && dueAt <= now;
}

/** Refused: a term that is over already (delivery.termPast). */
export function checkTerm({ dueAt }: Terms, now: Date): void {
  if (dueAt !== null && dueAt <= now) throw new Refusal('delivery.termPast');
}
