/**
 * Every check there is, in the order in which a verdict lists them. Codes are stable: they stand on receipts, are said
 * by phone and are matched by machines. The number is the paragraph of the checks in docs/formats.md.
 */
export const CHECKS = {
  'container.sound': 'Het pakket is een gaaf ZIP-bestand of een los paar bestanden',
  'container.limits': 'Het pakket en de bestanden erin zijn niet te groot',
  'container.names': 'De bestandsnamen zijn veilig',
  'container.headers': 'De kopgegevens in de ZIP spreken elkaar niet tegen',
  'container.duplicates': 'Geen bestand komt twee keer voor',
  'container.contents': 'Het pakket bevat precies één telbestand met handtekening, of alleen een P 2a',
  'container.naming': 'De bestandsnamen volgen de afgesproken vorm',
  'fingerprint.computed': 'De digitale vingerafdruk is berekend',
  'fingerprint.compared': 'De vingerafdruk is gelijk aan die op het papieren proces-verbaal',
  'signature.format': 'Het handtekeningbestand heeft een toegestane vorm',
  'signature.key': 'Er is een geregistreerde, goedgekeurde sleutel van dit stembureau voor deze verkiezing',
  'signature.verifies': 'De handtekening hoort bij precies deze bytes en de geregistreerde sleutel',
  'signature.certificate': 'Het certificaat in het bestand is het geregistreerde certificaat',
  'xml.encoding': 'Het telbestand is UTF-8',
  'xml.doctype': 'Het telbestand heeft geen DOCTYPE',
  'xml.wellformed': 'Het telbestand is goedgevormde XML',
  'xml.limits': 'Het telbestand blijft binnen de grenzen voor diepte en lengte',
  'identity.type': 'Dit soort bestand mag van deze afzender komen',
  'identity.election': 'Het bestand hoort bij deze verkiezing',
  'identity.date': 'De verkiezingsdatum klopt',
  'identity.committee': 'Het bestand, de afzender en de sleutel zijn van hetzelfde stembureau',
  'identity.contest': 'De kieskring in het bestand klopt',
  'order.repeat': 'Deze bytes zijn niet al eerder geleverd en daarna vervangen',
  'order.replaces': 'Een nieuwe versie noemt welke levering zij vervangt',
  'order.clock': 'De aanmaaktijd in het bestand is aannemelijk',
  'structure.required': 'Elk onderdeel waarop wordt beslist staat er precies één keer',
  'structure.ids': 'De nummers en codes hebben de juiste vorm',
  'structure.numbers': 'De aantallen zijn hele getallen die passen',
  'structure.unique': 'Geen stembureau, lijst of kandidaat komt dubbel voor',
  'structure.order': 'De onderdelen staan in de volgorde van het schema',
  'arithmetic.lists': 'De stemmen op kandidaten tellen op tot het totaal van hun lijst',
  'arithmetic.counted': 'De lijsttotalen tellen op tot het aantal getelde stemmen',
  'arithmetic.units': 'De stembureaus tellen op tot het totaal',
  'attachments.csv': 'Het CSV-bestand komt overeen met het telbestand',
} as const satisfies Record<string, string>;

export type CheckCode = keyof typeof CHECKS;
export const CHECK_CODES = Object.keys(CHECKS) as readonly CheckCode[];
