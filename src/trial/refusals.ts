import type { RefusalTable } from '../kernel/refusal.js';

export const TRIAL_REFUSALS = {
  'trial.closed': {
    status: 409,
    title: 'Een proeflevering kan niet meer',
    detail:
      'Echt leveren kan vanaf {van}. Is dit een echte telling? Kies haar dan bij Leveringen. Er is niets bewaard en niets gesperd.',
  },
  'trial.refused': {
    status: 422,
    title: 'Deze proeftelling zou worden geweigerd',
    detail: '{reason} Er is niets bewaard en niets gesperd. Herstel dit en probeer het opnieuw.',
  },
  'trial.noCount': {
    status: 422,
    title: 'Hier zit geen telbestand in',
    detail:
      'Kies het ZIP-bestand van een proeftelling, zoals het uit OSV of Abacus komt. Er is niets bewaard.',
  },
  'trial.delivered': {
    status: 409,
    title: 'Deze telling is al ingediend',
    detail:
      'Dit bestand is ingediend als echte telling en blijft dat. Er is niets veranderd. Maak een proeftelling met verzonnen cijfers.',
  },
  'trial.tooMany': {
    status: 409,
    title: 'U deed al {most} proefleveringen',
    detail: 'Meer hoeft niet: uw inrichting werkt. Bel de helpdesk als er toch iets niet goed gaat.',
  },
  'setup.changed': {
    status: 409,
    title: 'De gegevens zijn intussen veranderd',
    detail: 'Wat u controleerde, is niet meer wat er staat. Bekijk de gegevens opnieuw. Er is niets bewaard.',
  },
  'setup.tooMany': {
    status: 409,
    title: 'U controleerde al {most} keer',
    detail: 'Er is niets bewaard. Bel de helpdesk als er nog iets niet klopt.',
  },
} as const satisfies RefusalTable;

declare module '../kernel/refusal.js' {
  interface RefusalTables {
    trial: typeof TRIAL_REFUSALS;
  }
}
