/**
 * The map of the rehearsal: facts, not names made up. The 20 kieskringen of a Tweede Kamerverkiezing (Kieswet, bijlage) with
 * the gemeenten as they were from 2023 through 2026 and the openbare lichamen, each by its CBS code. Only the rehearsal uses
 * it: a real election takes its regions from its own 110a, because the map changes.
 */
export interface District {
  readonly number: number;
  /** Name of the kieskring, which is that of the gemeente where its HSB sits. */
  readonly name: string;
  readonly municipalities: readonly Municipality[];
}

/** A gemeente or openbaar lichaam: its CBS code in four digits and its name. */
export interface Municipality {
  readonly code: string;
  readonly name: string;
}

/** One line per kieskring: number and name, then every code and name. */
const MAP = `1 Groningen: 0014 Groningen; 0037 Stadskanaal; 0047 Veendam; 0765 Pekela; 1895 Oldambt; 1950 Westerwolde; 1952 Midden-Groningen; 1966 Het Hogeland; 1969 Westerkwartier; 1979 Eemsdelta
2 Leeuwarden: 0059 Achtkarspelen; 0060 Ameland; 0072 Harlingen; 0074 Heerenveen; 0080 Leeuwarden; 0085 Ooststellingwerf; 0086 Opsterland; 0088 Schiermonnikoog; 0090 Smallingerland; 0093 Terschelling; 0096 Vlieland; 0098 Weststellingwerf; 0737 Tytsjerksteradiel; 1891 Dantumadiel; 1900 Súdwest-Fryslân; 1940 De Fryske Marren; 1949 Waadhoeke; 1970 Noardeast-Fryslân
3 Assen: 0106 Assen; 0109 Coevorden; 0114 Emmen; 0118 Hoogeveen; 0119 Meppel; 1680 Aa en Hunze; 1681 Borger-Odoorn; 1690 De Wolden; 1699 Noordenveld; 1701 Westerveld; 1730 Tynaarlo; 1731 Midden-Drenthe
4 Zwolle: 0141 Almelo; 0147 Borne; 0148 Dalfsen; 0150 Deventer; 0153 Enschede; 0158 Haaksbergen; 0160 Hardenberg; 0163 Hellendoorn; 0164 Hengelo; 0166 Kampen; 0168 Losser; 0173 Oldenzaal; 0175 Ommen; 0177 Raalte; 0180 Staphorst; 0183 Tubbergen; 0189 Wierden; 0193 Zwolle; 1700 Twenterand; 1708 Steenwijkerland; 1735 Hof van Twente; 1742 Rijssen-Holten; 1773 Olst-Wijhe; 1774 Dinkelland; 1896 Zwartewaterland
5 Lelystad: 0034 Almere; 0050 Zeewolde; 0171 Noordoostpolder; 0184 Urk; 0303 Dronten; 0995 Lelystad
6 Nijmegen: 0209 Beuningen; 0214 Buren; 0216 Culemborg; 0225 Druten; 0252 Heumen; 0263 Maasdriel; 0268 Nijmegen; 0281 Tiel; 0296 Wijchen; 0297 Zaltbommel; 0668 West Maas en Waal; 1740 Neder-Betuwe; 1945 Berg en Dal; 1960 West Betuwe
7 Arnhem: 0197 Aalten; 0200 Apeldoorn; 0202 Arnhem; 0203 Barneveld; 0213 Brummen; 0221 Doesburg; 0222 Doetinchem; 0226 Duiven; 0228 Ede; 0230 Elburg; 0232 Epe; 0233 Ermelo; 0243 Harderwijk; 0244 Hattem; 0246 Heerde; 0262 Lochem; 0267 Nijkerk; 0269 Oldebroek; 0273 Putten; 0274 Renkum; 0275 Rheden; 0277 Rozendaal; 0279 Scherpenzeel; 0285 Voorst; 0289 Wageningen; 0293 Westervoort; 0294 Winterswijk; 0299 Zevenaar; 0301 Zutphen; 0302 Nunspeet; 1509 Oude IJsselstreek; 1586 Oost Gelre; 1705 Lingewaard; 1734 Overbetuwe; 1859 Berkelland; 1876 Bronckhorst; 1955 Montferland
8 Utrecht: 0307 Amersfoort; 0308 Baarn; 0310 De Bilt; 0312 Bunnik; 0313 Bunschoten; 0317 Eemnes; 0321 Houten; 0327 Leusden; 0331 Lopik; 0335 Montfoort; 0339 Renswoude; 0340 Rhenen; 0342 Soest; 0344 Utrecht; 0345 Veenendaal; 0351 Woudenberg; 0352 Wijk bij Duurstede; 0353 IJsselstein; 0355 Zeist; 0356 Nieuwegein; 0589 Oudewater; 0632 Woerden; 0736 De Ronde Venen; 1581 Utrechtse Heuvelrug; 1904 Stichtse Vecht; 1961 Vijfheerenlanden
9 Amsterdam: 0363 Amsterdam
10 Haarlem: 0358 Aalsmeer; 0362 Amstelveen; 0375 Beverwijk; 0376 Blaricum; 0377 Bloemendaal; 0384 Diemen; 0392 Haarlem; 0394 Haarlemmermeer; 0396 Heemskerk; 0397 Heemstede; 0402 Hilversum; 0406 Huizen; 0417 Laren; 0437 Ouder-Amstel; 0451 Uithoorn; 0453 Velsen; 0473 Zandvoort; 1696 Wijdemeren; 1942 Gooise Meren
11 Den Helder: 0361 Alkmaar; 0373 Bergen (NH.); 0383 Castricum; 0385 Edam-Volendam; 0388 Enkhuizen; 0399 Heiloo; 0400 Den Helder; 0405 Hoorn; 0415 Landsmeer; 0420 Medemblik; 0431 Oostzaan; 0432 Opmeer; 0439 Purmerend; 0441 Schagen; 0448 Texel; 0450 Uitgeest; 0479 Zaanstad; 0498 Drechterland; 0532 Stede Broec; 0852 Waterland; 0880 Wormerland; 1598 Koggenland; 1911 Hollands Kroon; 1980 Dijk en Waard
12 's-Gravenhage: 0518 's-Gravenhage
13 Rotterdam: 0599 Rotterdam
14 Dordrecht: 0482 Alblasserdam; 0489 Barendrecht; 0503 Delft; 0505 Dordrecht; 0512 Gorinchem; 0523 Hardinxveld-Giessendam; 0531 Hendrik-Ido-Ambacht; 0556 Maassluis; 0590 Papendrecht; 0597 Ridderkerk; 0603 Rijswijk; 0606 Schiedam; 0610 Sliedrecht; 0613 Albrandswaard; 0622 Vlaardingen; 0642 Zwijndrecht; 1783 Westland; 1842 Midden-Delfland; 1924 Goeree-Overflakkee; 1930 Nissewaard; 1963 Hoeksche Waard; 1978 Molenlanden; 1992 Voorne aan Zee
15 Leiden: 0484 Alphen aan den Rijn; 0502 Capelle aan den IJssel; 0513 Gouda; 0534 Hillegom; 0537 Katwijk; 0542 Krimpen aan den IJssel; 0546 Leiden; 0547 Leiderdorp; 0553 Lisse; 0569 Nieuwkoop; 0575 Noordwijk; 0579 Oegstgeest; 0626 Voorschoten; 0627 Waddinxveen; 0629 Wassenaar; 0637 Zoetermeer; 0638 Zoeterwoude; 1525 Teylingen; 1621 Lansingerland; 1884 Kaag en Braassem; 1892 Zuidplas; 1901 Bodegraven-Reeuwijk; 1916 Leidschendam-Voorburg; 1926 Pijnacker-Nootdorp; 1931 Krimpenerwaard
16 Middelburg: 0654 Borsele; 0664 Goes; 0677 Hulst; 0678 Kapelle; 0687 Middelburg; 0703 Reimerswaal; 0715 Terneuzen; 0716 Tholen; 0717 Veere; 0718 Vlissingen; 1676 Schouwen-Duiveland; 1695 Noord-Beveland; 1714 Sluis
17 Tilburg: 0744 Baarle-Nassau; 0748 Bergen op Zoom; 0758 Breda; 0766 Dongen; 0777 Etten-Leur; 0779 Geertruidenberg; 0784 Gilze en Rijen; 0785 Goirle; 0798 Hilvarenbeek; 0809 Loon op Zand; 0824 Oisterwijk; 0826 Oosterhout; 0840 Rucphen; 0851 Steenbergen; 0855 Tilburg; 0867 Waalwijk; 0873 Woensdrecht; 0879 Zundert; 1655 Halderberge; 1674 Roosendaal; 1709 Moerdijk; 1719 Drimmelen; 1723 Alphen-Chaam; 1959 Altena
18 's-Hertogenbosch: 0743 Asten; 0753 Best; 0755 Boekel; 0757 Boxtel; 0762 Deurne; 0770 Eersel; 0772 Eindhoven; 0794 Helmond; 0796 's-Hertogenbosch; 0797 Heusden; 0820 Nuenen, Gerwen en Nederwetten; 0823 Oirschot; 0828 Oss; 0845 Sint-Michielsgestel; 0847 Someren; 0848 Son en Breugel; 0858 Valkenswaard; 0861 Veldhoven; 0865 Vught; 0866 Waalre; 1652 Gemert-Bakel; 1658 Heeze-Leende; 1659 Laarbeek; 1667 Reusel-De Mierden; 1706 Cranendonck; 1721 Bernheze; 1724 Bergeijk; 1728 Bladel; 1771 Geldrop-Mierlo; 1948 Meierijstad; 1982 Land van Cuijk; 1991 Maashorst
19 Maastricht: 0882 Landgraaf; 0888 Beek; 0889 Beesel; 0893 Bergen (L.); 0899 Brunssum; 0907 Gennep; 0917 Heerlen; 0928 Kerkrade; 0935 Maastricht; 0938 Meerssen; 0944 Mook en Middelaar; 0946 Nederweert; 0957 Roermond; 0965 Simpelveld; 0971 Stein; 0981 Vaals; 0983 Venlo; 0984 Venray; 0986 Voerendaal; 0988 Weert; 0994 Valkenburg aan de Geul; 1507 Horst aan de Maas; 1640 Leudal; 1641 Maasgouw; 1669 Roerdalen; 1711 Echt-Susteren; 1729 Gulpen-Wittem; 1883 Sittard-Geleen; 1894 Peel en Maas; 1903 Eijsden-Margraten; 1954 Beekdaelen
20 Bonaire: 9001 Bonaire; 9002 Sint Eustatius; 9003 Saba`;

function municipality(text: string): Municipality {
  return { code: text.slice(0, 4), name: text.slice(5) };
}

/** The 20 kieskringen in order of number; every gemeente once. */
export const DISTRICTS: readonly District[] = MAP.split('\n').map((line) => {
  const [head = '', list = ''] = line.split(': ');
  const space = head.indexOf(' ');
  return {
    number: Number(head.slice(0, space)),
    name: head.slice(space + 1),
    municipalities: list.split('; ').map(municipality),
  };
});
