import type { Block, BlockPlaces, Count, Layout, Places, Reading } from '../eml/count.js';
import type { ReasonVotes } from '../figures.js';
import { shown } from '../eml/head-builder.js';
import type { Check, Finding, Place } from '../verdict.js';
import { foundOr, skipped, type CheckGroup, type Found } from './check.js';
import { LayoutIndex } from './layout-index.js';
import { KEPT_FINDINGS } from '../eml/notes.js';

/** 8. The sums. */
export const ARITHMETIC_CHECKS = {
  'arithmetic.lists': {
    number: 81,
    title: 'De stemmen op kandidaten tellen op tot het totaal van hun lijst',
    outcomes: ['warn', 'skipped'],
  },
  'arithmetic.counted': {
    number: 82,
    title: 'De lijsttotalen tellen op tot het aantal getelde stemmen',
    outcomes: ['warn', 'skipped'],
  },
  'arithmetic.units': {
    number: 83,
    title: 'De stembureaus tellen op tot het totaal',
    outcomes: ['warn', 'skipped'],
  },
} as const satisfies CheckGroup;

const WELL = {
  'arithmetic.lists': 'Van elke lijst tellen de stemmen op de kandidaten op tot het lijsttotaal.',
  'arithmetic.counted': 'De lijsttotalen tellen overal op tot het aantal getelde stemmen.',
} as const;
const CONTEST = 'Count/Election/Contests/Contest';

/**
 * arithmetic.*: do the numbers add up? Wrong sums are an election matter, so they warn and never refuse. Exact: at most
 * 2.8 million numbers under 10^9 fit a 256 MiB file, and their sum a double.
 */
export function arithmeticChecks(reading: Reading): Check[] {
  const why = whyNot(reading);
  if (why !== null || reading.kind === 'failed')
    return Object.keys(ARITHMETIC_CHECKS).map((code) => skipped(code, why ?? ''));
  const { count, places } = reading;
  const blocks = blocksOf(count, places);
  const lists = new Sums();
  const counted = new Sums();
  for (const block of blocks) {
    listSums(block, lists);
    countedSum(block, counted);
  }
  return [
    foundOr(WELL['arithmetic.lists'], 'arithmetic.lists', 'warn', lists),
    foundOr(WELL['arithmetic.counted'], 'arithmetic.counted', 'warn', counted),
    units(count, places),
  ];
}

function whyNot(reading: Reading): string | null {
  if (reading.kind === 'failed') return 'Het bestand kon niet tot het eind worden gelezen.';
  const { head, totals } = reading.count;
  if (head.type === '520') return 'Een 520 bevat geen aantallen stemmen die moeten optellen.';
  return totals === null ? 'Het bestand heeft geen totalen.' : null;
}

/** Findings of one check as they come: all are counted, the first are kept. */
class Sums implements Found {
  total = 0;
  readonly first: Finding[] = [];

  add(detail: () => string, place: () => Place): void {
    this.total++;
    if (this.first.length < KEPT_FINDINGS) this.first.push({ detail: detail(), place: place() });
  }
}

interface Placed {
  readonly block: Block;
  readonly places: BlockPlaces;
  readonly path: string;
  /** For a sentence: `het totaal`, `stembureau "0668::SB1"`. */
  readonly name: string;
}

function blocksOf(count: Count, places: Places): Placed[] {
  const totals = {
    block: count.totals!,
    places: places.totals!,
    path: `${CONTEST}/TotalVotes`,
    name: 'het totaal',
  };
  const units = count.units.map(({ block, id }, i) => ({
    block,
    places: places.units[i]!,
    path: `${CONTEST}/ReportingUnitVotes[${i + 1}]`,
    name: `stembureau ${shown(id)}`,
  }));
  return [totals, ...units];
}

function blockPlace({ places, path }: Placed): Place {
  return { file: null, line: places.line, column: places.column, path };
}

function entryPlace({ places, path }: Placed, entry: number): Place {
  const line = places.lines[entry] ?? null;
  return { file: null, line, column: places.columns[entry] ?? null, path: `${path}/Selection[${entry + 1}]` };
}

/** A list without candidates has nothing to add up: its total alone was counted. */
function listSums(placed: Placed, found: Sums): void {
  const { block, name } = placed;
  for (const { id, first, candidates } of block.layout.lists) {
    if (candidates.length === 0) continue;
    let sum = 0;
    for (let at = first + 1; at <= first + candidates.length; at++) sum += block.votes[at]!;
    const total = block.votes[first]!;
    if (sum === total) continue;
    found.add(
      () => `In ${name} heeft lijst ${id} in totaal ${total} stemmen, maar de kandidaten samen ${sum}.`,
      () => entryPlace(placed, first),
    );
  }
}

