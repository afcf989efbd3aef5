import type { RefusalTable } from '../kernel/refusal.js';

export const SETUP_REFUSALS = {
  'election.definitionRefused': {
    status: 422,
    title: 'Deze verkiezingsdefinitie kan niet worden gebruikt',
    detail: '{reason} Er is niets ingericht. Haal een goede definitie (110a) op en probeer het opnieuw.',
  },
  'election.noFile': {
    status: 400,
    title: 'U koos geen bestand',
    detail: 'Kies de verkiezingsdefinitie en probeer het opnieuw.',
  },
  'election.fileTooLarge': {
    status: 413,
    title: 'Het bestand is te groot',
    detail: 'Een verkiezingsdefinitie is hoogstens 2 MB. Er is niets ingericht. Kies een ander bestand.',
  },
  'election.zipRefused': {
    status: 422,
    title: 'Deze ZIP kan niet worden gebruikt',
    detail: '{reason} Er is niets aangeboden. Maak een ZIP met alleen verkiezingsdefinities (.eml.xml).',
  },
  'election.alreadyConfigured': {
    status: 409,
    title: 'Deze verkiezing bestaat al',
    detail:
      'De verkiezing {id} is al ingericht. Klopt haar definitie niet, vervang haar dan op de pagina van die verkiezing.',
  },
  'election.waitsForSecond': {
    status: 409,
    title: 'Dit wacht al op een tweede persoon',
    detail:
      'Voor {id} is al iets aangeboden dat nog niet is bevestigd. Laat een ander dat bevestigen of afwijzen. Er is niets veranderd.',
  },
  'election.otherElection': {
    status: 422,
    title: 'Dit is de definitie van een andere verkiezing',
    detail: 'Het bestand is van {id}; u vervangt de definitie van {verwacht}. Kies het goede bestand.',
  },
  'election.sameDefinition': {
    status: 409,
    title: 'Deze definitie geldt al',
    detail: 'Het bestand is byte voor byte gelijk aan de definitie die nu geldt. Er is niets veranderd.',
  },
  'election.secondMustDiffer': {
    status: 409,
    title: 'Dit moet een ander bevestigen',
    detail: 'U bood dit zelf aan. Vraag een ander van de Kiesraad om het te bevestigen.',
  },
  'election.sayWhy': {
    status: 422,
    title: 'Vul in wat er niet klopt',
    detail: 'Wie dit aanbood, moet weten wat er niet klopt. Er is niets afgewezen.',
  },
  'election.fingerprintDiffers': {
    status: 422,
    title: 'De vingerafdruk is anders',
    detail:
      'De vingerafdruk hoort niet bij wat hier wacht. Er is niets bevestigd. Vergelijk de bestanden: een van beide is niet het goede.',
  },
  'election.lostCommittee': {
    status: 409,
    title: 'Een stembureau dat al leverde, zou verdwijnen',
    detail:
      'In deze definitie staat {niveau} {code} niet meer, en dat stembureau leverde al. Er is niets veranderd. Wijs de correctie af.',
  },
  'election.deliveredAlready': {
    status: 409,
    title: 'Er is al geleverd',
    detail:
      'Welke eilanden meedoen, de code van het briefstembureau en wat wordt ondertekend, kunnen na de eerste levering niet meer veranderen. Er is niets vastgelegd.',
  },
  'election.fourEyesFixed': {
    status: 409,
    title: 'Of twee personen moeten kijken, ligt vast',
    detail:
      'Vier ogen kiest u tot en met de dag van de kandidaatstelling ({dag}). Er is niets vastgelegd. Laat dit zoals het was en probeer het opnieuw.',
  },
  'election.nothingChanged': {
    status: 422,
    title: 'U veranderde niets',
    detail: 'Alles wat u invulde, geldt al. Er is niets vastgelegd.',
  },
  'election.setAsideIsTheirs': {
    status: 422,
    title: 'Dit besluit neemt het stembureau zelf',
    detail:
      'Alleen het stembureau kan de uitkomst buiten beschouwing laten, of haar toch gebruiken (Na 27, O 6, O 17, P 20b). Vraag het stembureau om dat te doen.',
  },
  'election.unknownCommittee': {
    status: 422,
    title: 'Dit stembureau hoeft hier niets te leveren',
    detail:
      'Deze verkiezing heeft geen stembureau met dit niveau en deze code dat een bestand moet leveren. Kies er een uit de lijst.',
  },
  'election.reasonDoesNotFit': {
    status: 422,
    title: 'Deze reden past niet bij dit stembureau',
    detail:
      'Alleen een openbaar lichaam kan ervoor kiezen de programmatuur niet te gebruiken (Ya 3b). Kies een andere reden.',
  },
  'election.exemptionTwice': {
    status: 409,
    title: 'Dit is al vastgelegd',
    detail:
      'Van dit stembureau is om deze reden al vastgelegd dat de levering niet hoeft. Er is niets veranderd.',
  },
} as const satisfies RefusalTable;

declare module '../kernel/refusal.js' {
  interface RefusalTables {
    setup: typeof SETUP_REFUSALS;
  }
}
