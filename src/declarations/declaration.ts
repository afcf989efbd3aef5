import { z } from 'zod';
import { declarationDue } from '../elections/calendar.js';
import { dutchDay } from '../kernel/dutch-time.js';
import type { Sha256 } from '../kernel/fingerprint.js';

/** What a body says, of one question and of the whole; each is graver than the one before it. */
export const OUTCOMES = ['complies', 'willComply', 'deviates', 'doesNotComply'] as const;
export type Outcome = (typeof OUTCOMES)[number];

/** How it came: filled in here, a signed PDF, or a scan of what was signed on paper. */
export const WAYS = ['form', 'pdf', 'scan'] as const;
export type Way = (typeof WAYS)[number];

/** What is answered to one question of the model. */
export type Answer =
  | { readonly outcome: 'complies' | 'doesNotComply' }
  /** `by`: the last day on which it will, `YYYY-MM-DD`. */
  | { readonly outcome: 'willComply'; readonly by: string }
  /** `measure`: what the body does instead. */
  | { readonly outcome: 'deviates'; readonly measure: string };

/** A question of the model, with its answer. */
export interface Answered {
  readonly id: string;
  readonly question: string;
  readonly answer: Answer;
}

/** A declaration as kept (Ea 6 lid 2): never changed, only replaced. */
export interface Declaration {
  readonly id: string;
  /** Code of the organisation. */
  readonly organisation: string;
  readonly votingDay: string;
  /** The elections of that day that it is about. */
  readonly electionIds: readonly string[];
  readonly version: number;
  /** Id of the one that it replaces. */
  readonly replaces: string | null;
  /** Of the Kiesraad's model; null where the file alone says it. */
  readonly modelVersion: number | null;
  readonly answers: readonly Answered[] | null;
  readonly outcome: Outcome;
  readonly investigatedOn: string;
  readonly declaredOn: string;
  readonly way: Way;
  /** By which mandate it was made in the name of the executive; null: by the executive itself. */
  readonly mandateId: string | null;
  /** Of the PDF that is shown and forwarded. */
  readonly sha256: Sha256;
  readonly size: number;
  readonly late: boolean;
  readonly at: Date;
  readonly personId: string;
}

/** The whole is what the gravest answer is. */
export function outcomeOf(answers: readonly Pick<Answered, 'answer'>[]): Outcome {
  const gravest = Math.max(0, ...answers.map(({ answer }) => OUTCOMES.indexOf(answer.outcome)));
  return OUTCOMES[gravest]!;
}

/**
 * Whether a declaration that is received at `at` is late: the term is one of order (Kiesbesluit Ea 7 lid 2), so that it is
 * marked and never refused. A correction is as late as the declaration that it replaces.
 */
export function isLate(votingDay: string, at: Date, replaced: Pick<Declaration, 'late'> | null): boolean {
  return replaced === null ? dutchDay(at) > declarationDue(votingDay) : replaced.late;
}

/** Why the two days of a declaration cannot be, in Dutch, by their field; both are `YYYY-MM-DD`, `today` in Dutch time. */
export function wrongDays(
  { investigatedOn, declaredOn }: Pick<Declaration, 'investigatedOn' | 'declaredOn'>,
  today: string,
): Readonly<Partial<Record<'onderzocht' | 'verklaard', string>>> {
  if (investigatedOn > today) return { onderzocht: 'Deze dag moet nog komen.' };
  if (declaredOn > today) return { verklaard: 'Deze dag moet nog komen.' };
  return declaredOn < investigatedOn
    ? { verklaard: 'De verklaring kan niet van vóór het onderzoek zijn.' }
    : {};
}

/** A paper by which somebody declares in the name of the executive. */
export interface Mandate {
  readonly id: string;
  readonly organisation: string;
  /** Id of the person who got it. */
  readonly holder: string;
  /** The last day on which it holds. */
  readonly until: string;
  readonly sha256: Sha256;
  readonly size: number;
  readonly fileName: string;
  readonly at: Date;
  readonly revokedAt: Date | null;
}

/** The value of the field `namens` for the executive itself. */
export const BY_EXECUTIVE = 'bestuur';
const NOBODY = 'Kies namens wie u verklaart.';
/** The field `namens`: the id of a mandate; null: the executive itself. */
export const mandateNamed = z
  .union([z.literal(BY_EXECUTIVE), z.uuid(NOBODY)], NOBODY)
  .transform((named) => (named === BY_EXECUTIVE ? null : named));

/** How a mandate stands on a Dutch day (`YYYY-MM-DD`). */
export function mandateState(
  { until, revokedAt }: Pick<Mandate, 'until' | 'revokedAt'>,
  today: string,
): 'holds' | 'ended' | 'revoked' {
  if (revokedAt !== null) return 'revoked';
  return until < today ? 'ended' : 'holds';
}

/** What can be missing after the due day. */
export const SIGNAL_KINDS = ['missing', 'unpublished'] as const;
export type SignalKind = (typeof SIGNAL_KINDS)[number];

/** What a person can decide of a signal. */
export const DECISIONS = ['called', 'measure', 'noMeasure'] as const;
export type Decision = (typeof DECISIONS)[number];
