import type { ComponentChildren } from 'preact';
import { Icon, type IconName } from './icon.js';

/** What a state means to the reader: neutral (nothing expected), waiting (not yet), ok, warning, error, info. */
export type StatusTone = 'neutral' | 'waiting' | 'info' | 'ok' | 'warning' | 'error';

const BADGE: Readonly<Record<StatusTone, string>> = {
  neutral: 'neutral',
  waiting: 'waiting',
  info: 'active',
  ok: 'success',
  warning: 'warning',
  error: 'danger',
};

/** A state in one or two words, with a sign of its own shape. */
export function StatusBadge({ tone, children }: { tone: StatusTone; children: ComponentChildren }) {
  const icon: IconName = tone;
  return (
    <span class={`utrecht-status-badge utrecht-status-badge--${BADGE[tone]}`}>
      <Icon name={icon} />
      {children}
    </span>
  );
}

/** How far something is: `done` of `total` (whole numbers, 0 or more), always in words beside the bar. */
export function Progress({
  label,
  done,
  total,
  id,
}: {
  label: string;
  done: number;
  total: number;
  /** Id of the bar, unique on the page; made from the label when absent. */
  id?: string | undefined;
}) {
  const bar = id ?? `voortgang-${label.toLowerCase().replace(/[^a-z0-9]+/g, '-')}`;
  const percent = total === 0 ? 0 : Math.floor((Math.min(done, total) / total) * 100);
  return (
    <div class="progress">
      <div class="progress__text">
        <label for={bar}>{label}</label>
        <span>
          <strong>{done}</strong> van {total}
          <span class="progress__percent"> ({percent}%)</span>
        </span>
      </div>
      <progress class="progress__bar" id={bar} value={Math.min(done, total)} max={Math.max(total, 1)}>
        {done} van {total}
      </progress>
    </div>
  );
}

/** A count that matters on a board, with the list behind it where there is one. */
export interface Figure {
  label: string;
  value: number | string;
  tone?: StatusTone | undefined;
  href?: string | undefined;
}

/** The counts of a board in a row. */
export function Figures({
  label,
  figures,
  compact,
}: {
  label: string;
  figures: readonly Figure[];
  /** Many, on a few lines: what else is on the page is what one comes for. */
  compact?: boolean | undefined;
}) {
  return (
    <dl class={compact === true ? 'figures figures--compact' : 'figures'} aria-label={label}>
      {figures.map((figure) => (
        <div class={`figure figure--${figure.tone ?? 'neutral'}`}>
          <dt class="figure__label">
            {figure.tone === undefined || figure.tone === 'neutral' ? null : <Icon name={figure.tone} />}
            {figure.href === undefined ? (
              figure.label
            ) : (
              <a class="utrecht-link utrecht-link--html-a figure__link" href={figure.href}>
                {figure.label}
              </a>
            )}
          </dt>
          <dd class="figure__value">{figure.value}</dd>
        </div>
      ))}
    </dl>
  );
}
