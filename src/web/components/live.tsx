import type { ComponentChildren } from 'preact';
import { localPath } from '../href.js';
import { Button, type ButtonKind } from './button.js';
import { Form, useMadeFor } from './form.js';
import { FileInput } from './inputs.js';

/** How often a page fetches itself without script: a reader must be able to reach its end in between. */
export const ALONE_SECONDS = 20;

/**
 * A region that the refresh island fetches anew. Mark the element whose text tells what changed with
 * `data-refresh-summary` (one line, such as the progress): only a change there is announced. `id` finds the region
 * in the page that `href` (this page when absent) gives; when it is no longer there, the whole page is fetched. Without
 * script the reader fetches the page; `alone`: the page does so itself, where all that is left to do is to wait.
 */
export function LiveRegion({
  id,
  href,
  seconds = 15,
  alone = false,
  children,
}: {
  id: string;
  href?: string | undefined;
  seconds?: number | undefined;
  alone?: boolean | undefined;
  children: ComponentChildren;
}) {
  return (
    <div
      data-island="refresh"
      data-refresh-region={id}
      data-refresh-href={href === undefined ? undefined : (localPath(href) ?? undefined)}
      data-refresh-seconds={Math.max(5, Math.floor(seconds))}
      data-refresh-alone={alone ? 'yes' : undefined}
    >
      <div class="live-controls" data-refresh-controls hidden />
      <noscript>
        <p class="utrecht-paragraph utrecht-paragraph--small">
          {alone
            ? `Deze pagina vernieuwt zich elke ${ALONE_SECONDS} seconden.`
            : 'Vernieuw de pagina voor de laatste stand.'}
        </p>
      </noscript>
      <div id={id} data-refresh-content>
        {children}
      </div>
    </div>
  );
}

/**
 * The form that delivers files. Without script it sends multipart to `action` with the fields `verkiezing`,
 * `vervangt` and `bestand`; with script the island sends the same through the API at `api` and then goes to
 * `page` + the id that the API gave.
 */
export function UploadForm({
  action,
  election,
  replaces,
  api = '/v1/leveringen',
  page,
  error,
  submit = 'Versturen en controleren',
  children,
}: {
  action: string;
  election: string;
  replaces?: string | undefined;
  api?: string | undefined;
  page: string;
  error?: string | undefined;
  submit?: string | undefined;
  children?: ComponentChildren;
}) {
  const announceAt = useMadeFor(api);
  const hidden = { verkiezing: election, ...(replaces === undefined ? {} : { vervangt: replaces }) };
  return (
    <div class="upload" data-island="upload" data-upload-api={announceAt} data-upload-page={localPath(page)}>
      <Form action={action} hidden={hidden} files>
        {children}
        <FileInput
          name="bestand"
          label="Bestand met de telling"
          description="Het ZIP-bestand uit OSV of Abacus, of het telbestand (.eml.xml) samen met de handtekening (.signature). Samen hoogstens 256 MB."
          error={error}
          multiple
          required
        />
        <div class="upload__progress" data-upload-progress hidden>
          <label class="upload__label" for="upload-voortgang" data-upload-label>
            Versturen
          </label>
          <progress class="progress__bar" id="upload-voortgang" value={0} max={100} />
        </div>
        <div role="status" data-upload-status />
        <div role="alert" data-upload-error />
        <div class="actions">
          <Button icon="upload">{submit}</Button>
          <button class="utrecht-button utrecht-button--subtle" type="button" data-upload-cancel hidden>
            Stoppen
          </button>
        </div>
      </Form>
    </div>
  );
}

/** Which ceremony a passkey form performs. */
export type PasskeyAction = 'sign-in' | 'register' | 'confirm';

const PASSKEY_PATHS: Readonly<Record<PasskeyAction, { options: string; answer: string }>> = {
  'sign-in': { options: '/inloggen/passkey/opties', answer: '/inloggen/passkey/antwoord' },
  confirm: { options: '/bevestigen/passkey/opties', answer: '/bevestigen/passkey/antwoord' },
  register: { options: '/account/passkey/opties', answer: '/account/passkey/antwoord' },
};

/**
 * A form that signs in with a passkey, confirms with one that one is still there, or registers one. Needs script, as WebAuthn does: without it the page says so.
 * Its fields (a name for the passkey, an invitation) go along as JSON with both calls: `{…fields}` to options, then
 * `{…fields, antwoord}` to answer, which gives `{volgende}`, a path on this site; a form with `afterPasskey` is sent instead.
 */
export function PasskeyForm({
  action,
  options = PASSKEY_PATHS[action].options,
  answer = PASSKEY_PATHS[action].answer,
  submit,
  kind,
  inPlace,
  children,
}: {
  action: PasskeyAction;
  options?: string | undefined;
  answer?: string | undefined;
  submit: string;
  kind?: ButtonKind | undefined;
  /** Whoever shows it starts its script, and is told with an event `signed-in`; the page stays. */
  inPlace?: boolean | undefined;
  children?: ComponentChildren;
}) {
  return (
    <div
      data-island={inPlace === true ? undefined : 'passkey'}
      data-passkey={action}
      data-passkey-in-place={inPlace === true ? 'yes' : undefined}
      data-passkey-options={localPath(options)}
      data-passkey-answer={localPath(answer)}
    >
      <noscript>
        <p class="utrecht-paragraph">Voor een passkey moet JavaScript aan staan in uw browser.</p>
      </noscript>
      <form class="form" novalidate data-passkey-form hidden>
        {children}
        <div role="status" data-passkey-status />
        <div role="alert" data-passkey-error />
        <Button icon="key" kind={kind}>
          {submit}
        </Button>
      </form>
    </div>
  );
}
