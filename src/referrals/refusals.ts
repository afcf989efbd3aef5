import type { RefusalTable } from '../kernel/refusal.js';

export const REFERRAL_REFUSALS = {
  'referral.unknownStation': {
    status: 409,
    title: 'Een stembureau staat hier niet in',
    detail:
      'U koos een stembureau dat niet in deze telling of terugverwijzing staat. Er is niets vastgelegd. Kies uit de lijst.',
  },
  'referral.openAlready': {
    status: 409,
    title: 'Een stembureau is al terugverwezen',
    detail:
      'Dat stembureau wacht nog op antwoord van de gemeente. Er is niets verstuurd. Kies alleen stembureaus die niet openstaan.',
  },
  'referral.answeredAlready': {
    status: 409,
    title: 'Een stembureau is al beantwoord',
    detail:
      'Een collega antwoordde intussen, of een nieuwe versie heeft andere cijfers. Er is niets vastgelegd. Kies wat nog openstaat.',
  },
} as const satisfies RefusalTable;

declare module '../kernel/refusal.js' {
  interface RefusalTables {
    referrals: typeof REFERRAL_REFUSALS;
  }
}
