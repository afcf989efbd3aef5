import { formatGain, formatNumber } from '../format-number.js';
import { Foreign } from './text.js';

/** A figure with its name, which may hold words from a file; null: not given. `before`: what it was, where that is told. */
export interface ShownFigure {
  readonly what: string;
  readonly votes: number | null;
  readonly before?: number | null | undefined;
}

/** Figures under one heading. */
export interface ShownFigures {
  readonly title: string;
  readonly lines: readonly ShownFigure[];
}

/** Figures to lay beside paper: in groups, digits under each other, with what each was before where that differs. */
export function FigureGroups({ groups }: { groups: readonly ShownFigures[] }) {
  return (
    <div class="count-figures">
      {groups.map(({ title, lines }) => (
        <section class="count-figures__group">
          <h3 class="utrecht-heading-4">{title}</h3>
          <dl class="count-figures__list">
            {lines.map((line) => (
              <Line line={line} />
            ))}
          </dl>
        </section>
      ))}
    </div>
  );
}

function Line({ line: { what, votes, before } }: { line: ShownFigure }) {
  const changed = before !== undefined && before !== votes;
  return (
    <div class={changed ? 'count-figures__line count-figures__line--changed' : 'count-figures__line'}>
      <dt>
        <Foreign text={what} />
      </dt>
      <dd>{votes === null ? 'niet in het bestand' : formatNumber(votes)}</dd>
      {changed ? <dd class="count-figures__before">{was(before, votes)}</dd> : null}
    </div>
  );
}

function was(before: number | null, votes: number | null): string {
  if (before === null) return '(stond er niet)';
  const gained = votes === null ? '' : `, ${formatGain(votes - before)}`;
  return `(was ${formatNumber(before)}${gained})`;
}
