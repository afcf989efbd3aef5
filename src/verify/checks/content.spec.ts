import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { madeCount } from '../../../test/support/made-count.js';
import { SHARED, describeWithShared } from '../../../test/support/shared-data.js';
import type { CommitteeRef } from '../../kernel/committee.js';
import type { Context, ElectionFacts } from '../context.js';
import { createCountReader } from '../eml/count-reader.js';
import type { Check } from '../verdict.js';
import { CHECK_CODES } from './catalogue.js';
import { contentChecks } from './content.js';

const GSB: CommitteeRef = { level: 'GSB', code: '0668' };

function context(election: Partial<ElectionFacts> = {}, sender = GSB): Context {
  return {
    election: {
      id: 'GR2022_Voorbeeld',
      place: 'Voorbeeld',
      date: '2022-03-16',
      contest: 'geen',
      accepts: null,
      corrects: null,
      emlVersion: '1.2.2',
      signed: ['510b'],
      ...election,
    },
    sender,
    keys: [],
    stations: ['1', '2', '3'].map((key) => ({ key, id: key, name: '' })),
    paperFingerprint: null,
    receivedAt: null,
  };
}

function checksOf(document: string | Uint8Array, where = context(), file?: string): Map<string, Check> {
  const reader = createCountReader();
  reader.push(typeof document === 'string' ? Buffer.from(document) : document);
  return new Map(contentChecks(reader.end(), where, file).map((check) => [check.code, check]));
}

const resultsOf = (document: string, where = context()) =>
  Object.fromEntries([...checksOf(document, where)].map(([code, { result }]) => [code, result]));
const made = madeCount();
const named = (version: string) =>
  made.replace('<TransactionId', `<kr:Schema Version="${version}"/><TransactionId`);
const OURS = CHECK_CODES.filter((code) => /^(xml|identity|structure|stations|arithmetic)\./.test(code));

describe('the checks on content', () => {
  it('are all reported, and pass for a sound file', () => {
    const checks = checksOf(made);
    expect([...checks.keys()]).toEqual(OURS);
    expect([...checks.values()].map(({ result }) => result)).toEqual(OURS.map(() => 'pass'));
    for (const { detail, place, more } of checks.values()) {
      expect(detail).toMatch(/^[A-Z].*\.$/s);
      expect([place, more]).toEqual([null, []]);
    }
  });

  it.each([
    ['1.2.2', made, '1.2.2', 'pass'],
    ['1.3.1', named('1.3.1'), '1.3', 'pass'],
    ['1.3 where any may be', named('1.3'), null, 'skipped'],
  ] as const)('take a count of EML_NL %s', (_, document, emlVersion, result) =>
    expect(resultsOf(document, context({ emlVersion }))['identity.version']).toBe(result),
  );

  it('are all reported for a file that cannot be read: one refuses, the rest is skipped with why', () => {
    const checks = checksOf(`<EML>\n<a>${String.fromCharCode(0)}`, context(), 'x.eml.xml');
    expect([...checks.keys()]).toEqual(OURS);
    const refused = checks.get('xml.wellformed')!;
    expect(refused).toMatchObject({
      result: 'refuse',
      place: { file: 'x.eml.xml', line: 2, column: 4, path: 'EML/a' },
    });
    checks.delete('xml.wellformed');
    for (const { result, detail } of checks.values()) {
      expect(result).toBe('skipped');
      expect(detail).toMatch(/\.$/);
    }
  });

  it('of structure and sums are skipped for a file of another kind', () => {
    const results = resultsOf(made.replace('Id="510b"', 'Id="110a"'));
    expect(results).toMatchObject({ 'identity.type': 'refuse', 'structure.required': 'skipped' });
  });

  it('name the file in every place', () => {
    const checks = checksOf(made.replaceAll('<Cast>', '<Anders/><Cast>'), context(), 'telling.eml.xml');
    const { place, more } = checks.get('structure.order')!;
    expect([place, ...more.map((finding) => finding.place)].map((one) => one!.file)).toEqual(
      Array.from({ length: 4 }, () => 'telling.eml.xml'),
    );
  });

  it('list 50 findings beside the first and name the total', () => {
    const document = madeCount({ units: 100 }).replaceAll('<Cast>', '<Anders/><Cast>');
    const { detail, more } = checksOf(document).get('structure.order')!;
    expect(more).toHaveLength(50);
    expect(detail).toContain('101');
  });
});

