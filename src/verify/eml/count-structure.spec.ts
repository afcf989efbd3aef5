import { madeCount } from '../../../test/support/made-count.js';
import type { Reading, StructureCode } from './count.js';
import { createCountReader } from './count-reader.js';

type Read = Extract<Reading, { kind: 'count' }>;

function reading(document: string): Reading {
  const reader = createCountReader();
  reader.push(Buffer.from(document));
  return reader.end();
}

function read(document: string): Read {
  const result = reading(document);
  if (result.kind === 'failed') throw result.failure;
  return result;
}

/** Everything found, as `code line:column path: detail`. */
function found({ findings }: Read): string[] {
  return (Object.keys(findings) as StructureCode[]).flatMap((code) =>
    findings[code].first.map(
      ({ detail, place }) => `${code} ${place!.line}:${place!.column} ${place!.path}: ${detail}`,
    ),
  );
}

const codes = (document: string) => [...new Set(found(read(document)).map((line) => line.split(' ')[0]))];
const made = madeCount();
const change = (from: string | RegExp, to: string) => {
  const changed = made.replace(from, to);
  if (changed === made) throw new Error(`nothing to change: ${String(from)}`);
  return changed;
};

describe('what the platform decides on', () => {
  it.each<[string, string | RegExp, string]>([
    ['no id of the message', ' Id="510b"', ''],
    ['no authority', /<ManagingAuthority>.*<\/ManagingAuthority>/, ''],
    ['two authorities', /<ManagingAuthority>.*<\/ManagingAuthority>/, '$&$&'],
    ['two identifiers of the authority', /<AuthorityIdentifier.*<\/AuthorityIdentifier>/, '$&$&'],
    ['no id of the authority', '<AuthorityIdentifier Id="0668"', '<AuthorityIdentifier'],
    ['no time', /<kr:CreationDateTime>.*<\/kr:CreationDateTime>/, ''],
    ['two times', /<kr:CreationDateTime>.*<\/kr:CreationDateTime>/, '$&$&'],
    ['no election date', /<kr:ElectionDate>.*<\/kr:ElectionDate>/, ''],
    ['two election dates', /<kr:ElectionDate>.*<\/kr:ElectionDate>/, '$&$&'],
    ['two elections', /<ElectionIdentifier.*<\/ElectionIdentifier>/, '$&$&'],
    ['no contest', /<ContestIdentifier.*<\/ContestIdentifier>/, ''],
    ['two contests', /<Contest>.*<\/Contest>/, '$&$&'],
    ['no totals', /<TotalVotes>.*<\/TotalVotes>/, ''],
    ['two totals', /<TotalVotes>.*<\/TotalVotes>/, '$&$&'],
    ['two counts', /<Count>.*<\/Count>/, '$&$&'],
    ['no votes', /<ValidVotes>\d+<\/ValidVotes>/, ''],
    ['two votes', /<ValidVotes>\d+<\/ValidVotes>/, '$&$&'],
    ['no candidate', /<Candidate>.*?<\/Candidate>/, ''],
    ['a list and a candidate', /<Candidate>.*?<\/Candidate>/, '$&<AffiliationIdentifier Id="9"/>'],
    [
      'a candidate before the lists',
      '<TotalVotes>',
      '<TotalVotes><Selection><Candidate><CandidateIdentifier Id="1"/></Candidate><ValidVotes>0</ValidVotes></Selection>',
    ],
    ['no id of a candidate', 'CandidateIdentifier Id="2"', 'CandidateIdentifier'],
    ['no Cast', /<Cast>\d+<\/Cast>/, ''],
    ['two Casts', /<Cast>\d+<\/Cast>/, '$&$&'],
    ['no TotalCounted', /<TotalCounted>\d+<\/TotalCounted>/, ''],
    ['one reason to reject', /<RejectedVotes ReasonCode="blanco">\d+<\/RejectedVotes>/, ''],
    ['no reason to reject', 'RejectedVotes ReasonCode="blanco"', 'RejectedVotes'],
    ['no id of a unit', 'Identifier Id="0668::SB2"', 'Identifier'],
    ['no identifier of a unit', /<ReportingUnitIdentifier.*?<\/ReportingUnitIdentifier>/, ''],
    ['no id of a list', 'AffiliationIdentifier Id="2"', 'AffiliationIdentifier'],
    ['totals in no namespace', '<TotalVotes>', '<TotalVotes xmlns="">'],
    [
      'totals in a namespace like ours',
      '<TotalVotes>',
      '<TotalVotes xmlns="urn:oasis:names:tc:evs:schema:eml ">',
    ],
    [
      'the head in another namespace',
      'xmlns="urn:oasis:names:tc:evs:schema:eml"',
      'xmlns="urn:oasis:names:tc:evs:schema:eml:other"',
    ],
    ['a rebound prefix', '<kr:ElectionDate>', '<kr:ElectionDate xmlns:kr="urn:other">'],
    ['a seal', '<Count>', '<Seal/><Count>'],
    ['a signature', '</Count>', '</Count><ds:Signature/>'],
    ['a signature deep inside', '<AuthorityAddress>', '<AuthorityAddress><x><ds:Signature/></x>'],
    [
      'totals hidden in an extension',
      '</Election></Count>',
      '</Election><x:y xmlns:x="urn:x"><TotalVotes/></x:y></Count>',
    ],
    ['votes hidden in an address', '<AuthorityAddress>', '<AuthorityAddress><ValidVotes>1</ValidVotes>'],
    [
      'a second authority elsewhere',
      '<EventIdentifier>',
      '<EventIdentifier><AuthorityIdentifier Id="0001"/>',
    ],
    ['a result in a 510', /<Count>.*<\/Count>/, '<Result/>'],
  ])('%s refuses', (_, from, to) => expect(codes(change(from, to))).toContain('structure.required'));

  it.each<[string, string | RegExp, string]>([
    ['the authority', 'AuthorityIdentifier Id="0668"', 'AuthorityIdentifier Id="668"'],
    ['the election', 'Id="GR2022_Voorbeeld"', 'Id="GR22_Voorbeeld"'],
    ['the date', '2022-03-16', '2022-02-30'],
    ['the time', 'T01:32', 'T25:32'],
    ['the time, in words', /<kr:CreationDateTime>.*?</, '<kr:CreationDateTime>gisteren<'],
    ['the contest', 'ContestIdentifier Id="geen"', 'ContestIdentifier Id="nul"'],
    ['a unit', '0668::SB2', '668::SB2'],
    ['a list', 'AffiliationIdentifier Id="2"', 'AffiliationIdentifier Id="02"'],
    ['a candidate', 'CandidateIdentifier Id="2"', 'CandidateIdentifier Id="2a"'],
    ['a candidate, too large', 'CandidateIdentifier Id="2"', 'CandidateIdentifier Id="2000000000"'],
    ['a reason', 'ReasonCode="blanco"', 'ReasonCode="leeg"'],
  ])('a wrong form of %s refuses', (_, from, to) =>
    expect(codes(change(from, to))).toContain('structure.ids'),
  );

  it.each([
    '',
    ' ',
    '-1',
    '+1',
    '1.0',
    '1e3',
    '0x1',
    '1 2',
    '1000000000',
    '2147483648',
    '4294967297',
    '99999999999999999999',
    '１',
    'één',
    '1<x/>2',
  ])('a number written %j refuses', (written) => {
    const wrong = found(read(change(/(?<=SB2.*<ValidVotes>)\d+/, written)));
    expect(wrong[0]).toMatch(
      /^structure\.(numbers|order) .*ReportingUnitVotes\[2\]\/Selection\[1\](\/ValidVotes)?: /,
    );
    expect(wrong.join()).toContain('structure.numbers');
  });

  it('a number of nine digits fits', () => {
    const { count } = read(change(/<Cast>\d+/, '<Cast>999999999'));
    expect(count.totals!.cast).toBe(999_999_999);
  });

  it.each<[string, string | RegExp, string]>([
    ['unit', '0668::SB3', '0668::SB2'],
    ['list', 'AffiliationIdentifier Id="2"', 'AffiliationIdentifier Id="1"'],
    ['candidate', 'CandidateIdentifier Id="2"', 'CandidateIdentifier Id="1"'],
    ['reason to reject', 'ReasonCode="blanco"', 'ReasonCode="ongeldig"'],
    ['reason not to count', 'toegelaten kiezers', 'geldige stempassen'],
    ['unit, with leading zeros,', '0668::SB3', '0668::SB02'],
    ['unit, without its gemeente,', '0668::SB3', 'SB2'],
    ['unit, with its kieskring,', '0668::SB3', 'HSB3::0668::SB2'],
  ])('the same %s twice refuses', (_, from, to) =>
    expect(codes(change(from, to))).toContain('structure.unique'),
  );

  it('names both spellings, and tells units of two gemeenten apart', () => {
    expect(found(read(change('0668::SB3', 'SB002')))).toEqual([
      expect.stringMatching(/ReportingUnitVotes\[3\]: Stembureau "SB002" .* \(ook als "0668::SB2"\)\.$/),
    ]);
    expect(codes(change('0668::SB3', '0669::SB2'))).toEqual([]);
  });
});

