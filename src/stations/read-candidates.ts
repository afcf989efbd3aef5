import { CONTEST_ID } from '../kernel/eml-ids.js';
import { Refusal } from '../kernel/refusal.js';
import { EML_NS } from '../verify/eml/names.js';
import { XmlFailure } from '../verify/eml/xml-failure.js';
import { attribute, children, parseXml, TREE_LIMITS, type XmlElement } from '../verify/eml/xml-tree.js';

/** Largest 230b taken, in bytes; the largest real one is 0.5 MB. */
export const MAX_CANDIDATES_BYTES = 4 * 1024 * 1024;

/**
 * Of which kieskring a list of candidates (EML_NL 230b) is: its contest id, or `alle` where it has those of several. The rest
 * is not judged: the Kiesraad establishes the lists itself. Refused: stations.notCandidates.
 */
export function readCandidates(bytes: Uint8Array, electionId: string): string {
  const root = parsed(bytes);
  if (root.uri !== EML_NS || root.local !== 'EML' || attribute(root, 'Id') !== '230b')
    throw notCandidates('Dit bestand is geen 230b.');
  const elections = below([root], 'CandidateList', 'Election');
  const ids = below(elections, 'ElectionIdentifier').map((each) => attribute(each, 'Id'));
  if (ids.length === 0 || ids.some((id) => id !== electionId))
    throw notCandidates(`Dit bestand is niet van ${electionId}.`);
  const contests = below(elections, 'Contest', 'ContestIdentifier').map(
    (each) => attribute(each, 'Id') ?? '',
  );
  if (contests.length === 0 || contests.some((id) => !CONTEST_ID.test(id)))
    throw notCandidates('Het bestand zegt niet van welke kieskring het is.');
  return contests.length === 1 ? contests[0]! : 'alle';
}

function parsed(bytes: Uint8Array): XmlElement {
  try {
    return parseXml(bytes, { ...TREE_LIMITS, documentBytes: MAX_CANDIDATES_BYTES });
  } catch (error) {
    if (!(error instanceof XmlFailure)) throw error;
    throw notCandidates(error.detail);
  }
}

function below(from: readonly XmlElement[], ...path: readonly string[]): readonly XmlElement[] {
  return path.reduce((found, name) => found.flatMap((each) => children(each, EML_NS, name)), from);
}

function notCandidates(reason: string): Refusal {
  return new Refusal('stations.notCandidates', { reason });
}
