import { DAMAGED_FILE, type RefusalTable } from '../kernel/refusal.js';

export const DECLARATION_REFUSALS = {
  'declaration.incomplete': {
    status: 422,
    title: 'De verklaring is nog niet volledig',
    detail: 'Er is niets verstuurd. Vul aan wat ontbreekt.',
  },
  'declaration.changed': {
    status: 409,
    title: 'De verklaring is intussen gewijzigd',
    detail:
      'Iemand van uw organisatie wijzigde de verklaring nadat u deze pagina opende. Er is niets verstuurd. Controleer haar opnieuw.',
  },
  'declaration.noModel': {
    status: 409,
    title: 'Er is nog geen model voor deze verklaring',
    detail: 'De Kiesraad publiceert het model uiterlijk op de dag van kandidaatstelling. Probeer het daarna.',
  },
  'declaration.mandateOver': {
    status: 409,
    title: 'Dit mandaat geldt niet meer',
    detail:
      'Het is {waarom}. Er is niets verstuurd. Kies een ander mandaat, of laat het bestuur zelf verklaren.',
  },
  'declaration.noMandate': {
    status: 403,
    title: 'U hebt dit mandaat niet',
    detail:
      'Het mandaat staat op naam van iemand anders, of van een andere organisatie. Er is niets verstuurd.',
  },
  'declaration.badMandate': {
    status: 422,
    title: 'Dit mandaat kan niet worden toegevoegd',
    detail: '{reden} Er is niets toegevoegd.',
  },
  'declaration.samePerson': {
    status: 409,
    title: 'Een ander moet de verklaring meebevestigen',
    detail: 'U legde deze verklaring af of vroeg om de tweede bevestiging. Laat een collega zelf inloggen.',
  },
  'declaration.notAsked': {
    status: 409,
    title: 'Deze verklaring kan niet worden meebevestigd',
    detail: 'Zij is al meebevestigd, is vervangen, of niemand vroeg erom.',
  },
  'declaration.modelStale': {
    status: 409,
    title: 'Het model is intussen gewijzigd',
    detail:
      'Een collega wijzigde of publiceerde het model nadat u deze pagina opende. Er is niets opgeslagen. Vergelijk, en probeer het daarna opnieuw.',
  },
  'declaration.badModel': {
    status: 422,
    title: 'Dit is geen model van de verklaring',
    detail: '{reden} Er is niets veranderd.',
  },
  'declaration.badPdf': {
    status: 422,
    title: 'Deze PDF kan niet worden aangenomen',
    detail: '{reden} Er is niets verstuurd.',
  },
  'declaration.notJudged': {
    status: 503,
    title: 'De PDF kon niet worden gecontroleerd',
    detail:
      'Dat ligt aan ons, niet aan uw bestand. Er is niets verstuurd. Probeer het over enkele minuten opnieuw.',
  },
  'declaration.damaged': DAMAGED_FILE,
} as const satisfies RefusalTable;

declare module '../kernel/refusal.js' {
  interface RefusalTables {
    declaration: typeof DECLARATION_REFUSALS;
  }
}
