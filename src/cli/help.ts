/** What `overdracht help` prints. */
export const HELP = `overdracht: controleert een telbestand of een certificaat op uw eigen computer, zonder server.

Zo gebruikt u het:
  overdracht verify PAKKET.zip --cert SLEUTEL.crt --election GR2026_Haarlem --committee 0392
  overdracht verify TELLING.eml.xml TELLING.eml.xml.signature --cert … --election … --committee …
  overdracht verify PAKKET.zip --keys LIJST.json --trust PLATFORM.crt --election … --committee …
  overdracht verify --batch      één opdracht in JSON per regel op de standaardinvoer:
                                 {"file", "signature"?, "certs" of "keys" en "trust", "election",
                                  "committee", "definition"?}
  overdracht key SLEUTEL.crt     toont voor wie een certificaat is, de vingerafdruk om voor te lezen, en wat het
                                 platform zou weigeren; met --election en --committee ook of het van u is
  overdracht version
  overdracht help

Opties:
  --cert BESTAND…       aangemelde certificaten van het stembureau (PEM of DER), één of meer
  --keys LIJST          ondertekende sleutellijst (JSON) in plaats van certificaten; LIJST.p7s staat ernaast
  --trust CERT          certificaat waarmee het platform de lijst ondertekende, zoals de Kiesraad het bekendmaakte
  --election ID         verkiezing, zoals in het telbestand: TK2025, GR2026_Haarlem
  --committee CODE      stembureau: 0392 (gemeente), HSB3, CSB, of met het niveau ervoor: NBSB:0998, SOL:9001
  --definition BESTAND  verkiezingsdefinitie (110a), voor de datum, de kieskring en het soort bestand
  --json                schrijft het oordeel als JSON

Einde: 0 goedgekeurd, 1 afgekeurd, 2 verkeerd gebruik of een bestand dat niet kon worden gelezen.
`;
