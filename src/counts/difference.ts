import { canonicalUnit } from '../kernel/eml-ids.js';
import type { Block, CandidateId, Count, Layout, ReportingUnit } from '../verify/eml/count.js';
import { figureChanges, type ChangedFigure, type Figures } from '../verify/figures.js';
import { blockFigures } from '../verify/read-figures.js';

/** A number before and after; null: it is not in that count. */
export interface Changed {
  readonly before: number | null;
  readonly after: number | null;
}

export interface CandidateChange extends Changed {
  readonly candidate: CandidateId;
}

/** A list of which the total or a candidate is another; its numbers are those of the list. */
export interface ListChange extends Changed {
  readonly list: number;
  readonly name: string;
  readonly candidates: readonly CandidateChange[];
}

/** What is another in the totals, or in one reporting unit. */
export interface BlockChange {
  readonly figures: readonly ChangedFigure[];
  readonly lists: readonly ListChange[];
}

/** A reporting unit that is another. Renumbered: only its id is, all its numbers are the same. */
export type UnitChange = { readonly id: string; readonly name: string } & (
  | ({ readonly how: 'changed' | 'added' | 'gone' } & BlockChange)
  | { readonly how: 'renumbered'; readonly was: string }
);

/** A value of which the newer file says what it was (kr:Initial*, EML_NL 1.3), while the older one has another. */
export interface SaidOtherwise {
  /** Null: the totals. */
  readonly unit: { readonly id: string; readonly name: string } | null;
  readonly what: string;
  readonly said: number;
  readonly was: number | null;
}

/** The numbers of a block, or of blocks added up. */
export type Counted = Pick<Block, 'layout' | 'cast' | 'totalCounted' | 'rejected' | 'uncounted'> & {
  readonly votes: ArrayLike<number>;
};

/** What is another in the newer of two counts of one committee, to the last candidate. */
export interface Difference {
  readonly type: '510b' | '510c' | '510d';
  readonly totals: BlockChange;
  /** In the order of the newer count; what is gone comes last. */
  readonly units: readonly UnitChange[];
  readonly unchanged: number;
  readonly saidOtherwise: readonly SaidOtherwise[];
}

/** Whether nothing is another: a correction that corrects nothing. */
export function isSame({ totals, units }: Difference): boolean {
  return totals.figures.length === 0 && totals.lists.length === 0 && units.length === 0;
}

/**
 * Lays two counts side by side. Lists, candidates and stations are known by their ids, whatever their order; a station that only
 * has another id is known by its name and numbers. Both must have totals, as every 510 has.
 */
export function differenceOf(before: Count, after: Count): Difference {
  const align = aligner();
  const [was, is] = [unitsOf(before), unitsOf(after)];
  const [gone, added] = [without(was, is), without(is, was)];
  const moved = renumbered(gone, added, align);
  const changes: UnitChange[] = [];
  let unchanged = 0;
  for (const [id, unit] of is) {
    const { name, block } = unit;
    const earlier = was.get(id);
    const from = moved.get(id);
    if (from !== undefined) changes.push({ id, name, how: 'renumbered', was: from });
    else if (earlier === undefined) changes.push({ id, name, how: 'added', ...changeOf(null, block, align) });
    else {
      const change = changeOf(earlier.block, block, align);
      if (isEmpty(change)) unchanged += 1;
      else changes.push({ id, name, how: 'changed', ...change });
    }
  }
  const renamed = new Set(moved.values());
  for (const [id, { name, block }] of gone)
    if (!renamed.has(id)) changes.push({ id, name, how: 'gone', ...changeOf(block, null, align) });
  return {
    type: after.head.type as Difference['type'],
    totals: changeOf(before.totals, after.totals, align),
    units: changes,
    unchanged,
    saidOtherwise: [
      ...saidOtherwise(null, before.totals, after.totals, align),
      ...[...is].flatMap(([id, { name, block }]) =>
        saidOtherwise({ id, name }, was.get(id)?.block ?? null, block, align),
      ),
    ],
  };
}

type Units = ReadonlyMap<string, ReportingUnit>;

function unitsOf({ head, units }: Count): Units {
  return new Map(units.map((unit) => [canonicalUnit(unit.id, head.authority.id), unit]));
}

const without = (these: Units, those: Units): Units => new Map([...these].filter(([id]) => !those.has(id)));

/** By its new id the old one of each unit that only has another. Two of the same name and numbers are not told apart. */
function renumbered(gone: Units, added: Units, align: Align): ReadonlyMap<string, string> {
  const moved = new Map<string, string>();
  for (const [id, unit] of added) {
    if (unit.name === '') continue;
    const isLike = ([, { name, block }]: readonly [string, ReportingUnit]) =>
      name === unit.name && isEmpty(changeOf(block, unit.block, align));
    const [was, ...more] = [...gone].filter(isLike);
    const isAlone = more.length === 0 && [...added].filter(isLike).length === 1;
    if (was !== undefined && isAlone) moved.set(id, was[0]);
  }
  return moved;
}

