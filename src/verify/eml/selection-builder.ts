import { type BlockBuilder, MAX_SELECTIONS } from './block-builder.js';
import { ATTRIBUTE, type ModelNode } from './content-model.js';
import type { CandidateId } from './count.js';
import { shown } from './head-builder.js';
import { ID_PATTERNS } from './id-patterns.js';
import { collapse, type Leaf } from './leaf.js';
import { leafText, requiredAttribute, type Teller } from './teller.js';
import type { Repetition } from './xml-repetition.js';
import type { StartTag } from './xml-start-tag.js';

/** The part of a reader that remembers an element. */
export interface Memory {
  readonly repetition: Repetition;
  remember(): void;
}

/** Gathers one Selection, a list or a candidate with its votes, and adds it to the block. */
export class SelectionBuilder {
  private kind: 'none' | 'list' | 'candidate' = 'none';
  private id: CandidateId = 0;
  private code: string | null = null;
  private isNamed = false;
  private name = '';
  private votes = 0;
  private initial = -1;
  private line = 1;
  private column = 1;
  private toldBefore = 0;
  private memory: Memory | null = null;

  constructor(
    private readonly blocks: BlockBuilder,
    private readonly teller: Teller,
  ) {}

  /** Lets the reader remember what a candidate looks like. */
  useMemory(memory: Memory): void {
    this.memory = memory;
  }

  open(node: ModelNode, tag: StartTag): void {
    if (node.key === 'Selection') this.begin(tag);
    else if (node.key === 'AffiliationIdentifier') {
      this.kind = 'list';
      this.id = this.number(tag, node) ?? 0;
    } else if (node.key === 'CandidateIdentifier') this.candidate(tag, node);
  }

  close(node: ModelNode, leaf: Leaf): void {
    if (node.key === 'RegisteredName') this.name = leafText(leaf, this.teller);
    else if (node.key === 'ShortCode') this.shortCode(leafText(leaf, this.teller));
    else if (node.key === 'Selection') this.finish();
  }

  /** What ValidVotes says. */
  count(votes: number, leaf: Leaf): void {
    this.votes = votes;
    const repetition = this.memory?.repetition;
    if (repetition === undefined || !leaf.isWholeIn(repetition.bytes)) return;
    repetition.hole(1, leaf.digitsStart, leaf.digitsEnd);
  }

  /** What it was before a correction. */
  countBefore(votes: number): void {
    this.initial = votes;
  }

  /** A candidate that looks like the one remembered. False before the first list, which must be told. */
  again(id: number, votes: number, line: number, column: number): boolean {
    const { entries } = this.blocks;
    if (entries === 0 || entries === MAX_SELECTIONS) return false;
    this.blocks.candidate(id, votes, line, column);
    return true;
  }

  private begin(tag: StartTag): void {
    this.memory?.repetition.begin();
    this.toldBefore = this.teller.told;
    this.kind = 'none';
    this.id = 0;
    this.code = null;
    this.isNamed = false;
    this.name = '';
    this.votes = 0;
    this.initial = -1;
    this.line = tag.line;
    this.column = tag.column;
  }

  private finish(): void {
    const { blocks, teller } = this;
    if (blocks.entries === MAX_SELECTIONS) {
      teller.tooMuch(`Een stembureau heeft meer dan ${MAX_SELECTIONS} lijsten en kandidaten.`);
    }
    if (this.kind === 'none') {
      teller.tell('structure.required', 'Een Selection noemt geen lijst en geen kandidaat.');
      return;
    }
    if (this.kind === 'list') {
      blocks.list(this.id as number, this.name, this.votes, this.line, this.column);
    } else this.finishCandidate();
    if (this.initial >= 0) blocks.initialOfLast(this.initial);
    else if (this.kind === 'candidate' && this.code === null && teller.told === this.toldBefore)
      this.memory?.remember();
  }

  private finishCandidate(): void {
    const { blocks, teller } = this;
    if (!this.isNamed) teller.tell('structure.required', 'Een kandidaat heeft geen Id en geen ShortCode.');
    if (blocks.entries === 0) teller.tell('structure.required', 'Een kandidaat staat vóór de eerste lijst.');
    blocks.coded(this.id, this.code, this.votes, this.line, this.column);
  }

  private candidate(tag: StartTag, node: ModelNode): void {
    this.kind = 'candidate';
    this.id = 0;
    this.isNamed = tag.find(ATTRIBUTE.Id) >= 0;
    if (this.isNamed) this.id = this.number(tag, node) ?? 0;
    const short = tag.find(ATTRIBUTE.ShortCode);
    if (short >= 0) this.shortCode(collapse(tag.value(short)));
  }

  /** A 510d names candidates by a short code: as an attribute or as an element. An Id goes before it. */
  private shortCode(written: string): void {
    const code = written.normalize('NFC');
    this.isNamed = true;
    if (!ID_PATTERNS.shortCode.test(code)) {
      this.teller.tell('structure.ids', `ShortCode heeft een waarde in een verkeerde vorm: ${shown(code)}.`);
    } else if (this.code !== null && this.code !== code) {
      this.teller.tell('structure.ids', `Een kandidaat heeft twee verschillende codes: ${shown(code)}.`);
    } else {
      this.code = code;
      if (this.id === 0) this.id = code;
    }
  }

  private number(tag: StartTag, node: ModelNode): number | null {
    const at = tag.find(ATTRIBUTE.Id);
    const plain = at < 0 ? -1 : tag.digits(at);
    if (plain > 0 && !tag.startsWithZero(at)) {
      if (this.kind === 'candidate') {
        this.memory?.repetition.hole(0, tag.valueStart(at), tag.valueEnd(at));
      }
      return plain;
    }
    const text = requiredAttribute(tag, ATTRIBUTE.Id, node, ID_PATTERNS.number, this.teller);
    return text !== null && ID_PATTERNS.number.test(text) ? Number(text) : null;
  }
}
