import type { RefusalTable } from '../kernel/refusal.js';

/** What of organisations, their mergers and their contact persons is turned down. */
export const BODY_REFUSALS = {
  'organisations.noFile': {
    status: 422,
    title: 'Kies een CSV-bestand',
    detail: 'Er kwam geen bestand mee, of het is groter dan 1 MB. Er is niets geladen.',
  },
  'organisations.wrongLines': {
    status: 422,
    title: 'Het bestand is niet geladen',
    detail: 'Er staan regels in die niet kloppen. Verbeter ze en kies het bestand opnieuw.',
  },
  'organisations.wrongMerger': {
    status: 422,
    title: 'Deze samenvoeging kan niet',
    detail: '{waarom} Er is niets vastgelegd.',
  },
  'organisations.noMerger': {
    status: 404,
    title: 'Deze samenvoeging staat hier niet',
    detail: 'Er is niets om terug te nemen. Ga naar de organisatie en kijk welke samenvoeging er is.',
  },
  'organisations.mergerCame': {
    status: 409,
    title: 'De dag van de samenvoeging is er al',
    detail: 'Terugnemen kan alleen vóór die dag. Er is niets veranderd.',
  },
  'organisations.mergerBuiltOn': {
    status: 409,
    title: 'Deze samenvoeging kan nu niet worden teruggenomen',
    detail: '{waarom} Er is niets veranderd.',
  },
  'contacts.tooMany': {
    status: 422,
    title: 'Er zijn te veel contactpersonen',
    detail: 'Een organisatie heeft er hoogstens {hoogstens}. Haal eerst iemand weg.',
  },
  'contacts.none': {
    status: 422,
    title: 'Er is niets om te bevestigen',
    detail:
      'Zet eerst iemand op de lijst voor de aansluitvoorschriften en iemand voor de gebruiksvoorschriften, geen plaatsvervanger. Dat mag dezelfde persoon zijn.',
  },
} as const satisfies RefusalTable;

declare module '../kernel/refusal.js' {
  interface RefusalTables {
    bodies: typeof BODY_REFUSALS;
  }
}
