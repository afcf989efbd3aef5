import type { SeededRandom } from './seeded-random.js';
import { emptyTally, FIGURES, type Figure, type Tally } from './tally.js';

/** How a made-up electorate leans: the relative strength of each list and of each candidate within it. */
export interface Leaning {
  readonly lists: readonly number[];
  readonly candidates: readonly (readonly number[])[];
}

/** A leaning for lists of these lengths: a few strong lists, and on each list a first candidate far ahead of the rest. */
export function leaning(random: SeededRandom, candidatesPerList: readonly number[]): Leaning {
  return {
    lists: candidatesPerList.map((_, i) => (0.4 + random.fraction()) / (1 + i * 0.35)),
    candidates: candidatesPerList.map((n) =>
      Array.from({ length: n }, (_, i) => (0.3 + random.fraction()) / ((1 + i) * (1 + i * 0.12))),
    ),
  };
}

/** Divides `total` in whole parts by weight, the largest remainders first, so that the parts add up exactly. */
export function apportion(total: number, weights: readonly number[]): number[] {
  const sum = weights.reduce((a, b) => a + b, 0);
  const shares = weights.map((weight) => (total * weight) / sum);
  const parts = shares.map(Math.floor);
  let left = total - parts.reduce((a, b) => a + b, 0);
  const byRemainder = shares
    .map((share, i) => ({ i, remainder: share - Math.floor(share) }))
    .sort((x, y) => y.remainder - x.remainder || x.i - y.i);
  for (const { i } of byRemainder) {
    if (left === 0) break;
    parts[i]! += 1;
    left -= 1;
  }
  return parts;
}

/**
 * What one polling station counted: `admitted` voters (0 or more) of about `eligible` called up. Arithmetic holds as in
 * a real file: poll cards + proxies + voter cards = admitted; admitted + more - fewer = valid + blank + invalid; the
 * explanations add up to the difference; about one station in five has a difference.
 */
export function stationTally(
  random: SeededRandom,
  leans: Leaning,
  station: {
    readonly admitted: number;
    readonly eligible: number;
    readonly postal: boolean;
    readonly voterCards: boolean;
  },
): Tally {
  const tally = emptyTally(leans.candidates.map((list) => list.length));
  const figures: Record<Figure, number> = { ...tally.figures };
  const { admitted } = station;
  const [pollCards, proxies, voterCards] = apportion(
    admitted,
    station.postal ? [1, 0, 0] : [0.9, 0.092, station.voterCards ? 0.008 : 0],
  );
  Object.assign(figures, { eligible: station.eligible, admitted, pollCards, proxies, voterCards });

  Object.assign(figures, difference(random, admitted, station.postal));
  const found = admitted + figures.more - figures.fewer;
  figures.blank = Math.min(found, random.between(0, 1 + Math.floor(found / 250)));
  figures.invalid = Math.min(found - figures.blank, random.between(0, 1 + Math.floor(found / 300)));

  const perList = apportion(found - figures.blank - figures.invalid, noisy(random, leans.lists));
  const votes = perList.map((n, list) =>
    Uint32Array.from(apportion(n, noisy(random, leans.candidates[list]!))),
  );
  return { votes, figures };
}

function noisy(random: SeededRandom, weights: readonly number[]): number[] {
  return weights.map((weight) => weight * (0.5 + random.fraction()));
}

function difference(
  random: SeededRandom,
  admitted: number,
  postal: boolean,
): Partial<Record<Figure, number>> {
  if (admitted < 20 || random.fraction() >= 0.2) return {};
  const size = random.between(1, 3);
  if (random.fraction() < 0.4) {
    return { more: size, [random.pick<Figure>(['tooManyIssued', 'unexplained', 'otherwise'])]: size };
  }
  const reasons: Figure[] = postal
    ? ['noPostalBallot', 'lost', 'unexplained']
    : ['takenAlong', 'tooFewIssued', 'unexplained', 'otherwise'];
  return { fewer: size, [random.pick(reasons)]: size };
}

/**
 * What a next session makes of a tally: some votes turn out to belong to another list, and one invalid ballot, if
 * there was one, turns out to be valid. Ballots found stay the same, so every rule of `stationTally` still holds.
 * Needs two lists and one vote; gives the tally unchanged where it has neither.
 */
export function recounted(random: SeededRandom, tally: Tally): Tally {
  const voted = tally.votes.flatMap((list, i) => (list.some((n) => n > 0) ? [i] : []));
  if (voted.length === 0 || tally.votes.length < 2) return tally;
  const votes = tally.votes.map((list) => Uint32Array.from(list));
  const figures = Object.fromEntries(FIGURES.map((f) => [f, tally.figures[f]])) as Record<Figure, number>;

  const from = voted.reduce((best, i) => (votes[i]![0]! > votes[best]![0]! ? i : best), voted[0]!);
  const to = (from + random.between(1, votes.length - 1)) % votes.length;
  const giver = votes[from]!.findIndex((n) => n > 0);
  const moved = Math.min(votes[from]![giver]!, random.between(1, 9));
  votes[from]![giver]! -= moved;
  votes[to]![0]! += moved;
  if (figures.invalid > 0) {
    figures.invalid -= 1;
    votes[to]![0]! += 1;
  }
  return { votes, figures };
}
