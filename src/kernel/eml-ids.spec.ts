import {
  canonicalAuthority,
  canonicalContest,
  canonicalStation,
  canonicalUnit,
  isElectoralCollege,
} from './eml-ids.js';

describe('one form for each identity', () => {
  it.each([
    ['668', '0668'],
    ['0668', '0668'],
    ['HSB03', 'HSB3'],
    ['HSB3', 'HSB3'],
    ['HSB10', 'HSB10'],
    ['SB01', 'SB1'],
    ['SB0', 'SB0'],
    ['CSB', 'CSB'],
    ['hsb3', 'hsb3'],
  ])('authority %s is %s', (id, one) => expect(canonicalAuthority(id)).toBe(one));

  it.each([
    ['XIX', '19'],
    ['IV', '4'],
    ['19', '19'],
    ['04', '4'],
    ['geen', 'geen'],
    ['alle', 'alle'],
    ['IIII', 'IIII'],
    ['', ''],
  ])('contest %j is %j', (id, one) => expect(canonicalContest(id)).toBe(one));

  it.each([
    ['SB1', '0777', 'SB1'],
    ['0777::SB01', '0777', 'SB1'],
    ['HSB3::0777::SB1', '777', 'SB1'],
    ['HSB03::0106', 'HSB3', '0106'],
    ['0106', 'HSB3', '0106'],
    ['0778::SB1', '0777', '0778::SB1'],
    ['HSB12::0518', 'CSB', 'HSB12::0518'],
    ['0777', '0777', '0777'],
    ['0777::SB001', null, '0777::SB1'],
  ])('unit %s in a file of %s is %s', (id, authority, one) => expect(canonicalUnit(id, authority)).toBe(one));

  it.each([
    ['1', '1'],
    ['001', '1'],
    ['0', '0'],
    ['1000', '1000'],
    ['SB1', '1'],
    ['SB01', '1'],
    ['sb-01', '1'],
    ['SB-2', '2'],
    ['0796::SB1', '1'],
    ['HSB3::0796::SB1', '1'],
    ['0797::SB1', '0797::SB1'],
    ['HSB3::0796', 'HSB3::0796'],
    ['bus 4', 'bus 4'],
  ])('station %s of 0796 is %s', (id, one) => expect(canonicalStation(id, '0796')).toBe(one));

  it.each([
    ['KC2027_Bonaire', true],
    ['KCNI2027', true],
    ['KC', true],
    ['KCCN', true],
    ['TK2027', false],
    ['KCX2027', false],
  ])('%s is of a kiescollege: %s', (id, is) => expect(isElectoralCollege(id)).toBe(is));
});
