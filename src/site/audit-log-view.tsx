import type { AuditPage, LoggedEvent } from '../audit/audit-query.js';
import type { EventCatalogue } from '../audit/event-catalogue.js';
import {
  Code,
  DataTable,
  EmptyState,
  FilterForm,
  Foreign,
  Link,
  Paragraph,
  Pagination,
  Select,
  StatusBadge,
  TextInput,
  TimeStamp,
} from '../web/components/index.js';
import type { LogFilter } from './audit-log-filter.js';
import type { ObjectLink } from './find-objects.js';
import type { Wording } from './log-words.js';

const RESULT_OPTIONS = [
  { value: 'done', label: 'Gedaan' },
  { value: 'refused', label: 'Geweigerd' },
];

/** What the page shows, in which words, and where the objects of its events are. */
interface AuditLogProps {
  readonly filter: LogFilter;
  readonly page: AuditPage;
  readonly catalogue: EventCatalogue;
  readonly wording: Wording;
  readonly links: ReadonlyMap<bigint, ObjectLink>;
}

/** A page of the log with its filter. */
export function AuditLogBody({ filter, page, catalogue, wording, links }: AuditLogProps) {
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
      <Events page={page} wording={wording} links={links} />
      <Pagination
        label="Bladeren in het logboek"
        previous={voor === undefined ? null : address(null)}
        next={page.next === null ? null : address(page.next)}
      />
    </>
  );
}

function Filter({
  filter,
  active,
  catalogue,
}: Pick<AuditLogProps, 'filter' | 'catalogue'> & { readonly active: boolean }) {
  return (
    <FilterForm action="/logboek" active={active}>
      <TextInput
        name="zoek"
        type="search"
        label="Zoek"
        description="Nummer van de levering, bijvoorbeeld 2026-000019. Of een persoon, gemeente of foutcode."
        value={filter.zoek}
      />
      <TextInput name="van" label="Vanaf" type="date" value={filter.van} />
      <TextInput name="tot" label="Tot en met" type="date" value={filter.tot} />
      <Select
        name="uitkomst"
        label="Uitkomst"
        options={RESULT_OPTIONS}
        value={filter.uitkomst}
        placeholder="Beide"
      />
      <MoreFields filter={filter} catalogue={catalogue} />
    </FilterForm>
  );
}

function MoreFields({ filter, catalogue }: Pick<AuditLogProps, 'filter' | 'catalogue'>) {
  const actions = catalogue.all().map(({ action, title }) => ({ value: action, label: title }));
  const { handeling, persoon, orgaan, verkiezing, object, weigering, ip } = filter;
  const more = [handeling, persoon, orgaan, verkiezing, object, weigering, ip].some(
    (given) => given !== undefined,
  );
  return (
    <details class="disclosure filter__more" open={more}>
      <summary>Meer om op te zoeken</summary>
      <div class="filter__fields">
        <Select
          name="handeling"
          label="Handeling"
          options={actions}
          value={handeling}
          placeholder="Alle handelingen"
        />
        <TextInput name="persoon" label="Persoon" description="Het begin van de naam." value={persoon} />
        <TextInput name="orgaan" label="Orgaan" description="Bijvoorbeeld GSB:0106." value={orgaan} />
        <TextInput
          name="verkiezing"
          label="Verkiezing"
          description="Bijvoorbeeld TK2027."
          value={verkiezing}
        />
        <TextInput
          name="object"
          label="Nummer of vingerafdruk"
          description="Ook van een sleutel, of het spoornummer van een foutmelding."
          value={object}
        />
        <TextInput
          name="weigering"
          label="Foutcode"
          description="Bijvoorbeeld request.notFound."
          value={weigering}
        />
        <TextInput name="ip" label="IP-adres" description="Het begin is genoeg." value={ip} />
      </div>
    </details>
  );
}

function Events({ page, wording, links }: Pick<AuditLogProps, 'page' | 'wording' | 'links'>) {
  return (
    <DataTable
      caption="Gebeurtenissen"
      captionHidden
      rows={page.events}
      empty={
        <EmptyState title="Niets gevonden">
          <Paragraph>Zoek op nummer, naam of gemeente.</Paragraph>
        </EmptyState>
      }
      columns={[
        { header: 'Tijd', rowHeader: true, cell: ({ at }) => <TimeStamp at={at} precision="second" /> },
        {
          header: 'Wat',
          cell: (event) => <What event={event} wording={wording} link={links.get(event.id)} />,
        },
        { header: 'Wie', cell: (event) => <Who event={event} wording={wording} /> },
        { header: 'Uitkomst', cell: (event) => <Result event={event} wording={wording} /> },
      ]}
    />
  );
}

function Result({ event, wording }: { event: LoggedEvent; wording: Wording }) {
  if (event.state === 'damaged') return <StatusBadge tone="error">Beschadigd</StatusBadge>;
  if (event.result === 'done') return <StatusBadge tone="ok">Gedaan</StatusBadge>;
  return (
    <>
      <StatusBadge tone="error">Geweigerd</StatusBadge>
      {event.code === null ? null : <p>{wording.refusal(event.code)}</p>}
    </>
  );
}

function Who({ event: { personName, hat, ip, state }, wording }: { event: LoggedEvent; wording: Wording }) {
  const nobody = state === 'erased' ? 'Gewist' : 'Zonder account';
  return (
    <>
      {personName === null ? nobody : <Foreign text={personName} />}
      {hat === null ? null : <p>{wording.hat(hat, true)}</p>}
      {ip === null ? null : <p>{ip}</p>}
    </>
  );
}

function What({
  event,
  wording,
  link,
}: {
  event: LoggedEvent;
  wording: Wording;
  link: ObjectLink | undefined;
}) {
  const { id, objectId, electionId, code } = event;
  const facts = wording.facts(event);
  return (
    <>
      {wording.title(event)}
      {link === undefined ? null : (
        <>
          : <Link href={link.href}>{link.text}</Link>
        </>
      )}
      {electionId === null ? null : <p>{wording.election(electionId)}</p>}
      <details class="disclosure">
        <summary>Gegevens</summary>
        {facts.map(({ label, text }) => (
          <p>
            {label}: <Foreign text={text} />
          </p>
        ))}
        {code === null ? null : (
          <p>
            Foutcode: <Code>{code}</Code>
          </p>
        )}
        {objectId === null ? null : (
          <p>
            Volledig nummer: <Code>{objectId}</Code>
          </p>
        )}
        <p>Regel {String(id)} van het logboek</p>
      </details>
    </>
  );
}
