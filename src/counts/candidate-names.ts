import { canonicalContest } from '../kernel/eml-ids.js';
import type { CandidateId, ListLayout } from '../verify/eml/count.js';
import { EML_NS, XNL_NS } from '../verify/eml/names.js';
import { attribute, child, children, parseXml, type XmlElement } from '../verify/eml/xml-tree.js';

/** Names of candidates by list, and in it by Id and by ShortCode: as the spreadsheets write them, `van den Berg, M.`. */
export type CandidateNames = ReadonlyMap<number, ReadonlyMap<CandidateId, string>>;

/** Where there is no list of candidates. */
export const NO_NAMES: CandidateNames = new Map();

/**
 * Takes the names of one kieskring out of a list of candidates (EML_NL 230b): the only one in the file, else that of
 * `contest`; without it, none, for elsewhere the same number is somebody else. Throws XmlFailure as parseXml does; what has
 * no usable number is left out.
 */
export function readCandidateNames(bytes: Uint8Array, contest: string | null): CandidateNames {
  const election = ['CandidateList', 'Election'].reduce<XmlElement | null>(
    (found, name) => found && child(found, EML_NS, name),
    parseXml(bytes),
  );
  const contests = election === null ? [] : children(election, EML_NS, 'Contest');
  const chosen = contests.length === 1 ? contests[0] : contests.find((each) => isOf(each, contest));
  if (chosen === undefined) return NO_NAMES;
  const lists = children(chosen, EML_NS, 'Affiliation').map((list) => {
    const id = identifier(list, 'AffiliationIdentifier', 'Id');
    return [Number(id), namesOf(list)] as const;
  });
  return new Map(lists);
}

/** The name of candidate number `index` of a list, counted from 0; empty when it is not known. */
export function candidateName(names: CandidateNames, list: ListLayout, index: number): string {
  return names.get(list.id)?.get(list.codes?.[index] ?? list.candidates[index]!) ?? '';
}

/** `Kandidaat 3: van den Berg, M.`, with the name where it is known; a candidate without a number by the ShortCode. */
export function candidateLabel(names: CandidateNames, list: number, candidate: CandidateId): string {
  const name = names.get(list)?.get(candidate) ?? '';
  return `Kandidaat ${candidate}${name === '' ? '' : `: ${name}`}`;
}

/** What a list is called. A blank one is told by its first candidate, as OSV and Abacus do: `Blanco (Smit, G.)`. */
export function listName(names: CandidateNames, list: ListLayout): string {
  if (list.name !== '') return list.name;
  const first = list.candidates.length === 0 ? '' : candidateName(names, list, 0);
  return first === '' ? 'Blanco' : `Blanco (${first})`;
}

function isOf(element: XmlElement, contest: string | null): boolean {
  const id = identifier(element, 'ContestIdentifier', 'Id');
  return id !== null && contest !== null && canonicalContest(id) === canonicalContest(contest);
}

function namesOf(list: XmlElement): ReadonlyMap<CandidateId, string> {
  const names = new Map<CandidateId, string>();
  for (const candidate of children(list, EML_NS, 'Candidate')) {
    const name = personName(candidate);
    const id = identifier(candidate, 'CandidateIdentifier', 'Id');
    const code = identifier(candidate, 'CandidateIdentifier', 'ShortCode');
    if (id !== null) names.set(Number(id), name);
    if (code !== null) names.set(code, name);
  }
  return names;
}

function personName(candidate: XmlElement): string {
  const full = child(candidate, EML_NS, 'CandidateFullName');
  const person = full && child(full, XNL_NS, 'PersonName');
  if (person === null) return '';
  const initials = children(person, XNL_NS, 'NameLine').find(
    (line) => attribute(line, 'NameType') === 'Initials',
  );
  const last = [child(person, XNL_NS, 'NamePrefix'), child(person, XNL_NS, 'LastName')].map(collapsed);
  return [last.filter(Boolean).join(' '), collapsed(initials ?? null)].filter(Boolean).join(', ');
}

function identifier(parent: XmlElement, name: string, key: 'Id' | 'ShortCode'): string | null {
  const found = child(parent, EML_NS, name);
  return (found && attribute(found, key)?.trim()) ?? null;
}

/** White space collapsed, as xs:token reads it. */
function collapsed(element: XmlElement | null): string {
  return (element?.text ?? '').trim().replace(/[ \t\r\n]+/g, ' ');
}
