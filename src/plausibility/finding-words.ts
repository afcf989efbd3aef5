import { formatGain, formatNumber, formatPercent } from '../web/format-number.js';
import { candidateLabel, type CandidateNames } from '../counts/candidate-names.js';
import type { Outcome } from './look.js';
import type { Bounds } from '../elections/bounds.js';
import type { Expected, Finding } from './plausibility.js';

/** Every kind of finding, as it is called on screen, in the order in which it is told. */
export const KIND_WORDS = {
  noVotes: 'Geen stemmen',
  unexplained: 'Verschil zonder verklaring',
  otherExplained: 'Verklaring en verschil ongelijk',
  notInvestigated: 'Verschil niet onderzocht',
  invalid: 'Veel ongeldige stemmen',
  blank: 'Veel blanco stemmen',
  difference: 'Groot verschil',
  list: 'Lijst wijkt sterk af',
  swapped: 'Kandidaten misschien verwisseld',
} as const satisfies Record<Finding['kind'], string>;

/** What came of looking, as a person chooses it. */
export const OUTCOME_WORDS = {
  explained: 'Er is een goede reden voor',
  error: 'Er is iets fout',
  unclear: 'Nog niet duidelijk',
} as const satisfies Record<Outcome, string>;

export const KINDS = Object.keys(KIND_WORDS) as readonly Finding['kind'][];

/** Why a finding is told, with its numbers and the bound that it reaches. Words of a file may stand in it. */
export function reasonOf(found: Finding, bounds: Bounds, names: CandidateNames): string {
  switch (found.kind) {
    case 'noVotes':
      return 'Er is geen enkel stembiljet geteld.';
    case 'unexplained':
      return `Voor ${ballots(found.ballots)} heeft het stembureau geen verklaring.`;
    case 'otherExplained':
      return `Er zijn ${moreOrFewer(found.difference)}. De verklaringen zijn samen ${formatNumber(found.explained)}.`;
    case 'notInvestigated':
      return `Er zijn ${moreOrFewer(found.difference)}. In het bestand staat niet dat dit is onderzocht.`;
    case 'blank':
    case 'invalid': {
      const bound = found.kind === 'blank' ? bounds.blankPercent : bounds.invalidPercent;
      const what = found.kind === 'blank' ? 'blanco' : 'ongeldig';
      return `${formatPercent(found.percent)} is ${what} (${formatNumber(found.votes)}). De grens is ${formatPercent(bound)}.`;
    }
    case 'difference': {
      const share = found.percent === null ? '' : ` (${formatPercent(found.percent)})`;
      const bound = `${formatNumber(bounds.difference)} of ${formatPercent(bounds.differencePercent)}`;
      return `Er zijn ${moreOrFewer(found.difference)}${share}. De grens is ${bound}.`;
    }
    case 'list': {
      const [here, rest] = [formatPercent(found.percent), formatPercent(found.elsewhere)];
      const points = `De grens is ${formatNumber(bounds.listPoints)} procentpunt verschil.`;
      return `${listLabel(found)} kreeg hier ${here}, en in de rest van de gemeente ${rest}. ${points}`;
    }
    case 'swapped': {
      const one = (each: Expected) =>
        `${candidateLabel(names, found.list, each.candidate)} kreeg ${formatNumber(each.votes)}, verwacht ${formatNumber(Math.round(each.expected))}`;
      return `${listLabel(found)}: ${one(found.more)}; ${one(found.fewer)}.`;
    }
  }
}

const listLabel = ({ list, name }: { readonly list: number; readonly name: string }): string =>
  `Lijst ${list}${name === '' ? '' : ` (${name})`}`;
const ballots = (number: number): string =>
  number === 1 ? '1 stembiljet' : `${formatNumber(number)} stembiljetten`;
const moreOrFewer = (difference: number): string =>
  `${ballots(Math.abs(difference))} ${difference > 0 ? 'meer' : 'minder'} dan toegelaten kiezers`;

/** By how much the ballots differ from the admitted voters; null where the file does not give those. */
export function differenceText(ballotsCounted: number, admitted: number | null): string {
  return admitted === null ? 'niet in het bestand' : formatGain(ballotsCounted - admitted);
}
