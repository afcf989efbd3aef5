import { dutchDay } from '../kernel/dutch-time.js';
import { sizeWords } from '../kernel/recognise-file.js';
import {
  DataTable,
  Day,
  Figures,
  Foreign,
  Heading,
  Link,
  StatusBadge,
  type Column,
  type StatusTone,
} from '../web/components/index.js';
import { DOCUMENT_KINDS, type DocumentKind, type KindName } from './document-kinds.js';
import { countTurns, TURNS, type Entry, type RegisteredDocument, type Turn } from './document.js';
import type { ShownRegister } from './show-register.js';

export const registerPath = (id: string, kind?: KindName) =>
  `/register/${encodeURIComponent(id)}${kind === undefined ? '' : `/${kind}`}`;

const TURN_TITLES: Readonly<Record<Turn, string>> = {
  late: 'Te laat',
  soon: 'Binnen 14 dagen',
  said: 'Vastgelegd',
  later: 'Kan nog wachten',
};
const toneOf = (turn: Turn, count: number): StatusTone => {
  if (turn === 'late') return count === 0 ? 'ok' : 'error';
  if (turn === 'soon') return count === 0 ? 'neutral' : 'warning';
  return turn === 'said' ? 'ok' : 'neutral';
};
const placeOf = (id: string, turn: Turn) => `${id}-${turn}`;

/** By when, in words; the rule where its day is not known yet. */
export function Due({ document: { due, kind } }: { document: RegisteredDocument }) {
  return due === null ? <>{DOCUMENT_KINDS[kind].term}</> : <Day day={due} />;
}

/** How a document stands, in a word. */
export function State({ document: { kind, entry, late, turn } }: { document: RegisteredDocument }) {
  const { ifAny }: DocumentKind = DOCUMENT_KINDS[kind];
  if (turn === 'late') return <StatusBadge tone="error">ontbreekt, te laat</StatusBadge>;
  if (entry === null)
    return ifAny === true ? (
      <StatusBadge tone="neutral">alleen als het er is</StatusBadge>
    ) : (
      <StatusBadge tone={turn === 'soon' ? 'warning' : 'neutral'}>nog niet gepubliceerd</StatusBadge>
    );
  if (entry.state === 'withheld') return <StatusBadge tone="warning">niet openbaar</StatusBadge>;
  if (entry.state === 'inForce') return <StatusBadge tone="ok">geldt nog</StatusBadge>;
  return late ? (
    <StatusBadge tone="warning">gepubliceerd, te laat</StatusBadge>
  ) : (
    <StatusBadge tone="ok">gepubliceerd</StatusBadge>
  );
}

/** Where a document is, or why it is not. */
export function Where({ entry }: { entry: Entry }) {
  switch (entry.state) {
    case 'here':
      return (
        <>
          <Link href={`/publicaties/bestanden/${entry.id}`} download>
            <Foreign text={entry.file.name} />
          </Link>{' '}
          ({sizeWords(entry.file.size)})
        </>
      );
    case 'elsewhere':
      return (
        <Link href={entry.address}>
          <Foreign text={entry.address} longest={200} />
        </Link>
      );
    case 'inForce':
      return (
        <>
          Versie <Foreign text={entry.version} />, Staatscourant <Foreign text={entry.gazette} />
        </>
      );
    case 'withheld':
      return <Foreign text={entry.reason} longest={2000} />;
  }
}

/** The day on which something was said, in Dutch time. */
export function Since({ entry }: { entry: Entry }) {
  return <Day day={dutchDay(entry.at)} />;
}

/** How many documents are late, near, said and can wait, each with the way to its table. */
export function TurnFigures({ id, documents }: { id: string; documents: readonly RegisteredDocument[] }) {
  const counts = countTurns(documents);
  return (
    <Figures
      label="Hoe het register ervoor staat"
      figures={TURNS.map((turn) => ({
        label: TURN_TITLES[turn],
        value: counts[turn],
        tone: toneOf(turn, counts[turn]),
        href: counts[turn] === 0 ? undefined : `#${placeOf(id, turn)}`,
      }))}
    />
  );
}

/** The documents of an election, what presses most first; `columns` says what is shown of those of one turn. */
export function DocumentTables({
  id,
  documents,
  level,
  columns,
}: {
  id: string;
  documents: readonly RegisteredDocument[];
  /** Of the headings above the tables. */
  level: 2 | 3;
  columns: (turn: Turn) => readonly Column<RegisteredDocument>[];
}) {
  const byDay = (a: RegisteredDocument, b: RegisteredDocument) => (a.due ?? '9').localeCompare(b.due ?? '9');
  return (
    <>
      {TURNS.map((turn) => {
        const rows = documents.filter((each) => each.turn === turn).sort(byDay);
        if (rows.length === 0) return null;
        return (
          <>
            <Heading level={level} id={placeOf(id, turn)}>
              {TURN_TITLES[turn]}
            </Heading>
            <DataTable caption={TURN_TITLES[turn]} captionHidden columns={columns(turn)} rows={rows} />
          </>
        );
      })}
    </>
  );
}

/** The elections that have a register, and how each stands; `href` is where one is shown. */
export function ElectionsTable({
  registers,
  href,
}: {
  registers: readonly ShownRegister[];
  href: (id: string) => string;
}) {
  const count = (turn: Turn): Column<ShownRegister> => ({
    header: TURN_TITLES[turn],
    cell: ({ documents }) => <Count turn={turn} count={countTurns(documents)[turn]} />,
  });
  return (
    <DataTable
      caption="Verkiezingen"
      captionHidden
      columns={[
        {
          header: 'Verkiezing',
          rowHeader: true,
          cell: ({ plan: { definition } }) => <Link href={href(definition.id)}>{definition.name}</Link>,
        },
        { header: 'Stemming', cell: ({ plan: { definition } }) => <Day day={definition.electionDate} /> },
        ...TURNS.map(count),
      ]}
      rows={registers}
    />
  );
}

function Count({ turn, count }: { turn: Turn; count: number }) {
  const pressing = count > 0 && (turn === 'late' || turn === 'soon');
  return pressing ? <StatusBadge tone={toneOf(turn, count)}>{count}</StatusBadge> : <>{count}</>;
}
