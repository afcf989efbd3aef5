import type { CandidateId, Layout, ListLayout } from '../verify/eml/count.js';
import type { CandidateNames } from './candidate-names.js';

/** So many are named; of more is said how many. */
const MOST_NAMED = 5;

/**
 * In which ways the lists and candidates of a count are others than those of its kieskring (230b), a sentence each. Empty: they
 * are the same, or there is no list of candidates (`names` empty) to lay them beside.
 */
export function offLists({ lists }: Layout, names: CandidateNames): readonly string[] {
  if (names.size === 0) return [];
  const counted = new Set(lists.map(({ id }) => id));
  const strange = [...counted].filter((id) => !names.has(id));
  const absent = [...names.keys()].filter((id) => !counted.has(id));
  return [
    ...said('Niet op de kandidatenlijst staat', 'Niet op de kandidatenlijst staan', strange.map(listWord)),
    ...said('In het bestand ontbreekt', 'In het bestand ontbreken', absent.map(listWord)),
    ...lists.flatMap((list) => {
      const known = names.get(list.id);
      return known === undefined ? [] : offCandidates(list, known);
    }),
  ];
}

function offCandidates(list: ListLayout, known: ReadonlyMap<CandidateId, string>): readonly string[] {
  const ids = [...known.keys()].filter((key) => typeof key === 'number');
  const codes = known.size - ids.length;
  const keys = list.candidates.map((id, i) => (codes > 0 ? list.codes?.[i] : null) ?? id);
  const strange = keys.filter((key) => !known.has(key));
  const counted = new Set(keys);
  const absent = ids.filter((id) => !counted.has(id));
  const lacking = Math.max(ids.length, codes) - (keys.length - strange.length);
  return [
    ...said(
      `Op lijst ${list.id} van de kandidatenlijst staat niet:`,
      `Op lijst ${list.id} van de kandidatenlijst staan niet:`,
      strange.map(candidateWord),
    ),
    ...(lacking <= 0
      ? []
      : absent.length === lacking
        ? said(
            `Van lijst ${list.id} ontbreekt in het bestand`,
            `Van lijst ${list.id} ontbreken in het bestand`,
            absent.map(candidateWord),
          )
        : [`Van lijst ${list.id} ontbreken in het bestand zoveel kandidaten: ${lacking}.`]),
  ];
}

const listWord = (id: number) => `lijst ${id}`;
const candidateWord = (id: CandidateId) => `kandidaat ${id}`;

function said(one: string, many: string, what: readonly string[]): readonly string[] {
  if (what.length === 0) return [];
  const named = what.slice(0, MOST_NAMED).join(', ');
  const more = what.length > MOST_NAMED ? ` en nog ${what.length - MOST_NAMED}` : '';
  return [`${what.length === 1 ? one : many} ${named}${more}.`];
}
