import type { Bounds } from '../elections/bounds.js';
import { canonicalUnit } from '../kernel/eml-ids.js';
import type { Block, CandidateId, Count, Layout, ReportingUnit } from '../verify/eml/count.js';
import type { ReasonVotes } from '../verify/figures.js';

/** A candidate beside what the rest of the gemeente lets expect. */
export interface Expected {
  readonly candidate: CandidateId;
  readonly votes: number;
  readonly expected: number;
}

/** What is implausible in one polling station, with its numbers. */
export type Finding =
  | { readonly kind: 'noVotes' }
  /** The station itself says that there is no explanation for so many. */
  | { readonly kind: 'unexplained'; readonly ballots: number }
  /** The explanations together are another number than the difference. */
  | { readonly kind: 'otherExplained'; readonly explained: number; readonly difference: number }
  /** The file can give no explanations (EML_NL 1.3), and nobody says that it was looked into. */
  | { readonly kind: 'notInvestigated'; readonly difference: number }
  | { readonly kind: 'blank' | 'invalid'; readonly votes: number; readonly percent: number }
  | { readonly kind: 'difference'; readonly difference: number; readonly percent: number | null }
  | {
      readonly kind: 'list';
      readonly list: number;
      readonly name: string;
      readonly percent: number;
      /** Of the list in the rest of the gemeente. */
      readonly elsewhere: number;
    }
  | {
      readonly kind: 'swapped';
      readonly list: number;
      readonly name: string;
      readonly more: Expected;
      readonly fewer: Expected;
    };

/** A polling station with what was found in it. */
export interface JudgedStation {
  readonly id: string;
  /** The same however a file spells it. */
  readonly unit: string;
  readonly name: string;
  /** Votes on lists, blank and invalid. */
  readonly ballots: number;
  /** Null: the file does not give it. */
  readonly admitted: number | null;
  /** Of the difference; null: the file gives no explanations. */
  readonly explained: number | null;
  readonly findings: readonly Finding[];
}

/**
 * What the Kiesraad's Hulpmiddel ControleProtocol tells of each polling station of a gemeente (its README and
 * protocol_checks.py), in file order. The rest of the gemeente is its total without the station; of one station alone there is
 * none, and then nothing is laid beside it. A 510b without totals or stations has nothing to judge.
 */
export function judgePlausibility({ head, totals, units }: Count, bounds: Bounds): readonly JudgedStation[] {
  if (totals === null) return [];
  const places = placesIn(totals.layout);
  return units.map((unit) => {
    const { id, name, block } = unit;
    const ballots = ballotsOf(block);
    const admitted = given(block.uncounted, 'toegelaten kiezers');
    const lists = besideRest(totals, block, places);
    const isOne = units.length === 1;
    const findings = [
      ...(ballots === 0 ? [{ kind: 'noVotes' } as const] : []),
      ...explanations(unit, ballots, admitted),
      ...rejected(block, ballots, bounds),
      ...differences(ballots, admitted, bounds),
      ...(isOne ? [] : deviatingLists(lists, bounds)),
      ...(isOne ? [] : swaps(lists, bounds)),
    ];
    const explained = explainedIn(block, ballots, admitted);
    return { id, unit: canonicalUnit(id, head.authority.id), name, ballots, admitted, explained, findings };
  });
}

const given = (list: readonly ReasonVotes[], wanted: string): number | null =>
  list.find(({ reason }) => reason === wanted)?.votes ?? null;
const sumOf = (list: readonly ReasonVotes[], wanted: readonly string[]): number =>
  list.reduce((sum, { reason, votes }) => sum + (wanted.includes(reason) ? votes : 0), 0);

function ballotsOf({ totalCounted, rejected: list }: Block): number {
  return totalCounted + sumOf(list, ['ongeldig', 'blanco']);
}

const UNEXPLAINED = 'geen verklaring';
const ALSO = [UNEXPLAINED, 'andere verklaring'];
const OF_MORE = ['te veel uitgereikte stembiljetten', 'te veel briefstembiljetten', ...ALSO];
const OF_FEWER = [
  ...['meegenomen stembiljetten', 'te weinig uitgereikte stembiljetten', 'geen briefstembiljetten'],
  ...['kwijtgeraakte stembiljetten', ...ALSO],
];
const EXPLANATIONS = new Set([...OF_MORE, ...OF_FEWER]);
/** With which a station says that it looked for the cause: decentral counting, central counting. */
const LOOKED_INTO = ['onderzocht vanwege onverklaard verschil', 'toegelaten kiezers opnieuw vastgesteld'];

const givesExplanations = ({ uncounted }: Block): boolean =>
  uncounted.some(({ reason }) => EXPLANATIONS.has(reason));

function explainedIn(block: Block, ballots: number, admitted: number | null): number | null {
  if (!givesExplanations(block)) return null;
  const of = ballots > (admitted ?? ballots) ? OF_MORE : OF_FEWER;
  return sumOf(
    block.uncounted,
    of.filter((reason) => reason !== UNEXPLAINED),
  );
}

