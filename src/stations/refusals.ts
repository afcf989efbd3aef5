import type { RefusalTable } from '../kernel/refusal.js';

export const STATION_REFUSALS = {
  'stations.refused': {
    status: 422,
    title: 'Deze stembureaulijst kan niet worden gebruikt',
    detail: '{reason} Er is niets veranderd. Herstel dit en lever de lijst opnieuw aan.',
  },
  'stations.replacedBefore': {
    status: 409,
    title: 'Deze stembureaulijst is al vervangen',
    detail:
      'U leverde dit bestand eerder aan, als versie {version}. Daarna kwam versie {newest}; die geldt. Wilt u toch de oude indeling? Exporteer de lijst dan opnieuw.',
  },
  'stations.notCandidates': {
    status: 422,
    title: 'Dit is geen kandidatenlijst van deze verkiezing',
    detail: '{reason} Er is niets klaargezet. Kies het 230b-bestand (.eml.xml).',
  },
  'stations.damaged': {
    status: 503,
    title: 'Dit bestand is nu niet op te halen',
    detail:
      'Het bestand is bij ons beschadigd. De Kiesraad ziet dat in het logboek. Probeer het later opnieuw.',
  },
} as const satisfies RefusalTable;

declare module '../kernel/refusal.js' {
  interface RefusalTables {
    stations: typeof STATION_REFUSALS;
  }
}
