import {
  Actions,
  Alert,
  Button,
  DataTable,
  EmptyState,
  FilterForm,
  Form,
  Heading,
  Link,
  LinkButton,
  LiveRegion,
  Paragraph,
  Progress,
  Select,
  StatusBadge,
  TimeStamp,
  type Column,
  type StatusTone,
} from '../web/components/index.js';
import { numberOf } from './bundle-deliveries.js';
import type { DutyState } from '../elections/duties.js';
import type { Level } from '../kernel/committee.js';
import {
  filterRows,
  groupByDistrict,
  isFresh,
  type BoardFile,
  type BoardFilter,
  type BoardGroup,
  type BoardRow,
} from './inbox.js';
import type { Inbox } from './list-inbox.js';
import { askingArticle, messageText, reasonText, stateLabel } from './words.js';

const TONES: Readonly<Record<DutyState['state'], StatusTone>> = {
  missing: 'waiting',
  received: 'ok',
  corrected: 'info',
  notDue: 'neutral',
};

export const FILTER_OPTIONS: readonly { readonly value: BoardFilter; readonly label: string }[] = [
  { value: 'ontbreekt', label: 'Alleen wat ontbreekt' },
  { value: 'nieuw', label: 'Alleen nieuw (nog niet opgehaald)' },
  { value: 'ontvangen', label: 'Alleen ontvangen' },
  { value: 'gecorrigeerd', label: 'Alleen gecorrigeerd' },
  { value: 'nietVerschuldigd', label: 'Alleen wat niet hoeft' },
];

/** The inbox: how far it is, what came per committee, and what can be done about what did not. */
export function InboxView({
  inbox,
  level,
  filter,
  path,
}: {
  inbox: Inbox;
  level: Level;
  filter: BoardFilter | null;
  /** Path of this page with its query, to fetch it anew. */
  path: string;
}) {
  if (inbox.rows.length === 0 && inbox.files.length === 0) return <NothingExpected />;
  const rows = filterRows(inbox.rows, filter);
  const { totals, others } = inbox;
  return (
    <>
      <FilterForm action="/ontvangen" active={filter !== null}>
        <Select
          name="status"
          label="Toon"
          placeholder="Alles"
          options={FILTER_OPTIONS}
          value={filter ?? undefined}
          required
        />
      </FilterForm>
      <LiveRegion id="stand" href={path}>
        <div data-refresh-summary>
          <Progress label="Ontvangen" done={totals.done} total={totals.due} />
        </div>
        <BundleLinks fresh={totals.fresh + others.filter(isUnread).length} any={inbox.files.length > 0} />
        {rows.length === 0 ? (
          <EmptyState title="Niets voldoet aan deze keuze">
            <Paragraph>Kies bij Toon iets anders om meer te zien.</Paragraph>
          </EmptyState>
        ) : (
          groupByDistrict(rows, inbox.plan.committees).map((group) => (
            <Group group={group} level={level} single={inbox.rows.length === group.rows.length} />
          ))
        )}
        <Others files={others} names={inbox.plan.committees} />
      </LiveRegion>
    </>
  );
}

function NothingExpected() {
  return (
    <EmptyState title="Er komt niets naar u toe">
      <Paragraph>
        Volgens de Kieswet krijgt uw orgaan bij deze verkiezing geen telbestanden van anderen. Klopt dat niet,
        bel dan de helpdesk.
      </Paragraph>
    </EmptyState>
  );
}

const isUnread = (file: BoardFile): boolean => file.marks.downloaded === null && !file.superseded;

function BundleLinks({ fresh, any }: { fresh: number; any: boolean }) {
  if (!any) return null;
  return (
    <Actions>
      {fresh > 0 ? (
        <LinkButton kind="primary" icon="download" href="/ontvangen/alles" download>
          {fresh === 1 ? 'Haal het nieuwe bestand op (ZIP)' : `Haal alle ${fresh} nieuwe bestanden op (ZIP)`}
        </LinkButton>
      ) : null}
      <LinkButton kind="subtle" icon="download" href="/ontvangen/alles?alles=1" download>
        Haal alles nog een keer op
      </LinkButton>
    </Actions>
  );
}

