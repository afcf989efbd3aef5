import type { ComponentChildren } from 'preact';
import { localPath } from '../href.js';
import { Button, type ButtonKind } from './button.js';
import { Icon } from './icon.js';

/** What changes of a region, told as it happens. */
export interface RegionStream {
  readonly href: string;
  /** What the page shows now, in one word: what changed since is told. */
  readonly state: string;
  /** Which parts there are, or their order, may change too: then the region is fetched as well, after a while. */
  readonly whole: boolean;
}

/**
 * A region that the refresh island fetches anew. Mark the element whose text tells what changed with
 * `data-refresh-summary` (one line, such as the progress): only a change there is announced. `id` finds the region
 * in the page that `href` (this page when absent) gives; when it is no longer there, the whole page is fetched. Without
 * script the reader looks again: a page never fetches itself while somebody reads it.
 */
export function LiveRegion({
  id,
  href,
  seconds = 15,
  stream,
  children,
}: {
  id: string;
  href?: string | undefined;
  seconds?: number | undefined;
  /** Where the page hears at once what changes, by parts with an id; see `data-refresh-whole` in the script. */
  stream?: RegionStream | undefined;
  children: ComponentChildren;
}) {
  return (
    <div
      data-island="refresh"
      data-refresh-region={id}
      data-refresh-href={href === undefined ? undefined : (localPath(href) ?? undefined)}
      data-refresh-stream={stream && (localPath(stream.href) ?? undefined)}
      data-refresh-state={stream?.state}
      data-refresh-whole={stream?.whole === true ? 'yes' : undefined}
      data-refresh-seconds={Math.max(5, Math.floor(seconds))}
    >
      <div class="live-controls" data-refresh-controls hidden />
      <noscript>
        <a class="utrecht-button button-link utrecht-button--secondary-action no-print" href="">
          Kijk opnieuw
        </a>
      </noscript>
      <div id={id} data-refresh-content>
        {children}
      </div>
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
        {inPlace === true ? null : (
          <template data-error-icon>
            <Icon name="error" />
          </template>
        )}
        <div role="status" data-passkey-status />
        <div role="alert" data-passkey-error />
        <Button icon="key" kind={kind}>
          {submit}
        </Button>
      </form>
    </div>
  );
}
