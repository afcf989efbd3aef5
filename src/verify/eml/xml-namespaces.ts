import { XML_NS, XMLNS_NS } from './names.js';
import { type NameTable, PREFIX_NONE, PREFIX_XML, PREFIX_XMLNS } from './xml-names.js';
import type { Window } from './xml-window.js';

/** A name with its namespace resolved. `uri` is empty for a name in no namespace. */
export interface ExpandedName {
  readonly uri: string;
  readonly local: string;
}

const NO_NAMESPACE = 0;
const UNBOUND = -1;

/**
 * The prefixes in scope and the expanded names of one file. Known names have the numbers the caller gave them (their
 * place in `known`); others get a number of their own when they are met. Resolving is a table look-up as long as no
 * declaration comes into or goes out of scope.
 */
export class Namespaces {
  readonly expanded: ExpandedName[];
  private readonly uris: string[] = ['', XML_NS, XMLNS_NS];
  private readonly uriIds = new Map<string, number>([
    ['', NO_NAMESPACE],
    [XML_NS, 1],
    [XMLNS_NS, 2],
  ]);
  private readonly expandedIds = new Map<number, number>();
  /** Namespace of each prefix. */
  private readonly bound: Int32Array;
  private readonly undoPrefix: number[] = [];
  private readonly undoUri: number[] = [];
  /** Grows with every change of scope; a resolved name is good for one version. */
  version = 1;
  private readonly elementVersion: Float64Array;
  private readonly elementName: Int32Array;
  private readonly attributeVersion: Float64Array;
  private readonly attributeName: Int32Array;

  constructor(
    private readonly window: Window,
    private readonly names: NameTable,
    known: readonly ExpandedName[],
  ) {
    const size = window.limits.names;
    this.elementVersion = new Float64Array(size);
    this.elementName = new Int32Array(size);
    this.attributeVersion = new Float64Array(size);
    this.attributeName = new Int32Array(size);
    this.bound = new Int32Array(size + 3).fill(UNBOUND);
    this.bound[PREFIX_NONE] = NO_NAMESPACE;
    this.bound[PREFIX_XML] = 1;
    this.expanded = [...known];
    known.forEach(({ uri, local }, id) => {
      this.expandedIds.set(this.key(this.uriId(uri), names.localId(local)), id);
    });
  }

  /** How many bindings can be undone: the mark to give to `leave`. */
  get mark(): number {
    return this.undoPrefix.length;
  }

  /** Binds the prefix that a declaration `xmlns:p="uri"` or `xmlns="uri"` names. `at` is its place. */
  declare(name: number, uri: string, at: number): void {
    const isDefault = this.names.prefix[name] === PREFIX_NONE;
    const prefix = isDefault ? PREFIX_NONE : this.prefixNamed(this.names.local[name]!);
    this.judge(prefix, uri, at);
    this.undoPrefix.push(prefix);
    this.undoUri.push(this.bound[prefix]!);
    this.bound[prefix] = this.uriId(uri, at);
    this.version++;
  }

  /** Ends the scope of the bindings made since `mark`. */
  leave(mark: number): void {
    if (this.undoPrefix.length === mark) return;
    while (this.undoPrefix.length > mark) this.bound[this.undoPrefix.pop()!] = this.undoUri.pop()!;
    this.version++;
  }

  /** The expanded name of an element. */
  element(name: number): number {
    if (this.elementVersion[name] === this.version) return this.elementName[name]!;
    const prefix = this.names.prefix[name]!;
    if (prefix === PREFIX_XMLNS)
      this.wrong('Het voorvoegsel xmlns kan geen element benoemen.', this.window.token);
    const id = this.resolve(prefix, name);
    this.elementName[name] = id;
    this.elementVersion[name] = this.version;
    return id;
  }

  /** The expanded name of an attribute: without prefix it is in no namespace. */
  attribute(name: number): number {
    if (this.attributeVersion[name] === this.version) return this.attributeName[name]!;
    const prefix = this.names.prefix[name]!;
    const id =
      prefix === PREFIX_NONE
        ? this.expand(NO_NAMESPACE, this.names.local[name]!)
        : this.resolve(prefix, name);
    this.attributeName[name] = id;
    this.attributeVersion[name] = this.version;
    return id;
  }

  /** Is an attribute of this name a namespace declaration? */
  isDeclaration(name: number): boolean {
    const prefix = this.names.prefix[name];
    return prefix === PREFIX_XMLNS || (prefix === PREFIX_NONE && this.names.text[name] === 'xmlns');
  }

  private resolve(prefix: number, name: number): number {
    const uri = this.bound[prefix]!;
    if (uri === UNBOUND) {
      this.wrong(`Het voorvoegsel ${this.names.prefixes[prefix]} is niet gedeclareerd.`, this.window.token);
    }
    return this.expand(uri, this.names.local[name]!);
  }

  private expand(uri: number, local: number): number {
    const key = this.key(uri, local);
    const known = this.expandedIds.get(key);
    if (known !== undefined) return known;
    const id = this.expanded.push({ uri: this.uris[uri]!, local: this.names.locals[local]! }) - 1;
    this.expandedIds.set(key, id);
    return id;
  }

  private key(uri: number, local: number): number {
    return uri * 0x1000000 + local;
  }

  private uriId(uri: string, at?: number): number {
    const known = this.uriIds.get(uri);
    if (known !== undefined) return known;
    if (at !== undefined && this.uris.length >= this.window.limits.namespaces) {
      this.window.fail('xml.limits', `Het bestand noemt meer dan ${this.uris.length} naamruimten.`, at);
    }
    const id = this.uris.push(uri) - 1;
    this.uriIds.set(uri, id);
    return id;
  }

  private prefixNamed(local: number): number {
    return this.names.prefixId(this.names.locals[local]!);
  }

  /** The constraints of Namespaces in XML 1.0 §3 on what may be bound to what. */
  private judge(prefix: number, uri: string, at: number): void {
    if (prefix === PREFIX_XMLNS) this.wrong('Het voorvoegsel xmlns mag niet worden gedeclareerd.', at);
    if ((prefix === PREFIX_XML) !== (uri === XML_NS)) {
      this.wrong('Het voorvoegsel xml en zijn naamruimte horen bij elkaar.', at);
    }
    if (uri === XMLNS_NS) this.wrong('De naamruimte van xmlns mag niet worden gedeclareerd.', at);
    if (uri === '' && prefix !== PREFIX_NONE) this.wrong('Een voorvoegsel heeft een lege naamruimte.', at);
  }

  private wrong(detail: string, at: number): never {
    this.window.fail('xml.wellformed', detail, at);
  }
}
