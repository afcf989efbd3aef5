import { readDefinition } from './read-definition.js';

/** A sound 110a of a gemeenteraad, in the parts that a test changes. */
const SOUND = {
  root: '<EML xmlns="urn:oasis:names:tc:evs:schema:eml" xmlns:kr="http://www.kiesraad.nl/extensions" Id="110a" SchemaVersion="5">',
  schema: '',
  created: '<kr:CreationDateTime>2027-02-05T12:00:00.000</kr:CreationDateTime>',
  id: '<ElectionIdentifier Id="GR2027_Proefdorp">',
  name: '<ElectionName>Gemeenteraad Proefdorp 2027</ElectionName>',
  category: '<ElectionCategory>GR</ElectionCategory>',
  subcategory: '<kr:ElectionSubcategory>GR2</kr:ElectionSubcategory>',
  domain: '<kr:ElectionDomain Id="0037">Proefdorp</kr:ElectionDomain>',
  date: '<kr:ElectionDate>2027-03-17</kr:ElectionDate>',
  nomination: '<kr:NominationDate>2027-02-01</kr:NominationDate>',
  contest: '<Contest><ContestIdentifier Id="geen"/><VotingMethod>SPV</VotingMethod><MaxVotes/></Contest>',
  seats: '<kr:NumberOfSeats>23</kr:NumberOfSeats>',
  threshold: '<kr:PreferenceThreshold>25</kr:PreferenceThreshold>',
  regions: region('GEMEENTE', '37', 'Proefdorp'),
  parties: '<kr:RegisteredParties/>',
};
type Parts = Partial<typeof SOUND>;

function region(category: string, number: string | null, name: string, superior = ''): string {
  const id = number === null ? '' : `RegionNumber="${number}"`;
  return `<kr:Region ${id} RegionCategory="${category}" ${superior}><kr:RegionName>${name}</kr:RegionName></kr:Region>`;
}

const inside = (category: string, number?: string): string =>
  `SuperiorRegionCategory="${category}"${number === undefined ? '' : ` SuperiorRegionNumber="${number}"`}`;

function read(parts: Parts): ReturnType<typeof readDefinition> {
  const p = { ...SOUND, ...parts };
  const identifier = `${p.id}${p.name}${p.category}${p.subcategory}${p.domain}${p.date}${p.nomination}</ElectionIdentifier>`;
  const tree = `<kr:ElectionTree>${p.regions}</kr:ElectionTree>`;
  const election = `<Election>${identifier}${p.contest}${p.seats}${p.threshold}${tree}${p.parties}</Election>`;
  const event = `<ElectionEvent><EventIdentifier/>${election}</ElectionEvent>`;
  return readDefinition(Buffer.from(`${p.root}${p.schema}${p.created}${event}</EML>`));
}

function codes(parts: Parts): string[] {
  const result = read(parts);
  return result.ok ? [] : result.problems.map((problem) => problem.code);
}

const as = (category: string, subcategory: string, rest: Parts = {}): Parts => ({
  id: `<ElectionIdentifier Id="${category}2027">`,
  category: `<ElectionCategory>${category}</ElectionCategory>`,
  subcategory: `<kr:ElectionSubcategory>${subcategory}</kr:ElectionSubcategory>`,
  ...rest,
});
const seats = (number: string, percent: string): Parts => ({
  seats: `<kr:NumberOfSeats>${number}</kr:NumberOfSeats>`,
  threshold: `<kr:PreferenceThreshold>${percent}</kr:PreferenceThreshold>`,
});

const STATE = region('STAAT', null, 'Nederland');
const DISTRICT = region('KIESKRING', '1', 'Kring', inside('STAAT'));
const IN_DISTRICT = region('GEMEENTE', '37', 'Proefdorp', inside('KIESKRING', '1'));
const COUNTRY = { regions: STATE + DISTRICT + IN_DISTRICT, domain: '' };

