import type { RefusalTable } from '../kernel/refusal.js';

/** Why somebody is not let in, or may not do something with their account. */
export const IDENTITY_REFUSALS = {
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
  'access.roleEnded': {
    status: 403,
    title: 'Uw rol is beëindigd',
    detail:
      'U werkt niet meer voor dit orgaan. Er is niets veranderd. Kies een andere rol, of bel de helpdesk.',
  },
  'access.otherRole': {
    status: 409,
    title: 'U werkt nu voor een ander orgaan',
    detail:
      'U opende dit formulier toen u voor een ander orgaan werkte, bijvoorbeeld in een ander tabblad. Er is niets veranderd. Kies voor wie u werkt en stuur het formulier opnieuw.',
  },
  'access.confirmFirst': {
    status: 403,
    title: 'Bevestig dat u het bent',
    detail:
      'Hiervoor vragen wij opnieuw om uw passkey: u gebruikte hem langer dan 10 minuten geleden. Er is nog niets veranderd. Bevestig op de site met uw passkey en doe het daarna opnieuw.',
  },
  'access.notWithToken': {
    status: 403,
    title: 'Dit kan niet met een toegangstoken',
    detail: 'Er is niets veranderd. Log in op de site met uw passkey en doe het daar.',
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
    title: 'U hebt al vijf passkeys',
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
} as const satisfies RefusalTable;

declare module '../kernel/refusal.js' {
  interface RefusalTables {
    identity: typeof IDENTITY_REFUSALS;
  }
}
