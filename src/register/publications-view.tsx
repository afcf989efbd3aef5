import {
  DataTable,
  Day,
  EmptyState,
  English,
  FilterForm,
  Heading,
  Link,
  LinkButton,
  List,
  Panel,
  Paragraph,
  PrintButton,
  Select,
  StatusBadge,
  TextInput,
  type Column,
} from '../web/components/index.js';
import type { ElectionDefinition } from '../elections/definition.js';
import { DOCUMENT_KINDS, type DocumentKind } from './document-kinds.js';
import { calendarDays, type CalendarDay, type RegisteredDocument, type Turn } from './document.js';
import { DocumentTables, Due, ElectionsTable, Since, State, TurnFigures, Where } from './register-table.js';
import type { ShownRegister } from './show-register.js';

/** More elections than this are not shown one below the other: who looks chooses one. */
const MOST_SHOWN = 3;

/** Documents per election, with a calendar, for everybody. */
export function PublicationsView({
  elections,
  documents,
  zoek,
  verkiezing,
}: {
  elections: readonly ElectionDefinition[];
  /** What `zoek` found. */
  documents: readonly ShownRegister[];
  zoek: string;
  verkiezing: string;
}) {
  const found = documents.filter(({ plan }) => verkiezing === '' || plan.definition.id === verkiezing);
  const shown = zoek !== '' || found.length <= MOST_SHOWN ? found : [];
  return (
    <>
      <FilterForm action="/publicaties" active={zoek !== '' || verkiezing !== ''} submit="Zoek">
        <TextInput name="zoek" label="Zoek een document" type="search" value={zoek} />
        <Select
          name="verkiezing"
          label="Verkiezing"
          value={verkiezing}
          placeholder="Alle verkiezingen"
          options={elections.map(({ id, name }) => ({ value: id, label: name }))}
        />
      </FilterForm>
      <Paragraph>
        <Link href="/afgelegde-verklaringen">Verklaringen over de aansluitvoorschriften</Link>
      </Paragraph>
      {found.length > 0 ? null : (
        <EmptyState
          title={zoek === '' ? 'Er is nog geen verkiezing' : 'Niets gevonden. Zoek op een ander woord.'}
        />
      )}
      {zoek !== '' || verkiezing !== '' || found.length < 2 ? null : (
        <ElectionsTable
          registers={found}
          href={(id) => `/publicaties?verkiezing=${encodeURIComponent(id)}`}
        />
      )}
      {shown.map((register) => (
        <Election register={register} searching={zoek !== ''} />
      ))}
      <div class="actions">
        <LinkButton href="/publicaties/agenda.ics" download>
          Kalender downloaden (ICS)
        </LinkButton>
        <PrintButton />
      </div>
      <English>
        This page lists the documents that Dutch law requires to be public for each election, the legal
        deadline of each, and where to find it. What is missing after its deadline comes first.
      </English>
    </>
  );
}

function Election({ register, searching }: { register: ShownRegister; searching: boolean }) {
  const { plan, calendar, facts, documents, today } = register;
  const { id, name } = plan.definition;
  return (
    <Panel title={name} id={`register-${id}`}>
      {searching ? null : <TurnFigures id={id} documents={documents} />}
      <DocumentTables id={id} documents={documents} level={3} columns={columnsOf} />
      {searching ? null : (
        <>
          <Heading level={3} id={`${id}-kalender`}>
            Kalender
          </Heading>
          <Calendar days={calendarDays(calendar, facts, documents)} today={today} />
        </>
      )}
    </Panel>
  );
}

function columnsOf(turn: Turn): readonly Column<RegisteredDocument>[] {
  const asked: readonly Column<RegisteredDocument>[] = [
    { header: 'Document', rowHeader: true, cell: (document) => <Title document={document} /> },
    { header: 'Uiterlijk', cell: (document) => <Due document={document} /> },
    { header: 'Stand', cell: (document) => <State document={document} /> },
  ];
  if (turn !== 'said') return asked;
  return [
    ...asked,
    { header: 'Waar', cell: ({ entry }) => (entry === null ? null : <Where entry={entry} />) },
    { header: 'Sinds', cell: ({ entry }) => (entry === null ? null : <Since entry={entry} />) },
  ];
}

function Title({ document: { kind } }: { document: RegisteredDocument }) {
  const { title, english, gazette }: DocumentKind = DOCUMENT_KINDS[kind];
  return (
    <>
      {title}
      <Paragraph kind="small">
        <span lang="en">{english}</span>
      </Paragraph>
      {gazette === true ? (
        <Paragraph kind="small">De bekendmaking in de Staatscourant telt.</Paragraph>
      ) : null}
    </>
  );
}

/** The days in order, what falls on one together. */
function Calendar({ days, today }: { days: readonly CalendarDay[]; today: string }) {
  const dates = [...new Set(days.map(({ day }) => day))];
  return (
    <DataTable
      caption="Kalender"
      captionHidden
      columns={[
        { header: 'Dag', rowHeader: true, cell: (date) => <Day day={date} /> },
        { header: 'Wat', cell: (date) => <List items={happening(days.filter(({ day }) => day === date))} /> },
        { header: 'Wanneer', cell: (date) => <When date={date} today={today} /> },
      ]}
      rows={dates}
    />
  );
}

/** What happens on one day: its documents in one line. */
function happening(days: readonly CalendarDay[]): readonly string[] {
  const documents = days.flatMap(({ kind }) => (kind === null ? [] : [DOCUMENT_KINDS[kind].title]));
  const others = days.flatMap(({ kind, title }) => (kind === null ? [title] : []));
  return documents.length === 0 ? others : [...others, `Uiterlijk openbaar: ${documents.join('; ')}`];
}

function When({ date, today }: { date: string; today: string }) {
  if (date < today) return <StatusBadge tone="neutral">voorbij</StatusBadge>;
  return date === today ? (
    <StatusBadge tone="warning">vandaag</StatusBadge>
  ) : (
    <StatusBadge tone="info">komt nog</StatusBadge>
  );
}
