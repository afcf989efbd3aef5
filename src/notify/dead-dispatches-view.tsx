import {
  Actions,
  Button,
  DataTable,
  EmptyState,
  Foreign,
  Form,
  ForScreenReader,
  Paragraph,
  TimeStamp,
} from '../web/components/index.js';
import type { ShownDeadDispatch } from './dead-dispatches.js';

/** What did not arrive, with a way to have it sent again. `action`: where the forms go. */
export function DeadDispatchesView({
  rows,
  inAll,
  action,
}: {
  rows: readonly ShownDeadDispatch[];
  inAll: number;
  action: string;
}) {
  if (inAll === 0)
    return (
      <EmptyState title="Alles kwam aan" icon="ok">
        <Paragraph>Wat nog onderweg is, staat hier niet.</Paragraph>
      </EmptyState>
    );
  return (
    <>
      <Paragraph>
        Bel wie het niet kreeg. Laat het adres verbeteren: van mail bij Mensen of Personen, van een webhook
        door de beheerder van het orgaan. Verstuur het daarna opnieuw: dat gaat dan naar het nieuwe adres.
      </Paragraph>
      {inAll > rows.length ? (
        <Paragraph>
          U ziet de oudste {rows.length} van {inAll}.
        </Paragraph>
      ) : null}
      <Form action={action} label="Alles wat niet aankwam">
        <Actions>
          <Button kind="secondary">Alle {inAll} opnieuw</Button>
        </Actions>
      </Form>
      <DeadDispatches rows={rows} action={action} />
    </>
  );
}

function DeadDispatches({ rows, action }: { rows: readonly ShownDeadDispatch[]; action: string }) {
  return (
    <DataTable
      caption="Wat niet aankwam"
      captionHidden
      rows={rows}
      columns={[
        {
          header: 'Aan',
          rowHeader: true,
          cell: ({ letter }) =>
            letter === null ? (
              'Is er niet meer'
            ) : (
              <>
                <Foreign text={letter.to.name} />
                <br />
                <Foreign text={letter.to.address} />
              </>
            ),
        },
        { header: 'Wat', cell: ({ letter }) => letter?.subject ?? '-' },
        { header: 'Opgegeven', cell: ({ endedAt }) => <TimeStamp at={endedAt} precision="second" /> },
        { header: 'Pogingen', numeric: true, cell: ({ attempts }) => attempts },
        { header: 'Antwoord', cell: ({ said }) => <Foreign text={said} /> },
        {
          header: 'Opnieuw',
          headerHidden: true,
          cell: ({ id, letter }) => (
            <Form action={action} hidden={{ nummer: id }} label={`Opnieuw aan ${letter?.to.name ?? id}`}>
              <Button kind="secondary">
                Opnieuw<ForScreenReader> aan {letter?.to.name ?? 'wie weg is'}</ForScreenReader>
              </Button>
            </Form>
          ),
        },
      ]}
    />
  );
}
