import { canonicalJson, type Json } from '../kernel/canonical-json.js';
import type { Sha256 } from '../kernel/fingerprint.js';
import { itemJson, type Act, type Removal, type RemovalItem } from './removal.js';

/** A copy, by its number in its removal, and what became of it. */
export interface HandledItem extends RemovalItem {
  readonly number: number;
  /** `held`: a hold kept it; null: not known yet. */
  readonly outcome: 'removed' | 'held' | null;
  readonly at: Date | null;
}

/** What became of the bytes of copies that went: gone from the store, or needed by who still has a copy. */
export interface RemovedObject {
  readonly sha256: Sha256;
  readonly outcome: 'gone' | 'needed';
  readonly at: Date;
}

const OUTCOMES = { removed: 'vernietigd', held: 'aangehouden' } as const;
const BYTES = { gone: 'vernietigd', needed: 'nog nodig' } as const;

/**
 * The certificate of a removal that was carried out, as it is kept and digested: people are named by their number here, so
 * that it stays what it is when a name is erased. It follows from rows that never change; so does its digest.
 */
export function certificateOf(
  removal: Omit<Removal, 'ending'>,
  items: readonly HandledItem[],
  objects: readonly RemovedObject[],
): Json {
  return {
    versie: 1,
    verkiezing: removal.electionId,
    besluit: removal.number,
    klasse: removal.removalClass,
    grondslag: removal.source,
    afgeleid: removal.inferred,
    vanaf: removal.fromDay,
    aangekondigd: actJson(removal.announced),
    bevestigd: removal.confirmations.map(actJson),
    lijst: removal.digest,
    kopieen: items.map((item) => ({
      ...itemJson(item),
      uitkomst: item.outcome && OUTCOMES[item.outcome],
      tijd: item.at?.toISOString() ?? null,
    })),
    bytes: objects.map(({ sha256, outcome, at }) => ({
      ...{ sha256, uitkomst: BYTES[outcome], tijd: at.toISOString() },
    })),
  };
}

/** The bytes over which the digest of a certificate is. */
export const certificateText = (certificate: Json): string => canonicalJson(certificate);

const actJson = ({ at, by }: Act) => ({ tijd: at.toISOString(), persoon: by });
