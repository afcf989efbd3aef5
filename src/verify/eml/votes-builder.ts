import { BlockBuilder, MAX_SELECTIONS, type ReasonKind } from './block-builder.js';
import { ATTRIBUTE, type ModelNode } from './content-model.js';
import type { Block, BlockPlaces, CandidateId, ReportingUnit, StructureCode } from './count.js';
import { shown } from './head-builder.js';
import { ID_PATTERNS } from './id-patterns.js';
import { collapse, type Leaf, LEAF_BYTES, MAX_VOTES } from './leaf.js';
import type { Repetition } from './xml-repetition.js';
import type { StartTag } from './xml-start-tag.js';

/** Reporting units of one file: Amsterdam has about 500, a CSB's total 342. */
export const MAX_UNITS = 20_000;
/** Numbers with a reason of one kind in one block: the schema has at most 14. */
const MAX_REASONS = 64;
/** Characters of names and ids that one count keeps. */
const MAX_TEXT = 8 * 1024 * 1024;

/** How a builder tells what it found, at the element that is open. */
export interface Teller {
  /** How much was told so far. */
  readonly told: number;
  tell(code: StructureCode, detail: string): void;
  /** Ends the reading. */
  tooMuch(detail: string): never;
}

const REASONS: Readonly<Record<string, ReasonKind>> = {
  RejectedVotes: 'rejected',
  UncountedVotes: 'uncounted',
  'kr:InitialRejectedVotes': 'initialRejected',
  'kr:InitialUncountedVotes': 'initialUncounted',
};

/** The part of a reader that remembers an element. */
export interface Memory {
  readonly repetition: Repetition;
  remember(): void;
}

/** Builds the totals and the reporting units of a 510 out of what the walk meets in its place. */
export class VotesBuilder {
  totals: Block | null = null;
  totalsPlaces: BlockPlaces | null = null;
  readonly units: ReportingUnit[] = [];
  readonly unitPlaces: BlockPlaces[] = [];

  private readonly blocks = new BlockBuilder();
  private readonly unitIds = new Set<string>();
  private unitId = '';
  private unitName = '';
  private keptText = 0;
  private reason = '';
  private readonly reasonTexts = new Map<string, string>();

  private kind: 'none' | 'list' | 'candidate' = 'none';
  private id: CandidateId = 0;
  private name = '';
  private votes = 0;
  private initial = -1;
  private line = 1;
  private column = 1;

  private memory: Memory | null = null;
  private toldBefore = 0;

  constructor(private readonly teller: Teller) {}

  /** Lets the reader remember what a candidate looks like. */
  useMemory(memory: Memory): void {
    this.memory = memory;
  }

  open(node: ModelNode, tag: StartTag): void {
    switch (node.key) {
      case 'TotalVotes':
      case 'ReportingUnitVotes':
        this.blocks.begin({ line: tag.line, column: tag.column });
        this.unitId = this.unitName = '';
        break;
      case 'ReportingUnitIdentifier':
        this.unitId = this.attribute(tag, ATTRIBUTE.Id, node, ID_PATTERNS.unit) ?? '';
        break;
      case 'Selection':
        this.memory?.repetition.begin();
        this.toldBefore = this.teller.told;
        this.kind = 'none';
        this.id = 0;
        this.name = '';
        this.votes = 0;
        this.initial = -1;
        this.line = tag.line;
        this.column = tag.column;
        break;
      case 'AffiliationIdentifier':
        this.kind = 'list';
        this.id = this.number(tag, node) ?? 0;
        break;
      case 'CandidateIdentifier':
        this.kind = 'candidate';
        this.candidateId(tag, node);
        break;
      default:
        if (node.kind === 'number' && node.key in REASONS)
          this.reason = this.attribute(tag, ATTRIBUTE.ReasonCode, node, /^.+$/) ?? '';
    }
  }

  close(node: ModelNode, leaf: Leaf): void {
    this.judgeText();
    if (node.kind === 'number') this.closeNumber(node, leaf);
    else if (node.key === 'RegisteredName') this.name = this.text(leaf);
    else if (node.key === 'ReportingUnitIdentifier') this.unitName = this.text(leaf);
    else if (node.key === 'ShortCode') this.shortCode(this.text(leaf));
    else if (node.key === 'Selection') this.closeSelection();
    else if (node.key === 'TotalVotes') this.closeTotals();
    else if (node.key === 'ReportingUnitVotes') this.closeUnit();
  }

