import type { RefusalTable } from '../kernel/refusal.js';

/** Why a key is not registered, or not decided upon. None of them says whose another key is. */
export const KEY_REFUSALS = {
  'keys.unreadable': {
    status: 422,
    title: 'Dit certificaat kan niet worden gebruikt',
    detail:
      'Het certificaat is niet aangenomen: {reason}. Exporteer het certificaat met de publieke sleutel opnieuw uit het telprogramma en meld dat bestand aan.',
  },
  'keys.notSelfSigned': {
    status: 422,
    title: 'De handtekening op het certificaat klopt niet',
    detail:
      'Het certificaat is niet ondertekend met de eigen sleutel, of het is veranderd. Exporteer het opnieuw uit het telprogramma en meld dat bestand aan.',
  },
  'keys.wrongSize': {
    status: 422,
    title: 'De sleutel heeft niet de juiste lengte',
    detail:
      'De sleutel heeft {bits} bits; het moeten er 4096 zijn. Maak in het telprogramma een nieuwe sleutel aan.',
  },
  'keys.wrongElection': {
    status: 422,
    title: 'Dit certificaat hoort bij een andere verkiezing',
    detail:
      'In het certificaat staat verkiezing "{found}"; u werkt nu voor {expected}. Kies het certificaat van deze verkiezing, of wissel van rol.',
  },
  'keys.wrongCommittee': {
    status: 422,
    title: 'Dit certificaat hoort bij een ander stembureau',
    detail:
      'In het certificaat staat "{found}"; voor uw stembureau moet dat {expected} zijn. Kies het certificaat van uw eigen stembureau.',
  },
  'keys.alreadyRegistered': {
    status: 409,
    title: 'Deze sleutel is al aangemeld',
    detail:
      'Uw stembureau heeft deze sleutel al eerder aangemeld. Kijk bij Sleutels hoe het ermee staat. Is hij afgewezen of ingetrokken? Maak dan in het telprogramma een nieuwe sleutel en meld die aan.',
  },
  'keys.inUseElsewhere': {
    status: 409,
    title: 'Deze sleutel is al in gebruik',
    detail:
      'Dezelfde sleutel is al eerder aangemeld, niet door uw stembureau voor deze verkiezing. Een sleutel mag maar op één plaats voorkomen. Maak een nieuwe sleutel aan en bel de helpdesk. Alle betrokkenen krijgen bericht.',
  },
  'keys.alreadyDecided': {
    status: 409,
    title: 'Over deze sleutel is al beslist',
    detail: 'De sleutel is intussen {state}. Er is niets veranderd. Bekijk de sleutel opnieuw.',
  },
  'keys.notReadOut': {
    status: 409,
    title: 'De vingerafdruk is nog niet voorgelezen',
    detail:
      'Bel eerst het stembureau en laat de vingerafdruk voorlezen. Vink alle 16 groepen af. Keur daarna goed.',
  },
  'keys.sameApprover': {
    status: 409,
    title: 'U hebt deze sleutel al goedgekeurd',
    detail: 'Twee verschillende mensen van de Kiesraad keuren een sleutel goed. Vraag een collega.',
  },
  'keys.ownKey': {
    status: 409,
    title: 'U mag deze sleutel niet goedkeuren',
    detail:
      'U meldde deze sleutel zelf aan, of hoorde bij dit stembureau. Laat twee anderen van de Kiesraad beslissen.',
  },
  'keys.samePerson': {
    status: 409,
    title: 'Een ander moet dit doen',
    detail:
      'U stopte deze sleutel zelf. Iemand anders van de Kiesraad trekt hem in, of heft de opschorting op.',
  },
  'keys.misusedLater': {
    status: 422,
    title: 'Het moment van misbruik ligt in de toekomst',
    detail:
      'Vul het moment in vanaf wanneer iemand anders de sleutel kan hebben gebruikt. Dat is nu of eerder.',
  },
  'keys.partlyReadOut': {
    status: 422,
    title: 'Niet alle groepen zijn afgevinkt',
    detail:
      'Vink bij een sleutel alle 16 groepen af, of geen. Klopt een groep niet? Wijs de sleutel dan af en zeg dat het stembureau.',
  },
} as const satisfies RefusalTable;

declare module '../kernel/refusal.js' {
  interface RefusalTables {
    keys: typeof KEY_REFUSALS;
  }
}
