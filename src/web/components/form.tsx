import { createContext, type ComponentChildren } from 'preact';
import { useContext } from 'preact/hooks';
import { localPath } from '../href.js';

/** The hat of who a page is made for; undefined: none. */
export const MadeFor = createContext<string | undefined>(undefined);

/** The parameter of an address that says for which hat the form was made. */
export const MADE_FOR = 'namens';

/**
 * An address that changes something, with the hat that its page was made for: who chose another hat in another tab
 * does nothing for that one by mistake. In the address, so that it is known before the first byte of a body.
 */
export function useMadeFor(path: string): string | undefined {
  const hat = useContext(MadeFor);
  const own = localPath(path) ?? undefined;
  if (own === undefined || hat === undefined || own.includes(`${MADE_FOR}=`)) return own;
  return `${own}${own.includes('?') ? '&' : '?'}${new URLSearchParams({ [MADE_FOR]: hat }).toString()}`;
}

/** Values that travel with a form unseen. Never secrets: whoever looks at the page sees them. */
export function HiddenFields({ values }: { values: HiddenValues }) {
  return (
    <>
      {Object.entries(values).flatMap(([name, value]) =>
        [value].flat().map((each) => <input type="hidden" name={name} value={each} />),
      )}
    </>
  );
}

/** Values by the name of their field; a field may have several. */
type HiddenValues = Readonly<Record<string, string | readonly string[]>>;

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
  hidden?: HiddenValues | undefined;
  /** The form carries files (multipart). */
  files?: boolean | undefined;
  /** Name of the form for screen readers, where a page has several. */
  label?: string | undefined;
  /** Is sent by itself when the passkey of a form beside it was used. */
  afterPasskey?: boolean | undefined;
  children: ComponentChildren;
}) {
  const acting = useMadeFor(action);
  return (
    <form
      class="form"
      action={method === 'get' ? (localPath(action) ?? undefined) : acting}
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
