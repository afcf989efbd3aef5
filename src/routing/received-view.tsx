import {
  Actions,
  Alert,
  Button,
  DataTable,
  EmptyState,
  Heading,
  Link,
  LinkButton,
  LiveRegion,
  Paragraph,
  TimeStamp,
} from '../web/components/index.js';
import { committeeName } from '../elections/committees.js';
import type { Level } from '../kernel/committee.js';
import { stateOf, type Part } from '../platform/live/feed.js';
import { rowKey, type BoardChoice, type BoardList } from './board-list.js';
import {
  BoardFrame,
  boardHref,
  CsvLink,
  LinesLink,
  isArranged,
  listed,
  type BoardColumn,
  type ShownBoard,
} from './board-frame.js';
import { BoardTable, commonColumns, Moment, AskedCell, StateCell } from './board-table.js';
import { boardParts, Place, PLACES } from './board-parts.js';
import { InboxStand } from './board-stand-view.js';
import { numberOf } from './delivery.js';
import { ForGit } from './git-view.js';
import { BOARD_FILTERS, filterOthers, isFresh, type BoardFile, type BoardRow } from './inbox.js';
import type { Inbox } from './list-inbox.js';
import { TOGETHER_PATH } from './together-view.js';
import { asks, messageText, outcomeWord, standLabel } from './words.js';