function countedSum(placed: Placed, found: Sums): void {
  const { block, name } = placed;
  const sum = block.layout.lists.reduce((total, { first }) => total + block.votes[first]!, 0);
  if (sum === block.totalCounted) return;
  found.add(
    () => `In ${name} zijn ${block.totalCounted} stemmen geteld, maar de lijsten hebben er samen ${sum}.`,
    () => blockPlace(placed),
  );
}

function units(count: Count, places: Places): Check {
  const code = 'arithmetic.units';
  if (count.units.length === 0)
    return skipped(code, 'Het bestand noemt alleen een totaal, geen stembureaus.');
  const [totals, ...rest] = blocksOf(count, places) as [Placed, ...Placed[]];
  const found = new Sums();
  selectionSums(totals, rest, found);
  const differs = (what: string, total: number, sum: number): void => {
    if (total === sum) return;
    found.add(
      () => `${what}: het totaal is ${total}, maar de stembureaus hebben er samen ${sum}.`,
      () => blockPlace(totals),
    );
  };
  const sumOf = (pick: (block: Block) => number) => rest.reduce((sum, { block }) => sum + pick(block), 0);
  differs('Kiesgerechtigden (Cast)', totals.block.cast, eligibleOf(totals.block, rest));
  differs(
    'Getelde stemmen (TotalCounted)',
    totals.block.totalCounted,
    sumOf((block) => block.totalCounted),
  );
  for (const kind of ['rejected', 'uncounted'] as const) {
    const own = byReason([totals.block[kind]]);
    const sums = byReason(rest.map(({ block }) => block[kind]));
    for (const reason of new Set([...own.keys(), ...sums.keys()])) {
      differs(`Reden ${shown(reason)}`, own.get(reason) ?? 0, sums.get(reason) ?? 0);
    }
  }
  return foundOr(`De ${rest.length} stembureaus tellen op tot het totaal.`, code, 'warn', found);
}

/**
 * Cast per station may be left out, which is written as 0 (Abacus does it at every one), and so may the total: then the sum
 * says nothing, unless what is given is more than the total already.
 */
function eligibleOf(totals: Block, rest: readonly Placed[]): number {
  const sum = rest.reduce((total, { block }) => total + block.cast, 0);
  const isPartial = totals.cast === 0 || (sum < totals.cast && rest.some(({ block }) => block.cast === 0));
  return isPartial ? totals.cast : sum;
}

function byReason(lists: readonly (readonly ReasonVotes[])[]): Map<string, number> {
  const sums = new Map<string, number>();
  for (const list of lists) {
    for (const { reason, votes } of list) sums.set(reason, (sums.get(reason) ?? 0) + votes);
  }
  return sums;
}

/** Adds every list and candidate of the units to its entry in the totals. */
function selectionSums(totals: Placed, rest: readonly Placed[], found: Sums): void {
  const { layout, votes } = totals.block;
  const sums = new Float64Array(layout.size);
  const index = new LayoutIndex(layout);
  for (const placed of rest) {
    const unit = placed.block;
    if (unit.layout === layout) {
      for (let at = 0; at < layout.size; at++) sums[at]! += unit.votes[at]!;
    } else addByName(placed, index, sums, found);
  }
  const label = labels(layout);
  for (let at = 0; at < layout.size; at++) {
    if (sums[at] === votes[at]) continue;
    found.add(
      () => `${label(at)}: het totaal is ${votes[at]!}, maar de stembureaus hebben er samen ${sums[at]!}.`,
      () => entryPlace(totals, at),
    );
  }
}

function addByName(placed: Placed, index: LayoutIndex, sums: Float64Array, found: Sums): void {
  const { block, name } = placed;
  const label = labels(block.layout);
  for (const { id, first, candidates, codes } of block.layout.lists) {
    for (let at = first; at <= first + candidates.length; at++) {
      const i = at - first - 1;
      const entry = index.place(id, i < 0 ? null : { id: candidates[i]!, code: codes?.[i] ?? null });
      const votes = block.votes[at]!;
      if (entry !== undefined) sums[entry]! += votes;
      else if (votes > 0) {
        found.add(
          () => `${label(at)} heeft in ${name} ${votes} stemmen, maar staat niet in het totaal.`,
          () => entryPlace(placed, at),
        );
      }
    }
  }
}

function labels(layout: Layout): (entry: number) => string {
  return (entry) => {
    const list = layout.lists.findLast(({ first }) => first <= entry);
    if (list === undefined) return 'Een kandidaat zonder lijst';
    if (list.first === entry) return `Lijst ${list.id}`;
    const candidate = list.candidates[entry - list.first - 1]!;
    return `Kandidaat ${typeof candidate === 'string' ? shown(candidate) : candidate} van lijst ${list.id}`;
  };
}
