import { smallCount } from '../../test/support/small-count.js';
import { createCountReader } from './eml/count-reader.js';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import {
  figureChanges,
  figureGroups,
  figuresDiffer,
  FIGURES_VERSION,
  stationChanges,
  type Figures,
  type Stations,
} from './figures.js';
import { figuresOf } from './read-figures.js';

const TOTALS =
  '<RejectedVotes ReasonCode="blanco">0</RejectedVotes><RejectedVotes ReasonCode="ongeldig">0</RejectedVotes>';
/** The two lists of a block, each with its candidates. */
const LISTS = new RegExp(
  '(<Selection><AffiliationIdentifier Id="1">.*?)(<Selection><AffiliationIdentifier Id="2">.*?)(?=<Cast>)',
  'g',
);
const uncounted = (reason: string, votes: number) =>
  `<UncountedVotes ReasonCode="${reason}">${votes}</UncountedVotes>`;

type Change = (xml: string) => string;

function counted(change: Change = (xml) => xml) {
  const reader = createCountReader();
  reader.push(Buffer.from(change(smallCount().toString())));
  const reading = reader.end();
  if (reading.kind === 'failed') throw new Error(reading.failure.message);
  return figuresOf(reading.count);
}

const read = (change?: Change): Figures => counted(change).figures!;
const stationsOf = (change?: Change): Stations => counted(change).stations!;

