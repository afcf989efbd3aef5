import type { AuditPage, LoggedEvent } from '../audit/audit-query.js';
import type { EventCatalogue } from '../audit/event-catalogue.js';
import { OBJECT_NAMES, type ObjectKind } from '../audit/event.js';
import {
  Code,
  DataTable,
  EmptyState,
  FilterForm,
  Foreign,
  Paragraph,
  Pagination,
  Select,
  StatusBadge,
  TextInput,
  TimeStamp,
} from '../web/components/index.js';
import type { LogFilter } from './audit-log-filter.js';

const RESULT_OPTIONS = [
  { value: 'done', label: 'Gedaan' },
  { value: 'refused', label: 'Geweigerd' },
];

/** What the page shows, and what events are called. */
interface AuditLogProps {
  readonly filter: LogFilter;
  readonly page: AuditPage;
  readonly catalogue: EventCatalogue;
}

/** A page of the log with its filter. */
export function AuditLogBody({ filter, page, catalogue }: AuditLogProps) {
  const { voor, ...narrowing } = filter;
  const active = Object.values(narrowing).some((value) => value !== undefined);
  const address = (before: bigint | null) => {
    const chosen = Object.entries(narrowing).filter(
      (entry): entry is [string, string] => entry[1] !== undefined,
    );
    return `/logboek?${new URLSearchParams([...chosen, ...(before === null ? [] : [['voor', String(before)]])] as [string, string][]).toString()}`;
  };
  return (
    <>
      <Filter filter={filter} active={active} catalogue={catalogue} />
      <Events events={page.events} catalogue={catalogue} />
      <Pagination
        label="Bladeren in het logboek"
        previous={voor === undefined ? null : address(null)}
        next={page.next === null ? null : address(page.next)}
      />
    </>
  );
}

function Filter({ filter, active, catalogue }: Omit<AuditLogProps, 'page'> & { readonly active: boolean }) {
  const actions = catalogue.all().map(({ action, title }) => ({ value: action, label: title }));
  return (
    <FilterForm action="/logboek" active={active}>
      <Select
        name="handeling"
        label="Handeling"
        options={actions}
        value={filter.handeling}
        placeholder="Alle handelingen"
      />
      <Select
        name="uitkomst"
        label="Uitkomst"
        options={RESULT_OPTIONS}
        value={filter.uitkomst}
        placeholder="Beide"
      />
      <TextInput name="persoon" label="Persoon" description="Het begin van de naam." value={filter.persoon} />
      <TextInput name="orgaan" label="Orgaan" description="Bijvoorbeeld GSB:0106." value={filter.orgaan} />
      <TextInput
        name="verkiezing"
        label="Verkiezing"
        description="Bijvoorbeeld TK2027."
        value={filter.verkiezing}
      />
      <TextInput
        name="object"
        label="Nummer"
        description="Nummer van de levering, bijvoorbeeld 2026-000019. Of een vingerafdruk, sleutel of ander nummer uit het logboek."
        value={filter.object}
      />
      <TextInput
        name="weigering"
        label="Weigering"
        description="Bijvoorbeeld request.notFound."
        value={filter.weigering}
      />
      <TextInput name="ip" label="IP-adres" description="Het begin is genoeg." value={filter.ip} />
      <TextInput name="van" label="Vanaf" type="date" value={filter.van} />
      <TextInput name="tot" label="Tot en met" type="date" value={filter.tot} />
    </FilterForm>
  );
}

function Events({ events, catalogue }: Pick<AuditLogProps, 'catalogue'> & Pick<AuditPage, 'events'>) {
  return (
    <DataTable
      caption="Gebeurtenissen"
      captionHidden
      rows={events}
      empty={
        <EmptyState title="Niets gevonden">
          <Paragraph>Zoek op nummer, naam of orgaan.</Paragraph>
        </EmptyState>
      }
      columns={[
        { header: 'Nummer', rowHeader: true, cell: ({ id }) => String(id) },
        { header: 'Tijd', cell: ({ at }) => <TimeStamp at={at} precision="second" /> },
        { header: 'Handeling', cell: (event) => catalogue.title(event.action) },
        { header: 'Uitkomst', cell: (event) => <Result event={event} /> },
        { header: 'Wie', cell: (event) => <Who event={event} /> },
        { header: 'Wat', cell: (event) => <What event={event} catalogue={catalogue} /> },
      ]}
    />
  );
}

function Result({ event }: { event: LoggedEvent }) {
  if (event.state === 'damaged') return <StatusBadge tone="error">Beschadigd</StatusBadge>;
  if (event.result === 'done') return <StatusBadge tone="ok">Gedaan</StatusBadge>;
  return (
    <>
      <StatusBadge tone="error">Geweigerd</StatusBadge>
      {event.code === null ? null : <Code>{event.code}</Code>}
    </>
  );
}

function Who({ event: { personName, hat, ip, state } }: { event: LoggedEvent }) {
  const nobody = state === 'erased' ? 'Gewist' : 'Zonder account';
  return (
    <>
      {personName === null ? nobody : <Foreign text={personName} />}
      {hat === null ? null : (
        <>
          <br />
          <Code>{hat}</Code>
        </>
      )}
      {ip === null ? null : (
        <>
          <br />
          {ip}
        </>
      )}
    </>
  );
}

function What({ event, catalogue }: Pick<AuditLogProps, 'catalogue'> & { readonly event: LoggedEvent }) {
  const { objectKind, objectId, electionId, details } = event;
  const facts = Object.entries(details).filter(([, value]) => value !== null && value !== '');
  return (
    <>
      {Object.hasOwn(OBJECT_NAMES, objectKind) ? OBJECT_NAMES[objectKind as ObjectKind] : objectKind}
      {electionId === null ? null : ` ${electionId}`}
      {objectId === null ? null : (
        <>
          <br />
          <Code>{objectId}</Code>
        </>
      )}
      {facts.length === 0 ? null : (
        <details class="disclosure">
          <summary>Gegevens</summary>
          {facts.map(([name, value]) => (
            <p>
              {catalogue.label(name)}:{' '}
              <Foreign text={typeof value === 'string' ? value : JSON.stringify(value)} />
            </p>
          ))}
        </details>
      )}
    </>
  );
}
