import { RefusalWithReasons } from '../platform/http/parse.js';
import type { DefinitionProblem } from './definition-problem.js';

/**
 * The refusal of a 110a, with every reason. The pointer of a reason names the element it is about, as in
 * `/NumberOfSeats`; line and column stand at the end of its sentence.
 */
export function definitionRefused(problems: readonly DefinitionProblem[]): RefusalWithReasons {
  const [first] = problems;
  return new RefusalWithReasons(
    'election.definitionRefused',
    problems.map(({ code, detail, place }) => ({
      pointer: place?.path ? `/${place.path}` : '',
      detail: place === null ? detail : `${detail} (regel ${place.line}, teken ${place.column})`,
      code,
    })),
    { reason: first?.detail ?? '', problem: first?.code ?? '', problems: problems.length },
  );
}
