import type { ElectionDefinition, Region } from '../elections/definition.js';
import { EML_NS, KR_NS } from '../verify/eml/names.js';
import { XmlLines } from './xml-lines.js';

/**
 * Writes a verkiezingsdefinitie (EML_NL 110a) with the content of `definition`, in the shape of those of the Kiesraad, in
 * 1.2.2 or 1.3 after its schemaVersion. It writes the definition as it is, sound or not: judging is `readDefinition`'s.
 */
export function writeDefinition(definition: ElectionDefinition): string {
  const xml = new XmlLines('abacus');
  xml.start('EML', { xmlns: EML_NS, 'xmlns:kr': KR_NS, Id: '110a', SchemaVersion: '5' });
  xml.leaf('TransactionId', 1);
  xml.leaf('IssueDate', definition.created.slice(0, 10));
  if (definition.schemaVersion === '1.3') xml.leaf('kr:Schema', '', { Version: '1.3' });
  xml.leaf('kr:CreationDateTime', definition.created);
  xml.start('ElectionEvent');
  xml.leaf('EventIdentifier');
  xml.start('Election');
  writeIdentifier(xml, definition);
  xml.start('Contest');
  xml.leaf('ContestIdentifier', '', { Id: definition.contest });
  xml.leaf('VotingMethod', 'SPV');
  xml.leaf('MaxVotes');
  xml.end();
  xml.leaf('kr:NumberOfSeats', definition.seats);
  xml.leaf('kr:PreferenceThreshold', definition.preferenceThreshold);
  xml.start('kr:ElectionTree');
  for (const region of definition.regions) writeRegion(xml, region);
  xml.end();
  xml.start('kr:RegisteredParties');
  for (const name of definition.registeredParties) {
    xml.start('kr:RegisteredParty');
    xml.leaf('kr:RegisteredAppellation', name);
    xml.end();
  }
  xml.endAll();
  return xml.take();
}

function writeIdentifier(xml: XmlLines, definition: ElectionDefinition): void {
  const { domain } = definition;
  xml.start('ElectionIdentifier', { Id: definition.id });
  xml.leaf('ElectionName', definition.name);
  xml.leaf('ElectionCategory', definition.category);
  xml.leaf('kr:ElectionSubcategory', definition.subcategory);
  if (domain) xml.leaf('kr:ElectionDomain', domain.name, domain.code === null ? {} : { Id: domain.code });
  xml.leaf('kr:ElectionDate', definition.electionDate);
  xml.leaf('kr:NominationDate', definition.nominationDate);
  xml.end();
}

function writeRegion(xml: XmlLines, { category, number, name, superior, romanNumerals }: Region): void {
  xml.start('kr:Region', {
    ...(number === null ? {} : { RegionNumber: String(number) }),
    RegionCategory: category,
    ...(romanNumerals ? { RomanNumerals: 'true' } : {}),
    ...(superior && superior.number !== null ? { SuperiorRegionNumber: String(superior.number) } : {}),
    ...(superior ? { SuperiorRegionCategory: superior.category } : {}),
  });
  xml.leaf('kr:RegionName', name);
  xml.end();
}
