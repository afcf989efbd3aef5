import {
  hasVoterCards,
  shortCodes,
  totalBefore,
  totalOf,
  type CountDocument,
  type CountedUnit,
} from './count-document.js';
import { listTotal, uncounted, validVotes, type Figure, type Tally } from './tally.js';
import { XmlLines } from './xml-lines.js';

const CANONICAL = 'http://www.w3.org/TR/2001/REC-xml-c14n-20010315#WithComments';

/**
 * Writes a 510b, 510c or 510d as EML_NL 1.2.2 or 1.3, in pieces of at most one reporting unit (about 140 kB at a TK).
 * In 1.3 a corrected count says `corrigendum` and gives the old value beside every one that changed.
 */
export function* writeCount(document: CountDocument): Generator<string> {
  const xml = new XmlLines(document.product);
  const block = voteBlock(document);
  startDocument(xml, document);
  const name = document.contest.name;
  if (name === null) xml.leaf('ContestIdentifier', '', { Id: document.contest.id });
  else {
    xml.start('ContestIdentifier', { Id: document.contest.id });
    xml.leaf('ContestName', name);
    xml.end();
  }
  xml.start('TotalVotes');
  block(xml, { tally: totalOf(document), before: totalBefore(document), total: true });
  xml.end();
  yield xml.take();

  for (const unit of document.units) {
    xml.start('ReportingUnitVotes');
    xml.leaf('ReportingUnitIdentifier', unitLabel(document, unit), { Id: unit.id });
    block(xml, { tally: unit.tally, before: unit.before, total: false });
    xml.end();
    yield xml.take();
  }
  xml.endAll();
  yield xml.take();
}

function unitLabel(document: CountDocument, unit: CountedUnit): string {
  if (document.type !== '510b') return unit.name;
  return `Stembureau ${unit.name}${unit.postcode === null ? '' : ` (postcode: ${unit.postcode})`}`;
}

/** Opens EML, Count, Election, Contests and Contest and writes everything up to the contest's identifier. */
function startDocument(xml: XmlLines, document: CountDocument): void {
  xml.start('EML', {
    xmlns: 'urn:oasis:names:tc:evs:schema:eml',
    'xmlns:ds': 'http://www.w3.org/2000/09/xmldsig#',
    'xmlns:kr': 'http://www.kiesraad.nl/extensions',
    'xmlns:xal': 'urn:oasis:names:tc:ciq:xsdschema:xAL:2.0',
    'xmlns:xnl': 'urn:oasis:names:tc:ciq:xsdschema:xNL:2.0',
    Id: document.type,
    SchemaVersion: '5',
  });
  xml.leaf('TransactionId', 1);
  xml.start('ManagingAuthority');
  xml.leaf('AuthorityIdentifier', document.authority.name, { Id: document.authority.id });
  xml.leaf('AuthorityAddress');
  xml.end();
  if (document.schema === '1.3') xml.leaf('kr:Schema', '', { Version: '1.3' });
  xml.leaf('kr:CreationDateTime', document.created);
  xml.leaf('ds:CanonicalizationMethod', '', { Algorithm: CANONICAL });
  xml.start('Count');
  if (document.schema === '1.3') {
    const corrected = document.units.some((unit) => unit.before !== null);
    if (document.type === '510b') xml.leaf('kr:CountingMethod', '', { MethodCode: 'centrale stemopneming' });
    xml.leaf('EventIdentifier');
    xml.leaf('kr:Phase', '', { PhaseCode: corrected ? 'corrigendum' : 'eerste zitting' });
  } else xml.leaf('EventIdentifier');
  xml.start('Election');
  electionIdentifier(xml, document);
  xml.start('Contests');
  xml.start('Contest');
}

function electionIdentifier(xml: XmlLines, { election }: CountDocument): void {
  xml.start('ElectionIdentifier', { Id: election.id });
  xml.leaf('ElectionName', election.name);
  xml.leaf('ElectionCategory', election.category);
  xml.leaf('kr:ElectionSubcategory', election.subcategory);
  const domain = election.domain;
  if (domain !== null) {
    xml.leaf('kr:ElectionDomain', domain.name, domain.id === null ? {} : { Id: domain.id });
  }
  xml.leaf('kr:ElectionDate', election.date);
  xml.end();
}

interface Block {
  readonly tally: Tally;
  readonly before: Tally | null;
  readonly total: boolean;
}

/** Makes the writer of one vote group. Names and codes are looked up once, because a large file has 500 groups. */
function voteBlock(document: CountDocument): (xml: XmlLines, block: Block) => void {
  const withCards = hasVoterCards(document);
  const rows = uncounted(document.postal).filter(({ figure }) => withCards || figure !== 'voterCards');
  const aboveDistricts = document.type === '510d' && document.contest.id === 'alle';
  const codes = document.lists.map((list) => (aboveDistricts ? shortCodes(list.candidates) : []));
  return (xml, { tally, before, total }) => {
    const old = document.schema === '1.3' ? before : null;
    document.lists.forEach((list, l) => {
      xml.start('Selection');
      xml.start('AffiliationIdentifier', { Id: String(list.number) });
      xml.leaf('RegisteredName', list.name);
      xml.end();
      initial(xml, 'ValidVotes', old === null ? null : listTotal(old, l), listTotal(tally, l));
      xml.leaf('ValidVotes', listTotal(tally, l));
      xml.end();
      list.candidates.forEach((_, c) => {
        xml.start('Selection');
        xml.start('Candidate');
        xml.leaf('CandidateIdentifier', '', candidateId(c, codes[l]![c], total));
        xml.end();
        initial(xml, 'ValidVotes', old?.votes[l]![c] ?? null, tally.votes[l]![c]!);
        xml.leaf('ValidVotes', tally.votes[l]![c]);
        xml.end();
      });
    });
    figuresOf(xml, tally, old, rows);
  };
}

function figuresOf(
  xml: XmlLines,
  tally: Tally,
  old: Tally | null,
  rows: readonly { figure: Figure; reason: string }[],
): void {
  const { figures } = tally;
  initial(xml, 'Cast', old?.figures.eligible ?? null, figures.eligible);
  xml.leaf('Cast', figures.eligible);
  initial(xml, 'TotalCounted', old === null ? null : validVotes(old), validVotes(tally));
  xml.leaf('TotalCounted', validVotes(tally));
  initial(xml, 'RejectedVotes', old?.figures.invalid ?? null, figures.invalid, 'ongeldig');
  initial(xml, 'RejectedVotes', old?.figures.blank ?? null, figures.blank, 'blanco');
  xml.leaf('RejectedVotes', figures.invalid, { ReasonCode: 'ongeldig' });
  xml.leaf('RejectedVotes', figures.blank, { ReasonCode: 'blanco' });
  for (const { figure, reason } of rows) {
    initial(xml, 'UncountedVotes', old?.figures[figure] ?? null, figures[figure], reason);
  }
  for (const { figure, reason } of rows) xml.leaf('UncountedVotes', figures[figure], { ReasonCode: reason });
}

/** The value before the correction: written only where it differed (EML_NL 1.3, kr:Initial…). */
function initial(xml: XmlLines, name: string, was: number | null, is: number, reason?: string): void {
  if (was === null || was === is) return;
  xml.leaf(`kr:Initial${name}`, was, reason === undefined ? {} : { ReasonCode: reason });
}

/** Above the districts the number differs per district, so the total names a candidate by short code alone. */
function candidateId(index: number, code: string | undefined, total: boolean): Record<string, string> {
  const Id = String(index + 1);
  if (code === undefined) return { Id };
  return total ? { ShortCode: code } : { Id, ShortCode: code };
}
