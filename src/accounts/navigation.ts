import type { Hat, Role } from '../kernel/actor.js';
import { COMMITTEE_LEVELS, type Level } from '../kernel/committee.js';

/** A place in the main navigation and whose it is. */
export interface Place {
  readonly href: string;
  readonly label: string;
  /** null: everyone who has signed in. */
  readonly levels: readonly Level[] | null;
  readonly roles?: readonly Role[];
}

const SENDERS = ['GSB', 'NBSB', 'SOL', 'HSB', 'CSB'] as const;
const RECEIVERS = ['HSB', 'CSB', 'MAYOR', 'COUNCIL'] as const;

/** The main navigation, in its order. A place shown here still decides itself who may enter. */
export const PLACES: readonly Place[] = [
  { href: '/', label: 'Begin', levels: null },
  { href: '/leveringen', label: 'Leveringen', levels: SENDERS },
  { href: '/ontvangen', label: 'Ontvangen', levels: RECEIVERS },
  { href: '/verkiezingen', label: 'Verkiezingen', levels: ['OPERATOR'] },
  { href: '/sleutels', label: 'Sleutels', levels: [...COMMITTEE_LEVELS, 'OPERATOR'] },
  { href: '/overzicht', label: 'Overzicht', levels: ['OPERATOR'] },
  { href: '/logboek', label: 'Logboek', levels: ['OPERATOR'] },
  { href: '/mensen', label: 'Mensen', levels: null, roles: ['manager', 'operator'] },
  { href: '/account', label: 'Account', levels: null },
];

/** The places for who wears this hat; without a hat the places that ask for none. */
export function placesFor(hat: Hat | null): readonly Place[] {
  return PLACES.filter((place) => {
    if (hat === null) return place.levels === null && place.roles === undefined;
    const levelFits = place.levels === null || place.levels.includes(hat.body.level);
    return levelFits && (place.roles === undefined || place.roles.includes(hat.role));
  });
}

/** The place a path belongs to; null when it stands in no menu of theirs. */
export function placeOf(path: string, places: readonly Place[]): Place | null {
  const bare = path.split(/[?#]/, 1)[0]!;
  return (
    places.find(
      (place) => place.href === bare || (place.href !== '/' && bare.startsWith(`${place.href}/`)),
    ) ?? null
  );
}
