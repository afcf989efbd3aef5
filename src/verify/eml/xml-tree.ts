import { decodeUtf8 } from './xml-bytes.js';
import { XML_LIMITS, XmlFailure, type XmlLimits } from './xml-failure.js';
import { type XmlHandler, XmlReader } from './xml-reader.js';
import type { StartTag } from './xml-start-tag.js';

/** An attribute with its namespace resolved; `uri` is empty for one without a prefix. */
export interface XmlAttribute {
  readonly uri: string;
  readonly local: string;
  readonly value: string;
}

/** An element of a small document. Lines and columns are those of its start tag, from 1, in characters. */
export interface XmlElement {
  readonly uri: string;
  readonly local: string;
  readonly attributes: readonly XmlAttribute[];
  readonly children: readonly XmlElement[];
  /** All character data directly in the element, as it stands: trim where the schema says so. */
  readonly text: string;
  readonly line: number;
  readonly column: number;
}

/** Bounds for a document that is kept in memory as a tree. */
export interface TreeLimits extends XmlLimits {
  /** Of the whole document. */
  readonly documentBytes: number;
  /** Elements and attributes together. */
  readonly nodes: number;
}

/** For election definitions and lists of candidates: the largest real one is 0.5 MB with 12,000 nodes. */
export const TREE_LIMITS: TreeLimits = { ...XML_LIMITS, documentBytes: 16 * 1024 * 1024, nodes: 400_000 };

/**
 * Reads a small document (110a, 230b) into an immutable tree. Throws XmlFailure: not UTF-8, a DOCTYPE, not well-formed,
 * or beyond the limits. Decides nothing about what the document says.
 */
export function parseXml(source: Uint8Array, limits: TreeLimits = TREE_LIMITS): XmlElement {
  if (source.length > limits.documentBytes) {
    throw new XmlFailure('xml.limits', `Het bestand is groter dan ${limits.documentBytes} bytes.`, START);
  }
  const builder = new TreeBuilder(limits);
  const reader = new XmlReader(builder, { limits });
  builder.reader = reader;
  reader.push(source);
  reader.end();
  return builder.root!;
}

/** The first child element with this name, or null. */
export function child(parent: XmlElement, uri: string, local: string): XmlElement | null {
  return parent.children.find((element) => element.local === local && element.uri === uri) ?? null;
}

/** All child elements with this name, in order. */
export function children(parent: XmlElement, uri: string, local: string): readonly XmlElement[] {
  return parent.children.filter((element) => element.local === local && element.uri === uri);
}

/** The value of an attribute, or null. Attributes without a prefix are in no namespace, the default of `uri`. */
export function attribute(element: XmlElement, local: string, uri = ''): string | null {
  return element.attributes.find((one) => one.local === local && one.uri === uri)?.value ?? null;
}

const START = { line: 1, column: 1, path: '' };

interface Growing {
  readonly element: XmlElement;
  readonly children: XmlElement[];
  text: string;
}

class TreeBuilder implements XmlHandler {
  root: XmlElement | null = null;
  reader!: XmlReader;
  private readonly open: Growing[] = [];
  private nodes = 0;

  constructor(private readonly limits: TreeLimits) {}

  start(name: number, tag: StartTag): void {
    this.nodes += 1 + tag.count;
    if (this.nodes > this.limits.nodes) {
      const place = { line: tag.line, column: tag.column, path: '' };
      throw new XmlFailure(
        'xml.limits',
        `Het bestand heeft meer dan ${this.limits.nodes} onderdelen.`,
        place,
      );
    }
    const attributes = Array.from({ length: tag.count }, (_, i) => ({
      ...this.reader.expandedName(tag.nameOf(i)),
      value: tag.value(i),
    }));
    const children: XmlElement[] = [];
    const { uri, local } = this.reader.expandedName(name);
    const element = { uri, local, attributes, children, text: '', line: tag.line, column: tag.column };
    this.open.at(-1)?.children.push(element);
    this.root ??= element;
    this.open.push({ element, children, text: '' });
  }

  text(bytes: Uint8Array, from: number, to: number): void {
    this.open.at(-1)!.text += decodeUtf8(bytes, from, to)!;
  }

  end(): void {
    const { element, children, text } = this.open.pop()!;
    Object.assign(element, { text });
    Object.freeze(element.attributes);
    Object.freeze(children);
    Object.freeze(element);
  }
}
