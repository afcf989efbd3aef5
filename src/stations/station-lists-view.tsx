import { pageOf } from '../elections/committee-list.js';
import { electionFilesPath } from './election-files-view.js';
import type { ElectionSummary } from '../elections/election.store.js';
import type { Refused } from '../platform/http/form-turned-down.js';
import {
  Alert,
  Button,
  Code,
  DataTable,
  Day,
  EmptyState,
  Figures,
  FileInput,
  FilterForm,
  Foreign,
  Form,
  ForScreenReader,
  Link,
  List,
  Pagination,
  Panel,
  Paragraph,
  Progress,
  Select,
  StatusBadge,
  TimeStamp,
} from '../web/components/index.js';
import { counted } from '../web/counted.js';
import type { ListRow, ShownList, ShownLists } from './show-lists.js';

export const listPath = (id: string, rest = '') => `/stembureaulijsten/${id}${rest}`;
export const OWN_LIST = '/sleutels/stembureaulijst';

const PER_PAGE = 50;
export const stations = (count: number): string => counted(count, 'stembureau', 'stembureaus');

interface ListsViewProps {
  readonly shown: ShownLists;
  /** To choose from; null for who has one election. */
  readonly elections: readonly ElectionSummary[] | null;
  readonly page: number;
  readonly today: string;
}

/** Every list of an election: what is in force, and who has none yet. */
export function ListsView({ shown, elections, page, today }: ListsViewProps) {
  const { plan, due, rows } = shown;
  const { id } = plan.definition;
  const missing = rows.filter(({ list }) => list === null);
  const warned = rows.filter(({ list }) => (list?.warnings ?? 0) > 0).length;
  const { items, page: at, pages, first, total } = pageOf(sorted(rows), page, PER_PAGE);
  const address = (number: number) =>
    `/stembureaulijsten?${new URLSearchParams({ verkiezing: id, bladzijde: String(number) }).toString()}`;
  return (
    <>
      {elections === null ? null : (
        <FilterForm action="/stembureaulijsten" active={false} submit="Toon">
          <Select
            name="verkiezing"
            label="Verkiezing"
            options={elections.map((each) => ({ value: each.id, label: each.name }))}
            value={id}
          />
        </FilterForm>
      )}
      <Figures
        label="Stembureaulijsten in deze verkiezing"
        figures={[
          { label: 'Aangeleverd', value: rows.length - missing.length, tone: 'ok' },
          { label: 'Met een opmerking', value: warned, tone: warned > 0 ? 'warning' : 'neutral' },
          {
            label: 'Nog geen lijst',
            value: missing.length,
            tone: missing.length === 0 ? 'ok' : due < today ? 'warning' : 'waiting',
          },
        ]}
      />
      <Progress label="Gemeenten met een lijst" done={rows.length - missing.length} total={rows.length} />
      <Paragraph>
        De Kiesraad vraagt elke gemeente om haar lijst, uiterlijk <Day day={due} />.
        {due < today && missing.length > 0 ? ' Die dag is voorbij.' : ''}{' '}
        <Link href={`/stembureaulijsten/lijst.csv?verkiezing=${encodeURIComponent(id)}`} download>
          Deze lijst als CSV
        </Link>
        . <Link href={electionFilesPath(id)}>De 110a en de kandidatenlijsten (230b)</Link>.
      </Paragraph>
      <RowsTable rows={items} late={due < today} />
      <Pagination
        label="Bladeren in de stembureaulijsten"
        previous={at > 1 ? address(at - 1) : null}
        next={at < pages ? address(at + 1) : null}
        status={`${first} tot en met ${first + items.length - 1} van ${total}`}
      />
    </>
  );
}

/** What is there first: that can be looked at. */
function sorted(rows: readonly ListRow[]): readonly ListRow[] {
  return [...rows.filter(({ list }) => list !== null), ...rows.filter(({ list }) => list === null)];
}

