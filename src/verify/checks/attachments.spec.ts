import { fingerprintOf, SMALL_CSV } from '../../../test/support/small-count.js';
import { check, context, eml, extras, judge, pack, pair } from '../../../test/support/small-package.js';

describe('the paper and the spreadsheet', () => {
  it('compares all 64 digits', async () => {
    const right = fingerprintOf(eml);
    const wrong = fingerprintOf(Buffer.from('x'));
    expect(
      check(await judge(pack(), { ...context, paperFingerprint: right }), 'fingerprint.compared').result,
    ).toBe('pass');
    expect(
      check(await judge(pack(), { ...context, paperFingerprint: wrong }), 'fingerprint.compared').result,
    ).toBe('refuse');
  });

  it.each<[string, string, string]>([
    [
      'a vote of a candidate',
      SMALL_CSV.replace('"5";"4";"1"', '"5";"4";"2"'),
      'noemt 2 voor lijst 1, kandidaat 1, stembureau 2, het telbestand 1',
    ],
    [
      'a total of a list',
      SMALL_CSV.replace('"Partij B";;;"3"', '"Partij B";;;"4"'),
      'noemt 4 voor lijst 2, het telbestand 3',
    ],
    ['the eligible voters', SMALL_CSV.replace('"20";"12"', '"21";"12"'), 'opgeroepenen'],
    [
      'a sum of figures',
      `${SMALL_CSV}\n;"aangetroffen stembiljetten";;;"11";"7";"5"`,
      'noemt 5 voor aangetroffen stembiljetten, stembureau 2, het telbestand 4',
    ],
    ['a candidate too few', SMALL_CSV.replace(/\n;;"2";"Visser".*/, ''), 'ontbreekt lijst 2, kandidaat 2'],
    ['a candidate too many', `${SMALL_CSV}\n;;"3";"Smit";"0";"0";"0"`, 'het telbestand niet'],
    ['a candidate twice', `${SMALL_CSV}\n;;"2";"Visser";"1";"0";"1"`, 'twee keer'],
    [
      'a polling station too many',
      SMALL_CSV.replace(';"1";"2"\n;"opg', ';"1";"3"\n;"opg'),
      'in het CSV-bestand en niet in het telbestand',
    ],
    ['another form', 'a,b,c', 'niet de afgesproken vorm'],
  ])('warns of %s', async (_, csv, detail) => {
    const verdict = await judge(pack(pair, [{ ...extras[1]!, data: csv }]));
    expect(verdict.verdict).toBe('accepted');
    const found = check(verdict, 'attachments.csv');
    expect(found.result).toBe('warn');
    expect([found.detail, ...found.more.map((one) => one.detail)].join('\n')).toContain(detail);
  });

  it('warns of a CSV that is not UTF-8', async () => {
    const data = Buffer.concat([Buffer.from(SMALL_CSV), Buffer.from([0xe9])]);
    expect(check(await judge(pack(pair, [{ ...extras[1]!, data }])), 'attachments.csv').detail).toContain(
      'geen UTF-8',
    );
  });

  it.each<[string, string, string]>([
    [
      'ten million lists',
      Array.from({ length: 300_000 }, (_, i) => `${String(i + 10)};x`).join('\n'),
      'te kort',
    ],
    ['the row of areas again and again', '"Gebiednummer";;;;;"1";"2"\n'.repeat(200_000), 'twee keer'],
    ['one row again and again', '"1";"A";;;"9";"9";"9"\n'.repeat(200_000), 'twee keer'],
    ['a candidate with a long name', `;;"${'\u202e'.repeat(100_000)}";"x";"0";"0";"0"`, 'kandidaat \ufffd'],
    ['a row that is too short', ';;"3"', 'ontbreken kolommen'],
  ])('stops at enough, and shows nothing as it stands: %s', async (_, rows, detail) => {
    const verdict = await judge(pack(pair, [{ ...extras[1]!, data: `${SMALL_CSV}\n${rows}` }]));
    const found = check(verdict, 'attachments.csv');
    const all = [found, ...found.more].map((one) => one.detail);
    expect([found.result, all.some((one) => one.includes(detail))]).toEqual(['warn', true]);
    for (const one of all) expect([one.length < 250, one.includes('\u202e')]).toEqual([true, false]);
  });

  it('skips it when there is none, or more than one', async () => {
    expect(check(await judge(pack(pair, [])), 'attachments.csv').result).toBe('skipped');
    expect(
      check(await judge(pack(pair, [extras[1]!, { ...extras[1]!, name: 'b.csv' }])), 'attachments.csv')
        .result,
    ).toBe('skipped');
  });
});
