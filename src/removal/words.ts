import type { Removal, RemovalState } from './removal.js';
import type { RemovalClass } from './removal-class.js';

const REMOVALS_PATH = '/vernietiging';
/** Where the Kiesraad decides what goes of an election, and what is asked of one class of it. */
export const electionPath = (electionId: string, below = ''): string =>
  `${REMOVALS_PATH}/${encodeURIComponent(electionId)}${below}`;
export const announcePath = (electionId: string, removalClass: RemovalClass): string =>
  electionPath(electionId, `/aankondigen/${CLASS_KEYS[removalClass]}`);
/** One decision to remove. */
export const removalPath = (id: string, below = ''): string => `${REMOVALS_PATH}/besluit/${id}${below}`;
/** Where a hold is lifted. */
export const liftPath = (id: string): string => `${REMOVALS_PATH}/bewaren/${id}`;
/** Refused files, for the Kiesraad as beheerder and for the Kiesraad that collects. */
export const refusedPath = (electionId: string): string => electionPath(electionId, '/geweigerd');
export const EVIDENCE_PATH = '/geweigerd';
export const evidenceZipPath = (id: string): string => `${EVIDENCE_PATH}/${id}/bewijs.zip`;

/** What a class is called in an address. */
export const CLASS_KEYS = {
  mayor: 'burgemeester',
  committees: 'stembureaus',
  refused: 'geweigerd',
} as const satisfies Record<RemovalClass, string>;

/** How a removal stands, on screen. */
export const STATE_WORDS: Readonly<Record<RemovalState, string>> = {
  announced: 'aangekondigd',
  confirmedOnce: 'door één persoon bevestigd',
  underWay: 'wordt uitgevoerd',
  done: 'uitgevoerd',
  calledOff: 'ging niet door',
};

/** By what a decision is named: `Besluit 3 van TK2027`. */
export const removalName = ({ number, electionId }: Pick<Removal, 'number' | 'electionId'>): string =>
  `Besluit ${number} van ${electionId}`;
