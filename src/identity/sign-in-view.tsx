import { OnCallPhones } from '../frame/on-call-view.js';
import type { OnCallNow } from '../frame/on-call.js';
import type { SentFields } from '../platform/http/sent-again.js';
import {
  Actions,
  Alert,
  Button,
  Form,
  Heading,
  HiddenFields,
  MadeFor,
  Link,
  LinkButton,
  Paragraph,
  PasskeyForm,
} from '../web/components/index.js';

/** The page where one signs in. `to`: where one wanted to go. */
export function SignInBody({
  known,
  to,
  rehearsal,
  onCall,
}: {
  known: boolean;
  to: string;
  rehearsal: boolean;
  onCall: readonly OnCallNow[];
}) {
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
      <Paragraph>Hebt u nog geen account? De beheerder van uw orgaan kan u uitnodigen.</Paragraph>
      <Paragraph>
        Bent u uw telefoon of passkey kwijt? Gebruik uw tweede passkey, of bel de beheerder van uw orgaan.
        Lukt dat niet? Bel de Kiesraad: <OnCallPhones people={onCall} names={false} />. U krijgt dan een
        nieuwe uitnodiging.
      </Paragraph>
    </>
  );
}

/** What waits for the passkey: a page, or what a form sent; of one that has room for files, those do not come along. */
export type Waiting = 'page' | { readonly sent: SentFields; readonly files: boolean };

/** The page that asks for the passkey again. */
export function ConfirmBody({ action, waiting }: { action: string; waiting: Waiting }) {
  const isPage = waiting === 'page';
  return (
    <>
      {isPage ? null : (
        <Paragraph>
          Er is nog niets veranderd. Wat u invulde, blijft bewaard.
          {waiting.files ? ' Een bestand kiest u daarna opnieuw.' : null}
        </Paragraph>
      )}
      <PasskeyForm action="confirm" submit="Bevestig met passkey" />
      <Form
        action={action}
        method={isPage ? 'get' : 'post'}
        hidden={isPage ? undefined : waiting.sent}
        afterPasskey
      >
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

/** What was sent under another role than the session has now. */
interface SentAsOther extends Pick<SentTooLate, 'again' | 'sent' | 'files' | 'page'> {
  /** Puts the role back on that the form was made for, and shows the form there. */
  readonly back: string;
  /** The role that the form was made for; undefined: not theirs any more. */
  readonly before: string | undefined;
  /** The role of now; undefined: none is chosen. */
  readonly now: string | undefined;
  /** The role of now has this form too. */
  readonly may: boolean;
}

/** The page that asks under which role a form is meant, and goes on with what was filled in. */
export function OtherRoleBody({ again, back, sent, files, page, before, now, may }: SentAsOther) {
  return (
    <>
      <Paragraph>
        {before === undefined
          ? 'U opende dit formulier voor een orgaan waar u niet meer voor werkt.'
          : `U opende dit formulier als ${before}.`}{' '}
        {now === undefined
          ? 'Kies bovenaan voor wie u nu werkt.'
          : `U werkt nu als ${now}.${may ? '' : ' Die rol heeft dit formulier niet.'}`}
      </Paragraph>
      <Paragraph>
        Wat u invulde, blijft bewaard. Kies voor wie het formulier is; u verstuurt het daarna zelf.
        {files ? ' Een bestand kiest u dan opnieuw.' : null}
      </Paragraph>
      {before === undefined ? null : (
        // for whichever role is worn when it is sent
        <MadeFor.Provider value={undefined}>
          <Form action={back} hidden={sent}>
            <Button>Verder als {before}</Button>
          </Form>
        </MadeFor.Provider>
      )}
      {now === undefined || !may ? null : (
        <Form action={again} hidden={sent}>
          <Button kind="secondary">Verder als {now}</Button>
        </Form>
      )}
      <LinkButton href={page} kind="subtle">
        Terug, zonder wat u invulde
      </LinkButton>
    </>
  );
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