  /** A candidate that looks like the one remembered. False before the first list, which must be told. */
  again(id: number, votes: number, line: number, column: number): boolean {
    const { entries } = this.blocks;
    if (entries === 0 || entries === MAX_SELECTIONS) return false;
    this.blocks.candidate(id, votes, line, column);
    return true;
  }

  private closeNumber(node: ModelNode, leaf: Leaf): void {
    const value = leaf.number();
    if (value === null) {
      this.teller.tell(
        'structure.numbers',
        `${node.label} is geen heel getal van 0 tot en met ${MAX_VOTES}.`,
      );
    }
    const votes = value ?? 0;
    const reasons = REASONS[node.key];
    if (reasons !== undefined) this.closeReason(node, reasons, votes);
    else if (node.key === 'ValidVotes') {
      this.votes = votes;
      const repetition = this.memory?.repetition;
      if (repetition && leaf.isWholeIn(repetition.bytes))
        repetition.hole(1, leaf.digitsStart, leaf.digitsEnd);
    } else if (node.key === 'Cast') this.blocks.cast = votes;
    else if (node.key === 'TotalCounted') this.blocks.totalCounted = votes;
    else if (node.key === 'kr:InitialValidVotes') this.initial = votes;
    else if (node.key === 'kr:InitialCast') this.blocks.initialCast(votes);
    else if (node.key === 'kr:InitialTotalCounted') this.blocks.initialTotalCounted(votes);
  }

  private closeReason(node: ModelNode, kind: ReasonKind, votes: number): void {
    const reason = this.oneOf(this.reason);
    if (this.blocks.reasons(kind) === MAX_REASONS) {
      this.teller.tooMuch(`${node.label} staat er meer dan ${MAX_REASONS} keer in één stembureau.`);
    }
    if (!this.blocks.reason(kind, { reason, votes })) {
      this.teller.tell('structure.unique', `${node.label} noemt ${shown(reason)} twee keer.`);
    }
    if (kind.endsWith('ejected') && !/^(?:blanco|ongeldig)$/.test(reason)) {
      this.teller.tell('structure.ids', `${node.label} noemt een onbekende reden: ${shown(reason)}.`);
    }
  }

  /** The same string for the same reason, so that a reason is kept once. */
  private oneOf(reason: string): string {
    const known = this.reasonTexts.get(reason);
    if (known !== undefined) return known;
    this.keptText += reason.length;
    this.reasonTexts.set(reason, reason);
    return reason;
  }

  private closeSelection(): void {
    if (this.blocks.entries === MAX_SELECTIONS) this.tooManySelections();
    if (this.kind === 'none') {
      this.teller.tell('structure.required', 'Een Selection noemt geen lijst en geen kandidaat.');
      return;
    }
    if (this.kind === 'list') {
      this.blocks.list(this.id as number, this.name, this.votes, this.line, this.column);
    } else {
      if (this.blocks.entries === 0)
        this.teller.tell('structure.required', 'Een kandidaat staat vóór de eerste lijst.');
      this.blocks.candidate(this.id, this.votes, this.line, this.column);
    }
    if (this.initial >= 0) this.blocks.initialOfLast(this.initial);
    else if (this.kind === 'candidate' && this.teller.told === this.toldBefore) this.memory?.remember();
  }

  /** Bounds the names, ids and reasons that are kept. */
  private judgeText(): void {
    if (this.keptText + this.blocks.keptText > MAX_TEXT) {
      this.teller.tooMuch('De namen, codes en redenen in het bestand zijn samen te lang.');
    }
  }

  private closeTotals(): void {
    const { block, places } = this.closeBlock();
    this.totals ??= block;
    this.totalsPlaces ??= places;
  }