describe('identity', () => {
  it.each<[string, string, Context]>([
    ['identity.type', made.replace('Id="510b"', 'Id="510c"'), context()],
    ['identity.type', made.replace('Id="510b"', 'Id="510f"'), context()],
    ['identity.type', made.replace(' Id="510b"', ''), context()],
    ['identity.type', made, context({}, { level: 'HSB', code: 'HSB3' })],
    ['identity.type', made, context({}, { level: 'CSB', code: 'CSB' })],
    ['identity.type', made, context({}, { level: 'MAYOR', code: '0668' })],
    ['identity.type', made, context({ accepts: ['510c'] })],
    ['identity.election', made, context({ id: 'GR2022_Ander' })],
    ['identity.election', made.replace(' Id="GR2022_Voorbeeld"', ''), context()],
    ['identity.date', made, context({ date: '2022-03-17' })],
    ['identity.committee', made, context({}, { level: 'GSB', code: '0669' })],
    [
      'identity.committee',
      made.replace('AuthorityIdentifier Id="0668"', 'AuthorityIdentifier Id="HSB668"'),
      context(),
    ],
    [
      'identity.contest',
      made.replace('ContestIdentifier Id="geen"', 'ContestIdentifier Id="alle"'),
      context({ contest: '3' }),
    ],
    [
      'identity.contest',
      made.replace('Id="510b"', 'Id="510c"'),
      context({ contest: '3' }, { level: 'HSB', code: 'HSB3' }),
    ],
    [
      'identity.contest',
      made.replace('ContestIdentifier Id="geen"', 'ContestIdentifier Id="IV"'),
      context({ contest: '3' }),
    ],
    ['identity.version', made, context({ emlVersion: '1.3' })],
    ['identity.version', named('1.3.1'), context()],
    ['identity.version', named('1.30'), context({ emlVersion: null })],
    ['identity.version', named('2.0'), context({ emlVersion: null })],
  ])('%s refuses', (code, document, where) => {
    const check = checksOf(document, where).get(code)!;
    expect(check.result).toBe('refuse');
    expect(check.place).not.toBeNull();
  });

  it.each<[string, string, CommitteeRef, Partial<ElectionFacts>]>([
    ['510c', 'HSB3', { level: 'HSB', code: 'HSB3' }, {}],
    ['510d', 'CSB', { level: 'CSB', code: 'CSB' }, {}],
    ['510b', '0668', { level: 'NBSB', code: '0668' }, {}],
    ['510b', '0668', { level: 'SOL', code: '668' }, {}],
    [
      '510c',
      'HSB3',
      { level: 'CSB', code: 'CSB' },
      { accepts: ['510d', '520', '510c'], corrects: { HSB3: '3' } },
    ],
    ['510c', 'HSB03', { level: 'CSB', code: 'CSB' }, { id: 'TK2027' }],
  ])('a %s of %s may come from %j', (type, authority, sender, election) => {
    const document = madeCount({ type }).replace('Identifier Id="0668"', `Identifier Id="${authority}"`);
    expect(resultsOf(document, context(election, sender))).toMatchObject({
      'identity.type': 'pass',
      'identity.committee': 'pass',
    });
  });

  it('lets the CSB speak for an HSB of this election alone, about the kieskring of that HSB', () => {
    const csb: CommitteeRef = { level: 'CSB', code: 'CSB' };
    const facts = { accepts: ['510d', '520', '510c'], corrects: { HSB3: '3' }, contest: 'alle' } as const;
    const corrected = (authority: string, contest = 'III') =>
      madeCount({ type: '510c' })
        .replace('AuthorityIdentifier Id="0668"', `AuthorityIdentifier Id="${authority}"`)
        .replace('ContestIdentifier Id="geen"', `ContestIdentifier Id="${contest}"`);
    const identity = (document: string, election: Partial<ElectionFacts>) =>
      Object.entries(resultsOf(document, context(election, csb)))
        .filter(([code, result]) => /identity\.(type|committee|contest)/.test(code) && result === 'refuse')
        .map(([code]) => code);
    expect(identity(corrected('HSB3'), facts)).toEqual([]);
    expect(identity(corrected('HSB3', '4'), facts)).toEqual(['identity.contest']);
    expect(identity(corrected('HSB4'), facts)).toEqual(['identity.committee', 'identity.contest']);
    expect(identity(corrected('0668'), facts)).toEqual(['identity.committee', 'identity.contest']);
    expect(identity(corrected('HSB3', 'geen'), {})).toEqual(['identity.type', 'identity.committee']);
  });

  it('takes no kieskring from a GSB for the kieskring of its gemeente, as Abacus writes it', () => {
    for (const contest of ['3', 'III', 'alle'])
      expect(resultsOf(made, context({ contest }))['identity.contest']).toBe('pass');
    expect(
      resultsOf(made, context({ contest: '3' }, { level: 'SOL', code: '0668' }))['identity.contest'],
    ).toBe('pass');
  });

  it('says whose file it is and for whom one works, and names a kiescollege', () => {
    const detail = (document: string, code: string, where = context()) =>
      checksOf(document, where).get(code)!.detail;
    const other = context({ id: 'TK2027', place: 'Amersfoort' }, { level: 'GSB', code: '0307' });
    expect(detail(made, 'identity.election', other)).toBe(
      'Dit bestand is van de gemeenteraadsverkiezing (GR2022_Voorbeeld). U werkt nu voor de Tweede Kamerverkiezing (TK2027). Kies het goede bestand.',
    );
    expect(detail(made, 'identity.committee', other)).toMatch(
      /^Dit is het bestand van .+ \(0668\)\. U werkt voor Amersfoort \(0307\)\. /,
    );
    for (const college of ['KC2027_Bonaire', 'KCNI2027', 'KCCN2027_Saba']) {
      const document = made.replace('GR2022_Voorbeeld', college);
      expect(detail(document, 'identity.election')).toContain('kiescollege (KC)');
      expect(resultsOf(document)['structure.ids']).toBe('pass');
    }
  });

  it('knows a kieskring by its number and its numeral', () => {
    const numeral = made.replace('ContestIdentifier Id="geen"', 'ContestIdentifier Id="XIX"');
    expect(resultsOf(numeral, context({ contest: '19' }))['identity.contest']).toBe('pass');
    expect(resultsOf(numeral, context({ contest: '21' }))['identity.contest']).toBe('refuse');
  });

  it('skips what is not known, with why', () => {
    const checks = checksOf(made, context({ date: null, contest: null }));
    for (const code of ['identity.date', 'identity.contest']) {
      expect(checks.get(code)).toMatchObject({
        result: 'skipped',
        detail: expect.stringContaining('niet bekend') as string,
      });
    }
  });
});

