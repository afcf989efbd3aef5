import { EML_NS, KR_NS, XAL_NS } from '../verify/eml/names.js';
import type { CountDocument, CountedElection } from './count-document.js';
import { XmlLines } from './xml-lines.js';

/** A polling station as a list has it; `voters` null: left out, as some programs do. */
export interface WrittenStation {
  readonly id: string;
  readonly name: string;
  readonly postcode: string | null;
  readonly voters: number | null;
}

/** A list of polling stations (EML_NL 110b) as data. */
export interface StationList {
  readonly schema: '1.2.2' | '1.3';
  readonly election: CountedElection;
  readonly authority: { readonly id: string; readonly name: string };
  /** kr:CreationDateTime: local, without a time zone. */
  readonly created: string;
  readonly stations: readonly WrittenStation[];
}

/** The list that belongs to a count of a municipality: its polling stations, each numbered as a 110b does. */
export function stationListOf(count: CountDocument, created = count.created): StationList {
  const { schema, election, authority, units } = count;
  const stations = units.map(({ id, name, postcode, tally }) => ({
    id: id.replace(/^.*SB/, ''),
    ...{ name, postcode, voters: tally.figures.eligible },
  }));
  return { schema, election, authority, created, stations };
}

/** Writes a 110b in the shape of those of the counting software. */
export function writeStationList(list: StationList): string {
  const { schema, election, authority, created, stations } = list;
  const xml = new XmlLines('abacus');
  xml.start('EML', { xmlns: EML_NS, 'xmlns:kr': KR_NS, 'xmlns:xal': XAL_NS, Id: '110b', SchemaVersion: '5' });
  xml.leaf('TransactionId', 1);
  xml.start('ManagingAuthority');
  xml.leaf('AuthorityIdentifier', authority.name, { Id: authority.id });
  xml.leaf('AuthorityAddress');
  xml.end();
  if (schema === '1.3') xml.leaf('kr:Schema', '', { Version: '1.3' });
  xml.leaf('kr:CreationDateTime', created);
  xml.start('ElectionEvent');
  xml.leaf('EventIdentifier');
  xml.start('Election');
  writeIdentifier(xml, election);
  xml.start('Contest');
  xml.leaf('ContestIdentifier', '', { Id: 'geen' });
  xml.start('ReportingUnit');
  xml.leaf('ReportingUnitIdentifier', authority.name, { Id: authority.id });
  xml.end();
  xml.leaf('VotingMethod', 'SPV');
  const voters = stations.map((station) => station.voters);
  xml.leaf('MaxVotes', voters.includes(null) ? '' : voters.reduce<number>((sum, each) => sum + each!, 0));
  for (const station of stations) writePlace(xml, station);
  xml.endAll();
  return xml.take();
}

function writeIdentifier(xml: XmlLines, { id, name, category, subcategory, domain, date }: CountedElection) {
  xml.start('ElectionIdentifier', { Id: id });
  xml.leaf('ElectionName', name);
  xml.leaf('ElectionCategory', category);
  xml.leaf('kr:ElectionSubcategory', subcategory);
  if (domain) xml.leaf('kr:ElectionDomain', domain.name, domain.id === null ? {} : { Id: domain.id });
  xml.leaf('kr:ElectionDate', date);
  xml.end();
}

function writePlace(xml: XmlLines, { id, name, postcode, voters }: WrittenStation): void {
  xml.start('PollingPlace', { Channel: 'polling' });
  xml.start('PhysicalLocation');
  xml.start('Address');
  xml.start('Locality');
  xml.leaf('xal:LocalityName', name);
  if (postcode !== null) {
    xml.start('xal:PostalCode');
    xml.leaf('xal:PostalCodeNumber', postcode);
    xml.end();
  }
  xml.end();
  xml.end();
  xml.leaf('PollingStation', voters ?? '', { Id: id });
  xml.end();
  xml.end();
}
