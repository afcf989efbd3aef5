import { readFileSync } from 'node:fs';
import path from 'node:path';
import { madeCount } from '../../../test/support/made-count.js';
import { SHARED, describeWithShared } from '../../../test/support/shared-data.js';
import { SPARSE } from '../../../test/support/sparse.js';
import type { Count, Reading, StructureCode } from './count.js';
import { type CountReaderOptions, createCountReader } from './count-reader.js';
import { XML_LIMITS } from './xml-failure.js';

type Read = Extract<Reading, { kind: 'count' }>;

function reading(
  document: string | Uint8Array,
  options: CountReaderOptions & { chunk?: number } = {},
): Reading {
  const bytes = typeof document === 'string' ? Buffer.from(document) : document;
  const { chunk = bytes.length, ...rest } = options;
  const reader = createCountReader(rest);
  for (let at = 0; at < bytes.length; at += chunk) reader.push(bytes.subarray(at, at + chunk));
  return reader.end();
}

function read(document: string | Uint8Array, options: CountReaderOptions & { chunk?: number } = {}): Read {
  const result = reading(document, options);
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

const made = madeCount();
const change = (from: string | RegExp, to: string) => {
  const changed = made.replace(from, to);
  if (changed === made) throw new Error(`nothing to change: ${String(from)}`);
  return changed;
};

describe('a count', () => {
  it('is read to the last candidate', () => {
    const { count, places } = read(made);
    expect(found(read(made))).toEqual([]);
    expect(count.head).toEqual({
      type: '510b',
      schemaVersion: null,
      transactionId: '1',
      authority: { id: '0668', name: 'Voorbeeld' },
      created: '2022-03-17T01:32:49.834',
      election: {
        id: 'GR2022_Voorbeeld',
        name: 'Gemeenteraad Voorbeeld 2022',
        category: 'GR',
        subcategory: 'GR1',
        domain: { id: '0668', name: 'Voorbeeld' },
        date: '2022-03-16',
      },
      contest: { id: 'geen', name: null },
      countingMethod: null,
      phase: null,
    });
    expect(count.units.map(({ id, name }) => [id, name])).toEqual([
      ['0668::SB1', 'Stembureau 1'],
      ['0668::SB2', 'Stembureau 2'],
      ['0668::SB3', 'Stembureau 3'],
    ]);
    const { layout, votes, cast, totalCounted, rejected, uncounted, initial } = count.units[1]!.block;
    expect(layout).toBe(count.totals!.layout);
    expect(layout.lists.map(({ id, name, first, candidates }) => [id, name, first, candidates])).toEqual([
      [1, 'Één & Ander', 0, [1, 2, 3]],
      [2, '', 4, [1, 2]],
      [5, 'Lijst <5>', 7, [1, 2, 3, 4]],
    ]);
    expect([...votes]).toEqual([33, 17, 1, 15, 28, 11, 17, 62, 16, 0, 7, 14].map((_, i) => votes[i]));
    expect(votes[1]! + votes[2]! + votes[3]!).toBe(votes[0]);
    expect(votes[8]).toBe((2 * 31 + 5 * 17 + 7) % 23);
    expect([cast, totalCounted, initial]).toEqual([1000, votes[0]! + votes[4]! + votes[7]!, null]);
    expect(rejected).toEqual([
      { reason: 'ongeldig', votes: 2 },
      { reason: 'blanco', votes: 1 },
    ]);
    expect(uncounted.map(({ reason }) => reason)).toEqual(['geldige stempassen', 'toegelaten kiezers']);
    const third = places.units[1]!;
    expect(made.slice(third.columns[3]! - 1)).toMatch(/^<Selection><Candidate><CandidateIdentifier Id="3">/);
    expect(made.slice(third.column - 1)).toMatch(
      /^<ReportingUnitVotes><ReportingUnitIdentifier Id="0668::SB2">/,
    );
  });

  it('reads what 1.3 adds', () => {
    const document = change('<ds:Canon', '<kr:Schema Version="1.3"/><ds:Canon')
      .replace(
        '<EventIdentifier>',
        '<kr:CountingMethod MethodCode="centrale stemopneming"/><EventIdentifier>',
      )
      .replace('</EventIdentifier>', '</EventIdentifier><kr:Phase PhaseCode="corrigendum"/>')
      .replace('<ValidVotes>', '<kr:InitialValidVotes>7</kr:InitialValidVotes><ValidVotes>')
      .replace('<Cast>', '<kr:InitialCast>8</kr:InitialCast><Cast>')
      .replace('<TotalCounted>', '<kr:InitialTotalCounted>9</kr:InitialTotalCounted><TotalCounted>')
      .replace(
        '<RejectedVotes',
        '<kr:InitialRejectedVotes ReasonCode="blanco">5</kr:InitialRejectedVotes><RejectedVotes',
      )
      .replace(
        '<UncountedVotes',
        '<kr:InitialUncountedVotes ReasonCode="toegelaten kiezers">6</kr:InitialUncountedVotes><UncountedVotes',
      );
    const result = read(document);
    expect(found(result)).toEqual([]);
    const { head, totals, units } = result.count;
    expect([head.schemaVersion, head.countingMethod, head.phase]).toEqual([
      '1.3',
      'centrale stemopneming',
      'corrigendum',
    ]);
    expect(totals!.initial).toEqual({
      votes: Int32Array.from(totals!.votes, (_, i) => (i === 0 ? 7 : -1)),
      cast: 8,
      totalCounted: 9,
      rejected: [{ reason: 'blanco', votes: 5 }],
      uncounted: [{ reason: 'toegelaten kiezers', votes: 6 }],
    });
    expect(units.every(({ block }) => block.initial === null)).toBe(true);
  });

  it('reads the short codes of a 510d, as attribute or as element', () => {
    const attribute = made.replace(
      /<CandidateIdentifier Id="(\d)">/g,
      '<CandidateIdentifier ShortCode="JansenA$1">',
    );
    const element = made.replace(
      /<CandidateIdentifier Id="(\d)">/g,
      '<CandidateIdentifier><ShortCode>JansenA$1</ShortCode>',
    );
    const { count } = read(attribute);
    expect(count.totals!.layout.lists[1]!.codes).toEqual(['JansenA1', 'JansenA2']);
    expect(count.totals!.layout.lists[1]!.candidates).toEqual(['JansenA1', 'JansenA2']);
    expect(read(element).count).toEqual(count);
    expect(found(read(attribute))).toEqual([]);
  });

  it('gives a 520 its head alone', () => {
    const document = made
      .replace('Id="510b"', 'Id="520"')
      .replace('<EventIdentifier></EventIdentifier>', '')
      .replace(/(<\/?)Count>/g, '$1Result>')
      .replace(/<\/?Contests>/g, '')
      .replace(/<TotalVotes>.*<\/ReportingUnitVotes>/s, '<Selection><Elected>yes</Elected></Selection>');
    const result = read(document);
    expect(found(result)).toEqual([]);
    expect(result.count).toMatchObject({
      head: { type: '520', contest: { id: 'geen' } },
      totals: null,
      units: [],
    });
  });

  it('keeps a layout of its own for a unit with other lists', () => {
    const document = made.replace(
      /<Selection><AffiliationIdentifier Id="5">(?=.*SB2)(?!.*SB1").*?(?=<Cast>)/s,
      '',
    );
    const { count } = read(
      madeCount({ units: 2 }).replace('Id="2"><RegisteredName>', 'Id="4"><RegisteredName>'),
    );
    expect(count.totals!.layout.lists.map(({ id }) => id)).toEqual([1, 4, 5]);
    expect(count.units.map(({ block }) => block.layout.lists.map(({ id }) => id))).toEqual([
      [1, 2, 5],
      [1, 2, 5],
    ]);
    expect(count.units[0]!.block.layout).toBe(count.units[1]!.block.layout);
    expect(read(document).count.units).toHaveLength(3);
  });
});

describe('cut anywhere', () => {
  it.each([madeCount({ gap: '\n  ' }), made])(
    'a count is the same for parts of 1 to 64 bytes',
    (document) => {
      const whole = read(document);
      for (let chunk = 1; chunk <= 64; chunk++) expect(read(document, { chunk })).toEqual(whole);
    },
  );

  it.each(['', '\n ', '\r\n\t'])('a count is the same for every window, and with every tag read', (gap) => {
    const document = madeCount({
      gap,
      lists: [
        [1, 'Één', 40],
        [2, 'Twee', 30],
      ],
      units: 5,
    });
    const whole = read(document, { remembers: false });
    expect(read(document)).toEqual(whole);
    const limits = { ...XML_LIMITS, tokenBytes: 512 };
    for (let window = 1024; window < 1040; window++)
      expect(read(document, { limits, window })).toEqual(whole);
  });
});

/** Rewritings that say the same in XML, and so must change nothing. */
const REWRITINGS: Readonly<Record<string, (document: string) => string>> = {
  declaration: (d) => `<?xml version="1.0" encoding="utf-8" standalone="yes"?>\n${d}`,
  'byte order mark': (d) => `\ufeff${d}`,
  comments: (d) =>
    `<!-- a -->${d.replace(/<(?=[A-Z])/g, '<!--x--><').replace(/<!--x-->(?=<EML)/, '')}<!-- b -->`,
  'comments in numbers': (d) => d.replace(/(\d)<\/ValidVotes>/g, '<!-- 1 -->$1<!-- 2 --></ValidVotes>'),
  instructions: (d) => d.replace(/<\/Selection>/g, '<?p 12?></Selection>'),
  CDATA: (d) => d.replace(/>(\d+)</g, '><![CDATA[$1]]><').replace(/>([A-Z][a-z]+ \d)</g, '><![CDATA[$1]]><'),
  'character references': (d) =>
    d.replace(/>(\d)(\d*)</g, (_, a: string, rest: string) => `>&#${a.charCodeAt(0)};${rest}<`),
  'references in values': (d) =>
    d.replace(/Id="(\d)/g, (_, a: string) => `Id="&#x${a.charCodeAt(0).toString(16)};`),
  'single quotes': (d) => d.replace(/="([^"']*)"/g, "='$1'"),
  'other prefixes': (d) =>
    d
      .replace(/<(\/?)kr:/g, '<$1zz:')
      .replace('xmlns:kr', 'xmlns:zz')
      .replace(/<(\/?)(?=[A-Z])/g, '<$1eml:')
      .replace('xmlns=', 'xmlns:eml='),
  'a declaration on every list': (d) =>
    d.replace(/<Selection>/g, '<Selection xmlns="urn:oasis:names:tc:evs:schema:eml">'),
  'white space between elements': (d) =>
    d.replace(/></g, '>\r\n\t <').replace(/>\s+<\/(\w+Identifier|RegisteredName)>/g, '></$1>'),
  'white space around values': (d) => d.replace(/>(\d+)</g, '> \n$1\t<').replace(/Id="(\d+)"/g, 'Id=" $1 "'),
  'white space in tags': (d) => d.replace(/<(\/?[A-Za-z]+)>/g, '<$1 \n>').replace(/" /g, '"\n  '),
  'self-closing tags': (d) =>
    d.replace(/><\/(CandidateIdentifier|ContestIdentifier|EventIdentifier|AuthorityAddress)>/g, '/>'),
  'leading zeros': (d) => d.replace(/<ValidVotes>/g, '<ValidVotes>00'),
  'other attributes': (d) => d.replace(/<CandidateIdentifier /g, '<CandidateIdentifier DisplayOrder="1" '),
};

function expectSame(document: string): void {
  const { count }: { count: Count } = read(document);
  for (const [name, rewrite] of Object.entries(REWRITINGS)) {
    const rewritten = rewrite(document);
    if (name !== 'comments in numbers') expect([name, rewritten === document]).toEqual([name, false]);
    const again = read(rewritten);
    expect([name, again.count]).toEqual([name, count]);
    expect([name, found(again)]).toEqual([name, found(read(document))]);
    expect([name, read(rewritten, { remembers: false })]).toEqual([name, again]);
  }
}

describe('harmless rewritings change nothing', () => {
  it('in a made count', () => expectSame(made));

  describeWithShared('in a real one', () => {
    it('of West Maas en Waal', () => {
      const file = readFileSync(path.join(SHARED, 'eml/real/Telling_GR2022_WestMaasenWaal.eml.xml'), 'utf8');
      const [head, ...units] = file.split('<ReportingUnitVotes>');
      expect(found(read(file))).toEqual([]);
      const tail = '</Contest></Contests></Election></Count></EML>';
      expectSame([head, ...units.slice(0, 2)].join('<ReportingUnitVotes>') + tail);
    });
  });
});

describe('a remembered candidate is what reading it would give', () => {
  /** Numbers from a seed: the same documents every time. */
  function* random(seed: number): Generator<number> {
    for (let state = seed; ;) yield (state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 1) / 2 ** 31;
  }
  const PIECES = [
    '0',
    '12',
    '<',
    '>',
    '"',
    ' ',
    '\n',
    'é',
    '<!--5-->',
    '<x/>',
    '&#49;',
    '<![CDATA[3]]>',
    'Selection',
    "'",
    '',
  ];

  it('also in documents with a byte or two changed', () => {
    const document = madeCount({
      lists: [
        [1, 'Één', 12],
        [3, 'Drie', 9],
      ],
      units: 3,
    });
    const numbers = random(20_260_318);
    const next = (below: number) => Math.floor(numbers.next().value! * below);
    for (let round = 0; round < 500 / SPARSE; round++) {
      let changed = document;
      for (let edits = 1 + next(2); edits > 0; edits--) {
        const at = 900 + next(changed.length - 900);
        changed = changed.slice(0, at) + PIECES[next(PIECES.length)]! + changed.slice(at + next(3));
      }
      expect(reading(changed)).toEqual(reading(changed, { remembers: false }));
    }
  });
});

describe('a candidate with an Id and a short code', () => {
  const coded = (ids: readonly number[], codes: readonly string[]): string =>
    ids
      .map(
        (id, i) =>
          `<Selection><Candidate><CandidateIdentifier Id="${id}" ShortCode="${codes[i]!}"/></Candidate><ValidVotes>1</ValidVotes></Selection>`,
      )
      .join('');
  const list =
    '<Selection><AffiliationIdentifier Id="1"><RegisteredName>A</RegisteredName></AffiliationIdentifier><ValidVotes>2</ValidVotes></Selection>';
  const layoutsOf = (...blocks: string[]): unknown[] => {
    const made = madeCount({ lists: [], units: blocks.length });
    let at = 0;
    const filled = made.replace(/<\/ReportingUnitIdentifier>/g, (end) => `${end}${list}${blocks[at++]!}`);
    return read(filled).count.units.map(({ block }) => block.layout);
  };

  it('keeps both, and shares a layout only when both are the same', () => {
    const [first, second, third, fourth] = layoutsOf(
      coded([1, 2], ['P', 'Q']),
      coded([1, 2], ['P', 'Q']),
      coded([1, 2], ['Q', 'P']),
      coded([1, 2], ['P', 'Q']).replaceAll(/ ShortCode="."/g, ''),
    ) as { lists: { candidates: unknown; codes: unknown }[] }[];
    expect(first!.lists[0]).toMatchObject({ candidates: [1, 2], codes: ['P', 'Q'] });
    expect(second).toBe(first);
    expect(third!.lists[0]).toMatchObject({ candidates: [1, 2], codes: ['Q', 'P'] });
    expect(fourth!.lists[0]).toMatchObject({ candidates: [1, 2], codes: null });
  });
});
