import { OnCallPhones } from '../frame/on-call-view.js';
import type { OnCallNow } from '../frame/on-call.js';
import {
  Actions,
  Alert,
  Button,
  Code,
  DataTable,
  ErrorSummary,
  Foreign,
  Form,
  ForScreenReader,
  Link,
  LinkButton,
  Paragraph,
  Panel,
  PasskeyForm,
  problemAt,
  StatusBadge,
  TextInput,
  TimeStamp,
  type FieldProblem,
} from '../web/components/index.js';
import { roleName, type NamedHat } from './hat.js';
import type { IssuedToken } from './change-tokens.js';
import type { Account } from './show-account.js';

/** Why somebody would give their telephone number. */
export const CALLED_WHEN =
  'Van een beheerder: HSB en CSB bellen dit nummer op de avond van de telling. Bijvoorbeeld 06-12345678.';

/** What the page shows beside the account itself. */
export interface AccountView {
  readonly account: Account;
  readonly sessionId: string;
  /** The hat worn, for which a token would be issued. */
  readonly hat: NamedHat | null;
  /** A token that was just issued: shown this once. */
  readonly issued: IssuedToken | null;
  readonly problems: readonly FieldProblem[];
  readonly typed: Readonly<Record<string, string | undefined>>;
}

/** One's own account. */
export function AccountBody(view: AccountView) {
  return (
    <>
      <ErrorSummary problems={view.problems} />
      {view.issued === null ? null : <NewToken issued={view.issued} />}
      <Roles hats={view.account.hats} current={view.hat} />
      <Phone {...view} />
      <Panel title="Mail over berichten">
        <Paragraph>
          <Link href="/account/berichten">Kies waarover u mail krijgt, en wanneer niet</Link>
        </Paragraph>
      </Panel>
      <Passkeys passkeys={view.account.passkeys} />
      <Sessions sessions={view.account.sessions} own={view.sessionId} />
      <Tokens {...view} />
    </>
  );
}

function NewToken({ issued }: { issued: IssuedToken }) {
  return (
    <Alert tone="ok" title="Het token is uitgegeven" live>
      <p>Bewaar het nu op een veilige plaats. Het wordt maar één keer getoond.</p>
      <p>
        <Code>{issued.token}</Code>
      </p>
    </Alert>
  );
}

function Roles({ hats, current }: { hats: readonly NamedHat[]; current: NamedHat | null }) {
  return (
    <Panel title="Uw rollen">
      <DataTable
        caption="Uw rollen"
        captionHidden
        rows={hats}
        empty={<Paragraph>U hebt nu geen rol. De beheerder van uw orgaan kan u er een geven.</Paragraph>}
        columns={[
          { header: 'Orgaan', rowHeader: true, cell: (hat) => hat.label },
          { header: 'Rol', cell: (hat) => roleName(hat.role) },
          {
            header: 'Nu gekozen',
            cell: (hat) => (hat.id === current?.id ? <StatusBadge tone="ok">Ja</StatusBadge> : 'Nee'),
          },
        ]}
      />
    </Panel>
  );
}

function Phone({ account, problems, typed }: AccountView) {
  return (
    <Panel title="Uw telefoonnummer">
      <Form action="/account/telefoon" label="Uw telefoonnummer">
        <TextInput
          name="telefoon"
          label="Telefoonnummer"
          description={CALLED_WHEN}
          type="tel"
          autocomplete="tel"
          value={typed['telefoon'] ?? account.phone ?? ''}
          error={problemAt(problems, 'telefoon')}
          maxlength={30}
        />
        <Button kind="secondary">Bewaar nummer</Button>
      </Form>
    </Panel>
  );
}

/** What somebody does who lost the device with their passkey, and whom they call now. */
export function LostPasskey({ onCall }: { onCall: readonly OnCallNow[] }) {
  return (
    <Panel title="Telefoon of passkey kwijt?">
      <Paragraph>
        Verwijder die passkey hierboven. Bel de beheerder van uw orgaan voor een nieuwe uitnodiging. Is die er
        niet? Bel de Kiesraad: <OnCallPhones people={onCall} names />.
      </Paragraph>
    </Panel>
  );
}

