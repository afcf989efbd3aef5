import type { RefusalTable } from '../kernel/refusal.js';

export const REPORT_REFUSALS = {
  'report.closed': {
    status: 409,
    title: 'Deze melding is al beantwoord',
    detail: 'U of een collega beantwoordde haar al. Er is niets veranderd. Lees het antwoord hieronder.',
  },
  'report.unknown': {
    status: 422,
    title: 'Deze melding vinden wij niet',
    detail:
      'Het nummer en de geheime code horen niet bij elkaar, of zijn anders. Vul beide in zoals u ze kreeg.',
  },
} as const satisfies RefusalTable;

declare module '../kernel/refusal.js' {
  interface RefusalTables {
    reports: typeof REPORT_REFUSALS;
  }
}
