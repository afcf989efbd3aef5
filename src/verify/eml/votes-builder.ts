import { BlockBuilder, type ReasonKind } from './block-builder.js';
import { ATTRIBUTE, type ModelNode } from './content-model.js';
import type { Block, BlockPlaces, CandidateId, ReportingUnit } from './count.js';
import { shown } from './head-builder.js';
import { ID_PATTERNS } from './id-patterns.js';
import { collapse, type Leaf, MAX_VOTES } from './leaf.js';
import { SelectionBuilder } from './selection-builder.js';
import { leafText, requiredAttribute, type Teller } from './teller.js';
import type { StartTag } from './xml-start-tag.js';

/** Reporting units of one file: Amsterdam has about 500, a CSB's total 342. */
const MAX_UNITS = 20_000;
/** Numbers with a reason of one kind in one block: the schema has at most 14. */
const MAX_REASONS = 64;
/** Characters of names and ids that one count keeps. */
const MAX_TEXT = 8 * 1024 * 1024;

const REASONS: Readonly<Record<string, ReasonKind>> = {
  RejectedVotes: 'rejected',
  UncountedVotes: 'uncounted',
  'kr:InitialRejectedVotes': 'initialRejected',
  'kr:InitialUncountedVotes': 'initialUncounted',
};

/** Builds the totals and the reporting units of a 510 out of what the walk meets in its place. */
export class VotesBuilder {
  totals: Block | null = null;
  totalsPlaces: BlockPlaces | null = null;
  readonly units: ReportingUnit[] = [];
  readonly unitPlaces: BlockPlaces[] = [];

  private readonly blocks = new BlockBuilder();
  private unitId = '';
  private unitName = '';
  private investigated: string[] = [];
  private keptText = 0;
  private reason = '';
  private readonly reasonTexts = new Map<string, string>();

  readonly selections: SelectionBuilder;

  constructor(private readonly teller: Teller) {
    this.selections = new SelectionBuilder(this.blocks, teller);
  }

  open(node: ModelNode, tag: StartTag): void {
    switch (node.key) {
      case 'TotalVotes':
      case 'ReportingUnitVotes':
        this.blocks.begin({ line: tag.line, column: tag.column });
        this.unitId = this.unitName = '';
        this.investigated = [];
        break;
      case 'ReportingUnitIdentifier':
        this.unitId = requiredAttribute(tag, ATTRIBUTE.Id, node, ID_PATTERNS.unit, this.teller) ?? '';
        break;
      case 'kr:Investigation':
        this.reason = optionalAttribute(tag, ATTRIBUTE.ReasonCode);
        break;
      default:
        if (node.kind === 'number') this.openNumber(node, tag);
        else this.selections.open(node, tag);
    }
  }

  close(node: ModelNode, leaf: Leaf): void {
    this.judgeText();
    if (node.kind === 'number') this.closeNumber(node, leaf);
    else if (node.key === 'ReportingUnitIdentifier') this.unitName = leafText(leaf, this.teller);
    else if (node.key === 'kr:Investigation') this.closeInvestigation(leaf);
    else if (node.key === 'TotalVotes') this.closeTotals();
    else if (node.key === 'ReportingUnitVotes') this.closeUnit();
    else this.selections.close(node, leaf);
  }

  private openNumber(node: ModelNode, tag: StartTag): void {
    if (!(node.key in REASONS)) return;
    this.reason = requiredAttribute(tag, ATTRIBUTE.ReasonCode, node, /^.+$/, this.teller) ?? '';
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
    else if (node.key === 'ValidVotes') this.selections.count(votes, leaf);
    else if (node.key === 'Cast') this.blocks.cast = votes;
    else if (node.key === 'TotalCounted') this.blocks.totalCounted = votes;
    else if (node.key === 'kr:InitialValidVotes') this.selections.countBefore(votes);
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

  /** The platform decides nothing on it: what is written otherwise is passed over. */
  private closeInvestigation(leaf: Leaf): void {
    if (leaf.spoiled || !/^(?:true|1)$/.test(leaf.text()) || this.investigated.length === MAX_REASONS) return;
    this.investigated.push(this.oneOf(this.reason));
  }

  /** The same string for the same reason, so that a reason is kept once. */
  private oneOf(reason: string): string {
    const known = this.reasonTexts.get(reason);
    if (known !== undefined) return known;
    this.keptText += reason.length;
    this.reasonTexts.set(reason, reason);
    return reason;
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
    const { unitId: id, unitName: name, investigated } = this;
    this.units.push({ id, name, block, ...(investigated.length > 0 && { investigated }) });
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
            `Kandidaat ${typeof candidate === 'string' ? shown(candidate) : candidate} van lijst ${id} staat er twee keer in.`,
          );
        }
        seen.add(candidate);
      }
    }
  }
}

/** The value of an attribute, white space collapsed; empty where it is not given. */
function optionalAttribute(tag: StartTag, name: number): string {
  const at = tag.find(name);
  return at < 0 ? '' : collapse(tag.value(at));
}
