import {
  Actions,
  Button,
  DataTable,
  Day,
  EmptyState,
  ErrorSummary,
  Foreign,
  Form,
  Heading,
  Link,
  List,
  Panel,
  Paragraph,
  PhoneLink,
  problemAt,
  StatusBadge,
  TextArea,
  type FieldProblem,
} from '../web/components/index.js';
import { formatDay } from '../web/format-time.js';
import { DUTY_NAMES, eachOnce, LONGEST_ADDED, reminderMail } from './reminder-text.js';
import type { RemindedDuty } from './reminder.js';
import type { OpenOrganisation, ShownReminders } from './review-reminders.js';

export function NoReminders() {
  return (
    <EmptyState title="Er komt geen stemming aan">
      <Paragraph>Is er een verkiezing ingesteld, dan ziet u hier wie nog iets moet doen.</Paragraph>
    </EmptyState>
  );
}

/** Whom to call, what is added to the mails, and who still has what to do. `typed`: what is being tried. */
export function RemindersView({
  shown,
  typed,
  problems,
}: {
  shown: ShownReminders;
  typed: string | null;
  problems: readonly FieldProblem[];
}) {
  const { days, day, open } = shown;
  const toCall = open.filter((each) => each.toCall);
  return (
    <>
      <ErrorSummary problems={problems} />
      {days.length === 1 ? null : (
        <List
          items={days.map((each) =>
            each === day ? (
              <strong>Stemming van {formatDay(each)}</strong>
            ) : (
              <Link href={`/herinneringen?dag=${each}`}>Stemming van {formatDay(each)}</Link>
            ),
          )}
        />
      )}
      <Heading level={2}>Bellen</Heading>
      <Paragraph>Er is niemand te mailen, of de laatste dag is voorbij.</Paragraph>
      <DataTable
        caption="Wie u belt"
        captionHidden
        rows={toCall}
        empty={<EmptyState title="U hoeft niemand te bellen" icon="ok" />}
        columns={[
          { header: 'Organisatie', rowHeader: true, cell: ({ organisation }) => organisation.name },
          { header: 'Wat', cell: ({ duties }) => <Open duties={duties} /> },
          { header: 'Wie', cell: (row) => <Contacts row={row} /> },
        ]}
      />
      <AddedText shown={shown} typed={typed} problems={problems} />
      <Heading level={2}>Wat nog open staat</Heading>
      <DataTable
        caption={`Open voor de stemming van ${formatDay(day)}`}
        rows={open}
        empty={<EmptyState title="Alles is binnen" icon="ok" />}
        columns={[
          { header: 'Organisatie', rowHeader: true, cell: ({ organisation }) => organisation.name },
          { header: 'Wat', cell: ({ duties }) => <Open duties={duties} /> },
          {
            header: 'Laatst herinnerd',
            cell: ({ reminder }) => (reminder === null ? 'Nog niet' : <Day day={reminder.day} />),
          },
          {
            header: 'Bereikt',
            cell: ({ reminder }) => (reminder === null ? '-' : REACHED[reminder.reached]),
          },
        ]}
      />
    </>
  );
}

const REACHED = {
  contacts: 'contactpersonen',
  deputies: 'contactpersonen en vervangers',
  nobody: 'niemand: bel',
} as const;

function Open({ duties }: { duties: readonly RemindedDuty[] }) {
  return (
    <List
      items={eachOnce(duties).map(({ subject, due }) => (
        <>
          {DUTY_NAMES[subject]}, uiterlijk {formatDay(due)}
        </>
      ))}
    />
  );
}

function Contacts({ row: { contacts } }: { row: OpenOrganisation }) {
  if (contacts.length === 0) return <>Er is geen contactpersoon. Bel het algemene nummer.</>;
  return (
    <List
      items={contacts.map(({ name, phone, deputy, bounced }) => (
        <>
          <Foreign text={name} />
          {deputy ? ' (vervanger)' : ''}: {phone === null ? 'geen nummer' : <PhoneLink number={phone} />}{' '}
          {bounced ? <StatusBadge tone="error">mail kwam niet aan</StatusBadge> : null}
        </>
      ))}
    />
  );
}

function AddedText({
  shown: { day, text, open },
  typed,
  problems,
}: {
  shown: ShownReminders;
  typed: string | null;
  problems: readonly FieldProblem[];
}) {
  const value = typed ?? text;
  const example = open[0];
  const mail = reminderMail(
    {
      executive: example?.organisation.executive ?? 'uw organisatie',
      duties: example?.duties ?? [],
      added: value === '' ? [] : [value],
    },
    { name: example?.contacts[0]?.name ?? 'contactpersoon' },
    { baseUrl: '' },
  );
  return (
    <Panel title="Wat u aan de mail toevoegt">
      <Form action="/herinneringen/tekst" hidden={{ dag: day }} label="Wat u toevoegt">
        <TextArea
          name="tekst"
          label="Uw tekst"
          description={`Komt in elke herinnering voor deze stemming. Hoogstens ${LONGEST_ADDED} tekens. Leeg mag.`}
          value={value}
          error={problemAt(problems, 'tekst')}
          maxlength={LONGEST_ADDED}
        />
        <Actions>
          <Button kind="secondary" name="doen" value="bekijk">
            Bekijk de mail
          </Button>
          <Button kind="primary" name="doen" value="bewaar">
            Bewaar
          </Button>
        </Actions>
      </Form>
      {typed === null ? null : (
        <>
          <Heading level={3}>Zo wordt de mail: {mail.subject}</Heading>
          {mail.text.split('\n\n').map((part) => (
            <Paragraph>{part}</Paragraph>
          ))}
        </>
      )}
    </Panel>
  );
}
