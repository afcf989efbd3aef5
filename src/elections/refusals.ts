import type { RefusalTable } from '../kernel/refusal.js';

export const ELECTION_REFUSALS = {
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
  'election.alreadyConfigured': {
    status: 409,
    title: 'Deze verkiezing bestaat al',
    detail: 'De verkiezing {id} is al ingericht. Een definitie wordt daarna niet meer veranderd.',
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
    elections: typeof ELECTION_REFUSALS;
  }
}