  private closeUnit(): void {
    const { block, places } = this.closeBlock();
    if (this.units.length === MAX_UNITS) this.teller.tooMuch(`Er zijn meer dan ${MAX_UNITS} stembureaus.`);
    this.keptText += this.unitId.length + this.unitName.length;
    if (this.unitId !== '' && this.unitIds.has(this.unitId)) {
      this.teller.tell('structure.unique', `Stembureau ${shown(this.unitId)} staat er twee keer in.`);
    }
    this.unitIds.add(this.unitId);
    this.units.push({ id: this.unitId, name: this.unitName, block });
    this.unitPlaces.push(places);
  }

  private closeBlock(): { block: Block; places: BlockPlaces } {
    const { block, places, isNew } = this.blocks.finish();
    if (isNew) this.judgeUnique(block);
    const reasons = block.rejected.map(({ reason }) => reason);
    for (const reason of ['ongeldig', 'blanco']) {
      if (reasons.length >= 2 && !reasons.includes(reason)) {
        this.teller.tell('structure.required', `RejectedVotes met reden "${reason}" ontbreekt.`);
      }
    }
    return { block, places };
  }

  private judgeUnique({ layout }: Block): void {
    const lists = new Set<number>();
    for (const { id, candidates } of layout.lists) {
      if (id !== 0 && lists.has(id))
        this.teller.tell('structure.unique', `Lijst ${id} staat er twee keer in.`);
      lists.add(id);
      const seen = new Set<CandidateId>();
      for (const candidate of candidates) {
        if (candidate !== 0 && seen.has(candidate)) {
          this.teller.tell(
            'structure.unique',
            `Kandidaat ${candidate} van lijst ${id} staat er twee keer in.`,
          );
        }
        seen.add(candidate);
      }
    }
  }

  private candidateId(tag: StartTag, node: ModelNode): void {
    this.id = 0;
    if (tag.find(ATTRIBUTE.Id) >= 0) this.id = this.number(tag, node) ?? 0;
    const short = tag.find(ATTRIBUTE.ShortCode);
    if (short >= 0) this.shortCode(collapse(tag.value(short)));
  }

  /** A 510d names candidates by a short code: as an attribute or as an element. An Id goes before it. */
  private shortCode(code: string): void {
    if (!ID_PATTERNS.shortCode.test(code)) {
      this.teller.tell('structure.ids', `ShortCode heeft een waarde in een verkeerde vorm: ${shown(code)}.`);
    } else if (this.id === 0) {
      this.id = code;
      this.keptText += code.length;
    } else if (typeof this.id === 'string' && this.id !== code) {
      this.teller.tell('structure.ids', `Een kandidaat heeft twee verschillende codes: ${shown(code)}.`);
    }
  }

  private number(tag: StartTag, node: ModelNode): number | null {
    const at = tag.find(ATTRIBUTE.Id);
    const plain = at < 0 ? -1 : tag.digits(at);
    if (plain > 0 && !tag.startsWithZero(at)) {
      if (node.key === 'CandidateIdentifier') {
        this.memory?.repetition.hole(0, tag.valueStart(at), tag.valueEnd(at));
      }
      return plain;
    }
    const text = this.attribute(tag, ATTRIBUTE.Id, node, ID_PATTERNS.number);
    return text !== null && ID_PATTERNS.number.test(text) ? Number(text) : null;
  }

  private attribute(tag: StartTag, name: number, node: ModelNode, form: RegExp): string | null {
    const at = tag.find(name);
    const label = name === ATTRIBUTE.Id ? 'Id' : 'ReasonCode';
    if (at < 0) {
      this.teller.tell('structure.required', `${node.label} heeft geen ${label}.`);
      return null;
    }
    const value = collapse(tag.value(at));
    if (!form.test(value)) {
      this.teller.tell(
        'structure.ids',
        `${node.label} heeft een ${label} in een verkeerde vorm: ${shown(value)}.`,
      );
    }
    return value;
  }

  private text(leaf: Leaf): string {
    if (leaf.spoiled) this.teller.tooMuch(`Een naam is langer dan ${LEAF_BYTES} bytes of bevat elementen.`);
    return leaf.text();
  }

  private tooManySelections(): never {
    this.teller.tooMuch(`Een stembureau heeft meer dan ${MAX_SELECTIONS} lijsten en kandidaten.`);
  }
}
