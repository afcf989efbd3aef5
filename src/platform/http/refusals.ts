import {
  explained,
  type Refusal,
  type RefusalCode,
  type RefusalTable,
  type RefusalText,
} from '../../kernel/refusal.js';

/** Refusals that belong to HTTP itself. */
const HTTP_REFUSALS = {
  'request.notFound': {
    status: 404,
    title: 'Niet gevonden',
    detail: 'Deze pagina bestaat niet, of hoort bij een andere rol. Ga naar Begin.',
  },
  'request.methodNotAllowed': {
    status: 405,
    title: 'Dit kan hier niet',
    detail: 'Op dit adres kan deze handeling niet. Gebruik een van de methoden in de header Allow.',
  },
  'request.notAcceptable': {
    status: 406,
    title: 'In deze vorm is er geen antwoord',
    detail: 'Het antwoord is JSON. Vraag met de header Accept om application/json, of laat Accept weg.',
  },
  'request.stalled': {
    status: 408,
    title: 'Het versturen stond stil',
    detail: 'Te lang kwam er niets meer aan. Er is niets half bewaard. Verstuur het opnieuw.',
  },
  'request.addressTooLong': {
    status: 414,
    title: 'Het adres is te lang',
    detail: 'Een adres van ons is nooit zo lang. Controleer het adres of ga naar het begin.',
  },
  'request.headersTooLarge': {
    status: 431,
    title: 'De headers zijn te groot',
    detail: 'Het verzoek heeft meer headers, of grotere, dan wij aannemen. Stuur alleen wat nodig is.',
  },
  'request.invalid': {
    status: 400,
    title: 'De gegevens kloppen niet',
    detail:
      'Een of meer gegevens ontbreken of hebben een verkeerde vorm. Verbeter ze en probeer het opnieuw.',
  },
  'request.tooLarge': {
    status: 413,
    title: 'Te groot',
    detail: 'Het verzoek is groter dan is toegestaan. Er is niets bewaard.',
  },
  'request.unsupportedType': {
    status: 415,
    title: 'Dit soort inhoud wordt niet aangenomen',
    detail: 'Gebruik een van de vormen die in de beschrijving van de koppeling staan.',
  },
  'request.cannotExpect': {
    status: 417,
    title: 'Dit kan de server niet beloven',
    detail: 'De header Expect vraagt iets wat de server niet kent. Stuur 100-continue, of laat Expect weg.',
  },
  'request.wrongHost': {
    status: 421,
    title: 'Verkeerd adres',
    detail:
      'Deze server hoort niet bij het adres dat u gebruikte. Ga naar het adres dat u van de beheerder kreeg.',
  },
  'request.foreignOrigin': {
    status: 403,
    title: 'Niet toegestaan',
    detail: 'Dit verzoek kwam van een andere website. Open de pagina opnieuw en probeer het nog eens.',
  },
  'request.tooMany': {
    status: 429,
    title: 'Te veel pogingen',
    detail: 'Er kwamen te veel verzoeken achter elkaar. Wacht een minuut en probeer het opnieuw.',
  },
  'request.tooManyForms': {
    status: 429,
    title: 'Te veel formulieren in een uur',
    detail:
      'Vanaf uw netwerk kwamen in een uur te veel formulieren. Dit formulier is niet verstuurd. Probeer het over een uur opnieuw.',
  },
  'request.tooSoon': {
    status: 422,
    title: 'Verstuur het nog een keer',
    detail:
      'Het formulier kwam sneller terug dan iemand het kan invullen. Er is niets verstuurd. Wacht enkele seconden en verstuur het nog een keer.',
  },
  'request.formOver': {
    status: 422,
    title: 'Verstuur het nog een keer',
    detail:
      'Het formulier stond te lang open. Er is niets verstuurd. Controleer wat u invulde en verstuur het nog een keer.',
  },
  'request.formUsed': {
    status: 409,
    title: 'Dit formulier is al verstuurd',
    detail:
      'U verstuurde het al, met iets anders erin. Wat er nu staat, is nog niet verstuurd. Klopt het? Verstuur het dan nog een keer.',
  },
  'request.decoyFilled': {
    status: 422,
    title: 'Verstuur het nog een keer',
    detail:
      'Een verborgen veld was ingevuld: dat doet een programma, of soms uw browser. Er is niets verstuurd. Verstuur het nog een keer.',
  },
  'request.tooManyStreams': {
    status: 503,
    title: 'Er staan te veel pagina’s open',
    detail:
      'Er staan te veel pagina’s open die zichzelf meteen bijwerken. Deze pagina kijkt nu om de 15 seconden. Sluit pagina’s die u niet gebruikt.',
  },
  'request.aborted': {
    status: 400,
    title: 'De verbinding werd verbroken',
    detail: 'Het verzoek kwam niet helemaal aan. Er is niets half bewaard. Probeer het opnieuw.',
  },
  'platform.unavailable': {
    status: 503,
    title: 'Even geduld',
    detail:
      'Een deel van het platform antwoordt niet. Wat u eerder met succes verstuurde, is bewaard. Probeer het over een minuut opnieuw.',
  },
  'platform.stopping': {
    status: 503,
    title: 'Even geduld',
    detail: 'Deze server stopt voor onderhoud. Er is niets bewaard. Probeer het over een minuut opnieuw.',
  },
} as const satisfies RefusalTable;

declare module '../../kernel/refusal.js' {
  interface RefusalTables {
    http: typeof HTTP_REFUSALS;
  }
}

/** What the answer to a refusal says. */
export interface Explanation {
  readonly code: RefusalCode;
  readonly text: RefusalText;
}

/** All refusal codes of all features with their texts. Refuses to be made when two features claim one code. */
export class RefusalTexts {
  private readonly texts = new Map<RefusalCode, RefusalText>();

  constructor(tables: readonly RefusalTable[]) {
    for (const table of [HTTP_REFUSALS, ...tables]) {
      for (const [code, text] of Object.entries(table) as [RefusalCode, RefusalText][]) {
        if (this.texts.has(code)) throw new Error(`refusal code ${code} belongs to two features`);
        this.texts.set(code, text);
      }
    }
  }

  /** The code's text with `{name}` filled from the details. An unknown code is a fault of ours and throws. */
  explain(refusal: Refusal): Explanation {
    const text = this.texts.get(refusal.code);
    if (text === undefined) throw new Error(`refusal code ${refusal.code} has no text`);
    return { code: refusal.code, text: explained(text, refusal.details) };
  }

  /** For the catalogue in docs. */
  entries(): readonly (readonly [RefusalCode, RefusalText])[] {
    return [...this.texts];
  }
}
