import type { ComponentChildren } from 'preact';
import { Icon } from './icon.js';
import { Title } from './text.js';

/** What a message is: colour, sign and spoken word follow from it, so that none of them stands alone. */
export type Tone = 'info' | 'ok' | 'warning' | 'error';

const SPOKEN: Readonly<Record<Tone, string>> = {
  info: 'Informatie',
  ok: 'Gelukt',
  warning: 'Let op',
  error: 'Fout',
};

/**
 * A message in a box. `live` announces it at once (for what just happened); without it, it is read in its turn.
 * The title is no heading, so that it never breaks the order of the page's headings.
 * `focused`: what the page is about: the focus lands on it when the page opens, without script too, which reads it out.
 */
export function Alert({
  tone,
  title,
  live,
  id,
  focused,
  children,
}: {
  tone: Tone;
  title?: string | undefined;
  live?: boolean | undefined;
  id?: string | undefined;
  focused?: boolean | undefined;
  children?: ComponentChildren;
}) {
  const role = live !== true ? undefined : tone === 'error' ? 'alert' : 'status';
  return (
    <div
      class={`utrecht-alert utrecht-alert--${tone}`}
      role={role}
      id={id}
      tabindex={focused === true ? -1 : undefined}
      autofocus={focused === true ? true : undefined}
    >
      <div class="utrecht-alert__icon">
        <Icon name={tone} />
      </div>
      <div class="utrecht-alert__content">
        <div class="utrecht-alert__message">
          <span class="visually-hidden">{SPOKEN[tone]}: </span>
          {title === undefined ? null : (
            <p class="alert-title">
              <Title text={title} />
            </p>
          )}
          {children}
        </div>
      </div>
    </div>
  );
}