const isEmpty = ({ figures, lists }: BlockChange): boolean => figures.length === 0 && lists.length === 0;

/** What is another between two blocks; lists and candidates are known by their ids. */
export function changeOf(
  before: Counted | null,
  after: Counted | null,
  align: Align = alignLists,
): BlockChange {
  return {
    figures: figureChanges(figuresIn(before), figuresIn(after), null).filter(({ key }) => key !== 'units'),
    lists: listChanges(before, after, align),
  };
}

/** The figures of a block without its lists, which are compared to the candidate. */
function figuresIn(block: Counted | null): Figures | null {
  return block && { ...blockFigures(block), version: 0, digest: '', lists: [], units: 0 };
}

function listChanges(before: Counted | null, after: Counted | null, align: Align): readonly ListChange[] {
  const changed: ListChange[] = [];
  const at = (block: Counted | null, place: number): number | null =>
    block === null || place < 0 ? null : block.votes[place]!;
  for (const { id, name, places, candidates } of align(before?.layout ?? null, after?.layout ?? null)) {
    const of = ([was, is]: Places): Changed => ({ before: at(before, was), after: at(after, is) });
    const list = of(places);
    const others: CandidateChange[] = [];
    for (const one of candidates) {
      const { before: was, after: is } = of(one.places);
      if (was !== is) others.push({ candidate: one.id, before: was, after: is });
    }
    if (list.before !== list.after || others.length > 0)
      changed.push({ list: id, name, before: list.before, after: list.after, candidates: others });
  }
  return changed;
}

function saidOtherwise(
  unit: SaidOtherwise['unit'],
  before: Block | null,
  after: Block | null,
  align: Align,
): readonly SaidOtherwise[] {
  const initial = after?.initial ?? null;
  if (initial === null || before === null || after === null) return [];
  const found: SaidOtherwise[] = [];
  const compare = (what: string, said: number | null | undefined, was: number | null): void => {
    if (said !== null && said !== undefined && said >= 0 && said !== was)
      found.push({ unit, what, said, was });
  };
  compare('Kiesgerechtigden', initial.cast, before.cast);
  compare('Stemmen op lijsten', initial.totalCounted, before.totalCounted);
  for (const kind of ['rejected', 'uncounted'] as const)
    for (const { reason, votes } of initial[kind])
      compare(reason, votes, before[kind].find((other) => other.reason === reason)?.votes ?? null);
  if (initial.votes !== null)
    for (const { id, places, candidates } of align(before.layout, after.layout)) {
      const said = ([was, is]: Places, what: string): void => {
        if (is >= 0) compare(what, initial.votes![is], was < 0 ? null : before.votes[was]!);
      };
      said(places, `Lijst ${id}`);
      for (const one of candidates) said(one.places, `Lijst ${id}, kandidaat ${one.id}`);
    }
  return found;
}

/** Where a number stands before and after; -1: not there. */
type Places = readonly [number, number];

interface AlignedList {
  readonly id: number;
  readonly name: string;
  readonly places: Places;
  readonly candidates: readonly { readonly id: CandidateId; readonly places: Places }[];
}
type Align = (before: Layout | null, after: Layout | null) => readonly AlignedList[];

/** Blocks of one file share few layouts: which number belongs to which is found once for every two of them. */
function aligner(): Align {
  const known = new Map<Layout | null, Map<Layout | null, readonly AlignedList[]>>();
  return (before, after) => {
    let beside = known.get(before);
    if (beside === undefined) known.set(before, (beside = new Map<Layout | null, readonly AlignedList[]>()));
    let aligned = beside.get(after);
    if (aligned === undefined) beside.set(after, (aligned = alignLists(before, after)));
    return aligned;
  };
}

function alignLists(before: Layout | null, after: Layout | null): readonly AlignedList[] {
  const [was, is] = [before, after].map((layout) => new Map(layout?.lists.map((list) => [list.id, list])));
  return [...new Set([...is!.keys(), ...was!.keys()])].map((id) => {
    const [older, newer] = [was!.get(id), is!.get(id)];
    const places = [older, newer].map(
      (list) => new Map(list?.candidates.map((candidate, i) => [candidate, list.first + 1 + i])),
    );
    const whose = [...new Set([...places[1]!.keys(), ...places[0]!.keys()])];
    return {
      ...{ id, name: (newer ?? older)!.name },
      places: [older?.first ?? -1, newer?.first ?? -1],
      candidates: whose.map((candidate) => ({
        id: candidate,
        places: [places[0]!.get(candidate) ?? -1, places[1]!.get(candidate) ?? -1],
      })),
    };
  });
}
