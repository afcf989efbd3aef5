import type { Refused } from '../platform/http/form-turned-down.js';
import {
  Alert,
  Button,
  Code,
  DataTable,
  Day,
  EmptyState,
  FileInput,
  Foreign,
  Form,
  Link,
  List,
  Panel,
  Paragraph,
  TimeStamp,
} from '../web/components/index.js';
import type { ElectionSummary } from './show-elections.js';

/** The elections there are, and a form to set up another from its 110a. */
export function ElectionList({
  elections,
  refused,
}: {
  elections: readonly ElectionSummary[];
  refused: Refused | null;
}) {
  return (
    <>
      {refused === null ? null : <RefusedAlert {...refused} />}
      <DataTable
        caption="Ingerichte verkiezingen"
        columns={[
          {
            header: 'Verkiezing',
            rowHeader: true,
            cell: (election) => (
              <Link href={electionPath(election.id)}>
                <Foreign text={election.name} />
              </Link>
            ),
          },
          { header: 'Code', cell: (election) => <Code>{election.id}</Code> },
          { header: 'Dag van stemming', cell: (election) => <Day day={election.electionDate} /> },
          { header: 'Ingericht', cell: (election) => <TimeStamp at={election.createdAt} /> },
        ]}
        rows={elections}
        empty={
          <EmptyState title="Er is nog geen verkiezing ingericht">
            <Paragraph>
              Laad hieronder de verkiezingsdefinitie. Daarna kunnen stembureaus hun sleutel aanmelden en
              leveren.
            </Paragraph>
          </EmptyState>
        }
      />
      <Panel title="Verkiezing inrichten">
        <Paragraph>
          Kies de verkiezingsdefinitie (EML 110a, versie 1.2.2 of 1.3). Daaruit volgen de stembureaus, de
          kalender en de routes. U ziet eerst wat erin staat. Daarna biedt u het aan, en bevestigt een ander
          van de Kiesraad het. Veel verkiezingen op één dag?{' '}
          <Link href="/verkiezingen/samen">Bied ze samen aan</Link>.
        </Paragraph>
        <Form action="/verkiezingen/controleren" files label="Verkiezing inrichten">
          <FileInput
            name="definitie"
            label="Verkiezingsdefinitie"
            description="Het bestand eindigt meestal op .eml.xml en is hoogstens 2 MB groot."
            accept=".xml,.eml"
            error={refused === null ? undefined : 'Kies een andere verkiezingsdefinitie.'}
            required
          />
          <Button icon="upload">Controleer de definitie</Button>
        </Form>
      </Panel>
    </>
  );
}

function RefusedAlert({ title, detail, reasons }: Refused) {
  return (
    <Alert tone="error" title={title} live>
      {reasons.length === 0 ? (
        <Paragraph>{detail}</Paragraph>
      ) : (
        <>
          <Paragraph>
            Er is niets ingericht. {reasons.length === 1 ? 'De reden' : `De ${reasons.length} redenen`}:
          </Paragraph>
          <List
            items={reasons.map(({ detail: sentence, pointer, code }) => (
              <>
                <Foreign text={sentence} />{' '}
                {pointer === '' ? null : (
                  <>
                    Plaats: <Code>{pointer}</Code>.{' '}
                  </>
                )}
                {code === undefined ? null : (
                  <>
                    Code: <Code>{code}</Code>.
                  </>
                )}
              </>
            ))}
          />
        </>
      )}
    </Alert>
  );
}

/** The page of an election. */
export function electionPath(id: string, below = ''): string {
  return `/verkiezingen/${encodeURIComponent(id)}${below}`;
}
