import { committeeKey, type Level } from '../kernel/committee.js';
import {
  DataTable,
  EmptyState,
  Figures,
  FilterForm,
  Fingerprint,
  Heading,
  LiveRegion,
  Paragraph,
  Progress,
  Select,
  StatusBadge,
  TimeStamp,
  type Column,
} from '../web/components/index.js';
import { numberOf } from './bundle-deliveries.js';
import {
  filterRows,
  groupByDistrict,
  totalsOf,
  type BoardFilter,
  type BoardGroup,
  type BoardRow,
} from './inbox.js';
import { FILTER_OPTIONS } from './received-view.js';
import type { Board } from './show-board.js';
import { messageText, reasonText, stateLabel } from './words.js';

const LEVEL_NAMES: readonly (readonly [Level, string])[] = [
  ['GSB', 'Gemeentelijke stembureaus'],
  ['SOL', 'Stembureaus openbaar lichaam'],
  ['NBSB', 'Nationaal briefstembureau'],
  ['HSB', 'Hoofdstembureaus'],
  ['CSB', 'Centraal stembureau'],
];

/** The whole of one election for the Kiesraad as beheerder: states, times, fingerprints and keys; nothing to download. */
export function BoardView({
  board,
  filter,
  path,
}: {
  board: Board;
  filter: BoardFilter | null;
  path: string;
}) {
  const rows = filterRows(board.rows, filter);
  return (
    <>
      <FilterForm action="/overzicht" active={filter !== null}>
        <Select
          name="verkiezing"
          label="Verkiezing"
          options={board.elections.map(({ id, name }) => ({ value: id, label: `${name} (${id})` }))}
          value={board.plan.definition.id}
          required
        />
        <Select
          name="status"
          label="Toon"
          placeholder="Alles"
          options={FILTER_OPTIONS.filter(({ value }) => value !== 'nieuw')}
          value={filter ?? undefined}
          required
        />
      </FilterForm>
      <Paragraph kind="small">De beheerder ziet standen en vingerafdrukken, nooit bestanden.</Paragraph>
      <LiveRegion id="stand" href={path}>
        <Totals board={board} />
        {rows.length === 0 ? (
          <EmptyState title="Niets voldoet aan deze keuze">
            <Paragraph>Kies bij Toon iets anders om meer te zien.</Paragraph>
          </EmptyState>
        ) : (
          groupByDistrict(rows, board.plan.committees).map((group) => <Group group={group} board={board} />)
        )}
        <Others board={board} />
      </LiveRegion>
    </>
  );
}

function Group({ group: { district, rows, totals }, board }: { group: BoardGroup; board: Board }) {
  const place = district === null ? 'Zonder kieskring' : `Kieskring ${district.place}`;
  const title = `${place}: ${totals.done} van ${totals.due} geleverd`;
  return (
    <section>
      <Heading level={2}>{title}</Heading>
      <DataTable caption={title} captionHidden columns={columnsFor(board)} rows={rows} />
    </section>
  );
}

/** No election yet: then there is nothing to oversee. */
export function NoElections() {
  return (
    <EmptyState title="Er is nog geen verkiezing">
      <Paragraph>
        Richt eerst bij Verkiezingen een verkiezing in met haar verkiezingsdefinitie (110a).
      </Paragraph>
    </EmptyState>
  );
}

function Totals({ board }: { board: Board }) {
  const totals = totalsOf(board.rows);
  const levels = LEVEL_NAMES.flatMap(([level, name]) => {
    const own = totalsOf(board.rows.filter(({ committee }) => committee.level === level));
    return own.due === 0 ? [] : [{ label: name, value: `${own.done} / ${own.due}` }];
  });
  return (
    <>
      <div data-refresh-summary>
        <Progress label="Geleverd" done={totals.done} total={totals.due} />
      </div>
      <Figures
        label="Standen"
        figures={[
          { label: 'Ontbreekt', value: totals.missing, tone: totals.missing > 0 ? 'waiting' : 'neutral' },
          { label: 'Ontvangen', value: totals.received, tone: 'ok' },
          { label: 'Gecorrigeerd', value: totals.corrected, tone: 'info' },
          { label: 'Hoeft niet', value: totals.notDue },
        ]}
      />
      <Figures label="Geleverd per niveau" figures={levels} />
    </>
  );
}

