import { passed, refused } from '../checks/check.js';
import type { Check } from '../verdict.js';
import type { PdfCheck } from './catalogue.js';
import { arrayOf, dictOf, objectOf, resolve, type RevisionView } from './revision-view.js';
import { LIMITS } from './limits.js';
import { isArray, isDict, nameAt, PdfFault, within, type PdfDict, type PdfObject } from './value.js';

/** What does something by itself or when clicked; going to a page of the document and opening a web address do no harm. */
const ACTIONS = new Set(
  (
    'JavaScript Launch SubmitForm ImportData ResetForm GoToR GoToE Rendition Movie Sound RichMediaExecute ' +
    'GoTo3DView GoToDp Hide SetOCGState Thread Trans'
  ).split(' '),
);
const ACTIVE_KEYS = ['JS', 'JavaScript', 'AA', 'RichMedia', 'RichMediaSettings', 'RichMediaContent', '3DD'];
const ACTIVE_ANNOTATIONS = new Set(['RichMedia', 'Screen', 'Movie', 'Sound', '3D']);
const FILE_KEYS = ['EmbeddedFiles', 'EmbeddedFile', 'EF', 'AF', 'Collection'];

/** Every dictionary of these objects, those within others too. */
function* dicts(
  objects: readonly PdfObject[],
): Generator<{ dict: PdfDict; object: PdfObject }, void, undefined> {
  for (const object of objects)
    for (const value of within(object.value)) if (isDict(value)) yield { dict: value, object };
}

type Found = string | null;

/**
 * What may not be in a declaration, looked for in every object of the file, also in those that were replaced or that
 * nothing refers to.
 */
export function contentChecks(objects: readonly PdfObject[], trailers: readonly PdfDict[]): Check[] {
  const found = new Map<PdfCheck, string>();
  const note = (code: PdfCheck, what: Found): void => {
    if (what !== null && !found.has(code)) found.set(code, what);
  };
  if (trailers.some((trailer) => trailer.has('Encrypt')))
    note('pdf.encryption', 'De PDF is versleuteld. Maak een PDF zonder wachtwoord of beveiliging.');
  for (const { dict, object } of dicts(objects)) {
    note('pdf.active', activeIn(dict));
    note('pdf.xfa', xfaIn(dict));
    note('pdf.attachments', fileIn(dict));
    note('pdf.external', externalIn(dict, object));
  }
  return (Object.keys(WELL) as (keyof typeof WELL)[]).map((code) => {
    const what = found.get(code);
    return what === undefined ? passed(code, WELL[code]) : refused(code, what);
  });
}

const WELL = {
  'pdf.encryption': 'De PDF is niet versleuteld.',
  'pdf.active': 'Er zit geen script en geen opdracht in.',
  'pdf.xfa': 'Er zit geen XFA-formulier in.',
  'pdf.attachments': 'Er zitten geen andere bestanden in.',
  'pdf.external': 'Er wordt niets van elders gehaald.',
} as const;

const shown = (name: string): string => `/${name.replace(/[^\x21-\x7e]/g, '?').slice(0, 40)}`;

function activeIn(dict: PdfDict): Found {
  const action = nameAt(dict, 'S');
  if (action !== null && ACTIONS.has(action) && nameAt(dict, 'Type') !== 'StructElem')
    return `In de PDF zit een opdracht (${shown(action)}). Druk het document opnieuw af naar PDF.`;
  const key = ACTIVE_KEYS.find((each) => dict.has(each));
  if (key !== undefined) return `In de PDF zit iets dat zelf iets doet (${shown(key)}).`;
  const subtype = nameAt(dict, 'Subtype');
  if (subtype !== null && ACTIVE_ANNOTATIONS.has(subtype))
    return `In de PDF zit een speler (${shown(subtype)}).`;
  return null;
}

function xfaIn(dict: PdfDict): Found {
  return dict.has('XFA') || dict.has('NeedsRendering') || nameAt(dict, 'Type') === 'XFA'
    ? 'De PDF is een XFA-formulier: wat te zien is, maakt het leesprogramma zelf.'
    : null;
}

function fileIn(dict: PdfDict): Found {
  const key = FILE_KEYS.find((each) => dict.has(each));
  const type = ['Type', 'Subtype'].map((each) => nameAt(dict, each));
  return key !== undefined || type.includes('EmbeddedFile') || type.includes('FileAttachment')
    ? 'In de PDF zit een ander bestand. Maak een PDF zonder bijlagen.'
    : null;
}

function externalIn(dict: PdfDict, object: PdfObject): Found {
  const elsewhere =
    object.stream !== null && object.value === dict && ['F', 'FFilter'].some((key) => dict.has(key));
  const reference = nameAt(dict, 'Subtype') === 'Form' && dict.has('Ref');
  return elsewhere || reference || dict.has('OPI') || nameAt(dict, 'Type') === 'F'
    ? 'De PDF haalt iets dat te zien is uit een ander bestand.'
    : null;
}

/** Opening the document may show a page of it and nothing else. `pdf.active` of the file as it is opened. */
export function openingCheck(view: RevisionView, check: Check): Check {
  if (check.code !== 'pdf.active' || check.result !== 'pass') return check;
  const opened = resolve(view, dictOf(view, view.trailer.get('Root'))?.get('OpenAction'));
  const goes = isDict(opened) && nameAt(opened, 'S') === 'GoTo' && !opened.has('Next');
  const harmless = opened === null || isArray(opened) || goes;
  return harmless ? check : refused('pdf.active', 'De PDF doet iets zodra zij wordt geopend.');
}

/**
 * The pages of a document: each reached once, through nodes that say so. Gives how many there are. Throws PdfFault `pdf.pages`
 * for a tree that goes round, leads nowhere or has no pages.
 */
export function countPages(view: RevisionView): number {
  const fault = (detail: string): PdfFault => new PdfFault('pdf.pages', detail);
  const root = dictOf(view, view.trailer.get('Root'));
  if (root === null || nameAt(root, 'Type') !== 'Catalog') throw fault('De PDF heeft geen hoofdonderdeel.');
  const visited = new Set<PdfObject>();
  let pages = 0;
  const waiting = [root.get('Pages')];
  while (waiting.length > 0) {
    const node = objectOf(view, waiting.pop());
    if (node === null || !isDict(node.value)) throw fault('Een bladzijde ontbreekt.');
    if (visited.has(node))
      throw fault('De bladzijden verwijzen naar elkaar: een bladzijde staat op twee plaatsen.');
    visited.add(node);
    const type = nameAt(node.value, 'Type');
    if (type === 'Page') pages += 1;
    else if (type !== 'Pages') throw fault('Een bladzijde is iets anders.');
    else waiting.push(...arrayOf(view, node.value.get('Kids')));
    if (pages > LIMITS.pages)
      throw new PdfFault('pdf.limits', `Er zijn meer dan ${String(LIMITS.pages)} bladzijden.`);
  }
  if (pages === 0) throw fault('Er zijn geen bladzijden.');
  return pages;
}
