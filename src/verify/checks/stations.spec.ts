import { madeCount } from '../../../test/support/made-count.js';
import { smallContext } from '../../../test/support/small-count.js';
import type { KnownStation } from '../context.js';
import { createCountReader } from '../eml/count-reader.js';
import { stationsCheck } from './stations.js';

const listed = (...keys: string[]): KnownStation[] =>
  keys.map((key) => ({ key, id: key, name: `Zaal ${key}` }));

function check(document: string, stations: readonly KnownStation[] | null) {
  const reader = createCountReader();
  reader.push(Buffer.from(document));
  return stationsCheck(reader.end(), smallContext([], { stations }));
}

describe('the polling stations of a count beside the list of them', () => {
  it('are the same, however each writes them', () => {
    expect(check(madeCount(), listed('3', '1', '2'))).toMatchObject({ result: 'pass' });
    const otherwise = madeCount()
      .replaceAll('"0668::SB1"', '"SB01"')
      .replaceAll('"0668::SB2"', '"HSB6::0668::SB2"');
    expect(check(otherwise, listed('1', '2', '3'))).toMatchObject({ result: 'pass' });
  });

  it('are named where one is missing and where one is not in the list, with its place', () => {
    const found = check(madeCount(), listed('1', '2', '4'));
    expect(found).toMatchObject({ result: 'warn', place: null });
    expect(found.detail).toBe(
      'Stembureau "4", "Zaal 4", staat in de stembureaulijst en niet in het telbestand. (In totaal 2 keer iets gevonden.)',
    );
    expect(found.more).toEqual([
      {
        detail: 'Stembureau "0668::SB3", "Stembureau 3", staat niet in de stembureaulijst.',
        place: expect.objectContaining({ line: 1 }) as object,
      },
    ]);
  });

  it('are not those of another committee', () => {
    const foreign = madeCount().replaceAll('"0668::SB1"', '"0669::SB1"');
    expect(check(foreign, listed('1', '2', '3')).more).toHaveLength(1);
  });

  it('of 1,000 that are missing the first 51 are named', () => {
    const many = listed(...Array.from({ length: 1003 }, (_, i) => String(i + 1)));
    const { more, detail } = check(madeCount(), many);
    expect(more).toHaveLength(50);
    expect(detail).toContain('In totaal 1000 keer');
  });

  it.each([
    ['there is no list', madeCount(), null, 'Er is geen stembureaulijst'],
    ['it is another message', madeCount({ type: '510c' }), listed('1'), 'Alleen een 510b'],
    ['it could not be read', '<EML', listed('1'), 'kon niet'],
    ['it has only a total', madeCount({ units: 0 }), listed('1'), 'alleen een totaal'],
  ])('are not compared where %s', (_, document, stations, why) => {
    const { result, detail } = check(document, stations);
    expect([result, detail]).toEqual(['skipped', expect.stringContaining(why)]);
  });
});
