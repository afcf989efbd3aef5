import type { RefusalTable } from '../kernel/refusal.js';

export const NOTICE_REFUSALS = {
  'webhook.address': {
    status: 422,
    title: 'Naar dit adres kan het platform niets sturen',
    detail:
      'Vul een openbaar adres in dat met https:// begint, zonder gebruikersnaam of wachtwoord. Een adres binnen een eigen netwerk kan niet.',
  },
  'webhook.port': {
    status: 422,
    title: 'Naar deze poort kan het platform niets sturen',
    detail:
      'Kies een adres op poort {poort}: alleen daarheen kan het platform sturen. Staat er geen poort in het adres, dan is het poort 443.',
  },
} as const satisfies RefusalTable;

declare module '../kernel/refusal.js' {
  interface RefusalTables {
    notices: typeof NOTICE_REFUSALS;
  }
}