describe('the figures of a count', () => {
  it('say from which session they are where the file does, and nothing else', () => {
    const phase = (code: string) =>
      read((xml) => xml.replace('</EventIdentifier>', `</EventIdentifier><kr:Phase PhaseCode="${code}"/>`))
        .phase;
    expect(['eerste zitting', 'corrigendum', 'iets anders'].map(phase)).toEqual([
      'eerste zitting',
      'corrigendum',
      undefined,
    ]);
    expect(read().phase).toBeUndefined();
  });

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
    expect(figureGroups(figures, '510b')).toEqual([
      {
        title: 'Kiezers',
        lines: [
          { key: 'eligible', what: 'Kiesgerechtigden', votes: 20 },
          { key: 'uncounted:geldige volmachtbewijzen', what: 'Geldige volmachtbewijzen', votes: 3 },
          { key: 'uncounted:toegelaten kiezers', what: 'Toegelaten kiezers', votes: 12 },
        ],
      },
      {
        title: 'Stembiljetten',
        lines: [
          { key: 'counted', what: 'Stemmen op lijsten', votes: 11 },
          { key: 'rejected:blanco', what: 'Blanco stemmen', votes: 2 },
          { key: 'rejected:ongeldig', what: 'Ongeldige stemmen', votes: 0 },
          { key: 'sum', what: 'Samen geteld', votes: 13 },
        ],
      },
      {
        title: 'Verschil en verklaring',
        lines: [
          { key: 'uncounted:meer getelde stembiljetten', what: 'Meer getelde stembiljetten', votes: 1 },
        ],
      },
      {
        title: 'Stemmen per lijst',
        lines: [
          { key: 'list:1', what: 'Lijst 1: Partij A', votes: 8 },
          { key: 'list:2', what: 'Lijst 2: Partij B', votes: 3 },
        ],
      },
      {
        title: 'Stembureaus',
        lines: [{ key: 'units', what: 'Aantal stembureaus in het bestand', votes: 2 }],
      },
    ]);
  });

  it('do not say that nobody may vote when a file does not give how many may', () => {
    const none = read((xml) => xml.replace('<Cast>20</Cast>', '<Cast>0</Cast>'));
    const [voters] = figureGroups(none, '510b');
    expect(voters?.lines).toEqual([{ key: 'eligible', what: 'Kiesgerechtigden', votes: null }]);
  });

  it('are the same whatever else is written differently', () => {
    const before = read();
    for (const change of [
      (xml: string) => xml.replace('01:32:49', '04:00:00'),
      (xml: string) => xml.replace('Bureau 1', 'Bureau één'),
      (xml: string) => xml.replace('0668::SB1', 'SB01'),
      (xml: string) => xml.replaceAll(LISTS, '$2$1'),
      (xml: string) => xml.replace(TOTALS, TOTALS + uncounted('geen verklaring', 0)),
      (xml: string) =>
        xml.replace(/(<RejectedVotes[^/]*<\/RejectedVotes>)(<RejectedVotes[^/]*<\/RejectedVotes>)/g, '$2$1'),
      (xml: string) =>
        xml.replace(
          /(<ReportingUnitVotes>.*?<\/ReportingUnitVotes>)(<ReportingUnitVotes>.*?<\/ReportingUnitVotes>)/s,
          '$2$1',
        ),
    ])
      expect(figuresDiffer(before, read(change))).toBe(false);
  });

  it('tell what changed: figures, and the stations in which', () => {
    const more: Change = (xml) =>
      xml
        .replace('<ValidVotes>8</ValidVotes>', '<ValidVotes>9</ValidVotes>')
        .replace('<TotalCounted>11<', '<TotalCounted>12<')
        .replace(/(Bureau 2.*?<ValidVotes>)3</s, '$14<');
    expect(figureChanges(read(), read(more), '510b')).toEqual([
      { key: 'counted', what: 'Stemmen op lijsten', before: 11, after: 12 },
      { key: 'sum', what: 'Samen geteld', before: 11, after: 12 },
      { key: 'list:1', what: 'Lijst 1: Partij A', before: 8, after: 9 },
    ]);
    expect(stationChanges(stationsOf(), stationsOf(more))).toEqual([{ name: 'Bureau 2', how: 'changed' }]);
  });

  it('tell that votes moved between two candidates, though no total moved', () => {
    const moved: Change = (xml) =>
      xml
        .replace('<ValidVotes>5</ValidVotes>', '<ValidVotes>6</ValidVotes>')
        .replace('<ValidVotes>3</ValidVotes>', '<ValidVotes>2</ValidVotes>');
    expect(figuresDiffer(read(), read(moved))).toBe(true);
    expect(figureChanges(read(), read(moved), '510b')).toEqual([]);
    expect(stationChanges(stationsOf(), stationsOf(moved))).toEqual([]);
  });

  it('tell of a station that came or went', () => {
    const one: Change = (xml) =>
      xml.replace(
        /<ReportingUnitVotes><ReportingUnitIdentifier Id="0668::SB2".*?<\/ReportingUnitVotes>/s,
        '',
      );
    expect(stationChanges(stationsOf(), stationsOf(one))).toEqual([{ name: 'Bureau 2', how: 'gone' }]);
    expect(stationChanges(stationsOf(one), stationsOf())).toEqual([{ name: 'Bureau 2', how: 'added' }]);
    expect(figureChanges(read(one), read(), '510b')).toEqual([
      { key: 'units', what: 'Aantal stembureaus in het bestand', before: 1, after: 2 },
    ]);
  });

  it('count no list as another that is only called otherwise, and no figure as another of the same name', () => {
    const renamed = read((xml) =>
      xml.replaceAll('Partij A', 'Partij Aa').replace('<Cast>20</Cast>', '<Cast>25</Cast>'),
    );
    expect(figureChanges(read(), renamed, '510b')).toEqual([
      { key: 'eligible', what: 'Kiesgerechtigden', before: 20, after: 25 },
    ]);
    const twice = (votes: number) => (xml: string) =>
      xml.replace(TOTALS, TOTALS + uncounted('kiesgerechtigden', 7)).replace('<Cast>20<', `<Cast>${votes}<`);
    expect(figureChanges(read(twice(20)), read(twice(25)), '510b')).toHaveLength(1);
  });

  it('say nothing of stations beyond those that both counts keep', () => {
    const station = (n: number) => ({ id: `SB${String(n).padStart(4, '0')}`, name: '', digest: String(n) });
    const kept = (from: number) => Array.from({ length: 1000 }, (_, i) => station(from + i));
    expect(stationChanges(kept(1), kept(2))).toEqual([{ name: 'SB0001', how: 'gone' }]);
    expect(stationChanges(kept(2), kept(1))).toEqual([{ name: 'SB0001', how: 'added' }]);
  });

  it('of every version are made as they were: another way of making them is another version', () => {
    const folder = path.resolve(__dirname, '../../test/fixtures/figures');
    const kept: unknown = JSON.parse(readFileSync(path.join(folder, `${FIGURES_VERSION}.json`), 'utf8'));
    expect({ ...read(), stations: stationsOf() }).toEqual(kept);
  });

  it('are of areas above a gemeente', () => {
    expect(figureGroups(read(), '510d').at(-1)?.lines[0]?.what).toBe('Aantal gebieden in het bestand');
  });
});
