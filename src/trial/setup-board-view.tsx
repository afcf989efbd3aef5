import { pageOf } from '../elections/committee-list.js';
import type { ElectionSummary } from '../elections/election.store.js';
import {
  DataTable,
  EmptyState,
  Figures,
  FilterForm,
  Foreign,
  Link,
  List,
  Pagination,
  Paragraph,
  Select,
  StatusBadge,
  TimeStamp,
} from '../web/components/index.js';
import { standingFaults, type SetupState } from './setup-check.js';
import type { SetupBoard, SetupRow } from './show-setup.js';
import { POINTS_OF_OTHERS, STATE_WORDS } from './words.js';

export const BOARD = '/inrichtingen';
/** In the order in which they ask for attention. */
export const STATES = [
  'wrong',
  'changed',
  'partly',
  'verified',
  'none',
] as const satisfies readonly SetupState[];
const PER_PAGE = 50;

interface BoardViewProps {
  readonly board: SetupBoard;
  readonly elections: readonly ElectionSummary[];
  /** Null: all of them. */
  readonly state: SetupState | null;
  readonly page: number;
}

/** Who verified the set-up of an election, who found something wrong, and who did not look yet. */
export function SetupBoardView({ board, elections, state, page }: BoardViewProps) {
  const { plan, lanes, rows } = board;
  const { id } = plan.definition;
  const wanted = state === null ? ordered(rows) : rows.filter((row) => row.state === state);
  const { items, page: at, pages, first, total } = pageOf(wanted, page, PER_PAGE);
  const address = (changed: Readonly<Record<string, string>>) =>
    `${BOARD}?${new URLSearchParams({ verkiezing: id, ...(state === null ? {} : { stand: state }), ...changed }).toString()}`;
  return (
    <>
      <FilterForm action={BOARD} active={state !== null} submit="Toon">
        <Select
          name="verkiezing"
          label="Verkiezing"
          options={elections.map((each) => ({ value: each.id, label: each.name }))}
          value={id}
        />
        <Select
          name="stand"
          label="Stand"
          placeholder="Alle"
          options={STATES.map((each) => ({ value: each, label: STATE_WORDS[each].text }))}
          value={state ?? undefined}
        />
      </FilterForm>
      <Figures
        label="Wie de inrichting controleerde"
        figures={STATES.map((each) => {
          const count = rows.filter((row) => row.state === each).length;
          const { text, tone } = STATE_WORDS[each];
          return {
            label: text,
            value: count,
            tone: count === 0 ? 'neutral' : tone,
            href: address({ stand: each, bladzijde: '1' }),
          };
        })}
      />
      <Paragraph>
        Proefleveringen kunnen tot <TimeStamp at={lanes.testCloses} />. Echt leveren kan vanaf{' '}
        <TimeStamp at={lanes.realOpens} />.{' '}
        <Link href={`${BOARD}/lijst.csv?verkiezing=${encodeURIComponent(id)}`} download>
          Deze lijst als CSV
        </Link>
        .
      </Paragraph>
      <RowsTable rows={items} />
      <Pagination
        label="Bladeren in de organen"
        previous={at > 1 ? address({ bladzijde: String(at - 1) }) : null}
        next={at < pages ? address({ bladzijde: String(at + 1) }) : null}
        status={`${first} tot en met ${first + items.length - Math.min(1, first)} van ${total}`}
      />
    </>
  );
}

function ordered(rows: readonly SetupRow[]): readonly SetupRow[] {
  return STATES.flatMap((state) => rows.filter((row) => row.state === state));
}

function RowsTable({ rows }: { rows: readonly SetupRow[] }) {
  return (
    <DataTable
      caption="Organen van deze verkiezing"
      captionHidden
      rows={rows}
      empty={<EmptyState title="Geen enkel orgaan heeft deze stand" />}
      columns={[
        { header: 'Orgaan', rowHeader: true, cell: ({ committee }) => <Foreign text={committee.name} /> },
        { header: 'Stand', cell: (row) => <RowState row={row} /> },
        {
          header: 'Controle',
          cell: ({ check }) => (check === null ? '–' : <TimeStamp at={check.at} />),
        },
        {
          header: 'Proeflevering',
          cell: (row) =>
            row.trial !== null ? <TimeStamp at={row.trial.at} /> : row.delivers ? 'Nog niet' : 'Hoeft niet',
        },
      ]}
    />
  );
}

function RowState({ row: { state, points, check } }: { row: SetupRow }) {
  const { text, tone } = STATE_WORDS[state];
  const faults = check === null ? [] : standingFaults(points, check);
  return (
    <>
      <StatusBadge tone={tone}>{text}</StatusBadge>
      {faults.length === 0 ? null : (
        <List
          items={faults.map(({ code, note }) => (
            <>
              {POINTS_OF_OTHERS[code]}: <Foreign text={note} longest={500} />
            </>
          ))}
        />
      )}
    </>
  );
}
