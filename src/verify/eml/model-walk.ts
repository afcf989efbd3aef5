import {
  DECIDED_NUMBERS,
  FORBIDDEN_NUMBERS,
  KNOWN,
  SELECTION,
  type ModelNode,
  modelNode,
} from './content-model.js';
import { shown } from './head-builder.js';
import { Leaf } from './leaf.js';
import { EML_NS } from './names.js';
import type { Notes } from './notes.js';
import type { ExpandedName } from './xml-namespaces.js';
import type { XmlHandler } from './xml-reader.js';
import type { StartTag } from './xml-start-tag.js';

/** What a walk through the model calls, for elements that stand where the model has them. */
export interface Meaning {
  open(node: ModelNode, tag: StartTag): void;
  /** `leaf` holds the element's text when the model calls it a text or a number. */
  close(node: ModelNode, leaf: Leaf): void;
  /** A Selection like the one last remembered; false when it must be read the long way. */
  again(first: number, second: number, line: number, column: number): boolean;
}

const SELECTION_NODE = modelNode('Selection');

/** Particles of one node, at most. */
const WIDTH = 16;

/**
 * Follows a document along the content model: tells where order and cardinality differ, and calls the meaning of what
 * stands in its place. Elements the model does not know are passed over with all they hold.
 */
export class ModelWalk implements XmlHandler {
  private readonly nodes: ModelNode[] = [modelNode('')];
  private readonly lines: number[] = [1];
  private readonly columns: number[] = [1];
  /** Of each open element: how often each particle came, and the rank of the last child. */
  private readonly counts = new Uint32Array(64 * WIDTH);
  private readonly ranks = new Int32Array(64);
  private readonly leaf = new Leaf();
  private depth = 0;
  /** Elements open below one that is passed over. */
  private passed = 0;
  private passedMayName = false;
  /** The expanded name behind a number: that of the reader. */
  nameOf: (name: number) => ExpandedName = (name) => KNOWN[name]!;
  /** A Result was met, of a 520. */
  sawResult = false;

  constructor(
    private readonly notes: Notes,
    private readonly meaning: Meaning,
  ) {}

  start(name: number, tag: StartTag): void {
    if (FORBIDDEN_NUMBERS.has(name)) {
      this.note('structure.required', `${KNOWN[name]!.local} is niet toegestaan in dit bestand.`, tag);
    }
    if (this.passed > 0) {
      this.passed++;
      if (!this.passedMayName) this.refuseMisplaced(name, tag);
      return;
    }
    const parent = this.nodes[this.depth]!;
    const child = parent.children[name];
    if (child === undefined) {
      this.unexpected(name, parent, tag);
      return;
    }
    this.place(parent, child.particle, child.rank, child.node, tag);
    this.enter(child.node, tag);
  }

  text(bytes: Uint8Array, from: number, to: number): void {
    if (this.passed > 0) return;
    const { kind } = this.nodes[this.depth]!;
    if (kind === 'number' || kind === 'text') this.leaf.add(bytes, from, to);
    else if (kind === 'elements' && !isBlank(bytes, from, to)) {
      this.note('structure.order', 'Er staat tekst op een plaats waar alleen elementen horen.', this.spot());
    }
  }

  end(): void {
    if (this.passed > 0) {
      this.passed--;
      return;
    }
    const node = this.nodes[this.depth]!;
    this.closeParticles(node);
    this.meaning.close(node, this.leaf);
    this.nodes.pop();
    this.depth--;
  }

  again(first: number, second: number, line: number, column: number): boolean {
    const child = this.nodes[this.depth]!.children[SELECTION];
    if (this.passed > 0 || child?.node !== SELECTION_NODE || this.ranks[this.depth] !== child.rank)
      return false;
    if (!this.meaning.again(first, second, line, column)) return false;
    this.counts[this.depth * WIDTH + child.particle]!++;
    return true;
  }

  /** The document is complete. */
  finish(): void {
    this.closeParticles(this.nodes[0]!);
  }

