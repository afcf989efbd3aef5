import { ELECTION_ID } from '../kernel/committee.js';
import { CONTEST_ID, isElectoralCollege } from '../kernel/eml-ids.js';
import { readWrittenDay, readWrittenTime } from '../kernel/written-time.js';
import { EML_NS, KR_NS } from '../verify/eml/names.js';
import type { XmlElement } from '../verify/eml/xml-tree.js';
import { isCalendarDay } from './calendar.js';
import type { DefinitionElements } from './definition-elements.js';
import { CATEGORIES, SUBCATEGORIES, type Category, type Domain, type Subcategory } from './definition.js';

/** Who an election is; null is what could not be read, and is then among the problems. */
export interface Identity {
  readonly id: string | null;
  readonly name: string | null;
  readonly category: Category | null;
  readonly subcategory: Subcategory | null;
  readonly domain: Domain | null;
  readonly electionDate: string | null;
  readonly nominationDate: string | null;
}

const NO_IDENTITY: Identity = {
  id: null,
  name: null,
  category: null,
  subcategory: null,
  domain: null,
  electionDate: null,
  nominationDate: null,
};

/** kr:CreationDateTime as written: an xs:dateTime on a day that exists, with or without a time zone. */
export function readCreated(elements: DefinitionElements, root: XmlElement): string | null {
  const node = elements.need(root, KR_NS, 'CreationDateTime', [
    'created.missing',
    'Het tijdstip van maken (CreationDateTime) ontbreekt.',
  ]);
  if (!node) return null;
  const value = elements.text(node);
  if (readWrittenTime(value) !== null) return value;
  elements.refuse('created.invalid', `Het tijdstip van maken “${value}” bestaat niet.`, node);
  return null;
}

/** ElectionIdentifier: id, name, category, subcategory, domain and the two days. */
export function readIdentifier(elements: DefinitionElements, election: XmlElement): Identity {
  const node = elements.need(election, EML_NS, 'ElectionIdentifier', [
    'id.missing',
    'De gegevens van de verkiezing (ElectionIdentifier) ontbreken.',
  ]);
  if (!node) return NO_IDENTITY;
  const category = readCategory(elements, node);
  const dates = readDates(elements, node);
  return {
    id: readId(elements, node, category),
    name: readName(elements, node),
    category,
    subcategory: readSubcategory(elements, node, category),
    domain: readDomain(elements, node, category),
    ...dates,
  };
}

function readCategory(elements: DefinitionElements, parent: XmlElement): Category | null {
  const node = elements.need(parent, EML_NS, 'ElectionCategory', [
    'category.missing',
    'De soort verkiezing (ElectionCategory) ontbreekt.',
  ]);
  if (!node) return null;
  const value = elements.text(node);
  const known = CATEGORIES.find((category) => category === value);
  if (!known) {
    const detail = isElectoralCollege(value)
      ? 'Dit is een verkiezing van een kiescollege (KC). Die verkiezingen lopen niet via dit platform.'
      : `“${value}” is geen soort verkiezing van EML_NL.`;
    elements.refuse('category.unknown', detail, node);
  }
  return known ?? null;
}

function readId(elements: DefinitionElements, node: XmlElement, category: Category | null): string | null {
  const id = elements.attribute(node, 'Id');
  if (id === null) {
    elements.refuse('id.missing', 'De verkiezing heeft geen Id.', node);
    return null;
  }
  // A kiescollege is told once, by its category.
  if (category === null && isElectoralCollege(id)) return null;
  if (!ELECTION_ID.test(id)) {
    elements.refuse('id.invalid', `“${id}” is geen Id van een verkiezing.`, node);
    return null;
  }
  if (category && !id.startsWith(category)) {
    elements.refuse('id.category', `De Id ${id} hoort niet bij de soort ${category}.`, node);
  }
  return id;
}

function readName(elements: DefinitionElements, parent: XmlElement): string | null {
  const node = elements.child(parent, EML_NS, 'ElectionName');
  const name = node ? elements.text(node) : '';
  if (name !== '') return name;
  elements.refuse('name.missing', 'De naam van de verkiezing (ElectionName) ontbreekt.', node ?? parent);
  return null;
}

function readSubcategory(
  elements: DefinitionElements,
  parent: XmlElement,
  category: Category | null,
): Subcategory | null {
  const node = elements.need(parent, KR_NS, 'ElectionSubcategory', [
    'subcategory.missing',
    'De nadere soort (ElectionSubcategory) ontbreekt. Zonder die soort is niet te bepalen wie het bestand krijgt.',
  ]);
  if (!node) return null;
  const value = elements.text(node);
  if (category === null && isElectoralCollege(value)) return null;
  if (!isSubcategory(value)) {
    elements.refuse('subcategory.unknown', `“${value}” is geen nadere soort van EML_NL.`, node);
    return null;
  }
  if (category && SUBCATEGORIES[value] !== category) {
    elements.refuse('subcategory.category', `De nadere soort ${value} hoort niet bij ${category}.`, node);
    return null;
  }
  return value;
}

