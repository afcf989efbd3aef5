import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describeWithShared, SHARED } from '../../../test/support/shared-data.js';
import { stationListXml, type MadeList } from '../../../test/support/station-list.js';
import { STATION_LIST_CHECKS, STATION_LIST_CODES } from './catalogue.js';
import { judgeStationList, type StationListVerdict } from './judge-station-list.js';

const context = {
  election: { id: 'GR2026_Juinen', date: '2026-03-18' },
  sender: { level: 'GSB', code: '0042' },
} as const;

const judge = (made: Partial<MadeList> = {}) => judgeText(stationListXml(made));
const judgeText = (text: string | Uint8Array) => judgeStationList(Buffer.from(text), context);
/** What is not in order, by code. */
const told = ({ checks }: StationListVerdict) =>
  Object.fromEntries(
    checks.flatMap(({ code, result }) => (result === 'pass' || result === 'skipped' ? [] : [[code, result]])),
  );
const station = (id: string, more: object = {}) => ({
  id,
  name: `Buurthuis ${id}`,
  voters: '100',
  postcode: '2541 AA',
  ...more,
});

describe('a list of polling stations', () => {
  it('that is sound is accepted with every check once, and gives its stations', () => {
    const verdict = judge({ stations: [station('1'), station('2', { channel: 'postal' })], maxVotes: '200' });
    expect(verdict.checks.map(({ code }) => code)).toEqual(STATION_LIST_CODES);
    expect(verdict.checks.map(({ result }) => result)).toEqual(STATION_LIST_CODES.map(() => 'pass'));
    expect(verdict.stations).toEqual([
      { key: '1', id: '1', name: 'Buurthuis 1', voters: 100, postal: false, postcode: '2541 AA' },
      { key: '2', id: '2', name: 'Buurthuis 2', voters: 100, postal: true, postcode: '2541 AA' },
    ]);
  });

  it('of 1.3 names its version, and a postcode and house number in another namespace', () => {
    const verdict = judge({
      version: '1.3.1',
      stations: [station('1', { postcode: null, location: { postcode: '2541 AA', number: '12' } })],
      maxVotes: '100',
    });
    expect([verdict.verdict, told(verdict)]).toEqual(['accepted', {}]);
    expect(verdict.stations[0]).toMatchObject({ postcode: '2541 AA' });
  });

  it.each<[string, Partial<MadeList>, Record<string, string>]>([
    ['another message', { type: '110a' }, { 'list.type': 'refuse' }],
    ['a version to come', { version: '2.0' }, { 'list.type': 'refuse' }],
    ['another election', { election: 'GR2026_Elders' }, { 'list.election': 'refuse' }],
    ['another day', { date: '2026-03-19' }, { 'list.date': 'refuse' }],
    ['another committee', { authority: '0043' }, { 'list.committee': 'refuse' }],
    ['another region', { unit: '0043' }, { 'list.committee': 'refuse' }],
    ['a region in its HSB', { unit: 'HSB3::0042' }, {}],
    ['a code without its zeros', { authority: '42' }, {}],
    ['no moment', { created: 'gisteren' }, { 'list.created': 'warn' }],
    ['no station', { stations: [], maxVotes: '0' }, { 'list.stations': 'refuse' }],
    ['an id as it occurs', { stations: [station('SB-2')], maxVotes: '100' }, { 'list.ids': 'warn' }],
    ['an id of nothing', { stations: [station('')], maxVotes: '100' }, { 'list.ids': 'refuse' }],
    [
      'an id that hides something',
      { stations: [station('1\u202e2')], maxVotes: '100' },
      { 'list.ids': 'refuse' },
    ],
    [
      'an id twice',
      { stations: [station('1'), station('2'), station('1')], maxVotes: '300' },
      { 'list.unique': 'refuse' },
    ],
    [
      'an id twice, written otherwise',
      { stations: [station('1'), station('SB01')], maxVotes: '200' },
      { 'list.ids': 'warn', 'list.unique': 'refuse' },
    ],
    ['no name', { stations: [station('1', { name: null })], maxVotes: '100' }, { 'list.names': 'warn' }],
    ['no number in all', { maxVotes: null }, { 'list.voters': 'warn' }],
    ['an empty number', { stations: [station('1', { voters: '' })] }, { 'list.voters': 'warn' }],
    ['no number', { stations: [station('1', { voters: 'geen' })] }, { 'list.voters': 'refuse' }],
    ['below nought', { stations: [station('1', { voters: '-1' })] }, { 'list.voters': 'refuse' }],
    ['a word for all', { maxVotes: 'test' }, { 'list.voters': 'refuse' }],
    ['another sum', { maxVotes: '99' }, { 'list.sum': 'warn' }],
    ['an odd channel', { stations: [station('1', { channel: 'internet' })] }, { 'list.voting': 'warn' }],
    ['an odd method', { method: 'FPP' }, { 'list.voting': 'warn' }],
    ['an empty method', { method: '' }, {}],
    ['no postcode', { stations: [station('1', { postcode: null })] }, {}],
    ['no such postcode', { stations: [station('1', { postcode: '0541' })] }, { 'list.address': 'warn' }],
  ])('%s', (_, made, expected) => expect(told(judge(made))).toEqual(expected));

  it.each([
    ['a part twice', '<ElectionEvent><Election/><Election/></ElectionEvent>'],
    ['no part', ''],
  ])('with %s tells which, and refuses', (_, event) => {
    const text = stationListXml({}).replace(/<ElectionEvent>.*<\/ElectionEvent>/s, event);
    const verdict = judgeText(text);
    expect(told(verdict)).toMatchObject({ 'list.parts': 'refuse' });
    expect(verdict).toMatchObject({ verdict: 'refused', stations: [] });
  });

  it('tells at most 51 of what it finds, and how many there are', () => {
    const stations = Array.from({ length: 60 }, (_, i) => station(String(i), { name: null }));
    const found = judge({ stations }).checks.find(({ code }) => code === 'list.names')!;
    expect(found.more).toHaveLength(50);
    expect(found.detail).toContain('In totaal 60 keer');
  });
});

