import type { RefusalTable } from '../kernel/refusal.js';

/** Every "no" of the room of releases. */
export const RELEASE_REFUSALS = {
  'release.alreadyDecided': {
    status: 409,
    title: 'Over deze release is al beslist',
    detail: 'De release is intussen {stand}. Er is niets veranderd. Bekijk de release opnieuw.',
  },
  'release.otherDigest': {
    status: 409,
    title: 'De release is intussen veranderd',
    detail:
      'Wat u zag, is niet wat er nu staat. Er is niets goedgekeurd. Bekijk de release opnieuw, vergelijk de vingerafdruk, en keur dan goed.',
  },
  'release.notReady': {
    status: 409,
    title: 'Deze release kan nog niet worden goedgekeurd',
    detail: '{reden} Vul dat eerst aan.',
  },
  'release.approvedByYou': {
    status: 409,
    title: 'U hebt deze release al goedgekeurd',
    detail: 'Een tweede persoon van de Kiesraad moet dezelfde release goedkeuren.',
  },
  'release.notApproved': {
    status: 409,
    title: 'Deze release is nog niet goedgekeurd',
    detail: 'Twee personen van de Kiesraad moeten de release goedkeuren. Daarna kan zij worden gepubliceerd.',
  },
  'release.notPublished': {
    status: 409,
    title: 'Deze release is niet gepubliceerd',
    detail: 'Alleen een gepubliceerde release kan worden ingetrokken. Een concept kunt u veranderen.',
  },
  'release.fixed': {
    status: 409,
    title: 'Deze release verandert niet meer',
    detail:
      'De release is {stand}. Wat gepubliceerd is, blijft zoals het was. Maak voor een wijziging een nieuwe versie.',
  },
  'release.sameVersion': {
    status: 409,
    title: 'Deze versie is er al',
    detail:
      'Er is al een release van {product} {versie} voor {platform}. Geef de nieuwe release een eigen versienummer, of verander het concept dat er is.',
  },
  'release.badName': {
    status: 400,
    title: 'Deze bestandsnaam kan niet',
    detail:
      'Een bestandsnaam is hoogstens 255 bytes, zonder map, zonder onzichtbare tekens en zonder tekens die een computer niet kent (zoals : of *). Geef het bestand een andere naam.',
  },
  'release.nameTaken': {
    status: 409,
    title: 'Deze bestandsnaam is er al',
    detail:
      'Bij deze release staat al een bestand met deze naam. Haal dat eerst weg, of kies een andere naam.',
  },
  'release.tooManyFiles': {
    status: 409,
    title: 'Er zijn te veel bestanden',
    detail: 'Een release heeft hoogstens {grens} bestanden. Haal eerst een bestand weg.',
  },
  'release.webPage': {
    status: 422,
    title: 'Dit is een webpagina of een tekening (HTML of SVG)',
    detail:
      'Zo’n bestand kan zich voordoen als deze site en wordt niet aangenomen. Geef de toelichting als gewone tekst, of als PDF.',
  },
  'release.fileHere': {
    status: 409,
    title: 'Dit bestand is al ontvangen',
    detail:
      'Van dit bestand zijn alle bytes er, en het waren andere. Haal het bestand weg en stuur het nieuwe, als dat de bedoeling is.',
  },
  'release.withdrawn': {
    status: 410,
    title: 'Deze release is ingetrokken',
    detail: 'Dit bestand wordt niet meer uitgereikt. Installeer het niet. Reden: {reden}',
  },
  'release.notYet': {
    status: 409,
    title: 'Dit bestand is er nog niet',
    detail: 'De bestanden van deze release zijn beschikbaar vanaf {vanaf}.',
  },
  'release.damaged': {
    status: 503,
    title: 'Dit bestand is bij ons beschadigd',
    detail:
      'Het bestand is niet meer wat is gepubliceerd, en wordt niet uitgereikt. De beheerder heeft bericht gekregen. Probeer het later opnieuw.',
  },
  'release.notSigned': {
    status: 503,
    title: 'De handtekening is er nog niet',
    detail: 'De handtekening onder SHA256SUMS wordt gemaakt. Probeer het over een minuut opnieuw.',
  },
  'release.hostedCentrally': {
    status: 409,
    title: 'Deze programmatuur draait bij de Kiesraad',
    detail: 'Er valt voor u niets te installeren, en dus niets te bevestigen. U hoeft niets te doen.',
  },
} as const satisfies RefusalTable;

declare module '../kernel/refusal.js' {
  interface RefusalTables {
    releases: typeof RELEASE_REFUSALS;
  }
}
