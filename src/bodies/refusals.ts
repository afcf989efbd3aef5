import type { RefusalTable } from '../kernel/refusal.js';

/** Why somebody may not be one of a body's people, and what of organisations and contact persons is turned down. */
export const BODY_REFUSALS = {
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