describe('order and cardinality', () => {
  it.each<[string, string | RegExp, string, string]>([
    ['an element moved', /(<Cast>\d+<\/Cast>)(<TotalCounted>\d+<\/TotalCounted>)/, '$2$1', 'TotalVotes/Cast'],
    ['no transaction', '<TransactionId>1</TransactionId>', '', ''],
    ['an unknown element', '<EventIdentifier>', '<Anders/><EventIdentifier>', 'Count'],
    ['a foreign element', '<Cast>', '<x:y xmlns:x="urn:x"/><Cast>', 'TotalVotes'],
    ['two names', /<ElectionName>.*<\/ElectionName>/, '$&$&', 'ElectionName'],
    ['text between elements', '<Contests>', '<Contests>tekst', 'Contests'],
    ['no name of a list', /<RegisteredName>.*?<\/RegisteredName>/, '', 'Selection[1]/AffiliationIdentifier'],
    [
      'fifteen reasons',
      '<UncountedVotes',
      Array.from({ length: 13 }, (_, i) => `<UncountedVotes ReasonCode="r${i}">0</UncountedVotes>`).join('') +
        '<UncountedVotes',
      'UncountedVotes',
    ],
  ])('%s warns, with its place', (_, from, to, place) => {
    const result = read(change(from, to));
    expect(codes(change(from, to))).toEqual(['structure.order']);
    expect(result.findings['structure.order'].total).toBe(1);
    expect(result.findings['structure.order'].first[0]!.place!.path).toContain(place);
  });

  it('lets an extension stand at the end of the count', () => {
    expect(
      codes(change('</Election></Count>', '</Election><x:y xmlns:x="urn:x"><x:z/></x:y></Count>')),
    ).toEqual([]);
  });

  it('counts all findings and keeps the first 51', () => {
    const { findings } = read(madeCount({ units: 200 }).replaceAll('<Cast>', '<Anders/><Cast>'));
    expect(findings['structure.order'].total).toBe(201);
    expect(findings['structure.order'].first).toHaveLength(51);
  });
});

