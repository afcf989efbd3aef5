import type { Level } from '../kernel/committee.js';
import { Figures, Paragraph, Progress, type Figure } from '../web/components/index.js';
import { counted } from '../web/counted.js';
import { PrintedStand } from './board-frame.js';
import { Moment } from './board-table.js';
import { NOBODY, totalsOf, type BoardFile, type BoardRow, type BoardTotals, type Reach } from './inbox.js';
import type { Inbox } from './list-inbox.js';
import type { Board } from './show-board.js';
import { asks } from './words.js';

const LEVEL_NAMES: readonly (readonly [Level, string])[] = [
  ['GSB', 'Gemeentelijke stembureaus'],
  ['SOL', 'Stembureaus openbaar lichaam'],
  ['NBSB', 'Nationaal briefstembureau'],
  ['HSB', 'Hoofdstembureaus'],
  ['CSB', 'Centraal stembureau'],
];

/** How far a body is with what it must receive. */
export function InboxStand({ inbox, level }: { inbox: Inbox; level: Level }) {
  const { at, totals, rows, expected510b } = inbox;
  return (
    <>
      <PrintedStand at={at} />
      <div data-refresh-summary>
        <Progress label="Ontvangen" done={totals.done} total={totals.due} />
      </div>
      {rows.length < 2 ? null : (
        <Figures
          label="Standen"
          compact
          figures={[...arrived(totals), ...ownActs(rows, asks(level)), asked(rows)]}
        />
      )}
      <Expectation rows={rows} expected510b={[expected510b]} />
    </>
  );
}

/** How far all of an election or a voting day is. */
export function BoardStand({ board }: { board: Board }) {
  const { rows, at, reach, expected510b } = board;
  const totals = totalsOf(rows);
  const levels = LEVEL_NAMES.flatMap(([level, name]) => {
    const own = totalsOf(rows.filter(({ committee }) => committee.level === level));
    return own.due === 0 ? [] : [{ label: name, value: `${own.done} / ${own.due}` }];
  });
  return (
    <>
      <PrintedStand at={at} />
      <div data-refresh-summary>
        <Progress label="Geleverd" done={totals.done} total={totals.due} />
      </div>
      <Figures
        label="Standen"
        compact
        figures={[
          ...arrived(totals),
          ...othersActs(rows, reach),
          { label: 'Verzoek te laat', value: rows.filter(({ overdue }) => overdue).length },
        ]}
      />
      <Figures label="Geleverd per niveau" compact figures={levels} />
      <Expectation rows={rows} expected510b={[...expected510b.values()]} />
    </>
  );
}

function arrived(totals: BoardTotals): readonly Figure[] {
  const { missing, late, done, corrected, notDue } = totals;
  return [
    { label: 'Ontbreekt', value: missing, tone: missing > 0 ? 'waiting' : 'neutral' },
    { label: 'Waarvan te laat', value: late, tone: late > 0 ? 'warning' : 'neutral' },
    { label: 'Ontvangen', value: done, tone: 'ok' },
    { label: 'Waarvan gecorrigeerd', value: corrected },
    { label: 'Hoeft niet', value: notDue },
  ];
}

/** What this body itself did with what came. */
function ownActs(rows: readonly BoardRow[], checks: boolean): readonly Figure[] {
  const files = current(rows);
  const count = (is: (file: BoardFile) => unknown) => files.filter(({ file }) => is(file)).length;
  return [
    { label: 'Opgehaald', value: count(({ marks }) => marks.downloaded) },
    { label: 'Gelijk aan het papier', value: count(({ marks }) => marks.equalToPaper) },
    ...(checks ? [{ label: 'Gecontroleerd', value: count(({ outcome }) => outcome) }] : []),
    { label: 'Ingelezen', value: count(({ marks }) => marks.readIn ?? marks.typedTwice) },
    { label: 'Bevestigd', value: count(({ marks }) => marks.acknowledged) },
  ];
}

/** Of how many files some recipient did what. */
function othersActs(rows: readonly BoardRow[], reach: Board['reach']): readonly Figure[] {
  const files = current(rows);
  const count = (is: (found: Reach) => boolean) =>
    files.filter(({ file }) => is(reach.get(file.id) ?? NOBODY)).length;
  return [
    { label: 'Opgehaald', value: count(({ downloaded }) => downloaded > 0) },
    { label: 'Gecontroleerd', value: count((found) => found.asRequired + found.notAsRequired > 0) },
    { label: 'Ingelezen', value: count(({ readIn }) => readIn > 0) },
    { label: 'Bevestigd', value: count(({ acknowledged }) => acknowledged > 0) },
  ];
}

function current(rows: readonly BoardRow[]) {
  return rows.flatMap(({ file, state }) => (file === null || state.state === 'notDue' ? [] : [{ file }]));
}

function asked(rows: readonly BoardRow[]): Figure {
  const open = rows.filter(({ request }) => request?.state.state === 'asked').length;
  return { label: 'Opnieuw gevraagd', value: open };
}

/** When the counts of gemeenten are expected, or that nobody said; nothing where none is due. */
function Expectation({
  rows,
  expected510b,
}: {
  rows: readonly BoardRow[];
  /** Of each election. */
  expected510b: readonly (string | null)[];
}) {
  if (!rows.some(({ committee, message }) => committee.level === 'GSB' && message === '510b')) return null;
  const moments = [...new Set(expected510b)];
  const set = moments.filter((moment) => moment !== null).sort();
  const without = expected510b.filter((moment) => moment === null).length;
  if (set.length === 0)
    return (
      <Paragraph kind="small">
        Er is niet ingesteld wanneer de tellingen van de gemeenten er moeten zijn. Daarom staat bij geen
        telling dat zij te laat is.
      </Paragraph>
    );
  return (
    <Paragraph kind="small">
      De Kiesraad verwacht de tellingen van de gemeenten vóór <Moment at={new Date(set[0]!)} />
      {set.length === 1 ? '' : ', bij een andere verkiezing later'}. Dat is geen wettelijke termijn.
      {without === 0
        ? ''
        : ` Bij ${counted(without, 'verkiezing', 'verkiezingen')} is geen moment ingesteld.`}
    </Paragraph>
  );
}