describe('a sound 110a', () => {
  it.each<[string, Parts]>([
    ['of a gemeenteraad', {}],
    ['of the smallest gemeenteraad', { ...as('GR', 'GR1'), ...seats('9', '50') }],
    ['of 18 seats', { ...as('GR', 'GR1'), ...seats('18', '50') }],
    ['of 19 seats', { ...as('GR', 'GR2'), ...seats('19', '25') }],
    ['of the largest gemeenteraad', seats('45', '25')],
    ['of a small waterschap', { ...as('AB', 'AB1'), ...seats('8', '50') }],
    ['of a Tweede Kamer without domain', { ...as('TK', 'TK', COUNTRY), ...seats('150', '25') }],
    ['of an EP with another threshold', { ...as('EP', 'EP', COUNTRY), ...seats('31', '10') }],
    ['of an EK, where no gemeente counts', as('EK', 'EK', { regions: STATE, domain: '' })],
    ['with leading zeros in its region', { regions: region('GEMEENTE', '0037', 'Proefdorp') }],
    ['with white space around what it says', { seats: '<kr:NumberOfSeats>\n 23\t</kr:NumberOfSeats>' }],
    [
      'with its parts named by other prefixes',
      { date: '<x:ElectionDate xmlns:x="http://www.kiesraad.nl/extensions">2027-03-17</x:ElectionDate>' },
    ],
    ['with a time zone', { created: '<kr:CreationDateTime>2027-02-05T12:00:00+01:00</kr:CreationDateTime>' }],
  ])('%s', (_, parts) => expect(codes(parts)).toEqual([]));

  it.each([
    ['', '1.2.2'],
    ['<kr:Schema Version="1.2.2"/>', '1.2.2'],
    ['<kr:Schema Version="1.3"/>', '1.3'],
    ['<kr:Schema Version="1.3.1"/>', '1.3'],
  ])('with %j is %s', (schema, schemaVersion) =>
    expect(read({ schema })).toMatchObject({ ok: true, definition: { schemaVersion } }),
  );
});

describe('a 110a that says too little or too much', () => {
  it.each<[string, Parts]>([
    ['document.version', { schema: '<kr:Schema Version="2.0"/>' }],
    ['document.version', { schema: '<kr:Schema/>' }],
    ['document.version', { root: SOUND.root.replace('"5"', '"6"') }],
    ['document.type', { root: SOUND.root.replace('110a', '110b') }],
    ['document.type', { root: SOUND.root.replace('urn:oasis', 'urn:other') }],
    ['created.missing', { created: '' }],
    ['created.invalid', { created: '<kr:CreationDateTime>gisteren</kr:CreationDateTime>' }],
    ['created.invalid', { created: '<kr:CreationDateTime>2027-02-30T12:00:00</kr:CreationDateTime>' }],
    ['created.invalid', { created: '<kr:CreationDateTime>2027-02-05T25:00:00</kr:CreationDateTime>' }],
    ['id.missing', { id: '<ElectionIdentifier>' }],
    ['id.invalid', { id: '<ElectionIdentifier Id="GR27">' }],
    ['id.invalid', { id: '<ElectionIdentifier Id="WS2027_Limburg">' }],
    ['id.invalid', { id: '<ElectionIdentifier Id="GR2027_../../etc">' }],
    ['id.category', { id: '<ElectionIdentifier Id="AB2027_Proefdorp">' }],
    ['name.missing', { name: '' }],
    ['name.missing', { name: '<ElectionName>  </ElectionName>' }],
    ['text.length', { name: `<ElectionName>${'lang '.repeat(60)}</ElectionName>` }],
    ['category.missing', { category: '' }],
    ['category.unknown', { category: '<ElectionCategory>WS</ElectionCategory>' }],
    ['subcategory.missing', { subcategory: '' }],
    ['subcategory.unknown', { subcategory: '<kr:ElectionSubcategory>GR3</kr:ElectionSubcategory>' }],
    ['subcategory.unknown', { subcategory: '<kr:ElectionSubcategory>toString</kr:ElectionSubcategory>' }],
    ['subcategory.category', { subcategory: '<kr:ElectionSubcategory>AB2</kr:ElectionSubcategory>' }],
    ['domain.missing', { domain: '' }],
    ['domain.missing', { domain: '<kr:ElectionDomain Id="0037"/>' }],
    ['domain.code', { domain: '<kr:ElectionDomain Id="x">Proefdorp</kr:ElectionDomain>' }],
    ['domain.region', { domain: '<kr:ElectionDomain Id="0047">Veendam</kr:ElectionDomain>' }],
    ['electionDate.missing', { date: '' }],
    ['electionDate.invalid', { date: '<kr:ElectionDate>2027-02-29</kr:ElectionDate>' }],
    ['nominationDate.missing', { nomination: '' }],
    ['nominationDate.late', { nomination: '<kr:NominationDate>2027-03-17</kr:NominationDate>' }],
    ['contest.missing', { contest: '' }],
    ['contest.invalid', { contest: SOUND.contest.replace('geen', '0') }],
    ['contest.invalid', { contest: SOUND.contest.replace('geen', '') }],
    ['votingMethod.missing', { contest: SOUND.contest.replace(/<VotingMethod>.*Method>/, '') }],
    ['votingMethod.unknown', { contest: SOUND.contest.replace('SPV', 'spv') }],
    ['seats.missing', { seats: '' }],
    ['seats.invalid', seats('veel', '25')],
    ['seats.invalid', seats('-19', '25')],
    ['seats.invalid', seats('0', '25')],
    ['seats.range', seats('8', '25')],
    ['seats.range', seats('46', '25')],
    ['seats.tooFew', seats('18', '25')],
    ['seats.tooMany', { ...as('GR', 'GR1'), ...seats('19', '50') }],
    ['seats.tooMany', { ...as('AB', 'AB1'), ...seats('30', '50') }],
    ['threshold.missing', { threshold: '' }],
    ['threshold.invalid', seats('23', '101')],
    ['threshold.largeBody', seats('23', '50')],
    ['threshold.smallBody', { ...as('AB', 'AB1'), ...seats('18', '25') }],
    ['parties.missing', { parties: '' }],
    ['element.twice', { date: SOUND.date + SOUND.date }],
    ['element.twice', { seats: SOUND.seats + SOUND.seats }],
  ])('%s: %j', (code, parts) => expect(codes(parts)).toEqual([code]));

  it('is told everything at once', () => {
    expect(codes({ subcategory: '', domain: '', nomination: '', seats: '' }).sort()).toEqual([
      'domain.missing',
      'nominationDate.missing',
      'seats.missing',
      'subcategory.missing',
    ]);
  });
});

