import {
  Alert,
  Button,
  Code,
  DataTable,
  EmptyState,
  ErrorSummary,
  FilterForm,
  Foreign,
  Form,
  ForScreenReader,
  Link,
  LinkButton,
  Paragraph,
  Panel,
  PhoneLink,
  problemAt,
  RadioGroup,
  Select,
  StatusBadge,
  TextInput,
  TimeStamp,
  type FieldProblem,
  type Option,
} from '../web/components/index.js';
import { PersonLink } from './person-link.js';
import { counted } from '../web/counted.js';
import { CALLED_WHEN } from '../identity/account-view.js';
import { roleName } from '../identity/hat.js';
import type { BodyRef } from '../identity/person.store.js';
import type { ShownPerson } from './show-people.js';

/** A link with the whole address, to hand over. */
interface LinkToHandOver {
  readonly url: string;
  readonly expiresAt: Date;
}

/** What the page shows. */
export interface PeopleView {
  readonly of: BodyRef;
  readonly bodyName: string;
  readonly people: readonly ShownPerson[];
  readonly operator: boolean;
  /** The hat of who looks: it has no button to end it. */
  readonly own: string;
  /** What was just made: a link to hand over (null: none is needed) for this name (null: known to who asked). */
  readonly handOver: { readonly name: string | null; readonly link: LinkToHandOver | null } | null;
  readonly problems: readonly FieldProblem[];
  readonly typed: Readonly<Record<string, string | undefined>>;
}

const LEVEL_OPTIONS: readonly Option[] = [
  { value: 'GSB', label: 'Gemeentelijk stembureau' },
  { value: 'NBSB', label: 'Nationaal briefstembureau' },
  { value: 'SOL', label: 'Stembureau openbaar lichaam' },
  { value: 'HSB', label: 'Hoofdstembureau' },
  { value: 'CSB', label: 'Centraal stembureau' },
  { value: 'MAYOR', label: 'Burgemeester of gezaghebber' },
  { value: 'COUNCIL', label: 'Kiesraad (verzamelt de uitslagen)' },
  { value: 'EXECUTIVE', label: 'Bestuur (college van B&W, dagelijks bestuur, bestuurscollege)' },
  { value: 'OPERATOR', label: 'Kiesraad, beheer van het platform' },
];

/** The people of a body. */
export function PeopleBody(view: PeopleView) {
  return (
    <>
      <ErrorSummary problems={view.problems} />
      {view.handOver === null ? null : <HandOver {...view.handOver} />}
      <Around {...view} />
      <DataTable
        caption="Mensen van dit orgaan"
        rows={view.people}
        empty={
          <EmptyState title="Nog niemand">
            <Paragraph>
              Voor dit orgaan werkt nog niemand op het platform. Nodig hieronder iemand uit.
            </Paragraph>
          </EmptyState>
        }
        columns={[
          {
            header: 'Naam',
            rowHeader: true,
            cell: ({ personId, name }) =>
              view.operator ? <PersonLink id={personId} name={name} /> : <Foreign text={name} />,
          },
          { header: 'E-mailadres', cell: ({ email }) => <Foreign text={email} /> },
          { header: 'Telefoon', cell: ({ phone }) => (phone === null ? '' : <PhoneLink number={phone} />) },
          { header: 'Rol', cell: ({ role }) => roleName(role) },
          { header: 'Account', cell: (person) => <AccountState person={person} /> },
          { header: 'Sinds', cell: ({ grantedAt }) => <TimeStamp at={grantedAt} /> },
          {
            header: 'Handelingen',
            headerHidden: true,
            cell: (person) =>
              person.hatId === view.own ? 'Dit bent u' : <PersonActions person={person} view={view} />,
          },
        ]}
      />
      <Invite {...view} />
    </>
  );
}

/** Ways to other people: for the operator everybody's, for a committee's manager those of its organisation. */
function Around({ operator, of }: PeopleView) {
  if (operator)
    return (
      <>
        <FilterForm action="/personen" active={false} submit="Zoek" label="Zoek een persoon">
          <TextInput name="zoek" label="Zoek een persoon of orgaan" type="search" value="" maxlength={80} />
        </FilterForm>
        <OtherBody of={of} />
        <Paragraph>
          <Link href="/organisaties">Organisaties en hun contactpersonen</Link>.{' '}
          <Link href="/rechten">Rechten nakijken voor een stemming</Link>.
        </Paragraph>
        <ToWebhook />
      </>
    );
  return (
    <>
      <Paragraph>
        <Link href="/rechten">Rechten nakijken voor een stemming</Link>.{' '}
        {of.electionId === null ? null : <Link href="/organisatie">Contactpersonen van uw organisatie</Link>}
      </Paragraph>
      <ToWebhook />
    </>
  );
}

function ToWebhook() {
  return (
    <Paragraph>
      <Link href="/mensen/webhook">Berichten aan een programma van uw orgaan (webhook)</Link>
    </Paragraph>
  );
}

