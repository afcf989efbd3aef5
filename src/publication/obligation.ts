import { findCommittee } from '../elections/committees.js';
import type { ElectionDecisions } from '../elections/decisions.js';
import { underElectionsAct } from '../elections/definition.js';
import type { ElectionPlan } from '../elections/election.js';
import type { Article } from '../elections/routes.js';
import {
  MESSAGE_TYPES,
  type CommitteeRef,
  type DeliveredType,
  type Level,
  type MessageType,
} from '../kernel/committee.js';

/** One line of law: who makes public, at once, what a committee of this level counted or established. */
interface Obligation {
  readonly about: Level;
  readonly message: MessageType;
  readonly by: 'itself' | 'mayor';
  readonly law: Article;
  readonly basis: 'law' | 'inferred';
}

/** Kieswet Na 33, O 8, O 22 and P 23, as the Wet programmatuur verkiezingsuitslagen changes them. */
const OBLIGATIONS: readonly Obligation[] = [
  { about: 'GSB', message: '510b', by: 'mayor', law: 'Na 33 lid 1', basis: 'law' },
  { about: 'SOL', message: '510b', by: 'mayor', law: 'Na 33 lid 1', basis: 'inferred' },
  { about: 'NBSB', message: '510b', by: 'mayor', law: 'O 22 lid 2', basis: 'law' },
  { about: 'HSB', message: '510c', by: 'itself', law: 'O 8 lid 2', basis: 'law' },
  { about: 'CSB', message: '510d', by: 'itself', law: 'P 23 lid 3', basis: 'law' },
  { about: 'CSB', message: '520', by: 'itself', law: 'P 23 lid 3', basis: 'law' },
];

/** Who makes a file public, and by which article. `inferred`: no text that we have says so of this file. */
export interface Publisher {
  readonly body: CommitteeRef;
  readonly law: Article;
  readonly basis: Obligation['basis'];
}

/** Everything of an election that is made public, in the order of its committees. */
export interface ToPublish extends Publisher {
  readonly about: CommitteeRef;
  readonly message: MessageType;
}

/** Is it a file that is made public? What is on paper alone (P 2a, the annex) is not. */
export function isPublishable(message: DeliveredType): message is MessageType {
  return (MESSAGE_TYPES as readonly string[]).includes(message);
}

/**
 * Who makes public what was counted of `about`: its burgemeester or gezaghebber, or the committee itself; of a 510c that the
 * CSB corrected the HSB too. Null: nobody, the law names no such file or the election no such committee.
 */
export function publisherOf(
  plan: ElectionPlan,
  about: CommitteeRef,
  message: DeliveredType,
): Publisher | null {
  const found = OBLIGATIONS.find((each) => each.about === about.level && each.message === message);
  const committee = found && findCommittee(plan.committees, about);
  if (!found || !committee) return null;
  const { category } = plan.definition;
  const ref =
    found.by === 'itself'
      ? { level: about.level, code: about.code }
      : committee.mayor === null
        ? null
        : { level: 'MAYOR' as const, code: committee.mayor };
  if (ref === null) return null;
  // the Eerste Kamer's own chapter is not in the texts we have, nor the by-laws of other councils
  const stated = category !== 'EK' && underElectionsAct(category);
  return { body: ref, law: found.law, basis: stated ? found.basis : 'inferred' };
}

/** Everything that is made public of an election, in the order of its committees. */
export function toPublish(plan: ElectionPlan): readonly ToPublish[] {
  return plan.committees.flatMap(({ level, code }) =>
    MESSAGE_TYPES.flatMap((message): ToPublish[] => {
      const about = { level, code };
      const publisher = publisherOf(plan, about, message);
      return publisher === null ? [] : [{ about, message, ...publisher }];
    }),
  );
}

/**
 * From when on results of an election may be public: `now`, or for the Europees Parlement a moment that the Kiesraad enters,
 * when the polls closed in the last member state; null: nobody entered it, so nothing may yet (inferred).
 */
export function publicFrom(
  { definition: { category } }: Pick<ElectionPlan, 'definition'>,
  { moments }: Pick<ElectionDecisions, 'moments'>,
): Date | 'now' | null {
  if (category !== 'EP') return 'now';
  return moments.resultsPublicFrom === null ? null : new Date(moments.resultsPublicFrom);
}

/** Whether it is allowed at `now`, by {@link publicFrom}. */
export function isAllowed(from: Date | 'now' | null, now: Date): boolean {
  return from === 'now' || (from !== null && from <= now);
}
