import { executiveOf, kindOfCode, type Organisation } from '../bodies/organisation.js';
import { DISTRICTS } from './geography.js';

/** The province of the gemeenten of each kieskring of a Tweede Kamerverkiezing, by its number; the islands have none. */
const PROVINCES: readonly (readonly [province: string, districts: readonly number[]])[] = [
  ['Groningen', [1]],
  ['Fryslân', [2]],
  ['Drenthe', [3]],
  ['Overijssel', [4]],
  ['Flevoland', [5]],
  ['Gelderland', [6, 7]],
  ['Utrecht', [8]],
  ['Noord-Holland', [9, 10, 11]],
  ['Zuid-Holland', [12, 13, 14, 15]],
  ['Zeeland', [16]],
  ['Noord-Brabant', [17, 18]],
  ['Limburg', [19]],
];

/**
 * The 21 waterschappen by their number in EML_NL. Of Drents Overijsselse Delta that number is not known here: 999 stands for it.
 * Number 29 is nobody's: the made-up one of the rehearsal.
 */
const WATER_AUTHORITIES: readonly (readonly [number: number, name: string])[] = [
  [1, 'Noorderzijlvest'],
  [2, 'Fryslân'],
  [3, "Hunze en Aa's"],
  [999, 'Drents Overijsselse Delta'],
  [5, 'Vechtstromen'],
  [7, 'Vallei en Veluwe'],
  [8, 'Rijn en IJssel'],
  [9, 'De Stichtse Rijnlanden'],
  [10, 'Amstel, Gooi en Vecht'],
  [11, 'Hollands Noorderkwartier'],
  [12, 'Rijnland'],
  [13, 'Delfland'],
  [14, 'Schieland en de Krimpenerwaard'],
  [15, 'Rivierenland'],
  [16, 'Hollandse Delta'],
  [17, 'Scheldestromen'],
  [18, 'Brabantse Delta'],
  [19, 'De Dommel'],
  [20, 'Aa en Maas'],
  [25, 'Limburg'],
  [23, 'Zuiderzeeland'],
  [29, 'Voorbeeldwater'],
];

function organisation(code: string, name: string, province: string | null): Organisation {
  const kind = kindOfCode(code);
  return {
    ...{ code, kind, name, executive: executiveOf(kind, name), province },
    ...{ website: null, arrangement: null, since: null, until: null, successor: null },
  };
}

/** The map of 2023 through 2026: every gemeente and openbaar lichaam, the waterschappen, the Kiesraad and the minister. */
export const ORGANISATIONS: readonly Organisation[] = [
  ...DISTRICTS.flatMap(({ number, municipalities }) => {
    const province = PROVINCES.find(([, districts]) => districts.includes(number))?.[0] ?? null;
    return municipalities.map(({ code, name }) => organisation(code, name, province));
  }),
  ...WATER_AUTHORITIES.map(([number, name]) => organisation(`W${number}`, name, null)),
  organisation('KR', 'Kiesraad', null),
  organisation('BZK', 'minister van Binnenlandse Zaken en Koninkrijksrelaties', null),
];
