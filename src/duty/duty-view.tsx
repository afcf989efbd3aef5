import { dutchClock, dutchDay } from '../kernel/dutch-time.js';
import { OnCallPhones } from '../frame/on-call-view.js';
import {
  Alert,
  Button,
  ConfirmForm,
  DataTable,
  EmptyState,
  ErrorSummary,
  Foreign,
  Form,
  ForScreenReader,
  LinkButton,
  List,
  Panel,
  Paragraph,
  PhoneLink,
  problemAt,
  TextInput,
  TimeStamp,
  type FieldProblem,
} from '../web/components/index.js';
import { formatDay } from '../web/format-time.js';
import type { Shift } from './shift.js';
import type { Roster, Vote } from './show-roster.js';

/** A form that was just sent. */
export interface SentShift {
  readonly problems: readonly FieldProblem[];
  readonly typed: Readonly<Record<string, string>>;
}

/** The roster of the Kiesraad: who can be called now, when nobody can, and a form for another shift. */
export function DutyView({ roster, at, sent }: { roster: Roster; at: Date; sent: SentShift }) {
  return (
    <>
      <ErrorSummary problems={sent.problems} />
      <Panel title="Nu bereikbaar">
        <Paragraph>
          <OnCallPhones people={roster.now} names />
        </Paragraph>
      </Panel>
      {roster.votes.map((vote) => (
        <Gaps vote={vote} />
      ))}
      <Shifts roster={roster} />
      <ShiftForm at={at} sent={sent} />
    </>
  );
}

function Gaps({ vote: { day, gaps } }: { vote: Vote }) {
  if (gaps.length === 0)
    return <Alert tone="ok" title={`Rond ${formatDay(day)} heeft altijd iemand dienst`} />;
  return (
    <Alert tone="error" title={`Rond de stemming van ${formatDay(day)} is niet altijd iemand bereikbaar`}>
      <List
        items={gaps.map(({ from, to }) => (
          <>
            Niemand van <TimeStamp at={from} /> tot <TimeStamp at={to} />
          </>
        ))}
      />
    </Alert>
  );
}

function Shifts({ roster: { shifts } }: { roster: Roster }) {
  return (
    <DataTable
      caption="Diensten, van nu af"
      rows={shifts}
      empty={
        <EmptyState title="Er staat niemand op het rooster">
          <Paragraph>Tot dan staat overal het vaste nummer van de Kiesraad.</Paragraph>
        </EmptyState>
      }
      columns={[
        { header: 'Naam', rowHeader: true, cell: ({ name }) => <Foreign text={name} /> },
        { header: 'Nummer', cell: ({ phone }) => <PhoneLink number={phone} /> },
        { header: 'Van', cell: ({ starts }) => <TimeStamp at={starts} /> },
        { header: 'Tot', cell: ({ ends }) => <TimeStamp at={ends} /> },
        {
          header: 'Actie',
          headerHidden: true,
          cell: ({ id, name }) => (
            <LinkButton kind="subtle" href={`/dienst/${id}/verwijderen`}>
              Verwijder<ForScreenReader> de dienst van {name}</ForScreenReader>
            </LinkButton>
          ),
        },
      ]}
    />
  );
}

/** What follows when a shift is taken off the roster. */
export function RemoveShiftView({ shift: { id, name, starts, ends } }: { shift: Shift }) {
  return (
    <ConfirmForm
      action={`/dienst/${id}/verwijderen`}
      title={`Dienst van ${name}`}
      confirm="Verwijder de dienst"
      cancelHref="/dienst"
    >
      <Paragraph>
        <Foreign text={name} /> staat dan niet meer op het rooster van <TimeStamp at={starts} /> tot{' '}
        <TimeStamp at={ends} />. Heeft dan niemand anders dienst, dan zien stembureaus alleen het vaste nummer
        van de Kiesraad.
      </Paragraph>
    </ConfirmForm>
  );
}

function ShiftForm({ at, sent: { problems, typed } }: { at: Date; sent: SentShift }) {
  const day = (name: string, label: string) => (
    <TextInput
      name={name}
      label={label}
      type="date"
      width="small"
      value={typed[name] ?? dutchDay(at)}
      error={problemAt(problems, name)}
      required
    />
  );
  const time = (name: string, label: string, usual: string) => (
    <TextInput
      name={name}
      label={label}
      description="Uren en minuten, zoals 21:15."
      width="small"
      value={typed[name] ?? usual}
      error={problemAt(problems, name)}
      required
      maxlength={5}
    />
  );
  return (
    <Panel title="Zet iemand op het rooster" tone="accent">
      <Paragraph>
        Diensten mogen overlappen. Wie is ingelogd ziet de naam en het nummer; op de inlogpagina staat alleen
        het nummer. De tijden zijn die van Amsterdam.
      </Paragraph>
      <Form action="/dienst" label="Zet iemand op het rooster">
        <TextInput
          name="naam"
          label="Naam"
          value={typed['naam']}
          error={problemAt(problems, 'naam')}
          required
          maxlength={200}
        />
        <TextInput
          name="telefoon"
          label="Telefoonnummer"
          type="tel"
          value={typed['telefoon']}
          error={problemAt(problems, 'telefoon')}
          required
          maxlength={30}
        />
        {day('vanDag', 'Van welke dag?')}
        {time('vanTijd', 'Van hoe laat?', dutchClock(at))}
        {day('totDag', 'Tot welke dag?')}
        {time('totTijd', 'Tot hoe laat?', '')}
        <Button>Zet op het rooster</Button>
      </Form>
    </Panel>
  );
}
