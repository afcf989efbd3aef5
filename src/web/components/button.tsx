import type { ComponentChildren } from 'preact';
import { leavesSite, safeHref } from '../href.js';
import { Icon, type IconName } from './icon.js';

/** primary: the one thing to do here; secondary: also possible; subtle: a way back; danger: cannot be undone. */
export type ButtonKind = 'primary' | 'secondary' | 'subtle' | 'danger';

const APPEARANCE: Readonly<Record<ButtonKind, string>> = {
  primary: 'utrecht-button--primary-action',
  secondary: 'utrecht-button--secondary-action',
  subtle: 'utrecht-button--subtle',
  danger: 'utrecht-button--primary-action utrecht-button--danger',
};

interface Look {
  kind?: ButtonKind | undefined;
  icon?: IconName | undefined;
  children: ComponentChildren;
}

/** A button that sends its form. `name` and `value` tell the server which button of several was used. */
export function Button({
  kind = 'primary',
  icon,
  name,
  value,
  formaction,
  children,
}: Look & {
  name?: string | undefined;
  value?: string | undefined;
  /** Sends the form to another path of ours. */
  formaction?: string | undefined;
}) {
  return (
    <button
      class={`utrecht-button ${APPEARANCE[kind]}`}
      type="submit"
      name={name}
      value={value}
      formaction={formaction === undefined ? undefined : (safeHref(formaction) ?? undefined)}
    >
      {icon === undefined ? null : <Icon name={icon} />}
      {children}
    </button>
  );
}

/** A link that looks like a button: it goes somewhere and changes nothing. */
export function LinkButton({
  href,
  kind = 'secondary',
  icon,
  download,
  children,
}: Look & { href: string; download?: boolean | undefined }) {
  const address = safeHref(href);
  if (address === null) return <span>{children}</span>;
  return (
    <a
      class={`utrecht-button button-link ${APPEARANCE[kind]}`}
      href={address}
      rel={leavesSite(address) ? 'noopener noreferrer external' : undefined}
      download={download === true ? '' : undefined}
    >
      {icon === undefined ? null : <Icon name={icon} />}
      {children}
    </a>
  );
}

/** Buttons that belong together, in a row, or stacked on a phone. */
export function Actions({ children }: { children: ComponentChildren }) {
  return <div class="actions">{children}</div>;
}
