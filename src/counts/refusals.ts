import type { RefusalTable } from '../kernel/refusal.js';

export const COUNT_REFUSALS = {
  'counts.notReadYet': {
    status: 409,
    title: 'Deze telling is nog niet ingelezen',
    detail:
      'Probeer het over een minuut opnieuw. Het telbestand zelf kunt u wel ophalen, en daar verandert niets aan.',
  },
} as const satisfies RefusalTable;

declare module '../kernel/refusal.js' {
  interface RefusalTables {
    counts: typeof COUNT_REFUSALS;
  }
}
