import {
  Alert,
  Button,
  Checkbox,
  CheckboxGroup,
  ConfirmForm,
  DataTable,
  Day,
  EmptyState,
  ErrorSummary,
  Foreign,
  Form,
  ForScreenReader,
  LinkButton,
  Panel,
  Paragraph,
  PhoneLink,
  problemAt,
  StatusBadge,
  TextInput,
  TimeStamp,
  type FieldProblem,
} from '../web/components/index.js';
import { CONTACT_KIND_NAMES, CONTACT_KINDS, type ContactPerson } from './contact.js';
import { LoadForm } from './loading-view.js';
import type { OrganisationContacts } from './show-contacts.js';

/** A form that was just sent. */
export interface SentContact {
  readonly problems: readonly FieldProblem[];
  readonly typed: Readonly<Record<string, string | undefined>>;
}

const kindsOf = ({ kinds }: Pick<ContactPerson, 'kinds'>) =>
  kinds.length === CONTACT_KINDS.length ? 'beide' : kinds.map((kind) => CONTACT_KIND_NAMES[kind]).join(', ');

/** The list, as anybody sees it who may; `keeps`: with what its own executive can do. */
export function ContactTable({
  contacts,
  keeps = false,
}: {
  contacts: readonly ContactPerson[];
  keeps?: boolean;
}) {
  return (
    <DataTable
      caption="Contactpersonen"
      rows={contacts}
      empty={
        <EmptyState title="Nog geen contactpersonen">
          <Paragraph>De Kiesraad kan deze organisatie nu niet bereiken over de voorschriften.</Paragraph>
        </EmptyState>
      }
      columns={[
        { header: 'Naam', rowHeader: true, cell: ({ name }) => <Foreign text={name} /> },
        { header: 'Voorschriften', cell: kindsOf },
        { header: 'Plaatsvervanger', cell: ({ deputy }) => (deputy ? 'ja' : 'nee') },
        { header: 'E-mailadres', cell: ({ email }) => <Foreign text={email} /> },
        { header: 'Telefoon', cell: ({ phone }) => (phone === null ? '' : <PhoneLink number={phone} />) },
        {
          header: 'Bevestigd',
          cell: ({ confirmedAt }) => (confirmedAt === null ? 'nooit' : <TimeStamp at={confirmedAt} />),
        },
        ...(keeps ? [{ header: 'Handelingen', headerHidden: true, cell: ContactActions }] : []),
      ]}
    />
  );
}

function ContactActions({ id, name }: ContactPerson) {
  return (
    <>
      <LinkButton kind="subtle" href={`/contactpersonen/${id}`}>
        Verander<ForScreenReader> {name}</ForScreenReader>
      </LinkButton>
      <LinkButton kind="subtle" href={`/contactpersonen/${id}/weghalen`}>
        Haal weg<ForScreenReader> {name}</ForScreenReader>
      </LinkButton>
    </>
  );
}

/** What follows when a contact person is taken off the list. */
export function RemoveContactView({ contact: { id, name, email } }: { contact: ContactPerson }) {
  return (
    <ConfirmForm
      action={`/contactpersonen/${id}/weghalen`}
      title={`${name} weghalen`}
      confirm="Haal van de lijst"
      cancelHref="/contactpersonen"
    >
      <Paragraph>
        <Foreign text={name} /> (<Foreign text={email} />) krijgt dan geen herinneringen meer en staat niet
        meer op de lijst van de Kiesraad.
      </Paragraph>
    </ConfirmForm>
  );
}

/** Whether they are confirmed for the voting days to come. */
export function ContactDays({ days }: Pick<OrganisationContacts, 'days'>) {
  return (
    <>
      {days.map(({ votingDay, confirmed }) => (
        <Paragraph>
          Voor de stemming van <Day day={votingDay} />:{' '}
          {confirmed === null ? (
            <StatusBadge tone="warning">Nog niet bevestigd</StatusBadge>
          ) : (
            <>
              <StatusBadge tone="ok">Bevestigd</StatusBadge> op <TimeStamp at={confirmed.at} /> door{' '}
              <Foreign text={confirmed.by} />
            </>
          )}
        </Paragraph>
      ))}
    </>
  );
}

/** The contact persons of one's own organisation: kept here, and confirmed for each voting day. */
export function OwnContactsView({ shown, sent }: { shown: OrganisationContacts; sent: SentContact }) {
  const { contacts, missing, days } = shown;
  return (
    <>
      <ErrorSummary problems={sent.problems} />
      {missing.length === 0 ? null : (
        <Alert
          tone="warning"
          title={`Nog niemand voor: ${missing.map((kind) => CONTACT_KIND_NAMES[kind]).join(' en ')}`}
        >
          <p>Een plaatsvervanger telt niet mee. Eén persoon mag beide zijn.</p>
        </Alert>
      )}
      <ContactTable contacts={contacts} keeps />
      {days.length === 0 ? null : (
        <Panel title="Kloppen deze contactpersonen?">
          <ContactDays days={days} />
          {days
            .filter(({ confirmed }) => confirmed === null && missing.length === 0)
            .map(({ votingDay }) => (
              <Form action="/contactpersonen/bevestigen" hidden={{ dag: votingDay }}>
                <Button>
                  Ja, alles klopt voor <Day day={votingDay} />
                </Button>
              </Form>
            ))}
        </Panel>
      )}
      <Panel title="Zet iemand op de lijst" tone="accent">
        <ContactForm action="/contactpersonen" submit="Zet op de lijst" sent={sent} />
      </Panel>
      <LoadForm
        action="/contactpersonen/laden"
        title="Laad een lijst"
        columns="De eerste regel noemt de kolommen: naam, email, en als u wilt telefoon, soort (aansluitvoorschriften, gebruiksvoorschriften of beide) en plaatsvervanger (ja of nee). Wie al op de lijst staat, herkent het platform aan het e-mailadres. Niemand gaat van de lijst af."
        error={problemAt(sent.problems, 'bestand')}
      />
    </>
  );
}

/** Who is reached, about what, and where. */
export function ContactForm({
  action,
  submit,
  sent: { problems, typed },
  contact,
}: {
  action: string;
  submit: string;
  sent: SentContact;
  contact?: ContactPerson | undefined;
}) {
  const text = (name: string, label: string, before: string | null | undefined) => ({
    ...{ name, label, value: typed[name] ?? before ?? undefined },
    error: problemAt(problems, name),
  });
  const kinds = typed['soort'] === undefined ? contact?.kinds : [typed['soort']];
  return (
    <Form action={action} label={submit}>
      <TextInput {...text('naam', 'Naam', contact?.name)} required maxlength={120} />
      <TextInput {...text('email', 'E-mailadres', contact?.email)} type="email" required maxlength={200} />
      <TextInput
        {...text('telefoon', 'Telefoonnummer', contact?.phone)}
        description="Gebeld als een mail niet helpt."
        type="tel"
        maxlength={30}
      />
      <CheckboxGroup
        name="soort"
        label="Waarover?"
        options={CONTACT_KINDS.map((kind) => ({ value: kind, label: `de ${CONTACT_KIND_NAMES[kind]}` }))}
        values={kinds}
        error={problemAt(problems, 'soort')}
      />
      <Checkbox
        name="plaatsvervanger"
        label="Plaatsvervanger: krijgt pas bericht als de anderen niet reageren"
        checked={typed['plaatsvervanger'] === undefined ? contact?.deputy : typed['plaatsvervanger'] === 'ja'}
      />
      <Button>{submit}</Button>
    </Form>
  );
}
