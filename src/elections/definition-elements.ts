import { attribute, children, type XmlElement } from '../verify/eml/xml-tree.js';
import type { DefinitionProblem, DefinitionProblemCode } from './definition-problem.js';

/** Longest name or value taken from a 110a, in characters; real ones stay under 100. */
const MAX_TEXT = 250;

/** Problems told at most: nobody mends more at once, and a file of only mistakes stays small to answer. */
const MAX_PROBLEMS = 100;

/** Walks the elements of a 110a and keeps everything found wrong on the way, so that all of it is told at once. */
export class DefinitionElements {
  readonly problems: DefinitionProblem[] = [];

  /** Adds a problem, up to 100; `at` is the element it stands in. */
  refuse(code: DefinitionProblemCode, detail: string, at: XmlElement | null): void {
    if (this.problems.length >= MAX_PROBLEMS) return;
    const place = at && { line: at.line, column: at.column, path: at.local };
    this.problems.push({ code, detail, place });
  }

  /** The only child with this name; null when there is none. A second one is a problem. */
  child(parent: XmlElement, uri: string, name: string): XmlElement | null {
    const [first = null, second] = children(parent, uri, name);
    if (second) this.refuse('element.twice', `Het element ${name} staat er meer dan één keer in.`, second);
    return first;
  }

  /** The only child with this name; without one `missing` is a problem, told with `detail`. */
  need(
    parent: XmlElement,
    uri: string,
    name: string,
    missing: readonly [code: DefinitionProblemCode, detail: string],
  ): XmlElement | null {
    const found = this.child(parent, uri, name);
    if (!found) this.refuse(...missing, parent);
    return found;
  }

  /** The text of an element with white space collapsed, as xs:token reads it; cut off, and a problem, when too long. */
  text(element: XmlElement): string {
    return this.bounded(element.text, element);
  }

  /** An attribute without a namespace, white space collapsed; null when it is not there. */
  attribute(element: XmlElement, name: string): string | null {
    const value = attribute(element, name);
    return value === null ? null : this.bounded(value, element);
  }

  private bounded(raw: string, at: XmlElement): string {
    const value = raw.replace(/[ \t\r\n]+/g, ' ').replace(/^ | $/g, '');
    if (value.length <= MAX_TEXT) return value;
    this.refuse('text.length', `De tekst van ${at.local} is langer dan ${MAX_TEXT} tekens.`, at);
    return value.slice(0, MAX_TEXT);
  }
}
