import { certificateName, countStem, csvName, hyphenated, packageName, slug } from './file-names.js';

const owner = {
  election: 'GR2022_WestMaasenWaal',
  category: 'gemeente',
  region: 'West Maas en Waal',
} as const;

describe('file names of the counting software', () => {
  it.each([
    ['West Maas en Waal', 'west-maas-en-waal', 'West_Maas_en_Waal'],
    ["'s-Hertogenbosch", 's-hertogenbosch', 's-Hertogenbosch'],
    ['Súdwest-Fryslân', 'sudwest-fryslan', 'Sudwest-Fryslan'],
    ['Bergen (L.)', 'bergen-l', 'Bergen_L'],
  ])('%s', (region, hyphen, underscore) => {
    expect(hyphenated(region)).toBe(hyphen);
    expect(slug(region)).toBe(underscore);
  });

  it('names packages by kind, region and local time', () => {
    const name = (kind: 'first' | 'correction') => packageName(kind, owner, '2022-03-17T01:32:49.834');
    expect(name('first')).toBe(
      'definitieve-documenten_gr2022_westmaasenwaal_gemeente_west-maas-en-waal-20220317-013249.zip',
    );
    expect(name('correction')).toMatch(/^correctie_gr2022_/);
  });

  it('names what is inside, and keys', () => {
    expect(countStem('510b', owner)).toBe('Telling_GR2022_WestMaasenWaal_gemeente_West_Maas_en_Waal');
    expect(countStem('510d', owner)).toMatch(/^Totaaltelling_/);
    expect(csvName('osv', owner.election)).toBe('osv4-3_telling_gr2022_westmaasenwaal.csv');
    expect(csvName('abacus', owner.election)).toBe('abacus_telling_gr2022_westmaasenwaal.csv');
    expect(certificateName('osv', owner)).toBe('public_key_osv2020_west-maas-en-waal.crt');
    expect(certificateName('abacus', owner)).toBe(
      'public_key_abacus_gr2022_westmaasenwaal_gemeente_west-maas-en-waal.crt',
    );
  });
});
