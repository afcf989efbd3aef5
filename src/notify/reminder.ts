import type { ContactPerson } from '../bodies/contact.js';
import { DUTY_SUBJECTS, type OpenDuty } from '../frame/open-duties.js';
import { addDays } from '../kernel/days.js';
import { z } from 'zod';

/** A duty of which an organisation is reminded, and for which voting day. */
export interface RemindedDuty extends Pick<OpenDuty, 'subject' | 'due'> {
  readonly votingDay: string;
}

/** As it is kept. */
export const remindedDuties = z.array(
  z.object({ subject: z.enum(DUTY_SUBJECTS), due: z.string(), votingDay: z.string() }),
);

/** So many days before the last day on which it is in time; then every day from two days before on. */
const BEFORE = [14, 7, 3] as const;
const DAILY_FROM = 2;

/**
 * The newest day up to `today` on which there is to be a reminder of this: 14, 7 and 3 days before it is due, then daily to the
 * day before the vote. Null while there was none, and from the day of the vote on.
 */
export function reminderDay({ due, votingDay }: Omit<RemindedDuty, 'subject'>, today: string): string | null {
  if (today >= votingDay) return null;
  if (today >= addDays(due, -DAILY_FROM)) return today;
  const passed = BEFORE.map((days) => addDays(due, -days)).filter((day) => day <= today);
  return passed.at(-1) ?? null;
}

/**
 * Whether an organisation is reminded today. A day that was missed is made good once, by one reminder today; one that was sent
 * on the day itself or after it (`last`, of days up to today) is not sent again. So a night without workers, or a clock that
 * went back, changes nothing: what a clock said that ran ahead lies after today and does not count.
 */
export function isReminded(duties: readonly RemindedDuty[], today: string, last: string | null): boolean {
  const newest = duties
    .map((duty) => reminderDay(duty, today))
    .filter((day) => day !== null)
    .sort()
    .at(-1);
  return newest !== undefined && (last === null || last < newest);
}

/** Who is written to. `nobody`: there is nobody left who can be, and somebody of the Kiesraad calls. */
export type Reached = 'contacts' | 'deputies' | 'nobody';

/**
 * Contact persons; deputies too from three days before the first is due, and at once where no contact person can be written to.
 * `bounced`: whose mail did not arrive, at the address they have now.
 */
export function whoIsReached(
  duties: readonly RemindedDuty[],
  contacts: readonly ContactPerson[],
  bounced: (contact: ContactPerson) => boolean,
  today: string,
): { readonly reached: Reached; readonly to: readonly ContactPerson[] } {
  const able = contacts.filter((contact) => !bounced(contact));
  const first = able.filter(({ deputy }) => !deputy);
  const due = duties.map((duty) => duty.due).sort()[0];
  const withDeputies = first.length === 0 || (due !== undefined && today >= addDays(due, -3));
  const to = withDeputies ? able : first;
  if (to.length === 0) return { reached: 'nobody', to };
  return { reached: to.some(({ deputy }) => deputy) ? 'deputies' : 'contacts', to };
}
