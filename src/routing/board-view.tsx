import { electionNames, electionsAsQuery } from '../elections/choose-elections.js';
import type { ElectionPlan } from '../elections/election.js';
import { committeeKey } from '../kernel/committee.js';
import { stateOf, type Part } from '../platform/live/feed.js';
import {
  Actions,
  DataTable,
  EmptyState,
  Heading,
  Link,
  LiveRegion,
  Paragraph,
  Select,
  TimeStamp,
} from '../web/components/index.js';
import { counted } from '../web/counted.js';
import type { BoardChoice } from './board-list.js';
import {
  BoardFrame,
  boardHref,
  isArranged,
  BoardPages,
  CsvLink,
  LinesLink,
  listed,
  type BoardColumn,
  type ShownBoard,
} from './board-frame.js';
import { BoardTable, commonColumns, Moment, StateCell, AskedCell } from './board-table.js';
import { boardParts, Place, PLACES } from './board-parts.js';
import { BoardStand } from './board-stand-view.js';
import { numberOf } from './delivery.js';
import { BOARD_FILTERS, NOBODY, type BoardFile, type BoardRow } from './inbox.js';
import type { Board } from './show-board.js';
import { messageText, standLabel } from './words.js';

/**
 * The whole of one election, or of all of a voting day, for the Kiesraad as beheerder: states, times, fingerprints and keys;
 * nothing to download.
 */
export function BoardView({ board, choice }: { board: Board; choice: BoardChoice }) {
  const [plan] = board.plans;
  const together = board.votingDay === null ? undefined : electionNames(board.plans);
  const shown: ShownBoard = {
    ...{ at: '/overzicht', rows: board.rows, choice, together },
    committees: plan!.committees,
    columns: columnsOf(board, together),
    also: electionsAsQuery(board),
  };
  const list = listed(shown);
  return (
    <BoardFrame
      board={shown}
      list={list}
      filters={BOARD_FILTERS.filter((filter) => filter !== 'nieuw' && filter !== 'teControleren')}
      fields={
        board.votingDay === null ? (
          <Select
            name="verkiezing"
            label="Verkiezing"
            options={board.elections.map(({ id, name }) => ({ value: id, label: `${name} (${id})` }))}
            value={plan!.definition.id}
            required
          />
        ) : (
          <input type="hidden" name="dag" value={board.votingDay} />
        )
      }
    >
      <LiveRegion id="stand" href={boardHref(shown)} stream={streamOf(board, shown)}>
        <Place id={PLACES.figures}>
          <BoardStand board={board} />
        </Place>
        <Actions>
          <CsvLink href={boardHref({ ...shown, at: '/overzicht/lijst.csv' })} />
          <LinesLink board={shown} />
          <Link href={`/overzicht/kaart?${new URLSearchParams(electionsAsQuery(board)).toString()}`}>
            Kaart en verloop
          </Link>
          <Link href={`/overzicht/dag/${plan!.definition.electionDate}`}>De hele dag</Link>
        </Actions>
        <Paragraph kind="small">De beheerder ziet standen en vingerafdrukken, nooit bestanden.</Paragraph>
        <BoardTable
          board={shown}
          list={list}
          caption="Wat er per stembureau komt, en hoe het ermee staat"
          href={hrefOf}
        />
        <BoardPages board={shown} list={list} />
        <Place id={PLACES.others}>
          <Others board={board} />
        </Place>
      </LiveRegion>
    </BoardFrame>
  );
}

function streamOf(board: Board, shown: ShownBoard) {
  return {
    href: `/overzicht/stroom?${new URLSearchParams(electionsAsQuery(board)).toString()}`,
    state: stateOf(overviewParts(board)),
    whole: isArranged(shown),
  };
}

/** What of the board changes while one looks. */
export function overviewParts(board: Board): readonly Part[] {
  const together = board.votingDay === null ? undefined : electionNames(board.plans);
  const { rows, reach, keys, others, expected510b } = board;
  return boardParts({
    board: { rows, columns: columnsOf(board, together), together },
    href: hrefOf,
    beside: ({ file, electionId, committee }) => [
      file && reach.get(file.id),
      keys.get(electionId)?.get(committeeKey(committee)),
    ],
    around: [
      {
        id: PLACES.figures,
        facts: [...expected510b],
        draw: () => <BoardStand board={board} />,
      },
      { id: PLACES.others, facts: others, draw: () => <Others board={board} /> },
    ],
  });
}

