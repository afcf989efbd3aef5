import { ACTIONS } from '../audit/catalogue.js';
import type { AuditPage, LoggedEvent } from '../audit/audit-query.js';
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

const ACTION_OPTIONS = Object.entries(ACTIONS).map(([value, label]) => ({ value, label }));
const RESULT_OPTIONS = [
  { value: 'done', label: 'Gedaan' },
  { value: 'refused', label: 'Geweigerd' },
];

/** A page of the log with its filter. */
export function AuditLogBody({ filter, page }: { filter: LogFilter; page: AuditPage }) {
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
      <Filter filter={filter} active={active} />
      <Events events={page.events} />
      <Pagination
        label="Bladeren in het logboek"
        previous={voor === undefined ? null : address(null)}
        next={page.next === null ? null : address(page.next)}
      />
    </>
  );
}

function Filter({ filter, active }: { filter: LogFilter; active: boolean }) {
  return (
    <FilterForm action="/logboek" active={active}>
      <Select
        name="handeling"
        label="Handeling"
        options={ACTION_OPTIONS}
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
      <TextInput name="persoon" label="Persoon" description="Een deel van de naam." value={filter.persoon} />
      <TextInput name="orgaan" label="Orgaan" description="Bijvoorbeeld GSB:0106." value={filter.orgaan} />
      <TextInput name="verkiezing" label="Verkiezing" description="Het kenmerk." value={filter.verkiezing} />
      <TextInput
        name="object"
        label="Kenmerk"
        description="Het begin van het kenmerk van wat het betreft."
        value={filter.object}
      />
      <TextInput name="van" label="Vanaf" type="date" value={filter.van} />
      <TextInput name="tot" label="Tot en met" type="date" value={filter.tot} />
    </FilterForm>
  );
}

function Events({ events }: { events: readonly LoggedEvent[] }) {
  return (
    <DataTable
      caption="Gebeurtenissen"
      captionHidden
      rows={events}
      empty={
        <EmptyState title="Niets gevonden">
          <Paragraph>Er is niets gelogd dat aan dit filter voldoet.</Paragraph>
        </EmptyState>
      }
      columns={[
        { header: 'Nummer', rowHeader: true, cell: ({ id }) => String(id) },
        { header: 'Tijd', cell: ({ at }) => <TimeStamp at={at} precision="second" /> },
        { header: 'Handeling', cell: (event) => actionName(event.action) },
        { header: 'Uitkomst', cell: (event) => <Result event={event} /> },
        { header: 'Wie', cell: (event) => <Who event={event} /> },
        { header: 'Wat', cell: (event) => <What event={event} /> },
      ]}
    />
  );
}

function actionName(action: string): string {
  return Object.hasOwn(ACTIONS, action) ? ACTIONS[action as keyof typeof ACTIONS] : action;
}

function Result({ event }: { event: LoggedEvent }) {
  if (event.result === 'done') return <StatusBadge tone="ok">Gedaan</StatusBadge>;
  return (
    <>
      <StatusBadge tone="error">Geweigerd</StatusBadge>
      {event.code === null ? null : <Code>{event.code}</Code>}
    </>
  );
}

function Who({ event: { personName, hat, ip } }: { event: LoggedEvent }) {
  return (
    <>
      {personName === null ? 'Zonder account' : <Foreign text={personName} />}
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

/** What an event is about, as the screen calls it. */
const OBJECTS: Readonly<Record<string, string>> = {
  delivery: 'aflevering',
  election: 'verkiezing',
  exemption: 'vrijstelling',
  flood: 'pogingen',
  key: 'sleutel',
  log: 'logboek',
  notice: 'bericht',
  object: 'opgeslagen bestand',
  passkey: 'passkey',
  person: 'persoon',
  request: 'verzoek',
  session: 'sessie',
  submission: 'levering',
  token: 'token',
};

function What({ event: { objectKind, objectId, electionId, details } }: { event: LoggedEvent }) {
  const facts = Object.entries(details).filter(([, value]) => value !== null && value !== '');
  return (
    <>
      {OBJECTS[objectKind] ?? objectKind}
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
              {name}: <Foreign text={typeof value === 'string' ? value : JSON.stringify(value)} />
            </p>
          ))}
        </details>
      )}
    </>
  );
}
