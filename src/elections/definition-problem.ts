import type { XmlFailureCode, XmlPlace } from '../verify/eml/xml-failure.js';

/**
 * Why a 110a is refused. The xml codes are the reader's; the others name a rule: of the schema of EML_NL (an element that
 * is missing, twice or of another form), of the Kieswet (seats and threshold), or of this platform (a tree it can route by).
 */
export type DefinitionProblemCode =
  | XmlFailureCode
  | 'file.size'
  | 'document.type'
  | 'document.version'
  | 'element.twice'
  | 'text.length'
  | 'created.missing'
  | 'created.invalid'
  | 'id.missing'
  | 'id.invalid'
  | 'id.category'
  | 'name.missing'
  | 'category.missing'
  | 'category.unknown'
  | 'subcategory.missing'
  | 'subcategory.unknown'
  | 'subcategory.category'
  | 'domain.missing'
  | 'domain.code'
  | 'domain.region'
  | 'electionDate.missing'
  | 'electionDate.invalid'
  | 'nominationDate.missing'
  | 'nominationDate.invalid'
  | 'nominationDate.late'
  | 'contest.missing'
  | 'contest.invalid'
  | 'votingMethod.missing'
  | 'votingMethod.unknown'
  | 'seats.missing'
  | 'seats.invalid'
  | 'seats.range'
  | 'seats.tooFew'
  | 'seats.tooMany'
  | 'threshold.missing'
  | 'threshold.invalid'
  | 'threshold.smallBody'
  | 'threshold.largeBody'
  | 'tree.missing'
  | 'tree.empty'
  | 'tree.size'
  | 'tree.municipalities'
  | 'tree.districts'
  | 'tree.outsideDistrict'
  | 'region.category'
  | 'region.number'
  | 'region.name'
  | 'region.twice'
  | 'region.superior'
  | 'region.cycle'
  | 'parties.missing';

/** One thing wrong with a 110a: a Dutch sentence for who loads it, and where in the file it stands. */
export interface DefinitionProblem {
  readonly code: DefinitionProblemCode;
  readonly detail: string;
  readonly place: XmlPlace | null;
}
