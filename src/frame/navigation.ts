import { Injectable } from '@nestjs/common';
import type { Hat, Role } from '../kernel/actor.js';
import type { Level } from '../kernel/committee.js';
import { Declarations } from '../platform/http/declarations.js';

/** A place in the main navigation and whose it is. A place shown still decides itself who may enter. */
export interface Place {
  /** Where it stands among the others, ascending; no two have the same. */
  readonly order: number;
  readonly href: string;
  readonly label: string;
  /** null: everyone who has signed in. */
  readonly levels: readonly Level[] | null;
  readonly roles?: readonly Role[];
}

/** The main navigation: the pages that are declared with a place in it. Throws when two want one spot. */
@Injectable()
export class Navigation {
  private readonly places: readonly Place[];

  constructor({ places }: Declarations) {
    this.places = places.map(({ path, nav, access }) => ({
      order: nav.place,
      href: path,
      label: nav.label,
      levels: access.kind === 'hat' ? access.levels : null,
      ...(access.kind === 'hat' && access.roles !== null ? { roles: access.roles } : {}),
    }));
    if (new Set(this.places.map(({ order }) => order)).size < this.places.length)
      throw new Error('two places in the navigation have the same order');
  }

  /** The places for who wears this hat; without a hat the places that ask for none. */
  placesFor(hat: Hat | null): readonly Place[] {
    return this.places.filter((place) => {
      if (hat === null) return place.levels === null && place.roles === undefined;
      const levelFits = place.levels === null || place.levels.includes(hat.body.level);
      return levelFits && (place.roles === undefined || place.roles.includes(hat.role));
    });
  }
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
