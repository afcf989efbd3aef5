import type { RefusalTable } from '../kernel/refusal.js';

/** Why somebody is not let in or may not do something with accounts. */
export const ACCOUNT_REFUSALS = {
  'access.signInFirst': {
    status: 401,
    title: 'U bent niet ingelogd',
    detail: 'Uw sessie is voorbij of u was nog niet ingelogd. Log in en probeer het opnieuw.',
  },
  'access.tokenInvalid': {
    status: 401,
    title: 'Dit toegangstoken werkt niet',
    detail:
      'Het token is onbekend, verlopen of ingetrokken, of de rol erbij is beëindigd. Laat een beheerder van uw orgaan een nieuw token uitgeven.',
  },
  'accounts.passkeyRefused': {
    status: 401,
    title: 'Inloggen is niet gelukt',
    detail:
      'De passkey is hier niet bekend of het antwoord klopte niet. Probeer het opnieuw, of gebruik uw andere passkey.',
  },
  'accounts.passkeyNotAdded': {
    status: 422,
    title: 'De passkey is niet toegevoegd',
    detail:
      'Het antwoord van uw apparaat klopte niet, of kwam te laat. Probeer het opnieuw. Uw apparaat moet om een pincode, vingerafdruk of gezicht vragen.',
  },
  'accounts.tooManyPasskeys': {
    status: 409,
    title: 'U heeft al vijf passkeys',
    detail: 'Verwijder eerst een passkey die u niet meer gebruikt.',
  },
  'accounts.lastPasskey': {
    status: 409,
    title: 'Dit is uw laatste passkey',
    detail: 'Zonder passkey kunt u niet meer inloggen. Voeg eerst een andere toe.',
  },
  'accounts.invitationInvalid': {
    status: 410,
    title: 'Deze uitnodiging werkt niet meer',
    detail:
      'De link is al gebruikt, ouder dan 72 uur of vervangen door een nieuwe. Vraag de beheerder van uw orgaan om een nieuwe uitnodiging.',
  },
  'accounts.alreadyInBody': {
    status: 409,
    title: 'Deze persoon hoort al bij dit orgaan',
    detail: 'Er is niets veranderd. Wilt u de rol veranderen, beëindig dan eerst de rol die er is.',
  },
  'accounts.separationOfDuties': {
    status: 409,
    title: 'Deze rollen gaan niet samen',
    detail:
      'Wie het platform beheert, mag niet ook voor een orgaan werken. Nodig hiervoor een andere persoon uit, met een ander e-mailadres.',
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
