import type { ReferredStation, StationState } from './referral.js';

/** Where a CSB sends stations of a delivery back. */
export const referPath = (deliveryId: string): string => `/ontvangen/${deliveryId}/terugverwijzen`;
/** Where the tally stands, and one referral. */
export const REFERRALS_PATH = '/terugverwijzingen';
export const referralPath = (id: string): string => `${REFERRALS_PATH}/${id}`;

/** How a station stands, in a word or two. */
export const STATE_WORDS = {
  open: 'wacht op antwoord',
  corrected: 'gecorrigeerd',
  stands: 'blijft staan',
} as const satisfies Record<StationState['state'], string>;

/** A station as people find it: its name, and its number in the file. */
export function stationLabel({ unit, name }: Pick<ReferredStation, 'unit' | 'name'>): string {
  return name === '' ? unit : `${name} (${unit})`;
}