function isSubcategory(value: string): value is Subcategory {
  return Object.hasOwn(SUBCATEGORIES, value);
}

/** Only an election for the whole country needs no domain. */
const NATIONWIDE: readonly Category[] = ['TK', 'EP', 'EK'];

function readDomain(
  elements: DefinitionElements,
  parent: XmlElement,
  category: Category | null,
): Domain | null {
  const node = elements.child(parent, KR_NS, 'ElectionDomain');
  const name = node ? elements.text(node) : '';
  if (!node || name === '') {
    if (category && !NATIONWIDE.includes(category)) {
      const detail = 'Het gebied (ElectionDomain) ontbreekt. Alleen TK, EP en EK hebben er geen.';
      elements.refuse('domain.missing', detail, node ?? parent);
    }
    return null;
  }
  const code = elements.attribute(node, 'Id');
  if (code === null || /^(\d{4}|[12]?\d)$/.test(code)) return { code, name };
  elements.refuse('domain.code', `“${code}” is geen nummer van een gebied.`, node);
  return null;
}

function readDates(
  elements: DefinitionElements,
  parent: XmlElement,
): Pick<Identity, 'electionDate' | 'nominationDate'> {
  const electionDate = readDate(elements, parent, 'ElectionDate', 'electionDate', 'dag van stemming');
  const nominationDate = readDate(
    elements,
    parent,
    'NominationDate',
    'nominationDate',
    'dag van kandidaatstelling',
  );
  if (electionDate && nominationDate && nominationDate >= electionDate) {
    const detail = `De kandidaatstelling (${nominationDate}) ligt niet vóór de stemming (${electionDate}).`;
    elements.refuse('nominationDate.late', detail, parent);
  }
  return { electionDate, nominationDate };
}

function readDate(
  elements: DefinitionElements,
  parent: XmlElement,
  name: string,
  field: 'electionDate' | 'nominationDate',
  dutch: string,
): string | null {
  const node = elements.need(parent, KR_NS, name, [`${field}.missing`, `De ${dutch} (${name}) ontbreekt.`]);
  if (!node) return null;
  const value = elements.text(node);
  const day = readWrittenDay(value);
  if (day !== null && isCalendarDay(day)) return day;
  elements.refuse(`${field}.invalid`, `De ${dutch} “${value}” is geen dag die bestaat (jjjj-mm-dd).`, node);
  return null;
}

/** The contest id. The only voting method of Dutch elections is SPV: one vote, for a candidate on a list. */
export function readContest(elements: DefinitionElements, election: XmlElement): string | null {
  const detail = 'De gegevens over de kieskringen (Contest) ontbreken.';
  const contest = elements.need(election, EML_NS, 'Contest', ['contest.missing', detail]);
  const node = contest && elements.need(contest, EML_NS, 'ContestIdentifier', ['contest.missing', detail]);
  if (!node) return null;
  const method = elements.need(contest, EML_NS, 'VotingMethod', [
    'votingMethod.missing',
    'De wijze van stemmen (VotingMethod) ontbreekt.',
  ]);
  if (method && elements.text(method) !== 'SPV') {
    const found = elements.text(method);
    elements.refuse('votingMethod.unknown', `De wijze van stemmen is SPV; hier staat “${found}”.`, method);
  }
  const id = elements.attribute(node, 'Id') ?? '';
  if (CONTEST_ID.test(id)) return id;
  elements.refuse('contest.invalid', `“${id}” is geen aanduiding van een kieskring.`, node);
  return null;
}

const NUMBERS = {
  seats: { name: 'NumberOfSeats', dutch: 'Het aantal zetels', lowest: 1, highest: 999 },
  threshold: { name: 'PreferenceThreshold', dutch: 'De voorkeurdrempel', lowest: 0, highest: 100 },
} as const;

/** kr:NumberOfSeats (1 to 999) or kr:PreferenceThreshold (0 to 100 percent). */
export function readNumber(
  elements: DefinitionElements,
  election: XmlElement,
  field: keyof typeof NUMBERS,
): number | null {
  const { name, dutch, lowest, highest } = NUMBERS[field];
  const node = elements.need(election, KR_NS, name, [`${field}.missing`, `${dutch} (${name}) ontbreekt.`]);
  if (!node) return null;
  const value = elements.text(node);
  const number = /^\d{1,4}$/.test(value) ? Number(value) : NaN;
  if (number >= lowest && number <= highest) return number;
  elements.refuse(
    `${field}.invalid`,
    `${dutch} “${value}” is geen getal van ${lowest} tot en met ${highest}.`,
    node,
  );
  return null;
}
