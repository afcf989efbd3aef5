import type { Refusal } from '../kernel/refusal.js';
import { judgeMerger } from './merger.js';
import { executiveOf, kindOfCode, standsOn, type Organisation } from './organisation.js';
import { judgeOrganisations, organisationsCsv } from './organisation-file.js';

const organisation = (code: string, name: string, other: Partial<Organisation> = {}): Organisation => ({
  ...{ code, name, kind: kindOfCode(code), executive: executiveOf(kindOfCode(code), name) },
  ...{ province: null, website: null, arrangement: null, since: null, until: null, successor: null },
  ...other,
});
const read = (text: string, known: readonly Organisation[] = []) =>
  judgeOrganisations(Buffer.from(text), known);
const HEUMEN = organisation('0252', 'Heumen', { province: 'Gelderland' });

describe('a file of organisations', () => {
  it('is read with the kind from its code, and the executive as it is called', () => {
    const { added, problems } = read(
      'Code,Naam,Provincie\r\n0252,Heumen,Gelderland\nW8,"Rijn, IJssel",\nKR,Kiesraad,\n',
    );
    expect(problems).toEqual([]);
    expect(added.map(({ code, kind, executive, province }) => [code, kind, executive, province])).toEqual([
      ['0252', 'municipality', 'college van B&W van Heumen', 'Gelderland'],
      ['W8', 'waterAuthority', 'dagelijks bestuur van waterschap Rijn, IJssel', null],
      ['KR', 'electoralCouncil', 'Kiesraad', null],
    ]);
  });

  it.each([
    [
      'UTF-8 with semicolons',
      Buffer.from('\ufeffcode;naam\r\n0737;Tytsjerksteradiel\r\n1900;Súdwest-Fryslân\r\n'),
    ],
    [
      'Windows-1252 with semicolons',
      Buffer.from('code;naam\r\n1900;Súdwest-Fryslân\r\n0737;Tytsjerksteradiel\r\n', 'latin1'),
    ],
    [
      'Windows-1252 with commas',
      Buffer.from('code,naam\n1900,Súdwest-Fryslân\n0737,Tytsjerksteradiel', 'latin1'),
    ],
  ])('is read in %s', (_, bytes) => {
    const { added, problems } = judgeOrganisations(bytes, []);
    expect(problems).toEqual([]);
    expect(added.map(({ name }) => name).sort()).toEqual(['Súdwest-Fryslân', 'Tytsjerksteradiel']);
  });

  it('tells every wrong line by its number, also below a cell of two lines', () => {
    const { problems } = read(
      'code;naam;website\n252;Heumen;\n0252;"Heu\nmen";\n0268;;javascript:alert(1)\n0289;Wageningen;\n0289;Wageningen;\n0293;Westervoort;;meer\n',
    );
    expect(problems.map(({ line, detail }) => [line, detail.split(':')[0]!.slice(0, 30)])).toEqual([
      [2, 'code'],
      [3, 'naam'],
      [5, 'naam'],
      [5, 'website'],
      [7, 'De code 0289 staat ook op rege'],
      [8, 'Er staat meer op deze regel da'],
    ]);
  });

  it('says which column is missing or not known', () =>
    expect(read('code;plaats\n').problems.map(({ line, detail }) => [line, detail.slice(0, 26)])).toEqual([
      [1, 'De kolom "naam" ontbreekt.'],
      [1, 'De kolom "plaats" is niet '],
    ]));

  it('changes no name, and leaves alone what it has no column for', () => {
    const renamed = read('code;naam\n0252;Groot Heumen\n', [HEUMEN]);
    expect(renamed.problems.map(({ line }) => line)).toEqual([2]);
    const { changed, same } = read('code;naam;website\n0252;Heumen;https://www.heumen.nl\n', [HEUMEN]);
    expect([same, changed]).toEqual([0, [{ ...HEUMEN, website: 'https://www.heumen.nl' }]]);
    expect(read('code;naam\n0252;Heumen\n', [HEUMEN]).same).toBe(1);
  });

  it('can be written and read again', () =>
    expect(read(organisationsCsv([HEUMEN, organisation('9001', 'Bonaire')]), [HEUMEN])).toMatchObject({
      same: 1,
      added: [{ code: '9001', kind: 'publicEntity' }],
      problems: [],
    }));
});

describe('an organisation', () => {
  it('is there from its first day and not on the day it ends', () => {
    const one = { since: '2023-01-01', until: '2027-01-01' };
    expect(['2022-12-31', '2023-01-01', '2026-12-31', '2027-01-01'].map((day) => standsOn(one, day))).toEqual(
      [false, true, true, false],
    );
  });
});

describe('a merger', () => {
  const other = organisation('0225', 'Druten');
  const merger = {
    ...{ from: ['0252', '0225'], into: { code: '2001', name: 'Maas en Waal' } },
    ...{ day: '2027-01-01', reason: 'wet' },
  };
  const refused = (wrong: object, known: readonly Organisation[] = [HEUMEN, other]) => {
    try {
      judgeMerger({ ...merger, ...wrong }, known);
    } catch (error) {
      return (error as Refusal).code;
    }
    return null;
  };

  it('makes one with a code and a first day of its own', () => {
    const { into, isNew } = judgeMerger(merger, [HEUMEN, other]);
    expect(isNew).toBe(true);
    expect(into).toMatchObject({ code: '2001', since: '2027-01-01', until: null, kind: 'municipality' });
  });

  it('lets one go on under its own name', () => {
    const { into, isNew } = judgeMerger(
      { ...merger, from: ['0252'], into: { code: '0225', name: 'Druten' } },
      [HEUMEN, other],
    );
    expect([into, isNew]).toEqual([other, false]);
  });

  it.each([
    ['a code that is another’s', { into: { code: '0252', name: 'Heumen' } }],
    [
      'another name for a code that is known',
      { from: ['0252'], into: { code: '0225', name: 'Groot Druten' } },
    ],
    ['one that is not known', { from: ['0252', '0001'] }],
    ['one twice', { from: ['0252', '0252'] }],
    ['nobody', { from: [] }],
    ['another kind', { into: { code: 'W30', name: 'Maas en Waal' } }],
    ['no day', { day: '2027-02-30' }],
  ])('is refused with %s', (_, wrong) => expect(refused(wrong)).toBe('organisations.wrongMerger'));

  it('is refused for who ended before or begins later', () => {
    expect(refused({}, [{ ...HEUMEN, until: '2026-01-01' }, other])).toBe('organisations.wrongMerger');
    expect(refused({}, [{ ...HEUMEN, since: '2027-01-01' }, other])).toBe('organisations.wrongMerger');
  });
});
