import { canonicalAuthority, canonicalUnit } from '../kernel/eml-ids.js';
import type { CommitteeRef } from '../kernel/committee.js';
import type { Block, Count } from '../verify/eml/count.js';
import { addUp, sameNames } from './add-up.js';
import { changeOf, type BlockChange, type Counted } from './difference.js';

/** Who must be in a whole; without totals: nothing came, or it is not read yet. */
export interface Part extends CommitteeRef {
  readonly name: string;
  readonly totals: Block | null;
}

/** Who need not deliver, and is counted from paper by who makes the whole. */
export interface NotDue extends CommitteeRef {
  readonly name: string;
}

/** A reporting unit of the whole that cannot be there. */
export interface StrangeUnit {
  readonly id: string;
  readonly name: string;
  /** Twice in the file, of another kieskring, or of nobody in this election. */
  readonly why: 'twice' | 'elsewhere' | 'unknown';
}

/** A part that stands otherwise in the whole than it delivered: before its own count, after in the whole. */
export interface PartChange {
  readonly part: Part;
  /** It is no reporting unit of the whole. */
  readonly absent: boolean;
  readonly change: BlockChange;
}

/** Whether a whole is the sum of its parts. */
export interface Sums {
  /** `differs` goes before `incomplete`: what is wrong already, nobody who is still to come puts right. */
  readonly state: 'incomplete' | 'agrees' | 'differs';
  /** Who must be in it and of whom no count is there; `inWhole`: the whole has votes of it all the same. */
  readonly missing: readonly (Part & { readonly inWhole: boolean })[];
  readonly strange: readonly StrangeUnit[];
  /** Who need not deliver; `inWhole`: its votes are taken as they are there. */
  readonly unchecked: readonly (NotDue & { readonly inWhole: boolean })[];
  /** Lists that parts have and the whole has not, with the votes that are lost by it. */
  readonly lostLists: readonly { readonly list: number; readonly name: string; readonly votes: number }[];
  /** Candidates that are lost likewise, of lists that are there. */
  readonly lostCandidates: number;
  /** Lists of which only the total could be compared: some files know candidates by number, others by ShortCode. */
  readonly nameless: readonly number[];
  /**
   * The sum of the parts (before) beside the whole (after); null while one is missing, and where the whole does not tell what it
   * counts of who need not deliver.
   */
  readonly totals: BlockChange | null;
  readonly parts: readonly PartChange[];
  /** The sum of what is there, with `unchecked` as in the whole. */
  readonly sum: Counted;
}

/** Who else may be a reporting unit of a whole. */
export interface Known {
  readonly notDue: readonly NotDue[];
  readonly elsewhere: ReadonlySet<string>;
  readonly below: ReadonlySet<string>;
}

/**
 * Lays a whole (510c or 510d; null: there is none yet) beside the sum of its parts, to the candidate. A reporting unit of the
 * whole is laid beside the count of its own committee; `notDue` may be in it without any, `elsewhere` has the codes of those
 * that belong in another whole, and `below` of those that may be in it instead of the parts.
 */
export function sumsOf(
  whole: Count | null,
  parts: readonly Part[],
  { notDue, elsewhere, below }: Known,
): Sums {
  const units = unitsIn(whole);
  const byCode = new Map(parts.map((part) => [canonicalAuthority(part.code), part]));
  const unitOf = ({ code }: CommitteeRef) => units.first.get(canonicalAuthority(code));
  const paper = notDue.flatMap((committee) => unitOf(committee) ?? []);
  const there = parts.filter(({ totals }) => totals !== null);
  const missing = parts
    .filter(({ totals }) => totals === null)
    .map((part) => ({ ...part, inWhole: unitOf(part) !== undefined }));
  const { named, nameless } = sameNames([
    whole?.totals ?? NOTHING,
    ...there.map(({ totals }) => totals!),
    ...paper.map(({ block }) => block),
  ]);
  const [own, ...counts] = named;
  const sum = addUp(counts);
  const strange = [
    ...units.twice.map((unit) => ({ ...unit, why: 'twice' as const })),
    ...[...units.first].flatMap(([code, unit]) =>
      byCode.has(code) || paper.includes(unit) || below.has(code)
        ? []
        : [
            {
              id: unit.id,
              name: unit.name,
              why: elsewhere.has(code) ? ('elsewhere' as const) : ('unknown' as const),
            },
          ],
    ),
  ];
  const change = whole === null ? null : compared(sum, own!);
  const isByPart = [...units.first.keys()].some((code) => byCode.has(code));
  const isTold = isByPart || paper.length === notDue.length;
  const totals = missing.length === 0 && isTold ? change : null;
  const lost = (change?.lists ?? []).filter(({ after }) => after === null);
  const lostLists = lost.map(({ list, name, before }) => ({ list, name, votes: before ?? 0 }));
  const lostCandidates = (change?.lists ?? [])
    .filter(({ after }) => after !== null)
    .flatMap(({ candidates }) => candidates.filter(({ after }) => after === null)).length;
  const changed = isByPart ? there.flatMap((part) => changeIn(part, unitOf(part)?.block ?? null)) : [];
  const differs =
    [strange, lostLists, changed].some(({ length }) => length > 0) ||
    lostCandidates > 0 ||
    (totals !== null && !isNothing(totals));
  return {
    state: differs ? 'differs' : totals === null ? 'incomplete' : 'agrees',
    unchecked: whole === null ? [] : notDue.map((one) => ({ ...one, inWhole: unitOf(one) !== undefined })),
    ...{ missing, strange, lostLists, lostCandidates, nameless, totals, parts: changed, sum },
  };
}

const NOTHING: Counted = {
  ...{ layout: { lists: [], size: 0 }, votes: [], cast: 0, totalCounted: 0, rejected: [], uncounted: [] },
};

const isNothing = ({ figures, lists }: BlockChange) => figures.length === 0 && lists.length === 0;

/** {@link changeOf}, without figures of which one side says nothing: kiesgerechtigden, and reasons that count nobody. */
function compared(before: Counted, after: Counted): BlockChange {
  const { figures, lists } = changeOf(before, after);
  const isGiven = (votes: number | null) => votes !== null;
  return {
    figures: figures.filter(({ key, before: was, after: is }) =>
      key === 'eligible' ? isGiven(was) && isGiven(is) : (was ?? 0) !== (is ?? 0),
    ),
    lists,
  };
}

function changeIn(part: Part, unit: Block | null): readonly PartChange[] {
  if (unit === null) return [{ part, absent: true, change: { figures: [], lists: [] } }];
  const [delivered, inWhole] = sameNames([part.totals!, unit]).named;
  const change = compared(delivered!, inWhole!);
  return isNothing(change) ? [] : [{ part, absent: false, change }];
}

interface Units {
  readonly first: ReadonlyMap<string, Count['units'][number]>;
  readonly twice: readonly { readonly id: string; readonly name: string }[];
}

/** The units of a whole by the code of their committee. */
function unitsIn(whole: Count | null): Units {
  const first = new Map<string, Count['units'][number]>();
  const twice: { id: string; name: string }[] = [];
  for (const unit of whole?.units ?? []) {
    const code = canonicalUnit(unit.id, whole!.head.authority.id);
    if (first.has(code)) twice.push({ id: unit.id, name: unit.name });
    else first.set(code, unit);
  }
  return { first, twice };
}