  /** The open elements below EML, with a number where an element may repeat. */
  path(): string {
    return this.nodes
      .map((node, at) => (at < 2 ? '' : node.label + this.ordinal(at)))
      .slice(2)
      .join('/');
  }

  /** Line and column of the open element. */
  spot(): { line: number; column: number } {
    return { line: this.lines[this.depth]!, column: this.columns[this.depth]! };
  }

  private enter(node: ModelNode, tag: StartTag): void {
    this.nodes.push(node);
    const depth = ++this.depth;
    this.lines[depth] = tag.line;
    this.columns[depth] = tag.column;
    this.ranks[depth] = 0;
    this.counts.fill(0, depth * WIDTH, (depth + 1) * WIDTH);
    if (node.kind === 'number' || node.kind === 'text') this.leaf.reset();
    else if (node.key === 'Result') this.sawResult = true;
    this.meaning.open(node, tag);
  }

  private place(parent: ModelNode, particle: number, rank: number, node: ModelNode, tag: StartTag): void {
    const { depth } = this;
    const rule = parent.particles[particle]!;
    const count = ++this.counts[depth * WIDTH + particle]!;
    if (count > rule.max) {
      const code = rule.decides ? 'structure.required' : 'structure.order';
      this.note(code, `${node.label} staat er vaker dan ${rule.max} keer.`, tag, node.label);
    }
    if (rank < this.ranks[depth]!) {
      this.note('structure.order', `${node.label} staat niet op de plaats van het schema.`, tag, node.label);
    }
    this.ranks[depth] = rank;
  }

  private closeParticles(node: ModelNode): void {
    const base = this.depth * WIDTH;
    node.particles.forEach(({ of, min, decides }, particle) => {
      if (this.counts[base + particle]! >= min) return;
      const names = of.map((key) => modelNode(key).label).join(' of ');
      const times = min === 1 ? '' : ` (${min} keer)`;
      this.note(
        decides ? 'structure.required' : 'structure.order',
        `${names}${times} ontbreekt.`,
        this.spot(),
      );
    });
  }

  private unexpected(name: number, parent: ModelNode, tag: StartTag): void {
    this.passed = 1;
    this.passedMayName = parent.key === 'result:Selection';
    if (parent.kind === 'number' || parent.kind === 'text') this.leaf.spoiled = true;
    if (!this.passedMayName) this.refuseMisplaced(name, tag);
    if (parent.kind === 'other') return;
    const { uri, local } = this.nameOf(name);
    const isExtension = (parent.key === 'Count' || parent.key === 'Result') && uri !== EML_NS && uri !== '';
    if (isExtension) return;
    this.note('structure.order', `${shown(local)} hoort niet in ${parent.label || 'het document'}.`, tag);
  }

  private refuseMisplaced(name: number, tag: StartTag): void {
    if (!DECIDED_NUMBERS.has(name)) return;
    const label = KNOWN[name]!.local;
    this.note('structure.required', `${label} staat op een plaats waar het niet hoort.`, tag, label);
  }

  private note(
    code: 'structure.required' | 'structure.order',
    detail: string,
    at: { readonly line: number; readonly column: number },
    below = '',
  ): void {
    this.notes.add(code, detail, at, () => [this.path(), below].filter((part) => part !== '').join('/'));
  }

  private ordinal(at: number): string {
    const child = this.nodes[at - 1]!.children.find((one) => one?.node === this.nodes[at]);
    const particle = child === undefined ? -1 : child.particle;
    const max = this.nodes[at - 1]!.particles[particle]?.max ?? 1;
    return max > 1 ? `[${this.counts[(at - 1) * WIDTH + particle]!}]` : '';
  }
}

function isBlank(bytes: Uint8Array, from: number, to: number): boolean {
  for (let i = from; i < to; i++) {
    const byte = bytes[i]!;
    if (byte !== 0x20 && byte !== 0x0a && byte !== 0x0d && byte !== 0x09) return false;
  }
  return true;
}