function HandOver({ name, link }: NonNullable<PeopleView['handOver']>) {
  if (link === null)
    return (
      <Alert tone="ok" title={`${name ?? 'De persoon'} is toegevoegd`} live>
        <p>Deze persoon heeft al een account en kan de rol nu kiezen.</p>
      </Alert>
    );
  return (
    <Alert tone="ok" title={`De uitnodiging${name === null ? '' : ` voor ${name}`} is klaar`} live>
      <p>
        Geef deze link aan de persoon zelf, en aan niemand anders. De link werkt één keer, tot{' '}
        <TimeStamp at={link.expiresAt} />, en wordt maar één keer getoond.
      </p>
      <p>
        <Code>{link.url}</Code>
      </p>
    </Alert>
  );
}

function AccountState({ person: { passkeys, invited } }: { person: ShownPerson }) {
  if (passkeys > 0) return <StatusBadge tone="ok">{counted(passkeys, 'passkey', 'passkeys')}</StatusBadge>;
  return invited ? (
    <StatusBadge tone="waiting">Uitgenodigd</StatusBadge>
  ) : (
    <StatusBadge tone="neutral">Geen account</StatusBadge>
  );
}

/** The body that a form is about, as its hidden fields. */
export const hiddenOf = ({ electionId, body }: BodyRef) => ({
  verkiezing: electionId ?? '',
  niveau: body.level,
  code: body.code,
});

function PersonActions({ person, view }: { person: ShownPerson; view: PeopleView }) {
  const mayRenew = view.operator || person.passkeys === 0;
  return (
    <>
      {mayRenew && person.passkeys === 0 ? (
        <Form action={`/mensen/${person.hatId}/uitnodigen`} hidden={hiddenOf(view.of)}>
          <Button kind="subtle">
            Nieuwe link<ForScreenReader> voor {person.name}</ForScreenReader>
          </Button>
        </Form>
      ) : null}
      {mayRenew && person.passkeys > 0 ? (
        <LinkButton kind="subtle" href={`/mensen/${person.hatId}/uitnodigen`}>
          Toegang herstellen<ForScreenReader> voor {person.name}</ForScreenReader>
        </LinkButton>
      ) : null}
      <LinkButton kind="subtle" href={`/mensen/${person.hatId}/beeindigen`}>
        Beëindig<ForScreenReader> de rol van {person.name}</ForScreenReader>
      </LinkButton>
    </>
  );
}

function OtherBody({ of }: { of: BodyRef }) {
  return (
    <FilterForm action="/mensen" active={of.body.level !== 'OPERATOR'} submit="Toon">
      <TextInput
        name="verkiezing"
        id="zoek-verkiezing"
        label="Verkiezing"
        description="De code, bijvoorbeeld TK2027. Leeg voor een bestuur en voor de beheerders van het platform."
        value={of.electionId ?? ''}
        maxlength={120}
      />
      <Select name="niveau" id="zoek-niveau" label="Orgaan" options={LEVEL_OPTIONS} value={of.body.level} />
      <TextInput
        name="code"
        id="zoek-code"
        label="Code"
        description="Bijvoorbeeld 0106, HSB3 of W8."
        value={of.body.code}
        width="small"
        maxlength={20}
      />
    </FilterForm>
  );
}

function Invite({ of, operator, bodyName, problems, typed }: PeopleView) {
  const roles = of.body.level === 'OPERATOR' ? (['operator'] as const) : (['member', 'manager'] as const);
  return (
    <Panel title="Iemand uitnodigen" tone="accent">
      <Paragraph>
        U krijgt een link die u zelf aan de persoon geeft. Die stelt daarmee een account in en kan dan werken
        voor: <strong>{bodyName}</strong>.
      </Paragraph>
      {operator ? (
        <Paragraph>Controleer eerst wie de persoon is en dat het orgaan erom vraagt.</Paragraph>
      ) : null}
      <Form action="/mensen" hidden={hiddenOf(of)} label="Iemand uitnodigen">
        <TextInput
          name="naam"
          label="Naam"
          value={typed['naam']}
          error={problemAt(problems, 'naam')}
          required
          maxlength={120}
        />
        <TextInput
          name="email"
          label="E-mailadres"
          description="Het eigen adres van de persoon, geen gedeelde postbus."
          type="email"
          value={typed['email']}
          error={problemAt(problems, 'email')}
          required
          maxlength={200}
        />
        <TextInput
          name="telefoon"
          label="Telefoonnummer"
          description={CALLED_WHEN}
          type="tel"
          value={typed['telefoon']}
          error={problemAt(problems, 'telefoon')}
          maxlength={30}
        />
        <RadioGroup
          name="rol"
          label="Rol"
          options={roles.map((role) => ({ value: role, label: roleName(role) }))}
          value={typed['rol'] ?? roles[0]}
          error={problemAt(problems, 'rol')}
          required
        />
        <Button>Uitnodigen</Button>
      </Form>
    </Panel>
  );
}
