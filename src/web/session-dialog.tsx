import { asset } from './assets.js';
import { HiddenFields } from './components/form.js';
import { PasskeyForm } from './components/live.js';
import { Link, Paragraph } from './components/text.js';
import type { PageProps } from './page-types.js';

/**
 * What the session island shows two minutes before the session's end, and after it: staying signed in, or the passkey in
 * place, without leaving the page. Without script it never opens, and a form that is sent too late keeps what it holds.
 */
export function SessionDialog({
  left,
  hat,
  rehearsal,
}: {
  left: NonNullable<PageProps['session']>;
  hat: string | undefined;
  rehearsal: boolean;
}) {
  return (
    <dialog
      class="session-dialog"
      data-island="session"
      data-session-idle={Math.floor(left.idleMs / 1000)}
      data-session-end={Math.floor(left.endMs / 1000)}
      data-session-passkeys={asset('passkey.js')}
      aria-labelledby="sessie-titel"
      aria-describedby="sessie-uitleg"
    >
      <h2 class="utrecht-heading-2" id="sessie-titel" tabindex={-1} data-session-title />
      <p class="utrecht-paragraph" id="sessie-uitleg" role="status" data-session-text />
      <div data-session-sign-in hidden>
        <PasskeyForm action="sign-in" submit="Inloggen met passkey" inPlace>
          <HiddenFields values={hat === undefined ? {} : { hoed: hat }} />
        </PasskeyForm>
        {rehearsal ? (
          <Paragraph>
            Dit is een oefening:{' '}
            <Link href={`/inloggen/oefening${hat === undefined ? '' : `?hoed=${hat}`}`} newTab>
              kies een persoon
            </Link>
            , en kom daarna terug naar deze pagina.
          </Paragraph>
        ) : null}
      </div>
      <div role="alert" data-session-error />
      <div class="actions">
        <button class="utrecht-button utrecht-button--primary-action" type="button" data-session-stay hidden>
          Blijf ingelogd
        </button>
        <button class="utrecht-button utrecht-button--subtle" type="button" data-session-close>
          Sluiten
        </button>
      </div>
    </dialog>
  );
}
