import { Icon } from './icon.js';

/** An error and the id of the field it is about. */
export interface FieldProblem {
  field: string;
  message: string;
}

/** The message at one field. */
export function problemAt(problems: readonly FieldProblem[], field: string): string | undefined {
  return problems.find((problem) => problem.field === field)?.message;
}

/**
 * All errors of a form together, on top of the page, each linked to its field. It takes the focus when the page loads,
 * so that a screen reader starts there. Gives nothing when nothing is wrong.
 */
export function ErrorSummary({
  problems,
  title = 'Er is iets niet goed ingevuld',
}: {
  problems: readonly FieldProblem[];
  title?: string | undefined;
}) {
  if (problems.length === 0) return null;
  return (
    <section class="error-summary" aria-labelledby="fouten-titel" tabindex={-1} autofocus>
      <h2 class="error-summary__title" id="fouten-titel">
        <Icon name="error" />
        {title}
      </h2>
      <ul class="error-summary__list">
        {problems.map((problem) => (
          <li>
            <a class="utrecht-link utrecht-link--html-a" href={`#${problem.field}`}>
              {problem.message}
            </a>
          </li>
        ))}
      </ul>
    </section>
  );
}
