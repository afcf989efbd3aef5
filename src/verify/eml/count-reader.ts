import { canonicalUnit } from '../../kernel/eml-ids.js';
import { KNOWN, type ModelNode } from './content-model.js';
import type { Count, CountReader, Places, Reading, StructureCode } from './count.js';
import { type HeadFault, HeadBuilder, shown } from './head-builder.js';
import { type Leaf, LEAF_BYTES } from './leaf.js';
import { type Meaning, ModelWalk } from './model-walk.js';
import { Notes } from './notes.js';
import type { Teller } from './teller.js';
import { VotesBuilder } from './votes-builder.js';
import { XmlFailure } from './xml-failure.js';
import { XmlReader, type XmlReaderOptions } from './xml-reader.js';
import type { StartTag } from './xml-start-tag.js';

/** Options of the reader below, for tests: other windows and bounds. */
export interface CountReaderOptions extends Omit<XmlReaderOptions, 'known'> {
  /** False: every tag is read, also of what looks like the element before it. */
  readonly remembers?: boolean;
}

/**
 * Reads a 510 or a 520 in one pass over its bytes, with a window of memory beside the count itself. What can be read of
 * a file that is well-formed but wrong is in the count; what was wrong is in the findings.
 */
export function createCountReader(options: CountReaderOptions = {}): CountReader {
  const build = new CountBuild();
  const reader = new XmlReader(build.walk, { ...options, known: KNOWN });
  build.walk.nameOf = (name) => reader.expandedName(name);
  if (options.remembers !== false) build.votes.selections.useMemory(reader);
  let failure: XmlFailure | null = null;
  const attempt = (step: () => void): void => {
    if (failure !== null) return;
    try {
      step();
    } catch (error) {
      if (!(error instanceof XmlFailure)) throw error;
      failure = error;
    }
  };
  return {
    push: (bytes) => attempt(() => reader.push(bytes)),
    end: (): Reading => {
      attempt(() => reader.end());
      return failure === null ? build.finish() : { kind: 'failed', failure };
    },
  };
}

/** What the walk means: the head, the votes, and the findings of both. */
class CountBuild implements Meaning, Teller {
  readonly walk: ModelWalk;
  private readonly notes = new Notes();
  private readonly head = new HeadBuilder();
  readonly votes = new VotesBuilder(this);

  constructor() {
    this.walk = new ModelWalk(this.notes, this);
  }

  open(node: ModelNode, tag: StartTag): void {
    if (this.head.has(node.key)) this.fault(this.head.start(node.key, tag, this.walk.path()));
    else this.votes.open(node, tag);
  }

  close(node: ModelNode, leaf: Leaf): void {
    if (node.kind === 'text' && this.head.has(node.key)) {
      if (leaf.spoiled) this.tooMuch(`${node.label} is langer dan ${LEAF_BYTES} bytes of bevat elementen.`);
      this.fault(this.head.text(node.key, leaf.text()));
    } else this.votes.close(node, leaf);
  }

  again(first: number, second: number, line: number, column: number): boolean {
    return this.votes.selections.again(first, second, line, column);
  }

  get told(): number {
    return this.notes.count;
  }

  tell(code: StructureCode, detail: string): void {
    this.notes.add(code, detail, this.walk.spot(), () => this.walk.path());
  }

  tooMuch(detail: string): never {
    throw new XmlFailure('xml.limits', detail, { ...this.walk.spot(), path: this.walk.path() });
  }

  finish(): Reading {
    this.walk.finish();
    const { votes, head } = this;
    const count: Count = { head: head.finish(), totals: votes.totals, units: votes.units };
    const places: Places = { totals: votes.totalsPlaces, units: votes.unitPlaces, head: head.places };
    this.judgeKind(count);
    this.judgeUnits(count, places);
    return { kind: 'count', count, places, findings: this.notes.all() };
  }

  /** A 510 has a Count and a 520 a Result; either may not pass for the other. */
  private judgeKind({ head }: Count): void {
    const isResult = this.walk.sawResult;
    if (head.type === null || isResult === (head.type === '520')) return;
    const detail = `Een ${head.type.slice(0, 20)} hoort een ${head.type === '520' ? 'Result' : 'Count'} te hebben.`;
    this.notes.add('structure.required', detail, { line: 1, column: 1 }, () => '');
  }

  /** Each reporting unit once, however its id is spelled: that is known when the file's own authority is. */
  private judgeUnits({ head, units }: Count, places: Places): void {
    const seen = new Map<string, string>();
    units.forEach(({ id }, i) => {
      if (id === '') return;
      const unit = canonicalUnit(id, head.authority.id);
      const earlier = seen.get(unit);
      seen.set(unit, id);
      if (earlier === undefined) return;
      const also = earlier === id ? '' : ` (ook als ${shown(earlier)})`;
      const detail = `Stembureau ${shown(id)} staat er twee keer in${also}.`;
      const path = () => `Count/Election/Contests/Contest/ReportingUnitVotes[${i + 1}]`;
      this.notes.add('structure.unique', detail, places.units[i]!, path);
    });
  }

  private fault(fault: HeadFault): void {
    if (fault !== null) this.tell(fault.code, fault.detail);
  }
}
