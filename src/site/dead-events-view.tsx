import type { Wellbeing } from '../platform/health.js';
import type { DeadEvent } from '../platform/jobs/outbox.store.js';
import {
  Actions,
  Button,
  Code,
  DataTable,
  DescriptionList,
  EmptyState,
  Form,
  Panel,
  Paragraph,
  TimeStamp,
} from '../web/components/index.js';

interface DeadEventsProps {
  readonly events: readonly DeadEvent[];
  readonly inAll: number;
  /** Where the forms go. */
  readonly action: string;
}

/** Work that the platform gave up, with a way to have it tried again. */
export function DeadEventsBody({ events, inAll, action }: DeadEventsProps) {
  if (events.length === 0)
    return (
      <EmptyState title="Er zijn geen mislukte opdrachten" icon="ok">
        <Paragraph>Alles wat het platform moest doen, is gedaan of wordt nog gedaan.</Paragraph>
      </EmptyState>
    );
  return (
    <>
      <Paragraph>
        Er gaat niets verloren: het werk blijft hier staan. Laat eerst de oorzaak verhelpen. Laat het daarna
        opnieuw doen.
      </Paragraph>
      {inAll > events.length ? (
        <Paragraph>
          U ziet de oudste {events.length} van {inAll}.
        </Paragraph>
      ) : null}
      <Form action={action} label="Alle opdrachten">
        <Actions>
          <Button kind="secondary">Alle {inAll} opnieuw</Button>
        </Actions>
      </Form>
      <DataTable
        caption="Mislukte opdrachten"
        captionHidden
        rows={events}
        columns={[
          { header: 'Nummer', cell: ({ id }) => String(id), rowHeader: true },
          { header: 'Opdracht', cell: ({ topic }) => <Code>{topic}</Code> },
          { header: 'Gegeven', cell: ({ createdAt }) => <TimeStamp at={createdAt} precision="second" /> },
          { header: 'Opgegeven', cell: ({ deadAt }) => <TimeStamp at={deadAt} precision="second" /> },
          { header: 'Pogingen', cell: ({ attempts }) => attempts, numeric: true },
          { header: 'Laatste fout', cell: ({ lastError }) => <Code>{lastError}</Code> },
          {
            header: 'Opnieuw',
            headerHidden: true,
            cell: ({ id }) => (
              <Form action={action} hidden={{ nummer: String(id) }} label={`Opdracht ${id}`}>
                <Button kind="secondary">Opnieuw</Button>
              </Form>
            ),
          },
        ]}
      />
    </>
  );
}

/** How the process that answers stands, and what holds of what protects it. */
export function WellbeingPanel({ found: { parts, facts } }: { found: Wellbeing }) {
  const lines = [...Object.entries(parts), ...Object.entries(facts)];
  return (
    <Panel title="Hoe dit proces draait">
      <DescriptionList facts={lines.map(([term, value]) => ({ term, value }))} />
    </Panel>
  );
}