describe('bytes that are no list', () => {
  it.each([
    ['nothing', ''],
    ['a PDF', '%PDF-1.7'],
    ['half a file', '<EML'],
    ['a DOCTYPE', '<!DOCTYPE EML [<!ENTITY a "b">]><EML/>'],
    ['deep elements', '<a>'.repeat(40)],
    ['no UTF-8', Buffer.from(`<EML>\xff</EML>`, 'latin1')],
    ['4 MB', Buffer.alloc(4 * 1024 * 1024 + 1, '<')],
    [
      '100,000 stations',
      stationListXml({ stations: Array.from({ length: 100_000 }, (_, i) => station(String(i))) }),
    ],
  ])('%s: one refusal, and the rest was not judged', (_, bytes) => {
    const verdict = judgeText(bytes);
    expect(verdict).toMatchObject({ verdict: 'refused', stations: [], created: null });
    expect(told(verdict)).toEqual({ 'list.xml': 'refuse' });
    expect(verdict.checks).toHaveLength(STATION_LIST_CODES.length);
  });

  it('more stations than any gemeente has are refused by their number', () => {
    const place =
      '<PollingPlace><PhysicalLocation><PollingStation Id="1"/></PhysicalLocation></PollingPlace>';
    const text = stationListXml({ stations: [] }).replace('</Contest>', `${place.repeat(20_000)}</Contest>`);
    expect(told(judgeText(text))).toMatchObject({ 'list.stations': 'refuse' });
  });

  it('another document of XML is told as no list', () =>
    expect(told(judgeText('<html/>'))).toEqual({ 'list.type': 'refuse' }));
});

it('says nothing that its catalogue does not have', () => {
  const said = [judge(), judge({ maxVotes: null }), judge({ stations: [] }), judgeText('<')].flatMap(
    ({ checks }) => checks,
  );
  for (const { code, result } of said) {
    const { outcomes } = STATION_LIST_CHECKS[code as keyof typeof STATION_LIST_CHECKS];
    expect(['pass', ...outcomes]).toContain(result);
  }
});

describeWithShared('lists made by others', () => {
  const directory = path.join(SHARED, 'eml/made/polling_stations');
  const judgeFile = (name: string) =>
    judgeStationList(readFileSync(path.join(directory, name)), {
      election: { id: 'GR2022_Test', date: '2022-03-16' },
      sender: { level: 'GSB', code: '0000' },
    });

  it.each([
    ['eml110b_test.eml.xml', {}],
    ['eml110b_1_station.eml.xml', { 'list.election': 'refuse', 'list.sum': 'warn' }],
    ['eml110b_invalid_number_of_voters.eml.xml', { 'list.voters': 'refuse' }],
    ['eml110b_not_matching_election_id.eml.xml', { 'list.election': 'refuse' }],
    ['eml110b_empty_polling_station.eml.xml', { 'list.stations': 'refuse' }],
    ['eml110b_invalid_polling_station_number_of_voters.xml', { 'list.voters': 'refuse' }],
    ['eml110b_less_than_10_stations.eml.xml', { 'list.election': 'refuse', 'list.date': 'refuse' }],
  ])('%s', (name, expected) => expect(told(judgeFile(name))).toMatchObject(expected));

  it('there is none that is not looked at here', () => expect(readdirSync(directory)).toHaveLength(7));

  it('Juinen: the sums differ, and it is taken', () => {
    const bytes = readFileSync(path.join(SHARED, 'eml/made/juinen/eml110b_stembureaulijst-juinen.eml.xml'));
    const verdict = judgeStationList(bytes, {
      election: { id: 'GR2025_Juinen', date: '2025-08-29' },
      sender: { level: 'GSB', code: '0042' },
    });
    expect([verdict.verdict, told(verdict)]).toEqual(['accepted', { 'list.sum': 'warn' }]);
    expect(verdict.stations.map(({ name }) => name)).toEqual([
      'Studio The Rules',
      'De Mattenklopper',
      'De Positivozaal',
    ]);
  });
});
