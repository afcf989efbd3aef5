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
      'De sleutel heeft {bits} bits; het moeten er minstens 3072 en hoogstens 8192 zijn. Maak in het telprogramma een nieuwe sleutel aan en meld het certificaat daarvan aan.',
  },
  'keys.empty': {
    status: 422,
    title: 'Het bestand is leeg',
    detail:
      'Er staat niets in het bestand. Exporteer het certificaat opnieuw uit het telprogramma en meld dat bestand aan.',
  },
  'keys.utf16': {
    status: 422,
    title: 'Dit bestand is opgeslagen als UTF-16',
    detail:
      'Een ander programma heeft het certificaat opnieuw opgeslagen, als UTF-16. Meld het bestand public_key….crt aan zoals het telprogramma het maakte.',
  },
  'keys.privateKey': {
    status: 422,
    title: 'Dit is een geheime sleutel',
    detail:
      'In het bestand zit de geheime sleutel. Die is niet bewaard, maar u mag deze sleutel niet meer gebruiken: hij heeft uw computer verlaten. Maak in het telprogramma een nieuwe sleutel aan en meld het certificaat daarvan aan.',
  },
  'keys.privateKeyUnread': {
    status: 422,
    title: 'Dit bestand bevat een geheime sleutel',
    detail:
      'In het bestand zit een geheime sleutel, achter een wachtwoord of in een andere vorm. Er is niets bewaard, maar gebruik deze sleutel niet meer. Maak in het telprogramma een nieuwe sleutel aan en meld het certificaat daarvan aan.',
  },
  'keys.bundle': {
    status: 422,
    title: 'In dit bestand staan meer certificaten',
    detail:
      'Een bestand mag maar één certificaat bevatten. Kies het bestand public_key….crt van één sleutel. Meld elke sleutel apart aan.',
  },
  'keys.publicKeyAlone': {
    status: 422,
    title: 'Dit is alleen een publieke sleutel',
    detail: 'Het certificaat eromheen ontbreekt. Kies het bestand public_key….crt uit het telprogramma.',
  },
  'keys.certificateRequest': {
    status: 422,
    title: 'Dit is een aanvraag voor een certificaat',
    detail: 'Kies het certificaat zelf: het bestand public_key….crt uit het telprogramma.',
  },
  'keys.notCertificate': {
    status: 422,
    title: 'Dit is geen certificaat',
    detail: 'U koos {found}. Kies het bestand public_key….crt uit het telprogramma.',
  },
  'keys.algorithm': {
    status: 422,
    title: 'Dit soort sleutel wordt niet gebruikt',
    detail:
      'In het certificaat staat {found}. Het moet RSA zijn, ondertekend met SHA-256. Maak in het telprogramma een nieuwe sleutel aan en meld het certificaat daarvan aan.',
  },
  'keys.exponent': {
    status: 422,
    title: 'De sleutel is zwak',
    detail:
      'De exponent van de sleutel is {exponent}; het moet 65537 zijn. Maak in het telprogramma een nieuwe sleutel aan en meld het certificaat daarvan aan.',
  },
  'keys.roca': {
    status: 422,
    title: 'De sleutel is zwak',
    detail:
      'De sleutel is gemaakt met een chip die voorspelbare sleutels maakt (ROCA). Maak een nieuwe sleutel aan op een andere computer of zonder die chip, en meld het certificaat daarvan aan.',
  },
  'keys.closePrimes': {
    status: 422,
    title: 'De sleutel is zwak',
    detail:
      'De twee priemgetallen van de sleutel liggen te dicht bij elkaar: iedereen kan de geheime sleutel uitrekenen. Maak in het telprogramma een nieuwe sleutel aan en meld het certificaat daarvan aan.',
  },
  'keys.burnt': {
    status: 422,
    title: 'Deze sleutel mag niet meer gebruikt worden',
    detail:
      'De geheime sleutel die hierbij hoort, is eerder verstuurd. Anderen kunnen ermee ondertekenen. Maak in het telprogramma een nieuwe sleutel aan en meld het certificaat daarvan aan.',
  },
  'keys.sharedFactor': {
    status: 422,
    title: 'De sleutel is zwak',
    detail:
      'De sleutel heeft een getal gemeen met een andere aangemelde sleutel: daarmee zijn beide te kraken. Bel de Kiesraad. Maak in het telprogramma een nieuwe sleutel aan, op een andere computer, en meld het certificaat daarvan aan.',
  },
  'keys.smallFactor': {
    status: 422,
    title: 'De sleutel is zwak',
    detail:
      'De sleutel is deelbaar door een klein getal: iedereen kan hem kraken. Maak in het telprogramma een nieuwe sleutel aan en meld het certificaat daarvan aan.',
  },
  'keys.corruptModulus': {
    status: 422,
    title: 'De sleutel is beschadigd',
    detail:
      'De getallen in de sleutel hebben een patroon, of zijn geen getallen van een RSA-sleutel. Maak in het telprogramma een nieuwe sleutel aan en meld het certificaat daarvan aan.',
  },
  'keys.debianWeak': {
    status: 422,
    title: 'De sleutel is zwak',
    detail:
      'De sleutel staat op de lijst van bekende zwakke sleutels van Debian. Maak in het telprogramma een nieuwe sleutel aan en meld het certificaat daarvan aan.',
  },
  'keys.readersDiffer': {
    status: 422,
    title: 'Dit certificaat is niet eenduidig',
    detail:
      'Twee programma’s lezen dit certificaat verschillend. Exporteer het opnieuw uit het telprogramma. Blijft dit zo, bel dan de helpdesk.',
  },
  'keys.rejectedBefore': {
    status: 409,
    title: 'Deze sleutel is eerder afgewezen',
    detail:
      'De Kiesraad heeft deze sleutel afgewezen: {reason}. Hij wordt niet meer aangenomen. Maak in het telprogramma een nieuwe sleutel aan en meld het certificaat daarvan aan.',
  },
  'keys.revokedBefore': {
    status: 409,
    title: 'Deze sleutel is eerder ingetrokken',
    detail:
      'Deze sleutel is ingetrokken: {reason}. Hij wordt niet meer aangenomen. Maak in het telprogramma een nieuwe sleutel aan en meld het certificaat daarvan aan.',
  },
  'keys.wrongElection': {
    status: 422,
    title: 'Dit certificaat hoort bij een andere verkiezing',
    detail:
      'Dit certificaat is van {found}. U werkt nu voor {expected}. Kies het certificaat van deze verkiezing, of wissel van rol.',
  },
  'keys.wrongCommittee': {
    status: 422,
    title: 'Dit certificaat hoort bij een ander stembureau',
    detail:
      'Dit certificaat is van {found}. U werkt voor {expected}. Kies het certificaat van uw eigen stembureau.',
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
  'keys.proofOtherElection': {
    status: 422,
    title: 'Deze proeftelling is van een andere verkiezing',
    detail:
      'In het bestand staat verkiezing {found}; deze sleutel is voor {expected}. Er is niets bewaard. Kies een proeftelling van deze verkiezing.',
  },
  'keys.proofOtherCommittee': {
    status: 422,
    title: 'Deze proeftelling is van een ander stembureau',
    detail:
      'In het bestand staat stembureau {found}; deze sleutel is van {expected}. Er is niets bewaard. Kies een proeftelling van uw eigen stembureau.',
  },
  'keys.proofOtherKey': {
    status: 422,
    title: 'Deze proeftelling is met een andere sleutel ondertekend',
    detail:
      'Er is niets bewaard. Maak de proeftelling op de computer waarop deze sleutel staat, en kies dat bestand. Bent u de sleutel kwijt? Trek hem in en meld een nieuwe aan.',
  },
  'keys.proofUnsigned': {
    status: 422,
    title: 'Bij deze proeftelling ontbreekt de handtekening',
    detail:
      'Kies het ZIP-bestand zoals het uit OSV of Abacus komt. Of kies twee bestanden tegelijk: het .eml.xml én het .signature.',
  },
  'keys.proofChanged': {
    status: 422,
    title: 'Deze proeftelling is veranderd na het ondertekenen',
    detail: 'Er is niets bewaard. Exporteer de proeftelling opnieuw; open het bestand niet.',
  },
  'keys.proofNoCount': {
    status: 422,
    title: 'Dit is geen telling',
    detail:
      '{why} Er is niets bewaard. Kies het ZIP-bestand van de proeftelling, zoals het uit OSV of Abacus komt.',
  },
  'keys.proofDamaged': {
    status: 422,
    title: 'Dit bestand is beschadigd',
    detail: '{why} Er is niets bewaard. Exporteer de proeftelling opnieuw uit OSV of Abacus.',
  },
  'keys.proofRefused': {
    status: 422,
    title: 'Deze proeftelling is niet in orde',
    detail:
      '{why} Er is niets bewaard. Exporteer de proeftelling opnieuw. Lukt het weer niet? Bel de helpdesk.',
  },
  'keys.proofUsed': {
    status: 409,
    title: 'Deze proeftelling is al gebruikt',
    detail:
      'Met hetzelfde bestand is al eerder iets geprobeerd. Elke sleutel heeft een eigen proeftelling nodig. Maak een nieuwe proeftelling.',
  },
  'keys.proofDelivered': {
    status: 409,
    title: 'Deze telling is al ingediend',
    detail:
      'Dit bestand is ingediend als echte telling en blijft dat. Er is niets veranderd. Maak een proeftelling met verzonnen cijfers.',
  },
  'keys.alreadyProven': {
    status: 409,
    title: 'Deze sleutel is al bewezen',
    detail: 'Eén proeftelling is genoeg. Er is niets veranderd; u hoeft niets te doen.',
  },
  'keys.proofTooLate': {
    status: 409,
    title: 'Een proeftelling kan niet meer',
    detail:
      'Vanaf de dag van de stemming is een telling echt. Een proeftelling zou voorgoed geweigerd worden als telling. Uw sleutel kan ook zonder proeftelling worden goedgekeurd.',
  },
  'keys.proofTooLarge': {
    status: 413,
    title: 'Deze proeftelling is te groot',
    detail:
      'De bestanden zijn samen groter dan 16 MB. Er is niets bewaard. Maak een proeftelling zonder scans, of met minder stembureaus.',
  },
  'keys.proofNotJudged': {
    status: 503,
    title: 'De proeftelling kon nu niet worden gecontroleerd',
    detail:
      'Dat ligt aan ons, en zegt niets over uw bestand. Er is niets bewaard. Probeer het over een minuut opnieuw met hetzelfde bestand.',
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
