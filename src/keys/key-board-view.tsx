import { dutchDay } from '../kernel/dutch-time.js';
import { inGroups } from '../kernel/fingerprint.js';
import type { ElectionCommittee } from '../elections/committees.js';
import { pageOf } from '../elections/committee-list.js';
import {
  Code,
  DataTable,
  EmptyState,
  Figures,
  FilterForm,
  Foreign,
  ForScreenReader,
  Link,
  Pagination,
  Panel,
  Paragraph,
  Progress,
  Select,
  TimeStamp,
} from '../web/components/index.js';
import { formatDay } from '../web/format-time.js';
import { canBeReadOut } from './key-call.js';
import type { CommitteeKey } from './key.js';
import { KeyStateBadge } from './key-view.js';
import type { KeyBoard } from './show-key-board.js';

/** The board with a page of all keys beside it. `page` and `missingPage` count from 1. */
export interface KeyBoardViewProps {
  readonly board: KeyBoard;
  readonly all: { readonly keys: readonly CommitteeKey[]; readonly more: boolean; readonly page: number };
  readonly missingPage: number;
  readonly now: Date;
}

const MISSING_PER_PAGE = 50;

/** How an election stands with its keys, for the Kiesraad as beheerder. */
export function KeyBoardView({ board, all, missingPage, now }: KeyBoardViewProps) {
  const { election, elections, counts, missing, signing } = board;
  const address = (more: Record<string, string>) =>
    `/sleutels?${new URLSearchParams({ verkiezing: election.id, ...more }).toString()}`;
  return (
    <>
      <FilterForm action="/sleutels" active={false} submit="Toon">
        <Select
          name="verkiezing"
          label="Verkiezing"
          options={elections.map(({ id, name }) => ({ value: id, label: name }))}
          value={election.id}
        />
      </FilterForm>
      <Figures
        label="Sleutels in deze verkiezing"
        figures={[
          { label: 'Wachten', value: counts.waiting, tone: counts.waiting > 0 ? 'waiting' : 'neutral' },
          { label: 'Goedgekeurd', value: counts.approved, tone: 'ok' },
          { label: 'Afgewezen', value: counts.rejected },
          {
            label: 'Opgeschort',
            value: board.suspended.length,
            tone: board.suspended.length > 0 ? 'error' : 'neutral',
          },
          { label: 'Ingetrokken', value: counts.revoked - board.suspended.length },
          {
            label: 'Stembureaus zonder sleutel',
            value: missing.length,
            tone: missing.length > 0 ? 'warning' : 'ok',
          },
        ]}
      />
      <Progress label="Stembureaus met een sleutel" done={signing - missing.length} total={signing} />
      <Waiting board={board} now={now} />
      <All all={all} board={board} now={now} address={address} />
      <Missing missing={missing} page={missingPage} address={address} />
    </>
  );
}

/** Everything that waits for somebody of the Kiesraad: what was stopped first, then the longest waiting. */
function Waiting({ board, now }: { board: KeyBoard; now: Date }) {
  const name = ({ committee }: CommitteeKey) => board.nameOf(committee.level, committee.code);
  return (
    <Panel title="Te doen" tone="accent">
      <Paragraph>
        Uiterlijk {formatDay(board.due)} heeft elk stembureau een goedgekeurde sleutel.
        {board.due < dutchDay(now) ? ' Die dag is voorbij.' : ''}
      </Paragraph>
      <DataTable
        caption="Sleutels die wachten"
        captionHidden
        rows={[...board.suspended, ...board.waiting]}
        empty={<Paragraph>Er wacht geen sleutel op een beslissing.</Paragraph>}
        columns={[
          ...keyColumns(board, now),
          {
            header: 'Te doen',
            cell: (key) => (
              <Link href={canBeReadOut(key) ? `/sleutels/${key.id}/gesprek` : `/sleutels/${key.id}`}>
                {canBeReadOut(key) ? 'Bel en vink af' : 'Bekijk en beslis'}
                <ForScreenReader> {name(key)}</ForScreenReader>
              </Link>
            ),
          },
        ]}
      />
    </Panel>
  );
}

function keyColumns(board: KeyBoard, now: Date) {
  return [
    {
      header: 'Stembureau',
      rowHeader: true,
      cell: (key: CommitteeKey) => (
        <Link href={`/sleutels/${key.id}`}>{board.nameOf(key.committee.level, key.committee.code)}</Link>
      ),
    },
    { header: 'Houder in het certificaat', cell: ({ subject }: CommitteeKey) => <Foreign text={subject} /> },
    { header: 'Vingerafdruk', cell: ({ fingerprint }: CommitteeKey) => <Code>{inGroups(fingerprint)}</Code> },
    { header: 'Aangemeld', cell: ({ registeredAt }: CommitteeKey) => <TimeStamp at={registeredAt} /> },
    { header: 'Stand', cell: (key: CommitteeKey) => <KeyStateBadge item={key} now={now} /> },
  ];
}

function All({
  all,
  board,
  now,
  address,
}: {
  all: KeyBoardViewProps['all'];
  board: KeyBoard;
  now: Date;
  address: (more: Record<string, string>) => string;
}) {
  return (
    <Panel title="Alle sleutels">
      <DataTable
        caption="Alle sleutels van deze verkiezing"
        captionHidden
        rows={all.keys}
        empty={
          <EmptyState title="Nog geen sleutels" icon="key">
            <Paragraph>Stembureaus melden hun sleutels zelf aan. Ze verschijnen dan hier.</Paragraph>
          </EmptyState>
        }
        columns={keyColumns(board, now)}
      />
      <Pagination
        label="Bladeren in alle sleutels"
        previous={all.page > 1 ? address({ bladzijde: String(all.page - 1) }) : null}
        next={all.more ? address({ bladzijde: String(all.page + 1) }) : null}
      />
    </Panel>
  );
}

function Missing({
  missing,
  page,
  address,
}: {
  missing: readonly ElectionCommittee[];
  page: number;
  address: (more: Record<string, string>) => string;
}) {
  const { items, page: at, pages, first, total } = pageOf(missing, page, MISSING_PER_PAGE);
  return (
    <Panel title="Nog geen sleutel">
      <DataTable
        caption="Stembureaus zonder sleutel"
        captionHidden
        rows={items}
        empty={<Paragraph>Elk stembureau dat moet ondertekenen, heeft een sleutel aangemeld.</Paragraph>}
        columns={[
          { header: 'Stembureau', rowHeader: true, cell: ({ name }) => name },
          { header: 'Code', cell: ({ code }) => <Code>{code}</Code> },
        ]}
      />
      <Pagination
        label="Bladeren in de stembureaus zonder sleutel"
        previous={at > 1 ? address({ ontbreekt: String(at - 1) }) : null}
        next={at < pages ? address({ ontbreekt: String(at + 1) }) : null}
        status={`${first} tot en met ${first + items.length - 1} van ${total}`}
      />
    </Panel>
  );
}
