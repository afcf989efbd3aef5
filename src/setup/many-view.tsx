import {
  Button,
  Code,
  ConfirmForm,
  DataTable,
  Day,
  EmptyState,
  ErrorSummary,
  FileInput,
  Foreign,
  Form,
  Link,
  Panel,
  Paragraph,
  problemAt,
  StatusBadge,
  type FieldProblem,
} from '../web/components/index.js';
import { Said } from './answer-view.js';
import { personName } from './who-confirms.js';
import { definitionPath, OwnCommitteeBox } from './confirm-view.js';
import type { ComparedFile, FileOutcome } from './offer-many.js';
import { SETUP_REFUSALS } from './refusals.js';
import type { Offers } from './show-set-up.js';

/** What waits for a second person, of all elections. */
export function WaitingTable({ waiting: { offered, names } }: { waiting: Offers }) {
  return (
    <DataTable
      caption="Wacht op een tweede persoon"
      rows={offered}
      columns={[
        {
          header: 'Verkiezing',
          rowHeader: true,
          cell: ({ electionId, definition }) => (
            <Link href={definitionPath(electionId)}>
              <Foreign text={definition.name} />
            </Link>
          ),
        },
        { header: 'Code', cell: ({ electionId }) => <Code>{electionId}</Code> },
        { header: 'Dag van stemming', cell: ({ definition }) => <Day day={definition.electionDate} /> },
        { header: 'Wat', cell: ({ number }) => (number === 1 ? 'inrichten' : 'definitie vervangen') },
        { header: 'Aangeboden door', cell: ({ byPerson }) => personName(names, byPerson) },
        { header: 'Stand', cell: (one) => <Said offered={one} names={names} /> },
      ]}
    />
  );
}

/** What another turned down, so that a better one can be offered. */
export function TurnedDownTable({ turnedDown: { offered, names } }: { turnedDown: Offers }) {
  return (
    <DataTable
      caption="Afgewezen: bied een betere definitie aan"
      rows={offered}
      columns={[
        {
          header: 'Verkiezing',
          rowHeader: true,
          cell: ({ definition }) => <Foreign text={definition.name} />,
        },
        { header: 'Code', cell: ({ electionId }) => <Code>{electionId}</Code> },
        { header: 'Wie en waarom', cell: (one) => <Said offered={one} names={names} /> },
      ]}
    />
  );
}

/** Many 110a's at once: offering them, and confirming with one's own copies what another offered. */
export function ManyView({
  waiting,
  viewer,
  problems,
}: {
  waiting: Offers;
  viewer: string;
  problems: readonly FieldProblem[];
}) {
  const others = waiting.offered.filter(({ byPerson }) => byPerson !== viewer);
  const file = (id: string, label: string) => (
    <FileInput
      name="definitie"
      id={id}
      label={label}
      description="Kies alle bestanden tegelijk, of één ZIP met alleen die bestanden: hoogstens 400, elk hoogstens 2 MB."
      accept=".xml,.eml,.zip"
      multiple
      error={problemAt(problems, 'definitie')}
      required
    />
  );
  return (
    <>
      <ErrorSummary problems={problems} />
      <Panel title="Aanbieden">
        <Paragraph>
          Elk bestand wordt een concept. Wat niet goed is, wordt geweigerd; de rest gaat door. Een ander van
          de Kiesraad bevestigt.
        </Paragraph>
        <Form action="/verkiezingen/samen/aanbieden" files label="Definities aanbieden">
          {file('definitie', 'Verkiezingsdefinities (110a)')}
          <OwnCommitteeBox label="Gemeenteraden: laat elk centraal stembureau zijn eigen definitie bevestigen" />
          <Button icon="upload">Bied aan</Button>
        </Form>
      </Panel>
      <Panel title="Bevestigen">
        {others.length === 0 ? (
          <EmptyState title="Er wacht niets dat u kunt bevestigen" />
        ) : (
          <>
            <Paragraph>
              Kies uw eigen exemplaren, van waar u ze zelf kreeg. Wat byte voor byte gelijk is aan wat een
              ander aanbood, kunt u daarna bevestigen.
            </Paragraph>
            <Form action="/verkiezingen/samen/bevestigen" files label="Definities vergelijken">
              {file('eigen-definitie', 'Uw eigen exemplaren (110a)')}
              <Button>Vergelijk</Button>
            </Form>
          </>
        )}
      </Panel>
      {waiting.offered.length === 0 ? null : <WaitingTable waiting={waiting} />}
    </>
  );
}

const FILE = {
  header: 'Bestand',
  rowHeader: true,
  cell: ({ name }: { readonly name: string }) => <Foreign text={name} />,
} as const;
const ELECTION = {
  header: 'Verkiezing',
  cell: ({ electionId }: { readonly electionId: string | null }) =>
    electionId === null ? 'onbekend' : <Link href={definitionPath(electionId)}>{electionId}</Link>,
} as const;

/** What became of each file that was offered. */
export function ManyOutcomes({ outcomes }: { outcomes: readonly FileOutcome[] }) {
  return (
    <DataTable
      caption="Wat er met elk bestand gebeurde"
      rows={outcomes}
      columns={[
        FILE,
        ELECTION,
        {
          header: 'Uitkomst',
          cell: ({ refused }) =>
            refused === null ? (
              <StatusBadge tone="ok">aangeboden</StatusBadge>
            ) : (
              <StatusBadge tone="error">
                {Object.entries(SETUP_REFUSALS).find(([code]) => code === refused)?.[1].title ?? refused}
              </StatusBadge>
            ),
        },
      ]}
    />
  );
}

/** Which of one's own copies are what another offered, and the form to confirm those. */
export function ManyCompared({ compared }: { compared: readonly ComparedFile[] }) {
  const equal = compared.filter((file) => file.equal);
  return (
    <>
      {equal.length === 0 ? null : (
        <ConfirmForm
          action="/verkiezingen/samen/inrichten"
          hidden={{ vingerafdrukken: equal.map(({ fingerprint }) => fingerprint).join(' ') }}
          title={`${equal.length} van de ${compared.length} zijn gelijk`}
          confirm={`Bevestig ${equal.length === 1 ? 'deze definitie' : `deze ${equal.length} definities`}`}
          cancelHref="/verkiezingen/samen"
        >
          <Paragraph>
            Wat niet gelijk is, blijft wachten. Zoek uit welk van beide bestanden het goede is.
          </Paragraph>
        </ConfirmForm>
      )}
      <DataTable
        caption="Uw exemplaren naast wat een ander aanbood"
        rows={compared}
        columns={[
          FILE,
          ELECTION,
          {
            header: 'Uitkomst',
            cell: (file) =>
              file.equal ? (
                <StatusBadge tone="ok">gelijk</StatusBadge>
              ) : (
                <StatusBadge tone="error">niet aangeboden, of anders</StatusBadge>
              ),
          },
        ]}
      />
    </>
  );
}