describe('what cannot be read', () => {
  it('is a failure, once, whatever follows', () => {
    const reader = createCountReader();
    reader.push(Buffer.from('<!DOCTYPE EML>'));
    reader.push(Buffer.alloc(300_000, 'x'));
    reader.push(Buffer.from(made));
    expect(reader.end()).toMatchObject({
      kind: 'failed',
      failure: { code: 'xml.doctype', line: 1, column: 1 },
    });
  });

  it.each<[string, string]>([
    ['too many units', madeCount({ lists: [], units: 20_001 })],
    [
      'too many reasons in one unit',
      change(
        '<UncountedVotes',
        Array.from({ length: 65 }, (_, i) => `<UncountedVotes ReasonCode="r${i}">0</UncountedVotes>`).join(
          '',
        ) + '<UncountedVotes',
      ),
    ],
    [
      'names too long together',
      madeCount({
        lists: Array.from({ length: 2200 }, (_, i) => [i + 1, 'é'.repeat(2000) + i, 0] as const),
        units: 1,
      }).replace(/(ReportingUnitVotes>.*)/s, (rest) => rest.replaceAll('éé', 'êê')),
    ],
    ['a name without end', change('Één', 'x'.repeat(5000))],
  ])('%s', (_, document) =>
    expect(reading(document)).toMatchObject({ kind: 'failed', failure: { code: 'xml.limits' } }),
  );

  it('a document of another kind has a head and findings', () => {
    expect(read('<a/>').count).toMatchObject({ head: { type: null }, totals: null, units: [] });
    expect(codes('<a/>')).toContain('structure.required');
  });
});
