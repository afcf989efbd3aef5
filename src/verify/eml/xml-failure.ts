/** The checks that a file fails on when it cannot be read to its end. Each is a code of the catalogue of checks. */
export type XmlFailureCode = 'xml.encoding' | 'xml.doctype' | 'xml.wellformed' | 'xml.limits';

/** Where reading stopped. Lines and columns count from 1, in characters; `path` names the open elements. */
export interface XmlPlace {
  readonly line: number;
  readonly column: number;
  readonly path: string;
}

/** The file cannot be read as XML of the kind accepted here. `detail` is a Dutch sentence for the sender. */
export class XmlFailure extends Error implements XmlPlace {
  override readonly name = 'XmlFailure';
  readonly line: number;
  readonly column: number;
  readonly path: string;

  constructor(
    readonly code: XmlFailureCode,
    readonly detail: string,
    place: XmlPlace,
  ) {
    super(`${code}: ${detail} (${place.line}:${place.column})`);
    this.line = place.line;
    this.column = place.column;
    this.path = place.path;
  }
}

/**
 * Absolute bounds on what is read, so that time and memory stay linear in the size of the file. Bytes, or a number of
 * things; a file with more fails with `xml.limits`.
 */
export interface XmlLimits {
  /** Elements open at once. */
  readonly depth: number;
  /** One name, prefix included. */
  readonly nameBytes: number;
  /** Different names, of elements and attributes together, in one file. */
  readonly names: number;
  /** Different namespaces in one file. */
  readonly namespaces: number;
  /** Attributes of one element, namespace declarations included. */
  readonly attributes: number;
  /** The value of one attribute, as written. */
  readonly attributeBytes: number;
  /** One tag, run of text, comment, processing instruction or CDATA section, as written. */
  readonly tokenBytes: number;
}

/** Bounds for result files: real ones stay at 8 levels, 60 names, 7 attributes and tokens under 1 kB. */
export const XML_LIMITS: XmlLimits = {
  depth: 32,
  nameBytes: 256,
  names: 512,
  namespaces: 64,
  attributes: 64,
  attributeBytes: 8192,
  tokenBytes: 65536,
};
