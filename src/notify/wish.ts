import type { Level } from '../kernel/committee.js';
import { dutchClock } from '../kernel/dutch-time.js';
import { GROUPS, mailedByDefault, type NoticeGroup } from './notice-kinds.js';

/** Hours of the Dutch clock, `HH:MM`; from 22:00 until 07:00 is over midnight. */
export interface QuietHours {
  readonly from: string;
  readonly until: string;
}

/** Of what somebody wants mail, and when not. Of a group in neither list it is as usual. */
export interface Wish {
  readonly wanted: readonly NoticeGroup[];
  readonly unwanted: readonly NoticeGroup[];
  readonly quiet: QuietHours | null;
}

export const AS_USUAL: Wish = { wanted: [], unwanted: [], quiet: null };

/** Whether they get mail of this group, at a body of this level. What the law demands always. */
export function wantsMail({ wanted, unwanted }: Wish, group: NoticeGroup, level: Level): boolean {
  if (GROUPS[group].bound || wanted.includes(group)) return true;
  return !unwanted.includes(group) && mailedByDefault(group, level);
}

const minutes = (clock: string): number => Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3, 5));
const DAY = 24 * 60;

/** In how many seconds the quiet hours are over; 0 outside them. The same hour on both sides is none at all. */
export function quietSeconds(quiet: QuietHours | null, now: Date): number {
  if (quiet === null) return 0;
  const at = minutes(dutchClock(now));
  const since = (at - minutes(quiet.from) + DAY) % DAY;
  const length = (minutes(quiet.until) - minutes(quiet.from) + DAY) % DAY;
  return since < length ? (length - since) * 60 : 0;
}