/** The inbox: how far it is, what came per committee, and the way to what did not. */
export function InboxView({
  inbox,
  level,
  choice,
  choosing,
}: {
  inbox: Inbox;
  level: Level;
  choice: BoardChoice;
  /** The mode in which one chooses lines; `all`: those shown are chosen. */
  choosing: 'no' | 'yes' | 'all';
}) {
  if (inbox.rows.length === 0 && inbox.files.length === 0) return <NothingExpected />;
  const board: ShownBoard = {
    at: '/ontvangen',
    rows: inbox.rows,
    committees: inbox.plan.committees,
    choice,
    columns: columnsOf(inbox),
    ...(choosing === 'no' ? {} : { also: { kies: '1' } }),
  };
  const list = listed(board);
  const others = filterOthers(inbox.others, choice.status);
  const onlyOthers = choice.status === 'nieuw' && list.rows.length === 0 && others.length > 0;
  return (
    <BoardFrame
      board={board}
      list={list}
      filters={BOARD_FILTERS.filter((filter) => filter !== 'teControleren' || asks(level))}
      fields={choosing === 'no' ? null : <input type="hidden" name="kies" value="1" />}
    >
      {choosing === 'no' ? (
        <LiveRegion id="stand" href={boardHref(board)} stream={streamOf(board, inbox, level)}>
          <Place id={PLACES.figures}>
            <InboxStand inbox={inbox} level={level} />
          </Place>
          <Ways inbox={inbox} board={board} />
          {onlyOthers ? null : (
            <BoardTable
              board={board}
              list={list}
              caption="Wat er per stembureau komt, en hoe het ermee staat"
              href={(row) => hrefOf(row, level)}
            />
          )}
          <Place id={PLACES.others}>
            <Others files={others} names={inbox.plan.committees} />
            {level === 'COUNCIL' && inbox.files.length > 0 ? (
              <ForGit electionId={inbox.plan.definition.id} />
            ) : null}
          </Place>
        </LiveRegion>
      ) : (
        <Choosing board={board} list={list} level={level} all={choosing === 'all'} />
      )}
    </BoardFrame>
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

/** What of the inbox changes while one looks. */
export function inboxParts(inbox: Inbox, level: Level): readonly Part[] {
  const { rows, others, plan, totals, expected510b } = inbox;
  return boardParts({
    board: { rows, columns: columnsOf(inbox) },
    href: (row) => hrefOf(row, level),
    around: [
      {
        id: PLACES.figures,
        facts: expected510b,
        draw: () => <InboxStand inbox={inbox} level={level} />,
      },
      { id: PLACES.fresh, facts: totals.fresh, draw: () => <Fresh fresh={totals.fresh} /> },
      {
        id: PLACES.others,
        facts: others,
        draw: () => <Others files={others} names={plan.committees} />,
      },
    ],
  });
}

function streamOf(board: ShownBoard, inbox: Inbox, level: Level) {
  return { href: '/ontvangen/stroom', state: stateOf(inboxParts(inbox, level)), whole: isArranged(board) };
}

function Fresh({ fresh }: { fresh: number }) {
  if (fresh === 0) return null;
  return (
    <LinkButton kind="primary" icon="download" href="/ontvangen/alles" download>
      {fresh === 1 ? 'Haal het nieuwe bestand op (ZIP)' : `Haal alle ${fresh} nieuwe bestanden op (ZIP)`}
    </LinkButton>
  );
}

function Ways({ inbox: { totals, files, rows }, board }: { inbox: Inbox; board: ShownBoard }) {
  return (
    <Actions>
      <Place id={PLACES.fresh}>
        <Fresh fresh={totals.fresh} />
      </Place>
      {rows.length > 1 ? (
        <LinkButton href={boardHref(board, { kies: '1' })}>Kies meer tegelijk</LinkButton>
      ) : null}
      {rows.length > 1 ? (
        <LinkButton kind="subtle" href="/ontvangen/kaart">
          Kaart en verloop
        </LinkButton>
      ) : null}
      {files.length === 0 || board.choice.kring === null ? null : (
        <LinkButton icon="download" href={`/ontvangen/alles?kring=${board.choice.kring}`} download>
          {`Haal alles ${ofDistrict(board)} op (ZIP)`}
        </LinkButton>
      )}
      {files.length === 0 ? null : (
        <LinkButton kind="subtle" icon="download" href="/ontvangen/alles?alles=1" download>
          Haal alles van deze verkiezing op (ZIP)
        </LinkButton>
      )}
      <CsvLink href={boardHref({ ...board, at: '/ontvangen/lijst.csv' })} />
      {rows.length > 1 ? <LinesLink board={board} /> : null}
    </Actions>
  );
}

function ofDistrict({ choice, committees }: ShownBoard): string {
  const district = committees.find(({ level, code }) => level === 'HSB' && code === choice.kring);
  return district === undefined ? 'buiten de kieskringen' : `van kieskring ${district.place}`;
}

/** What came is looked at; what did not is asked for by who may. */
function hrefOf(row: BoardRow, level: Level): string | null {
  if (row.file !== null) return `/ontvangen/${row.file.id}`;
  return canAsk(row, level) ? askHref(row) : null;
}

/** Where a body asks for the file of a line. */
export function askHref(row: Pick<BoardRow, 'committee' | 'message'>): string {
  return `/ontvangen/vragen?rij=${rowKey(row)}`;
}

function canAsk({ state }: BoardRow, level: Level): boolean {
  return state.state !== 'notDue' && asks(level);
}

function Choosing({
  board,
  list,
  level,
  all,
}: {
  board: ShownBoard;
  list: BoardList;
  level: Level;
  all: boolean;
}) {
  const can = (row: BoardRow) => row.file !== null || canAsk(row, level);
  return (
    <form class="form" action="/ontvangen/alles" method="get" data-board-choosing>
      <input type="hidden" name="gekozen" value="1" />
      <Actions>
        <LinkButton href={boardHref(board, { kies: 'alles' })}>Kies alle getoonde</LinkButton>
        <LinkButton kind="subtle" href={boardHref(board, { kies: '' })}>
          Stop met kiezen
        </LinkButton>
      </Actions>
      <BoardTable
        board={board}
        list={list}
        caption="Kies stembureaus"
        href={() => null}
        choosing={{ can, all }}
      />
      <div class="board-chosen">
        <p role="status" data-board-chosen />
        <Actions>
          <Button icon="download">Haal de gekozen bestanden op (ZIP)</Button>
          {!asks(level) ? null : (
            <Button kind="secondary" formaction="/ontvangen/vragen">
              Vraag om de gekozen bestanden
            </Button>
          )}
          {!asks(level) ? null : (
            <Button kind="secondary" formaction={TOGETHER_PATH}>
              Leg vast dat ze voldoen
            </Button>
          )}
        </Actions>
      </div>
    </form>
  );
}

function columnsOf({ rows, plan }: Inbox): readonly BoardColumn[] {
  return [
    ...commonColumns(rows, plan.committees),
    {
      key: 'stand',
      header: 'Stand',
      order: standLabel,
      cell: (row) => <State row={row} />,
    },
    {
      key: 'tijd',
      header: 'Levering',
      order: ({ file }) => file?.at.getTime() ?? null,
      cell: ({ file }) =>
        file === null ? (
          ''
        ) : (
          <>
            {numberOf(file)}, <Moment at={file.at} />
          </>
        ),
    },
    {
      key: 'bij-u',
      header: 'Bij u',
      order: ({ file }) => file && markWords(file),
      cell: ({ file, alarm }) => (
        <>
          {alarm === null ? null : (
            <>
              <a href={alarm.link.href}>{alarm.short}</a>,{' '}
            </>
          )}
          {file === null ? '' : markWords(file)}
        </>
      ),
    },
  ];
}

function State({ row }: { row: BoardRow }) {
  return (
    <StateCell row={row}>
      {isFresh(row) ? ' nieuw' : null}
      <AskedCell row={row} />
    </StateCell>
  );
}

function markWords({
  paper,
  figuresChanged,
  misusedSince,
  isUnsigned,
  outcome,
  marks: { downloaded, acknowledged, equalToPaper, differsFromPaper, readIn, typedTwice, readDiffers },
}: BoardFile): string {
  return [
    ...(isUnsigned ? ['niet ondertekend'] : []),
    ...(outcome === null ? [] : [outcomeWord(outcome)]),
    downloaded === null ? 'nog niet opgehaald' : 'opgehaald',
    ...(acknowledged === null ? [] : ['bevestigd']),
    ...(equalToPaper === null ? [] : ['gelijk aan het papier']),
    ...(differsFromPaper === null ? [] : ['wijkt af van papier']),
    ...(readIn === null ? [] : ['ingelezen']),
    ...(typedTwice === null ? [] : ['tweemaal ingevoerd']),
    ...(readDiffers === null ? [] : ['ingelezen met een andere vingerafdruk']),
    ...(paper === 'differs' ? ['wijkt af van het papier van de afzender'] : []),
    ...(misusedSince === null ? [] : ['sleutel misschien misbruikt']),
    ...(figuresChanged ? ['cijfers gewijzigd zonder nieuwe zitting'] : []),
  ].join(', ');
}

function Others({ files, names }: { files: readonly BoardFile[]; names: Inbox['plan']['committees'] }) {
  if (files.length === 0) return null;
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
          { header: 'Stembureau', rowHeader: true, cell: ({ about }) => committeeName(names, about) },
          { header: 'Bestand', cell: ({ message }) => messageText(message) },
          { header: 'Tijd', cell: ({ at }) => <TimeStamp at={at} /> },
          { header: 'Bij u', cell: (file) => markWords(file) },
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
