import { NOTHING, TOO_MANY } from '../kernel/recognise-file.js';
import type { RefusalTable } from '../kernel/refusal.js';

/** Every "no" of the upload room. `nummer` is always a number of the asker's own committee. */
export const UPLOAD_REFUSALS = {
  'upload.otherElection': {
    status: 409,
    title: 'U werkt nu voor een andere verkiezing',
    detail:
      'Deze levering is voor een andere verkiezing of een ander orgaan dan waarvoor u nu werkt. Kies eerst de juiste rol en begin opnieuw. Er is niets bewaard.',
  },
  'upload.notOpenYet': {
    status: 409,
    title: 'Echt leveren kan nog niet',
    detail:
      'Dat kan vanaf {vanaf}. Er is niets ingediend. Wilt u nu al zien of alles werkt? Doe een proeflevering bij Controleer de inrichting.',
  },
  'upload.alreadySubmitted': {
    status: 409,
    title: 'U hebt dit bestand al ingediend',
    detail: 'Dat was op {om}, als {nummer}. U hoeft niets te doen. Bekijk het ontvangstbewijs van {nummer}.',
  },
  'upload.tooManyWaiting': {
    status: 429,
    title: 'Er staan te veel leveringen open',
    detail:
      'Uw stembureau heeft te veel leveringen die nog niet zijn ingediend of gestopt. Maak die eerst af, of stop ze. Daarna kunt u een nieuwe levering beginnen.',
  },
  'upload.tooLarge': {
    status: 413,
    title: 'Het bestand is te groot',
    detail:
      'Er kwamen meer bytes aan dan is toegestaan of aangekondigd (hoogstens {grens} bytes). Er is niets bewaard. Controleer of u het goede bestand koos en probeer het opnieuw.',
  },
  'upload.wrongLength': {
    status: 400,
    title: 'Het bestand is niet compleet aangekomen',
    detail:
      'Aangekondigd waren {aangekondigd} bytes, het verzoek bevat er {ontvangen}. Er is niets bewaard. Verstuur het bestand opnieuw.',
  },
  'upload.wrongDigest': {
    status: 400,
    title: 'Het bestand is onderweg veranderd',
    detail:
      'Een hashcode bij het bestand (Content-Digest of Repr-Digest) is niet die van wat aankwam. Er is niets bewaard. Verstuur het bestand opnieuw.',
  },
  'upload.digestUnreadable': {
    status: 400,
    title: 'De hashcode bij het bestand is niet te lezen',
    detail:
      'Geef Content-Digest of Repr-Digest als sha-256=:…: (of sha-512) volgens RFC 9530, elk één keer, of laat deze kop weg. Er is niets bewaard.',
  },
  'upload.tooSlow': {
    status: 400,
    title: 'Het versturen duurde te lang',
    detail:
      'Het bestand was niet op tijd helemaal binnen. Wat al binnen was, is bewaard. Ga verder vanaf het punt dat bij het bestand staat, of verstuur het opnieuw.',
  },
  'upload.stalled': {
    status: 408,
    title: 'Er kwam te lang niets meer binnen',
    detail:
      'Het versturen stond te lang stil. Wat al binnen was, is bewaard. Verstuur het bestand opnieuw, of ga verder vanaf het punt dat bij het bestand staat.',
  },
  'upload.beingReceived': {
    status: 409,
    title: 'Dit bestand wordt al ontvangen',
    detail:
      'Een ander verzoek verstuurt dit bestand op dit moment. Wacht tot dat klaar is, of probeer het over een minuut opnieuw. Er is niets verloren.',
  },
  'upload.wrongOffset': {
    status: 409,
    title: 'Dit is niet de plaats waar het bestand verdergaat',
    detail:
      'Van dit bestand zijn {verwacht} bytes binnen. Ga daar verder (Upload-Offset), of verstuur het hele bestand opnieuw.',
  },
  'upload.noPart': {
    status: 400,
    title: 'Een deel van een bestand gaat zo niet',
    detail:
      'Stuur het hele bestand met PUT, zonder Content-Range. Verdergaan na een onderbreking doet u met PATCH en Upload-Offset. Er is niets bewaard.',
  },
  'upload.encoded': {
    status: 415,
    title: 'Het bestand is verpakt voor onderweg',
    detail: 'Stuur het bestand zoals het is, zonder Content-Encoding. Er is niets bewaard.',
  },
  'upload.keyReused': {
    status: 422,
    title: 'Deze Idempotency-Key hoort bij een andere levering',
    detail: 'Met deze sleutel is eerder iets anders aangekondigd. Gebruik een nieuwe sleutel.',
  },
  'upload.keyUnreadable': {
    status: 400,
    title: 'De Idempotency-Key is niet te lezen',
    detail: 'Een Idempotency-Key is 1 tot 200 zichtbare tekens. Er is niets bewaard.',
  },
  'upload.noFile': {
    status: 400,
    title: 'U koos geen bestand',
    detail: NOTHING,
  },
  'upload.tooManyFiles': {
    status: 400,
    title: 'Dat zijn te veel bestanden',
    detail: TOO_MANY,
  },
  'upload.noSpace': {
    status: 507,
    title: 'Wij hebben nu geen ruimte voor uw bestand',
    detail:
      'De opslag van het platform is vol. Uw bestand is niet bewaard; wat u eerder leverde, is er nog. Bel de helpdesk en probeer het later opnieuw.',
  },
  'upload.alreadyReceived': {
    status: 409,
    title: 'Dit bestand is al ontvangen',
    detail:
      'Bij levering {nummer} ({toestand}) is dit bestand al ontvangen, met andere inhoud, of de levering is gesloten. Wat ontvangen is, verandert niet meer. Begin een nieuwe levering.',
  },
  'upload.notComplete': {
    status: 409,
    title: 'Deze levering is nog niet compleet',
    detail:
      'Van levering {nummer} zijn nog niet alle bestanden ontvangen en gecontroleerd. Verstuur ze eerst allemaal.',
  },
  'upload.replacesMissing': {
    status: 409,
    title: 'Er is al een telbestand ingediend',
    detail:
      'Uw stembureau diende eerder {huidig} in. Een nieuw bestand komt daarvoor in de plaats. Is dat de bedoeling? Geef dan aan dat deze levering {huidig} vervangt en dien opnieuw in.',
  },
  'upload.replacesUnknown': {
    status: 409,
    title: 'Wij kennen de levering niet die u wilt vervangen',
    detail:
      'Uw stembureau heeft geen ingediende levering met dit nummer. Kijk in de lijst van uw leveringen en probeer het opnieuw. Er is niets bewaard.',
  },
  'upload.replacesWrong': {
    status: 409,
    title: 'Deze levering kan niet worden vervangen',
    detail:
      'Wat deze levering zou vervangen, is niet de levering die nu geldt. Nu geldt: {huidig}. Kijk in de lijst van uw leveringen en geef aan welke u vervangt.',
  },
  'upload.countMissing': {
    status: 409,
    title: 'Er is nog geen telling ingediend',
    detail:
      'U meldt dat er niets is gecorrigeerd, maar uw stembureau heeft nog geen telling ingediend. Dien eerst de telling in, en daarna dit bestand.',
  },
  'upload.notAllowed': {
    status: 409,
    title: 'U mag dit bestand niet meer zonder handtekening indienen',
    detail:
      'De toestemming van de Kiesraad voor levering {nummer} is gebruikt, verlopen of ingetrokken. Het bestand is bewaard, nog niet ingediend. Vraag het de Kiesraad opnieuw, of lever een ondertekend bestand.',
  },
  'upload.secondMissing': {
    status: 409,
    title: 'Dit moet een tweede persoon doen',
    detail:
      'Bij deze verkiezing kijken twee personen. Wie levering {nummer} verstuurde, kan haar niet zelf vergelijken en indienen. Vraag een ander van uw stembureau om dat te doen, onder de eigen naam. Het bestand is bewaard.',
  },
  'upload.paperMissing': {
    status: 400,
    title: 'De vingerafdruk op het papieren proces-verbaal ontbreekt',
    detail:
      'Typ de vingerafdruk over van het papieren proces-verbaal (64 tekens), of geef aan waarom u het proces-verbaal niet bij de hand hebt. Bij direct indienen hoort dat bij de aankondiging.',
  },
  'upload.paperSlip': {
    status: 409,
    title: 'De vingerafdruk is niet gelijk aan die van het bestand',
    detail:
      'Wat u opgaf verschilt van de vingerafdruk van levering {nummer}. Er is niets geweigerd en niets veranderd. Lees nog eens op het papieren proces-verbaal en geef alle 64 tekens opnieuw op. Zegt uw papier echt iets anders? Zeg dat dan met `wijktAf`, of met de knop op de pagina.',
  },
  'upload.refused': {
    status: 409,
    title: 'Deze levering is geweigerd',
    detail:
      'Levering {nummer} is niet ingediend: de controle {controle} keurde haar af. Bekijk alle controles bij de levering. Noem bij vragen aan de helpdesk het nummer en de controle.',
  },
  'upload.stopped': {
    status: 409,
    title: 'Deze levering is gestopt',
    detail:
      'Levering {nummer} is niet ingediend en kan niet meer worden ingediend. Begin een nieuwe levering.',
  },
  'upload.alreadyDelivered': {
    status: 409,
    title: 'Deze levering is al ingediend',
    detail:
      'Levering {nummer} is ingediend en kan niet worden teruggenomen. Verstuur een gecorrigeerd bestand dat haar vervangt.',
  },
  'upload.noReceipt': {
    status: 409,
    title: 'Er is nog geen ontvangstbewijs',
    detail: 'Levering {nummer} is niet ingediend. Een ontvangstbewijs is er pas na het indienen.',
  },
  'upload.bytesGone': {
    status: 410,
    title: 'Het bestand is niet meer bewaard',
    detail:
      'Dit geweigerde bestand is verwijderd: er was ruimte nodig, of de bewaartermijn was voorbij. Verstuur het opnieuw.',
  },
  'upload.notMovable': {
    status: 409,
    title: 'Deze levering kan niet worden overgezet',
    detail:
      'Alleen een geweigerd bestand van een andere verkiezing waarvoor u ook werkt, kan worden overgezet. Begin een nieuwe levering.',
  },
} as const satisfies RefusalTable;

declare module '../kernel/refusal.js' {
  interface RefusalTables {
    upload: typeof UPLOAD_REFUSALS;
  }
}
