import { addDays } from '../kernel/days.js';
import type { Role } from '../kernel/actor.js';
import type { BodyRef } from '../identity/person.store.js';

/**
 * The steps of a round in which accounts and roles are confirmed for a voting day (Kiesbesluit Ea 3 lid 3 b), each done once: those
 * who granted them are asked, then the managers of the body too, twice warned, and what nobody confirmed is closed.
 */
export interface Round {
  readonly votingDay: string;
  readonly askedOn: string;
  readonly firstWarningOn: string | null;
  readonly secondWarningOn: string | null;
  readonly closedOn: string | null;
}
export type Step = 'asked' | 'firstWarning' | 'secondWarning' | 'closed';

/** In days before the vote (I): all of it is over a week before the days in which nothing is closed by itself. */
const DAYS: Readonly<Record<Step, number>> = { asked: 63, firstWarning: 42, secondWarning: 35, closed: 28 };
/** So many days lie between two steps, also in a round that began late (I). */
const APART = 7;
/** From this day before the vote on nothing is closed by itself, until the result was established. */
const FROZEN = 21;

/** Whether nothing is closed by itself. `establishedOn`: the day of uitslagvaststelling, null while it was not entered. */
export function isFrozen(votingDay: string, today: string, establishedOn: string | null): boolean {
  return today >= addDays(votingDay, -FROZEN) && (establishedOn === null || today <= establishedOn);
}

const later = (a: string, b: string) => (a > b ? a : b);

/** The day on which each step that is still to come is done at the earliest, by what was done before. */
export function dayOf(step: Exclude<Step, 'asked'>, round: Round): string {
  const planned = addDays(round.votingDay, -DAYS[step]);
  const after = {
    firstWarning: () => round.askedOn,
    secondWarning: () => round.firstWarningOn ?? dayOf('firstWarning', round),
    closed: () => round.secondWarningOn ?? dayOf('secondWarning', round),
  }[step]();
  return later(planned, addDays(after, APART));
}

/** What is to be done on a day by itself; null: nothing. `round`: null when nobody was asked yet. */
export function stepOn(
  today: string,
  {
    votingDay,
    round,
    establishedOn,
  }: { votingDay: string; round: Round | null; establishedOn: string | null },
): Step | null {
  if (round === null)
    return today >= addDays(votingDay, -DAYS.asked) && today < addDays(votingDay, -FROZEN) ? 'asked' : null;
  if (round.closedOn !== null) return null;
  if (round.firstWarningOn === null) return today >= dayOf('firstWarning', round) ? 'firstWarning' : null;
  if (round.secondWarningOn === null) return today >= dayOf('secondWarning', round) ? 'secondWarning' : null;
  return today >= dayOf('closed', round) && !isFrozen(votingDay, today, establishedOn) ? 'closed' : null;
}

/** A role in a round. */
export interface ReviewedHat extends BodyRef {
  readonly hatId: string;
  readonly personId: string;
  readonly role: Role;
  readonly lastSignIn: Date | null;
  readonly outcome: 'confirmed' | 'closed' | null;
}

export const bodyKey = ({ electionId, body }: BodyRef) => `${electionId ?? ''} ${body.level}:${body.code}`;

/**
 * What is closed on the day of closing: what nobody confirmed, but of each body in which nobody was confirmed one stays, a manager
 * if there is one and of those who signed in last: a body's last account is closed after a call alone.
 */
export function closing<T extends ReviewedHat>(
  hats: readonly T[],
): { readonly closed: readonly T[]; readonly kept: readonly T[] } {
  const alive = new Set(hats.filter(({ outcome }) => outcome === 'confirmed').map(bodyKey));
  const ranked = hats
    .filter(({ outcome }) => outcome === null)
    .sort((a, b) => rank(b) - rank(a) || (b.lastSignIn?.getTime() ?? 0) - (a.lastSignIn?.getTime() ?? 0));
  const kept: T[] = [];
  const closed: T[] = [];
  for (const hat of ranked) {
    if (alive.has(bodyKey(hat))) closed.push(hat);
    else {
      alive.add(bodyKey(hat));
      kept.push(hat);
    }
  }
  return { closed, kept };
}

const rank = ({ role }: ReviewedHat) => (role === 'member' ? 0 : 1);

/** Not signed in for so many days: shown, and nothing more (I). */
const DORMANT_DAYS = 180;

/** Whether somebody did not sign in for so long; of who never did since they got the role. */
export function isDormant(
  { lastSignIn, grantedAt }: { readonly lastSignIn: Date | null; readonly grantedAt: Date },
  now: Date,
): boolean {
  return now.getTime() - (lastSignIn ?? grantedAt).getTime() > DORMANT_DAYS * 86_400_000;
}
