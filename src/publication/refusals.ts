import { DAMAGED_FILE, type RefusalTable } from '../kernel/refusal.js';

export const PUBLICATION_REFUSALS = {
  'publication.already': {
    status: 409,
    title: 'Dit bestand is al openbaar',
    detail: 'U of een collega maakte het al openbaar. Er is niets veranderd. U hoeft niets te doen.',
  },
  'publication.setAside': {
    status: 409,
    title: 'Deze uitkomst telt niet mee',
    detail:
      'Het stembureau laat de uitkomst van de programmatuur buiten beschouwing. Er is niets openbaar gemaakt. Levert het opnieuw, maak dan dat bestand openbaar.',
  },
  'publication.notYet': {
    status: 409,
    title: 'Dit mag nog niet openbaar worden',
    detail:
      'Bij de verkiezing van het Europees Parlement mag een uitslag pas openbaar worden als in alle lidstaten de stembureaus zijn gesloten. De Kiesraad legt dat moment vast. Er is niets openbaar gemaakt. Probeer het daarna opnieuw.',
  },
  'publication.damaged': DAMAGED_FILE,
  'publication.removed': {
    status: 410,
    title: 'Dit bestand is vernietigd',
    detail:
      'De bewaartermijn was voorbij. Hier openbaar maken kan niet meer. Maakte u het al openbaar op uw eigen site? Geef dan dat adres op.',
  },
} as const satisfies RefusalTable;

declare module '../kernel/refusal.js' {
  interface RefusalTables {
    publication: typeof PUBLICATION_REFUSALS;
  }
}
