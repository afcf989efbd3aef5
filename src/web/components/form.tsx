import type { ComponentChildren } from 'preact';
import { localPath } from '../href.js';

/** Values that travel with a form unseen. Never secrets: whoever looks at the page sees them. */
export function HiddenFields({ values }: { values: Readonly<Record<string, string>> }) {
  return (
    <>
      {Object.entries(values).map(([name, value]) => (
        <input type="hidden" name={name} value={value} />
      ))}
    </>
  );
}

/**
 * A form of ours. `action` is a path on this site. The browser's own validation is off: its messages are not in our
 * words and not tied to the fields; the server checks and the page comes back with the errors at their fields.
 */
export function Form({
  action,
  method = 'post',
  hidden,
  files,
  label,
  afterPasskey,
  children,
}: {
  action: string;
  method?: 'get' | 'post' | undefined;
  hidden?: Readonly<Record<string, string>> | undefined;
  /** The form carries files (multipart). */
  files?: boolean | undefined;
  /** Name of the form for screen readers, where a page has several. */
  label?: string | undefined;
  /** Is sent by itself when the passkey of a form beside it was used. */
  afterPasskey?: boolean | undefined;
  children: ComponentChildren;
}) {
  return (
    <form
      class="form"
      action={localPath(action) ?? undefined}
      method={method}
      enctype={files === true ? 'multipart/form-data' : undefined}
      aria-label={label}
      data-after-passkey={afterPasskey}
      novalidate
    >
      {hidden === undefined ? null : <HiddenFields values={hidden} />}
      {children}
    </form>
  );
}
