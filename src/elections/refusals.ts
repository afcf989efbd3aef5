import type { RefusalTable } from '../kernel/refusal.js';

export const ELECTION_REFUSALS = {
  'election.definitionRefused': {
    status: 422,
    title: 'Deze verkiezingsdefinitie kan niet worden gebruikt',
    detail: '{reason} Er is niets ingericht. Haal een goede definitie (110a) op en probeer het opnieuw.',
  },
  'election.alreadyConfigured': {
    status: 409,
    title: 'Deze verkiezing bestaat al',
    detail: 'De verkiezing {id} is al ingericht. Een definitie wordt daarna niet meer veranderd.',
  },
  'election.unknownCommittee': {
    status: 422,
    title: 'Onbekend stembureau',
    detail: 'Deze verkiezing kent geen stembureau met deze code. Kies er een uit de lijst.',
  },
  'election.exemptionTwice': {
    status: 409,
    title: 'Al vastgelegd',
    detail: 'Voor dit stembureau is al vastgelegd dat de levering niet verschuldigd is.',
  },
} as const satisfies RefusalTable;
