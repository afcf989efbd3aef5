import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { Segment } from '../kernel/committee.js';

/** What a committee is asked to check of its own data, in the order of the page. */
export const POINTS = ['committee', 'election', 'keys', 'recipients', 'senders', 'contact'] as const;
export type PointCode = (typeof POINTS)[number];

/** One thing that is set up, as it is shown: a line for each fact. */
export interface Point {
  readonly code: PointCode;
  readonly shown: readonly string[];
}

/** What a committee says of one point. */
export interface PointAnswer extends Point {
  readonly right: boolean;
  /** What is wrong, in the committee's words; empty where it is right. */
  readonly note: string;
}

/** What a committee said of its data. The newest counts. */
export interface SetupCheck {
  readonly id: string;
  readonly owner: Segment;
  /** From 1 on. */
  readonly version: number;
  readonly answers: readonly PointAnswer[];
  readonly personId: string;
  readonly at: Date;
}

/** How often one body may say how its data stand. */
export const MOST_CHECKS = 50;

/** The answers as they are kept; the version is that of their shape. A point of a later release keeps its code. */
export const keptAnswers = z.object({
  opmaak: z.literal(1),
  answers: z.array(
    z.object({ code: z.enum(POINTS), shown: z.array(z.string()), right: z.boolean(), note: z.string() }),
  ),
});

/** Of what was shown: what was answered in the meantime to something else is not taken for an answer to this. */
export function digestOf(points: readonly Point[]): string {
  const shown = JSON.stringify(points.map(({ code, shown: lines }) => [code, lines]));
  return createHash('sha256').update(shown).digest('hex');
}

/** How a committee stands with verifying the set-up. */
export type SetupState =
  /** Everything was confirmed as it is now and, where it delivers counts, a test delivery came through. */
  | 'verified'
  /** Something was reported wrong, and is as it was. */
  | 'wrong'
  /** What was confirmed or reported is no longer so. */
  | 'changed'
  /** Begun: the data or the test delivery is still to come. */
  | 'partly'
  | 'none';

/** What decides the state of a committee. */
export interface SetupFacts {
  /** Its data, as they are now. */
  readonly points: readonly Point[];
  readonly check: Pick<SetupCheck, 'answers'> | null;
  /** It delivers counts, so that it can make a test delivery. */
  readonly delivers: boolean;
  readonly hasTrial: boolean;
}

export function setupState({ points, check, delivers, hasTrial }: SetupFacts): SetupState {
  if (check === null) return hasTrial ? 'partly' : 'none';
  if (standingFaults(points, check).length > 0) return 'wrong';
  const isNow = unchanged(points);
  const confirmed = check.answers.filter((answer) => answer.right && isNow(answer)).length;
  if (confirmed < points.length) return 'changed';
  return delivers && !hasTrial ? 'partly' : 'verified';
}

/** What a committee reported wrong and is as it was. */
export function standingFaults(
  points: readonly Point[],
  { answers }: Pick<SetupCheck, 'answers'>,
): readonly PointAnswer[] {
  const isNow = unchanged(points);
  return answers.filter((answer) => !answer.right && isNow(answer));
}

function unchanged(points: readonly Point[]): (answered: Point) => boolean {
  const now = new Map(points.map(({ code, shown }) => [code, shown.join('\n')]));
  return ({ code, shown }) => now.get(code) === shown.join('\n');
}