function RowsTable({ rows, late }: { rows: readonly ListRow[]; late: boolean }) {
  return (
    <DataTable
      caption="Stembureaulijsten per gemeente"
      captionHidden
      rows={rows}
      empty={<EmptyState title="In deze verkiezing wordt geen stembureaulijst gevraagd" icon="document" />}
      columns={[
        {
          header: 'Van',
          rowHeader: true,
          cell: ({ committee, list }) =>
            list === null ? (
              committee.name
            ) : (
              <Link href={listPath(list.id)}>
                <Foreign text={committee.name} />
              </Link>
            ),
        },
        { header: 'Stand', cell: ({ list }) => <RowState list={list} late={late} /> },
        { header: 'Stembureaus', numeric: true, cell: ({ list }) => (list ? String(list.count) : '–') },
        { header: 'Versie', numeric: true, cell: ({ list }) => (list ? String(list.version) : '–') },
        { header: 'Aangeleverd', cell: ({ list }) => (list ? <TimeStamp at={list.at} /> : '–') },
      ]}
    />
  );
}

function RowState({ list, late }: { list: ListRow['list']; late: boolean }) {
  if (list === null)
    return late ? (
      <StatusBadge tone="warning">Nog geen lijst, te laat</StatusBadge>
    ) : (
      <StatusBadge tone="waiting">Nog geen lijst</StatusBadge>
    );
  return list.warnings === 0 ? (
    <StatusBadge tone="ok">Aangeleverd</StatusBadge>
  ) : (
    <StatusBadge tone="warning">Met {counted(list.warnings, 'opmerking', 'opmerkingen')}</StatusBadge>
  );
}

interface OwnListProps {
  readonly own: ShownList | null;
  readonly electionId: string;
  readonly due: string | null;
  readonly refused: Refused | null;
  /** What is wrong with the field itself. */
  readonly problem: string | undefined;
}

/** One's own list: what is in force, and handing in another. */
export function OwnList({ own, electionId, due, refused, problem }: OwnListProps) {
  return (
    <Panel title="Stembureaulijst" tone={own === null ? 'accent' : 'plain'}>
      {refused === null || problem !== undefined ? null : <RefusedList {...refused} />}
      {own === null ? (
        <Paragraph>
          U hebt nog geen stembureaulijst aangeleverd. De Kiesraad vraagt erom
          {due === null ? '' : <>, uiterlijk {<Day day={due} />}</>}. Uw hoofdstembureau en het centraal
          stembureau krijgen haar ook. Uw telbestand wordt later met de lijst vergeleken.
        </Paragraph>
      ) : (
        <Paragraph>
          Versie {own.list.version} geldt, met {stations(own.list.count)}, sinds{' '}
          <TimeStamp at={own.list.at} />.{' '}
          {own.list.warnings === 0
            ? ''
            : `Bij de controle ${own.list.warnings === 1 ? 'was' : 'waren'} er ${counted(own.list.warnings, 'opmerking', 'opmerkingen')}. `}
          <Link href={listPath(own.list.id)}>Bekijk de lijst en haar controles</Link>
        </Paragraph>
      )}
      <Form action={OWN_LIST} files label="Stembureaulijst aanleveren">
        <FileInput
          name="lijst"
          label={own === null ? 'Stembureaulijst (110b)' : 'Nieuwe versie van de stembureaulijst (110b)'}
          description={`Exporteer haar uit OSV of Abacus. De naam begint meestal met Stembureaus_${electionId} en eindigt op .eml.xml. Hoogstens 4 MB.`}
          accept=".xml,.eml"
          error={problem ?? (refused === null ? undefined : 'Kies een andere stembureaulijst.')}
          required
        />
        <Button icon="upload">Lever de lijst aan</Button>
      </Form>
    </Panel>
  );
}

function RefusedList({ title, detail, reasons }: Refused) {
  return (
    <Alert tone="error" title={title} live>
      {reasons.length === 0 ? (
        <Paragraph>{detail}</Paragraph>
      ) : (
        <>
          <Paragraph>
            Er is niets veranderd. {reasons.length === 1 ? 'De reden' : `Alle ${reasons.length} opmerkingen`}:
          </Paragraph>
          <List
            items={reasons.map(({ detail: sentence, code }) => (
              <>
                <Foreign text={sentence} /> <Code>{code ?? ''}</Code>
              </>
            ))}
          />
        </>
      )}
    </Alert>
  );
}

/** For who receives lists, a way to them from the page of keys. */
export function ToLists({ electionId }: { electionId: string }) {
  return (
    <Paragraph>
      <Link href={`/stembureaulijsten?verkiezing=${encodeURIComponent(electionId)}`}>
        De stembureaulijsten (110b) van deze verkiezing
      </Link>
      <ForScreenReader>: wie er een aanleverde, en wie nog niet</ForScreenReader>
    </Paragraph>
  );
}
