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
  'publication.notPublic': {
    status: 409,
    title: 'Maak eerst het telbestand openbaar',
    detail: 'Een proces-verbaal komt naast een telbestand dat openbaar is. Er is niets openbaar gemaakt.',
  },
  'publication.badPaper': {
    status: 422,
    title: 'Deze PDF mag niet openbaar worden',
    detail: '{reden} Er is niets openbaar gemaakt.',
  },
  'publication.imagesUnseen': {
    status: 422,
    title: 'Kijk eerst naar de afbeeldingen',
    detail:
      'Aantal afbeeldingen in de PDF: {aantal}. Wij kunnen niet zien of daar een handtekening op staat. Bekijk ze, vink aan dat u dat deed, en kies het bestand opnieuw. Er is niets openbaar gemaakt.',
  },
  'publication.samePaper': {
    status: 409,
    title: 'Deze PDF was hier al',
    detail:
      'Precies dit bestand staat al in de lijst hieronder, of is teruggetrokken. Er is niets veranderd.',
  },
  'publication.tooManyPapers': {
    status: 409,
    title: 'Er zijn te veel versies',
    detail: 'Van dit bestand zijn er vijftig. Er is niets openbaar gemaakt. Bel de Kiesraad.',
  },
  'publication.notJudged': {
    status: 503,
    title: 'De PDF kon niet worden gecontroleerd',
    detail:
      'Dat ligt aan ons, niet aan uw bestand. Er is niets openbaar gemaakt. Probeer het over enkele minuten opnieuw.',
  },
  'publication.paperWithdrawn': {
    status: 410,
    title: 'Dit proces-verbaal is teruggetrokken',
    detail:
      'Wie het openbaar maakte, trok het terug. Op de pagina van het bestand ziet u welke versie geldt.',
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