function Group({ group, level, single }: { group: BoardGroup; level: Level; single: boolean }) {
  const { done, due } = group.totals;
  const title = single
    ? 'Per stembureau'
    : `${group.district === null ? 'Zonder kieskring' : `Kieskring ${group.district.place}`}: ${done} van ${due} ontvangen`;
  return (
    <section>
      <Heading level={2}>{title}</Heading>
      <DataTable caption={title} captionHidden columns={columnsFor(level)} rows={group.rows} />
    </section>
  );
}

function columnsFor(level: Level): Column<BoardRow>[] {
  return [
    { header: 'Stembureau', rowHeader: true, cell: ({ committee }) => committee.name },
    { header: 'Bestand', cell: ({ message }) => messageText(message) },
    { header: 'Stand', cell: (row) => <State row={row} /> },
    { header: 'Tijd', cell: ({ file }) => (file === null ? '-' : <TimeStamp at={file.at} />) },
    { header: 'Bij u', cell: ({ file }) => (file === null ? '-' : <MarkWords file={file} />) },
    { header: 'Actie', headerHidden: true, cell: (row) => <RowAction row={row} level={level} /> },
  ];
}

function State({ row }: { row: BoardRow }) {
  const { state } = row;
  return (
    <>
      <StatusBadge tone={TONES[state.state]}>{stateLabel(state.state)}</StatusBadge>
      {isFresh(row) ? <> nieuw</> : null}
      {state.state === 'notDue' ? (
        <p>
          {reasonText(state.reason)} ({state.law})
        </p>
      ) : null}
      {row.asked === null || state.state !== 'missing' ? null : (
        <p>
          Gevraagd op <TimeStamp at={row.asked} />
        </p>
      )}
    </>
  );
}

function MarkWords({ file }: { file: BoardFile }) {
  const { downloaded, acknowledged, equalToPaper } = file.marks;
  const words = [
    downloaded === null ? 'nog niet opgehaald' : 'opgehaald',
    ...(acknowledged === null ? [] : ['ontvangst bevestigd']),
    ...(equalToPaper === null ? [] : ['gelijk aan het papier']),
  ];
  return <>{words.join(', ')}</>;
}

function RowAction({ row, level }: { row: BoardRow; level: Level }) {
  const { committee, message, state, file } = row;
  if (file !== null) return <Link href={`/ontvangen/${file.id}`}>Bekijk {numberOf(file)}</Link>;
  if (state.state !== 'missing' || askingArticle(level) === null) return null;
  return <AskForm committee={committee} message={message} />;
}

/** The button with which an HSB or CSB asks a committee to deliver at once. */
export function AskForm({
  committee,
  message,
}: {
  committee: { level: Level; code: string; name: string };
  message: string;
}) {
  return (
    <Form
      action="/ontvangen/verzoek"
      label={`Vraag ${committee.name} om dit bestand`}
      hidden={{ niveau: committee.level, code: committee.code, bericht: message }}
    >
      <Button kind="secondary">Vraag om dit bestand</Button>
    </Form>
  );
}

function Others({ files, names }: { files: readonly BoardFile[]; names: Inbox['plan']['committees'] }) {
  if (files.length === 0) return null;
  const nameOf = ({ about }: BoardFile): string =>
    names.find(({ level, code }) => level === about.level && code === about.code)?.name ?? about.code;
  return (
    <section>
      <Heading level={2}>Overige bestanden</Heading>
      <Alert tone="info">
        <p>
          Deze bestanden tellen niet mee in de balk: een P 2a zonder correctie, een bijlage bij de P 22, of
          een correctie door het CSB.
        </p>
      </Alert>
      <DataTable
        caption="Overige bestanden"
        captionHidden
        rows={files}
        columns={[
          { header: 'Stembureau', rowHeader: true, cell: nameOf },
          { header: 'Bestand', cell: ({ message }) => messageText(message) },
          { header: 'Tijd', cell: ({ at }) => <TimeStamp at={at} /> },
          { header: 'Bij u', cell: (file) => <MarkWords file={file} /> },
          {
            header: 'Actie',
            headerHidden: true,
            cell: (file) => <Link href={`/ontvangen/${file.id}`}>Bekijk {numberOf(file)}</Link>,
          },
        ]}
      />
    </section>
  );
}
