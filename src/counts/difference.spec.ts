import { smallCount } from '../../test/support/small-count.js';
import { createCountReader } from '../verify/eml/count-reader.js';
import type { Count } from '../verify/eml/count.js';
import { NO_NAMES } from './candidate-names.js';
import { differenceCsv } from './difference-rows.js';
import { differenceOf, isSame } from './difference.js';

function counted(change: (xml: string) => string = (xml) => xml): Count {
  const reader = createCountReader();
  reader.push(Buffer.from(change(smallCount().toString())));
  const reading = reader.end();
  if (reading.kind === 'failed') throw new Error(reading.failure.message);
  return reading.count;
}

const difference = (change: (xml: string) => string) => differenceOf(counted(), counted(change));
const stationBlock = (id: string) =>
  new RegExp(`<ReportingUnitVotes><ReportingUnitIdentifier Id="${id}">.*?</ReportingUnitVotes>`);
/** In one station only. */
const inStation = (id: string, change: (xml: string) => string) => (xml: string) =>
  xml.replace(stationBlock(id), change);

/** One vote from the second candidate of list 1 to the first. */
const moved = (xml: string) =>
  xml.replace(/(Identifier Id="1">.*?<ValidVotes>)4(<.*?<ValidVotes>)1(<)/, '$15$20$3');

describe('the difference between two counts', () => {
  it('is none where only spelling and order are others', () => {
    const other = difference((xml) =>
      xml
        .replace('0668::SB1', 'SB01')
        .replace(
          /(<Selection><AffiliationIdentifier Id="1">.*?)(<Selection><AffiliationIdentifier Id="2">.*?)(?=<Cast>)/g,
          '$2$1',
        ),
    );
    expect(other).toMatchObject({ type: '510b', units: [], unchanged: 2, saidOtherwise: [] });
    expect(isSame(other)).toBe(true);
  });

  it('finds votes that went from one candidate to another in one station, which no sum shows', () => {
    const other = difference(inStation('0668::SB1', moved));
    expect(isSame(other)).toBe(false);
    expect(other.totals).toEqual({ figures: [], lists: [] });
    expect(other.unchanged).toBe(1);
    expect(other.units).toEqual([
      {
        ...{ id: 'SB1', name: 'Bureau 1', how: 'changed', figures: [] },
        lists: [
          {
            ...{ list: 1, name: 'Partij A', before: 5, after: 5 },
            candidates: [
              { candidate: 1, before: 4, after: 5 },
              { candidate: 2, before: 1, after: 0 },
            ],
          },
        ],
      },
    ]);
  });

  it('finds figures by their name, and a list or candidate that came or went', () => {
    const other = difference((xml) =>
      inStation('0668::SB2', (unit) =>
        unit
          .replace('blanco">0', 'blanco">3')
          .replace(
            '<Selection><Candidate><CandidateIdentifier Id="2"></CandidateIdentifier></Candidate><ValidVotes>2</ValidVotes></Selection>',
            '',
          ),
      )(xml),
    );
    const [station] = other.units;
    expect(station).toMatchObject({
      figures: [
        { what: 'Blanco stemmen', before: 0, after: 3 },
        { what: 'Samen geteld', before: 4, after: 7 },
      ],
      lists: [{ list: 1, candidates: [{ candidate: 2, before: 2, after: null }] }],
    });
  });

  it('tells a station that came, that went, and that only has another number', () => {
    const renumbered = difference((xml) => xml.replace('Id="0668::SB2"', 'Id="0668::SB9"'));
    expect(renumbered.units).toEqual([{ id: 'SB9', name: 'Bureau 2', how: 'renumbered', was: 'SB2' }]);
    const gone = difference((xml) => xml.replace(stationBlock('0668::SB2'), ''));
    expect(gone.units).toMatchObject([
      { id: 'SB2', how: 'gone', lists: [{ list: 1, before: 3, after: null }, { list: 2 }] },
    ]);
    const other = differenceOf(
      counted((xml) => xml.replace(stationBlock('0668::SB2'), '')),
      counted(),
    );
    expect(other.units).toMatchObject([{ id: 'SB2', how: 'added', lists: [{ before: null, after: 3 }, {}] }]);
  });

  it('tells a station that has another number and other votes as one that went and one that came, in words', () => {
    const other = difference(inStation('0668::SB1', (unit) => moved(unit).replace('0668::SB1', '0668::SB9')));
    expect(other.units).toMatchObject([
      { id: 'SB9', how: 'added', lists: [{ before: null, after: 5 }, { before: null }] },
      { id: 'SB1', how: 'gone', lists: [{ before: 5, after: null }, { after: null }] },
    ]);
    const lines = [...differenceCsv(other, NO_NAMES)].join('');
    expect(lines).toMatch(
      /"SB9";"Bureau 1";"nieuw in het bestand";[^]*"SB1";"Bureau 1";"niet meer in het bestand";/,
    );
    // and one that is there twice under other numbers is not the same one twice
    const twice = difference((xml) =>
      xml.replace(
        stationBlock('0668::SB2'),
        (unit) => unit.replace('SB2', 'SB8') + unit.replace('SB2', 'SB9'),
      ),
    );
    expect(twice.units.map(({ id, how }) => [id, how])).toEqual([
      ['SB8', 'added'],
      ['SB9', 'added'],
      ['SB2', 'gone'],
    ]);
  });

  it('compares what a file of 1.3 says that stood there before with what stood there', () => {
    const before = counted();
    const initial = {
      votes: Int32Array.from([5, 4, 1, -1, 7, -1]),
      ...{ cast: 12, totalCounted: null, rejected: [{ reason: 'blanco', votes: 1 }], uncounted: [] },
    };
    const after: Count = {
      ...before,
      units: before.units.map((unit, i) => (i === 0 ? { ...unit, block: { ...unit.block, initial } } : unit)),
    };
    expect(differenceOf(before, after).saidOtherwise).toEqual([
      { unit: { id: 'SB1', name: 'Bureau 1' }, what: 'blanco', said: 1, was: 0 },
      { unit: { id: 'SB1', name: 'Bureau 1' }, what: 'Lijst 2, kandidaat 1', said: 7, was: 2 },
    ]);
  });
});
