import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { SHARED, describeWithShared } from '../../../test/support/shared-data.js';
import { EML_NS, KR_NS } from './names.js';
import { XmlFailure } from './xml-failure.js';
import { TREE_LIMITS, attribute, child, children, parseXml } from './xml-tree.js';

const parse = (text: string) => parseXml(Buffer.from(text));

describe('a small document as a tree', () => {
  it('gives names, attributes, text and places', () => {
    const root = parse(
      `\ufeff<?xml version="1.0"?>\r\n<a xmlns="${EML_NS}" xmlns:k="${KR_NS}" x="1 &lt;&#x20AC;\t2" k:x='é'>één<!-- - -->\n` +
        `  <k:b><![CDATA[<&]]>&#10;</k:b><b/><?pi ?><b xmlns=""  />\r\ntwee\r</a>\n`,
    );
    expect(root).toMatchObject({ uri: EML_NS, local: 'a', line: 2, column: 1 });
    expect(root.text).toBe('één\n  \ntwee\n');
    expect(attribute(root, 'x')).toBe('1 <€ 2');
    expect(attribute(root, 'x', KR_NS)).toBe('é');
    expect(attribute(root, 'y')).toBeNull();
    expect(root.children.map(({ uri, line, column }) => [uri, line, column])).toEqual([
      [KR_NS, 3, 3],
      [EML_NS, 3, 33],
      ['', 3, 44],
    ]);
    expect(child(root, KR_NS, 'b')!.text).toBe('<&\n');
    expect(children(root, EML_NS, 'b')).toHaveLength(1);
    expect(child(root, EML_NS, 'c')).toBeNull();
  });

  it('cannot be changed', () => {
    const root = parse('<a><b c="d"/></a>');
    expect(() => Object.assign(root, { text: 'x' })).toThrow(TypeError);
    expect(() => (root.children as unknown[]).push(1)).toThrow(TypeError);
    expect(() => (root.children[0]!.attributes as unknown[]).pop()).toThrow(TypeError);
  });

  it('stays within its own bounds', () => {
    const limits = { ...TREE_LIMITS, documentBytes: 40, nodes: 3 };
    expect(() => parseXml(Buffer.from('<a>' + ' '.repeat(40) + '</a>'), limits)).toThrow(XmlFailure);
    expect(() => parseXml(Buffer.from('<a><b/><b/><b/></a>'), limits)).toThrow('xml.limits');
    expect(parseXml(Buffer.from('<a><b/><b/></a>'), limits).children).toHaveLength(2);
  });
});

describeWithShared('the files of ../shared/eml as trees', () => {
  const files = readdirSync(path.join(SHARED, 'eml'), { recursive: true, encoding: 'utf8' })
    .map((name) => path.join(SHARED, 'eml', name))
    .filter((file) => file.endsWith('.xml') && statSync(file).isFile());

  it.each(files)('%s', (file) => {
    const bytes = readFileSync(file);
    if (path.basename(file) === 'eml110a_invalid_xml.eml.xml') {
      expect(() => parseXml(bytes)).toThrow(XmlFailure);
      return;
    }
    expect(parseXml(bytes)).toMatchObject({ uri: EML_NS, local: 'EML' });
  });
});