describe('arithmetic', () => {
  it.each<[string, string | RegExp, string, string, string]>([
    [
      'a candidate too many',
      /(?<=SB2"(?:(?!Candidate).)*<Candidate>.*?<ValidVotes>)\d+/s,
      '22',
      'arithmetic.lists',
      'ReportingUnitVotes[2]/Selection[1]',
    ],
    ['a list total', /(?<=<ValidVotes>)\d+/, '9', 'arithmetic.lists', 'TotalVotes/Selection[1]'],
    [
      'a list total of a unit',
      /(?<=SB3".*?<ValidVotes>)\d+/s,
      '9',
      'arithmetic.counted',
      'ReportingUnitVotes[3]',
    ],
    ['votes counted', /(?<=<TotalCounted>)\d+/, '9', 'arithmetic.counted', 'TotalVotes'],
    ['votes of a unit', /(?<=SB1".*?<ValidVotes>)\d+/s, '8', 'arithmetic.units', 'TotalVotes/Selection[1]'],
    ['eligible voters', /(?<=<Cast>)\d+/, '9', 'arithmetic.units', 'TotalVotes'],
    ['blank votes', /(?<="blanco">)\d+/, '9', 'arithmetic.units', 'TotalVotes'],
    ['admitted voters', /(?<="toegelaten kiezers">)\d+/, '9', 'arithmetic.units', 'TotalVotes'],
    [
      'a reason the totals do not have',
      /(?<=SB2".*?)geldige stempassen/s,
      'geen verklaring',
      'arithmetic.units',
      'TotalVotes',
    ],
    [
      'a list the totals do not have',
      /(?<=SB2".*?)AffiliationIdentifier Id="5"/s,
      'AffiliationIdentifier Id="6"',
      'arithmetic.units',
      'ReportingUnitVotes[2]/Selection[8]',
    ],
  ])('%s warns, with its place', (_, from, to, code, place) => {
    const document = made.replace(from, to);
    expect(document).not.toBe(made);
    const check = checksOf(document).get(code)!;
    expect(check.result).toBe('warn');
    expect(check.place!.path).toContain(place);
    expect(check.place!.line).toBe(1);
    expect([...checksOf(document).values()].every(({ result }) => result !== 'refuse')).toBe(true);
  });

  it.each<[string, RegExp, string, string]>([
    ['0 at every station, as Abacus writes it', /(?<=SB\d.*?<Cast>)\d+/gs, '0', 'pass'],
    ['0 at one station', /(?<=SB2.*?<Cast>)\d+/s, '0', 'pass'],
    ['no total', /(?<=<Cast>)\d+/, '0', 'pass'],
    ['more at one station than in the total', /(?<=SB2.*?<Cast>)\d+/s, '999999', 'warn'],
  ])('eligible voters: %s', (_, from, to, result) => {
    const document = made.replace(from, to);
    expect(document).not.toBe(made);
    expect(resultsOf(document)['arithmetic.units']).toBe(result);
  });

  it('is exact beyond 2^32', () => {
    const wrapped = madeCount({ lists: [[1, 'Een', 1]], units: 5 })
      .replaceAll(/(?<=<ValidVotes>)\d+/g, '999999999')
      .replaceAll(/\d+(?=<\/ValidVotes>.*<\/TotalVotes>)/g, String((5 * 999_999_999) % 2 ** 32));
    expect(checksOf(wrapped).get('arithmetic.units')!.detail).toContain('er samen 4999999995.');
  });

  it('says nothing of a list without candidates, and nothing of units when there are none', () => {
    const document = madeCount({ lists: [[1, 'Een', 0]], units: 0 });
    expect(resultsOf(document)).toMatchObject({
      'arithmetic.lists': 'pass',
      'arithmetic.counted': 'pass',
      'arithmetic.units': 'skipped',
    });
  });

  it('finds a list that an HSB left out of its total (Boxmeer 2017)', () => {
    const document = made.replace(/<Selection><AffiliationIdentifier Id="5">.*?(?=<Cast>)/s, '');
    const check = checksOf(document).get('arithmetic.units')!;
    expect(check.detail).toMatch(
      /^Lijst 5 heeft in stembureau "0668::SB1" \d+ stemmen, maar staat niet in het totaal\./,
    );
    const withVotes = 3 * 5 - 1;
    expect(check.more).toHaveLength(withVotes - 1);
  });
});

describeWithShared('real and made files', () => {
  const read = (name: string) => readFileSync(path.join(SHARED, 'eml', name));

  it('the real count of West Maas en Waal passes everything', () => {
    const where = { ...context({ id: 'GR2022_WestMaasenWaal' }), stations: null };
    const checks = checksOf(read('real/Telling_GR2022_WestMaasenWaal.eml.xml'), where);
    expect(checks.get('stations.listed')?.result).toBe('skipped');
    checks.delete('stations.listed');
    expect([...checks.values()].map(({ code, result }) => [code, result])).toEqual(
      OURS.filter((code) => code !== 'stations.listed').map((code) => [code, 'pass']),
    );
  });

  it('no made 510 or 520 is refused for its structure, but the one with a made-up type is no result', () => {
    const files = ['made', 'made/hcp'].flatMap((folder) =>
      readdirSync(path.join(SHARED, 'eml', folder))
        .filter((name) => name.endsWith('.xml'))
        .map((name) => `${folder}/${name}`),
    );
    const results = files.map((file) => {
      const checks = [...checksOf(read(file)).values()];
      return [
        file,
        checks.filter(({ code, result }) => result === 'refuse' && !code.startsWith('identity.')),
      ];
    });
    expect(results).toEqual(files.map((file) => [file, []]));
    expect(checksOf(read('made/hcp/invalid_eml_id.eml.xml')).get('structure.required')!.result).toBe(
      'skipped',
    );
  });
});

describe('a 510d above the districts', () => {
  const id = /<CandidateIdentifier Id="(\d)">/g;
  /** The totals by short code alone, the units with an Id of their own beside it: in the second, the other way round. */
  const districts = (turned: boolean): string => {
    const [totals, ...units] = madeCount({ lists: [[1, 'A', 2]], units: 2 }).split('<ReportingUnitVotes>');
    return [
      totals!.replace(id, '<CandidateIdentifier ShortCode="C$1">'),
      units[0]!.replace(id, '<CandidateIdentifier Id="$1" ShortCode="C$1">'),
      units[1]!.replace(
        id,
        (_, n: string) => `<CandidateIdentifier Id="${turned ? 3 - Number(n) : n}" ShortCode="C${n}">`,
      ),
    ].join('<ReportingUnitVotes>');
  };

  it.each([false, true])('adds up by short code, whatever the Ids (turned: %s)', (turned) =>
    expect(resultsOf(districts(turned))).toMatchObject({
      'structure.unique': 'pass',
      'arithmetic.units': 'pass',
    }),
  );

  it('finds a candidate with votes that the totals do not name', () => {
    const at = districts(false).lastIndexOf('ShortCode="C2"');
    const document = `${districts(false).slice(0, at)}ShortCode="C\u202e9"${districts(false).slice(at + 14)}`;
    const check = checksOf(document).get('arithmetic.units')!;
    const details = [check, ...check.more].map(({ detail }) => detail).join();
    expect(check.result).toBe('warn');
    expect(details).toContain('maar staat niet in het totaal');
    expect(details).not.toContain('\u202e');
  });

  it('shows no text of a file as it stands', () => {
    const document = madeCount().replace('Id="510b"', 'Id="510b\u202e"');
    expect(checksOf(document).get('identity.type')!.detail).toContain('510b\ufffd');
  });
});
