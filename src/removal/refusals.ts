import type { RefusalTable } from '../kernel/refusal.js';

export const REMOVAL_REFUSALS = {
  'removal.noAdmission': {
    status: 409,
    title: 'De dag van de toelating is niet ingevuld',
    detail:
      'De termijn loopt vanaf de dag waarop over de toelating is beslist. Er is niets vastgelegd. Vul die dag in bij de besluiten van de verkiezing.',
  },
  'removal.nothing': {
    status: 409,
    title: 'Er is niets om te vernietigen',
    detail:
      'Van deze klasse is er niets meer, of het is al aangekondigd, of een bewaarbevel houdt het tegen. Er is niets aangekondigd.',
  },
  'removal.notYet': {
    status: 409,
    title: 'Dit kan nog niet',
    detail: 'Bevestigen kan vanaf {dag}. Er is niets vastgelegd.',
  },
  'removal.notOpen': {
    status: 409,
    title: 'Hierover is al besloten',
    detail: 'Twee personen bevestigden het al, of iemand zag ervan af. Er is niets veranderd.',
  },
  'removal.changed': {
    status: 409,
    title: 'De lijst klopt niet meer',
    detail:
      'Iets op de lijst is er niet meer, wordt bewaard, of moet eerst naar de Kiesraad. Er is niets vastgelegd. Zie ervan af, en kondig opnieuw aan.',
  },
  'removal.secondMustDiffer': {
    status: 409,
    title: 'Een ander moet dit ook bevestigen',
    detail: 'U bevestigde dit al. Vernietigen doen twee personen. Vraag een ander van de Kiesraad.',
  },
  'hold.already': {
    status: 409,
    title: 'Dit wordt al bewaard',
    detail: 'Hiervoor geldt al een bewaarbevel. Er is niets veranderd.',
  },
  'hold.lifted': {
    status: 409,
    title: 'Dit bewaarbevel geldt niet meer',
    detail: 'Een ander hief het al op. Er is niets veranderd.',
  },
  'evidence.nothing': {
    status: 409,
    title: 'Er wordt niets als bewijs bewaard',
    detail:
      'Uitvoeren kan alleen wat de beheerder als bewijs bewaart. Er is niets klaargezet. Vraag de beheerder om de bestanden te bewaren.',
  },
  'evidence.changed': {
    status: 409,
    title: 'Dit bewijs is niet meer compleet',
    detail: 'Een bestand van de lijst is er niet meer. Er is niets verstuurd. Vraag het bewijs opnieuw.',
  },
  'evidence.damaged': {
    status: 503,
    title: 'Een van deze bestanden is beschadigd',
    detail: 'Er is niets verstuurd. De Kiesraad ziet dit in het logboek.',
  },
} as const satisfies RefusalTable;

declare module '../kernel/refusal.js' {
  interface RefusalTables {
    removal: typeof REMOVAL_REFUSALS;
  }
}