function explanations(
  { block, investigated }: ReportingUnit,
  ballots: number,
  admitted: number | null,
): readonly Finding[] {
  const difference = admitted === null ? 0 : ballots - admitted;
  const { uncounted } = block;
  if (!givesExplanations(block)) {
    const isLookedInto = investigated?.some((reason) => LOOKED_INTO.includes(reason)) === true;
    return difference === 0 || isLookedInto ? [] : [{ kind: 'notInvestigated', difference }];
  }
  const found: Finding[] = [];
  const without = given(uncounted, UNEXPLAINED) ?? 0;
  if (without > 0) found.push({ kind: 'unexplained', ballots: without });
  const explained = sumOf(uncounted, difference > 0 ? OF_MORE : OF_FEWER);
  if (difference !== 0 && explained !== Math.abs(difference))
    found.push({ kind: 'otherExplained', explained, difference });
  return found;
}

/** A bound has at most one decimal: compared in whole numbers, so that 3% of 100 is 3 and no rounding more or less. */
const reaches = (part: number, whole: number, percent: number): boolean =>
  part * 1000 >= Math.round(percent * 10) * whole;

function rejected({ rejected: list }: Block, ballots: number, bounds: Bounds): readonly Finding[] {
  const kinds = [
    ['invalid', 'ongeldig', bounds.invalidPercent],
    ['blank', 'blanco', bounds.blankPercent],
  ] as const;
  return kinds.flatMap(([kind, reason, bound]) => {
    const votes = given(list, reason) ?? 0;
    return votes > 0 && reaches(votes, ballots, bound)
      ? [{ kind, votes, percent: percentOf(votes, ballots) }]
      : [];
  });
}

function differences(ballots: number, admitted: number | null, bounds: Bounds): readonly Finding[] {
  const difference = ballots - (admitted ?? ballots);
  const size = Math.abs(difference);
  const isMany =
    size >= bounds.difference || (ballots > 0 && reaches(size, ballots, bounds.differencePercent));
  if (size === 0 || !isMany) return [];
  return [{ kind: 'difference', difference, percent: ballots === 0 ? null : percentOf(size, ballots) }];
}

/** The votes of a list and its candidates in a station, beside those in the rest of the gemeente. */
export interface ListBesideRest {
  readonly list: number;
  readonly name: string;
  readonly votes: number;
  /** In percents of the votes on lists. */
  readonly percent: number;
  readonly elsewhere: number;
  readonly candidates: readonly Expected[];
}

type Places = ReadonlyMap<
  number,
  { readonly first: number; readonly candidates: ReadonlyMap<CandidateId, number> }
>;

function placesIn({ lists }: Layout): Places {
  return new Map(
    lists.map(({ id, first, candidates }) => [
      id,
      { first, candidates: new Map(candidates.map((candidate, i) => [candidate, first + 1 + i])) },
    ]),
  );
}

/** Every list of a station beside the rest of the gemeente; where that has no votes its share is 0, as the helper says. */
export function besideRest(
  totals: Block,
  block: Block,
  places: Places = placesIn(totals.layout),
): readonly ListBesideRest[] {
  const whole = totals.totalCounted - block.totalCounted;
  return block.layout.lists.map(({ id: list, name, first, candidates }) => {
    const of = places.get(list);
    const votes = block.votes[first]!;
    const rest = of === undefined ? 0 : totals.votes[of.first]! - votes;
    return {
      ...{ list, name, votes },
      percent: percentOf(votes, block.totalCounted),
      elsewhere: percentOf(rest, whole),
      candidates: candidates.map((candidate, i) => {
        const own = block.votes[first + 1 + i]!;
        const place = of?.candidates.get(candidate);
        const others = place === undefined ? 0 : totals.votes[place]! - own;
        return { candidate, votes: own, expected: (percentOf(others, rest) * votes) / 100 };
      }),
    };
  });
}

const percentOf = (part: number, whole: number): number =>
  whole <= 0 ? 0 : (Math.max(0, part) * 100) / whole;

function deviatingLists(lists: readonly ListBesideRest[], bounds: Bounds): readonly Finding[] {
  return lists
    .filter(({ percent, elsewhere }) => Math.abs(percent - elsewhere) >= bounds.listPoints)
    .map(({ list, name, percent, elsewhere }) => ({ kind: 'list', list, name, percent, elsewhere }));
}

function swaps(lists: readonly ListBesideRest[], bounds: Bounds): readonly Finding[] {
  const { swapVotes, swapFactor } = bounds;
  return lists.flatMap(({ list, name, candidates }) => {
    const many = candidates.filter(
      ({ votes, expected }) => votes >= swapVotes && votes >= swapFactor * expected,
    );
    const few = candidates.filter(
      ({ votes, expected }) => expected >= swapVotes && votes * swapFactor <= expected,
    );
    return many.flatMap((more) =>
      few.map((fewer) => ({ kind: 'swapped', list, name, more, fewer }) satisfies Finding),
    );
  });
}