function columnsFor(board: Board): Column<BoardRow>[] {
  return [
    {
      header: 'Stembureau',
      rowHeader: true,
      cell: ({ committee }) => `${committee.name} (${committee.code})`,
    },
    { header: 'Bestand', cell: ({ message }) => messageText(message) },
    { header: 'Stand', cell: (row) => <State row={row} /> },
    { header: 'Levering', cell: (row) => <Delivered row={row} board={board} /> },
    {
      header: 'Vingerafdruk',
      cell: ({ file }) =>
        file === null || file.fingerprint === null ? (
          '-'
        ) : (
          <Fingerprint value={file.fingerprint} copy={false} />
        ),
    },
    { header: 'Sleutel', cell: (row) => <Keys row={row} board={board} /> },
  ];
}

function State({ row: { state } }: { row: BoardRow }) {
  switch (state.state) {
    case 'missing':
      return <StatusBadge tone="waiting">{stateLabel('missing')}</StatusBadge>;
    case 'received':
      return <StatusBadge tone="ok">{stateLabel('received')}</StatusBadge>;
    case 'corrected':
      return <StatusBadge tone="info">{stateLabel('corrected')}</StatusBadge>;
    case 'notDue':
      return (
        <>
          <StatusBadge tone="neutral">{stateLabel('notDue')}</StatusBadge>
          <p>
            {reasonText(state.reason)} ({state.law})
          </p>
        </>
      );
  }
}

function Delivered({ row: { file, deliveries }, board }: { row: BoardRow; board: Board }) {
  if (file === null) return <>-</>;
  const reach = board.reach.get(file.id) ?? { recipients: 0, downloaded: 0 };
  return (
    <>
      {numberOf(file)}, <TimeStamp at={file.at} />
      {deliveries > 1 ? `, ${deliveries} versies` : ''}
      <p>
        {reach.recipients === 1 ? '1 ontvanger' : `${reach.recipients} ontvangers`}, door {reach.downloaded}{' '}
        opgehaald
        {file.comparedWithPaper ? '' : ', niet met het papier vergeleken'}
      </p>
    </>
  );
}

function Keys({ row: { committee, message }, board }: { row: BoardRow; board: Board }) {
  const signs = board.plan.settings.signed.some(
    (entry) => entry.level === committee.level && entry.message === message,
  );
  const count = board.keys.get(committeeKey(committee));
  if (count !== undefined && count.approved > 0) return <StatusBadge tone="ok">goedgekeurd</StatusBadge>;
  if (count !== undefined) return <StatusBadge tone="waiting">wacht op goedkeuring</StatusBadge>;
  return signs ? <StatusBadge tone="warning">geen sleutel</StatusBadge> : <>niet nodig</>;
}

function Others({ board }: { board: Board }) {
  if (board.others.length === 0) return null;
  return (
    <section>
      <Heading level={2}>Overige leveringen</Heading>
      <DataTable
        caption="Een P 2a zonder correctie, een bijlage bij de P 22, of een totaal dat het CSB corrigeerde"
        rows={board.others}
        columns={[
          { header: 'Nummer', rowHeader: true, cell: numberOf },
          { header: 'Stembureau', cell: ({ about }) => `${about.level} ${about.code}` },
          { header: 'Bestand', cell: ({ message }) => messageText(message) },
          { header: 'Tijd', cell: ({ at }) => <TimeStamp at={at} /> },
        ]}
      />
    </section>
  );
}
