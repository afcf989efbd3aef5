import type { Level } from '../kernel/committee.js';

/** What a level is called on screen, in lower case. */
export const LEVEL_NAMES: Readonly<Record<Level, string>> = {
  GSB: 'gemeentelijk stembureau',
  NBSB: 'nationaal briefstembureau',
  SOL: 'stembureau openbaar lichaam',
  HSB: 'hoofdstembureau',
  CSB: 'centraal stembureau',
  MAYOR: 'burgemeester',
  COUNCIL: 'Kiesraad',
  OPERATOR: 'Kiesraad (beheerder)',
};
