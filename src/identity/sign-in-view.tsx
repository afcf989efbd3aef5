import {
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
        Heeft u nog geen account? De beheerder van uw orgaan kan u uitnodigen. Bent u uw passkey kwijt?
        Gebruik uw tweede passkey, of bel de helpdesk.
      </Paragraph>
    </>
  );
}

/** The page that asks for the passkey again. `sent`: what the form that waits for it holds. */
export function ConfirmBody({ action, sent }: { action: string; sent: Readonly<Record<string, string>> }) {
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
