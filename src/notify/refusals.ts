import type { RefusalTable } from '../kernel/refusal.js';

export const NOTICE_REFUSALS = {
  'webhook.address': {
    status: 422,
    title: 'Naar dit adres kan het platform niets sturen',
    detail:
      'Vul een openbaar adres in dat met https:// begint, zonder gebruikersnaam of wachtwoord. Een adres binnen een eigen netwerk kan niet.',
  },
} as const satisfies RefusalTable;

declare module '../kernel/refusal.js' {
  interface RefusalTables {
    notices: typeof NOTICE_REFUSALS;
  }
}
