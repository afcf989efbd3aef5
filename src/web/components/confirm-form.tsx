import type { ComponentChildren } from 'preact';
import { Actions, Button, LinkButton } from './button.js';
import { Checkbox } from './choices.js';
import { Form } from './form.js';
import { Icon } from './icon.js';

/** Name of the box that must be ticked where `understand` is given. */
export const UNDERSTOOD_FIELD = 'begrepen';

/**
 * Asks once more before something that cannot be undone: what will happen, to whom, and a way back that is as easy to
 * reach. `understand` adds a box to tick; the server must check it, the browser does not.
 */
export function ConfirmForm({
  action,
  hidden,
  files,
  title,
  confirm,
  cancelHref,
  understand,
  error,
  children,
}: {
  action: string;
  hidden?: Readonly<Record<string, string>> | undefined;
  /** Sent as multipart: what is hidden is long. */
  files?: boolean | undefined;
  title: string;
  /** Words on the button, a verb: `Sleutel intrekken`. */
  confirm: string;
  cancelHref: string;
  understand?: string | undefined;
  /** When the box was not ticked. */
  error?: string | undefined;
  /** The explanation, and further fields such as a reason. */
  children: ComponentChildren;
}) {
  return (
    <section class="confirm" aria-labelledby="bevestig-titel">
      <h2 class="utrecht-heading-2 confirm__title" id="bevestig-titel">
        <Icon name="warning" />
        {title}
      </h2>
      <Form action={action} hidden={hidden} files={files}>
        {children}
        {understand === undefined ? null : (
          <Checkbox name={UNDERSTOOD_FIELD} label={understand} error={error} required />
        )}
        <Actions>
          <Button kind="danger">{confirm}</Button>
          <LinkButton kind="subtle" href={cancelHref}>
            Annuleren
          </LinkButton>
        </Actions>
      </Form>
    </section>
  );
}
