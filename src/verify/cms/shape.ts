import { DerLimit, dotted, TAG, type DerNode } from './der.js';

/** Thrown while reading a fixed structure that is not the structure; never leaves the reading of it. */
export class ShapeError extends Error {
  override readonly name = 'ShapeError';
}

/** Throws ShapeError with the Dutch reason unless `holds`. */
export function demand(holds: boolean, reason: string): asserts holds {
  if (!holds) throw new ShapeError(reason);
}

/** Reads a structure with `read`; a Dutch reason when it is not that structure. */
export function readShape<T>(read: () => T): T | string {
  try {
    return read();
  } catch (error) {
    if (error instanceof ShapeError || error instanceof DerLimit) return error.message;
    throw error;
  }
}

/** The values inside a constructed one, taken in order; every one must be taken. */
export class Fields {
  private at = 0;

  constructor(private readonly node: DerNode) {}

  /** The next value, which must have this tag. `what` names it in Dutch. */
  take(tag: number, what: string): DerNode {
    const child = this.optional(tag);
    if (child === null) throw new ShapeError(`${what} ontbreekt of heeft een andere vorm`);
    return child;
  }

  /** The next value when it has this tag. */
  optional(tag: number): DerNode | null {
    const child = this.node.children[this.at];
    if (child?.tag !== tag) return null;
    this.at += 1;
    return child;
  }

  /** Nothing may be left. */
  end(what: string): void {
    if (this.at !== this.node.children.length) throw new ShapeError(`${what} bevat iets dat er niet hoort`);
  }
}

/** The only value inside `node`, which must have this tag. */
export function only(node: DerNode, tag: number, what: string): DerNode {
  const fields = new Fields(node);
  const child = fields.take(tag, what);
  fields.end(what);
  return child;
}

/** Is this an INTEGER that holds exactly `value` (0 to 127)? */
export function isSmallInteger(node: DerNode, value: number): boolean {
  return node.content.length === 1 && node.content[0] === value;
}

/** An AlgorithmIdentifier: its OID, and whether its parameters are NULL, absent or something else. */
export function readAlgorithm(
  node: DerNode,
  what: string,
): { oid: string; parameters: 'null' | 'absent' | 'other' } {
  const oid = dotted(new Fields(node).take(TAG.oid, what));
  const [, value, more] = node.children;
  if (value === undefined) return { oid, parameters: 'absent' };
  return { oid, parameters: value.tag === TAG.null && more === undefined ? 'null' : 'other' };
}
