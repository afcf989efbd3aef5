import type { RefusalTable } from '../kernel/refusal.js';

/** Why somebody may not be one of the people of a body, or not lose what they are. */
export const PEOPLE_REFUSALS = {
  'accounts.alreadyInBody': {
    status: 409,
    title: 'Deze persoon hoort al bij dit orgaan',
    detail: 'Er is niets veranderd. Wilt u de rol veranderen, beëindig dan eerst de rol die er is.',
  },
  'accounts.separationOfDuties': {
    status: 409,
    title: 'Deze rollen gaan niet samen',
    detail:
      'Wie het platform beheert, mag niet ook voor een orgaan werken. Bij een Tweede Kamer mag wie de uitslagen verzamelt, niet ook voor het centraal stembureau werken. Nodig hiervoor een andere persoon uit, met een ander e-mailadres.',
  },
  'accounts.noSuchBody': {
    status: 422,
    title: 'Dit orgaan is er niet',
    detail: 'Deze verkiezing heeft geen orgaan met dit niveau en deze code. Kies een orgaan uit de lijst.',
  },
  'accounts.roleDoesNotFit': {
    status: 422,
    title: 'Deze rol past niet bij dit orgaan',
    detail:
      'De rol van platformbeheerder is er alleen bij de Kiesraad als beheerder, en daar is er geen andere.',
  },
  'accounts.ownHat': {
    status: 409,
    title: 'U kunt uw eigen rol niet beëindigen',
    detail: 'Laat een andere beheerder dit doen, zodat er altijd iemand overblijft.',
  },
  'accounts.ownAccess': {
    status: 409,
    title: 'Dit kan niet met uw eigen account',
    detail: 'Er is niets veranderd. Laat een andere beheerder van het platform dit doen.',
  },
  'accounts.blocked': {
    status: 409,
    title: 'Deze persoon is geblokkeerd',
    detail: 'Er is niets veranderd. De Kiesraad kan de blokkade opheffen.',
  },
  'accounts.notBlocked': {
    status: 409,
    title: 'Deze persoon is niet geblokkeerd',
    detail: 'Er is niets veranderd.',
  },
  'accounts.hasPasskey': {
    status: 409,
    title: 'Een nieuwe link is hier niet mogelijk',
    detail:
      'Deze persoon heeft al een passkey of werkt ook voor een ander orgaan. Is de passkey kwijt, bel dan de helpdesk: de Kiesraad herstelt de toegang.',
  },
  'accounts.knownElsewhere': {
    status: 409,
    title: 'Dit e-mailadres is al in gebruik',
    detail:
      'Het e-mailadres hoort bij iemand die ook voor een ander orgaan werkt of werkte. Bel de helpdesk: de Kiesraad voegt de rol toe. Of nodig deze persoon uit met een ander e-mailadres.',
  },
} as const satisfies RefusalTable;

declare module '../kernel/refusal.js' {
  interface RefusalTables {
    people: typeof PEOPLE_REFUSALS;
  }
}