/** What came leads to its history; of what did not, to whom can be called. */
function hrefOf({ committee: { level, code }, file, electionId: election }: BoardRow): string {
  if (file !== null) return `/leveringen/nummer/${numberOf(file)}`;
  return `/mensen?${new URLSearchParams({ verkiezing: election, niveau: level, code }).toString()}`;
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

function columnsOf(board: Board, together: ReadonlyMap<string, string> | undefined): readonly BoardColumn[] {
  const plans = new Map(board.plans.map((plan) => [plan.definition.id, plan]));
  const keyOf = (row: BoardRow) => keyWords(row, plans.get(row.electionId)!, board);
  return [
    ...commonColumns(board.rows, board.plans[0]!.committees, together),
    {
      key: 'stand',
      header: 'Stand',
      order: standLabel,
      cell: (row) => (
        <StateCell row={row}>
          <AskedCell row={row} />
        </StateCell>
      ),
    },
    {
      key: 'tijd',
      header: 'Levering',
      order: ({ file }) => file?.at.getTime() ?? null,
      cell: (row) => <Delivered row={row} board={board} />,
    },
    {
      key: 'vingerafdruk',
      header: 'Vingerafdruk',
      order: ({ file }) => file?.fingerprint ?? null,
      cell: ({ file }) => {
        const fingerprint = file?.fingerprint ?? '';
        return fingerprint === '' ? '' : <code>{`${fingerprint.slice(0, 4)}…${fingerprint.slice(-4)}`}</code>;
      },
    },
    {
      key: 'sleutel',
      header: 'Sleutel',
      order: keyOf,
      cell: keyOf,
    },
  ];
}

const PAPER_WORDS = {
  equal: '',
  notCompared: '. Niet met het papier vergeleken',
  differs: '. Wijkt af van papier',
} as const satisfies Record<BoardFile['paper'], string>;

function Delivered({ row: { file, deliveries }, board }: { row: BoardRow; board: Board }) {
  if (file === null) return null;
  const { recipients, downloaded, acknowledged, readIn, readDiffers, differs, asRequired, notAsRequired } =
    board.reach.get(file.id) ?? NOBODY;
  return (
    <>
      {numberOf(file)}, <Moment at={file.at} />
      {deliveries > 1 ? `, ${deliveries} versies` : ''}. Opgehaald {downloaded}/{recipients}
      {acknowledged === 0 ? '' : `, bevestigd ${acknowledged}`}
      {readIn === 0 ? '' : `, ingelezen ${readIn}`}
      {file.isUnsigned ? '. Niet ondertekend' : ''}
      {file.figuresChanged ? '. Cijfers gewijzigd zonder nieuwe zitting' : ''}
      {PAPER_WORDS[file.paper]}
      {file.misusedSince === null ? null : (
        <>
          . Sleutel misschien misbruikt sinds <Moment at={file.misusedSince} />
        </>
      )}
      {asRequired === 0 ? '' : `. Voldoet volgens ${asRequired}`}
      {notAsRequired === 0
        ? ''
        : `. Voldoet niet volgens ${counted(notAsRequired, 'ontvanger', 'ontvangers')}`}
      {readDiffers === 0
        ? ''
        : `. Ingelezen met een andere vingerafdruk bij ${counted(readDiffers, 'ontvanger', 'ontvangers')}`}
      {differs === 0 ? '' : `. Wijkt af van papier bij ${counted(differs, 'ontvanger', 'ontvangers')}`}
    </>
  );
}

function keyWords(
  { electionId, committee, message }: BoardRow,
  { settings }: ElectionPlan,
  { keys }: Board,
): string {
  const signs = settings.signed.some((entry) => entry.level === committee.level && entry.message === message);
  const count = keys.get(electionId)?.get(committeeKey(committee));
  if (count !== undefined && count.approved > 0) return 'goedgekeurd';
  if (count !== undefined) return 'wacht op goedkeuring';
  return signs ? 'geen sleutel' : 'niet nodig';
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
          {
            header: 'Nummer',
            rowHeader: true,
            cell: (file) => <Link href={`/leveringen/nummer/${numberOf(file)}`}>{numberOf(file)}</Link>,
          },
          { header: 'Stembureau', cell: ({ about }) => `${about.level} ${about.code}` },
          { header: 'Bestand', cell: ({ message }) => messageText(message) },
          { header: 'Tijd', cell: ({ at }) => <TimeStamp at={at} /> },
        ]}
      />
    </section>
  );
}
