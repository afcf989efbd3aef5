import { addMonths } from '../elections/calendar.js';
import type { Level } from '../kernel/committee.js';

/** What goes together, by one term: the copies of some bodies, or what was refused. */
export const REMOVAL_CLASSES = ['mayor', 'committees', 'refused'] as const;
export type RemovalClass = (typeof REMOVAL_CLASSES)[number];

/** A class of files with the term after which they go. */
export interface ClassFacts {
  readonly title: string;
  readonly what: string;
  /** What the term rests on, as people read it; kept with each removal. */
  readonly source: string;
  /** `inferred`: no text that we have names these files. */
  readonly basis: 'law' | 'inferred';
  /** Counted from the day on which it was decided about the admission of the elected. */
  readonly months: number;
  readonly stays: string;
}

/**
 * The terms. Of the burgemeester: the letter of the minister to the Tweede Kamer (2017) on the transfer of results, which
 * restates the Kieswet; the article itself is not in the texts that we have. The same term for others is inferred.
 */
export const CLASSES: Readonly<Record<RemovalClass, ClassFacts>> = {
  mayor: {
    title: 'Bestanden bij de burgemeester',
    what: 'Wat aan burgemeesters en gezaghebbers is afgeleverd: tellingen en processen-verbaal.',
    source:
      'Kieswet, volgens de brief van de minister van BZK aan de Tweede Kamer (2017): de burgemeester vernietigt de processen-verbaal drie maanden nadat over de toelating is beslist',
    basis: 'law',
    months: 3,
    stays: 'Wat de Kiesraad verzamelt (A 3, onder d), en wat stembureaus zelf nog hebben.',
  },
  committees: {
    title: 'Bestanden bij stembureaus',
    what: 'Wat stembureaus leverden, en wat aan hoofdstembureaus en het centraal stembureau is afgeleverd.',
    source: 'Dezelfde termijn als bij de burgemeester; geen tekst die wij hebben noemt deze kopieën',
    basis: 'inferred',
    months: 3,
    stays: 'Wat de Kiesraad verzamelt (A 3, onder d), en wat openbaar is gemaakt.',
  },
  refused: {
    title: 'Geweigerde bestanden',
    what: 'Bestanden die een controle weigerde. Niemand kreeg ze.',
    source:
      'Eigen regel: zo lang als de andere bestanden van de verkiezing; geen tekst die wij hebben noemt ze',
    basis: 'inferred',
    months: 3,
    stays: 'Wat de controles vonden, en wat als bewijs wordt bewaard.',
  },
};

/** What is not removed here, and why. */
export const STAYS: readonly { readonly what: string; readonly source: string; readonly how: string }[] = [
  {
    what: 'Wat de Kiesraad verzamelt en ontsluit',
    source: 'Kieswet A 3, onder d',
    how: 'blijft',
  },
  {
    what: 'Wat openbaar is gemaakt',
    source: 'Kieswet Na 33, O 8, O 22, P 23',
    how: 'blijft',
  },
  {
    what: 'Vingerafdrukken, controles, ontvangstbewijzen en het logboek',
    source: 'Kiesbesluit Ea 3 lid 2, onder c',
    how: 'blijft',
  },
  {
    what: 'Wie een fout meldde',
    source: 'Kieswet P 1b lid 2; de termijn is onze eigen regel',
    how: 'wordt vanzelf gewist: 30 dagen na het antwoord, en uiterlijk 180 dagen na de melding',
  },
  {
    what: 'Namen, adressen en getypte teksten in het logboek',
    source: 'AVG',
    how: 'de beheerder van de servers wist ze op verzoek',
  },
];

/** Whose copies of delivered files belong to a class; none for what was refused, which its sender alone has. */
export function holdersIn(removalClass: RemovalClass): readonly Level[] {
  if (removalClass === 'mayor') return ['MAYOR'];
  return removalClass === 'committees' ? ['GSB', 'NBSB', 'SOL', 'HSB', 'CSB'] : [];
}

/** The first day on which its term is over; null while the day of the admission is not known. */
export function termEnds(removalClass: RemovalClass, admission: string | null): string | null {
  return admission === null ? null : addMonths(admission, CLASSES[removalClass].months);
}
