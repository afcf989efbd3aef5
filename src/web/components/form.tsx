import type { ComponentChildren } from 'preact';
import { localPath } from '../href.js';

/** Name of the hidden field that carries the anti-forgery token where one is used beside the Origin check. */
export const CSRF_FIELD = '_csrf';

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
  csrf,
  hidden,
  files,
  label,
  children,
}: {
  action: string;
  method?: 'get' | 'post' | undefined;
  csrf?: string | undefined;
  hidden?: Readonly<Record<string, string>> | undefined;
  /** The form carries files (multipart). */
  files?: boolean | undefined;
  /** Name of the form for screen readers, where a page has several. */
  label?: string | undefined;
  children: ComponentChildren;
}) {
  return (
    <form
      class="form"
      action={localPath(action) ?? undefined}
      method={method}
      enctype={files === true ? 'multipart/form-data' : undefined}
      aria-label={label}
      novalidate
    >
      {csrf === undefined || method === 'get' ? null : <HiddenFields values={{ [CSRF_FIELD]: csrf }} />}
      {hidden === undefined ? null : <HiddenFields values={hidden} />}
      {children}
    </form>
  );
}
