/**
 * The figures of a count beside the votes on candidates, with the words of the files. `eml` is the ReasonCode of
 * EML_NL (null: an element of its own), `csv` the row of the OSV spreadsheet (null: not in it). Postal ones appear
 * only in counts of a postal electoral committee.
 */
const FIGURE_WORDS = {
  eligible: { eml: null, csv: 'opgeroepenen', postal: false },
  blank: { eml: null, csv: 'blanco stembiljetten', postal: false },
  invalid: { eml: null, csv: 'ongeldige stembiljetten', postal: false },
  pollCards: { eml: 'geldige stempassen', csv: 'geldige stempas', postal: false },
  proxies: { eml: 'geldige volmachtbewijzen', csv: 'geldig volmachtbewijs', postal: false },
  voterCards: { eml: 'geldige kiezerspassen', csv: 'geldige kiezerspas', postal: false },
  admitted: { eml: 'toegelaten kiezers', csv: 'toegelaten kiezers', postal: false },
  more: {
    eml: 'meer getelde stembiljetten',
    csv: 'meer stembiljetten dan toegelaten kiezers',
    postal: false,
  },
  fewer: {
    eml: 'minder getelde stembiljetten',
    csv: 'minder stembiljetten dan toegelaten kiezers',
    postal: false,
  },
  takenAlong: {
    eml: 'meegenomen stembiljetten',
    csv: 'kiezers met stembiljet hebben niet gestemd',
    postal: false,
  },
  tooFewIssued: {
    eml: 'te weinig uitgereikte stembiljetten',
    csv: 'er zijn te weinig stembiljetten uitgereikt',
    postal: false,
  },
  tooManyIssued: {
    eml: 'te veel uitgereikte stembiljetten',
    csv: 'er zijn te veel stembiljetten uitgereikt',
    postal: false,
  },
  noPostalBallot: { eml: 'geen briefstembiljetten', csv: null, postal: true },
  tooManyPostalBallots: { eml: 'te veel briefstembiljetten', csv: null, postal: true },
  lost: { eml: 'kwijtgeraakte stembiljetten', csv: null, postal: true },
  unexplained: { eml: 'geen verklaring', csv: 'geen verklaring', postal: false },
  otherwise: { eml: 'andere verklaring', csv: 'andere verklaring', postal: false },
} as const satisfies Record<string, { eml: string | null; csv: string | null; postal: boolean }>;

export type Figure = keyof typeof FIGURE_WORDS;

/** All figures, in the order in which the files list them. */
export const FIGURES = Object.keys(FIGURE_WORDS) as readonly Figure[];

/** Those written as UncountedVotes, with their ReasonCode: 11 of them, or 14 for a postal committee. */
export function uncounted(postal: boolean): readonly { figure: Figure; reason: string }[] {
  return FIGURES.flatMap((figure) => {
    const words = FIGURE_WORDS[figure];
    return words.eml === null || (words.postal && !postal) ? [] : [{ figure, reason: words.eml }];
  });
}

/** The spreadsheet's word for a figure; throws for one that the spreadsheet does not have. */
export function csvWord(figure: Figure): string {
  const word = FIGURE_WORDS[figure].csv;
  if (word === null) throw new RangeError(`${figure} is not in the spreadsheet`);
  return word;
}

/** What was counted somewhere: votes per candidate (per list, in list order) and the other figures, all at least 0. */
export interface Tally {
  readonly votes: readonly Uint32Array[];
  readonly figures: Readonly<Record<Figure, number>>;
}

/** All zeros, for lists of these lengths. */
export function emptyTally(candidatesPerList: readonly number[]): Tally {
  return {
    votes: candidatesPerList.map((n) => new Uint32Array(n)),
    figures: Object.fromEntries(FIGURES.map((figure) => [figure, 0])) as Record<Figure, number>,
  };
}

/** The sum per candidate and per figure. At least one tally; all must have the same lists. */
export function sumTallies(tallies: readonly Tally[]): Tally {
  const first = tallies[0];
  if (first === undefined) throw new RangeError('nothing to add up');
  const votes = first.votes.map((list) => new Uint32Array(list.length));
  const figures: Record<Figure, number> = { ...first.figures };
  for (const figure of FIGURES) figures[figure] = tallies.reduce((sum, t) => sum + t.figures[figure], 0);
  for (const tally of tallies) {
    votes.forEach((sum, list) => {
      const part = tally.votes[list];
      if (part?.length !== sum.length) throw new RangeError(`list ${list + 1} differs between tallies`);
      for (let i = 0; i < sum.length; i += 1) sum[i] = sum[i]! + part[i]!;
    });
  }
  return { votes, figures };
}

/** Votes on one list together (`list` counts from 0). */
export function listTotal(tally: Tally, list: number): number {
  return tally.votes[list]!.reduce((sum, n) => sum + n, 0);
}

/** Valid votes: on all lists together. */
export function validVotes(tally: Tally): number {
  return tally.votes.reduce((sum, _, list) => sum + listTotal(tally, list), 0);
}

/** Ballots found: valid, blank and invalid. */
export function ballotsFound(tally: Tally): number {
  return validVotes(tally) + tally.figures.blank + tally.figures.invalid;
}
