import type { RefusalTable } from '../kernel/refusal.js';

export const PLAUSIBILITY_REFUSALS = {
  'plausibility.lookedMeanwhile': {
    status: 409,
    title: 'Een collega legde intussen iets anders vast',
    detail: 'Lees eerst wat er nu staat. Zegt u iets anders, leg het dan opnieuw vast.',
  },
  'plausibility.otherFindings': {
    status: 409,
    title: 'Wat er opvalt is intussen anders',
    detail: 'Lees eerst wat er nu opvalt bij dit stembureau, en leg het dan opnieuw vast.',
  },
} as const satisfies RefusalTable;

declare module '../kernel/refusal.js' {
  interface RefusalTables {
    plausibility: typeof PLAUSIBILITY_REFUSALS;
  }
}
