import type { SentFields } from '../platform/http/sent-again.js';
import {
  Actions,
  Alert,
  Button,
  Form,
  Heading,
  HiddenFields,
  Link,
  LinkButton,
  Paragraph,
  PasskeyForm,
} from '../web/components/index.js';

/** The page where one signs in. `to`: where one wanted to go. */
export function SignInBody({ known, to, rehearsal }: { known: boolean; to: string; rehearsal: boolean }) {
  return (
    <>
      {known ? (
        <Alert tone="info" title="U bent al ingelogd">
          <p>
            <Link href={to}>Ga verder</Link>
          </p>
        </Alert>
      ) : null}
      {rehearsal ? (
        <>
          <Heading level={2}>Oefenen</Heading>
          <Paragraph>
            Dit is een oefening. Op deze computer zelf kunt u kiezen wie u bent, zonder passkey.
          </Paragraph>
          <LinkButton href={`/inloggen/oefening?naar=${encodeURIComponent(to)}`} kind="primary">
            Kies een persoon
          </LinkButton>
        </>
      ) : null}
      <Heading level={2}>Met uw passkey</Heading>
      <Paragraph>
        Uw apparaat vraagt om uw pincode, vingerafdruk of gezicht. U hoeft geen wachtwoord te onthouden.
      </Paragraph>
      <PasskeyForm action="sign-in" submit="Inloggen met passkey" kind={rehearsal ? 'secondary' : 'primary'}>
        <HiddenFields values={{ naar: to }} />
      </PasskeyForm>
      <Heading level={2}>Lukt het niet?</Heading>
      <Paragraph>
        Hebt u nog geen account? De beheerder van uw orgaan kan u uitnodigen. Bent u uw passkey kwijt? Gebruik
        uw tweede passkey, of bel de helpdesk.
      </Paragraph>
    </>
  );
}

/** The page that asks for the passkey again. `sent`: what the form that waits for it holds. */
export function ConfirmBody({ action, sent }: { action: string; sent: SentFields }) {
  return (
    <>
      <Paragraph>Er is nog niets veranderd. Wat u invulde, blijft bewaard.</Paragraph>
      <PasskeyForm action="confirm" submit="Bevestig met passkey" />
      <Form action={action} hidden={sent} afterPasskey>
        <Button kind="secondary">Ga verder na het bevestigen</Button>
      </Form>
    </>
  );
}

/** What was sent after the session's end, and the way back to it. */
interface SentTooLate {
  /** Shows the form again with `sent`. */
  readonly again: string;
  readonly sent: SentFields;
  /** The form had room for files, which do not come along. */
  readonly files: boolean;
  /** Where the form stood. */
  readonly page: string;
  /** The role it was made for. */
  readonly hat: string | undefined;
  readonly rehearsal: boolean;
}

/** The page that has somebody sign in again and go on with what they filled in. */
export function SignInAgainBody({ again, sent, files, page, hat, rehearsal }: SentTooLate) {
  const role = hat === undefined ? {} : { hoed: hat };
  const choose = new URLSearchParams({ naar: page, ...role });
  return (
    <>
      <Paragraph>
        Wat u invulde, blijft op deze pagina bewaard. Na het inloggen staat het weer in het formulier; u
        verstuurt het daarna zelf.
        {files ? ' Een bestand kiest u dan opnieuw.' : null}
      </Paragraph>
      <Heading level={2}>Log opnieuw in</Heading>
      <PasskeyForm action="sign-in" submit="Inloggen met passkey" kind={rehearsal ? 'secondary' : 'primary'}>
        <HiddenFields values={{ naar: page, ...role }} />
      </PasskeyForm>
      {rehearsal ? (
        <Paragraph>
          Dit is een oefening:{' '}
          <Link href={`/inloggen/oefening?${choose.toString()}`} newTab>
            kies een persoon
          </Link>
          , en kom daarna terug naar deze pagina.
        </Paragraph>
      ) : null}
      <Heading level={2}>Weer ingelogd?</Heading>
      <Form action={again} hidden={sent} afterPasskey>
        <Actions>
          <Button kind="secondary">Verder met wat u invulde</Button>
          <LinkButton href={page} kind="subtle">
            Terug, zonder wat u invulde
          </LinkButton>
        </Actions>
      </Form>
    </>
  );
}
