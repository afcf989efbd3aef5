import { ATTRIBUTE, type ModelNode } from './content-model.js';
import type { StructureCode } from './count.js';
import { shown } from './head-builder.js';
import { collapse, type Leaf, LEAF_BYTES } from './leaf.js';
import type { StartTag } from './xml-start-tag.js';

/** How a builder tells what it found, at the element that is open. */
export interface Teller {
  /** How much was told so far. */
  readonly told: number;
  tell(code: StructureCode, detail: string): void;
  /** Ends the reading. */
  tooMuch(detail: string): never;
}

/** An attribute that must be there in this form, white space collapsed. Null when it is absent; told when it is wrong. */
export function requiredAttribute(
  tag: StartTag,
  name: number,
  node: ModelNode,
  form: RegExp,
  teller: Teller,
): string | null {
  const at = tag.find(name);
  const label = name === ATTRIBUTE.Id ? 'Id' : 'ReasonCode';
  if (at < 0) {
    teller.tell('structure.required', `${node.label} heeft geen ${label}.`);
    return null;
  }
  const value = collapse(tag.value(at));
  if (!form.test(value)) {
    const detail = `${node.label} heeft een ${label} in een verkeerde vorm: ${shown(value)}.`;
    teller.tell('structure.ids', detail);
  }
  return value;
}

/** The text of a leaf; one that is too long to keep ends the reading. */
export function leafText(leaf: Leaf, teller: Teller): string {
  if (leaf.spoiled) teller.tooMuch(`Een naam is langer dan ${LEAF_BYTES} bytes of bevat elementen.`);
  return leaf.text();
}
