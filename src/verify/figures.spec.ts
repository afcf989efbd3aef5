import { smallCount } from '../../test/support/small-count.js';
import { createCountReader } from './eml/count-reader.js';
import { figureChanges, figureGroups, type Figures } from './figures.js';
import { figuresOf } from './read-figures.js';

const TOTALS =
  '<RejectedVotes ReasonCode="blanco">0</RejectedVotes><RejectedVotes ReasonCode="ongeldig">0</RejectedVotes>';
const uncounted = (reason: string, votes: number) =>
  `<UncountedVotes ReasonCode="${reason}">${votes}</UncountedVotes>`;

function read(change: (xml: string) => string = (xml) => xml): Figures {
  const reader = createCountReader();
  reader.push(Buffer.from(change(smallCount().toString())));
  const reading = reader.end();
  if (reading.kind === 'failed') throw new Error(reading.failure.message);
  return figuresOf(reading.count)!;
}

describe('the figures of a count', () => {
  it('are those of the proces-verbaal, in its order', () => {
    const figures = read((xml) =>
      xml.replace(
        TOTALS,
        TOTALS.replace('blanco">0', 'blanco">2') +
          uncounted('geldige volmachtbewijzen', 3) +
          uncounted('toegelaten kiezers', 12) +
          uncounted('meer getelde stembiljetten', 1),
      ),
    );
    expect(figureGroups(figures)).toEqual([
      {
        title: 'Kiezers',
        lines: [
          { what: 'Kiesgerechtigden', votes: 20 },
          { what: 'Geldige volmachtbewijzen', votes: 3 },
          { what: 'Toegelaten kiezers', votes: 12 },
        ],
      },
      {
        title: 'Stembiljetten',
        lines: [
          { what: 'Stemmen op lijsten', votes: 11 },
          { what: 'Blanco stemmen', votes: 2 },
          { what: 'Ongeldige stemmen', votes: 0 },
          { what: 'Samen geteld', votes: 13 },
        ],
      },
      { title: 'Verschil en verklaring', lines: [{ what: 'Meer getelde stembiljetten', votes: 1 }] },
      {
        title: 'Stemmen per lijst',
        lines: [
          { what: 'Lijst 1: Partij A', votes: 8 },
          { what: 'Lijst 2: Partij B', votes: 3 },
        ],
      },
      { title: 'Stembureaus', lines: [{ what: 'Aantal stembureaus in het bestand', votes: 2 }] },
    ]);
  });

  it('do not say that nobody may vote when a file does not give how many may', () => {
    const [voters] = figureGroups(read((xml) => xml.replace('<Cast>20</Cast>', '<Cast>0</Cast>')));
    expect(voters?.lines).toEqual([{ what: 'Kiesgerechtigden', votes: null }]);
  });

  it('are the same whatever else is written differently', () => {
    const before = read();
    for (const change of [
      (xml: string) => xml.replace('01:32:49', '04:00:00'),
      (xml: string) => xml.replace('Bureau 1', 'Bureau één'),
      (xml: string) => xml.replace('0668::SB1', 'SB01'),
      (xml: string) =>
        xml.replace(/(<RejectedVotes[^/]*<\/RejectedVotes>)(<RejectedVotes[^/]*<\/RejectedVotes>)/g, '$2$1'),
      (xml: string) =>
        xml.replace(
          /(<ReportingUnitVotes>.*?<\/ReportingUnitVotes>)(<ReportingUnitVotes>.*?<\/ReportingUnitVotes>)/s,
          '$2$1',
        ),
    ])
      expect(figureChanges(before, read(change))).toBeNull();
  });

  it('tell what changed: figures, and the stations in which', () => {
    const changes = figureChanges(
      read(),
      read((xml) =>
        xml
          .replace('<ValidVotes>8</ValidVotes>', '<ValidVotes>9</ValidVotes>')
          .replace('<TotalCounted>11<', '<TotalCounted>12<')
          .replace(/(Bureau 2.*?<ValidVotes>)3</s, '$14<'),
      ),
    );
    expect(changes).toEqual({
      figures: [
        { what: 'Stemmen op lijsten', before: 11, after: 12 },
        { what: 'Samen geteld', before: 11, after: 12 },
        { what: 'Lijst 1: Partij A', before: 8, after: 9 },
      ],
      stations: [{ name: 'Bureau 2', how: 'changed' }],
    });
  });

  it('tell that votes moved between two candidates, though no total moved', () => {
    const moved = read((xml) =>
      xml
        .replace('<ValidVotes>5</ValidVotes>', '<ValidVotes>6</ValidVotes>')
        .replace('<ValidVotes>3</ValidVotes>', '<ValidVotes>2</ValidVotes>'),
    );
    expect(figureChanges(read(), moved)).toEqual({ figures: [], stations: [] });
  });

  it('tell of a station that came or went', () => {
    const one = read((xml) =>
      xml.replace(
        /<ReportingUnitVotes><ReportingUnitIdentifier Id="0668::SB2".*?<\/ReportingUnitVotes>/s,
        '',
      ),
    );
    expect(figureChanges(read(), one)?.stations).toEqual([{ name: 'Bureau 2', how: 'gone' }]);
    expect(figureChanges(one, read())?.stations).toEqual([{ name: 'Bureau 2', how: 'added' }]);
    expect(figureChanges(one, read())?.figures).toEqual([
      { what: 'Aantal stembureaus in het bestand', before: 1, after: 2 },
    ]);
  });
});