function Passkeys({ passkeys }: { passkeys: Account['passkeys'] }) {
  return (
    <Panel title="Uw passkeys">
      {passkeys.length === 1 ? (
        <Alert tone="warning" title="Maak een tweede passkey">
          <p>
            Raakt u uw enige passkey kwijt, dan kunt u niet meer inloggen. Gebruik een ander apparaat of een
            sleutel.
          </p>
        </Alert>
      ) : null}
      <DataTable
        caption="Uw passkeys"
        captionHidden
        rows={passkeys}
        empty={<Paragraph>U hebt nog geen passkey.</Paragraph>}
        columns={[
          { header: 'Naam', rowHeader: true, cell: ({ name }) => <Foreign text={name} /> },
          { header: 'Toegevoegd', cell: ({ createdAt }) => <TimeStamp at={createdAt} /> },
          {
            header: 'Laatst gebruikt',
            cell: ({ lastUsedAt }) => (lastUsedAt === null ? 'Nog niet' : <TimeStamp at={lastUsedAt} />),
          },
          {
            header: 'Verwijderen',
            headerHidden: true,
            cell: ({ credentialId, name }) =>
              passkeys.length === 1 ? null : (
                <LinkButton
                  kind="subtle"
                  href={`/account/passkey/verwijderen?passkey=${encodeURIComponent(credentialId)}`}
                >
                  Verwijder<ForScreenReader> passkey {name}</ForScreenReader>
                </LinkButton>
              ),
          },
        ]}
      />
      <PasskeyForm action="register" submit="Passkey toevoegen" kind="secondary">
        <TextInput
          name="naam"
          label="Naam van de nieuwe passkey"
          description="Bijvoorbeeld: telefoon, of reservesleutel in de kluis."
          required
          maxlength={60}
        />
      </PasskeyForm>
    </Panel>
  );
}

function Sessions({ sessions, own }: { sessions: Account['sessions']; own: string }) {
  return (
    <Panel title="Waar u bent ingelogd">
      <DataTable
        caption="Uw sessies"
        captionHidden
        rows={sessions}
        columns={[
          { header: 'Begonnen', rowHeader: true, cell: ({ createdAt }) => <TimeStamp at={createdAt} /> },
          { header: 'Laatst gebruikt', cell: ({ lastSeenAt }) => <TimeStamp at={lastSeenAt} /> },
          { header: 'Vanaf', cell: ({ ip }) => ip },
          {
            header: 'Browser',
            cell: ({ agent }) => (agent === null ? 'Onbekend' : <Foreign text={agent} longest={80} />),
          },
          {
            header: 'Beëindigen',
            headerHidden: true,
            cell: ({ tokenHash, createdAt }) =>
              tokenHash === own ? (
                <StatusBadge tone="info">Deze sessie</StatusBadge>
              ) : (
                <Form action="/account/sessies/beeindigen" hidden={{ sessie: tokenHash }}>
                  <Button kind="subtle">
                    Beëindig
                    <ForScreenReader>
                      {' '}
                      sessie van <TimeStamp at={createdAt} />
                    </ForScreenReader>
                  </Button>
                </Form>
              ),
          },
        ]}
      />
      <Form action="/account/overal-afmelden">
        <Actions>
          <Button kind="secondary">Overal afmelden</Button>
        </Actions>
      </Form>
    </Panel>
  );
}

function Tokens({ account, hat, problems, typed }: AccountView) {
  const labelOf = (hatId: string) => account.hats.find(({ id }) => id === hatId)?.label ?? 'Beëindigde rol';
  return (
    <Panel title="Toegangstokens voor programma’s">
      <Paragraph>
        Met een token kan een programma namens u met de API werken, in één rol. Overal afmelden stopt tokens
        niet: trek ze dan ook in.
      </Paragraph>
      <DataTable
        caption="Uw tokens"
        captionHidden
        rows={account.tokens}
        empty={<Paragraph>U hebt geen tokens.</Paragraph>}
        columns={[
          { header: 'Naam', rowHeader: true, cell: ({ label }) => <Foreign text={label} /> },
          { header: 'Rol', cell: ({ hatId }) => labelOf(hatId) },
          { header: 'Werkt tot', cell: ({ expiresAt }) => <TimeStamp at={expiresAt} /> },
          {
            header: 'Intrekken',
            headerHidden: true,
            cell: ({ tokenHash, label }) => (
              <LinkButton kind="subtle" href={`/account/tokens/intrekken?token=${tokenHash}`}>
                Trek in<ForScreenReader> token {label}</ForScreenReader>
              </LinkButton>
            ),
          },
        ]}
      />
      <NewTokenForm hat={hat} problems={problems} typed={typed} />
    </Panel>
  );
}

function NewTokenForm({ hat, problems, typed }: Pick<AccountView, 'hat' | 'problems' | 'typed'>) {
  if (hat === null) return <Paragraph>Kies eerst een rol. Een token hoort bij één rol.</Paragraph>;
  return (
    <Form action="/account/tokens" label="Nieuw token">
      <Paragraph>
        Een nieuw token is voor: <strong>{hat.label}</strong>.
      </Paragraph>
      <TextInput
        name="label"
        label="Naam van het nieuwe token"
        description="Bijvoorbeeld de naam van het programma."
        value={typed['label']}
        error={problemAt(problems, 'label')}
        required
        maxlength={60}
      />
      <TextInput
        name="dagen"
        label="Aantal dagen dat het werkt"
        description="1 tot en met 90."
        value={typed['dagen'] ?? '30'}
        error={problemAt(problems, 'dagen')}
        required
        width="small"
        inputmode="numeric"
        maxlength={2}
      />
      <Button kind="secondary">Token uitgeven</Button>
    </Form>
  );
}
