import type { ComponentChildren } from 'preact';
import { Button, LinkButton } from './button.js';
import { Form } from './form.js';

/** Narrows a list. It sends a GET, so that what one sees can be kept and passed on as an address. */
export function FilterForm({
  action,
  active,
  submit = 'Filter',
  label = 'Filter de lijst',
  children,
}: {
  action: string;
  /** What its button says. */
  submit?: string | undefined;
  /** What it is called for a screen reader, where a page has several. */
  label?: string | undefined;
  /** Whether anything is narrowed now; then there is a way to see all again. */
  active: boolean;
  children: ComponentChildren;
}) {
  return (
    <div class="filter" role="search">
      <Form action={action} method="get" label={label}>
        <div class="filter__fields">{children}</div>
        <div class="filter__actions">
          <Button kind="secondary">{submit}</Button>
          {active ? (
            <LinkButton kind="subtle" href={action}>
              Toon alles
            </LinkButton>
          ) : null}
        </div>
      </Form>
    </div>
  );
}
