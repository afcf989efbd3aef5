import { canonicalVersion } from '../kernel/eml-ids.js';
import { startsAsXml } from '../kernel/recognise-file.js';
import { EML_NS, KR_NS } from '../verify/eml/names.js';
import { XmlFailure } from '../verify/eml/xml-failure.js';
import { attribute, children, parseXml, type XmlElement } from '../verify/eml/xml-tree.js';
import { DefinitionElements } from './definition-elements.js';
import { readContest, readCreated, readIdentifier, readNumber } from './definition-fields.js';
import type { DefinitionProblem } from './definition-problem.js';
import { checkSeats, checkTree } from './definition-rules.js';
import { readTree } from './definition-tree.js';
import type { ElectionDefinition } from './definition.js';

/** Largest 110a taken, in bytes. A real one of the Tweede Kamer stays under 200 kB. */
export const MAX_DEFINITION_BYTES = 2 * 1024 * 1024;

/** A definition, or what is wrong with it: at least one problem and at most 100. */
export type DefinitionResult =
  | { readonly ok: true; readonly definition: ElectionDefinition }
  | { readonly ok: false; readonly problems: readonly DefinitionProblem[] };

/**
 * Reads a verkiezingsdefinitie (EML_NL 110a, 1.2.2 or 1.3) from its bytes. Refuses, with every reason at once: what is not
 * well-formed UTF-8 XML without DOCTYPE; another EML message; a missing subcategory, domain (except TK, EP, EK), nomination
 * date or other part this platform decides on; days that do not exist; a voting method other than SPV; seats and threshold
 * against the law; a region tree without a way for every file. Never throws on what the bytes hold.
 */
export function readDefinition(bytes: Uint8Array): DefinitionResult {
  const elements = new DefinitionElements();
  if (bytes.length > MAX_DEFINITION_BYTES) {
    elements.refuse('file.size', 'Het bestand is groter dan 2 MB. Dat is geen verkiezingsdefinitie.', null);
    return { ok: false, problems: elements.problems };
  }
  // Another kind of file altogether (a PDF, a ZIP) is told as such, and not as XML that went wrong at its first character.
  if (!startsAsXml(bytes)) {
    elements.refuse('document.type', NO_DEFINITION, null);
    return { ok: false, problems: elements.problems };
  }
  try {
    const definition = readDocument(elements, parseXml(bytes));
    return definition && elements.problems.length === 0
      ? { ok: true, definition }
      : { ok: false, problems: elements.problems };
  } catch (error) {
    if (!(error instanceof XmlFailure)) throw error;
    const { code, detail, line, column, path } = error;
    return { ok: false, problems: [{ code, detail, place: { line, column, path } }] };
  }
}

function readDocument(elements: DefinitionElements, root: XmlElement): ElectionDefinition | null {
  if (root.uri !== EML_NS || root.local !== 'EML' || attribute(root, 'Id') !== '110a') {
    elements.refuse('document.type', NO_DEFINITION, root);
    return null;
  }
  const schemaVersion = readVersion(elements, root);
  const created = readCreated(elements, root);
  const event = elements.need(root, EML_NS, 'ElectionEvent', NO_ELECTION);
  const election = event && elements.need(event, EML_NS, 'Election', NO_ELECTION);
  const body = election && readElection(elements, election);
  return body && schemaVersion && created ? { ...body, schemaVersion, created } : null;
}

const NO_DEFINITION = 'Dit is geen verkiezingsdefinitie. Kies het 110a-bestand (.eml.xml).';
const NO_ELECTION = ['document.type', 'Er staat geen verkiezing (ElectionEvent/Election) in.'] as const;

/** 1.3 names itself in kr:Schema; 1.2.2 has no such element. Both are EML 5. */
function readVersion(
  elements: DefinitionElements,
  root: XmlElement,
): ElectionDefinition['schemaVersion'] | null {
  const schema = elements.child(root, KR_NS, 'Schema');
  const version = schema ? (elements.attribute(schema, 'Version') ?? '') : null;
  const eml = elements.attribute(root, 'SchemaVersion');
  const known = canonicalVersion(version);
  if (eml === '5' && known !== null) return known;
  const named = `EML ${eml ?? 'zonder versie'}, EML_NL ${(version ?? '') || 'zonder versie'}`;
  elements.refuse('document.version', `Deze versie wordt niet gelezen: ${named}.`, schema ?? root);
  return null;
}

type Body = Omit<ElectionDefinition, 'schemaVersion' | 'created'>;

function readElection(elements: DefinitionElements, election: XmlElement): Body | null {
  const identity = readIdentifier(elements, election);
  const contest = readContest(elements, election);
  const seats = readNumber(elements, election, 'seats');
  const threshold = readNumber(elements, election, 'threshold');
  const regions = readTree(elements, election);
  const registeredParties = readParties(elements, election);
  checkSeats(elements, { ...identity, seats, threshold }, election);
  checkTree(elements, { ...identity, regions }, election);
  const { id, name, category, subcategory, electionDate, nominationDate, domain } = identity;
  if (!id || !name || !category || !subcategory || !electionDate || !nominationDate) return null;
  if (contest === null || seats === null || threshold === null) return null;
  return {
    ...{ id, name, category, subcategory, domain, electionDate, nominationDate },
    ...{ seats, preferenceThreshold: threshold, contest, regions, registeredParties },
  };
}

function readParties(elements: DefinitionElements, election: XmlElement): readonly string[] {
  const list = elements.need(election, KR_NS, 'RegisteredParties', [
    'parties.missing',
    'De lijst van geregistreerde aanduidingen (RegisteredParties) ontbreekt.',
  ]);
  if (!list) return [];
  return children(list, KR_NS, 'RegisteredParty').flatMap((party) => {
    const name = elements.child(party, KR_NS, 'RegisteredAppellation');
    return name ? [elements.text(name)] : [];
  });
}
