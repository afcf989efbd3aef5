import type { RefusalTable } from '../kernel/refusal.js';

/** Every "no" of the routing room. Foreign and absent deliveries are both `request.notFound`. */
export const ROUTING_REFUSALS = {
  'delivery.damaged': {
    status: 503,
    title: 'Dit bestand is bij ons beschadigd',
    detail:
      'De bytes die wij bewaren horen niet meer bij hun vingerafdruk. U krijgt daarom niets. De beheerder is gewaarschuwd. Bel de helpdesk, of vraag het stembureau om het bestand op een andere manier te verstrekken.',
  },
  'delivery.removed': {
    status: 410,
    title: 'Dit bestand is vernietigd',
    detail:
      'Uw kopie is vernietigd op {tijd}, door besluit {besluit} van de Kiesraad bij deze verkiezing. De vingerafdruk en het bewijs van ontvangst blijven staan.',
  },
  'delivery.rangeOutside': {
    status: 416,
    title: 'Dat deel van het bestand is er niet',
    detail: 'Het bestand heeft {grootte} bytes. Vraag een deel dat daarbinnen begint, of het hele bestand.',
  },
  'delivery.otherBytes': {
    status: 412,
    title: 'Het bestand is een ander dan u noemt',
    detail: 'De ETag in If-Match hoort bij andere bytes. Vraag de gegevens van het bestand opnieuw op.',
  },
  'delivery.nothingNew': {
    status: 409,
    title: 'Er is niets nieuws',
    detail:
      'U hebt alle bestanden al opgehaald. Wilt u ze nog een keer, haal dan alles op of kies één bestand.',
  },
  'delivery.nothingYet': {
    status: 409,
    title: 'Er is nog niets binnen',
    detail:
      'Van wat u koos is nog geen bestand bij u afgeleverd. U hoeft niets te doen: komt er iets, dan staat het bij Ontvangen.',
  },
  'delivery.nothingChosen': {
    status: 409,
    title: 'Er is niets om op te halen',
    detail:
      'U koos niets, of van wat u koos is nog geen bestand binnen. Kies stembureaus die hebben geleverd.',
  },
  'delivery.differsFromPaper': {
    status: 409,
    title: 'De vingerafdruk is niet gelijk aan die van het bestand',
    detail:
      'Wat u overtypte van het papieren proces-verbaal verschilt van de vingerafdruk van dit bestand. Controleer of u het goede proces-verbaal hebt en typ de vingerafdruk opnieuw. Blijft het verschil, gebruik het bestand dan niet en bel het stembureau. Het papieren proces-verbaal gaat voor.',
  },
  'delivery.readDiffers': {
    status: 409,
    title: 'Uw telprogramma toont een andere vingerafdruk',
    detail:
      'Wat u las is niet de vingerafdruk van dit bestand. Dit bestand telt niet als ingelezen. De afzender en de Kiesraad krijgen bericht. Haal het bestand opnieuw op en lees het opnieuw in.',
  },
  'delivery.compareFirst': {
    status: 409,
    title: 'Vergelijk dit bestand eerst met het papier',
    detail:
      'Dit bestand is niet ondertekend. U kunt de ontvangst pas bevestigen en zeggen of het voldoet als u het hebt vergeleken met uw papieren proces-verbaal en het gelijk is.',
  },
  'delivery.noFingerprint': {
    status: 409,
    title: 'Deze levering heeft geen vingerafdruk',
    detail:
      'Het is een proces-verbaal P 2a zonder telbestand: er werd niets gecorrigeerd. Vergelijk de eerdere levering met het papier.',
  },
  'delivery.askedAlready': {
    status: 409,
    title: 'U vroeg hier net al om',
    detail:
      'Het stembureau heeft uw verzoek van minder dan {minuten} minuten geleden ontvangen. Wacht even, of bel het stembureau.',
  },
  'delivery.cursorAhead': {
    status: 409,
    title: 'Zo ver is dit orgaan nog niet',
    detail:
      'Er kwam hier nog geen bestand met nummer {na}. Hoort dit getal bij een ander orgaan of een andere verkiezing? Begin anders opnieuw, zonder `na`: u krijgt dan alles nog eens.',
  },
  'delivery.superseded': {
    status: 409,
    title: 'Er is een nieuwe versie',
    detail:
      'Het stembureau leverde intussen een nieuwe versie. Er is niets vastgelegd. Controleer de nieuwe versie.',
  },
  'delivery.paperDiffers': {
    status: 409,
    title: 'Uw papier zegt iets anders',
    detail:
      'Uw orgaan meldde dat dit bestand afwijkt van het papier. Dan voldoet het niet. Blijkt het toch gelijk? Vergelijk het dan eerst opnieuw met het papier.',
  },
  'delivery.assessedMeanwhile': {
    status: 409,
    title: 'Een collega legde intussen iets anders vast',
    detail: 'Er is niets vastgelegd van wat u koos. Lees wat er nu staat en kies daarna opnieuw.',
  },
  'delivery.notTogether': {
    status: 409,
    title: 'Deze bestanden kunnen niet samen',
    detail:
      'Bij minstens één bestand is er iets om naar te kijken, of u vergeleek het nog niet met het papier. Er is niets vastgelegd. Controleer dat bestand apart.',
  },
  'delivery.termPast': {
    status: 409,
    title: 'Die termijn is al voorbij',
    detail: 'Kies een dag en tijd die nog komen, of laat de termijn leeg.',
  },
  'delivery.answeredAlready': {
    status: 409,
    title: 'Dit verzoek is al beantwoord',
    detail: 'Op een verzoek past één antwoord. Bel het stembureau dat erom vroeg als er iets verandert.',
  },
  'delivery.deliveredSince': {
    status: 409,
    title: 'Het bestand is intussen geleverd',
    detail: 'Na het verzoek kwam een nieuwe versie. Een antwoord is niet meer nodig.',
  },
  'delivery.nothingToSendOn': {
    status: 409,
    title: 'Er is niets om door te sturen',
    detail:
      'Alles wat binnen is, is al doorgestuurd. Komt er een nieuw bestand, dan staat dat op deze pagina.',
  },
  'delivery.notAdmittedYet': {
    status: 409,
    title: 'Die dag kan niet',
    detail:
      'Doorsturen kan pas als over de toelating is beslist. Vul de dag van dat besluit in: na de stemming, en niet later dan vandaag.',
  },
  'delivery.replacedMeanwhile': {
    status: 409,
    title: 'Dit bestand geldt niet meer',
    detail:
      'Het stembureau leverde intussen een nieuwe versie, of liet de uitkomst buiten beschouwing. Er is niets doorgestuurd. Bekijk wat er nu staat en stuur dat door.',
  },
  'delivery.notDue': {
    status: 409,
    title: 'Dit bestand hoeft niet te komen',
    detail:
      'Dit stembureau hoeft dit bestand niet via het platform te leveren. De reden staat in uw overzicht.',
  },
} as const satisfies RefusalTable;

declare module '../kernel/refusal.js' {
  interface RefusalTables {
    routing: typeof ROUTING_REFUSALS;
  }
}
