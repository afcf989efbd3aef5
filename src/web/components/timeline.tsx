import type { ComponentChildren } from 'preact';
import type { TimePrecision } from '../format-time.js';
import { TimeStamp } from './text.js';

/** One step of what happened. */
export interface TimelineStep {
  /** Null: still to come. */
  readonly at: Date | null;
  readonly title: ComponentChildren;
  readonly who?: ComponentChildren;
  /** A line each. */
  readonly facts?: readonly ComponentChildren[];
}

/** What happened, a step each, in the order that is given. */
export function Timeline({
  steps,
  precision,
}: {
  steps: readonly TimelineStep[];
  precision?: TimePrecision | undefined;
}) {
  return (
    <ol class="timeline">
      {steps.map(({ at, title, who, facts = [] }) => (
        <li class="timeline__step">
          <p class="timeline__time">
            {at === null ? 'nog niet' : <TimeStamp at={at} precision={precision} />}
          </p>
          <div>
            <p class="timeline__title">{title}</p>
            {who === undefined ? null : <p>{who}</p>}
            {facts.map((fact) => (
              <p class="timeline__fact">{fact}</p>
            ))}
          </div>
        </li>
      ))}
    </ol>
  );
}
