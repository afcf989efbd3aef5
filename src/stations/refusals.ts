import { DAMAGED_FILE, type RefusalTable } from '../kernel/refusal.js';

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
    detail: '{reason} Er is niets aangeboden. Kies het 230b-bestand (.eml.xml).',
  },
  'stations.candidatesWait': {
    status: 409,
    title: 'Van deze kieskring wacht al een kandidatenlijst',
    detail:
      'Laat een ander van de Kiesraad die bevestigen of afwijzen, of trek haar in als u haar aanbood. Er is niets veranderd.',
  },
  'stations.candidatesInForce': {
    status: 409,
    title: 'Deze kandidatenlijst staat al klaar',
    detail: 'Het bestand is byte voor byte gelijk aan wat de stembureaus nu ophalen. Er is niets veranderd.',
  },
  'stations.damaged': DAMAGED_FILE,
} as const satisfies RefusalTable;

declare module '../kernel/refusal.js' {
  interface RefusalTables {
    stations: typeof STATION_REFUSALS;
  }
}
