import type { RefusalTable } from '../kernel/refusal.js';

/** Why a delivery without signature is not asked or allowed. None of them says anything of another committee. */
export const FALLBACK_REFUSALS = {
  'fallback.notSigned': {
    status: 422,
    title: 'Dit bestand heeft geen handtekening nodig',
    detail:
      'Uw stembureau levert dit soort bestand in deze verkiezing niet, of het heeft geen handtekening. U hoeft niets te vragen.',
  },
  'fallback.alreadyAsked': {
    status: 409,
    title: 'U hebt dit al gevraagd',
    detail:
      'De stand van uw vraag is: {stand}. Staat de Kiesraad het toe, dan levert u. Hoort u niets? Bel dan de Kiesraad.',
  },
  'fallback.alreadySettled': {
    status: 409,
    title: 'Hierover is al beslist',
    detail: 'De stand is nu: {stand}. Er is niets veranderd. Bekijk de vraag opnieuw.',
  },
  'fallback.untilWrong': {
    status: 422,
    title: 'Deze tijd kan niet',
    detail: 'Kies een moment dat nog komt, binnen {uren} uur.',
  },
  'fallback.ownCommittee': {
    status: 403,
    title: 'U hoort bij dit stembureau',
    detail:
      'Wie voor een stembureau werkt of werkte, beslist niet over zijn vraag. Laat een collega van de Kiesraad beslissen.',
  },
} as const satisfies RefusalTable;

declare module '../kernel/refusal.js' {
  interface RefusalTables {
    fallback: typeof FALLBACK_REFUSALS;
  }
}