describe('the tree of a 110a', () => {
  const other = region('GEMEENTE', '38', 'Elders');
  it.each<[string, Parts]>([
    ['region.name', { regions: region('GEMEENTE', '37', '') }],
    ['region.category', { regions: region('DORP', '37', 'Proefdorp') }],
    ['region.number', { regions: region('GEMEENTE', null, 'Proefdorp') }],
    ['region.number', { regions: region('GEMEENTE', '-37', 'Proefdorp') }],
    ['region.number', { regions: region('GEMEENTE', '10000', 'Proefdorp') }],
    ['region.number', as('TK', 'TK', { ...COUNTRY, regions: STATE + region('KIESKRING', '0', 'Kring') })],
    ['region.twice', as('AB', 'AB2', { regions: SOUND.regions + region('GEMEENTE', '037', 'Dubbel') })],
    ['region.superior', { regions: region('GEMEENTE', '37', 'Proefdorp', inside('PROVINCIE', '9')) }],
    ['region.superior', { regions: STATE + region('GEMEENTE', '37', 'Proefdorp', inside('STAAT', '1')) }],
    ['region.category', { regions: region('GEMEENTE', '37', 'Proefdorp', 'SuperiorRegionNumber="1"') }],
    ['region.cycle', { regions: region('GEMEENTE', '37', 'Proefdorp', inside('GEMEENTE', '37')) }],
    ['tree.municipalities', { regions: SOUND.regions + other }],
    ['tree.municipalities', as('AB', 'AB2', { regions: region('WATERSCHAP', '25', 'Proefwater') })],
    ['tree.outsideDistrict', as('TK', 'TK', { ...COUNTRY, regions: COUNTRY.regions + other })],
    ['tree.districts', as('PS', 'PS2', { regions: STATE + DISTRICT + IN_DISTRICT })],
    [
      'tree.districts',
      as('PS', 'PS1', { regions: STATE + DISTRICT + IN_DISTRICT + region('KIESKRING', '2', 'Kring 2') }),
    ],
  ])('%s: %j', (code, parts) => expect(codes(parts)).toEqual([code]));

  it('names every region of a longer circle', () => {
    const circle =
      region('PROVINCIE', '1', 'A', inside('PROVINCIE', '2')) +
      region('PROVINCIE', '2', 'B', inside('PROVINCIE', '1'));
    expect(codes({ regions: circle + SOUND.regions })).toEqual(['region.cycle', 'region.cycle']);
  });

  it('is not read beyond 2000 regions', () => {
    const many = Array.from({ length: 2001 }, (_, i) => region('STEMBUREAU', String(i), 'x')).join('');
    expect(codes({ regions: SOUND.regions + many })).toEqual(['tree.size']);
  });

  it('tells at most 100 problems', () => {
    const many = Array.from({ length: 1500 }, (_, i) => region('DORP', String(i), 'x')).join('');
    expect(codes({ regions: many })).toHaveLength(100);
  });
});
